"""The compiled inner loops that find and score the vacancies of one worker.

All arithmetic is on whole numbers below 2**24 held in float32, where sums, products, quotients
rounded down and comparisons are exact; so the points equal those of `score.score_pair` on any
machine. Vacancies are named by their position in the index.
"""

from math import floor, sqrt
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from caunoi_engine.matching.compiling import inner_loop, kernel, pasted
from caunoi_engine.matching.index import (
    CELL_HM,
    CourseColumns,
    MarketIndex,
    VacancyColumns,
    WorkerColumns,
)
from caunoi_engine.matching.score import AXIS_LIMIT_HM, HECTOMETRES_PER_KM, boarding_limit

ONE: Final = np.float32(1)
ZERO: Final = np.float32(0)
AXIS: Final = np.float32(AXIS_LIMIT_HM)
CELL: Final = np.float32(CELL_HM)
EVERYWHERE: Final = 2**23
"""Hectometres: more than once around the earth."""
HELD, IGNORED = np.bool_(True), np.bool_(False)
"""Whether `find` looks at certificates. Plain True and False would each be compiled for apart."""
EVERY: Final = np.int32(-1)
"""All bits set: no vacancy is passed over for its skills."""
LANES: Final = 16
"""A multiple of what the vector loops do at once."""
ROW_BITS: Final = 32
ROW_LIMIT: Final = 2**31 - 1


class Weights(NamedTuple):
    """The policy as the kernels read it."""

    education: np.float32
    education_step: np.float32
    experience: np.float32
    distance: np.float32
    half: np.float32
    housing: np.float32
    boarding: np.float32  # squared hectometres within which people live in
    boarding_way: np.float32  # the same, not squared
    wage: np.float32
    skills: int  # most points of all skills
    preferred: int  # of preferred ones
    required_cover_min: int
    course_radius_percent: int
    course_way_limit: int  # hectometres
    course_km: int
    course_net_min: int


class Columns(NamedTuple):
    """All that the kernels read; nothing in it is written to."""

    workers: WorkerColumns
    vacancies: VacancyColumns
    courses: CourseColumns
    grid: NDArray[np.int64]
    points: NDArray[np.float32]  # (units, units): occupation points of offered given wished
    trainable: NDArray[np.bool_]  # (units, units): near enough to train for
    weights: Weights


class Scratch(NamedTuple):
    """Working memory of one thread."""

    occupation: NDArray[np.float32]  # unit -> points for the worker at hand
    edges: NDArray[np.int32]  # first unit of each run that earns points, and the one after its last
    has: NDArray[np.int32]  # skill -> 1 if the worker has it
    passes: NDArray[np.int32]  # along a run, 1 where every rule but the one on skills holds
    found: NDArray[np.int32]  # positions that pass
    found_base: NDArray[np.float32]  # their scores without skills
    found_required: NDArray[np.int32]  # their points of required skills


class Asking(NamedTuple):
    """What the search for one worker compares with: certificates lacking, and skills held."""

    lacking_low: np.int32
    lacking_high: np.int32
    held_low: np.int32
    held_high: np.int32


class RankingArrays(NamedTuple):
    """Where `rank_block` writes, by row of the worker."""

    rows: NDArray[np.int32]
    scores: NDArray[np.int32]


def columns_of(index: MarketIndex) -> Columns:
    """The index in the types the kernels are compiled for."""
    p = index.policy
    weights = Weights(
        education=np.float32(p.education),
        education_step=np.float32(p.education_step),
        experience=np.float32(p.experience),
        distance=np.float32(p.distance),
        half=np.float32(p.distance_half_km * HECTOMETRES_PER_KM),
        housing=np.float32(p.housing_points),
        boarding=np.float32(boarding_limit(p)),
        boarding_way=np.float32(p.boarding_km * HECTOMETRES_PER_KM or EVERYWHERE),
        wage=np.float32(p.wage),
        skills=p.skills,
        preferred=p.skills - p.required_skills,
        required_cover_min=p.required_cover_min,
        course_radius_percent=p.course_radius_percent,
        course_way_limit=p.course_km_max * HECTOMETRES_PER_KM,
        course_km=p.course_km,
        course_net_min=p.course_net_min,
    )
    return Columns(
        index.workers,
        index.vacancies,
        index.courses,
        np.array(index.grid, np.int64),
        index.points,
        index.permille >= p.course_proximity_permille,
        weights,
    )


