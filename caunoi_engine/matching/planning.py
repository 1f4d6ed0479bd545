"""A plan for everybody at once: who takes which vacancy, after which course, within capacity.

First some auctions, each finer than the one before, find prices and a plan. Single changes, each
the best there is, then fill what the auctions left over and move whoever could gain, and a bound
says how far from the best the plan can be. As long as the gap is above the target, better prices
are looked for, and an auction and changes start from them. The best plan and the smallest bound
are kept.

A price that stays on what nobody took is what widens the gap: it counts in the bound, and keeps
people away in the next auction. So every auction starts with such prices lowered far.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from caunoi_engine.matching.auction import (
    DEAR,
    FREE,
    Auctioned,
    auction,
    resources,
    spare_capacity,
    unpack,
)
from caunoi_engine.matching.blocks import run_blocks
from caunoi_engine.matching.book import open_book
from caunoi_engine.matching.bound import Bound, Dual, unproved
from caunoi_engine.matching.changes import improve
from caunoi_engine.matching.congestion import Congestion, measure_congestion
from caunoi_engine.matching.index import MarketIndex, replace_workers
from caunoi_engine.matching.market import Market
from caunoi_engine.matching.options import bonus_of
from caunoi_engine.matching.pairs import score_pairs
from caunoi_engine.matching.paths import new_trail
from caunoi_engine.matching.score import course_cost
from caunoi_engine.matching.seats import GRAIN, Prices
from caunoi_engine.matching.shards import Shards, local_shards

Ints = NDArray[np.int32]

FIRST_EPSILONS: Final = ((1000, 0.0), (300, 0.3), (100, 0.5), (30, 0.7))
"""Least raises of the first auctions, in basis points, and the share of its price that what was
left over keeps. Coarse ones are quick, and give the prices from which fine ones need few bids."""
FIRST_DISCOUNT: Final = 10
"""An auction starts from known prices less this many raises: it can raise them, not lower them."""
ROUGH: Final = 100
"""Auctions with such raises or larger only look for prices: they leave out what is in rests."""
LATER_EPSILON: Final = 5 * GRAIN
LATER_DISCOUNT: Final = 120 * GRAIN
"""What an auction from the prices of the bound takes off."""
CHANGES_LISTED: Final = (4, 8, 16)
LEAST_GAIN: Final = GRAIN
WORTH_A_ROUND: Final = 0.00002
"""Changes are looked for among so many of the best options of everybody, listed anew for every
round, as long as a round raises the value by this share. Somebody moves for more than the least
gain."""
PARTS: Final = 8
"""What is left over is filled in so many parts, no further ones once the plan is good enough."""
TOLD_AT_ONCE: Final = 4_096
"""Pairs of a plan that are scored at once: more would not fit in the cache."""
VOLUME_STEPS: Final = 40
"""Steps of one search for prices."""


@dataclass(frozen=True)
class Standing:
    """What there is of a market at one moment, by rows: less than all of it, perhaps.

    >>> from caunoi_engine.matching import build_index, example_market
    >>> index = build_index(example_market(["7212", "7531", "7533", "8153"]))
    >>> now = Standing.of(index.market)
    >>> now.present[7] = False
    >>> int(make_plan(index, standing=now).vacancy[7])
    -1
    """

    present: NDArray[np.bool_]  # workers who look for work
    positions: Ints  # free ones, 0 allowed
    seats: Ints

    @classmethod
    def of(cls, market: Market) -> "Standing":
        """Everybody and everything in the market."""
        everybody = np.ones(len(market.workers), np.bool_)
        return cls(everybody, market.vacancies.positions, market.courses.seats)

    def capacity(self) -> Ints:
        """Units of every resource."""
        return resources(self.positions, self.seats)


@dataclass(frozen=True)
class Kept:
    """Places people have been told of, by rows: the plan leaves them as they are.

    >>> from caunoi_engine.matching import build_index, example_market
    >>> index = build_index(example_market(["7212", "7531", "7533", "8153"]))
    >>> told = Kept(np.array([7], np.int32), np.array([0], np.int32), np.array([-1], np.int32))
    >>> plan = make_plan(index, kept=told)
    >>> int(plan.vacancy[7]), bool(plan.kept[7])
    (0, True)
    """

    worker: Ints
    vacancy: Ints
    course: Ints  # -1 = none

    @classmethod
    def nobody(cls) -> "Kept":
        """Nobody has been told anything."""
        return cls(*(np.zeros(0, np.int32) for _ in range(3)))


@dataclass(frozen=True)
class Plan:
    """A plan, what it is worth, and the proof of how good it is.

    Arrays by worker row hold -1 or 0 for people without a place. `value` is the sum of the net
    values, with the priority points of those placed, and `upper_bound` what no plan can exceed,
    both in basis points. Prices are in basis points too: what one more position, or seat, would
    be worth. `kept` marks the people whose place was given before (`Kept`).
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
    kept: NDArray[np.bool_]
    rounds: int
    options: int
    seconds: dict[str, float] = field(default_factory=dict, compare=False)
    bound_price: Prices = field(default_factory=lambda: np.zeros(0, np.int64), compare=False)
    """Prices in grains, by resource, that prove the bound: a plan that follows starts from them."""

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

    def __init__(
        self, shards: Shards, capacity: Ints, vacancies: int, *, target_gap: float
    ) -> None:
        self.shards, self.capacity, self.vacancies = shards, capacity, vacancies
        self.target_gap = target_gap
        self.dual = Dual(shards, capacity)
        workers = len(shards.bonus)
        # A fixed shuffle: in order of id, neighbours of one village would bid one after another.
        mixed = (np.arange(workers, dtype=np.uint64) * np.uint64(2654435761)) % np.uint64(2**32)
        self.order = np.argsort(mixed, kind="stable").astype(np.int32)
        self.taken = np.full(workers, FREE, np.int64)
        self.value, self.rounds = 0, 0
        self.bound = unproved(len(capacity))

    def is_enough(self) -> bool:
        """Whether the best plan is proved to be as good as it has to be."""
        return self._reaches(self.value, self.bound)

    def _reaches(self, value: int, bound: Bound) -> bool:
        """Whether a plan of this value is as good as it has to be, by this bound."""
        return value >= (1 - self.target_gap) * bound.grains

    def first_auctions(self) -> None:
        """Runs auctions with ever finer raises, each from the prices of the one before."""
        price = np.zeros(len(self.capacity), np.int64)
        spare = np.zeros(len(self.capacity), np.int32)
        for points, keeps in FIRST_EPSILONS:
            start = price - FIRST_DISCOUNT * points * GRAIN
            lowered = np.minimum(start, np.rint(price * keeps).astype(np.int64))
            start = np.where(spare > 0, lowered, start)
            found = self._auction(start, points * GRAIN, roughly=points >= ROUGH)
            price, spare = found.price, found.spare
        self._settle(found)

    def later_auction(self) -> None:
        """Runs an auction from the prices of the bound."""
        found = self._auction(self.bound.price - LATER_DISCOUNT, LATER_EPSILON)
        self._settle(found)

    def _auction(self, price: Prices, epsilon: int, *, roughly: bool = False) -> Auctioned:
        """Runs one auction from these prices."""
        return auction(
            self.shards,
            self.capacity,
            price,
            epsilon=epsilon,
            order=self.order,
            vacancies=self.vacancies,
            roughly=roughly,
        )

    def _settle(self, found: Auctioned) -> None:
        """Keeps where an auction came to rest, with the changes that pay if it is not enough."""
        self._prove(found.price)
        self.keep(found.taken)
        if self.is_enough():
            return
        price = found.price.copy()
        self.keep(self._changed(found.taken.copy(), price))
        if not self.is_enough():
            self._prove(price)

    def _prove(self, price: Prices) -> None:
        """Keeps the bound at these prices if it is the smallest so far."""
        bound = self.dual.at(price)
        if bound.grains < self.bound.grains:
            self.bound = bound

    def keep(self, taken: NDArray[np.int64]) -> None:
        """Keeps a plan if it is the best so far."""
        value = self._worth(taken)
        if value > self.value:
            self.value, self.taken = value, taken

    def _worth(self, taken: NDArray[np.int64]) -> int:
        """What a plan is worth, in grains."""
        placed = taken >= 0
        value = int(unpack(taken[placed])[2].sum()) * GRAIN
        return value + int(self.shards.bonus[placed].sum())

    def _changed(self, taken: NDArray[np.int64], price: Prices) -> NDArray[np.int64]:
        """A plan after all changes that pay; the prices follow."""
        everybody, trail = np.arange(len(taken)), new_trail(len(price))
        for listed in CHANGES_LISTED:
            spare = spare_capacity(self.vacancies, self.capacity, taken)
            # What is left over costs nothing: so asked, the lists hold it for all it would help.
            asked = np.where(spare > 0, 0, price)
            lists = self.shards.shortlist(everybody, asked, listed)
            book = open_book(lists, self.shards.bonus, taken, price, spare, self.vacancies)
            freed = np.flatnonzero((spare > 0) & (price > 0))
            freed = freed[np.argsort(-price[freed], kind="stable")]
            before, nobody = self._worth(taken), self.order[:0]
            for some in np.array_split(freed, PARTS):
                improve(nobody, LEAST_GAIN, some, book, trail)
                if self._reaches(self._worth(taken), self.bound):
                    break
            else:
                improve(self.order, LEAST_GAIN, freed[:0], book, trail)
            gained = self._worth(taken) - before
            self.keep(taken.copy())
            if self.is_enough() or gained <= WORTH_A_ROUND * max(self.value, 1):
                break
        return taken

    def tighten(self, is_over: Callable[[], bool]) -> None:
        """Looks for a smaller bound from the best prices on."""
        self.bound = self.dual.tighten(
            self.bound,
            value=self.value,
            steps=VOLUME_STEPS,
            enough=lambda found: is_over() or self._reaches(self.value, found),
        )


