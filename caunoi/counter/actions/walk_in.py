"""Staff take a number for somebody who stands before them."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from caunoi.accounts.models import User
from caunoi.counter.actions.appointments import arrive
from caunoi.counter.actions.taking import CannotTake, Visitor, take_ticket
from caunoi.counter.choices import TicketChannel, TicketState
from caunoi.counter.models import Office, Service, Ticket, Visit
from caunoi.counter.queries.appointments import appointment_of_today
from caunoi.counter.queries.visitors import Scanned, person_named, read_scanned
from caunoi.people.actions import register_contact
from caunoi.people.models import Person
from caunoi_kit.journal.actions import record_read

STILL_HERE = (TicketState.WAITING, TicketState.CALLED, TicketState.SERVING, TicketState.HELD)


@transaction.atomic
def read_visitor(text: str, *, by: User, at: datetime) -> Scanned | None:
    """Whose card it is, shown to staff and therefore journalled; None when it is none."""
    found = read_scanned(text, at=at)
    if found is not None and found.person is not None:
        record_read("counter.visitor.found", about=found.person, by=by, fields=["full_name"])
    return found


def take_for_walk_in(
    *,
    office: Office,
    service: Service,
    visitor: Visitor,
    name: str = "",
    key: UUID,
    by: User,
    at: datetime,
) -> Ticket:
    """Give a number to somebody who came without one; all that is said of them may be empty.

    With a name and a telephone number they are found, or entered for a start. Somebody who is here
    already gets one more number of the same visit; an appointment of today is kept. Raises
    CannotTake, and CannotBook or CannotRegister of what is done on the way.
    """
    if (found := Ticket.objects.select_related("service").filter(key=key).first()) is not None:
        return found
    person = visitor.person
    if person is None and name and visitor.phone:
        person = person_named(name, visitor.phone) or register_contact(
            full_name=name, phone=visitor.phone, account=None, by=by, on=localtime(at).date()
        )
    if person is not None:
        booked = appointment_of_today(office, service, person, at=at)
        if booked is not None:
            return arrive(appointment=booked, key=key, at=at, channel=TicketChannel.DESK)
    return take_ticket(
        office=office,
        service=service,
        channel=TicketChannel.DESK,
        key=key,
        at=at,
        visitor=Visitor(person, visitor.phone, "", visitor.ground),
        visit=_visit_of(person, office, service, at=at) if person else None,
        made=by.made,
    )


def _visit_of(person: Person, office: Office, service: Service, *, at: datetime) -> Visit | None:
    """The visit of today that this number is part of. Raises CannotTake for the same line twice."""
    day = localtime(at).date()
    own = Ticket.objects.filter(visit__person=person, office=office, day=day)
    same = own.filter(line=service, state__in=STILL_HERE).select_related("service").first()
    if same is not None:
        raise CannotTake(
            f"Người này đang có số {same.name} cho «{service.name}». Dùng số đó, không lấy thêm."
        )
    return Visit.objects.filter(person=person, office=office, day=day).order_by("-pk").first()
