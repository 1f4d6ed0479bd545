"""Calls after a hire plan themselves; results for the exchange have their day."""

from datetime import date, timedelta

import pytest

from caunoi.placement.actions import follow_up as actions
from caunoi.placement.actions.applications import move_application
from caunoi.placement.actions.hires import hire
from caunoi.placement.choices import ApplicationState, CallResult, Leaving, Refusal
from caunoi.placement.models import ExchangeUpdate, FollowUp
from caunoi.placement.queries.follow_up import call_page, calls_due, step_figures
from tests.accounts.factories import UserFactory
from tests.placement.factories import DAY, MORNING, ApplicationFactory
from tests.placement.test_referrals import refer
from tests.vacancies.factories import VacancyFactory

pytestmark = pytest.mark.django_db


def hired():
    return hire(application=ApplicationFactory(), by=UserFactory(), at=MORNING)


def call_after(days):
    actions.plan_follow_up(at=MORNING)
    return FollowUp.objects.get(days=days)


def note(call, result, *, reason="", days=3):
    return actions.note_call(
        call=call, result=result, reason=reason, by=UserFactory(), at=MORNING + timedelta(days=days)
    )


def test_a_hire_is_asked_after_3_10_30_days_and_six_months_by_itself():
    hired()

    assert actions.plan_follow_up(at=MORNING).calls == 4
    assert actions.plan_follow_up(at=MORNING).calls == 0

    due = FollowUp.objects.order_by("days").values_list("days", "due_on")
    assert list(due) == [(days, DAY + timedelta(days=days)) for days in (3, 10, 30, 180)]


def test_nobody_is_called_before_the_day():
    hired()
    actions.plan_follow_up(at=MORNING)

    assert calls_due(on=DAY + timedelta(days=2)).count() == 0
    assert calls_due(on=DAY + timedelta(days=3)).count() == 1


def test_of_a_hire_long_ago_only_the_latest_step_is_asked():
    hired()
    actions.plan_follow_up(at=MORNING)

    (call,) = calls_due(on=DAY + timedelta(days=40))

    assert call.days == 30


def test_an_answer_ends_the_call_and_stays_as_noted_first():
    hired()
    call = call_after(3)

    note(call, CallResult.STILL)
    note(call, CallResult.UNREACHED)

    call.refresh_from_db()
    assert (call.result, call.tries) == (CallResult.STILL, 1)


def test_who_does_not_answer_is_called_on_three_days():
    hired()
    call = call_after(3)

    note(call, CallResult.UNREACHED, days=3)
    assert list(calls_due(on=DAY + timedelta(days=3))) == []
    assert list(calls_due(on=DAY + timedelta(days=4))) == [call]
    note(call, CallResult.UNREACHED, days=4)
    note(call, CallResult.UNREACHED, days=5)

    call.refresh_from_db()
    assert (call.result, call.tries) == (CallResult.UNREACHED, 3)


def test_who_left_says_why_and_is_not_asked_again():
    hired()
    call = call_after(3)

    with pytest.raises(actions.CannotNoteCall, match="vì sao"):
        note(call, CallResult.LEFT)
    note(call, CallResult.LEFT, reason=Leaving.WAGE)

    assert calls_due(on=DAY + timedelta(days=400)).count() == 0


def test_the_result_stands_on_the_exchange_within_20_working_days():
    hired()
    actions.plan_follow_up(at=MORNING)

    update = ExchangeUpdate.objects.get()

    assert update.due_on == date(2026, 12, 22)
    actions.note_exchange(update=update, by=UserFactory(), at=MORNING)
    assert call_page(on=DAY, page=None).updates == ()


def test_a_refused_referral_has_to_be_published_and_a_refused_own_application_not():
    referral, own = refer(), ApplicationFactory()
    for application in (referral.application, own):
        move_application(
            application=application, to=ApplicationState.REJECTED, reason=Refusal.SKILL,
            by=UserFactory(), at=MORNING,
        )  # fmt: skip

    actions.plan_follow_up(at=MORNING)

    assert [one.application for one in ExchangeUpdate.objects.all()] == [referral.application]


def test_letters_past_their_day_without_a_result_are_called_for():
    referral, answered = refer(), refer()
    hire(application=answered.application, by=UserFactory(), at=MORNING)
    late = MORNING + timedelta(days=20)

    actions.plan_follow_up(at=late)

    assert call_page(on=late.date(), page=None).letters == (referral,)


def test_the_figures_tell_how_many_still_work_there():
    results = [CallResult.STILL, CallResult.STILL, CallResult.LEFT, CallResult.UNREACHED]
    for _ in results:
        hired()
    actions.plan_follow_up(at=MORNING)
    for call, result in zip(FollowUp.objects.filter(days=3).order_by("id"), results, strict=True):
        for _ in range(3 if result == CallResult.UNREACHED else 1):
            note(call, result, reason=Leaving.WAGE if result == CallResult.LEFT else "")

    (figures,) = step_figures(on=DAY)

    assert (figures.still, figures.left, figures.unreached) == (2, 1, 1)
    assert round(figures.still_percent) == 67


def test_the_list_of_today_costs_the_same_for_many_and_for_few(django_assert_num_queries):
    for size in (1, 6):
        vacancy = VacancyFactory(positions=20)
        for _ in range(size):
            hire(application=ApplicationFactory(vacancy=vacancy), by=UserFactory(), at=MORNING)
            refer(vacancy=vacancy)
        late = MORNING + timedelta(days=20)
        actions.plan_follow_up(at=late)
        with django_assert_num_queries(7):
            call_page(on=late.date(), page=None)
