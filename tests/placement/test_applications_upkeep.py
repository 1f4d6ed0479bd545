"""Nobody is left without an answer: silence, the call list, the end of waiting, Article 25."""

from datetime import UTC, date, datetime, timedelta

import pytest

from caunoi.placement.actions.applications import let_firm_keep, move_application
from caunoi.placement.actions.upkeep import (
    expire_unanswered,
    keep_applications_going,
    tell_silences,
)
from caunoi.placement.choices import ApplicationState, Refusal
from caunoi.placement.queries.exposure import exposure_of, least_applied_for
from caunoi.placement.queries.pipeline import board_of
from caunoi.placement.queries.silence import (
    calendar_doubt,
    silent_applications,
    silent_vacancies,
)
from caunoi.vacancies.choices import VacancyState
from caunoi_kit.messaging.models import Message
from tests.accounts.factories import UserFactory
from tests.people.factories import PersonFactory
from tests.placement.factories import DAY, MORNING, ApplicationFactory
from tests.vacancies.factories import VacancyFactory

pytestmark = pytest.mark.django_db

# DAY is Tuesday 24/11/2026: the fifth working day after it is Tuesday 01/12.
LAST_DAY = date(2026, 12, 1)


def at(day):
    return datetime(day.year, day.month, day.day, 3, tzinfo=UTC)


def test_a_firm_has_five_working_days_and_is_silent_on_the_sixth():
    application = ApplicationFactory()

    assert list(silent_applications(on=LAST_DAY)) == []
    assert list(silent_applications(on=LAST_DAY + timedelta(days=1))) == [application]


def test_days_off_are_no_working_days():
    # Sent on Friday 28/08/2026: Monday 31/08 to Wednesday 02/09 are days off.
    application = ApplicationFactory(made_at=at(date(2026, 8, 28)), state_at=at(date(2026, 8, 28)))

    assert list(silent_applications(on=date(2026, 9, 7))) == []
    assert list(silent_applications(on=date(2026, 9, 10))) == [application]


def test_an_assumed_calendar_is_counted_by_and_said():
    # Sent on Wednesday 03/02/2027: from Friday 05/02 to Thursday 11/02 is the assumed Tết.
    application = ApplicationFactory(made_at=at(date(2027, 2, 3)), state_at=at(date(2027, 2, 3)))

    assert list(silent_applications(on=date(2027, 2, 17))) == []
    assert list(silent_applications(on=date(2027, 2, 18))) == [application]
    assert calendar_doubt(on=date(2026, 12, 31)) == ""
    assert "lịch nghỉ dự tính" in calendar_doubt(on=date(2027, 2, 17))


def test_without_a_calendar_only_what_is_certain_counts():
    application = ApplicationFactory(made_at=at(date(2028, 3, 1)), state_at=at(date(2028, 3, 1)))

    assert list(silent_applications(on=date(2028, 4, 29))) == []
    assert list(silent_applications(on=date(2028, 4, 30))) == [application]
    assert "Chưa có lịch nghỉ lễ chính thức năm 2028" in calendar_doubt(on=date(2028, 4, 30))


def test_looking_is_no_answer_and_any_step_is():
    ApplicationFactory(state=ApplicationState.SEEN)
    ApplicationFactory(state=ApplicationState.SUITABLE)

    (silent,) = silent_applications(on=date(2026, 12, 2))
    assert silent.state == ApplicationState.SEEN


def test_the_call_list_counts_the_people_of_each_vacancy(django_assert_num_queries):
    vacancy, other = VacancyFactory(), VacancyFactory()
    for one in (vacancy, vacancy, other):
        ApplicationFactory(vacancy=one)

    with django_assert_num_queries(2):
        lines = silent_vacancies(on=date(2026, 12, 2))

    assert [(line.vacancy, line.waiting) for line in lines] == [(vacancy, 2), (other, 1)]


