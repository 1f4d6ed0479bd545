"""Taking a number, at home, at a machine or at a desk, and giving it back."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils.timezone import localtime

from caunoi.accounts.models import User
from caunoi.counter.choices import Deed, TicketChannel, TicketClass, TicketState
from caunoi.counter.models import Line, Office, Service, Ticket, TicketStep, Visit
from caunoi.counter.models.tickets import MOST_A_DAY
from caunoi.people.models import Person
from caunoi_kit.journal.actions import record_read

_NEXT: Final = (
    "UPDATE counter_line SET last = last + 1 "
    "WHERE office_id = %s AND service_id = %s AND day = %s RETURNING last"
)


class CannotTake(Exception):
    """No number was given; the message is Vietnamese and may be shown."""


class AlreadyTaken(CannotTake):
    """Somebody has a number for this service today; it is `ticket`."""

    def __init__(self, ticket: Ticket) -> None:
        super().__init__(
            f"Hôm nay anh/chị đã có số {ticket.name} cho việc này. Dùng số đó, hoặc trả lại số "
            "rồi lấy số khác."
        )
        self.ticket = ticket


@dataclass(frozen=True)
class Visitor:
    """Who takes a number, as far as it is known. `holder` limits the numbers taken at home."""

    person: Person | None = None
    phone: str = ""
    holder: str = ""
    ground: str = ""  # why they go first (caunoi_rules.queues), "" for no reason


NOBODY: Final = Visitor()


def take_ticket(
    *,
    office: Office,
    service: Service,
    channel: TicketChannel,
    key: UUID,
    at: datetime,
    visitor: Visitor = NOBODY,
    visit: Visit | None = None,
    rank: TicketClass | None = None,
    made: bool = False,
) -> Ticket:
    """Give the next number of a service. The same `key` gives the same ticket again.

    The row of numbers is locked last and for the insert alone, so that 150 a second pass. With a
    `visit` it is one more service of somebody who is here. Raises CannotTake.
    """
    # Without a limit to look at, a second press is left to the database to find: asking first would
    # cost every first press a look.
    if visitor.holder and (found := _taken_with(key, office, service)):
        return found
    day = localtime(at).date()
    nth = _nth_of_today(visitor, service, day=day)
    ticket = Ticket(
        key=key,
        office=office,
        service=service,
        line=service,
        day=day,
        rank=rank or (TicketClass.PRIORITY if visitor.ground else TicketClass.ORDINARY),
        ground=visitor.ground,
        channel=channel,
        holder=visitor.holder,
        nth=nth,
        taken_at=at,
        queued_at=at,
        made=made,
    )
    try:
        with transaction.atomic():
            ticket.visit = visit or Visit.objects.create(
                office=office, day=day, person=visitor.person, phone=visitor.phone, made=made
            )
            ticket.number = _next_number(office, service, day)
            ticket.save(force_insert=True)
    except IntegrityError:
        if found := _taken_with(key, office, service):
            return found
        _nth_of_today(visitor, service, day=day)  # says why, where it was a second number
        raise
    return ticket


def add_service(*, ticket: Ticket, service: Service, key: UUID, by: User, at: datetime) -> Ticket:
    """One more number for somebody who is here, for another service of the same visit."""
    visit = Visit.objects.select_related("person").get(pk=ticket.visit_id)
    open_already = visit.tickets.filter(
        line=service, state__in=(TicketState.WAITING, TicketState.CALLED, TicketState.SERVING)
    ).exclude(key=key)
    if open_already.exists():
        raise CannotTake(f"Người này đang có số cho «{service.name}». Không cần lấy thêm.")
    return take_ticket(
        office=ticket.office,
        service=service,
        channel=TicketChannel.DESK,
        key=key,
        at=at,
        visitor=Visitor(person=visit.person, ground=ticket.ground),
        visit=visit,
        made=ticket.made or by.made,
    )


@transaction.atomic
def leave_line(*, ticket: Ticket, at: datetime, by: User | None = None) -> Ticket:
    """Give a number back. Raises CannotTake once it was called."""
    locked = (
        Ticket.objects.select_for_update(of=("self",)).select_related("service").get(pk=ticket.pk)
    )
    if locked.state == TicketState.LEFT:
        return locked
    if locked.state not in {TicketState.WAITING, TicketState.HELD}:
        raise CannotTake(f"Số {locked.name} đã được gọi nên không trả lại được. Đến quầy đã gọi.")
    locked.state, locked.ended_at = TicketState.LEFT, max(at, locked.taken_at)
    locked.save(update_fields=["state", "ended_at"])
    TicketStep.objects.create(
        ticket=locked, deed=Deed.LEFT, service_id=locked.line_id, by=by, at=at
    )
    return locked


@transaction.atomic
def know_visitor(*, ticket: Ticket, person: Person, by: User, at: datetime) -> Ticket:
    """Say who came with a ticket; who it was said to be before is put right."""
    visit = Visit.objects.select_for_update().get(pk=ticket.visit_id)
    if visit.person_id != person.pk:
        visit.person = person
        visit.save(update_fields=["person"])
        record_read("counter.visitor.read", about=person, by=by, fields=["full_name"])
    ticket.visit = visit
    return ticket


def _next_number(office: Office, service: Service, day: date) -> int:
    """Count up; the row stays locked until the ticket with this number is in, or both are not."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [office.pk, service.pk, day])
        row = cursor.fetchone()
        if row is None:
            Line.objects.bulk_create(
                [Line(office=office, service=service, day=day)], ignore_conflicts=True
            )
            cursor.execute(_NEXT, [office.pk, service.pk, day])
            row = cursor.fetchone()
    return row[0]


def _taken_with(key: UUID, office: Office, service: Service) -> Ticket | None:
    found = Ticket.objects.select_related("service", "visit").filter(key=key).first()
    if found and (found.office_id, found.service_id) != (office.pk, service.pk):
        raise CannotTake("Lần bấm này đã lấy số cho việc khác. Mở lại trang rồi chọn lại.")
    return found


def _nth_of_today(visitor: Visitor, service: Service, *, day: date) -> int | None:
    """Which ticket of the day this is for somebody at home. Raises CannotTake for a third."""
    if not visitor.holder:
        return None
    own = list(Ticket.objects.select_related("service").filter(day=day, holder=visitor.holder))
    for each in own:
        if each.service_id == service.pk and each.state != TicketState.LEFT:
            raise AlreadyTaken(each)
    if len(own) >= MOST_A_DAY:
        raise CannotTake(
            f"Mỗi ngày lấy được {MOST_A_DAY} số ở nhà, anh/chị đã lấy đủ. "
            "Nếu cần thêm, lấy số tại trung tâm."
        )
    return max((each.nth or 0 for each in own), default=0) + 1