def make_plan(
    index: MarketIndex,
    *,
    target_gap: float = 0.0025,
    rounds: int = 6,
    seconds: float | None = None,
    clock: Callable[[], float] | None = None,
    threads: int = 2,
    kept: Kept | None = None,
    standing: Standing | None = None,
    shards: Callable[[MarketIndex], Shards] | None = None,
) -> Plan:
    """Plans until the gap is at most `target_gap`, or for `rounds` rounds.

    The same market gives the same plan, on any number of threads and shards. Only if `clock` and
    `seconds` are given does the speed of the machine matter: the search then stops at that time.
    `kept` are places that stay as they are, `standing` what there is if not all, and `shards`
    spreads the workers of an index (`local_shards`, in this process, unless given).

    Raises ValueError if the kept places are more than there are, or name somebody twice.
    """
    watch, kept = _Watch(clock, seconds), kept or Kept.nobody()
    market, standing = index.market, standing or Standing.of(index.market)
    capacity = _capacity_beside(standing, kept)
    others = np.setdiff1d(np.flatnonzero(standing.present), kept.worker)
    everybody = len(others) == len(market.workers)
    rest = index if everybody else replace_workers(index, market.workers.take(others))
    spread = shards(rest) if shards else local_shards(rest, threads=threads)
    watch.note("options")
    search = _Search(spread, capacity, len(market.vacancies), target_gap=target_gap)
    search.first_auctions()
    watch.note("auction")
    while not search.is_enough() and search.rounds < rounds and not watch.is_over():
        search.tighten(watch.is_over)
        watch.note("bound")
        if not search.is_enough():
            search.later_auction()
            watch.note("auction")
        search.rounds += 1
    return _report(index, search, others, kept, standing, watch, threads)


