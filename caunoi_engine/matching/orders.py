"""Training to order: which classes to open where, for whom, and for which free positions.

A plan leaves people without a place and positions without people. An order is one more class: an
existing programme at a place where something is taught already, with the people it would seat and
the free position each of them would take after it. Orders are made one after the other, the one
worth most first, and none counts a person or a position that an earlier one took.

Two figures tell what an order is worth, both net of what the class costs its people:

* its gain, what its own people are better off. That is a floor, not an estimate: the plan with all
  orders added is itself a plan for the market with those seats, so planning anew is worth as much
  or more;
* its room, the prices of the positions and seats that people with a place leave behind for others.
  A price is exact for the first one only, so a place is counted for the first class that frees it.

`plan_with` plans anew with the ordered seats: what all of them together really bring.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import heapify, heappop, heapreplace
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from caunoi_engine.matching.auction import auction, resources
from caunoi_engine.matching.index import MarketIndex, build_index
from caunoi_engine.matching.learners import find_learners
from caunoi_engine.matching.options import ROW_BITS, VALUE_SHIFT, Options
from caunoi_engine.matching.planning import Kept, Plan, make_plan
from caunoi_engine.matching.policy import FULL_SCORE
from caunoi_engine.matching.rests import Judge, judge_of
from caunoi_engine.matching.score import AXIS_LIMIT_HM, HECTOMETRES_PER_KM, boarding_limit
from caunoi_engine.matching.seats import GRAIN
from caunoi_engine.matching.shards import LocalShard, Shards

Ints = NDArray[np.integer[Any]]

SMALLEST_CLASS: Final = 10
LARGEST_CLASS: Final = 35
MOST_ORDERS: Final = 6
"""What is ordered unless the caller says otherwise: classes as schools can hold them, and no more
of them than a head can decide on."""

EPSILON: Final = 5 * GRAIN


class OrderedSeat(NamedTuple):
    """One seat of an order: who learns, for which vacancy, and what comes of it."""

    worker: int  # row
    vacancy: int  # row
    score: int  # basis points of the pair after the course
    gain: int  # basis points: score less the cost of the course, less what the plan gives now


@dataclass(frozen=True)
class Order:
    """A class worth opening.

    `course` is the row of an intake of the programme to repeat, `site` the row of an intake held
    where the class should be; they are the same where the programme is taught there already.
    """

    course: int
    site: int
    seats: tuple[OrderedSeat, ...]  # by worker row
    reserve: tuple[int, ...]  # rows of the others it would help, had it a seat for everybody
    free_positions: int  # free when the order was made, at the vacancies it leads to
    room: int  # basis points: prices of what its people leave behind

    @property
    def suitable(self) -> int:
        """People the class would help, with a seat or without."""
        return len(self.seats) + len(self.reserve)

    @property
    def gain(self) -> int:
        """Basis points its people gain, net of cost: the plan gains as much at least."""
        return sum(seat.gain for seat in self.seats)

    @property
    def worth(self) -> int:
        """Basis points the plan should gain, by its prices."""
        return self.gain + self.room


def training_orders(
    index: MarketIndex,
    plan: Plan,
    *,
    smallest: int = SMALLEST_CLASS,
    largest: int = LARGEST_CLASS,
    limit: int = MOST_ORDERS,
) -> list[Order]:
    """At most `limit` classes of `smallest` to `largest` seats, the one worth most first.

    A programme and a place may be ordered more than once: more people than one class holds.

    >>> from caunoi_engine.matching import Courses, Market, Vacancies, Workers, build_index
    >>> from caunoi_engine.matching import make_plan
    >>> workers = Workers.of(
    ...     worker_id=["Lan", "Minh"], lat=[18.34, 18.36], lon=[105.90, 105.91],
    ...     occupations=[["7212"], ["7212"]], skills=[[], []], certificates=[[], []],
    ...     education=[2, 2], experience_months=[0, 0], wage_min=[7_000_000, 6_000_000],
    ...     radius_km=[15, 15], shifts=[["DAY"], ["DAY"]], will_board=[False, False],
    ...     will_train=[True, True], priority=[0, 0])
    >>> vacancies = Vacancies.of(
    ...     vacancy_id=["A"], employer_id=["E"], lat=[18.35], lon=[105.90], occupation=["7212"],
    ...     positions=[5], wage_min=[7_000_000], wage_max=[9_000_000], education_min=[1],
    ...     experience_months_min=[0], skills_required=[[]], skills_preferred=[[]],
    ...     certificates_required=[["3G"]], shifts=[["DAY"]], housing=[False])
    >>> courses = Courses.of(
    ...     course_id=["C"], programme_id=["P"], lat=[18.35], lon=[105.90], occupation=["7212"],
    ...     seats=[1], months=[3], cost_vnd=[2_000_000], education_min=[0], skills_taught=[[]],
    ...     certificates_granted=[["3G"]], boarding=[False])
    >>> index = build_index(Market(workers, vacancies, courses))
    >>> plan = make_plan(index)  # the only seat is Minh's
    >>> [order] = training_orders(index, plan, smallest=1)
    >>> [str(workers.worker_id[seat.worker]) for seat in order.seats], order.free_positions
    (['Lan'], 4)
    """
    if not 1 <= smallest <= largest:
        raise ValueError(f"a class of {smallest} to {largest} seats makes no sense")
    market = index.market
    given = np.bincount(plan.vacancy[plan.vacancy >= 0], minlength=len(market.vacancies))
    free = market.vacancies.positions - given
    if not len(market.courses) or not free.any():
        return []
    return _Book(index, plan, free, (smallest, largest)).orders(limit)


def plan_with(index: MarketIndex, orders: Sequence[Order], *, kept: Kept | None = None) -> Plan:
    """The plan of the market with the ordered seats added, in rows after those of the intakes.

    `kept` are the places that stay as they are, as for `make_plan`.

    >>> from caunoi_engine.matching import build_index, example_market, make_plan
    >>> index = build_index(example_market(["7212", "7531", "7533", "8153"]))
    >>> plan_with(index, []).placed == make_plan(index).placed  # no order, no change
    True
    """
    courses = index.market.courses
    rows = [*range(len(courses)), *(order.course for order in orders)]
    sites = [*range(len(courses)), *(order.site for order in orders)]
    seats = [*courses.seats.tolist(), *(len(order.seats) for order in orders)]
    more = replace(
        courses.take(np.array(rows, np.int64)),
        # Ordered classes repeat a row; a table has every id once.
        course_id=np.arange(len(rows)).astype(object),
        lat=courses.lat[sites],
        lon=courses.lon[sites],
        boarding=courses.boarding[sites],
        seats=np.array(seats, np.int32),
    )
    return make_plan(build_index(replace(index.market, courses=more), index.policy), kept=kept)


class _Book:
    """The people and positions not promised yet, and the classes that could be opened."""

    def __init__(
        self, index: MarketIndex, plan: Plan, free: Ints, class_size: tuple[int, int]
    ) -> None:
        self.index, self.free = index, free.astype(np.int64)
        # Who keeps a place they were told of is offered no class: nothing is worth more than all.
        self.now = np.where(plan.kept, FULL_SCORE, plan.net_value).astype(np.int32)
        self.left = plan.vacancy
        self.room = _prices(plan)
        self.smallest, self.largest = class_size
        self.learners = find_learners(index, now=self.now, open_vacancies=free > 0)
        self.waiting = np.ones(len(self.now), np.bool_)
        self.sites = _distinct(
            np.stack([*index.xy[2], index.market.courses.boarding]).astype(np.int64)
        )

    def orders(self, limit: int) -> list[Order]:
        """Takes the best class, again and again.

        As people and positions are taken the other classes lose, so the figure of an earlier
        round serves as a ceiling: only a class whose ceiling comes to the top is worked out anew.
        """
        ceilings = list(self._ceilings())
        heapify(ceilings)
        found: list[Order] = []
        while ceilings and len(found) < limit:
            _, programme, site = ceilings[0]
            order = self._class(programme, site)
            if len(order.seats) < self.smallest:
                heappop(ceilings)
                continue
            heapreplace(ceilings, (-order.worth, programme, site))
            if ceilings[0][1:] == (programme, site):
                found.append(order)
                self._take(order)
        return found

    def _take(self, order: Order) -> None:
        for seat in order.seats:
            self.waiting[seat.worker] = False
            self.free[seat.vacancy] -= 1
            if self.left[seat.worker] >= 0:
                self.room[self.left == self.left[seat.worker]] = 0

    def _ceilings(self) -> Iterator[tuple[int, int, int]]:
        """Every class that could have enough people, with its worth were there a position for
        everybody: (-worth, programme, site), so that the largest comes first in a heap.
        """
        for programme in range(len(self.learners.programmes)):
            pairs = self.learners.pairs(programme)
            if not len(pairs.worker):
                continue
            first = np.flatnonzero(np.diff(pairs.worker, prepend=-1))
            best = np.maximum.reduceat(pairs.net, first)
            worth = self._worth(pairs.worker[first], self._gains(pairs.worker[first], best))
            most = min(self.largest, len(worth))
            top = -np.partition(-worth, most - 1, axis=0)[:most]
            enough = (worth > 0).sum(axis=0) >= self.smallest
            totals = top.sum(axis=0)
            for site in np.flatnonzero(enough).tolist():
                yield -int(totals[site]), programme, site

    def _gains(self, workers: Ints, net: Ints, site: int | None = None) -> Ints:
        """What each worker with this value before the way gains at every place, or 0.

        Shape (workers, sites); with one `site` only that column.
        """
        policy, chosen = self.index.policy, self.sites if site is None else self.sites[[site]]
        ways, own = self.index.xy[2][:, chosen], self.index.xy[0][:, workers]
        apart = np.abs(own[:, :, None].astype(np.int64) - ways[:, None, :])
        squared = (np.minimum(apart, AXIS_LIMIT_HM) ** 2).sum(axis=0)
        radius = self.index.workers.whole[4, workers].astype(np.int64)
        reach = (radius * policy.course_radius_percent) ** 2
        boards = np.outer(
            self.index.market.workers.will_board[workers],
            self.index.market.courses.boarding[chosen],
        )
        way = np.sqrt(squared.astype(np.float64)).astype(np.int64)
        way = np.minimum(way, policy.course_km_max * HECTOMETRES_PER_KM)
        worth = net[:, None] - policy.course_km * way // HECTOMETRES_PER_KM
        least = np.maximum(self.now[workers], policy.course_net_min)[:, None]
        boards &= squared <= boarding_limit(policy)
        possible = (boards | (squared * 100**2 <= reach[:, None])) & (worth > least)
        return np.where(possible, worth - self.now[workers][:, None], 0)

    def _worth(self, workers: Ints, gains: Ints) -> Ints:
        """Gains of shape (workers, sites) with the room these workers make, if they gain at all."""
        worth = gains + self.room[workers, None]
        return np.where(gains > 0, np.minimum(worth, FULL_SCORE), 0)

    def _class(self, programme: int, site: int) -> Order:
        """The best class of a programme at a place, of those not promised elsewhere."""
        pairs = self.learners.pairs(programme)
        useful = self.waiting[pairs.worker] & (self.free[pairs.vacancy] > 0)
        worker, vacancy, net = pairs.worker[useful], pairs.vacancy[useful], pairs.net[useful]
        gains = self._gains(worker, net, site)
        columns = (worker, vacancy, net, gains[:, 0], self._worth(worker, gains)[:, 0])
        worker, vacancy, net, gain, worth = (column[gains[:, 0] > 0] for column in columns)
        people, person = np.unique(worker, return_inverse=True)
        places, place = np.unique(vacancy, return_inverse=True)
        judge = judge_of(self.index)
        chosen = _assign(person, place, worth, self.free[places], self.largest, judge)
        cost = self.learners.cost[programme]
        seats = tuple(
            OrderedSeat(*(int(column[at]) for column in (worker, vacancy, net + cost, gain)))
            for at in chosen.tolist()
        )
        wanted = sorted({seat.vacancy for seat in seats})
        reserve = np.setdiff1d(people, [seat.worker for seat in seats])
        return Order(
            course=self._course(programme, site),
            site=int(self.sites[site]),
            seats=seats,
            reserve=tuple(reserve.tolist()),
            free_positions=int(self.free[wanted].sum()),
            room=int((worth - gain)[chosen].sum()),
        )

    def _course(self, programme: int, site: int) -> int:
        """The nearest intake of a programme; the lower row among equals."""
        rows = np.flatnonzero(self.learners.programme_of == programme)
        at = self.sites[site]
        xy, boarding = self.index.xy[2].astype(np.int64), self.index.market.courses.boarding
        apart = ((xy[:, rows] - xy[:, at, None]) ** 2).sum(axis=0)
        return int(rows[np.lexsort((rows, boarding[rows] != boarding[at], apart))[0]])


def _prices(plan: Plan) -> Ints:
    """By worker row: what the plan says the position and the seat of each are worth to others."""
    position = np.append(plan.vacancy_price, 0)[plan.vacancy]  # row -1: no position
    return (position + np.append(plan.course_price, 0)[plan.course]).astype(np.int64)


def _assign(person: Ints, place: Ints, worth: Ints, free: Ints, seats: int, judge: Judge) -> Ints:
    """The pairs to choose: nobody twice, no place more than is free, at most so many in all.

    Takes pairs sorted by person; gives places of pairs, ascending. An auction, as for the plan.
    """
    keys = ((FULL_SCORE - worth) << VALUE_SHIFT) + (place.astype(np.int64) << ROW_BITS) + 1
    order = np.lexsort((keys, person))
    people = int(person.max(initial=-1)) + 1
    start = np.concatenate(([0], np.cumsum(np.bincount(person, minlength=people))))
    everybody = np.arange(people + 1, dtype=np.int64)
    # Everybody has one offer with one seat: the class at hand.
    options = Options(
        keys=keys[order],
        start=start.astype(np.int64),
        offer_start=everybody,
        seat_start=everybody,
        programme=np.zeros(people, np.int32),
        cost=np.zeros(people, np.int32),
        course=np.zeros(people, np.int32),
        extra=np.zeros(people, np.int32),
        bonus=np.zeros(people, np.int32),
        vacancies=len(free),
        found=len(keys),
        rests=np.zeros(0, np.int64),
        rest_start=np.zeros(people + 1, np.int64),
    )
    shards = Shards([LocalShard(options, judge)], [0, people], np.zeros(people, np.int64), 1)
    capacity = resources(free.astype(np.int32), np.array([seats], np.int32))
    found = auction(
        shards,
        capacity,
        np.zeros(len(capacity), np.int64),
        epsilon=EPSILON,
        order=everybody[:-1].astype(np.int32),
        vacancies=len(free),
    )
    # Keys of one person differ, and stand in order: that gives back the place of the pair.
    chosen = np.flatnonzero(found.taken >= 0)
    at = [
        start[one] + np.searchsorted(options.keys[start[one] : start[one + 1]], found.taken[one])
        for one in chosen.tolist()
    ]
    return np.sort(order[np.array(at, np.int64)])


def _distinct(columns: Ints) -> Ints:
    """The first of every group of equal columns, ascending."""
    _, first = np.unique(columns, axis=1, return_index=True)
    return np.sort(first)
