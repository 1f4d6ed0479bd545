"""Which rows of two markets are the same, by id: what has changed from one day to another."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from caunoi_engine.matching.market import Courses, Lists, Market, Table

GONE: Final = -1

Rows = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Side:
    """One table of two markets laid beside each other."""

    row_before: Rows  # row after -> row before, -1 = it was not there
    row_after: Rows  # row before -> row after, -1 = it is gone
    changed: Flags  # row after: it was there, and says something else now

    @property
    def came(self) -> Flags:
        """Rows after that were not there before."""
        return self.row_before < 0

    @property
    def gone(self) -> Rows:
        """Rows before that are not there any more."""
        return np.flatnonzero(self.row_after < 0)


@dataclass(frozen=True)
class Differences:
    """What is different between two markets; how many places are free is not part of it."""

    workers: Side
    vacancies: Side
    courses: Side


def differences(before: Market, after: Market) -> Differences:
    """Lays two markets beside each other by the ids of their rows.

    Raises ValueError when occupations are related otherwise: then every score may be another one.

    >>> from caunoi_engine.matching import example_market
    >>> market = example_market(["7212", "7531", "7533", "8153"])
    >>> found = differences(market, market)
    >>> bool(found.workers.changed.any()), len(found.vacancies.gone)
    (False, 0)
    """
    if dict(before.related) != dict(after.related):
        raise ValueError("occupations are related otherwise than before: make the plan anew")
    return Differences(
        _side(before.workers, after.workers),
        _side(before.vacancies, after.vacancies, {"positions"}),
        _courses(before.courses, after.courses),
    )


def _side(before: Table, after: Table, aside: Collection[str] = ()) -> Side:
    """One table, without the columns that count units."""
    key, *rest = (column.name for column in type(after).columns())
    place = {name: row for row, name in enumerate(getattr(before, key).tolist())}
    ids = getattr(after, key).tolist()
    row_before = np.array([place.get(name, GONE) for name in ids], np.int64)
    row_after = np.full(len(before), GONE, np.int64)
    both = np.flatnonzero(row_before >= 0)
    row_after[row_before[both]] = both
    changed = np.zeros(len(after), np.bool_)
    for name in rest:
        if name not in aside:
            changed[both] |= _differs(
                getattr(before, name), row_before[both], getattr(after, name), both
            )
    return Side(row_before, row_after, changed)


def _courses(before: Courses, after: Courses) -> Side:
    return _side(before, after, {"seats"})


def _differs(before: Any, rows_before: Rows, after: Any, rows_after: Rows) -> Flags:
    """Whether a column holds something else, pair of rows by pair of rows."""
    if isinstance(after, Lists):
        return _lists_differ(before, rows_before, after, rows_after)
    return np.asarray(before[rows_before] != after[rows_after], np.bool_)


def _lists_differ(before: Lists, rows_before: Rows, after: Lists, rows_after: Rows) -> Flags:
    names = tuple(dict.fromkeys((*before.names, *after.names)))
    (start, codes), (other_start, other_codes) = (one.recoded(names) for one in (before, after))
    lengths = np.diff(start)[rows_before]
    differs = lengths != np.diff(other_start)[rows_after]
    same = np.flatnonzero(~differs)
    pair = np.repeat(same, lengths[same])
    nth = np.arange(len(pair)) - np.repeat(np.cumsum(lengths[same]) - lengths[same], lengths[same])
    here = codes[start[rows_before[pair]] + nth]
    there = other_codes[other_start[rows_after[pair]] + nth]
    differs[pair[here != there]] = True
    return differs