def new_scratch(index: MarketIndex) -> Scratch:
    """Working memory that fits the market."""
    units, size = len(index.names.units), len(index.vacancies.row) + LANES
    return Scratch(
        np.zeros(units, np.float32),
        np.zeros(units + 2, np.int32),
        np.zeros(len(index.names.skills) + 1, np.int32),
        np.zeros(size, np.int32),
        np.zeros(size, np.int32),
        np.zeros(size, np.float32),
        np.zeros(size, np.int32),
    )


@pasted
def squared_way(dx: Any, dy: Any) -> Any:
    """Squared hectometres, each axis cut where no radius reaches any more."""
    dx, dy = abs(dx), abs(dy)
    dx, dy = AXIS if dx > AXIS else dx, AXIS if dy > AXIS else dy
    return dx * dx + dy * dy


@pasted
def points_beside_skills(
    occupation: Any, squared: Any, housed: Any, months: Any, needed: Any, surplus: Any,
    excess: Any, step: Any, p: Weights,
) -> Any:  # fmt: skip
    """The score of a pair that passes all rules, without its skills; both directions use it."""
    near = floor32(p.distance * p.half / (p.half + floor32(sqrt(squared))))
    least = housed * p.housing if squared <= p.boarding else ZERO
    near = near if near > least else least
    asked = needed if needed > ZERO else ONE
    practice = floor32(p.experience * (months if months < asked else asked) / asked)
    practice = practice if needed > ZERO else p.experience
    school = p.education - p.education_step * surplus
    school = school if school > ZERO else ZERO
    excess = excess if excess > ZERO else ZERO
    pay = floor32(p.wage * (excess if excess < step else step) / step)
    return occupation + school + practice + near + pay


@pasted
def floor32(value: Any) -> Any:
    """Rounds down without leaving float32: by way of whole numbers it would not be vectorised."""
    return np.floor(value)


@inner_loop
def find_runs(w: int, m: Columns, s: Scratch) -> int:
    """Fills the worker's occupation points and the runs of units that earn any; how many runs.

    Run `i` is the units from `edges[2 * i]` up to `edges[2 * i + 1]`.
    """
    first, second, third = m.workers.unit[w, 0], m.workers.unit[w, 1], m.workers.unit[w, 2]
    if first < 0:
        return 0
    a, near, points = np.uintp(first), m.points, s.occupation
    b = np.uintp(second) if second >= 0 else a
    c = np.uintp(third) if third >= 0 else a
    for u in range(points.shape[0]):
        most = near[a, u] if near[a, u] > near[b, u] else near[b, u]
        points[u] = most if most > near[c, u] else near[c, u]
    return find_edges(points, s.edges)


@inner_loop
def find_edges(points: NDArray[np.float32], edges: NDArray[np.int32]) -> int:
    """Writes where runs of positive numbers begin and end; returns how many runs there are."""
    count, before = np.uintp(0), np.uint8(0)
    for u in range(np.uintp(points.shape[0])):
        here = np.uint8(points[u] > ZERO)
        edges[count] = u
        # Added, not branched on: where a run begins cannot be foreseen.
        count += np.uintp(here ^ before)
        before = here
    edges[count] = points.shape[0]
    return (int(count) + 1) // 2


