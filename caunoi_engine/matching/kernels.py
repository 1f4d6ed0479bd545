"""The compiled inner loops that find and score the vacancies of one worker.

All arithmetic is on whole numbers below 2**24 held in float32, where sums, products, quotients
rounded down and comparisons are exact; so the points equal those of `score.score_pair` on any
machine. Vacancies are named by their position in the index.
"""

from math import floor, sqrt
from typing import Any, Final, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from caunoi_engine.matching.index import CELL_HM, MarketIndex, VacancyColumns, WorkerColumns
from caunoi_engine.matching.score import AXIS_LIMIT_HM, HECTOMETRES_PER_KM

ONE: Final = np.float32(1)
ZERO: Final = np.float32(0)
FAIL: Final = np.float32(-1)
AXIS: Final = np.float32(AXIS_LIMIT_HM)
WAIVED: Final = np.float32(2**25)
CELL: Final = np.float32(CELL_HM)


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


def weights_of(index: MarketIndex) -> Weights:
    """The weights in the types the kernels are compiled for."""
    p = index.policy
    return Weights(
        *map(
            np.float32,
            (
                p.education,
                p.education_step,
                p.experience,
                p.distance,
                p.distance_half_km * HECTOMETRES_PER_KM,
                p.housing_points,
                p.wage,
            ),
        ),
        p.skills,
        p.required_cover_min,
    )


def new_scratch(index: MarketIndex) -> Scratch:
    """Working memory that fits the market."""
    units, size = len(index.units), len(index.vacancies.row) + 1
    return Scratch(
        np.zeros(units, np.float32),
        np.zeros(units + 1, np.int32),
        np.zeros(units + 1, np.int32),
        np.zeros(len(index.skills) + 1, np.int32),
        np.zeros(size, np.float32),
        np.zeros(size, np.float32),
        np.zeros(size, np.int32),
        np.zeros(size, np.float32),
    )


@njit(cache=True, nogil=True, error_model="numpy")
def score_run(
    start: int,
    stop: int,
    w: int,
    lacking_low: int,
    lacking_high: int,
    workers: WorkerColumns,
    whole: NDArray[np.float32],
    bits: NDArray[np.int32],
    weights: Weights,
    points: NDArray[np.float32],
    base: NDArray[np.float32],
) -> None:
    """Scores, without skills, worker `w` for positions `start..stop`; -1 where a rule fails.

    Straight-line code over few arrays, so that the compiler turns it into vector instructions.
    """
    wx, wy = workers.whole[0, w], workers.whole[1, w]
    schooling, months = workers.whole[2, w], workers.whole[3, w]
    reach = workers.whole[4, w] * workers.whole[4, w]
    wish, step, boards = workers.whole[5, w], workers.whole[6, w], workers.whole[7, w]
    wish_dong, shifts = workers.bits[0, w], workers.bits[1, w]
    for z in range(stop - start):
        v = start + z
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


@njit(cache=True, inline="always")
def floor32(value: Any) -> Any:
    """Rounds down without leaving float32; `value` is never negative."""
    return np.float32(floor(value))


@njit(cache=True, nogil=True, error_model="numpy")
def find_runs(w: int, workers: WorkerColumns, table: NDArray[np.float32], s: Scratch) -> int:
    """Fills the worker's occupation points and the runs of units that earn any."""
    units = table.shape[0]
    s.occupation[:] = ZERO
    for rank in range(3):
        wish = workers.unit[w, rank]
        if wish >= 0:
            for u in range(units):
                if table[wish, u] > s.occupation[u]:
                    s.occupation[u] = table[wish, u]
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


