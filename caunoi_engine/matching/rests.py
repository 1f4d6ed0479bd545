"""What the rests of `options` hold, worked out when prices could make it matter.

What was found out bounds a rest from then on, until seats become cheaper.
"""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from caunoi_engine.matching.compiling import bare_loop, pasted
from caunoi_engine.matching.index import MarketIndex, VacancyColumns
from caunoi_engine.matching.kernels import (
    ZERO,
    Columns,
    Weights,
    columns_of,
    points_beside_skills,
    squared_way,
)
from caunoi_engine.matching.options import ROW_BITS, ROW_MASK, VALUE_SHIFT, Options
from caunoi_engine.matching.policy import FULL_SCORE
from caunoi_engine.matching.seats import (
    GRAIN,
    UNREAD,
    Prices,
    SeatScratch,
    cheapest_seat,
    cheapest_seats,
    list_seats,
    vacancy_of,
    value_of,
)

MOST_VALUE: Final = FULL_SCORE * GRAIN


class Judge(NamedTuple):
    """What the options in a rest are worked out from. One thread's own."""

    m: Columns
    position: NDArray[np.int32]  # row of a vacancy -> its position in the index
    has: NDArray[np.int32]  # skill -> 1 if the worker at hand has it; all 0 between two questions
    missing: NDArray[np.int32]  # (2, skills): of the vacancy at hand the worker has not; points
    first: int  # row of the first worker of the options


def judge_of(index: MarketIndex, first: int = 0) -> Judge:
    """For the options of workers from row `first` on."""
    asked = np.diff(index.vacancies.skill_start).max(initial=0) + 1
    has, missing = np.zeros(len(index.names.skills) + 1, np.int32), np.zeros((2, asked), np.int32)
    return Judge(columns_of(index), index.position, has, missing, first)


@bare_loop
def base_of(w: int, v: int, m: Columns) -> int:
    """The score of a pair that passes all rules but those on skills, without its skills."""
    whole, own, near = m.vacancies.whole, m.workers.whole, ZERO
    for rank in range(3):
        wish = m.workers.unit[w, rank]
        if wish >= 0:
            near = max(near, m.points[wish, int(whole[7, v])])
    return int(
        points_beside_skills(
            near,
            squared_way(own[0, w] - whole[0, v], own[1, w] - whole[1, v]),
            whole[6, v] * own[7, w],
            own[3, w],
            whole[3, v],
            own[2, w] - whole[2, v],
            whole[5, v] - own[5, w],
            own[6, w],
            m.weights,
        )
    )


@bare_loop
def note_missing(
    own: NDArray[np.int32],
    v: int,
    columns: VacancyColumns,
    has: NDArray[np.int32],
    missing: NDArray[np.int32],
) -> tuple[int, int, int, int]:
    """Notes the skills of a vacancy, and their points, that are not among one's own.

    Required ones come first. Returns how many of them and of all are missing, and the points of
    required and of preferred skills without them.
    """
    count, needed = 0, 0
    required, preferred = columns.given_required[v], columns.given_preferred[v]
    for i in range(own.shape[0]):
        has[own[i]] = 1
    for i in range(columns.skill_start[v], columns.skill_start[v + 1]):
        is_required = i < columns.required_end[v]
        if has[columns.skill[i]] == 0:
            missing[0, count], missing[1, count] = columns.skill[i], columns.skill_points[i]
            count += 1
            needed += is_required
        elif is_required:
            required += columns.skill_points[i]
        else:
            preferred += columns.skill_points[i]
    for i in range(own.shape[0]):
        has[own[i]] = 0
    return needed, count, required, preferred


@pasted
def given_points(
    given: NDArray[np.uint8], first: int, last: int, missing: NDArray[np.int32]
) -> Any:
    """Points of those of the missing skills `first..last` that are given, as bits."""
    points = np.int64(0)
    for i in range(first, last):
        skill = missing[0, i]
        points += missing[1, i] * ((given[skill >> 3] >> (skill & 7)) & 1)
    return points


