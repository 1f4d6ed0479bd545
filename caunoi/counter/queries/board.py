"""What the big screen shows: numbers and desks, never a name."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Final

from django.utils.timezone import localtime

from caunoi.counter.models import Office, Ticket
from caunoi.counter.models.tickets import AT_A_DESK
from caunoi.counter.queries import lines

SHOWN: Final = 6  # calls; more would not be read from ten metres
FRESH: Final = 1.0  # seconds


@dataclass(frozen=True)
class Called:
    """One call: `call` counts the calls of an office, so a new one is told from an old one."""

    call: int
    number: str
    desk: int


@dataclass(frozen=True)
class Board:
    """The latest calls, the newest first, and how many wait by the letter of the service."""

    at: datetime
    calls: tuple[Called, ...]
    waiting: Mapping[str, int]

    @property
    def mark(self) -> str:
        """Changes when something shown changes."""
        said = [(each.call, each.number, each.desk) for each in self.calls]
        return hashlib.sha256(repr((said, sorted(self.waiting.items()))).encode()).hexdigest()[:16]


_kept: dict[int, Board] = {}
_lock = Lock()


def board(office: Office, *, at: datetime) -> Board:
    """The board of an office, at most `FRESH` seconds old: a hundred screens cost one look."""
    found = _kept.get(office.pk)
    if found is not None and 0 <= (at - found.at).total_seconds() < FRESH:
        return found
    with _lock:
        found = _kept.get(office.pk)
        if found is None or not 0 <= (at - found.at).total_seconds() < FRESH:
            found = _kept[office.pk] = fresh_board(office, at=at)
    return found


def forget_boards() -> None:
    """For tests: nothing is kept."""
    _kept.clear()


def fresh_board(office: Office, *, at: datetime) -> Board:
    """The board of this very moment. Two queries."""
    day = localtime(at).date()
    called = Ticket.objects.filter(office=office, day=day, state__in=AT_A_DESK, call__isnull=False)
    calls = tuple(
        Called(each.call or 0, each.name, each.desk.number if each.desk else 0)
        for each in called.select_related("service", "desk").order_by("-call")[:SHOWN]
    )
    return Board(at, calls, lines.counts_by("line__letter", lines.in_line(office, day=day)))
