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
from caunoi_engine.matching.score import AXIS_LIMIT_HM, HECTOMETRES_PER_KM

ONE: Final = np.float32(1)
ZERO: Final = np.float32(0)
FAIL: Final = np.float32(-1)
AXIS: Final = np.float32(AXIS_LIMIT_HM)
WAIVED: Final = np.float32(2**25)
CELL: Final = np.float32(CELL_HM)
HELD, IGNORED = np.bool_(True), np.bool_(False)
"""Whether `find` looks at certificates. Plain True and False would each be compiled for apart."""
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
    wage: np.float32
    skills: int
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
    first: NDArray[np.int32]  # runs of units that earn points
    last: NDArray[np.int32]
    has: NDArray[np.int32]  # skill -> 1 if the worker has it
    points: NDArray[np.float32]  # occupation points along a run
    base: NDArray[np.float32]  # score without skills along a run
    found: NDArray[np.int32]  # positions that pass every rule but the one on skills
    found_base: NDArray[np.float32]


class Search(NamedTuple):
    """How far the search for one worker is, and the certificates it counts as lacking."""

    runs: int
    found: int
    lacking_low: int
    lacking_high: int


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
        wage=np.float32(p.wage),
        skills=p.skills,
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
    units, size = len(index.names.units), len(index.vacancies.row) + 1
    return Scratch(
        np.zeros(units, np.float32),
        np.zeros(units + 1, np.int32),
        np.zeros(units + 1, np.int32),
        np.zeros(len(index.names.skills) + 1, np.int32),
        np.zeros(size, np.float32),
        np.zeros(size, np.float32),
        np.zeros(size, np.int32),
        np.zeros(size, np.float32),
    )


@pasted
def score_run(
    w: int, span: tuple[int, int], lacking: tuple[int, int], m: Columns, s: Scratch
) -> None:
    """Scores, without skills, worker `w` for the positions in the span; -1 where a rule fails.

    `lacking` are the certificates the worker has not. Straight-line code over few arrays, so
    that the compiler turns it into vector instructions.
    """
    start, stop = span
    lacking_low, lacking_high = lacking
    whole, bits, points, base = m.vacancies.whole, m.vacancies.bits, s.points, s.base
    own, weights = m.workers.whole, m.weights
    wx, wy, schooling, months = own[0, w], own[1, w], own[2, w], own[3, w]
    reach, wish, step, boards = own[4, w] * own[4, w], own[5, w], own[6, w], own[7, w]
    wish_dong, shifts = m.workers.bits[0, w], m.workers.bits[1, w]
    for z in range(stop - start):
        # Unsigned: a place that might be negative would be looked up one by one.
        v = np.uintp(start + z)
        dx, dy = wx - whole[0, v], wy - whole[1, v]
        dx, dy = abs(dx), abs(dy)
        dx, dy = AXIS if dx > AXIS else dx, AXIS if dy > AXIS else dy
        squared = dx * dx + dy * dy
        housed = whole[6, v] * boards
        near = floor32(weights.distance * weights.half / (weights.half + floor32(sqrt(squared))))
        least = housed * weights.housing
        near = near if near > least else least
        needed = whole[3, v]
        asked = needed if needed > ZERO else ONE
        known = months if months < asked else asked
        practice = floor32(weights.experience * known / asked)
        practice = practice if needed > ZERO else weights.experience
        surplus = schooling - whole[2, v]
        school = weights.education - weights.education_step * surplus
        school = school if school > ZERO else ZERO
        excess = whole[5, v] - wish
        excess = excess if excess > ZERO else ZERO
        excess = excess if excess < step else step
        pay = floor32(weights.wage * excess / step)
        total = points[z] + school + practice + near + pay
        total = total if points[z] > ZERO else FAIL
        total = total if surplus >= ZERO else FAIL
        total = total if months >= whole[4, v] else FAIL
        total = total if squared - housed * WAIVED <= reach else FAIL
        total = total if bits[0, v] >= wish_dong else FAIL
        total = total if (bits[1, v] & shifts) != 0 else FAIL
        total = total if ((bits[2, v] & lacking_low) | (bits[3, v] & lacking_high)) == 0 else FAIL
        base[z] = total


@pasted
def floor32(value: Any) -> Any:
    """Rounds down without leaving float32; `value` is never negative."""
    return np.float32(floor(value))


@inner_loop
def find_runs(w: int, m: Columns, s: Scratch) -> int:
    """Fills the worker's occupation points and the runs of units that earn any; how many runs."""
    units = m.points.shape[0]
    s.occupation[:] = ZERO
    for rank in range(3):
        wish = m.workers.unit[w, rank]
        if wish >= 0:
            for u in range(units):
                s.occupation[u] = max(s.occupation[u], m.points[wish, u])
    runs, u = 0, 0
    while u < units:
        if s.occupation[u] > ZERO:
            s.first[runs] = u
            while u < units and s.occupation[u] > ZERO:
                u += 1
            s.last[runs] = u
            runs += 1
        u += 1
    return runs


