"""The head's view: who waits now, what each desk does."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.utils.timezone import localtime

from caunoi.counter.choices import DeskState, TicketState
from caunoi.counter.models import Desk, Office, Service, Ticket
from caunoi.counter.models.tickets import AT_A_DESK
from caunoi.counter.queries import lines
from caunoi.counter.queries.expected import Outlook, outlook

SKEW = 2.0  # seconds between our clock and the database's before somebody is told (trust H3)


@dataclass(frozen=True)
class LineNow:
    """A line as it stands. `longest`: minutes the first by arrival has waited."""

    service: Service
    waiting: int
    longest: int
    new: int | None  # minutes somebody who comes now would wait; None without an open desk
    desks: int  # open ones that serve it


@dataclass(frozen=True)
class DeskNow:
    """A desk as it stands, with the number it works on and for how many minutes."""

    desk: Desk
    ticket: Ticket | None
    minutes: int
    done: int


@dataclass(frozen=True)
class Overview:
    """All that a head sees of an office."""

    office: Office
    lines: list[LineNow]
    desks: list[DeskNow]
    held: int
    taken: int
    done: int
    no_show: int

    @property
    def waiting(self) -> int:
        return sum(each.waiting for each in self.lines)

    @property
    def longest(self) -> int:
        return max((each.longest for each in self.lines), default=0)

    @property
    def open_desks(self) -> int:
        return sum(each.desk.state == DeskState.OPEN for each in self.desks)


def overview(office: Office, *, at: datetime) -> Overview:
    """The lines and desks of an office. A fixed number of queries."""
    day = localtime(at).date()
    desks = list(lines.desks_of(office))
    today = list(
        Ticket.objects.filter(office=office, day=day)
        .select_related("service", "line")
        .order_by("pk")
    )
    guess = outlook(office, at=at)
    services = sorted(
        {service.pk: service for desk in desks for service in desk.services.all()}.values(),
        key=lambda each: (each.order, each.letter),
    )
    count = {state: sum(each.state == state for each in today) for state in TicketState}
    return Overview(
        office,
        [_line(service, today, desks, guess, at=at) for service in services],
        [_desk(desk, today, at=at) for desk in desks],
        count[TicketState.HELD],
        len(today),
        count[TicketState.DONE],
        count[TicketState.NO_SHOW],
    )


def skew_seconds(*, at: datetime) -> float:
    """How far the clock of the database is from ours, in seconds; 0 where it is the same one."""
    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return abs((cursor.fetchone()[0] - at).total_seconds())


def _line(
    service: Service, today: list[Ticket], desks: list[Desk], guess: Outlook, *, at: datetime
) -> LineNow:
    waiting = [
        each for each in today if each.state == TicketState.WAITING and each.line_id == service.pk
    ]
    longest = max((minutes_between(each.queued_at, at) for each in waiting), default=0)
    able = sum(desk.state == DeskState.OPEN and service in desk.services.all() for desk in desks)
    return LineNow(service, len(waiting), longest, guess.new.get(service.pk), able)


def _desk(desk: Desk, today: list[Ticket], *, at: datetime) -> DeskNow:
    mine = [each for each in today if each.desk_id == desk.pk]
    current = next((each for each in mine if each.state in AT_A_DESK), None)
    since = (current.began_at or current.called_at) if current else None
    done = sum(each.state == TicketState.DONE for each in mine)
    return DeskNow(desk, current, minutes_between(since, at), done)


def minutes_between(since: datetime | None, until: datetime) -> int:
    """Whole minutes, never below zero."""
    return max(0, int((until - since).total_seconds() // 60)) if since else 0
