"""A plan for everybody at once: who takes which vacancy, after which course, within capacity.

First some auctions, each finer than the one before, give plans. After each, a repair moves people
to what is left over, and a bound says how far from the best the plan can be. As long as the gap is
above the target, better prices are looked for and auctions run again from them. The best plan and
the smallest bound are kept.

A price that stays on what nobody took is what widens the gap: it counts in the bound, and keeps
people away in the next auction. So every auction starts with such prices lowered far.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from caunoi_engine.matching.auction import (
    FREE,
    GRAIN,
    auction,
    new_holders,
    repair,
    resources,
    spare_capacity,
)
from caunoi_engine.matching.bound import Dual
from caunoi_engine.matching.congestion import Congestion, measure_congestion
from caunoi_engine.matching.index import MarketIndex
from caunoi_engine.matching.options import Options, list_options
from caunoi_engine.matching.pairs import score_pairs

Ints = NDArray[np.int32]

FIRST_EPSILONS: Final = ((1000, 0.0), (300, 0.0), (100, 0.0), (40, 0.0), (20, 0.5))
"""Least raises of the first auctions, in basis points, and the share of its price that what was
left over keeps. Coarse ones are quick, and give the prices from which fine ones need few bids."""
FINER_EPSILONS: Final = ((10, 0.5), (5, 0.5), (5, 0.5))
"""Further auctions, as long as each is nearer to the target than the one before."""
FIRST_DISCOUNT: Final = 10
"""An auction starts from known prices less this many raises: it can raise them, not lower them."""
LATER_EPSILON: Final = 5 * GRAIN
LATER_DISCOUNTS: Final = (120 * GRAIN, 60 * GRAIN)
"""What auctions from the prices of the bound take off; which does best differs by market."""
VOLUME_STEPS: Final = 40
VOLUME_PACE: Final = 0.3
VOLUME_CALMING: Final = 1.5
"""Steps of one search for prices, how long they are, and by what they shorten every round."""
BIDS_PER_WORKER: Final = 400
REPAIR_PASSES: Final = 30
"""Limits that only a strange market reaches; without them a search might not end."""


@dataclass(frozen=True)
class Plan:
    """A plan, what it is worth, and the proof of how good it is.

    Arrays by worker row hold -1 or 0 for people without a place. `value` is the sum of the net
    values and `upper_bound` what no plan can exceed, both in basis points. Prices are in basis
    points too: what one more position, or seat, would be worth.
    """

    vacancy: Ints
    course: Ints
    score: Ints
    net_value: Ints
    factors: Ints
    vacancy_price: Ints
    course_price: Ints
    value: int
    upper_bound: int
    placed: int
    unfilled_positions: int
    seats_used: int
    congestion: Congestion
    rounds: int
    options: int
    cut_workers: int
    seconds: dict[str, float] = field(default_factory=dict, compare=False)

    @property
    def gap(self) -> float:
        """Share of the bound that the plan may be missing, at most."""
        return 1 - self.value / self.upper_bound if self.upper_bound else 0.0


class _Watch:
    """Seconds per stage, by the caller's clock; without one it reads nothing."""

    def __init__(self, clock: Callable[[], float] | None, limit: float | None) -> None:
        self.clock, self.limit, self.seconds = clock, limit, dict[str, float]()
        self.began = self.lap = clock() if clock else 0.0

    def note(self, stage: str) -> None:
        """Adds the time since the last note to the stage."""
        if self.clock:
            now = self.clock()
            self.seconds[stage] = self.seconds.get(stage, 0.0) + now - self.lap
            self.lap = now

    def is_over(self) -> bool:
        """Whether the time limit has passed."""
        if self.clock is None or self.limit is None:
            return False
        return self.clock() - self.began > self.limit


