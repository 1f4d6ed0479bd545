"""A seat nobody comes for goes to whoever waits for it, and both are told."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from caunoi.training import actions
from caunoi.training.choices import EnrolmentState, LeaveReason, Origin
from caunoi.training.models import Enrolment
from caunoi.training.queries.holds import last_day_of_hold
from caunoi_kit.journal.models import Entry
from caunoi_kit.messaging.models import Message
from tests.accounts.factories import UserFactory
from tests.people.factories import PersonFactory
from tests.training.factories import MORNING, IntakeFactory

pytestmark = pytest.mark.django_db
SOON = date(2026, 12, 15)
LAST = date(2026, 12, 1)  # the fifth working day after Tuesday 24/11/2026
LATE = MORNING + timedelta(days=8)  # 02/12


def ask(intake, at=MORNING, **more):
    who = more.pop("person", None) or PersonFactory(phone="0912345678")
    return actions.enrol(person=who, intake=intake, by=None, at=at, **more)


def states(intake):
    found = Enrolment.objects.filter(intake=intake).order_by("id")
    return list(found.values_list("state", flat=True))


def test_a_seat_is_held_for_five_working_days_and_never_beyond_the_start():
    assert last_day_of_hold(MORNING.date(), starts_on=SOON) == LAST
    assert last_day_of_hold(MORNING.date(), starts_on=date(2026, 11, 27)) == date(2026, 11, 27)
    assert last_day_of_hold(date(2027, 2, 4), starts_on=date(2027, 3, 1)) == date(2027, 2, 18)
    assert last_day_of_hold(date(2030, 3, 1), starts_on=date(2030, 4, 1)) == date(2030, 4, 1)
    assert ask(IntakeFactory(starts_on=SOON)).held_until == LAST
    assert ask(IntakeFactory(starts_on=SOON), origin=Origin.CARD).held_until is None


def test_on_the_day_after_the_last_the_seat_goes_to_the_first_who_waits_and_both_are_told():
    intake = IntakeFactory(seats=1, starts_on=SOON)
    slow, first, second = (ask(intake) for _ in range(3))

    assert actions.lapse_seats(at=LATE - timedelta(days=1)) == 0
    assert (actions.lapse_seats(at=LATE), actions.lapse_seats(at=LATE)) == (1, 0)

    assert states(intake) == ["LEFT", "HELD", "WAITING"]
    slow.refresh_from_db()
    first.refresh_from_db()
    assert (slow.left_because, slow.held_until) == (LeaveReason.LAPSED, None)
    assert first.held_until == date(2026, 12, 9)
    told = {message.kind: message.text for message in Message.objects.all()}
    assert "đến hết ngày 01/12/2026 đã chuyển cho người đang chờ" in told["training.seat.lapsed"]
    assert "giữ đến hết ngày 09/12/2026" in told["training.seat.held"]
    assert Entry.objects.get(event="training.enrolment.ended").detail["reason"] == "LAPSED"
    intake.refresh_from_db()
    assert (intake.taken, second.state) == (1, EnrolmentState.WAITING)


def test_where_nobody_waits_the_late_comer_still_finds_the_seat():
    intake = IntakeFactory(seats=2, starts_on=SOON)
    late = ask(intake)

    assert actions.lapse_seats(at=LATE) == 0

    assert actions.confirm(intake=intake, chosen=[late.public_id], by=UserFactory(), at=LATE) == 1
    late.refresh_from_db()
    assert (late.state, late.held_until) == (EnrolmentState.ENROLLED, None)


def test_no_more_seats_lapse_than_people_wait_the_longest_over_first():
    intake = IntakeFactory(seats=3, starts_on=SOON)
    younger = ask(intake, at=MORNING + timedelta(hours=20))
    older, oldest = ask(intake), ask(intake)
    Enrolment.objects.filter(pk=oldest.pk).update(held_until=LAST - timedelta(days=2))
    ask(intake), ask(intake)

    assert actions.lapse_seats(at=LATE + timedelta(days=5)) == 2

    assert {each.pk for each in Enrolment.objects.filter(state="LEFT")} == {older.pk, oldest.pk}
    younger.refresh_from_db()
    assert younger.state == EnrolmentState.HELD


@pytest.mark.parametrize(
    "changes", [{"state": "CLOSED"}, {"starts_on": date(2026, 12, 1)}], ids=["closed", "begun"]
)
def test_a_class_that_takes_nobody_any_more_lets_nobody_go_either(changes):
    intake = IntakeFactory(seats=1, starts_on=SOON)
    ask(intake), ask(intake)
    for name, value in changes.items():
        setattr(intake, name, value)
    intake.save()

    assert actions.lapse_seats(at=LATE) == 0
    assert states(intake) == ["HELD", "WAITING"]


def test_many_classes_are_found_in_one_query(django_assert_max_num_queries):
    for _ in range(4):
        ask(IntakeFactory(seats=1, starts_on=SOON))
    with django_assert_max_num_queries(1):
        assert actions.lapse_seats(at=LATE) == 0


def test_the_database_knows_a_last_day_of_held_seats_only():
    enrolment = ask(IntakeFactory(starts_on=SOON), origin=Origin.CARD)
    with pytest.raises(IntegrityError), transaction.atomic():
        Enrolment.objects.filter(pk=enrolment.pk).update(held_until=LAST)
