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

from caunoi_engine.matching.compiling import inner_loop, kernel
from caunoi_engine.matching.options import ROW_BITS, ROW_MASK, VALUE_SHIFT
from caunoi_engine.matching.policy import FULL_SCORE
from caunoi_engine.matching.seats import Prices, vacancy_of, value_of
from caunoi_engine.matching.shards import Shards, Shortlist

FREE: Final = -1
UNKNOWN: Final = -2
POSITION, SEAT = np.int64(0), np.int64(1)
"""The two things a worker may hold at once. Plain 0 and 1 would each be compiled for apart."""

LISTED: Final = 16
"""Options of a worker that are looked at before a new list is asked for."""
BIDS_PER_WORKER: Final = 400
"""A limit that only a strange market reaches; without it an auction might not end."""
DEAR: Final = 2**40
"""Price, in grains, of what has no units at all: nobody wants it."""

Entry = tuple[int, int]
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
    taken: NDArray[np.int64]  # worker -> key of the option, FREE


class Bid(NamedTuple):
    """What a worker bids for, and how much above the prices."""

    key: Any
    for_position: Any
    for_seat: Any


def resources(
    positions: NDArray[np.integer[Any]], seats: NDArray[np.integer[Any]]
) -> NDArray[np.int32]:
    """Capacity of every resource; "no course" is between the two and is never counted."""
    return np.concatenate([positions, np.zeros(1, np.int32), seats]).astype(np.int32)