class _Search:
    """The best plan and the smallest bound so far."""

    def __init__(self, options: Options, capacity: Ints, threads: int) -> None:
        self.options, self.capacity = options, capacity
        self.dual = Dual(options, capacity, threads)
        workers = len(options.tail)
        # A fixed shuffle: in order of id, neighbours of one village would bid one after another.
        mixed = (np.arange(workers, dtype=np.uint64) * np.uint64(2654435761)) % np.uint64(2**32)
        self.order = np.argsort(mixed, kind="stable").astype(np.int32)
        self.taken = np.full(workers, FREE, np.int64)
        self.value = 0
        self.bound = self.dual.at(np.zeros(len(capacity), np.int64))

    def gap(self) -> float:
        """As `Plan.gap`."""
        return 1 - self.value / self.bound.grains if self.bound.grains else 0.0

    def first_auctions(self, target_gap: float) -> None:
        """Runs auctions with ever finer raises, each from the prices of the one before.

        The coarse ones all of them, whatever the gap: they are quick and make a better plan.
        """
        price = self.bound.price
        left_over = np.zeros(len(price), np.bool_)
        for number, (points, keeps) in enumerate(FIRST_EPSILONS + FINER_EPSILONS):
            gap = self.gap()
            start = price - FIRST_DISCOUNT * points * GRAIN
            lowered = np.minimum(start, np.rint(price * keeps).astype(np.int64))
            price, left_over = self._auction(np.where(left_over, lowered, start), points * GRAIN)
            if number + 1 >= len(FIRST_EPSILONS) and not target_gap < self.gap() < gap:
                break

    def later_auctions(self, target_gap: float) -> None:
        """Runs auctions from the prices of the bound."""
        price = self.bound.price
        for discount in LATER_DISCOUNTS:
            self._auction(price - discount, LATER_EPSILON)
            if self.gap() <= target_gap:
                break

    def _auction(
        self, price: NDArray[np.int64], epsilon: int
    ) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Runs one auction from these prices and repairs; keeps plan and bound if better.

        Gives the last prices, and which resources were left over at them.
        """
        workers = len(self.order)
        holders = new_holders(self.capacity, workers)
        holders.price[:] = np.maximum(0, price)
        waiting = self.order[::-1].copy()
        auction(waiting, self.options, holders, epsilon, BIDS_PER_WORKER * workers)
        taken = holders.taken
        spare = spare_capacity(self.options, self.capacity, taken)
        left_over = spare > 0
        repair(self.order, self.options, spare, taken, REPAIR_PASSES)
        value = int(self.options.unpack(taken[taken >= 0])[2].sum()) * GRAIN
        if value > self.value:
            self.value, self.taken = value, taken
        found = self.dual.at(holders.price)
        if found.grains < self.bound.grains:
            self.bound = found
        return holders.price, left_over

    def tighten(self, round_: int, target_gap: float, is_over: Callable[[], bool]) -> None:
        """Looks for a smaller bound from the best prices on, in smaller steps every round."""
        self.bound = self.dual.tighten(
            self.bound,
            value=self.value,
            steps=VOLUME_STEPS,
            pace=VOLUME_PACE / VOLUME_CALMING**round_,
            enough=lambda found: is_over() or self.value >= (1 - target_gap) * found.grains,
        )


def make_plan(
    index: MarketIndex,
    *,
    target_gap: float = 0.0025,
    rounds: int = 6,
    seconds: float | None = None,
    clock: Callable[[], float] | None = None,
    threads: int = 2,
) -> Plan:
    """Plans until the gap is at most `target_gap`, or for `rounds` rounds.

    The same market gives the same plan, on any number of threads. Only if `clock` and `seconds`
    are given does the speed of the machine matter: the search then stops at that time.
    """
    watch = _Watch(clock, seconds)
    options = list_options(index, threads=threads)
    watch.note("options")
    market = index.market
    capacity = resources(market.vacancies.positions, market.courses.seats)
    search = _Search(options, capacity, threads)
    search.first_auctions(target_gap)
    watch.note("auction")
    done = 0
    while search.gap() > target_gap and done < rounds and not watch.is_over():
        search.tighten(done, target_gap, watch.is_over)
        watch.note("bound")
        if search.gap() > target_gap:
            search.later_auctions(target_gap)
            watch.note("auction")
        done += 1
    return _report(index, search, done, watch)


def _report(index: MarketIndex, search: _Search, rounds: int, watch: _Watch) -> Plan:
    market, taken = index.market, search.taken
    workers = len(market.workers)
    placed = np.flatnonzero(taken >= 0)
    chosen = search.options.unpack(taken[placed])
    vacancy, course, net, score = (np.full(workers, fill, np.int32) for fill in (-1, -1, 0, 0))
    vacancy[placed], course[placed], net[placed] = chosen
    factors = np.zeros((workers, 6), np.int32)
    if len(placed):
        factors[placed] = score_pairs(index, placed, chosen[0], chosen[1]).points
        score[placed] = factors[placed].sum(axis=1)
    vacancies = len(market.vacancies)
    people = np.bincount(chosen[0], minlength=vacancies)
    points = np.rint(search.bound.price / GRAIN).astype(np.int32)
    # One more of what is left over is worth nothing, whatever price the search ended with.
    points[spare_capacity(search.options, search.capacity, taken) > 0] = 0
    positions = market.vacancies.positions
    watch.note("report")
    return Plan(
        vacancy=vacancy,
        course=course,
        score=score,
        net_value=net,
        factors=factors,
        vacancy_price=points[:vacancies],
        course_price=points[vacancies + 1 :],
        value=search.value // GRAIN,
        upper_bound=search.bound.grains // GRAIN,
        placed=len(placed),
        unfilled_positions=int(positions.sum()) - len(placed),
        seats_used=int((chosen[1] >= 0).sum()),
        congestion=measure_congestion(people, positions),
        rounds=rounds,
        options=len(search.options.keys),
        cut_workers=int((search.options.tail > 0).sum()),
        seconds=watch.seconds,
    )
