"""Appointments: no seat twice, no lost one when a time is closed, missed ones booked again."""

import uuid
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from caunoi.counter.actions import appointments
from caunoi.counter.actions.days import forget_phones
from caunoi.counter.choices import TicketChannel, TicketClass
from caunoi.counter.models import Appointment, Slot
from caunoi.counter.queries import appointments as times
from caunoi.people.queries import who_read
from caunoi_kit.messaging.models import Message
from tests.accounts.factories import UserFactory
from tests.counter.queue_factories import (
    AppointmentFactory,
    DeskFactory,
    OfficeFactory,
    ServiceFactory,
    SlotFactory,
    SlotPlanFactory,
)
from tests.people.factories import PersonFactory
from tests.placement.factories import MORNING

pytestmark = pytest.mark.django_db

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
EIGHT = datetime(2026, 11, 25, 8, 0, tzinfo=ZONE)  # a Wednesday; MORNING is the day before
HALF_PAST = EIGHT + timedelta(minutes=30)


@pytest.fixture
def service():
    return ServiceFactory(letter="B")


@pytest.fixture
def office(service):
    made = OfficeFactory()
    DeskFactory(office=made, opened=True, services=[service])
    SlotPlanFactory(office=made, service=service, weekday=2, seats=2)
    return made


@pytest.fixture
def by():
    return UserFactory()


def book(office, service, holder="h", *, begins=EIGHT, key=None, at=MORNING, **who):
    return appointments.book(
        office=office, service=service, begins_at=begins,
        guest=appointments.Guest(holder, **who), channel=TicketChannel.HOME,
        key=key or uuid.uuid4(), at=at,
    )  # fmt: skip


def move(appointment, begins=HALF_PAST, at=MORNING):
    return appointments.move(
        appointment=appointment, begins_at=begins, key=uuid.uuid4(), at=at, by=None
    )


def free(office, service, begins=EIGHT):
    return {each.begins_at: each.free for each in times.offers(office, service, at=MORNING)}[begins]


def test_times_come_from_the_plan_on_working_days_only(office, service):
    SlotPlanFactory(office=office, service=service, weekday=6, begins=time(8), ends=time(9))
    offers = times.offers(office, service, at=MORNING)

    assert [each.begins_at for each in offers[:2]] == [EIGHT, HALF_PAST]
    assert {each.begins_at.astimezone(ZONE).weekday() for each in offers} == {2}
    assert len(offers) == 8  # four times on two Wednesdays


def test_no_time_has_more_people_than_seats(office, service):
    first, second = book(office, service, "a"), book(office, service, "b")
    assert (first.seat, second.seat, free_seats(office)) == (1, 2, 0)
    with pytest.raises(appointments.CannotBook, match="hết chỗ"):
        book(office, service, "c")


def free_seats(office):
    slot = Slot.objects.get(office=office)
    return slot.seats - slot.taken


