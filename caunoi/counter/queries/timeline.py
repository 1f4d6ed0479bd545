"""What the counter knows of somebody's past, for the page that shows all services together."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone

from caunoi.classifications.choices import Qualification
from caunoi.counter.choices import AppointmentState
from caunoi.counter.models import Act, Appointment, Attendee, Step, Ticket, Visit
from caunoi.counter.models.tickets import OVER
from caunoi.people.models import Person

DAY: Final = timedelta(days=1)
# «Trình độ từ trung cấp trở lên» of the report.
TRAINED: Final = tuple(
    level.value for level in Qualification if level.rank >= Qualification.SECONDARY.rank
)

# Columns of the lines: a history shows little of each row, and reads hundreds.
_SERVICE: Final = ("service__letter", "service__name")
_ACT: Final = ("public_id", "kind", "at", "note", "by__full_name", "advice__answer")


@dataclass(frozen=True)
class CounterPast:
    """The latest rows of each kind, each the newest first."""

    tickets: tuple[Ticket, ...]
    acts: tuple[Act, ...]
    appointments: tuple[Appointment, ...]
    sessions: tuple[Attendee, ...]
    steps: tuple[Step, ...]  # of plans of action, done


def counter_past(person: Person, *, before: datetime, most: int) -> CounterPast:
    """What happened before a moment, at most so many rows of each kind. Six queries.

    Of the rows and of what they belong to only the columns that a line of a history shows.
    """
    day = timezone.localtime(before).date()
    visits = Visit.objects.filter(person=person, day__lte=day).order_by("-day", "-id")
    tickets = Ticket.objects.filter(
        visit__in=list(visits.values_list("pk", flat=True)[:most]), taken_at__lt=before
    )
    acts = Act.objects.filter(person=person, at__lt=before, withdrawn_at__isnull=True)
    appointments = Appointment.objects.filter(person=person, booked_at__lt=before)
    sessions = Attendee.objects.filter(person=person, session__held_on__lte=day)
    steps = Step.objects.filter(plan__person=person, done_at__lt=before)
    return CounterPast(
        tickets=tuple(
            tickets.select_related("service", "desk")
            .only("number", "state", "taken_at", "desk__number", *_SERVICE)
            .order_by("-taken_at", "-id")[:most]
        ),
        acts=tuple(acts.select_related("by", "advice").only(*_ACT).order_by("-at", "-id")[:most]),
        appointments=tuple(
            appointments.select_related("slot", "service")
            .only("state", "booked_at", "slot__begins_at", "service__name")
            .order_by("-id")[:most]
        ),
        sessions=tuple(
            sessions.select_related("session")
            .only("session__name", "session__held_on")
            .order_by("-session__held_on", "-id")[:most]
        ),
        steps=tuple(steps.only("what", "due_on", "done_at").order_by("-done_at", "-id")[:most]),
    )


def ticket_of_today(person: Person, *, ticket: UUID | None, on: date) -> Ticket | None:
    """The ticket of an address if it is this person's, or nobody's, of that day; without one the
    ticket that somebody of this name holds today and that is not over.
    """
    today = Ticket.objects.select_related("service", "line", "desk", "visit", "office")
    if ticket is not None:
        found = today.filter(public_id=ticket, day=on).first()
        return found if found is not None and found.visit.person_id in (None, person.pk) else None
    mine = today.filter(visit__person=person, visit__day=on)
    return mine.exclude(state__in=OVER).order_by("-id").first()


def acts_of_visit(visit: Visit, person: Person) -> list[Act]:
    """What was noted for somebody in one visit, in order."""
    found = Act.objects.filter(visit=visit, person=person, withdrawn_at__isnull=True)
    return list(found.select_related("by", "advice").order_by("at", "id"))


def acts_of_today(person: Person, *, on: date) -> list[Act]:
    """What was noted for somebody today, with or without a ticket."""
    found = Act.objects.filter(person=person, on=on, withdrawn_at__isnull=True)
    return list(found.select_related("by", "advice").order_by("at", "id"))


def next_appointment(person: Person, *, at: datetime) -> Appointment | None:
    """The next time somebody promised to come."""
    found = Appointment.objects.filter(
        person=person, state=AppointmentState.BOOKED, slot__begins_at__gt=at - DAY
    )
    return found.select_related("slot", "service").order_by("slot__begins_at", "id").first()


def find_act(public_id: UUID) -> Act | None:
    """An act with whom it was for and its slip."""
    found = Act.objects.select_related("person__place", "employer", "by__org_unit", "advice")
    return found.filter(public_id=public_id).first()
