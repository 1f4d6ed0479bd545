"""What the page of a desk shows."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime

from caunoi.counter.choices import TicketState
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
    """The page of a desk. A fixed number of queries, however long the lines."""
    day = localtime(at).date()
    ticket = lines.current_at(desk)
    desks = list(lines.desks_of(desk.office))
    mine = next(each for each in desks if each.pk == desk.pk)
    services = {service.pk: service for each in desks for service in each.services.all()}
    counts = lines.counts_by("line_id", lines.callable_at(desk, day=day))
    aside = list(
        Ticket.objects.filter(
            office=desk.office, day=day, state__in=(TicketState.HELD, TicketState.NO_SHOW)
        )
        .select_related("service", "line", "desk")
        .order_by("-ended_at", "-pk")
    )
    own = sorted(mine.services.all(), key=lambda each: (each.order, each.letter))
    ground = ticket.ground if ticket else ""
    return DeskPage(
        desk=mine,
        ticket=ticket,
        ground=next((each for each in priority_grounds() if each.code == ground), None),
        waited=minutes_between(ticket.queued_at, ticket.called_at or at) if ticket else 0,
        others=_others(ticket),
        services=sorted(services.values(), key=lambda each: (each.order, each.letter)),
        desks=[each for each in desks if each.pk != desk.pk and each.state == "OPEN"],
        waiting=[(service, counts.get(service.pk, 0)) for service in own],
        held=[each for each in aside if each.state == TicketState.HELD],
        absent=[each for each in aside if each.state == TicketState.NO_SHOW][:ABSENT_SHOWN],
    )


def _others(ticket: Ticket | None) -> list[Ticket]:
    if ticket is None:
        return []
    found = Ticket.objects.filter(visit=ticket.visit_id).exclude(pk=ticket.pk)
    return list(found.select_related("service", "line").order_by("pk"))