@inner_loop
def find_in_cell(w: int, cell: int, state: Search, m: Columns, s: Scratch) -> int:
    """Adds the positions of one cell to those found so far; returns how many there are now."""
    first_unit, count = cell * m.points.shape[0], state.found
    starts = m.vacancies.cell_start
    for run in range(state.runs):
        start = starts[first_unit + s.first[run]]
        stop = starts[first_unit + s.last[run]]
        if start == stop:
            continue
        for u in range(s.first[run], s.last[run]):
            of_unit = starts[first_unit + u] - start, starts[first_unit + u + 1] - start
            s.points[of_unit[0] : of_unit[1]] = s.occupation[u]
        score_run(w, (start, stop), (state.lacking_low, state.lacking_high), m, s)
        for z in range(stop - start):
            s.found[count] = start + z
            s.found_base[count] = s.base[z]
            count += s.base[z] >= ZERO
    return count


@inner_loop
def find(w: int, with_certificates: bool, m: Columns, s: Scratch) -> int:
    """Collects into the scratch every position that passes the rules other than skills.

    Returns how many. Certificates are looked at only `with_certificates`.
    """
    runs = find_runs(w, m, s)
    low, high = m.workers.bits[2, w], m.workers.bits[3, w]
    if not with_certificates:
        low, high = np.int32(0), np.int32(0)
    x, y, reach = m.workers.whole[0, w], m.workers.whole[1, w], m.workers.whole[4, w]
    west = max(0, floor((x - reach - m.grid[0]) / CELL))
    east = min(m.grid[2] - 1, floor((x + reach - m.grid[0]) / CELL))
    south = max(0, floor((y - reach - m.grid[1]) / CELL))
    north = min(m.grid[3] - 1, floor((y + reach - m.grid[1]) / CELL))
    housing = m.grid[2] * m.grid[3]
    count = find_in_cell(w, housing, Search(runs, 0, low, high), m, s)
    for column in range(west, east + 1):
        for row in range(south, north + 1):
            cell = column * m.grid[3] + row
            count = find_in_cell(w, cell, Search(runs, count, low, high), m, s)
    return count


@pasted
def mark_skills(w: int, m: Columns, s: Scratch, value: int) -> None:
    """Sets or clears the worker's skills."""
    for i in range(m.workers.skill_start[w], m.workers.skill_start[w + 1]):
        s.has[m.workers.skill[i]] = value


@pasted
def required_points(v: int, m: Columns, s: Scratch) -> Any:
    """Points of the required skills."""
    points = m.vacancies.given_required[v]
    for i in range(m.vacancies.skill_start[v], m.vacancies.required_end[v]):
        points += m.vacancies.skill_points[i] * s.has[m.vacancies.skill[i]]
    return points


@pasted
def preferred_points(v: int, m: Columns, s: Scratch) -> Any:
    """Points of the preferred skills."""
    points = m.vacancies.given_preferred[v]
    for i in range(m.vacancies.required_end[v], m.vacancies.skill_start[v + 1]):
        points += m.vacancies.skill_points[i] * s.has[m.vacancies.skill[i]]
    return points


@kernel
def rank_block(
    block: NDArray[np.int64], m: Columns, s: Scratch, best: NDArray[np.int64], out: RankingArrays
) -> None:
    """The best vacancies of the workers in the block, into their rows of the results.

    A candidate is one number, score above and row below, so that the higher score wins and, at
    the same score, the lower id. `best` holds the k highest, sorted, for one worker at a time.
    """
    k, weights = best.shape[0], m.weights
    for w in block:
        found = find(w, HELD, m, s)
        mark_skills(w, m, s, 1)
        held = 0
        for i in range(found):
            base = int(s.found_base[i])
            if held == k and ((base + weights.skills) << ROW_BITS) + ROW_LIMIT <= best[k - 1]:
                continue
            v = s.found[i]
            required = required_points(v, m, s)
            if required < weights.required_cover_min:
                continue
            score = base + required + preferred_points(v, m, s)
            key = (score << ROW_BITS) + (ROW_LIMIT - m.vacancies.row[v])
            if held == k and key <= best[k - 1]:
                continue
            at = held if held < k else k - 1
            while at > 0 and best[at - 1] < key:
                best[at] = best[at - 1]
                at -= 1
            best[at] = key
            held = min(held + 1, k)
        mark_skills(w, m, s, 0)
        for i in range(held):
            out.scores[w, i] = best[i] >> ROW_BITS
            out.rows[w, i] = ROW_LIMIT - (best[i] & ROW_LIMIT)
