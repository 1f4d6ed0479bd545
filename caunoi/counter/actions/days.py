"""The close of a day: what is left in the lines ends; one line of the journal holds the sums."""

import hashlib
from datetime import date, datetime

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.counter.choices import AppointmentState, Deed, TicketState
from caunoi.counter.models import Appointment, Office, Ticket, TicketStep, Visit
from caunoi.counter.models.tickets import AT_A_DESK
from caunoi.counter.queries.closing import day_sums
from caunoi_kit.journal.actions import record


class CannotClose(Exception):
    """The day stays open; the message is Vietnamese and may be shown."""


@transaction.atomic
def close_day(*, office: Office, day: date, by: User | None, at: datetime) -> dict[str, int]:
    """End all tickets of a day: served ones as done, others as left. Says how many of each.

    The journal gets one line with the counts and a fingerprint of all steps of the day, so that a
    step changed later is found. Raises CannotClose while somebody is at a desk.
    """
    Office.objects.select_for_update(no_key=True).get(pk=office.pk)
    tickets = Ticket.objects.select_for_update(of=("self",), no_key=True).filter(
        office=office, day=day
    )
    busy = tickets.filter(state__in=AT_A_DESK).select_related("desk", "service").first()
    if busy is not None and busy.desk is not None:
        raise CannotClose(
            f"Quầy {busy.desk.number} còn đang làm số {busy.name}. Xong hết rồi khoá sổ ngày."
        )
    left = list(tickets.filter(state__in=(TicketState.WAITING, TicketState.HELD)).order_by("pk"))
    for ticket in left:
        served = ticket.state == TicketState.HELD
        ticket.state = TicketState.DONE if served else TicketState.LEFT
        ticket.ended_at = max(at, ticket.taken_at)
    Ticket.objects.bulk_update(left, ["state", "ended_at"])
    TicketStep.objects.bulk_create(
        TicketStep(ticket=each, deed=Deed.CLOSED, service_id=each.line_id, by=by, at=at)
        for each in left
    )
    missed = Appointment.objects.filter(
        slot__office=office, slot__ends_at__lte=at, state=AppointmentState.BOOKED
    ).update(state=AppointmentState.MISSED)
    sums = day_sums(office, day=day)
    record(
        "counter.day.closed",
        by=by,
        about=office,
        detail={
            "day": day.isoformat(),
            **sums,
            "appointments_missed": missed,
            "steps": _fingerprint(office, day),
        },
    )
    return sums


@transaction.atomic
def forget_phones(*, before: date) -> int:
    """Empty the telephone numbers of visits and appointments before a day; returns how many.

    They are left to be told of one's turn; on the next day there is none to be told of. The same
    goes for the name that somebody without a record gave for an appointment.
    """
    count = Visit.objects.filter(day__lt=before).exclude(phone="").update(phone="")
    past = Appointment.objects.filter(slot__begins_at__date__lt=before)
    count += past.exclude(phone="", name="").update(phone="", name="")
    if count:
        record("counter.phones.forgotten", by=None, detail={"count": count})
    return count


def _fingerprint(office: Office, day: date) -> str:
    """SHA-256 over all steps of the tickets of a day, in their order."""
    digest = hashlib.sha256()
    steps = TicketStep.objects.filter(ticket__office=office, ticket__day=day).order_by("id")
    for row in steps.values_list("id", "ticket_id", "deed", "desk_id", "by_id", "at").iterator():
        digest.update(repr((*row[:-1], row[-1].timestamp())).encode())
    return digest.hexdigest()
