"""A plan that follows what happens: people come and go, positions and seats open and close.

Each change is answered by the best chain of moves there is (`paths.py`), which takes milliseconds
where a new plan takes seconds. People who were told of their place are never moved. The short lists
that the chains are looked for in are made anew after some hundred changes.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from caunoi_engine.matching.auction import DEAR, FREE, priced, unpack
from caunoi_engine.matching.book import Book, open_book
from caunoi_engine.matching.bound import Bound, Dual
from caunoi_engine.matching.changes import (
    improve,
    name_list,
    person_comes,
    person_goes,
    units_close,
    units_open,
)
from caunoi_engine.matching.index import MarketIndex, replace_workers
from caunoi_engine.matching.options import ROW_BITS, VALUE_SHIFT
from caunoi_engine.matching.paths import LOGGED, new_trail
from caunoi_engine.matching.planning import VOLUME_STEPS, Plan, Standing
from caunoi_engine.matching.policy import FULL_SCORE
from caunoi_engine.matching.seats import GRAIN
from caunoi_engine.matching.shards import Shards, local_shards

Ints = NDArray[np.int32]

LISTED: Final = 48
RENEW_AFTER: Final = 250
"""Changes after which everybody's list is made anew."""
RENEWALS: Final = 4
"""At most so many times, as long as somebody still gains."""


@dataclass(frozen=True)
class Move:
    """Somebody whose place is another one after a change; rows, -1 = none."""

    worker: int
    vacancy: int
    course: int


@dataclass(frozen=True)
class Places:
    """Who has what, and at which prices, by rows: as much of a `Plan` as a live plan takes over.

    `net_value` is in basis points, and `kept` marks people who were told of their place.

    >>> from caunoi_engine.matching import build_index, example_market
    >>> index = build_index(example_market(["7212", "7531", "7533", "8153"]))
    >>> nobody = Places.nobody(index)
    >>> LivePlan(index, nobody).value
    0
    """

    vacancy: Ints  # -1 = none
    course: Ints  # -1 = none
    net_value: Ints
    vacancy_price: Ints
    course_price: Ints
    kept: NDArray[np.bool_]

    @classmethod
    def nobody(cls, index: MarketIndex) -> "Places":
        """Nobody has a place, and nothing has a price."""
        workers = len(index.market.workers)
        nothing = np.full(workers, -1, np.int32)
        return cls(
            nothing,
            nothing.copy(),
            np.zeros(workers, np.int32),
            np.zeros(len(index.market.vacancies), np.int32),
            np.zeros(len(index.market.courses), np.int32),
            np.zeros(workers, np.bool_),
        )


