"""Appointments: booking, moving, cancelling, arriving, and the times without any.

A time has so many seats, and the database keeps both: no seat twice, no more than there are. The
office's row is locked first, so a closing and a booking cannot cross.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.timezone import localtime

from caunoi.accounts.models import User
from caunoi.counter.actions.taking import Visitor, take_ticket
from caunoi.counter.choices import AppointmentState, TicketChannel, TicketClass
from caunoi.counter.models import Appointment, Closing, Office, Service, Slot, SlotPlan, Ticket
from caunoi.counter.models.appointments import COMING
from caunoi.counter.queries import appointments as times
from caunoi.people.models import Person
from caunoi_kit.journal.actions import record
from caunoi_kit.messaging.actions import send
from caunoi_kit.messaging.models import Message
from caunoi_kit.ui import formats

REMIND: Final = timedelta(hours=24)
EARLY: Final = timedelta(minutes=30)  # before the time, arriving gives the class "by appointment"
LATE: Final = timedelta(minutes=30)  # after it, one is an ordinary visitor


class CannotBook(Exception):
    """No appointment was made, moved or ended; the message is Vietnamese and may be shown."""


@dataclass(frozen=True)
class Guest:
    """For whom an appointment is: `holder` tells people apart without saying who they are."""

    holder: str
    name: str = ""
    phone: str = ""
    person: Person | None = None


@dataclass(frozen=True)
class Book:
    """Who comes on a day, and who has to be moved because of a closing."""

    rows: tuple[Appointment, ...]
    to_move: tuple[Appointment, ...]

    @property
    def everybody(self) -> tuple[Appointment, ...]:
        return self.rows + self.to_move


@transaction.atomic
def book(
    *,
    office: Office,
    service: Service,
    begins_at: datetime,
    guest: Guest,
    channel: TicketChannel,
    key: UUID,
    at: datetime,
    by: User | None = None,
    before: Appointment | None = None,
) -> Appointment:
    """Promise somebody a seat at a time. The same `key` gives the same appointment.

    Raises CannotBook when the time is full, over, closed, or they have another one ahead.
    """
    if found := Appointment.objects.filter(key=key).first():
        return found
    Office.objects.select_for_update(no_key=True).get(pk=office.pk)
    slot = _slot_at(office, service, begins_at, at=at)
    if slot.taken >= slot.seats:
        raise CannotBook(f"Giờ {formats.moment(begins_at)} vừa hết chỗ. Chọn giờ khác.")
    taken = set(slot.appointments.filter(state__in=COMING).values_list("seat", flat=True))
    seat = next(n for n in range(1, slot.seats + 1) if n not in taken)
    appointment = Appointment(
        key=key,
        slot=slot,
        seat=seat,
        service=service,
        person=guest.person,
        name=guest.name,
        phone=guest.phone,
        holder=guest.holder,
        channel=channel,
        state=AppointmentState.BOOKED,
        before=before,
        booked_by=by,
        booked_at=at,
        made=bool(by and by.made),
    )
    try:
        with transaction.atomic():
            appointment.save(force_insert=True)
    except IntegrityError:
        raise CannotBook(
            f"Anh/chị đã có lịch hẹn cho «{service.name}». Đổi giờ lịch đó, hoặc huỷ rồi đặt lại."
        ) from None
    Slot.objects.filter(pk=slot.pk).update(taken=F("taken") + 1)
    if by is not None:
        record("counter.appointment.booked", by=by, about=appointment)
    _tell(appointment, "counter.appointment.booked", "Đã đặt hẹn", at=at)
    return appointment


@transaction.atomic
def move(
    *, appointment: Appointment, begins_at: datetime, key: UUID, at: datetime, by: User | None
) -> Appointment:
    """Another time for somebody, also for one who missed theirs: all that is known goes along.

    Raises CannotBook, and then the old appointment stands as it was.
    """
    if found := Appointment.objects.filter(key=key).first():
        return found
    old = _open(appointment, also=(AppointmentState.MISSED,))
    _free(old, AppointmentState.MOVED)
    return book(
        office=old.slot.office,
        service=old.service,
        begins_at=begins_at,
        guest=Guest(old.holder, old.name, old.phone, old.person),
        channel=TicketChannel.DESK if by and by.is_staff_member else TicketChannel.HOME,
        key=key,
        at=at,
        by=by,
        before=old,
    )


@transaction.atomic
def cancel(*, appointment: Appointment, at: datetime, by: User | None = None) -> Appointment:
    """Give a seat back. Raises CannotBook when it is no longer ahead."""
    found = _open(appointment, also=(AppointmentState.CANCELLED,))
    if found.state == AppointmentState.BOOKED:
        _free(found, AppointmentState.CANCELLED)
        if by is not None:
            record("counter.appointment.cancelled", by=by, about=found)
    return found


@transaction.atomic
def arrive(*, appointment: Appointment, key: UUID, at: datetime, channel: TicketChannel) -> Ticket:
    """Give whoever comes by appointment a number; on time they go before ordinary visitors.

    Raises CannotBook on another day.
    """
    if appointment.ticket is not None:
        return appointment.ticket
    found = _open(appointment, also=(AppointmentState.MISSED,))
    if found.ticket is not None:
        return found.ticket
    begins = found.slot.begins_at
    if localtime(begins).date() != localtime(at).date():
        raise CannotBook(f"Lịch hẹn này là {formats.moment(begins)}. Đổi giờ, hoặc lấy số thường.")
    on_time = begins - EARLY <= at <= found.slot.ends_at + LATE
    ticket = take_ticket(
        office=found.slot.office,
        service=found.service,
        channel=channel,
        key=key,
        at=at,
        visitor=Visitor(person=found.person, phone=found.phone),
        rank=TicketClass.APPOINTMENT if on_time else TicketClass.ORDINARY,
        made=found.made,
    )
    if found.state == AppointmentState.MISSED:
        _take_seat_again(found)
    found.state, found.ticket = AppointmentState.ARRIVED, ticket
    found.save(update_fields=["state", "ticket", "seat"])
    return ticket


@transaction.atomic
def close_times(
    *,
    office: Office,
    service: Service | None,
    begins_at: datetime,
    ends_at: datetime,
    why: str,
    by: User,
    at: datetime,
) -> tuple[Closing, int]:
    """Take no appointments for a time; says how many booked ones have to be moved.

    They stay booked and are listed until somebody moves them: nobody is sent away unheard.
    """
    Office.objects.select_for_update(no_key=True).get(pk=office.pk)
    if begins_at >= ends_at:
        raise CannotBook("Giờ hết ngừng phải sau giờ bắt đầu. Sửa lại giờ.")
    if not why.strip():
        raise CannotBook("Ghi lý do ngừng hẹn, ví dụ «Họp toàn trung tâm».")
    closing = Closing.objects.create(
        office=office,
        service=service,
        begins_at=begins_at,
        ends_at=ends_at,
        why=why.strip(),
        made_by=by,
    )
    hit = times.in_closings(office, at=at).count()
    record("counter.closing.made", by=by, about=closing, detail={"appointments": hit})
    return closing, hit


@transaction.atomic
def plan_times(
    *,
    office: Office,
    service: Service,
    weekdays: Iterable[int],
    begins: time,
    ends: time,
    minutes: int,
    seats: int,
    by: User,
) -> int:
    """Set when a service takes appointments on days of the week; says how many days were set."""
    days = sorted(set(weekdays))
    for weekday in days:
        SlotPlan.objects.update_or_create(
            office=office,
            service=service,
            weekday=weekday,
            begins=begins,
            defaults={"ends": ends, "minutes": minutes, "seats": seats, "made": by.made},
        )
    record("counter.times.planned", by=by, about=office, detail={"days": len(days)})
    return len(days)


@transaction.atomic
def read_book(*, office: Office, day: date, by: User, at: datetime) -> Book:
    """The book of a day with its names; one line of the journal says whom it showed."""
    found = Book(tuple(times.appointments_on(office, day)), tuple(times.in_closings(office, at=at)))
    people = sorted({each.person_id for each in found.everybody if each.person_id})
    if people:
        record("counter.appointments.read", by=by, about=office, detail={"people": people})
    return found


def remind(*, at: datetime) -> int:
    """Write to those who come within a day, once each; says to how many."""
    told = 0
    for each in times.to_remind(at=at, ahead=REMIND):
        kind = "counter.appointment.reminder"
        message = _tell(each, kind, "Nhắc lịch hẹn", at=at, key=f"{kind}/{each.pk}")
        told += message is not None and message.made_at == at
    return told


def note_missed(*, at: datetime) -> int:
    """Appointments whose time is past and nobody came: listed to be booked again."""
    return Appointment.objects.filter(
        slot__ends_at__lte=at - LATE, state=AppointmentState.BOOKED
    ).update(state=AppointmentState.MISSED)


def _slot_at(office: Office, service: Service, begins_at: datetime, *, at: datetime) -> Slot:
    """The row of a time that may be booked, locked. Raises CannotBook."""
    if begins_at <= at:
        raise CannotBook("Giờ này đã qua. Chọn giờ khác.")
    day = localtime(begins_at).date()
    found = next(
        (
            each
            for each in times.times(office, service, first=day, last=day)
            if each.begins_at == begins_at
        ),
        None,
    )
    if found is None:
        raise CannotBook(f"Không nhận hẹn lúc {formats.moment(begins_at)}. Chọn giờ khác.")
    slot, _ = Slot.objects.get_or_create(
        office=office,
        service=service,
        begins_at=begins_at,
        defaults={"ends_at": found.ends_at, "seats": found.seats},
    )
    locked = Slot.objects.select_for_update(no_key=True).get(pk=slot.pk)
    if locked.seats != found.seats and found.seats >= locked.taken:  # the plan was changed
        locked.seats = found.seats
        locked.save(update_fields=["seats"])
    return locked


def _open(appointment: Appointment, *, also: tuple[str, ...]) -> Appointment:
    """The appointment, locked after its office. Raises CannotBook when it is over."""
    Office.objects.select_for_update(no_key=True).get(pk=appointment.slot.office_id)
    found = (
        Appointment.objects.select_for_update(of=("self",), no_key=True)
        .select_related("slot__office", "service", "person", "ticket__service")
        .get(pk=appointment.pk)
    )
    if found.state != AppointmentState.BOOKED and found.state not in also:
        raise CannotBook(
            f"Lịch hẹn này giờ là «{found.get_state_display()}» nên không đổi được. Đặt lịch mới."
        )
    return found


def _free(appointment: Appointment, state: str) -> None:
    """The seat is anybody's again."""
    appointment.state = state
    appointment.save(update_fields=["state"])
    _count_again(appointment.slot)


