"""What the page of a desk shows."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime

from caunoi.counter.choices import DeskState, TicketState
from caunoi.counter.models import Desk, Service, Ticket
from caunoi.counter.queries import lines
from caunoi.counter.queries.overview import minutes_between
from caunoi_rules.queues import PriorityGround, priority_grounds

ABSENT_SHOWN = 8


@dataclass(frozen=True)
class DeskPage:
    """A desk with the number at it, its lines, and who is set aside or was not there."""

    desk: Desk
    ticket: Ticket | None
    ground: PriorityGround | None
    waited: int  # minutes
    others: list[Ticket]  # what else the same visitor has a number for
    services: list[Service]  # of the office, to pass people on to
    desks: list[Desk]  # the other open ones
    waiting: list[tuple[Service, int]]
    held: list[Ticket]
    absent: list[Ticket]

    @property
    def in_line(self) -> int:
        return sum(count for _, count in self.waiting)


def desk_page(desk: Desk, *, at: datetime) -> DeskPage:
    """The page of a desk. A fixed number of queries, however long the lines and however many desks:
    what only the dialog of a ticket shows is asked where there is one.
    """
    day = localtime(at).date()
    ticket = lines.current_at(desk)
    counts = lines.counts_by("line_id", lines.callable_at(desk, day=day))
    aside = (
        Ticket.objects.filter(office=desk.office_id, day=day)
        .select_related("service", "line", "desk")
        .only("public_id", "number", "service__letter", "line__name", "desk__number")
        .order_by("-ended_at", "-pk")
    )
    open_desks = Desk.objects.filter(office=desk.office_id, state=DeskState.OPEN)
    ground = ticket.ground if ticket else ""
    return DeskPage(
        desk=desk,
        ticket=ticket,
        ground=next((each for each in priority_grounds() if each.code == ground), None),
        waited=minutes_between(ticket.queued_at, ticket.called_at or at) if ticket else 0,
        others=_others(ticket),
        services=list(lines.services_of(desk.office)) if ticket else [],
        desks=list(open_desks.exclude(pk=desk.pk).order_by("number")) if ticket else [],
        waiting=[
            (service, counts.get(service.pk, 0))
            for service in desk.services.order_by("order", "letter")
        ],
        held=list(aside.filter(state=TicketState.HELD)),
        absent=list(aside.filter(state=TicketState.NO_SHOW)[:ABSENT_SHOWN]),
    )


def _others(ticket: Ticket | None) -> list[Ticket]:
    if ticket is None:
        return []
    found = Ticket.objects.filter(visit=ticket.visit_id).exclude(pk=ticket.pk)
    shown = ("number", "state", "service__letter", "line__name")
    return list(found.select_related("service", "line").only(*shown).order_by("pk"))