@bare_loop
def fill_values(
    rest: tuple[Any, Any],
    asked: tuple[Any, Any, Any],
    skills: tuple[Any, Any, Any, Any],
    offers: tuple[Any, Any],
    courses: tuple[Any, Any],
    weights: Weights,
    missing: NDArray[np.int32],
    least: NDArray[np.int64],
    values: NDArray[np.int64],
) -> None:
    """As `open_rest`, with everything about the worker and the vacancy at hand.

    `rest` is the value of its best option and the number of that offer; `asked` the score without
    skills and the certificates lacking; `skills` what `note_missing` says; `offers` the programmes
    and costs of the worker's.
    """
    (worth, number), (base, low, high) = rest, asked
    (needed, count, required, preferred), (programmes, costs), (lacking, gives) = (
        skills,
        offers,
        courses,
    )
    most = base + required + preferred
    for i in range(count):
        most += missing[1, i]
    for at in range(programmes.shape[0]):
        programme, cost = programmes[at], costs[at]
        values[at] = 0
        if min(worth, most - cost) < least[at]:
            continue
        if ((low & lacking[0, programme]) | (high & lacking[1, programme])) != 0:
            continue
        given = gives[programme]
        enough = required + given_points(given, 0, needed, missing)
        if enough < weights.required_cover_min:
            continue
        value = base + enough + preferred + given_points(given, needed, count, missing) - cost
        in_rest = value < worth or (value == worth and at + 1 >= number)
        if value > weights.course_net_min and in_rest:
            values[at] = value


@bare_loop
def open_rest(
    w: int,
    key: int,
    least: NDArray[np.int64],
    options: Options,
    j: Judge,
    values: NDArray[np.int64],
) -> None:
    """Fills what each offer of a worker is worth at the vacancy of a rest, 0 where not in it.

    What is worth less than the `least` of its offer may be left out, as 0.
    """
    row, v = j.first + w, j.position[(key >> ROW_BITS) & ROW_MASK]
    workers, vacancies, courses = j.m.workers, j.m.vacancies, j.m.courses
    span = options.offer_start[w], options.offer_start[w + 1]
    own = workers.skill[workers.skill_start[row] : workers.skill_start[row + 1]]
    fill_values(
        (FULL_SCORE - (key >> VALUE_SHIFT), key & ROW_MASK),
        (
            base_of(row, v, j.m),
            vacancies.bits[2, v] & workers.bits[2, row],
            vacancies.bits[3, v] & workers.bits[3, row],
        ),
        note_missing(own, v, vacancies, j.has, j.missing),
        (options.programme[span[0] : span[1]], options.cost[span[0] : span[1]]),
        (courses.programme_lacking, courses.gives),
        j.m.weights,
        j.missing,
        least,
        values,
    )


class RestScratch(NamedTuple):
    """What is known of the rests of all workers, and room to look into one."""

    known: NDArray[np.int64]  # rest -> what it gains at most, less the seat, at the costs in `paid`
    paid: NDArray[np.int64]  # offer of any worker -> grains
    least: NDArray[np.int64]  # offer -> what an option must be worth to matter, in basis points
    values: NDArray[np.int64]  # offer -> what it is worth at the vacancy of the rest at hand
    judge: Judge


def new_rest_scratch(options: Options, judge: Judge) -> RestScratch:
    """Nothing is known but what is listed."""
    most = int(np.diff(options.offer_start).max(initial=0)) + 1
    known = (FULL_SCORE - (options.rests >> VALUE_SHIFT)) * GRAIN
    paid, least, values = (np.zeros(n, np.int64) for n in (len(options.cost), most, most))
    return RestScratch(known, paid, least, values, judge)


