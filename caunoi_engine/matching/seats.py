"""The cheapest seats of what a worker is offered, at given prices."""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from caunoi_engine.matching.compiling import bare_loop, pasted
from caunoi_engine.matching.options import ROW_BITS, ROW_MASK, VALUE_SHIFT, Options
from caunoi_engine.matching.policy import FULL_SCORE

GRAIN: Final = 256
"""Grains to a basis point: prices need finer steps than scores."""
SEATS_KEPT: Final = 3
"""A short list holds a vacancy with so many of the cheapest seats of an offer."""
NEVER: Final = 2**62
UNREAD: Final = -1

Prices = NDArray[np.int64]


@pasted
def vacancy_of(key: int) -> int:
    """Resource of the vacancy in an option."""
    return (key >> ROW_BITS) & ROW_MASK


@pasted
def value_of(key: int) -> int:
    """Value of an option in grains, with the cheapest seat of its offer."""
    return (FULL_SCORE - (key >> VALUE_SHIFT)) * GRAIN


@pasted
def place_of(key: int) -> Any:
    """Vacancy row and course row + 1 of an option: what ties are told apart by."""
    return key & (2**VALUE_SHIFT - 1)


class SeatScratch(NamedTuple):
    """The cheapest seats of each offer of the worker at hand, and what they cost in grains.

    Shape (offers, SEATS_KEPT + 1), cheapest first; `NEVER` where there are no more.
    """

    seat: NDArray[np.int64]
    cost: NDArray[np.int64]


def new_seat_scratch(options: Options) -> SeatScratch:
    """Room for the offers of any one worker."""
    most = int(np.diff(options.offer_start).max(initial=0)) + 1
    shape = most, SEATS_KEPT + 1
    return SeatScratch(np.zeros(shape, np.int64), np.zeros(shape, np.int64))


@pasted
def is_nearer(cost: int, course: int, other: int, seat: int, options: Options) -> Any:
    """Whether a seat comes before another: cheaper, or at the same cost the lower row."""
    return cost < other or (cost == other and cost < NEVER and course < options.course[seat])


@bare_loop
def cheapest_seats(n: int, options: Options, price: Prices, c: SeatScratch, at: int) -> None:
    """Notes the cheapest seats of offer `n` at these prices, ties by row, in row `at`."""
    cost, chosen = c.cost[at], c.seat[at]
    cost[:] = NEVER
    for i in range(options.seat_start[n], options.seat_start[n + 1]):
        dear = np.int64(options.extra[i]) * GRAIN
        if dear > cost[SEATS_KEPT]:
            break
        dear += price[options.vacancies + 1 + options.course[i]]
        place = SEATS_KEPT
        if not is_nearer(dear, options.course[i], cost[place], chosen[place], options):
            continue
        while place > 0 and is_nearer(
            dear, options.course[i], cost[place - 1], chosen[place - 1], options
        ):
            cost[place], chosen[place] = cost[place - 1], chosen[place - 1]
            place -= 1
        cost[place], chosen[place] = dear, i


@bare_loop
def forget_seats(w: int, options: Options, c: SeatScratch) -> None:
    """Nothing is known of the seats of the worker's offers yet."""
    for at in range(options.offer_start[w + 1] - options.offer_start[w]):
        c.cost[at, 0] = UNREAD


@bare_loop
def cheapest_seat(n: int, options: Options, price: Prices, c: SeatScratch, at: int) -> None:
    """Notes the cheapest seat of offer `n` at these prices, ties by row, in place `at`."""
    best, chosen = NEVER, np.int64(-1)
    for i in range(options.seat_start[n], options.seat_start[n + 1]):
        dear = np.int64(options.extra[i]) * GRAIN
        if dear > best:
            break
        dear += price[options.vacancies + 1 + options.course[i]]
        if is_nearer(dear, options.course[i], best, chosen, options):
            best, chosen = dear, np.int64(i)
    c.cost[at, 0], c.seat[at, 0] = best, chosen


@bare_loop
def insert(net: int, key: int, held: int, nets: NDArray[np.int64], keys: NDArray[np.int64]) -> None:
    """Puts an option in its place among the best so far, if it is one of them."""
    most, at = nets.shape[0], held
    if held == most:
        if net <= nets[most - 1]:
            return
        at = most - 1
    while at > 0 and nets[at - 1] < net:
        nets[at], keys[at] = nets[at - 1], keys[at - 1]
        at -= 1
    nets[at], keys[at] = net, key


@bare_loop
def list_seats(
    offer: tuple[Any, Any],
    worth: tuple[Any, Any, Any],
    held: int,
    options: Options,
    price: Prices,
    c: SeatScratch,
    nets: NDArray[np.int64],
    out: NDArray[np.int64],
) -> Any:
    """Puts a vacancy with each of the cheapest seats of an offer among the best so far.

    `offer` is its number and its place in the scratch; `worth` the vacancy, its value with the
    cheapest seat, and what it gains without the price of the seat. Returns how many are held, and
    what the next seat would gain.
    """
    (n, at), (v, value, net) = offer, worth
    if c.cost[at, 0] == UNREAD:
        cheapest_seats(n, options, price, c, at)
    for i in range(SEATS_KEPT):
        seat, own = c.seat[at, i], net - c.cost[at, i]
        if own <= 0:
            break
        explicit = ((FULL_SCORE - value + options.extra[seat]) << VALUE_SHIFT) + (v << ROW_BITS)
        insert(own, explicit + options.course[seat] + 1, held, nets, out)
        held = min(held + 1, nets.shape[0])
    return held, net - c.cost[at, SEATS_KEPT]
