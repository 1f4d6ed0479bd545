"""An assignment by auction: workers bid for positions and seats until nobody wants to bid.

Vacancies and courses are resources with a capacity. Resource `v` is vacancy row `v`; resource
`vacancies` stands for "no course"; course row `k` is resource `vacancies + 1 + k`. Values and
prices are whole numbers in grains, `GRAIN` of them to one basis point.

Source of the method: D. P. Bertsekas, "Auction algorithms for network flow problems" (1992),
here with capacities, and with bundles of a position and a seat, for which it is a heuristic:
how good the result is, the bound in `bound.py` tells.
"""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from caunoi_engine.matching.compiling import inner_loop, kernel, pasted
from caunoi_engine.matching.options import ROW_BITS, ROW_MASK, VALUE_SHIFT, Options
from caunoi_engine.matching.policy import FULL_SCORE

GRAIN: Final = 256
"""Grains to a basis point: prices need finer steps than scores."""
FREE: Final = -1
POSITION, SEAT = np.int64(0), np.int64(1)
"""The two things a worker may hold at once. Plain 0 and 1 would each be compiled for apart."""

Bid = tuple[int, int]
"""Grains, and the worker who bids them."""


class Holders(NamedTuple):
    """Who holds what, for how much: one min-heap of bids per resource, in flat arrays."""

    start: NDArray[np.int64]  # resource -> first place of its heap
    capacity: NDArray[np.int32]
    size: NDArray[np.int32]  # resource -> held units
    bid: NDArray[np.int64]  # place -> grains
    worker: NDArray[np.int32]  # place -> who bids it
    place: NDArray[np.int32]  # (2, workers): place within the heap of the position and the seat
    price: NDArray[np.int64]  # resource -> grains
    taken: NDArray[np.int64]  # worker -> option, FREE


def resources(positions: NDArray[np.int32], seats: NDArray[np.int32]) -> NDArray[np.int32]:
    """Capacity of every resource; "no course" is between the two and is never counted."""
    return np.concatenate([positions, np.zeros(1, np.int32), seats]).astype(np.int32)


def spare_capacity(
    options: Options, capacity: NDArray[np.int32], taken: NDArray[np.int64]
) -> NDArray[np.int32]:
    """Units of every resource that nobody holds."""
    vacancy, course, _ = options.unpack(taken[taken >= 0])
    used = np.bincount(vacancy, minlength=len(capacity))
    seats = options.vacancies + 1 + course
    return (capacity - used - np.bincount(seats, minlength=len(capacity))).astype(np.int32)


def new_holders(capacity: NDArray[np.int32], workers: int) -> Holders:
    """Nobody holds anything, everything is free of charge."""
    # Room for as many holders as there can be: a capacity of billions would not fit in memory.
    room = np.minimum(capacity, workers)
    start = np.concatenate(([0], np.cumsum(room))).astype(np.int64)
    return Holders(
        start,
        capacity,
        np.zeros(len(capacity), np.int32),
        np.zeros(start[-1] + 1, np.int64),
        np.zeros(start[-1] + 1, np.int32),
        np.zeros((2, workers), np.int32),
        np.zeros(len(capacity), np.int64),
        np.full(workers, FREE, np.int64),
    )


@pasted
def vacancy_of(key: int) -> Any:
    """Resource of the vacancy in an option."""
    return (key >> ROW_BITS) & ROW_MASK


@pasted
def value_of(key: int) -> Any:
    """Value of an option in grains."""
    return (FULL_SCORE - (key >> VALUE_SHIFT)) * GRAIN


@inner_loop
def settle(h: Holders, side: int, resource: int, at: int, entry: Bid) -> None:
    """Puts an entry into the heap of a resource, moving up or down from the hole at `at`."""
    start, size = h.start[resource], h.size[resource]
    bid, worker = entry
    while True:
        above, below = (at - 1) // 2, 2 * at + 1
        if below + 1 < size and h.bid[start + below + 1] < h.bid[start + below]:
            below += 1
        if at > 0 and h.bid[start + above] > bid:
            source = above
        elif below < size and h.bid[start + below] < bid:
            source = below
        else:
            break
        h.bid[start + at] = h.bid[start + source]
        h.worker[start + at] = h.worker[start + source]
        h.place[side, h.worker[start + at]] = at
        at = source
    h.bid[start + at], h.worker[start + at], h.place[side, worker] = bid, worker, at


@inner_loop
def hold(h: Holders, side: int, resource: int, entry: Bid) -> None:
    """Gives one unit to the worker; a resource that is now full costs its lowest bid."""
    at = h.size[resource]
    h.size[resource] += 1
    # The hole is the new last place: make it look empty to the way down.
    h.bid[h.start[resource] + at] = entry[0]
    settle(h, side, resource, at, entry)
    if h.size[resource] == h.capacity[resource]:
        h.price[resource] = max(h.price[resource], h.bid[h.start[resource]])


