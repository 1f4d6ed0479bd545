"""Changes to a plan: all that pay, or one at a time as things happen."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from caunoi_engine.matching.book import (
    Book,
    asked,
    leave,
    name_entry,
    net_held,
    seat_of,
)
from caunoi_engine.matching.compiling import inner_loop, kernel
from caunoi_engine.matching.options import ROW_MASK
from caunoi_engine.matching.paths import (
    LOGGED,
    MOST_STEPS,
    Trail,
    fill_freed,
    give_up,
    log_one,
    note_one,
    place,
)
from caunoi_engine.matching.seats import vacancy_of, value_of


@inner_loop
def regret(w: int, b: Book) -> Any:
    """How much more the worker could gain at the prices than with what they hold."""
    best = np.int64(0)
    for i in range(b.lengths[w]):
        key = b.keys[w, i]
        seat = seat_of(key, b.none)
        dear = asked(vacancy_of(key), b) + (asked(seat, b) if seat != b.none else np.int64(0))
        best = max(best, value_of(key) + b.bonus[w] - dear)
    return best - net_held(w, b)


@kernel
def improve(
    order: NDArray[np.int32], least: int, freed: NDArray[np.int64], b: Book, t: Trail
) -> int:
    """Fills the freed resources, then places everybody anew who could gain more than `least`.

    Returns what the plan gains, in grains; it never loses.
    """
    gained = 0
    for r in freed:
        note_one(r, b, t)
    gained += fill_freed(b, t, 4 * freed.shape[0] + MOST_STEPS)
    w: Any
    for w in order:
        if not b.away[w] and regret(w, b) > least:
            gained += place(w, b, t)
            gained += fill_freed(b, t, MOST_STEPS)
    t.size[LOGGED] = 0
    return gained


@kernel
def person_comes(w: int, b: Book, t: Trail) -> int:
    """Gives somebody a place, if that pays. Their list is in the book already."""
    b.away[w] = False
    return place(w, b, t) + fill_freed(b, t, MOST_STEPS)


@kernel
def name_list(w: int, b: Book) -> None:
    """Links the list of somebody who had none before to the resources it names."""
    most = b.keys.shape[1]
    for i in range(b.lengths[w]):
        name_entry(w * most + i, b.keys[w, i], b)


@kernel
def person_goes(w: int, b: Book, t: Trail) -> int:
    """Somebody gives up their place and looks for nothing any more."""
    key = b.taken[w]
    b.away[w] = True
    if key < 0:
        return 0
    leave(w, b)
    log_one(w, t)
    lost = value_of(key) + b.bonus[w]
    note_one(vacancy_of(key), b, t)
    if key & ROW_MASK:
        note_one(seat_of(key, b.none), b, t)
    return fill_freed(b, t, MOST_STEPS) - lost


@kernel
def units_open(r: int, units: int, price: int, b: Book, t: Trail) -> int:
    """So many units of a resource more; `price` is the most that one may be worth."""
    gained = 0
    b.price[r] = price
    for _ in range(units):
        b.spare[r] += 1
        note_one(r, b, t)
        gained += fill_freed(b, t, MOST_STEPS)
    return gained


@kernel
def units_close(r: int, units: int, b: Book, t: Trail) -> None:
    """So many units of a resource less; who held them is placed elsewhere if that pays."""
    for _ in range(units):
        give_up(r, b, t)
        fill_freed(b, t, MOST_STEPS)
