"""Workers in groups, each kept by one shard that answers questions about its own at given prices.

The search for a plan never reads everybody's options itself. It asks all shards the same question
and adds up or lines up the answers. All answers are whole numbers about single workers or sums of
them, so prices and plan do not depend on how many shards there are, nor on where they run.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any, Final, NamedTuple, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from caunoi_engine.matching.compiling import bare_loop, kernel
from caunoi_engine.matching.index import MarketIndex
from caunoi_engine.matching.options import (
    ROW_MASK,
    VALUE_SHIFT,
    OptionLister,
    Options,
    bonus_of,
    listing_for,
)
from caunoi_engine.matching.policy import FULL_SCORE
from caunoi_engine.matching.rests import (
    Judge,
    RestScratch,
    best_of_rests,
    judge_of,
    list_rests,
    new_rest_scratch,
)
from caunoi_engine.matching.seats import (
    GRAIN,
    NEVER,
    SEATS_KEPT,
    UNREAD,
    Prices,
    SeatScratch,
    cheapest_seat,
    forget_seats,
    insert,
    list_seats,
    new_seat_scratch,
    place_of,
    vacancy_of,
    value_of,
)

WORKERS_A_SHARD: Final = 40_000
WINDOW: Final = 400 * GRAIN
MANY_READ: Final = 0.15
"""A window is made anew when more than this share of the workers had to be read in full."""

Answer = TypeVar("Answer")


class Response(NamedTuple):
    """What workers gain at given prices, in grains, and what they would take."""

    gain: int
    demand: NDArray[np.integer[Any]]  # by resource


class Shortlist(NamedTuple):
    """The best options of some workers, row by row.

    The first `lengths` keys of a row, ascending: value, vacancy row, course row + 1. `tail` is what
    the best option left out gains at the most, in grains, at the prices of the question: at higher
    prices none of them can gain more.
    """

    keys: NDArray[np.int64]  # (workers, most)
    lengths: NDArray[np.int32]
    tail: NDArray[np.int64]

    def replace_rows(self, rows: NDArray[np.int64], other: "Shortlist") -> None:
        """Puts other lists in the place of these rows."""
        self.keys[rows], self.lengths[rows], self.tail[rows] = other.keys, other.lengths, other.tail


def new_shortlist(workers: int, most: int) -> Shortlist:
    """Lists with nothing in them."""
    return Shortlist(
        np.zeros((workers, most), np.int64),
        np.zeros(workers, np.int32),
        np.zeros(workers, np.int64),
    )


class Shard(Protocol):
    """One group of consecutive workers."""

    def respond(self, price: Prices) -> Response:
        """The best of everybody at these prices, over all of their options."""
        ...

    def shortlist(
        self, rows: NDArray[np.int64], price: Prices, most: int, roughly: bool = False
    ) -> Shortlist:
        """The `most` best options of some of its workers at these prices, rows counted from 0.

        `roughly`: of what is listed; what is in a rest may be left out, and is not in the tail.
        """
        ...

    def options(self) -> int:
        """How many options its workers have."""
        ...


@bare_loop
def best_of_all(w: int, options: Options, price: Prices, c: SeatScratch) -> tuple[Any, Any]:
    """The worker's best net value over all options, and its vacancy row and course row + 1.

    Ties go to the lower vacancy row, then to the lower course row; -1 if nothing gains anything.
    """
    best, choice = np.int64(0), np.int64(-1)
    bonus, first = np.int64(options.bonus[w]) * GRAIN, options.offer_start[w]
    forget_seats(w, options, c)
    for o in range(options.start[w], options.start[w + 1]):
        key = options.keys[o]
        net = value_of(key) + bonus
        if net < best:
            break
        net -= price[vacancy_of(key)]
        offer = key & ROW_MASK
        if offer and net >= best:
            if c.cost[offer - 1, 0] == UNREAD:
                cheapest_seat(first + offer - 1, options, price, c, offer - 1)
            net -= c.cost[offer - 1, 0]
        if net < best or net <= 0:
            continue
        place = place_of(key)
        if offer:
            place += options.course[c.seat[offer - 1, 0]] + 1 - offer
        if net > best or place < choice:
            best, choice = net, place
    return best, choice


class Window(NamedTuple):
    """The options of all workers that were within a little of the best at some prices.

    `tail` is what the options left out gained at most at those prices, by worker.
    """

    options: Options
    tail: NDArray[np.int64]


@kernel
def mark_window(
    options: Options,
    price: Prices,
    width: int,
    c: SeatScratch,
    rest: RestScratch | None,
    inside: NDArray[np.bool_],
    window: Window,
) -> None:
    """Marks the options within `width` of the best, and fills where those of each worker end."""
    total = 0
    for w in range(options.start.shape[0] - 1):
        best, choice = best_of_all(w, options, price, c)
        if rest is not None:
            best, choice = best_of_rests(w, (best, choice), options, price, c, rest)
        bonus, first = np.int64(options.bonus[w]) * GRAIN, options.offer_start[w]
        least = best - width
        for o in range(options.start[w], options.start[w + 1]):
            key = options.keys[o]
            net = value_of(key) + bonus
            if net < least:
                break
            net -= price[vacancy_of(key)]
            offer = key & ROW_MASK
            if offer and net >= least:
                if c.cost[offer - 1, 0] == UNREAD:
                    cheapest_seat(first + offer - 1, options, price, c, offer - 1)
                net -= c.cost[offer - 1, 0]
            if net >= least:
                inside[o] = True
                total += 1
        window.tail[w], window.options.start[w + 1] = least, total


@kernel
def best_responses(
    options: Options,
    window: Window,
    fall: int,
    price: Prices,
    demand: NDArray[np.int32],
    c: SeatScratch,
    rest: RestScratch | None,
) -> tuple[int, int]:
    """Adds up what the workers gain at these prices, and counts what they would take.

    Since the window was made no option has become cheaper by more than `fall`: where the best
    inside is above all that was left out, the rest need not be read. Returns the gain and how
    many workers had to be read in full.
    """
    total, read = 0, 0
    for w in range(options.start.shape[0] - 1):
        best, choice = best_of_all(w, window.options, price, c)
        if best <= window.tail[w] + fall:
            best, choice = best_of_all(w, options, price, c)
            read += 1
        if rest is not None:
            best, choice = best_of_rests(w, (best, choice), options, price, c, rest)
        if choice >= 0:
            demand[vacancy_of(choice)] += 1
            demand[options.vacancies + (choice & ROW_MASK)] += 1
        total += best
    return total, read


@bare_loop
def list_best(
    w: int,
    keys: NDArray[np.int64],
    options: Options,
    price: Prices,
    c: SeatScratch,
    nets: NDArray[np.int64],
    out: NDArray[np.int64],
) -> Any:
    """Fills the best of these options of a worker, given best value first.

    Returns how many, and what no seat left out of an offer gains more than.
    """
    most, held, seats = nets.shape[0], 0, np.int64(0)
    bonus, first = np.int64(options.bonus[w]) * GRAIN, options.offer_start[w]
    for o in range(keys.shape[0]):
        key = keys[o]
        least = nets[most - 1] if held == most else np.int64(0)
        net = value_of(key) + bonus
        if net <= least:
            break
        v, offer = vacancy_of(key), key & ROW_MASK
        net -= price[v]
        if net <= least:
            continue
        if offer == 0:
            insert(net, key, held, nets, out)
            held = min(held + 1, most)
            continue
        at, worth = offer - 1, FULL_SCORE - (key >> VALUE_SHIFT)
        if c.cost[at, 0] != UNREAD and net - c.cost[at, 0] <= least:
            # As `list_seats` would find; most end here, and each call costs more than this does.
            seats = max(seats, net - c.cost[at, SEATS_KEPT])
            continue
        held, beyond = list_seats(
            (first + at, at), (v, worth, net), held, options, price, c, nets, out
        )
        seats = max(seats, beyond)
    return held, seats


@kernel
def shortlists(
    rows: NDArray[np.int64],
    options: Options,
    price: Prices,
    c: SeatScratch,
    rest: RestScratch | None,
    out: Shortlist,
) -> None:
    """The best options of these workers, each list by value."""
    nets = np.zeros(out.keys.shape[1], np.int64)
    for i in range(rows.shape[0]):
        w = rows[i]
        forget_seats(w, options, c)
        own = options.keys[options.start[w] : options.start[w + 1]]
        held, tail = list_best(w, own, options, price, c, nets, out.keys[i])
        if rest is not None:
            so_far = (held, tail)
            held, tail = list_rests(w, so_far, options, price, c, rest, nets, out.keys[i])
        out.tail[i] = max(tail, nets[-1] if held == nets.shape[0] else np.int64(0))
        ascending(out.keys[i, :held])
        out.lengths[i] = held


@bare_loop
def ascending(numbers: NDArray[np.int64]) -> None:
    """Sorts a few numbers in place."""
    for i in range(1, numbers.shape[0]):
        number, at = numbers[i], i
        while at > 0 and numbers[at - 1] > number:
            numbers[at] = numbers[at - 1]
            at -= 1
        numbers[at] = number


class LocalShard:
    """A shard in this process, which keeps the options of its workers in memory."""

    def __init__(self, options: Options, judge: Judge) -> None:
        self._options = options
        # Handing over all that rests are worked out from costs more than a question about a few.
        rest = new_rest_scratch(options, judge) if len(options.rests) else None
        self._scratch = new_seat_scratch(options), rest
        start = np.zeros_like(options.start)
        nothing = options._replace(keys=np.zeros(0, np.int64), start=start)
        self._window = Window(nothing, np.zeros(len(start) - 1, np.int64))
        self._since: Prices | None = None  # prices of the window
        self._last: Prices | None = None  # prices of the question before

    def respond(self, price: Prices) -> Response:
        """As `Shard.respond`. Keeps a window, from which small changes of prices are answered."""
        fall = self._fall(self._since, price)
        demand = np.zeros(len(price), np.int32)
        gain, read = best_responses(
            self._options, self._window, fall, price, demand, *self._scratch
        )
        # A window pays when more questions of this kind follow: the one before was one of them.
        follows = self._fall(self._last, price) <= WINDOW
        if follows and read > MANY_READ * len(self._window.tail):
            self._renew(price)
        self._last = price.copy()
        return Response(int(gain), demand)

    def _renew(self, price: Prices) -> None:
        """Makes the window anew, around these prices."""
        options, inside = self._options, np.zeros(len(self._options.keys), np.bool_)
        start = np.zeros_like(options.start)
        window = Window(options._replace(start=start), np.zeros(len(start) - 1, np.int64))
        mark_window(options, price, WINDOW, *self._scratch, inside, window)
        near = window.options._replace(keys=options.keys[inside])
        self._window, self._since = window._replace(options=near), price.copy()

    def _fall(self, before: Prices | None, price: Prices) -> int:
        """How much cheaper a position and a seat together may have become, at most."""
        if before is None:
            return NEVER
        cheaper, none = before - price, self._options.vacancies
        return int(max(0, cheaper[:none].max(initial=0)) + max(0, cheaper[none:].max(initial=0)))

    def shortlist(
        self, rows: NDArray[np.int64], price: Prices, most: int, roughly: bool = False
    ) -> Shortlist:
        """As `Shard.shortlist`."""
        found = new_shortlist(len(rows), most)
        seats, rest = self._scratch
        shortlists(rows, self._options, price, seats, None if roughly else rest, found)
        return found

    def options(self) -> int:
        """As `Shard.options`."""
        return self._options.found


class Shards:
    """All shards, asked together.

    >>> from caunoi_engine.matching import build_index, example_market
    >>> shards = local_shards(build_index(example_market(["7531"])))
    >>> free = np.zeros(300 + 1 + 20, np.int64)  # vacancies, "no course", intakes
    >>> shards.respond(free).gain > 0
    True

    Shard `i` has the workers from `starts[i]` on; the last start is the number of workers. `bonus`
    is what placing each of them is worth beside the value, in grains.
    """

    def __init__(
        self, shards: Sequence[Shard], starts: Sequence[int], bonus: NDArray[np.int64], threads: int
    ) -> None:
        self._shards, self._starts, self._threads = shards, np.array(starts), threads
        self.bonus = bonus
        self._pool = ThreadPoolExecutor(threads)

    def _ask(self, question: Callable[[Any], Answer], asked: Sequence[Any]) -> list[Answer]:
        if self._threads == 1 or len(asked) == 1:
            return [question(each) for each in asked]
        return list(self._pool.map(question, asked))

    def respond(self, price: Prices) -> Response:
        """What all workers gain and would take at these prices."""
        answers = self._ask(lambda shard: shard.respond(price), self._shards)
        demand = np.zeros(len(price), np.int64)
        for answer in answers:
            demand += answer.demand
        return Response(sum(answer.gain for answer in answers), demand)

    def shortlist(
        self, rows: NDArray[np.int64], price: Prices, most: int, roughly: bool = False
    ) -> Shortlist:
        """The best options of these workers, in ascending rows, at these prices."""
        if not len(rows):
            return new_shortlist(0, most)
        ends = np.searchsorted(rows, self._starts)
        asked = [
            (shard, rows[first:last] - start)
            for shard, start, first, last in zip(
                self._shards, self._starts[:-1], ends[:-1], ends[1:], strict=True
            )
            if first < last
        ]
        answers = self._ask(lambda each: each[0].shortlist(each[1], price, most, roughly), asked)
        if len(answers) == 1:
            return answers[0]
        return Shortlist(*(np.concatenate(columns) for columns in zip(*answers, strict=True)))

    def options(self) -> int:
        """How many options there are."""
        return sum(self._ask(lambda shard: shard.options(), self._shards))


def local_shards(
    index: MarketIndex, *, count: int | None = None, threads: int = 2, listed: int | None = None
) -> Shards:
    """The workers of a market in `count` shards of this process, `listed` whole or in brief.

    >>> from caunoi_engine.matching import build_index, example_market
    >>> index = build_index(example_market(["7212", "7531", "7533", "8153"]))
    >>> local_shards(index, count=3).options() == local_shards(index, count=1).options()
    True
    """
    workers = len(index.market.workers)
    count = count or max(threads, -(-workers // WORKERS_A_SHARD))
    ends = [workers * i // count for i in range(count + 1)]
    how = listing_for(index) if listed is None else listed

    def make(span: tuple[int, int]) -> LocalShard:
        return LocalShard(OptionLister(index, how).options(*span), judge_of(index, span[0]))

    spans = list(pairwise(ends))
    with ThreadPoolExecutor(threads) as pool:
        shards = list(pool.map(make, spans))
    return Shards(shards, ends, bonus_of(index) * GRAIN, threads)