@inner_loop
def release(h: Holders, side: int, resource: int, worker: int) -> None:
    """Takes the worker's unit back. The price stays: prices that fall would never settle."""
    start, at = h.start[resource], h.place[side, worker]
    h.size[resource] -= 1
    last = h.size[resource]
    if at != last:
        settle(h, side, resource, at, (h.bid[start + last], h.worker[start + last]))


@inner_loop
def push_out(h: Holders, options: Options, resource: int) -> Any:
    """Takes everything back from the lowest bidder of a resource, and says who that is."""
    worker = h.worker[h.start[resource]]
    key = options.keys[h.taken[worker]]
    release(h, POSITION, vacancy_of(key), worker)
    if key & ROW_MASK:
        release(h, SEAT, options.vacancies + (key & ROW_MASK), worker)
    h.taken[worker] = FREE
    return worker


@inner_loop
def best_bid(w: int, options: Options, price: NDArray[np.int64]) -> tuple[int, int]:
    """The option with the best net value and its lead over the best one at another vacancy."""
    best, second, choice, favourite = 0, 0, -1, -1
    for o in range(options.start[w], options.start[w + 1]):
        key = options.keys[o]
        net = value_of(key)
        if net <= second:
            break
        v = vacancy_of(key)
        net -= price[v] + price[options.vacancies + (key & ROW_MASK)]
        if net > best:
            if v != favourite:
                second = best
            best, choice, favourite = net, o, v
        elif net > second and v != favourite:
            second = net
    return choice, best - second


@kernel
def auction(
    waiting: NDArray[np.int32], options: Options, h: Holders, epsilon: int, most_bids: int
) -> int:
    """Lets the waiting workers bid, the last one first, and those they push out, until all rest.

    Each bids so much that its choice is just `epsilon` grains worse than its second best.
    Returns the number of bids; it stops at `most_bids`.
    """
    bids, queued = 0, waiting.shape[0]
    while queued and bids < most_bids:
        queued -= 1
        w: Any = waiting[queued]
        choice, lead = best_bid(w, options, h.price)
        if choice < 0:
            continue
        bids += 1
        key = options.keys[choice]
        v, seat = vacancy_of(key), options.vacancies + (key & ROW_MASK)
        seated = seat > options.vacancies
        if h.size[v] == h.capacity[v]:
            waiting[queued] = push_out(h, options, v)
            queued += 1
        if seated and h.size[seat] == h.capacity[seat]:
            waiting[queued] = push_out(h, options, seat)
            queued += 1
        h.taken[w] = choice
        offer = lead + epsilon
        for_seat = offer // 2 if seated else 0
        if seated:
            hold(h, SEAT, seat, (h.price[seat] + for_seat, w))
        hold(h, POSITION, v, (h.price[v] + offer - for_seat, w))
    return bids


@inner_loop
def better_place(w: int, options: Options, spare: NDArray[np.int32], own: int) -> int:
    """The worker's best option with spare capacity that is better than option `own`, or FREE."""
    none = options.vacancies
    own_v, own_seat, stop = -1, none, options.start[w + 1]
    if own >= 0:
        key, stop = options.keys[own], own
        own_v, own_seat = vacancy_of(key), none + (key & ROW_MASK)
    for o in range(options.start[w], stop):
        v, seat = vacancy_of(options.keys[o]), none + (options.keys[o] & ROW_MASK)
        if (v == own_v or spare[v] > 0) and (seat in (none, own_seat) or spare[seat] > 0):
            return o
    return FREE


@kernel
def repair(
    order: NDArray[np.int32],
    options: Options,
    spare: NDArray[np.int32],
    taken: NDArray[np.int64],
    passes: int,
) -> int:
    """Moves workers, in this order, to better options with spare capacity; the value only rises.

    One pass from an empty assignment is "first come, first served". Returns the number of moves.
    """
    total, none = 0, options.vacancies
    for _ in range(passes):
        moves = 0
        w: Any
        for w in order:
            better = better_place(w, options, spare, taken[w])
            if better < 0:
                continue
            if taken[w] >= 0:
                old = options.keys[taken[w]]
                spare[vacancy_of(old)] += 1
                spare[none + (old & ROW_MASK)] += 1
            new = options.keys[better]
            spare[vacancy_of(new)] -= 1
            spare[none + (new & ROW_MASK)] -= 1
            taken[w] = better
            moves += 1
        total += moves
        if moves == 0:
            break
    return total
