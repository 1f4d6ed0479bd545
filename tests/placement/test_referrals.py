"""Letters: numbered without gaps, a position held, and what became of each noted once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from caunoi.people.actions import withdraw_consent
from caunoi.people.choices import Purpose
from caunoi.placement.actions import referrals as actions
from caunoi.placement.actions.applications import withdraw_application
from caunoi.placement.actions.hires import hire
from caunoi.placement.actions.refusals import (
    CannotRefuse,
    decline_referral,
    judge_refusal,
    refuse_job,
    take_refusal_back,
)
from caunoi.placement.choices import (
    ApplicationState,
    Dislike,
    Ending,
    Origin,
    ReferralState,
    Refusal,
)
from caunoi.placement.forms import EndForm
from caunoi.placement.models import Application, Referral, RefusedJob, ToldProposal
from caunoi.placement.queries.applications import positions_free
from caunoi.placement.queries.counselling import Sieve, counselling_page, sieve_of
from caunoi.placement.queries.referrals import (
    LEAST_CASES,
    code_path,
    odds_of,
    referral_behind,
    state_of,
    valid_until,
)
from caunoi_kit.journal.models import Entry
from caunoi_kit.messaging.models import Message
from tests.accounts.factories import UserFactory
from tests.placement.factories import DAY, MORNING, ApplicationFactory, make_run, seeker
from tests.vacancies.factories import VacancyFactory

pytestmark = pytest.mark.django_db

TOMORROW = MORNING + timedelta(days=1)
LATE = MORNING + timedelta(days=20)
FORGERIES = 2_000


def refer(person=None, vacancy=None, *, by=None, at=MORNING, **changes):
    return actions.refer(
        person=person or seeker(),
        vacancy=vacancy or VacancyFactory(),
        come_at=changes.pop("come_at", at + timedelta(days=1)),
        place="Cổng 2, Công ty Mẫu",
        by=by or UserFactory(),
        at=at,
        **changes,
    )


def state(referral, on=DAY):
    found = Referral.objects.select_related("application").get(pk=referral.pk)
    return state_of(found, on=on)


def test_letters_of_a_year_are_numbered_one_after_the_other():
    assert [refer().number for _ in range(3)] == [1, 2, 3]


def test_a_letter_that_is_refused_takes_no_number():
    refer()
    with pytest.raises(actions.CannotRefer):
        refer(vacancy=VacancyFactory(closed=True))

    assert refer().number == 2


def test_a_letter_holds_for_five_working_days():
    assert valid_until(date(2026, 11, 24)) == date(2026, 12, 1)


def test_a_letter_may_hold_into_a_year_whose_days_off_are_only_assumed():
    assert valid_until(date(2026, 12, 29)) == date(2027, 1, 6)  # 01/01/2027 is a day off
    assert valid_until(date(2027, 2, 3)) == date(2027, 2, 17)  # over the assumed Tết Đinh Mùi


def test_a_year_nobody_has_entered_stops_a_letter_in_words():
    late = datetime(2028, 3, 1, 2, tzinfo=UTC)

    with pytest.raises(actions.CannotRefer, match="Chưa có lịch nghỉ lễ chính thức năm 2028"):
        refer(at=late, come_at=late)


def test_a_letter_makes_the_application_and_holds_a_position():
    vacancy = VacancyFactory(positions=2)

    referral = refer(vacancy=vacancy)

    assert referral.application.origin == Origin.REFERRAL
    assert referral.application.held_until == referral.valid_until
    assert positions_free(vacancy, on=DAY) == 1


def test_nobody_is_referred_to_positions_held_for_others():
    vacancy = VacancyFactory(positions=1)
    refer(vacancy=vacancy)

    with pytest.raises(actions.CannotRefer, match="giữ cho người khác"):
        refer(vacancy=vacancy)


def test_the_same_letter_asked_for_again_is_the_first_one():
    person, vacancy = seeker(), VacancyFactory()

    assert refer(person, vacancy) == refer(person, vacancy)
    assert Referral.objects.count() == 1


def test_a_letter_for_somebody_who_applied_keeps_their_application():
    person, vacancy = seeker(), VacancyFactory()
    own = ApplicationFactory(person=person, vacancy=vacancy)

    referral = refer(person, vacancy)

    assert referral.application == own
    assert Application.objects.get().origin == Origin.SELF


def test_after_an_expired_letter_a_new_one_may_be_made():
    person, vacancy = seeker(), VacancyFactory()
    first = refer(person, vacancy)

    second = refer(person, vacancy, at=LATE)

    assert second.number == 2
    assert state(first, on=LATE.date()) == ReferralState.EXPIRED


def test_nobody_is_referred_without_their_consent():
    person = seeker()
    withdraw_consent(person=person, purpose=Purpose.CENTRE, by=None, at=MORNING)

    with pytest.raises(actions.CannotRefer, match="đồng ý"):
        refer(person)


@pytest.mark.parametrize("come_at", [MORNING - timedelta(hours=1), MORNING + timedelta(days=30)])
def test_the_hour_lies_within_the_days_of_the_letter(come_at):
    with pytest.raises(actions.CannotRefer, match="còn hiệu lực"):
        refer(come_at=come_at)


def test_a_letter_keeps_why_the_job_suited_and_what_the_advert_said():
    person, vacancy = seeker(), VacancyFactory(title="Thợ may áo", wage_max=11_000_000)
    make_run()

    referral = refer(person, vacancy)
    vacancy.wage_max = 20_000_000
    vacancy.save()
    referral.refresh_from_db()

    assert referral.fit["score"] > 0
    assert "Đúng nghề mong muốn" in referral.fit["why"][0]
    assert referral.advert["title"] == "Thợ may áo"
    assert referral.advert["wage_max"] == 11_000_000


def test_a_letter_of_a_job_the_match_does_not_know_keeps_no_score():
    assert refer().fit["score"] is None


def test_person_and_firm_hear_of_it_and_the_firm_reads_no_name():
    person = seeker(person={"full_name": "Trần Thị Mẫu Bí Mật", "phone": "0912345678"})
    refer(person, VacancyFactory(contact_phone="0987654321"))

    texts = dict(Message.objects.values_list("phone", "text"))

    assert "Giấy số 1/2026" in texts["0912345678"]
    assert "Bí Mật" not in texts["0987654321"]


def test_who_is_referred_keeps_the_place_in_later_plans():
    referral = refer()

    told = ToldProposal.objects.in_force().get()

    assert (told.person_id, told.vacancy_id) == (referral.person_id, referral.vacancy_id)


def test_the_code_leads_to_the_letter_and_holds_nothing_of_the_person():
    person = seeker(person={"full_name": "Trần Thị Mẫu Hoa", "phone": "0912345678"})
    referral = refer(person)
    code = code_path(referral).split("/")[-2]

    assert referral_behind(code) == referral
    assert "0912345678" not in code
    assert "hoa" not in code.partition(".")[0].lower()


def test_no_altered_code_leads_anywhere():
    code = code_path(refer()).split("/")[-2]
    letters = "ABCxyz019-_."

    found = 0
    for turn in range(FORGERIES):
        at, letter = turn % len(code), letters[turn // len(code) % len(letters)]
        forged = code[:at] + letter + code[at + 1 :]
        found += forged != code and referral_behind(forged) is not None

    assert found == 0


def test_arrival_is_noted_once():
    referral, by = refer(), UserFactory()
    actions.note_arrival(referral=referral, by=by, at=TOMORROW)
    actions.note_arrival(referral=referral, by=UserFactory(), at=LATE)

    referral.refresh_from_db()

    assert (referral.came_at, referral.came_noted_by) == (TOMORROW, by)
    assert state(referral) == ReferralState.ARRIVED
    assert Entry.objects.filter(event="placement.referral.arrived").count() == 1


def test_a_hire_fills_the_position_and_is_noted_once():
    vacancy = VacancyFactory(positions=2)
    referral = refer(vacancy=vacancy)

    for _ in range(2):
        actions.note_result(referral=referral, hired=True, by=UserFactory(), at=TOMORROW)

    vacancy.refresh_from_db()
    assert vacancy.filled == 1
    assert state(referral) == ReferralState.HIRED
    assert ToldProposal.objects.get().ending == Ending.STARTED


def test_who_is_not_taken_gets_the_reason_and_the_position_goes_to_others():
    vacancy = VacancyFactory(positions=1)
    referral = refer(vacancy=vacancy)

    actions.note_result(
        referral=referral, hired=False, reason=Refusal.SKILL, by=UserFactory(), at=TOMORROW
    )

    assert state(referral) == ReferralState.NOT_HIRED
    assert positions_free(vacancy, on=DAY) == 1
    assert ToldProposal.objects.in_force().count() == 0


def test_a_refusal_by_the_firm_needs_its_reason_and_changes_nothing_without():
    referral = refer()

    with pytest.raises(actions.CannotNote, match="lý do"):
        actions.note_result(referral=referral, hired=False, by=UserFactory(), at=TOMORROW)

    assert state(referral) == ReferralState.STANDING
    assert ToldProposal.objects.in_force().count() == 1


def test_a_result_is_not_turned_round():
    referral = refer()
    actions.note_result(referral=referral, hired=True, by=UserFactory(), at=TOMORROW)

    with pytest.raises(actions.CannotNote, match="đã được nhận"):
        actions.note_result(
            referral=referral, hired=False, reason=Refusal.SKILL, by=UserFactory(), at=TOMORROW
        )


def test_after_its_last_day_a_firm_notes_nothing_but_the_centre_may():
    firm, counsellor = UserFactory(role="EMPLOYER"), UserFactory(role="COUNSELLOR")
    referral = refer()

    with pytest.raises(actions.CannotNote, match="hết hạn"):
        actions.note_arrival(referral=referral, by=firm, at=LATE)
    actions.note_arrival(referral=referral, by=counsellor, at=LATE)

    assert state(referral, on=LATE.date()) == ReferralState.ARRIVED


def test_what_the_firm_does_on_its_own_list_shows_on_the_letter():
    referral = refer()
    hire(application=referral.application, by=UserFactory(), at=TOMORROW)

    assert state(referral) == ReferralState.HIRED


def test_who_withdraws_the_application_declines_the_letter():
    referral = refer()
    withdraw_application(application=referral.application, by=None, at=TOMORROW)

    assert state(referral) == ReferralState.DECLINED


def test_a_revoked_letter_says_so_and_gives_the_position_back():
    vacancy = VacancyFactory(positions=1)
    referral = refer(vacancy=vacancy)

    actions.revoke_referral(referral=referral, why="Ghi nhầm người", by=UserFactory(), at=TOMORROW)

    assert state(referral) == ReferralState.REVOKED
    assert positions_free(vacancy, on=DAY) == 1
    with pytest.raises(actions.CannotNote, match="đã thu hồi"):
        actions.note_arrival(referral=referral, by=UserFactory(role="COUNSELLOR"), at=TOMORROW)


def test_a_revoked_letter_needs_a_reason():
    with pytest.raises(actions.CannotNote, match="vì sao"):
        actions.revoke_referral(referral=refer(), why="  ", by=UserFactory(), at=TOMORROW)


def test_letters_past_their_day_end_by_themselves_and_hold_nothing():
    old, new = refer(), refer(at=LATE)

    assert actions.expire_referrals(at=LATE) == 1
    assert actions.expire_referrals(at=LATE) == 0

    old.refresh_from_db()
    assert old.state == ReferralState.EXPIRED
    assert old.application.__class__.objects.get(pk=old.application_id).held_until is None
    assert state(new, on=LATE.date()) == ReferralState.STANDING


def test_what_was_told_ends_with_its_letter_and_that_leaves_a_line():
    referral, other = refer(), refer(at=LATE)

    actions.expire_referrals(at=LATE)

    told = ToldProposal.objects.get(person=referral.person_id)
    assert (told.ended_at, told.ended_by, told.ending) == (LATE, None, Ending.LETTER)
    assert ToldProposal.objects.in_force().get().person_id == other.person_id
    line = Entry.objects.get(event="placement.told.ended")
    assert line.detail == {"people": [referral.person_id], "reason": "LETTER"}


def test_nothing_else_ends_without_somebody_who_ends_it():
    refer()
    for ending in set(Ending.values) - {Ending.LETTER}:
        with pytest.raises(IntegrityError), transaction.atomic():
            ToldProposal.objects.update(ended_at=LATE, ending=ending, note="vì sao")


def test_nobody_chooses_that_a_letter_ran_out():
    assert not EndForm({"ending": Ending.LETTER}).is_valid()
    assert EndForm({"ending": Ending.GONE}).is_valid()


def test_a_letter_whose_result_is_known_does_not_expire():
    came, taken = refer(), refer()
    actions.note_arrival(referral=came, by=UserFactory(), at=TOMORROW)
    hire(application=taken.application, by=UserFactory(), at=TOMORROW)

    assert actions.expire_referrals(at=LATE) == 0
    assert state(came, on=LATE.date()) == ReferralState.ARRIVED
    assert state(taken, on=LATE.date()) == ReferralState.HIRED


def test_a_declined_letter_keeps_the_evidence_and_frees_the_position():
    vacancy = VacancyFactory(positions=1)
    referral = refer(vacancy=vacancy)
    actions.note_arrival(referral=referral, by=UserFactory(), at=TOMORROW)

    refusal = decline_referral(
        referral=referral, reason=Dislike.WAGE, note="", by=UserFactory(), at=TOMORROW
    )

    assert refusal.advert == referral.advert
    assert refusal.fit == referral.fit
    assert refusal.referral.came_at == TOMORROW
    assert state(referral) == ReferralState.DECLINED
    assert positions_free(vacancy, on=DAY) == 1


def test_another_reason_is_written_down():
    with pytest.raises(CannotRefuse, match="lý do khác"):
        decline_referral(
            referral=refer(), reason=Dislike.OTHER, note=" ", by=UserFactory(), at=TOMORROW
        )


def test_two_refusals_without_a_good_reason_are_shown_and_decide_nothing():
    person = seeker()
    for justified in (False, False, True):
        refusal = decline_referral(
            referral=refer(person), reason=Dislike.SHIFT, note="", by=UserFactory(), at=TOMORROW
        )
        judge_refusal(refusal=refusal, justified=justified, by=UserFactory(), at=TOMORROW)

    page = counselling_page(person, sieve=Sieve(), on=DAY)

    assert (page.unjustified, page.warns) == (2, True)
    person.profile.refresh_from_db()
    assert person.profile.looking is True


def test_a_refusal_without_a_letter_is_no_matter_of_the_benefit():
    refusal = refuse_job(
        person=seeker(), vacancy=VacancyFactory(), reason=Dislike.JOB, note="", by=UserFactory(),
        at=MORNING,
    )  # fmt: skip

    with pytest.raises(CannotRefuse, match="giấy giới thiệu"):
        judge_refusal(refusal=refusal, justified=False, by=UserFactory(), at=MORNING)


def test_a_job_the_person_does_not_want_leaves_the_lists_until_they_think_again():
    person, near, far = seeker(), VacancyFactory(), VacancyFactory(lat=20.48)
    make_run()
    refusal = refuse_job(
        person=person, vacancy=near, reason=Dislike.WAGE, note="", by=UserFactory(), at=MORNING
    )

    def listed():
        page = counselling_page(person, sieve=Sieve(), on=DAY)
        return {offer.vacancy for offer in page.lists.jobs}

    assert listed() == {far}
    take_refusal_back(refusal=refusal, by=UserFactory())
    assert listed() == {near, far}
    assert RefusedJob.objects.count() == 0


@pytest.mark.parametrize(
    ("sieve", "kept"),
    [
        (Sieve(), {"gần", "xa", "đêm"}),
        (Sieve(km=5), {"gần", "đêm"}),
        (Sieve(wage=12_000_000), {"xa"}),
        (Sieve(shift="ROTATING"), {"đêm"}),
        (Sieve(km=5, wage=12_000_000), set()),
    ],
)
def test_the_sieve_keeps_what_the_person_wants_to_see(sieve, kept):
    person = seeker()
    VacancyFactory(title="gần")
    VacancyFactory(title="xa", lat=20.53, wage_max=13_000_000)
    VacancyFactory(title="đêm", shifts=["ROTATING"])
    make_run()

    page = counselling_page(person, sieve=sieve, on=DAY)

    assert {offer.vacancy.title for offer in page.lists.jobs} == kept


def test_a_sieve_that_is_not_offered_is_off():
    assert sieve_of(km="999", millions="-1", shift="'; --") == Sieve()


def test_odds_are_told_from_thirty_cases_on_only():
    vacancy = VacancyFactory(positions=100)
    for number in range(LEAST_CASES - 1):
        referral = refer(vacancy=vacancy)
        hired = number % 3 == 0
        reason = "" if hired else Refusal.SKILL
        actions.note_result(
            referral=referral, hired=hired, reason=reason, by=UserFactory(), at=TOMORROW
        )
    assert odds_of([vacancy.occupation_id], on=DAY) == {}

    last = refer(vacancy=vacancy)
    actions.note_result(referral=last, hired=True, by=UserFactory(), at=TOMORROW)

    odds = odds_of([vacancy.occupation_id], on=DAY)[vacancy.occupation_id]
    assert (odds.cases, odds.hired) == (30, 11)
    assert Application.objects.filter(state=ApplicationState.HIRED).count() == 11
