"""Counting events by unit and span of days: how many, and how many different people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Span = tuple[int, int]
"""First and last day, as `date.toordinal` numbers them, both included."""


@dataclass(frozen=True)
class Tally:
    """What happened in one unit and span: the sum, and different people (None: not known who)."""

    total: int
    people: int | None


@dataclass(frozen=True)
class Events:
    """One row an event: the day, the unit, who it was (0: unknown), what it counts for."""

    days: NDArray[np.int64]
    units: NDArray[np.int64]
    people: NDArray[np.int64]
    worth: NDArray[np.int64]

    @classmethod
    def of(cls, rows: Sequence[tuple[int, int, int, int]]) -> "Events":
        """Rows of (day, unit, who, worth), in any order."""
        table = np.array(rows, np.int64).reshape(-1, 4)
        table = table[np.argsort(table[:, 0], kind="stable")]
        return cls(table[:, 0], table[:, 1], table[:, 2], table[:, 3])


def tally(events: Events, spans: Sequence[Span]) -> list[Mapping[int, Tally]]:
    """For each span, the tally of every unit in which something happened.

    >>> seen = Events.of([(1, 7, 50, 1), (2, 7, 50, 1), (2, 8, 0, 3)])
    >>> tally(seen, [(1, 1), (1, 31)])
    [{7: Tally(total=1, people=1)}, {7: Tally(total=2, people=1), 8: Tally(total=3, people=None)}]
    """
    units, place = np.unique(events.units, return_inverse=True)
    begins = np.searchsorted(events.days, [first for first, _ in spans], side="left")
    ends = np.searchsorted(events.days, [last for _, last in spans], side="right")
    return [
        _one(events, units, place, slice(int(begin), int(end)))
        for begin, end in zip(begins, ends, strict=True)
    ]


def _one(
    events: Events, units: NDArray[np.int64], place: NDArray[np.int64], chosen: slice
) -> dict[int, Tally]:
    here, who = place[chosen], events.people[chosen]
    total = np.zeros(len(units), np.int64)
    np.add.at(total, here, events.worth[chosen])
    many = np.bincount(here, minlength=len(units))
    unknown = np.bincount(here[who == 0], minlength=len(units))
    seen = np.unique(np.stack([here, who]), axis=1)[0] if len(here) else here
    people = np.bincount(seen, minlength=len(units))
    return {
        int(units[unit]): Tally(int(total[unit]), None if unknown[unit] else int(people[unit]))
        for unit in np.flatnonzero(many).tolist()
    }