@njit(cache=True, nogil=True, error_model="numpy")
def find(
    w: int,
    with_certificates: bool,
    workers: WorkerColumns,
    vacancies: VacancyColumns,
    grid: NDArray[np.int64],
    table: NDArray[np.float32],
    weights: Weights,
    s: Scratch,
) -> int:
    """Collects into the scratch every position that passes the rules other than skills.

    Returns how many. Certificates are looked at only `with_certificates`.
    """
    units = table.shape[0]
    runs = find_runs(w, workers, table, s)
    low, high = workers.bits[2, w], workers.bits[3, w]
    if not with_certificates:
        low, high = np.int32(0), np.int32(0)
    x, y, reach = workers.whole[0, w], workers.whole[1, w], workers.whole[4, w]
    west = max(0, int(floor((x - reach - grid[0]) / CELL)))
    east = min(grid[2] - 1, int(floor((x + reach - grid[0]) / CELL)))
    south = max(0, int(floor((y - reach - grid[1]) / CELL)))
    north = min(grid[3] - 1, int(floor((y + reach - grid[1]) / CELL)))
    count = 0
    for column in range(west, max(west, east + 1) + 1):
        housing = column > east
        for row in range(0 if housing else south, 1 if housing else north + 1):
            cell = grid[2] * grid[3] if housing else column * grid[3] + row
            for run in range(runs):
                start = vacancies.cell_start[cell * units + s.first[run]]
                stop = vacancies.cell_start[cell * units + s.last[run]]
                if start == stop:
                    continue
                for u in range(s.first[run], s.last[run]):
                    a = vacancies.cell_start[cell * units + u] - start
                    b = vacancies.cell_start[cell * units + u + 1] - start
                    s.points[a:b] = s.occupation[u]
                score_run(start, stop, w, low, high, workers, vacancies.whole, vacancies.bits,
                          weights, s.points, s.base)
                for z in range(stop - start):
                    s.found[count] = start + z
                    s.found_base[count] = s.base[z]
                    count += s.base[z] >= ZERO
    return count


@njit(cache=True, inline="always")
def mark_skills(w: int, workers: WorkerColumns, has: NDArray[np.int32], value: int) -> None:
    """Sets or clears the worker's skills."""
    for i in range(workers.skill_start[w], workers.skill_start[w + 1]):
        has[workers.skill[i]] = value


@njit(cache=True, inline="always")
def required_points(v: int, vacancies: VacancyColumns, has: NDArray[np.int32]) -> Any:
    """Points of the required skills."""
    points = vacancies.given_required[v]
    for i in range(vacancies.skill_start[v], vacancies.required_end[v]):
        points += vacancies.skill_points[i] * has[vacancies.skill[i]]
    return points


@njit(cache=True, inline="always")
def preferred_points(v: int, vacancies: VacancyColumns, has: NDArray[np.int32]) -> Any:
    """Points of the preferred skills."""
    points = vacancies.given_preferred[v]
    for i in range(vacancies.required_end[v], vacancies.skill_start[v + 1]):
        points += vacancies.skill_points[i] * has[vacancies.skill[i]]
    return points


ROW_LIMIT: Final = 2**31 - 1


@njit(cache=True, nogil=True, error_model="numpy")
def rank_block(
    order: NDArray[np.int64],
    first: int,
    last: int,
    workers: WorkerColumns,
    vacancies: VacancyColumns,
    grid: NDArray[np.int64],
    table: NDArray[np.float32],
    weights: Weights,
    s: Scratch,
    best: NDArray[np.int64],
    rows: NDArray[np.int32],
    scores: NDArray[np.int32],
) -> None:
    """The best vacancies of workers `order[first:last]`, into their rows of the results.

    A candidate is one number, score above and row below, so that the higher score wins and, at
    the same score, the lower id. `best` holds the k highest, sorted, for one worker at a time.
    """
    k = best.shape[0]
    for place in range(first, last):
        w = order[place]
        found = find(w, True, workers, vacancies, grid, table, weights, s)
        mark_skills(w, workers, s.has, 1)
        held = 0
        for i in range(found):
            base = int(s.found_base[i])
            if held == k and ((base + weights.skills) << 32) + ROW_LIMIT <= best[k - 1]:
                continue
            v = s.found[i]
            required = required_points(v, vacancies, s.has)
            if required < weights.required_cover_min:
                continue
            score = base + required + preferred_points(v, vacancies, s.has)
            key = (score << 32) + (ROW_LIMIT - vacancies.row[v])
            if held == k and key <= best[k - 1]:
                continue
            at = held if held < k else k - 1
            while at > 0 and best[at - 1] < key:
                best[at] = best[at - 1]
                at -= 1
            best[at] = key
            held = min(held + 1, k)
        mark_skills(w, workers, s.has, 0)
        for i in range(held):
            scores[w, i] = best[i] >> 32
            rows[w, i] = ROW_LIMIT - (best[i] & ROW_LIMIT)
