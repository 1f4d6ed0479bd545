"""Whom a desk calls next.

The house rule, said in full so that anybody can check it:

1. Inside a service and class, strictly by place in the line.
2. Those with priority go first, then those with an appointment, then the others.
3. After `AHEAD_IN_A_ROW` calls of the first two classes in a row, a desk calls whoever of all the
   people of its services came first, whatever their class. So nobody starves: somebody with `n`
   people before them by arrival is called by a desk of theirs after at most
   `(AHEAD_IN_A_ROW + 1) * (n + 1)` of its calls.

Places are numbers of a sequence, never times: a clock that jumps changes no order (trust H3).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

AHEAD_IN_A_ROW: Final = 2


class Rank(IntEnum):
    """Classes of a line; a smaller number goes first."""

    PRIORITY = 1
    APPOINTMENT = 2
    ORDINARY = 3


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody in a line: `place` orders all people of an office by arrival."""

    key: int
    service: int
    rank: int
    place: int


def choose(waiting: Iterable[Waiting], *, ahead: int) -> Waiting | None:
    """Whom a desk calls of those it may call; None when nobody waits.

    `ahead` is how many calls in a row the desk gave to the classes that go first.

    >>> line = [Waiting(1, 1, Rank.ORDINARY, 10), Waiting(2, 1, Rank.PRIORITY, 20)]
    >>> choose(line, ahead=0).key, choose(line, ahead=2).key
    (2, 1)
    """
    if ahead >= AHEAD_IN_A_ROW:
        return min(waiting, key=_by_arrival, default=None)
    return min(waiting, key=_by_rank, default=None)


def ahead_after(ahead: int, called: Waiting) -> int:
    """The count of calls in a row once somebody was called.

    >>> ahead_after(1, Waiting(2, 1, Rank.PRIORITY, 20))
    2
    >>> ahead_after(2, Waiting(2, 1, Rank.PRIORITY, 20))
    0
    """
    if called.rank == Rank.ORDINARY or ahead >= AHEAD_IN_A_ROW:
        return 0
    return ahead + 1


def _by_rank(one: Waiting) -> tuple[int, int, int]:
    return (one.rank, one.place, one.key)


def _by_arrival(one: Waiting) -> tuple[int, int, int]:
    return (one.place, one.rank, one.key)
