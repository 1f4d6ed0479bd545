"""A plan as it stands, with everybody's short list, in a form that single changes can be made to.

Resources are numbered as in `auction.py`. Lists of who holds a resource, and of which entries of
the short lists name it, are linked: they change one at a time.
"""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from caunoi_engine.matching.auction import FREE
from caunoi_engine.matching.compiling import inner_loop, kernel, pasted
from caunoi_engine.matching.options import ROW_MASK
from caunoi_engine.matching.seats import Prices, vacancy_of, value_of
from caunoi_engine.matching.shards import Shortlist

END: Final = -1
POSITION, SEAT = np.int64(0), np.int64(1)


class Book(NamedTuple):
    """Who holds what at which prices, and what everybody could do instead.

    Entry `e` of the lists is place `e % most` of worker `e // most`. `named` is the last entry
    that names a resource, `named_before[side, e]` the one before `e` that names the same position
    or seat. `holder` and its two neighbours link the workers who hold a resource.
    """

    keys: NDArray[np.int64]  # (workers, most)
    lengths: NDArray[np.int32]
    bonus: NDArray[np.int64]  # grains
    away: NDArray[np.bool_]  # workers who look for nothing now
    taken: NDArray[np.int64]  # worker -> key, FREE
    price: Prices
    spare: NDArray[np.int32]  # resource -> units nobody holds
    named: NDArray[np.int64]
    named_before: NDArray[np.int64]  # (2, entries)
    holder: NDArray[np.int64]
    holder_before: NDArray[np.int64]  # (2, workers)
    holder_after: NDArray[np.int64]
    none: int  # the resource "no course"


def open_book(
    lists: Shortlist,
    bonus: NDArray[np.int64],
    taken: NDArray[np.int64],
    price: Prices,
    spare: NDArray[np.int32],
    none: int,
) -> Book:
    """The book of a plan; `taken`, `price` and `spare` are changed by what is done with it."""
    workers, most = lists.keys.shape
    book = Book(
        keys=lists.keys,
        lengths=lists.lengths,
        bonus=bonus,
        away=np.zeros(workers, np.bool_),
        taken=taken,
        price=price,
        spare=spare,
        named=np.full(len(price), END, np.int64),
        named_before=np.full((2, workers * most), END, np.int64),
        holder=np.full(len(price), END, np.int64),
        holder_before=np.full((2, workers), END, np.int64),
        holder_after=np.full((2, workers), END, np.int64),
        none=none,
    )
    link_everything(book)
    return book


@pasted
def seat_of(key: int, none: int) -> Any:
    """Resource of the seat in an option; `none` without one."""
    return none + (key & ROW_MASK)


@inner_loop
def name_entry(e: int, key: int, b: Book) -> None:
    """Links an entry of the lists to the resources it names."""
    v, k = vacancy_of(key), seat_of(key, b.none)
    b.named_before[POSITION, e] = b.named[v]
    b.named[v] = e
    if k != b.none:
        b.named_before[SEAT, e] = b.named[k]
        b.named[k] = e


@inner_loop
def hold_one(side: int, resource: int, w: int, b: Book) -> None:
    """Puts a worker at the head of those who hold a resource."""
    head = b.holder[resource]
    b.holder_before[side, w], b.holder_after[side, w] = END, head
    if head != END:
        b.holder_before[side, head] = w
    b.holder[resource] = w


@inner_loop
def drop_one(side: int, resource: int, w: int, b: Book) -> None:
    """Takes a worker out of those who hold a resource."""
    before, after = b.holder_before[side, w], b.holder_after[side, w]
    if before == END:
        b.holder[resource] = after
    else:
        b.holder_after[side, before] = after
    if after != END:
        b.holder_before[side, after] = before


@kernel
def link_everything(b: Book) -> None:
    """Links all entries and all holders."""
    most = b.keys.shape[1]
    for w in range(b.keys.shape[0]):
        for i in range(b.lengths[w]):
            name_entry(w * most + i, b.keys[w, i], b)
        key = b.taken[w]
        if key >= 0:
            hold_one(POSITION, vacancy_of(key), w, b)
            if key & ROW_MASK:
                hold_one(SEAT, seat_of(key, b.none), w, b)


@inner_loop
def leave(w: int, b: Book) -> None:
    """The worker gives back what they hold."""
    key = b.taken[w]
    if key < 0:
        return
    drop_one(POSITION, vacancy_of(key), w, b)
    b.spare[vacancy_of(key)] += 1
    if key & ROW_MASK:
        drop_one(SEAT, seat_of(key, b.none), w, b)
        b.spare[seat_of(key, b.none)] += 1
    b.taken[w] = FREE


@inner_loop
def take(w: int, key: int, b: Book) -> None:
    """The worker, who holds nothing, takes an option; `FREE` is none."""
    b.taken[w] = key
    if key < 0:
        return
    hold_one(POSITION, vacancy_of(key), w, b)
    b.spare[vacancy_of(key)] -= 1
    if key & ROW_MASK:
        hold_one(SEAT, seat_of(key, b.none), w, b)
        b.spare[seat_of(key, b.none)] -= 1


@pasted
def can_take(key: int, b: Book) -> Any:
    """Whether there is a spare unit of all that an option needs."""
    seat = seat_of(key, b.none)
    return b.spare[vacancy_of(key)] > 0 and (seat == b.none or b.spare[seat] > 0)


@pasted
def asked(resource: int, b: Book) -> Any:
    """What one more unit costs: nothing where units are spare, whatever the price says."""
    return b.price[resource] if b.spare[resource] <= 0 else np.int64(0)


@inner_loop
def net_held(w: int, b: Book) -> Any:
    """What the worker gains at the prices with what they hold; 0 without anything."""
    key = b.taken[w]
    if key < 0:
        return np.int64(0)
    return value_of(key) + b.bonus[w] - b.price[vacancy_of(key)] - b.price[seat_of(key, b.none)]