class LivePlan:
    """A plan of one market that is changed as things happen.

    Rows are those of the index; vacancies and courses that are not open yet have no free units in
    the `standing`, and people who have not come yet are not present.

    >>> from caunoi_engine.matching import build_index, example_market, make_plan
    >>> index = build_index(example_market(["7212", "7531", "7533", "8153"]))
    >>> live = LivePlan(index, make_plan(index))
    >>> moves = live.leave(0)  # the place goes to somebody else, or stays free
    >>> Move(worker=0, vacancy=-1, course=-1) in moves, int(live.vacancy[0])
    (True, -1)
    """

    def __init__(
        self,
        index: MarketIndex,
        plan: Plan | Places,
        *,
        standing: Standing | None = None,
        told: NDArray[np.integer[Any]] | None = None,
        shards: Shards | None = None,
    ) -> None:
        """Takes over a plan; `told` are rows of people whose place stays as it is."""
        self._index, self._none = index, len(index.market.vacancies)
        self._shards = shards or local_shards(index)
        standing = standing or Standing.of(index.market)
        self._present = standing.present.copy()
        self._capacity = standing.capacity()
        self._told = np.zeros(len(self._present), np.bool_)
        self._told[plan.kept] = True
        if told is not None:
            self._told[told] = True
        self._taken = _keys(plan)
        prices = np.concatenate([plan.vacancy_price, np.zeros(1, np.int32), plan.course_price])
        self._trail = new_trail(len(self._capacity))
        self._changes = 0
        self._book = self._opened(prices.astype(np.int64) * GRAIN)

    def _opened(self, price: NDArray[np.int64]) -> Book:
        """The book, with lists made at these prices. Who was told is not in it."""
        free = np.where(self._told, FREE, self._taken)
        spare = self._capacity - _used(self._taken, self._none, len(self._capacity))
        # What has no units yet is listed as if it cost nothing: so it is known when it opens.
        asked = np.where((spare > 0) | (self._capacity <= 0), 0, price)
        asked[self._none] = 0
        lists = self._shards.shortlist(np.arange(len(free)), asked, LISTED)
        closed = (self._capacity <= 0) & (np.arange(len(spare)) != self._none)
        price = np.where(closed, DEAR, price)
        lists.lengths[self._told] = 0
        book = open_book(lists, self._shards.bonus, free, price, spare.astype(np.int32), self._none)
        book.away[:] = ~self._present | self._told
        return book

    def renew(self) -> None:
        """Makes all lists anew at the prices of now, and lets everybody who gains move."""
        self._changes, before = 0, self._taken
        everybody = np.arange(len(before), dtype=np.int32)
        for _ in range(RENEWALS):
            self._taken = self._now()
            self._book = b = self._opened(np.where(self._book.price >= DEAR, 0, self._book.price))
            freed = np.flatnonzero((b.spare > 0) & (b.price > 0))
            if not improve(everybody, GRAIN, freed, b, self._trail):
                break
        self._taken = before

    def _now(self) -> NDArray[np.int64]:
        """What everybody holds, as keys of options."""
        return np.where(self._told, self._taken, self._book.taken)

    def arrive(self, worker: int) -> list[Move]:
        """Somebody begins to look for work: gives them a place, if that pays."""
        self._check(worker)
        self._present[worker] = True
        if self._book.lengths[worker] == 0:
            price = np.where(self._book.spare > 0, 0, self._book.price)
            found = self._shards.shortlist(np.array([worker]), price, LISTED)
            self._book.keys[worker] = found.keys[0]
            self._book.lengths[worker] = found.lengths[0]
            name_list(worker, self._book)
        person_comes(worker, self._book, self._trail)
        return self._done()

    def leave(self, worker: int) -> list[Move]:
        """Somebody stops looking, or has found something else: their place goes to others."""
        self._check(worker)
        self._present[worker] = False
        person_goes(worker, self._book, self._trail)
        return self._done()

    def open_positions(self, vacancy: int, positions: int = 1) -> list[Move]:
        """A vacancy has so many free positions more."""
        return self._open(vacancy, positions)

    def close_positions(self, vacancy: int, positions: int = 1) -> list[Move]:
        """Positions were filled from elsewhere or withdrawn; raises ValueError if not so many."""
        return self._close(vacancy, positions)

    def open_seats(self, course: int, seats: int = 1) -> list[Move]:
        """A course has so many free seats more."""
        return self._open(self._none + 1 + course, seats)

    def close_seats(self, course: int, seats: int = 1) -> list[Move]:
        """A course has so many seats less; raises ValueError if it has not so many."""
        return self._close(self._none + 1 + course, seats)

    def _open(self, resource: int, units: int) -> list[Move]:
        b, before = self._book, self._capacity[resource]
        self._capacity[resource] += units
        # One more is worth no more than the last; the first may be worth as much as there is.
        most = b.price[resource] if before > 0 else 2 * FULL_SCORE * GRAIN
        units_open(resource, units, int(most), b, self._trail)
        return self._done()

    def _close(self, resource: int, units: int) -> list[Move]:
        held = int(self._used_by_told()[resource])
        if units > self._capacity[resource] - held:
            raise ValueError("more is closed than there is beside what people were told of")
        self._capacity[resource] -= units
        units_close(resource, units, self._book, self._trail)
        if self._capacity[resource] == 0:
            self._book.price[resource] = DEAR
        return self._done()

    def _used_by_told(self) -> NDArray[np.int64]:
        told = np.where(self._told, self._taken, FREE)
        return _used(told, self._none, len(self._capacity))

    def _check(self, worker: int) -> None:
        if self._told[worker]:
            raise ValueError("this person was told of their place: take that back first")

    def _done(self) -> list[Move]:
        """Who holds something else now, by row."""
        size = int(self._trail.size[LOGGED])
        rows = np.unique(self._trail.log[:size])
        self._trail.size[LOGGED] = 0
        self._changes += 1
        if self._changes >= RENEW_AFTER:
            self.renew()
            rows = np.arange(len(self._taken))
        now = np.where(self._told[rows], self._taken[rows], self._book.taken[rows])
        changed = now != self._taken[rows]
        self._taken[rows] = now
        vacancy, course, _ = unpack(now[changed])
        nothing = now[changed] < 0
        columns = rows[changed], np.where(nothing, -1, vacancy), np.where(nothing, -1, course)
        return [Move(*row) for row in zip(*(one.tolist() for one in columns), strict=True)]

    @property
    def vacancy(self) -> Ints:
        """Vacancy row by worker row, -1 = none."""
        taken = self._now()
        return np.where(taken >= 0, unpack(taken)[0], -1).astype(np.int32)

    @property
    def course(self) -> Ints:
        """Course row by worker row, -1 = none."""
        taken = self._now()
        return np.where(taken >= 0, unpack(taken)[1], -1).astype(np.int32)

    @property
    def net_value(self) -> Ints:
        """What everybody's place is worth less its course, in basis points; 0 without a place."""
        taken = self._now()
        return np.where(taken >= 0, unpack(taken)[2], 0).astype(np.int32)

    @property
    def vacancy_price(self) -> Ints:
        """What one more position would be worth, by vacancy row, in basis points."""
        return self._points()[: self._none]

    @property
    def course_price(self) -> Ints:
        """What one more seat would be worth, by course row, in basis points."""
        return self._points()[self._none + 1 :]

    def _points(self) -> Ints:
        """Prices in basis points; what is left over, and what has no units at all, has none."""
        b = self._book
        nothing = (b.spare > 0) | (b.price >= DEAR) | (b.price < 0)
        return np.where(nothing, 0, np.rint(b.price / GRAIN)).astype(np.int32)

    @property
    def value(self) -> int:
        """Net values of all places with the priority points of those placed, in basis points."""
        taken = self._now()
        placed = taken >= 0
        values = unpack(taken[placed])[2].sum()
        return int(values + self._shards.bonus[placed].sum() // GRAIN)

    def upper_bound(self) -> int:
        """What no plan of this moment can be worth more than, in basis points.

        As `bound.py` proves it, at the prices of now; who was told keeps their place in every plan.

        >>> from caunoi_engine.matching import build_index, example_market, make_plan
        >>> index = build_index(example_market(["7212", "7531", "7533", "8153"]))
        >>> live = LivePlan(index, make_plan(index))
        >>> live.value <= live.upper_bound()
        True
        """
        b = self._book
        price, told = np.maximum(b.price, 0), np.where(self._told, self._taken, FREE)
        price[self._none] = 0
        grains = self._shards.respond(price).gain
        grains += int((price * (self._capacity - self._used_by_told())).sum())
        out = np.flatnonzero(b.away)
        best = self._shards.shortlist(out, price, 1)
        listed = best.lengths > 0
        vacancy, course, value = unpack(best.keys[listed, 0])
        paid = price[vacancy] + price[self._none + 1 + course]
        grains -= int((value * GRAIN + self._shards.bonus[out[listed]] - paid).sum())
        has = told >= 0
        grains += int(unpack(told[has])[2].sum()) * GRAIN + int(self._shards.bonus[has].sum())
        return -(-grains // GRAIN)

    def proved_bound(
        self, target_gap: float, start: NDArray[np.int64] | None = None
    ) -> tuple[int, NDArray[np.int64]]:
        """As `upper_bound`, at the better of the prices of now and those of `start`, and at others
        looked for from there while the gap is above the target; and the prices that prove it.

        >>> from caunoi_engine.matching import build_index, example_market, make_plan
        >>> index = build_index(example_market(["7212", "7531", "7533", "8153"]))
        >>> plan = make_plan(index)
        >>> bound, _ = LivePlan(index, plan).proved_bound(0.0, plan.bound_price)
        >>> plan.value <= bound <= plan.upper_bound
        True
        """
        others = np.flatnonzero(self._present & ~self._told)
        had = self._told & (self._taken >= 0)
        of_told = int(unpack(self._taken[had])[2].sum()) * GRAIN + int(
            self._shards.bonus[had].sum()
        )
        capacity = (self._capacity - self._used_by_told()).astype(np.int32)
        dual = Dual(self._shards_of(others), capacity)
        value = self.value * GRAIN - of_told
        best = dual.at(priced(self._book.price, capacity, self._none))
        if start is not None and len(start):
            known = np.where(start >= DEAR, np.maximum(self._book.price, 0), start)
            other = dual.at(priced(np.where(known >= DEAR, 0, known), capacity, self._none))
            best = min(best, other, key=lambda one: one.grains)

        def enough(found: Bound) -> bool:
            return value + of_told >= (1 - target_gap) * (found.grains + of_told)

        if not enough(best):
            best = dual.tighten(best, value=value, steps=VOLUME_STEPS, enough=enough)
        return -(-(best.grains + of_told) // GRAIN), best.price

    def _shards_of(self, rows: NDArray[np.int64]) -> Shards:
        """The workers of these rows alone."""
        if len(rows) == len(self._present):
            return self._shards
        return local_shards(replace_workers(self._index, self._index.market.workers.take(rows)))


def _keys(plan: Plan | Places) -> NDArray[np.int64]:
    """What everybody holds, as keys of options."""
    keys = (FULL_SCORE - plan.net_value.astype(np.int64)) << VALUE_SHIFT
    keys += (plan.vacancy.astype(np.int64) << ROW_BITS) + plan.course + 1
    return np.where(plan.vacancy >= 0, keys, FREE)


def _used(taken: NDArray[np.int64], none: int, resources: int) -> NDArray[np.int64]:
    """Units of every resource that are held; nothing of "no course"."""
    vacancy, course, _ = unpack(taken[taken >= 0])
    used = np.bincount(vacancy, minlength=resources)
    used += np.bincount(none + 1 + course, minlength=resources)
    used[none] = 0
    return used