def unpack(
    keys: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Vacancy row, course row (-1 = none) and value of options with one seat each."""
    return (keys >> ROW_BITS) & ROW_MASK, (keys & ROW_MASK) - 1, FULL_SCORE - (keys >> VALUE_SHIFT)


def spare_capacity(
    vacancies: int, capacity: NDArray[np.int32], taken: NDArray[np.int64]
) -> NDArray[np.int32]:
    """Units of every resource that nobody holds."""
    vacancy, course, _ = unpack(taken[taken >= 0])
    used = np.bincount(vacancy, minlength=len(capacity))
    used += np.bincount(vacancies + 1 + course, minlength=len(capacity))
    spare = (capacity - used).astype(np.int32)
    spare[vacancies] = 0
    return spare


def priced(price: Prices, capacity: NDArray[np.int32], vacancies: int) -> Prices:
    """These prices, none below nothing, and what has no units out of reach."""
    real = np.where(capacity > 0, np.maximum(0, price), DEAR)
    real[vacancies] = 0
    return real


def new_holders(capacity: NDArray[np.int32], price: Prices, workers: int) -> Holders:
    """Nobody holds anything, at these prices."""
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
        price.copy(),
        np.full(workers, FREE, np.int64),
    )


@inner_loop
def settle(h: Holders, side: int, resource: int, at: int, entry: Entry) -> None:
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
def hold(h: Holders, side: int, resource: int, entry: Entry) -> None:
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
def push_out(h: Holders, none: int, resource: int) -> Any:
    """Takes everything back from the lowest bidder of a resource, and says who that is."""
    worker = h.worker[h.start[resource]]
    key = h.taken[worker]
    release(h, POSITION, vacancy_of(key), worker)
    if key & ROW_MASK:
        release(h, SEAT, none + (key & ROW_MASK), worker)
    h.taken[worker] = FREE
    return worker


@inner_loop
def best_bid(w: int, bonus: int, epsilon: int, none: int, lists: Shortlist, h: Holders) -> Bid:
    """What the worker should bid: so much that it is just `epsilon` worse than the second best.

    A bundle shares the raise between its two parts. A part that is not full needs none, and a
    seat never more than another seat for the same vacancy is dearer.
    """
    best, second, beside = np.int64(0), np.int64(0), np.int64(0)
    choice, favourite = np.int64(FREE), np.int64(FREE)
    for i in range(lists.lengths[w]):
        key = lists.keys[w, i]
        net = value_of(key) + bonus
        if net <= second:
            break
        v = vacancy_of(key)
        net -= h.price[v] + h.price[none + (key & ROW_MASK)]
        if net > best:
            if v == favourite:
                beside = best
            else:
                second, beside = best, np.int64(0)
            best, choice, favourite = net, key, v
        elif v == favourite:
            beside = max(beside, net)
        elif net > second:
            second = net
    if best < lists.tail[w]:
        return Bid(np.int64(UNKNOWN), np.int64(0), np.int64(0))
    offered = best - max(second, lists.tail[w]) + epsilon
    seat = none + (choice & ROW_MASK)
    if choice < 0 or seat == none:
        return Bid(choice, offered, np.int64(0))
    for_seat = offered // 2
    if h.size[seat] < h.capacity[seat]:
        for_seat = np.int64(0)
    elif h.size[favourite] < h.capacity[favourite]:
        for_seat = offered
    for_seat = min(for_seat, best - beside + epsilon)
    return Bid(choice, offered - for_seat, for_seat)


@kernel
def bid_until_rest(
    waiting: NDArray[np.int32],
    queued: int,
    lists: Shortlist,
    bonus: NDArray[np.int64],
    h: Holders,
    none: int,
    epsilon: int,
    most_bids: int,
    stalled: NDArray[np.int32],
) -> tuple[int, int]:
    """Lets the first `queued` waiting workers bid, the last one first, and those they push out.

    Who needs a new list is put into `stalled`. Returns the number of bids and of the stalled.
    """
    bids, asking = 0, 0
    while queued and bids < most_bids:
        queued -= 1
        w: Any = waiting[queued]
        bid = best_bid(w, bonus[w], epsilon, none, lists, h)
        if bid.key == UNKNOWN:
            stalled[asking] = w
            asking += 1
            continue
        if bid.key < 0:
            continue
        bids += 1
        v, seat = vacancy_of(bid.key), none + (bid.key & ROW_MASK)
        if h.size[v] == h.capacity[v]:
            waiting[queued] = push_out(h, none, v)
            queued += 1
        if seat > none:
            if h.size[seat] == h.capacity[seat]:
                waiting[queued] = push_out(h, none, seat)
                queued += 1
            hold(h, SEAT, seat, (h.price[seat] + bid.for_seat, w))
        h.taken[w] = bid.key
        hold(h, POSITION, v, (h.price[v] + bid.for_position, w))
    return bids, asking


class Auctioned(NamedTuple):
    """Where an auction came to rest."""

    taken: NDArray[np.int64]  # worker -> key of the option, FREE
    price: Prices
    spare: NDArray[np.int32]  # units of every resource that nobody took


def auction(
    shards: Shards,
    capacity: NDArray[np.int32],
    price: Prices,
    *,
    epsilon: int,
    order: NDArray[np.int32],
    vacancies: int,
    roughly: bool = False,
) -> Auctioned:
    """Runs one auction from these prices, workers in this order; `roughly` as in `Shard`."""
    workers = len(order)
    h = new_holders(capacity, priced(price, capacity, vacancies), workers)
    everybody = np.arange(workers)
    lists = shards.shortlist(everybody, h.price, LISTED, roughly)
    # Each bid pushes out two at most: those wait beside the one who bids.
    waiting = np.concatenate([order[::-1], np.zeros(2 * workers, np.int32)])
    stalled = np.zeros(workers, np.int32)
    queued, bids = workers, BIDS_PER_WORKER * workers
    while queued and bids > 0:
        made, queued = bid_until_rest(
            waiting, queued, lists, shards.bonus, h, vacancies, epsilon, bids, stalled
        )
        bids -= made
        rows = np.sort(stalled[:queued]).astype(np.int64)
        if queued:
            lists.replace_rows(rows, shards.shortlist(rows, h.price, LISTED, roughly))
        waiting[:queued] = stalled[:queued]
    return Auctioned(h.taken, h.price, spare_capacity(vacancies, capacity, h.taken))