def _take_seat_again(appointment: Appointment) -> None:
    """Who comes late sits where there is room; a full time gets one seat more for them."""
    slot = Slot.objects.select_for_update(no_key=True).get(pk=appointment.slot_id)
    taken = set(slot.appointments.filter(state__in=COMING).values_list("seat", flat=True))
    appointment.seat = next(n for n in range(1, slot.seats + 2) if n not in taken)
    slot.seats = max(slot.seats, appointment.seat)
    slot.taken = len(taken) + 1
    slot.save(update_fields=["seats", "taken"])


def _count_again(slot: Slot) -> None:
    taken = slot.appointments.filter(state__in=COMING).count()
    Slot.objects.filter(pk=slot.pk).update(taken=taken)


def _tell(
    appointment: Appointment, kind: str, words: str, *, at: datetime, key: str = ""
) -> Message | None:
    if not appointment.phone:
        return None
    office = appointment.slot.office
    return send(
        kind=kind,
        text=(
            f"{office.name}: {words} {formats.moment(appointment.slot.begins_at)}, "
            f"{appointment.service.name}. Mang theo thẻ căn cước. Đổi giờ hoặc huỷ trên trang web."
        ),
        at=at,
        phone=appointment.phone,
        about=appointment,
        key=key or f"{kind}/{appointment.pk}",
    )
