"""Seats and the waiting list: nobody twice, nobody beyond the seats, in the order of asking."""

from datetime import date, datetime, timedelta
from random import Random

import pytest
from django.db import IntegrityError, transaction

from caunoi.training import actions
from caunoi.training.choices import (
    ENDED,
    SEATED,
    EnrolmentState,
    IntakeState,
    LeaveReason,
    Origin,
)
from caunoi.training.models import Enrolment
from caunoi.training.queries.learner import place_in_line
from caunoi_kit.journal.models import Entry
from caunoi_kit.messaging.models import Message
from tests.accounts.factories import UserFactory
from tests.people.factories import PersonFactory
from tests.training.factories import MORNING, IntakeFactory

pytestmark = pytest.mark.django_db
SOON = date(2026, 12, 15)


def ask(intake, **more):
    fields = {"person": PersonFactory(phone="0912345678"), "by": None, "at": MORNING}
    return actions.enrol(intake=intake, **{**fields, **more})


def go(enrolment, reason=LeaveReason.OWN_WISH):
    return actions.leave(enrolment=enrolment, reason=reason, by=None, at=MORNING)


def states(intake):
    return list(
        Enrolment.objects.filter(intake=intake).order_by("id").values_list("state", flat=True)
    )


def test_a_seat_is_held_while_there_is_one_and_then_the_list_begins():
    intake = IntakeFactory(seats=2)
    first, second, third, fourth = (ask(intake) for _ in range(4))
    assert states(intake) == ["HELD", "HELD", "WAITING", "WAITING"]
    assert [place_in_line(each) for each in (third, fourth)] == [1, 2]
    intake.refresh_from_db()
    assert intake.taken == 2
    assert Entry.objects.filter(event="training.enrolment.made").count() == 4
    assert {first.state, second.state} == {EnrolmentState.HELD}


def test_asking_twice_is_asking_once():
    intake, person = IntakeFactory(seats=2), PersonFactory()
    assert ask(intake, person=person) == ask(intake, person=person)
    intake.refresh_from_db()
    assert intake.taken == 1


def test_whom_the_school_enters_is_enrolled_at_once():
    assert ask(IntakeFactory(), origin=Origin.CARD).state == EnrolmentState.ENROLLED


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"state": IntakeState.CLOSED}, "thôi tuyển sinh"),
        ({"starts_on": date(2026, 11, 23)}, "khai giảng ngày 23/11/2026"),
    ],
)
def test_a_class_that_takes_nobody_says_why(changes, said):
    with pytest.raises(actions.CannotEnrol, match=said):
        ask(IntakeFactory(**changes))
    assert not Enrolment.objects.exists()


def test_a_seat_given_back_goes_to_the_first_who_waits_and_that_person_is_told():
    intake = IntakeFactory(seats=1)
    first, second, third = (ask(intake) for _ in range(3))
    go(first)
    assert states(intake) == ["LEFT", "HELD", "WAITING"]
    message = Message.objects.get(kind="training.seat.held")
    assert message.phone == second.person.phone
    assert "đã có chỗ" in message.text
    assert second.person.full_name not in message.text
    intake.refresh_from_db()
    assert (intake.taken, third.state) == (1, EnrolmentState.WAITING)


def test_leaving_twice_frees_one_seat():
    intake = IntakeFactory(seats=3)
    first = ask(intake)
    ask(intake)
    go(first)
    go(first)
    intake.refresh_from_db()
    assert intake.taken == 1


def test_whoever_leaves_the_waiting_list_frees_no_seat():
    intake = IntakeFactory(seats=1)
    ask(intake)
    go(ask(intake))
    intake.refresh_from_db()
    assert intake.taken == 1


def test_who_left_may_ask_again_and_stands_at_the_end():
    intake = IntakeFactory(seats=1)
    first = ask(intake)
    ask(intake)
    go(first)
    ask(intake, person=first.person)
    assert states(intake) == ["LEFT", "HELD", "WAITING"]


def test_added_seats_go_to_the_list_in_order():
    intake = IntakeFactory(seats=1)
    for _ in range(4):
        ask(intake)
    actions.change_seats(intake=intake, seats=3, by=UserFactory(), at=MORNING)
    assert states(intake) == ["HELD", "HELD", "HELD", "WAITING"]


def test_fewer_seats_than_taken_are_refused_in_words():
    intake = IntakeFactory(seats=5)
    for _ in range(3):
        ask(intake)
    with pytest.raises(actions.CannotOpenIntake, match="từ 3"):
        actions.change_seats(intake=intake, seats=2, by=UserFactory(), at=MORNING)