def test_the_database_itself_keeps_seats_apart():
    slot = SlotFactory(seats=2, taken=1)
    AppointmentFactory(slot=slot, seat=1, holder="a")
    for wrong in ({"seat": 1, "holder": "b"}, {"seat": 2, "holder": "a"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            AppointmentFactory(slot=slot, **wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Slot.objects.filter(pk=slot.pk).update(taken=3)


def test_one_appointment_ahead_a_person_and_service(office, service):
    first = book(office, service)
    with pytest.raises(appointments.CannotBook, match="đã có lịch hẹn"):
        book(office, service, begins=HALF_PAST)
    assert not Slot.objects.filter(begins_at=HALF_PAST, taken__gt=0).exists()
    assert book(office, service, key=first.key) == first


def test_what_is_moved_keeps_all_that_is_known_and_frees_its_seat(office, service):
    person = PersonFactory()
    moved = move(book(office, service, name="Trần Thử", phone="0912345678", person=person))

    assert (moved.name, moved.phone, moved.person) == ("Trần Thử", "0912345678", person)
    assert free(office, service) == 2
    assert free(office, service, HALF_PAST) == 1


def test_a_move_that_is_refused_leaves_the_old_appointment(office, service):
    first = book(office, service, "a")
    for holder in ("b", "c"):
        book(office, service, holder, begins=HALF_PAST)
    with pytest.raises(appointments.CannotBook, match="hết chỗ"):
        move(first)
    first.refresh_from_db()
    assert first.state == "BOOKED"
    assert free(office, service) == 1


def test_a_closing_takes_no_new_ones_and_lists_those_it_came_upon(office, service, by):
    held = book(office, service)
    _, hit = appointments.close_times(
        office=office, service=None, begins_at=EIGHT - timedelta(hours=1),
        ends_at=EIGHT + timedelta(minutes=10), why="Họp", by=by, at=MORNING,
    )  # fmt: skip

    assert hit == 1
    assert list(times.in_closings(office, at=MORNING)) == [held]
    assert EIGHT not in {each.begins_at for each in times.offers(office, service, at=MORNING)}
    with pytest.raises(appointments.CannotBook, match="Không nhận hẹn"):
        book(office, service, "b")
    move(held)
    assert not times.in_closings(office, at=MORNING).exists()


def test_who_comes_on_time_goes_before_others_and_who_is_late_does_not(office, service):
    on_time, late = book(office, service, "a"), book(office, service, "b")
    arrive = lambda each, at: appointments.arrive(  # noqa: E731  two calls of one shape
        appointment=each, key=uuid.uuid4(), at=at, channel=TicketChannel.KIOSK
    )
    assert arrive(on_time, EIGHT - timedelta(minutes=5)).rank == TicketClass.APPOINTMENT
    assert arrive(late, EIGHT + timedelta(hours=3)).rank == TicketClass.ORDINARY
    with pytest.raises(appointments.CannotBook, match="Lịch hẹn này là"):
        arrive(book(office, service, "c", begins=HALF_PAST), EIGHT - timedelta(days=1))


def test_who_missed_an_appointment_books_again_without_typing(office, service):
    missed = book(office, service, "a", name="Trần Thử")
    assert appointments.note_missed(at=EIGHT + timedelta(hours=5)) == 1
    again = move(missed, begins=EIGHT + timedelta(days=7), at=EIGHT + timedelta(hours=5))

    assert (again.state, again.name, again.before_id) == ("BOOKED", "Trần Thử", missed.pk)


def test_people_are_reminded_once_within_a_day(office, service, settings):
    settings.CAUNOI_DEMO = True
    book(office, service, "a", phone="0912345678")
    book(office, service, "b")
    near = EIGHT - timedelta(hours=20)

    assert appointments.remind(at=EIGHT - timedelta(hours=30)) == 0
    assert appointments.remind(at=near) == 1
    assert appointments.remind(at=near + timedelta(minutes=5)) == 0
    kinds = Message.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["counter.appointment.booked", "counter.appointment.reminder"]


def test_a_cancelled_appointment_frees_its_seat_once(office, service, by):
    held = book(office, service)
    appointments.cancel(appointment=held, at=MORNING, by=by)
    appointments.cancel(appointment=held, at=MORNING, by=by)

    assert free(office, service) == 2
    assert book(office, service, "b").seat == 1


def test_whoever_opens_the_book_stands_on_the_page_of_those_it_names(office, service, by):
    person = PersonFactory()
    book(office, service, person=person)
    shown = appointments.read_book(office=office, day=EIGHT.date(), by=by, at=MORNING)

    assert [each.person for each in shown.rows] == [person]
    assert len(list(who_read(person))) == 1
    assert Appointment.objects.count() == 1


def test_names_and_telephones_of_past_appointments_are_forgotten():
    past, ahead = (
        AppointmentFactory(
            slot=SlotFactory(begins_at=EIGHT + days, ends_at=HALF_PAST + days),
            phone="0912345678", name="Khách",
        )
        for days in (timedelta(-5), timedelta(0))
    )  # fmt: skip
    assert forget_phones(before=EIGHT.date()) == 1
    past.refresh_from_db(), ahead.refresh_from_db()
    assert (past.name, past.phone) == ("", "")
    assert (ahead.name, ahead.phone) == ("Khách", "0912345678")