@pasted
def widened(start: int, stop: int) -> Any:
    """A start that makes the span a multiple of what the vector loop does at once, if it can.

    Otherwise a run, which is seldom long, would be done one by one at its end.
    """
    wide = -(-(stop - start) // LANES) * LANES
    return max(0, stop - wide)


@pasted
def scan_run(w: int, span: tuple[int, int], asking: Asking, m: Columns, s: Scratch) -> None:
    """Tells for each position of the span whether every rule holds for worker `w`.

    Of the rule on skills, only that a required one may be held. Straight-line code over few
    arrays, so that the compiler turns it into vector instructions.
    """
    start, stop = span
    whole, bits, passes = m.vacancies.whole, m.vacancies.bits, s.passes
    own = m.workers.whole
    wx, wy, schooling, months = own[0, w], own[1, w], own[2, w], own[3, w]
    reach, lodging = own[4, w] * own[4, w], own[7, w] * m.weights.boarding
    wish, shifts = m.workers.bits[0, w], m.workers.bits[1, w]
    low, high, held_low, held_high = asking
    for z in range(stop - start):
        # Unsigned: a place that might be negative would be looked up one by one.
        v = np.uintp(start + z)
        way, housed = squared_way(wx - whole[0, v], wy - whole[1, v]), whole[6, v] * lodging
        holds = (
            (way <= (housed if housed > reach else reach))
            & (schooling >= whole[2, v])
            & (months >= whole[4, v])
        )
        holds &= (bits[0, v] >= wish) & ((bits[1, v] & shifts) != 0)
        holds &= ((bits[2, v] & low) | (bits[3, v] & high)) == 0
        passes[z] = holds & (((bits[4, v] & held_low) | (bits[5, v] & held_high)) != 0)


@inner_loop
def find_in_cell(
    w: int, cell: int, so_far: tuple[int, int], asking: Asking, m: Columns, s: Scratch
) -> int:
    """Adds the positions of one cell; `so_far` are runs and positions. How many there are now."""
    runs, first_unit, count = so_far[0], cell * m.points.shape[0], np.uintp(so_far[1])
    starts, found, passes = m.vacancies.cell_start, s.found, s.passes
    for run in range(runs):
        start = starts[first_unit + s.edges[2 * run]]
        stop = starts[first_unit + s.edges[2 * run + 1]]
        if start < stop:
            begin = widened(start, stop)
            scan_run(w, (begin, stop), asking, m, s)
            for z in range(np.uintp(start - begin), np.uintp(stop - begin)):
                found[count] = np.uintp(begin) + z
                count += np.uintp(passes[z])
    return int(count)


@inner_loop
def find_within(
    w: int, reach: Any, first_cell: int, so_far: tuple[int, int], asking: Asking,
    m: Columns, s: Scratch,
) -> int:  # fmt: skip
    """Adds the positions of all cells in reach; `first_cell` is 0, or where housing begins."""
    runs, count = so_far
    x, y = m.workers.whole[0, w], m.workers.whole[1, w]
    west = max(0, floor((x - reach - m.grid[0]) / CELL))
    east = min(m.grid[2] - 1, floor((x + reach - m.grid[0]) / CELL))
    south = max(0, floor((y - reach - m.grid[1]) / CELL))
    north = min(m.grid[3] - 1, floor((y + reach - m.grid[1]) / CELL))
    for column in range(west, east + 1):
        for row in range(south, north + 1):
            cell = first_cell + column * m.grid[3] + row
            count = find_in_cell(w, cell, (runs, count), asking, m, s)
    return count


@pasted
def find_everywhere(w: int, asking: Asking, m: Columns, s: Scratch) -> int:
    """Collects the positions that pass into `s.found`, and returns how many."""
    runs, reach = find_runs(w, m, s), m.workers.whole[4, w]
    count = find_within(w, reach, 0, (runs, 0), asking, m, s)
    lodging = m.workers.whole[7, w] * m.weights.boarding_way
    farther = lodging if lodging > reach else reach
    return find_within(w, farther, m.grid[2] * m.grid[3], (runs, count), asking, m, s)


@pasted
def score_found(w: int, count: int, m: Columns, s: Scratch) -> None:
    """Scores the found positions, without skills."""
    whole, own, weights = m.vacancies.whole, m.workers.whole, m.weights
    wx, wy, schooling, months = own[0, w], own[1, w], own[2, w], own[3, w]
    wish, step, boards = own[5, w], own[6, w], own[7, w]
    for i in range(count):
        v = np.uintp(s.found[i])
        s.found_base[i] = points_beside_skills(
            s.occupation[np.uintp(whole[7, v])],
            squared_way(wx - whole[0, v], wy - whole[1, v]),
            whole[6, v] * boards,
            months,
            whole[3, v],
            schooling - whole[2, v],
            whole[5, v] - wish,
            step,
            weights,
        )


@inner_loop
def find(w: int, with_certificates: bool, m: Columns, s: Scratch) -> int:
    """Collects into the scratch every position that passes the rules other than skills.

    Returns how many. Certificates are looked at only `with_certificates`.
    """
    low, high = m.workers.bits[2, w], m.workers.bits[3, w]
    if not with_certificates:
        low, high = np.int32(0), np.int32(0)
    count = find_everywhere(w, Asking(low, high, EVERY, EVERY), m, s)
    score_found(w, count, m, s)
    return count


@pasted
def mark_skills(w: int, m: Columns, s: Any, value: int) -> None:
    """Sets or clears the worker's skills."""
    for i in range(m.workers.skill_start[w], m.workers.skill_start[w + 1]):
        s.has[m.workers.skill[i]] = value


@pasted
def required_points(v: int, m: Columns, s: Any) -> Any:
    """Points of the required skills."""
    columns, points = m.vacancies, m.vacancies.given_required[v]
    # Unsigned: a place that might be negative would cost a comparison each.
    for i in range(np.uintp(columns.skill_start[v]), np.uintp(columns.required_end[v])):
        points += columns.skill_points[i] * s.has[np.uintp(columns.skill[i])]
    return points


@pasted
def preferred_points(v: int, m: Columns, s: Any) -> Any:
    """Points of the preferred skills."""
    columns, points = m.vacancies, m.vacancies.given_preferred[v]
    for i in range(np.uintp(columns.required_end[v]), np.uintp(columns.skill_start[v + 1])):
        points += columns.skill_points[i] * s.has[np.uintp(columns.skill[i])]
    return points


@pasted
def teaches(programme: int, v: int, m: Columns) -> Any:
    """Whether the programme teaches any skill that the vacancy requires."""
    return (m.courses.teaches[programme, v >> 3] >> (v & 7)) & 1 != 0


@pasted
def find_feasible(w: int, m: Columns, s: Scratch) -> int:
    """Collects the positions that pass all rules, with their points of required skills."""
    bits = m.workers.bits
    asking = Asking(bits[2, w], bits[3, w], bits[4, w], bits[5, w])
    fewest, count = m.weights.required_cover_min, np.uintp(0)
    for i in range(np.uintp(find_everywhere(w, asking, m, s))):
        v = s.found[i]
        required = required_points(v, m, s)
        s.found[count], s.found_required[count] = v, required
        count += np.uintp(required >= fewest)
    return int(count)


@pasted
def keep_best(key: int, held: int, best: NDArray[np.int64]) -> Any:
    """Puts a number among the highest, which stand in falling order; how many there are now."""
    k = best.shape[0]
    at = held if held < k else k - 1
    while at > 0 and best[at - 1] < key:
        best[at] = best[at - 1]
        at -= 1
    best[at] = key
    return min(held + 1, k)


@pasted
def best_of(w: int, m: Columns, s: Scratch, best: NDArray[np.int64]) -> int:
    """Fills `best` with the best vacancies of one worker; returns how many.

    A candidate is one number, score above and row below, so that the higher score wins and, at
    the same score, the lower id.
    """
    k, held, most = best.shape[0], 0, m.weights.preferred
    if k == 0:
        return 0
    mark_skills(w, m, s, 1)
    found = find_feasible(w, m, s)
    score_found(w, found, m, s)
    for i in range(found):
        score = int(s.found_base[i]) + s.found_required[i]
        if held == k and ((score + most) << ROW_BITS) + ROW_LIMIT <= best[k - 1]:
            continue
        v = s.found[i]
        score += preferred_points(v, m, s)
        key = (score << ROW_BITS) + (ROW_LIMIT - m.vacancies.row[v])
        if held < k or key > best[k - 1]:
            held = keep_best(key, held, best)
    mark_skills(w, m, s, 0)
    return held


@pasted
def write_best(row: int, held: int, best: NDArray[np.int64], out: RankingArrays) -> None:
    """Takes the numbers apart into one row of the results."""
    for i in range(held):
        out.scores[row, i] = best[i] >> ROW_BITS
        out.rows[row, i] = ROW_LIMIT - (best[i] & ROW_LIMIT)


@kernel
def rank_block(
    block: NDArray[np.int64], m: Columns, s: Scratch, best: NDArray[np.int64], out: RankingArrays
) -> None:
    """The best vacancies of the workers in the block, into their rows of the results."""
    for w in block:
        write_best(w, best_of(w, m, s, best), best, out)