def test_seats_taken_before_this_software_stay_counted():
    intake = IntakeFactory(seats=30, taken=29)
    ask(intake)
    ask(intake)
    assert states(intake) == ["HELD", "WAITING"]
    intake.refresh_from_db()
    assert intake.taken == 30


def test_the_school_confirms_and_releases_many_at_once():
    intake, by = IntakeFactory(seats=3), UserFactory()
    people = [ask(intake) for _ in range(4)]
    keys = [each.public_id for each in people]
    assert actions.confirm(intake=intake, chosen=keys[:2], by=by, at=MORNING) == 2
    assert actions.confirm(intake=intake, chosen=keys, by=by, at=MORNING) == 1
    assert actions.release(intake=intake, chosen=keys[:1], by=by, at=MORNING) == 1
    assert states(intake) == ["LEFT", "ENROLLED", "ENROLLED", "HELD"]


def test_people_of_another_class_are_not_touched():
    intake, other = IntakeFactory(), IntakeFactory()
    enrolment = ask(other)
    done = actions.release(
        intake=intake, chosen=[enrolment.public_id], by=UserFactory(), at=MORNING
    )
    enrolment.refresh_from_db()
    assert (done, enrolment.state) == (0, EnrolmentState.HELD)


def test_starting_lets_those_without_papers_or_seat_go_and_tells_them():
    intake, by = IntakeFactory(seats=2, minimum=1), UserFactory()
    first, _, _ = (ask(intake) for _ in range(3))
    actions.confirm(intake=intake, chosen=[first.public_id], by=by, at=MORNING)
    assert actions.start_class(intake=intake, by=by, at=MORNING) == 1
    assert states(intake) == ["LEARNING", "LEFT", "LEFT"]
    intake.refresh_from_db()
    assert (intake.taken, intake.state) == (1, IntakeState.CLOSED)
    assert Message.objects.filter(kind="training.class.off").count() == 2
    with pytest.raises(actions.CannotStartClass, match="đã khai giảng"):
        actions.start_class(intake=intake, by=by, at=MORNING)


def test_nobody_enrolled_is_no_class():
    intake = IntakeFactory()
    ask(intake)
    with pytest.raises(actions.CannotStartClass, match="Chưa ai ghi danh"):
        actions.start_class(intake=intake, by=UserFactory(), at=MORNING)


def test_a_class_given_up_tells_everybody_and_frees_all_seats():
    intake = IntakeFactory(seats=2)
    for _ in range(3):
        ask(intake)
    assert actions.cancel_class(intake=intake, by=UserFactory(), at=MORNING) == 3
    intake.refresh_from_db()
    assert (intake.taken, set(states(intake))) == (0, {"LEFT"})


def test_the_database_refuses_a_person_twice_in_a_class():
    enrolment = ask(IntakeFactory())
    with pytest.raises(IntegrityError), transaction.atomic():
        Enrolment.objects.create(
            intake=enrolment.intake, person=enrolment.person, state=EnrolmentState.WAITING,
            state_at=MORNING, origin=Origin.SELF, made_at=MORNING,
        )  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_taken_is_always_the_number_of_those_seated_and_nobody_waits_beside_a_free_seat(seed):
    chance, by = Random(seed), UserFactory()
    intake = IntakeFactory(seats=4, minimum=1, starts_on=SOON)
    people = [PersonFactory() for _ in range(10)]
    at = MORNING
    for step in range(60):
        at = MORNING + timedelta(minutes=step)
        deed = chance.choice(["ask", "ask", "leave", "confirm", "seats"])
        there = list(Enrolment.objects.filter(intake=intake).exclude(state__in=ENDED))
        if deed == "ask":
            actions.enrol(person=chance.choice(people), intake=intake, by=None, at=at)
        elif deed == "seats":
            intake.refresh_from_db()
            seats = max(intake.taken, chance.randint(1, 7))
            actions.change_seats(intake=intake, seats=seats, by=by, at=at)
        elif there and deed == "leave":
            one = chance.choice(there)
            actions.leave(enrolment=one, reason=LeaveReason.OWN_WISH, by=None, at=at)
        elif there:
            keys = [chance.choice(there).public_id]
            actions.confirm(intake=intake, chosen=keys, by=by, at=at)
        _check(intake, at)


def _check(intake, at: datetime):
    intake.refresh_from_db()
    people = Enrolment.objects.filter(intake=intake)
    assert intake.taken == people.filter(state__in=SEATED).count() <= intake.seats
    waiting = people.filter(state=EnrolmentState.WAITING).exists()
    assert not (waiting and intake.free), at
