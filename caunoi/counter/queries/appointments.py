"""Times for appointments: which exist, which are free, who comes."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.timezone import get_current_timezone, localtime

from caunoi.counter.choices import AppointmentState
from caunoi.counter.models import Appointment, Closing, Office, Service, Slot, SlotPlan
from caunoi.people.models import Person
from caunoi_rules.calendar import NoCalendar, is_working_day

AHEAD: Final = timedelta(days=14)
SOON: Final = timedelta(minutes=30)  # a time nearer than this is taken as a number, not by date


@dataclass(frozen=True)
class Offer:
    """A time that may be booked, with its free seats."""

    service: Service
    begins_at: datetime
    ends_at: datetime
    seats: int
    free: int


def offers(office: Office, service: Service, *, at: datetime) -> list[Offer]:
    """The free times of a service in the coming two weeks. Four queries."""
    first, last = localtime(at).date(), localtime(at + AHEAD).date()
    return [
        each
        for each in times(office, service, first=first, last=last)
        if each.free > 0 and each.begins_at >= at + SOON
    ]


def times(office: Office, service: Service, *, first: date, last: date) -> list[Offer]:
    """All times of a service from day to day that no closing covers, full ones too."""
    plans = list(SlotPlan.objects.filter(office=office, service=service).order_by("begins"))
    closings = closings_of(office, service)
    taken = {
        row.begins_at: row.taken
        for row in Slot.objects.filter(
            office=office,
            service=service,
            begins_at__gte=_start(first),
            begins_at__lt=_start(last + timedelta(days=1)),
        )
    }
    found = []
    day = first
    while day <= last:
        if _is_working(day):
            for plan in plans:
                if plan.weekday == day.weekday():
                    found += [
                        Offer(service, begin, end, plan.seats, plan.seats - taken.get(begin, 0))
                        for begin, end in _cut(plan, day)
                        if not any(c.begins_at < end and begin < c.ends_at for c in closings)
                    ]
        day += timedelta(days=1)
    return sorted(found, key=lambda each: each.begins_at)


def by_day(found: list[Offer]) -> list[tuple[date, list[Offer]]]:
    """The offers under their days."""
    days: dict[date, list[Offer]] = defaultdict(list)
    for each in found:
        days[localtime(each.begins_at).date()].append(each)
    return sorted(days.items())


def closings_of(office: Office, service: Service) -> list[Closing]:
    """When an office takes no appointments for a service."""
    which = Q(service=service) | Q(service__isnull=True)
    return list(Closing.objects.filter(which, office=office))


def closings_ahead(office: Office, *, at: datetime) -> QuerySet[Closing]:
    """Closings that are not over yet."""
    found = Closing.objects.filter(office=office, ends_at__gt=at).select_related("service")
    return found.order_by("begins_at", "id")


def find_appointment(public_id: UUID) -> Appointment | None:
    """The appointment of an address."""
    return (
        Appointment.objects.select_related("slot__office", "service", "person", "ticket")
        .filter(public_id=public_id)
        .first()
    )


def appointments_on(office: Office, day: date) -> QuerySet[Appointment]:
    """Who comes that day, by time; those who moved or cancelled are left out."""
    return (
        Appointment.objects.filter(
            slot__office=office,
            slot__begins_at__gte=_start(day),
            slot__begins_at__lt=_start(day + timedelta(days=1)),
        )
        .exclude(state__in=(AppointmentState.MOVED, AppointmentState.CANCELLED))
        .select_related("slot", "service", "person", "ticket__service")
        .order_by("slot__begins_at", "seat")
    )


def in_closings(office: Office, *, at: datetime) -> QuerySet[Appointment]:
    """Booked appointments that a closing came upon: they have to be moved."""
    covered = Q(pk__in=[])
    for each in closings_ahead(office, at=at):
        which = Q(slot__begins_at__lt=each.ends_at, slot__ends_at__gt=each.begins_at)
        if each.service_id:
            which &= Q(service=each.service_id)
        covered |= which
    return (
        Appointment.objects.filter(covered, slot__office=office, state=AppointmentState.BOOKED)
        .select_related("slot", "service", "person")
        .order_by("slot__begins_at", "seat")
    )


def to_remind(*, at: datetime, ahead: timedelta) -> QuerySet[Appointment]:
    """Appointments that begin within a time, of people who can be written to."""
    return (
        Appointment.objects.filter(
            state=AppointmentState.BOOKED, slot__begins_at__gt=at, slot__begins_at__lte=at + ahead
        )
        .exclude(phone="")
        .select_related("slot__office", "service")
        .order_by("slot__begins_at", "pk")
    )


def _cut(plan: SlotPlan, day: date) -> Iterator[tuple[datetime, datetime]]:
    """The times of a plan on a day, all of one length."""
    zone = get_current_timezone()
    begin = datetime.combine(day, plan.begins, tzinfo=zone)
    last = datetime.combine(day, plan.ends, tzinfo=zone)
    step = timedelta(minutes=plan.minutes)
    while begin + step <= last:
        yield begin, begin + step
        begin += step


def _start(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), tzinfo=get_current_timezone())


def _is_working(day: date) -> bool:
    """A day without a calendar is none to promise anything on."""
    try:
        return is_working_day(day)
    except NoCalendar:
        return False


def appointment_of_today(
    office: Office, service: Service, person: Person, *, at: datetime
) -> Appointment | None:
    """Somebody's appointment of today for a service, if they have not come yet."""
    return (
        appointments_on(office, localtime(at).date())
        .filter(
            service=service,
            person=person,
            state__in=(AppointmentState.BOOKED, AppointmentState.MISSED),
        )
        .first()
    )


def plans_of(office: Office) -> QuerySet[SlotPlan]:
    """When the services of an office take appointments."""
    found = SlotPlan.objects.filter(office=office).select_related("service")
    return found.order_by("service__order", "weekday", "begins")