def test_the_person_is_told_of_the_silence_once():
    application = ApplicationFactory()
    late = at(date(2026, 12, 2))

    assert (tell_silences(at=late), tell_silences(at=late)) == (1, 0)

    application.refresh_from_db()
    assert application.silence_told_at == late
    message = Message.objects.get()
    assert (message.kind, message.phone) == (
        "placement.application.silent",
        application.person.phone,
    )


def test_after_thirty_days_without_an_answer_it_ends_and_the_person_hears_it():
    application = ApplicationFactory()

    assert expire_unanswered(at=MORNING + timedelta(days=30)) == 0
    assert expire_unanswered(at=MORNING + timedelta(days=30, seconds=1)) == 1

    application.refresh_from_db()
    assert application.state == ApplicationState.EXPIRED
    assert Message.objects.get().kind == "placement.application.expired"


def test_one_turn_does_all_of_it_and_the_next_turn_nothing():
    ApplicationFactory()
    closed = ApplicationFactory(vacancy__state=VacancyState.CLOSED)
    late = at(date(2026, 12, 2))

    first, second = keep_applications_going(at=late), keep_applications_going(at=late)

    assert (first.silent, first.expired, first.ended, first.reminded) == (2, 0, 1, 0)
    assert (second.silent, second.expired, second.ended, second.reminded) == (0, 0, 0, 0)
    closed.refresh_from_db()
    assert closed.reason == Refusal.CLOSED


# --- Article 25 ---------------------------------------------------------------------------------


def refused(**person):
    application = ApplicationFactory(person=PersonFactory(phone="0987654321", **person))
    return move_application(
        application=application, to=ApplicationState.REJECTED, by=UserFactory(), at=MORNING,
        reason=Refusal.SKILL,
    )  # fmt: skip


def shown_to_firm(application, on):
    board = board_of(application.vacancy, on=on, page=None, all_of_them=False)
    (line,) = board.ended
    return line.name, line.phone, line.area


def test_a_firm_sees_how_to_reach_somebody_refused_for_thirty_days_only():
    application = refused(full_name="Phạm Thị Mẫu Hoa")
    last = DAY + timedelta(days=30)

    assert shown_to_firm(application, last)[:2] == ("Phạm Thị Mẫu Hoa", "0987654321")
    assert shown_to_firm(application, last + timedelta(days=1)) == ("", "", "")


def test_the_number_of_days_is_a_setting(settings):
    settings.CAUNOI_REFUSED_CONTACT_DAYS = 5

    assert shown_to_firm(refused(), DAY + timedelta(days=6)) == ("", "", "")


def test_with_the_persons_yes_the_firm_keeps_it():
    application = refused()
    let_firm_keep(application=application, may_keep=True, by=None)

    assert shown_to_firm(application, DAY + timedelta(days=300))[1] == "0987654321"


def test_a_withdrawn_application_shows_nothing_at_once():
    application = ApplicationFactory(state=ApplicationState.WITHDRAWN)

    assert shown_to_firm(application, DAY) == ("", "", "")


# --- Fair exposure ------------------------------------------------------------------------------


def test_applications_an_opening_are_told_beside_those_of_the_whole_market():
    vacancy, other = VacancyFactory(positions=2), VacancyFactory(positions=8)
    for one in (vacancy, vacancy, vacancy, other):
        ApplicationFactory(vacancy=one)
    ApplicationFactory(vacancy=vacancy, state=ApplicationState.WITHDRAWN)

    found = exposure_of(vacancy, on=DAY)

    assert (found.applications, found.openings, found.each) == (3, 2, 1.5)
    assert found.everywhere == pytest.approx(0.4)


def test_vacancies_with_fewer_applications_than_openings_are_listed_the_larger_need_first():
    small, large = VacancyFactory(positions=2), VacancyFactory(positions=8)
    enough = VacancyFactory(positions=1)
    for one in (large, enough):
        ApplicationFactory(vacancy=one)

    lines = least_applied_for(on=DAY, most=10)

    assert [(line.vacancy, line.applications) for line in lines] == [(large, 1), (small, 0)]
