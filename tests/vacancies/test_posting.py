"""An employer posts: draft, check, send, change, post again, close."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection, connections

from caunoi.accounts.choices import Role
from caunoi.classifications.choices import Qualification, Shift
from caunoi.vacancies import actions
from caunoi.vacancies.choices import HiredFrom, PayPeriod, Source, VacancyState
from caunoi.vacancies.models import Vacancy
from caunoi.vacancies.queries.suggestions import market_wage
from caunoi.vacancies.queries.terms import Terms, editable, terms_of
from caunoi_kit.journal.models import Entry
from caunoi_kit.messaging.models import Message
from caunoi_kit.ui import editing
from tests.accounts.factories import UserFactory
from tests.classifications.factories import CertificateFactory, OccupationFactory, SkillFactory
from tests.employers.factories import EmployerFactory
from tests.vacancies.factories import VacancyFactory

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 9)
MORNING = datetime(2026, 11, 9, 2, 0, tzinfo=UTC)


@pytest.fixture
def firm():
    return EmployerFactory(verified_at=MORNING)


@pytest.fixture
def clerk():
    return UserFactory(role=Role.EMPLOYER)


def terms(**changes) -> Terms:
    stated = {
        "title": "Công nhân may",
        "positions": 20,
        "closes_on": DAY + timedelta(days=30),
        "address": "Xã Tiền Hải",
        "wage_min": 8_000_000,
        "wage_max": 11_000_000,
        "shifts": (Shift.DAY,),
        "contact_phone": "0912345678",
    }
    return Terms(**{**stated, **changes})


def post(firm, by, number=None, **changes):
    return actions.post_vacancy(
        employer=firm,
        public_id=number or uuid4(),
        terms=terms(**changes),
        by=by,
        on=DAY,
        at=MORNING,
    )


def test_a_verified_firms_advert_is_open_at_once_with_the_likeliest_occupation(firm, clerk):
    sewing = OccupationFactory(code="8153")

    vacancy = post(firm, clerk)

    assert vacancy.state == VacancyState.OPEN
    assert vacancy.occupation == sewing
    assert vacancy.source == Source.EMPLOYER
    assert Vacancy.objects.open_on(DAY).get() == vacancy
    assert Entry.objects.get(event="vacancies.vacancy.posted").about_id == str(vacancy.pk)


def test_a_firm_nobody_has_verified_waits_for_the_centre(clerk):
    vacancy = post(EmployerFactory(verified_at=None), clerk)

    assert vacancy.state == VacancyState.PENDING
    assert not Vacancy.objects.open_on(DAY).exists()


def test_unlawful_words_are_refused_with_the_words_and_the_article(firm, clerk):
    with pytest.raises(actions.CannotPost) as refusal:
        post(firm, clerk, description="Chỉ tuyển nữ. Đặt cọc 500k khi nhận việc.")

    said = refusal.value.remarks
    assert {"DEPOSIT", "SEX"} <= {one.kind for one in said}
    assert all(one.law and one.why for one in said)
    assert not Vacancy.objects.exists()


def test_suspicious_words_wait_for_a_look_and_say_which(firm, clerk):
    vacancy = post(firm, clerk, description="Việc nhẹ lương cao, liên hệ Telegram để nhận việc.")

    assert vacancy.state == VacancyState.PENDING
    assert {one["kind"] for one in vacancy.findings} == {"SCAM"}


@pytest.mark.parametrize("days", [-1, 400])
def test_a_deadline_that_has_passed_or_is_a_year_away_is_refused(firm, clerk, days):
    with pytest.raises(actions.CannotPost, match="Hạn tuyển"):
        post(firm, clerk, closes_on=DAY + timedelta(days=days))


def test_sent_twice_it_is_one_advert(firm, clerk):
    number = uuid4()

    first, second = post(firm, clerk, number), post(firm, clerk, number, title="Tên khác")

    assert first == second
    assert Vacancy.objects.get().title == "Công nhân may"


def test_a_number_of_another_firm_is_refused(firm, clerk):
    theirs = VacancyFactory(state=VacancyState.DRAFT)

    with pytest.raises(actions.CannotPost, match="nơi tuyển khác"):
        post(firm, clerk, theirs.public_id)


def test_demands_are_stored_as_asked(firm, clerk):
    must, nice, paper = SkillFactory(), SkillFactory(), CertificateFactory()

    vacancy = post(
        firm,
        clerk,
        required_skills=frozenset({must.pk}),
        preferred_skills=frozenset({nice.pk}),
        certificates=frozenset({paper.pk}),
    )

    asked = dict(vacancy.skills.values_list("skill_id", "required"))
    assert asked == {must.pk: True, nice.pk: False}
    assert vacancy.certificates.get().certificate == paper


def test_a_draft_keeps_every_word_and_is_shown_to_nobody(firm, clerk):
    number = uuid4()
    for words in ("tám triệu mốt", "8tr1"):
        draft = actions.save_draft(
            employer=firm,
            public_id=number,
            typed={"title": ["Thợ may"], "wage_min": [words]},
            terms=terms(title="Thợ may", wage_min=None, wage_max=None),
            by=clerk,
            on=DAY,
        )

    assert Vacancy.objects.get() == draft
    assert draft.typed["wage_min"] == ["8tr1"]
    assert not Vacancy.objects.open_on(DAY).exists()
    assert Entry.objects.filter(event="vacancies.draft.begun").count() == 1


def test_saving_a_draft_changes_nothing_that_was_sent(firm, clerk):
    vacancy = post(firm, clerk)

    actions.save_draft(
        employer=firm,
        public_id=vacancy.public_id,
        typed={"title": ["Khác"]},
        terms=terms(title="Khác"),
        by=clerk,
        on=DAY,
    )

    vacancy.refresh_from_db()
    assert (vacancy.title, vacancy.state) == ("Công nhân may", VacancyState.OPEN)


def test_posting_a_draft_again_empties_what_was_typed(firm, clerk):
    number = uuid4()
    actions.save_draft(
        employer=firm, public_id=number, typed={"title": ["x"]}, terms=terms(), by=clerk, on=DAY
    )

    vacancy = post(firm, clerk, number)

    assert vacancy.typed == {}
    assert vacancy.state == VacancyState.OPEN


def change(vacancy, by, before, **changes):
    return actions.change_vacancy(
        vacancy=vacancy,
        terms=replace(terms_of(vacancy), **changes),
        before=before,
        by=by,
        on=DAY,
        at=MORNING,
    )


def opened(vacancy) -> str:
    return editing.state_of(editable(terms_of(vacancy)))


def test_two_people_who_change_one_advert_see_each_others_values(firm, clerk):
    vacancy = post(firm, clerk)
    a, b = opened(vacancy), opened(vacancy)

    change(vacancy, clerk, b, positions=30)
    with pytest.raises(editing.EditedMeanwhile) as refusal:
        change(Vacancy.objects.get(), clerk, a, positions=25, wage_max=12_000_000)

    assert [(one.field, one.theirs, one.yours) for one in refusal.value.conflicts] == [
        ("positions", 30, 25)
    ]
    assert Vacancy.objects.get().positions == 30


def test_changes_are_named_in_the_journal_without_their_values(firm, clerk):
    vacancy = post(firm, clerk)

    change(vacancy, clerk, opened(vacancy), contact_phone="0987654321")

    detail = Entry.objects.get(event="vacancies.vacancy.changed").detail
    assert detail["fields"] == ["contact_phone"]
    assert "0987654321" not in str(detail)


def test_new_words_of_an_open_advert_are_looked_at_again(firm, clerk):
    vacancy = post(firm, clerk)

    held = change(vacancy, clerk, opened(vacancy), description="Việc nhẹ lương cao qua Telegram")

    assert held.state == VacancyState.PENDING


def test_no_fewer_positions_than_people_already_taken(firm, clerk):
    vacancy = post(firm, clerk)
    Vacancy.objects.update(filled=5)

    with pytest.raises(actions.CannotPost, match="đã nhận 5 người"):
        change(Vacancy.objects.get(), clerk, opened(vacancy), positions=4)


def test_an_old_advert_is_posted_again_whole_and_open_for_thirty_days(firm, clerk):
    skill = SkillFactory()
    old = VacancyFactory(
        employer=firm,
        expired=True,
        qualification=Qualification.ELEMENTARY,
        place__name="Xã Nam Thái",
        contact_phone="0912345678",
    )
    old.skills.create(skill=skill, required=True)

    new = actions.repost_vacancy(vacancy=old, public_id=uuid4(), by=clerk, on=DAY, at=MORNING)

    assert new.pk != old.pk
    assert (new.posted_on, new.closes_on) == (DAY, DAY + timedelta(days=30))
    assert (new.qualification, new.place, new.filled) == (old.qualification, old.place, 0)
    assert new.skills.get().skill == skill


def test_closing_says_how_many_from_where_and_happens_once(firm, clerk):
    vacancy = post(firm, clerk)

    for hired in (12, 3):
        actions.close_vacancy(
            vacancy=vacancy, hired=hired, hired_from=HiredFrom.CENTRE, by=clerk, on=DAY
        )

    vacancy.refresh_from_db()
    assert (vacancy.state, vacancy.hired, vacancy.filled) == (VacancyState.CLOSED, 12, 12)
    assert vacancy.hired_from == HiredFrom.CENTRE
    assert Entry.objects.filter(event="vacancies.vacancy.closed").count() == 1


def test_more_people_than_positions_may_have_been_hired(firm, clerk):
    vacancy = post(firm, clerk)

    actions.close_vacancy(vacancy=vacancy, hired=25, hired_from=HiredFrom.OWN, by=clerk, on=DAY)

    vacancy.refresh_from_db()
    assert (vacancy.hired, vacancy.filled) == (25, 20)


@pytest.mark.parametrize(
    ("hired", "came_from"), [(0, HiredFrom.OWN), (3, HiredFrom.NOBODY), (-1, HiredFrom.OWN)]
)
def test_figures_that_contradict_each_other_do_not_close(firm, clerk, hired, came_from):
    vacancy = post(firm, clerk)

    with pytest.raises(actions.CannotClose):
        actions.close_vacancy(vacancy=vacancy, hired=hired, hired_from=came_from, by=clerk, on=DAY)


def test_fewer_than_the_register_knows_do_not_close(firm, clerk):
    vacancy = post(firm, clerk)
    Vacancy.objects.update(filled=5)

    with pytest.raises(actions.CannotClose, match="5 người"):
        actions.close_vacancy(vacancy=vacancy, hired=2, hired_from=HiredFrom.OWN, by=clerk, on=DAY)


def test_an_advert_that_stands_two_weeks_is_asked_about_once_a_fortnight(firm, clerk):
    post(firm, clerk)
    later = DAY + timedelta(days=14)

    def ask(day):
        return actions.ask_still_open(on=day, at=MORNING, address_of=lambda one: "https://vi.du/")

    assert ask(later - timedelta(days=1)) == 0
    assert ask(later) == 1
    assert ask(later) == 0
    assert ask(later + timedelta(days=14)) == 1
    assert Message.objects.filter(kind="vacancies.advert.still_open").count() == 2


def test_whoever_answered_is_not_asked_again_soon(firm, clerk):
    vacancy = post(firm, clerk)
    day = DAY + timedelta(days=14)
    actions.confirm_open(vacancy=vacancy, by=clerk, on=day)

    asked = actions.ask_still_open(on=day, at=MORNING, address_of=lambda one: "")

    assert asked == 0


def test_imported_adverts_are_not_asked_about():
    VacancyFactory(
        source=Source.IMPORTED,
        posted_on=DAY,
        closes_on=date(2099, 1, 1),
        contact_phone="0912345678",
    )

    asked = actions.ask_still_open(
        on=DAY + timedelta(days=60), at=MORNING, address_of=lambda one: ""
    )

    assert asked == 0


def test_the_market_wage_is_the_middle_half_of_five_adverts_or_more(settings):
    for millions in (6, 8, 9, 10, 30):
        last = VacancyFactory(
            wage_min=millions * 1_000_000,
            wage_max=millions * 1_000_000,
            posted_on=DAY,
            closes_on=DAY,
        )
    settings.CAUNOI_PROVINCE = last.place.parent.code

    wage = market_wage(last.occupation, on=DAY)

    assert (wage.low, wage.high, wage.adverts) == (8_000_000, 10_000_000, 5)
    assert market_wage(last.occupation, on=DAY, beside=last.pk) is None


def test_daily_pay_counts_by_the_month_in_the_market_wage(settings):
    for _ in range(5):
        last = VacancyFactory(
            wage_min=300_000,
            wage_max=300_000,
            pay_period=PayPeriod.DAY,
            posted_on=DAY,
            closes_on=DAY,
        )
    settings.CAUNOI_PROVINCE = last.place.parent.code

    assert market_wage(last.occupation, on=DAY).low == 7_800_000


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer")
def test_ten_sendings_of_one_number_at_once_are_one_advert(firm, clerk):
    number = uuid4()

    def once(_):
        try:
            return post(firm, clerk, number).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(10) as pool:
        keys = set(pool.map(once, range(10)))

    assert len(keys) == 1
    assert Vacancy.objects.get().state == VacancyState.OPEN
    assert Entry.objects.filter(event="vacancies.vacancy.posted").count() == 1