def _capacity_beside(standing: Standing, kept: Kept) -> Ints:
    """Units of every resource that the kept places leave."""
    if len(np.unique(kept.worker)) < len(kept.worker):
        raise ValueError("a person cannot keep two places")
    seated = kept.course[kept.course >= 0]
    capacity = resources(
        standing.positions - np.bincount(kept.vacancy, minlength=len(standing.positions)),
        standing.seats - np.bincount(seated, minlength=len(standing.seats)),
    )
    if (capacity < 0).any():
        raise ValueError("more places are kept than there are positions or seats")
    return capacity


def values_of_kept(index: MarketIndex, kept: Kept) -> Ints:
    """Net values of the kept places; 0 where the pair does not fit any more."""
    if not len(kept.worker):
        return np.zeros(0, np.int32)
    rows = (one.astype(np.int64) for one in (kept.worker, kept.vacancy, kept.course))
    scores = score_pairs(index, *rows).scores
    for at in np.flatnonzero((kept.course >= 0) & (scores > 0)).tolist():
        worker, course = index.worker(int(kept.worker[at])), index.course(int(kept.course[at]))
        scores[at] -= course_cost(worker, course, index.policy)
    return np.maximum(scores, 0).astype(np.int32)


def _report(
    index: MarketIndex,
    search: _Search,
    others: NDArray[np.int64],
    kept: Kept,
    standing: Standing,
    watch: _Watch,
    threads: int,
) -> Plan:
    market = index.market
    workers, vacancies = len(market.workers), len(market.vacancies)
    vacancy, course, net, score = (np.full(workers, fill, np.int32) for fill in (-1, -1, 0, 0))
    found = search.taken >= 0
    rows = others[found]
    vacancy[rows], course[rows], net[rows] = unpack(search.taken[found])
    vacancy[kept.worker], course[kept.worker] = kept.vacancy, kept.course
    net[kept.worker] = values_of_kept(index, kept)
    placed = np.flatnonzero(vacancy >= 0)
    factors = np.zeros((workers, 6), np.int32)

    def tell(first: int, last: int) -> None:
        some = placed[first:last]
        pairs = score_pairs(index, some, vacancy[some], course[some])
        factors[some] = pairs.points
        score[some] = np.maximum(pairs.scores, 0)

    run_blocks(tell, len(placed), size=TOLD_AT_ONCE, threads=threads)
    points = np.rint(search.bound.price / GRAIN).astype(np.int64)
    # One more of what is left over is worth nothing, whatever price the search ended with; what
    # was kept for others altogether has no price either.
    spare = spare_capacity(vacancies, search.capacity, search.taken)
    points[(spare > 0) | (search.bound.price >= DEAR)] = 0
    positions = standing.positions
    already = int(net[kept.worker].sum() + bonus_of(index)[kept.worker].sum())
    is_kept = np.zeros(workers, np.bool_)
    is_kept[kept.worker] = True
    watch.note("report")
    return Plan(
        vacancy=vacancy,
        course=course,
        score=score,
        net_value=net,
        factors=factors,
        vacancy_price=points[:vacancies].astype(np.int32),
        course_price=points[vacancies + 1 :].astype(np.int32),
        value=search.value // GRAIN + already,
        upper_bound=search.bound.grains // GRAIN + already,
        placed=len(placed),
        unfilled_positions=int(positions.sum()) - len(placed),
        seats_used=int((course >= 0).sum()),
        congestion=measure_congestion(np.bincount(vacancy[placed], minlength=vacancies), positions),
        kept=is_kept,
        rounds=search.rounds,
        options=search.shards.options(),
        seconds=watch.seconds,
        bound_price=search.bound.price,
    )
