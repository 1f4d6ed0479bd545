"""Applying, following, taking back: what an application promises the person and the firm."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from caunoi.placement.actions.applications import (
    MOVES,
    CannotApply,
    CannotMove,
    apply,
    let_firm_keep,
    move_application,
    open_as_firm,
    read_application,
    release_hold,
    start_application,
    withdraw_application,
)
from caunoi.placement.actions.hires import CannotHire, end_applications_of, hire
from caunoi.placement.choices import (
    ApplicationState,
    InvitationState,
    Origin,
    Refusal,
)
from caunoi.placement.models import Application
from caunoi.placement.queries.applications import positions_free
from caunoi.vacancies.choices import HiredFrom, VacancyState
from caunoi_kit.journal.models import Entry
from caunoi_kit.messaging.models import Message
from tests.accounts.factories import UserFactory
from tests.people.factories import PersonFactory
from tests.placement.factories import (
    DAY,
    MORNING,
    ApplicationFactory,
    InvitationFactory,
    SlotFactory,
)
from tests.vacancies.factories import VacancyFactory

pytestmark = pytest.mark.django_db

NOON = MORNING + timedelta(hours=4)
FRIDAY = DAY + timedelta(days=3)


def send(person=None, vacancy=None, at=MORNING):
    person = person or PersonFactory(phone="0912345678")
    return apply(person=person, vacancy=vacancy or VacancyFactory(), by=None, at=at)


def move(application, to, **why):
    return move_application(application=application, to=to, by=UserFactory(), at=NOON, **why)


def refuse(application, reason=Refusal.SKILL, note=""):
    return move(application, ApplicationState.REJECTED, reason=reason, note=note)


def hire_now(application):
    return hire(application=application, by=UserFactory(), at=NOON)


def kinds():
    return list(Message.objects.order_by("id").values_list("kind", flat=True))


def test_an_application_is_sent_to_one_firm_and_the_journal_says_what_it_shows():
    application = send()

    assert application.state == ApplicationState.SENT
    assert application.origin == Origin.SELF
    line = Entry.objects.get(event="placement.application.sent")
    assert line.detail["people"] == [application.person_id]
    assert line.detail["fields"] == ["full_name", "phone", "profile"]


def test_the_message_to_the_firm_names_nobody():
    application = send(person=PersonFactory(full_name="Phạm Thị Mẫu Hoa", phone="0987654321"))

    message = Message.objects.get(kind="placement.application.sent")
    assert application.vacancy.title in message.text
    assert "Hoa" not in message.text
    assert "0987654321" not in message.text


def test_applying_twice_gives_the_same_application():
    first = send()

    again = send(first.person, first.vacancy, at=NOON)

    assert again == first
    assert Application.objects.count() == 1
    assert Entry.objects.filter(event="placement.application.sent").count() == 1


def test_the_database_too_refuses_a_second_open_application():
    first = send()

    with pytest.raises(IntegrityError):
        ApplicationFactory(person=first.person, vacancy=first.vacancy)


@pytest.mark.parametrize(
    ("trait", "words"), [("closed", "đã đóng"), ("expired", "hết hạn"), ("full", "đủ người")]
)
def test_a_vacancy_that_takes_nobody_says_why(trait, words):
    with pytest.raises(CannotApply, match=words):
        send(vacancy=VacancyFactory(**{trait: True}))


def test_a_draft_is_not_applied_for():
    with pytest.raises(CannotApply):
        send(vacancy=VacancyFactory(state=VacancyState.DRAFT))


def test_somebody_who_withdrew_may_apply_again():
    first = send()
    withdraw_application(application=first, by=None, at=NOON)

    again = send(first.person, first.vacancy, at=NOON)

    assert again != first


def test_somebody_refused_does_not_ask_the_same_firm_again():
    first = send()
    refuse(first)

    with pytest.raises(CannotApply, match="đã trả lời"):
        send(first.person, first.vacancy, at=NOON)


def test_the_centre_may_refer_somebody_the_firm_refused_before():
    first = send()
    refuse(first)

    again = start_application(
        person=first.person, vacancy=first.vacancy, origin=Origin.REFERRAL, by=None, at=NOON
    )

    assert again.is_open


def test_opening_it_as_the_firm_counts_as_seen_and_leaves_a_line():
    application, user = send(), UserFactory()

    seen = open_as_firm(application=application, by=user, at=NOON)

    assert seen.state == ApplicationState.SEEN
    line = Entry.objects.get(event="placement.application.read")
    assert (line.by, line.about_id) == (user, str(application.person_id))
    assert "placement.application.seen" not in kinds()  # looking is no answer


def test_the_centre_looking_is_no_answer_of_the_firm():
    application = send()

    read_application(application=application, by=UserFactory())

    application.refresh_from_db()
    assert application.state == ApplicationState.SENT


def test_each_step_is_kept_and_told():
    application = send()

    for state in (
        ApplicationState.SUITABLE,
        ApplicationState.INTERVIEW,
        ApplicationState.OFFERED,
    ):
        move(application, state)
    hire_now(application)

    assert [step.state for step in application.steps.order_by("id")] == [
        "SENT", "SUITABLE", "INTERVIEW", "OFFERED", "HIRED",
    ]  # fmt: skip
    assert kinds()[1:] == [
        f"placement.application.{word}" for word in ("suitable", "interview", "offered", "hired")
    ]


@pytest.mark.parametrize("state", sorted(set(ApplicationState) - set(MOVES)))
def test_what_has_ended_does_not_move(state):
    application = ApplicationFactory(state=state, reason=Refusal.SKILL, hired_on=DAY, state_at=NOON)
    to = ApplicationState.SUITABLE

    with pytest.raises(CannotMove, match="không chuyển"):
        move(application, to)


def test_moved_there_already_nothing_changes():
    application = move(send(), ApplicationState.SUITABLE)

    move(application, ApplicationState.SUITABLE)

    assert application.steps.count() == 2
    assert kinds().count("placement.application.suitable") == 1


def test_nobody_is_hired_by_moving():
    with pytest.raises(CannotMove):
        move(send(), ApplicationState.HIRED)


def test_a_refusal_has_a_reason_which_the_person_reads():
    application = refuse(send(), Refusal.SHIFT, "Chỉ còn ca đêm")

    assert (application.reason, application.note) == (Refusal.SHIFT, "Chỉ còn ca đêm")
    assert "placement.application.rejected" in kinds()


@pytest.mark.parametrize(("reason", "note"), [("", ""), ("WHATEVER", ""), (Refusal.OTHER, "  ")])
def test_a_refusal_without_a_reason_is_not_taken(reason, note):
    application = send()

    with pytest.raises(CannotMove):
        refuse(application, reason, note)

    application.refresh_from_db()
    assert application.state == ApplicationState.SENT


def test_withdrawing_ends_it_at_once_and_frees_the_interview():
    vacancy = VacancyFactory()
    application = ApplicationFactory(vacancy=vacancy, state=ApplicationState.INTERVIEW)
    slot = SlotFactory(vacancy=vacancy, taken=1)
    invitation = InvitationFactory(
        person=application.person, vacancy=vacancy, application=application, slot=slot,
        state=InvitationState.COMING,
    )  # fmt: skip

    withdraw_application(application=application, by=None, at=NOON)

    slot.refresh_from_db()
    invitation.refresh_from_db()
    assert (slot.taken, invitation.state) == (0, InvitationState.CANCELLED)


def test_what_has_ended_is_not_withdrawn():
    with pytest.raises(CannotMove, match="khép lại"):
        withdraw_application(application=refuse(send()), by=None, at=NOON)


def test_the_person_decides_whether_the_firm_keeps_the_contact():
    application = refuse(send())

    assert let_firm_keep(application=application, may_keep=True, by=None).may_keep
    assert not let_firm_keep(application=application, may_keep=False, by=None).may_keep


# --- Positions ----------------------------------------------------------------------------------


def hold(vacancy, until=FRIDAY, **who):
    return start_application(
        person=PersonFactory(**who), vacancy=vacancy, origin=Origin.REFERRAL, by=None,
        at=MORNING, held_until=until,
    )  # fmt: skip


def test_free_is_positions_less_filled_less_held():
    vacancy = VacancyFactory(positions=5, filled=1)
    hold(vacancy)
    send(vacancy=vacancy)

    assert positions_free(vacancy, on=DAY) == 3


def test_a_hold_ends_with_its_last_day():
    vacancy = VacancyFactory(positions=1)
    hold(vacancy)

    assert positions_free(vacancy, on=FRIDAY) == 0
    assert positions_free(vacancy, on=FRIDAY + timedelta(days=1)) == 1


def test_nothing_is_held_beyond_what_is_free():
    vacancy = VacancyFactory(positions=1)
    hold(vacancy)

    with pytest.raises(CannotApply, match="đang giữ"):
        hold(vacancy)


def test_an_application_that_stands_can_get_a_position_held():
    vacancy = VacancyFactory(positions=1)
    application = send(vacancy=vacancy)

    again = start_application(
        person=application.person, vacancy=vacancy, origin=Origin.REFERRAL, by=None, at=NOON,
        held_until=FRIDAY,
    )  # fmt: skip

    assert (again, again.held_until) == (application, FRIDAY)
    with pytest.raises(CannotApply):
        hold(vacancy)


def test_a_hold_given_back_is_free_for_others():
    vacancy = VacancyFactory(positions=1)
    application = hold(vacancy)

    release_hold(application=application, by=None)

    assert positions_free(vacancy, on=DAY) == 1
    application.refresh_from_db()
    assert application.is_open


def test_a_refused_person_holds_nothing():
    vacancy = VacancyFactory(positions=1)

    refuse(hold(vacancy))

    assert positions_free(vacancy, on=DAY) == 1


def test_hiring_fills_a_position():
    vacancy = VacancyFactory(positions=2)

    application = hire_now(send(vacancy=vacancy))

    vacancy.refresh_from_db()
    assert (vacancy.filled, vacancy.state) == (1, VacancyState.OPEN)
    assert (application.state, application.hired_on) == (ApplicationState.HIRED, DAY)


def test_hired_twice_fills_one_position():
    application = hire_now(send())

    hire_now(application)

    application.vacancy.refresh_from_db()
    assert application.vacancy.filled == 1


def test_the_last_hire_closes_the_vacancy_and_everybody_hears_of_it():
    vacancy = VacancyFactory(positions=1)
    waiting = [send(vacancy=vacancy), move(send(vacancy=vacancy), ApplicationState.SUITABLE)]

    hire_now(send(vacancy=vacancy))

    vacancy.refresh_from_db()
    assert (vacancy.state, vacancy.closed_on, vacancy.hired) == (VacancyState.CLOSED, DAY, 1)
    assert vacancy.hired_from == HiredFrom.PORTAL
    for application in waiting:
        application.refresh_from_db()
        assert (application.state, application.reason) == ("REJECTED", Refusal.FULL)
    assert kinds().count("placement.application.rejected") == 2


def test_who_has_a_position_held_can_be_hired_into_it_and_nobody_else():
    vacancy = VacancyFactory(positions=1)
    held, other = hold(vacancy), send(vacancy=vacancy)

    with pytest.raises(CannotHire, match="đang giữ"):
        hire_now(other)
    hire_now(held)

    vacancy.refresh_from_db()
    assert vacancy.filled == 1
    assert vacancy.hired_from == HiredFrom.CENTRE


def test_nobody_is_hired_beyond_the_positions():
    application = send()
    application.vacancy.filled = application.vacancy.positions
    application.vacancy.save()

    with pytest.raises(CannotHire, match="đủ người"):
        hire_now(application)


def test_somebody_refused_is_not_hired():
    with pytest.raises(CannotHire, match="khép lại"):
        hire_now(refuse(send()))


def test_when_a_firm_closes_its_vacancy_everybody_gets_an_answer():
    application = send()
    application.vacancy.state = VacancyState.CLOSED
    application.vacancy.save()

    assert end_applications_of(vacancy=application.vacancy, at=NOON) == [application]
    assert end_applications_of(vacancy=application.vacancy, at=NOON) == []

    application.refresh_from_db()
    assert (application.state, application.reason) == ("REJECTED", Refusal.CLOSED)


def test_an_open_vacancy_answers_nobody_by_itself():
    application = send()

    assert end_applications_of(vacancy=application.vacancy, at=NOON) == []