@bare_loop
def settle(
    w: int,
    with_several: bool,
    options: Options,
    price: Prices,
    c: SeatScratch,
    known: NDArray[np.int64],
    paid: NDArray[np.int64],
) -> None:
    """Makes what is known of the rests of a worker hold at these prices."""
    first, fall = options.offer_start[w], np.int64(0)
    for at in range(options.offer_start[w + 1] - first):
        if c.cost[at, 0] == UNREAD:
            if with_several:
                cheapest_seats(first + at, options, price, c, at)
            else:
                cheapest_seat(first + at, options, price, c, at)
        cost = min(c.cost[at, 0], MOST_VALUE)
        fall = max(fall, paid[first + at] - cost)
        paid[first + at] = cost
    if fall > 0:
        for r in range(options.rest_start[w], options.rest_start[w + 1]):
            known[r] = min(known[r] + fall, value_of(options.rests[r]))


@pasted
def look_into(
    r: int, w: int, least: int, options: Options, price: Prices, c: SeatScratch, rest: RestScratch
) -> None:
    """Fills the values of a rest that gain `least` or more, and notes what that tells of it."""
    key, first = options.rests[r], options.offer_start[w]
    beside = np.int64(options.bonus[w]) * GRAIN - price[vacancy_of(key)]
    count = options.offer_start[w + 1] - first
    for at in range(count):
        rest.least[at] = -((beside - least - c.cost[at, 0]) // GRAIN)
    open_rest(w, key, rest.least, options, rest.judge, rest.values)
    most = least - beside
    for at in range(count):
        if rest.values[at] > 0:
            most = max(most, rest.values[at] * GRAIN - c.cost[at, 0])
    rest.known[r] = min(rest.known[r], most)


@bare_loop
def best_of_rests(
    w: int,
    so_far: tuple[Any, Any],
    options: Options,
    price: Prices,
    c: SeatScratch,
    rest: RestScratch,
) -> tuple[Any, Any]:
    """`best_of_all` of what was the best so far and what is in the rests."""
    best, choice = so_far
    bonus, first = np.int64(options.bonus[w]) * GRAIN, options.offer_start[w]
    settled = False
    for r in range(options.rest_start[w], options.rest_start[w + 1]):
        key = options.rests[r]
        if value_of(key) + bonus < best:
            break
        v = vacancy_of(key)
        beside = bonus - price[v]
        if value_of(key) + beside < best:
            continue
        if not settled:
            settle(w, False, options, price, c, rest.known, rest.paid)
            settled = True
        if rest.known[r] + beside < best:
            continue
        look_into(r, w, best, options, price, c, rest)
        for at in range(options.offer_start[w + 1] - first):
            if rest.values[at] == 0:
                continue
            net = rest.values[at] * GRAIN + beside - c.cost[at, 0]
            place = (v << ROW_BITS) + options.course[c.seat[at, 0]] + 1
            if net > 0 and (net > best or (net == best and place < choice)):
                best, choice = net, place
    return best, choice


@bare_loop
def list_rests(
    w: int,
    so_far: tuple[Any, Any],
    options: Options,
    price: Prices,
    c: SeatScratch,
    rest: RestScratch,
    nets: NDArray[np.int64],
    out: NDArray[np.int64],
) -> Any:
    """`list_best` of what is listed so far and what is in the rests."""
    most, (held, seats) = nets.shape[0], so_far
    bonus, first = np.int64(options.bonus[w]) * GRAIN, options.offer_start[w]
    settled = False
    for r in range(options.rest_start[w], options.rest_start[w + 1]):
        key = options.rests[r]
        least = nets[most - 1] if held == most else np.int64(0)
        if value_of(key) + bonus <= least:
            break
        v = vacancy_of(key)
        beside = bonus - price[v]
        if value_of(key) + beside <= least:
            continue
        if not settled:
            settle(w, True, options, price, c, rest.known, rest.paid)
            settled = True
        if rest.known[r] + beside <= least:
            continue
        look_into(r, w, least, options, price, c, rest)
        for at in range(options.offer_start[w + 1] - first):
            net = rest.values[at] * GRAIN + beside
            least = nets[most - 1] if held == most else np.int64(0)
            if rest.values[at] > 0 and net > least:
                held, beyond = list_seats(
                    (first + at, at), (v, rest.values[at], net), held, options, price, c, nets, out
                )
                seats = max(seats, beyond)
    return held, seats
