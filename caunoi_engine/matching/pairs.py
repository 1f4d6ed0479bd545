"""The score over whole arrays of pairs, in integers: one vacancy against everybody, or a plan.

Slower than the kernels and quicker than the specification; it needs no compilation.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from caunoi_engine.matching.index import MarketIndex
from caunoi_engine.matching.policy import RULES
from caunoi_engine.matching.score import AXIS_LIMIT_HM, HECTOMETRES_PER_KM

Ints = NDArray[np.integer[Any]]


@dataclass(frozen=True)
class PairScores:
    """Points by factor, shape (pairs, 6), as if all rules held; and a mask of failed `RULES`."""

    workers: Ints  # row of the worker in each pair
    points: Ints
    failed: Ints

    @property
    def scores(self) -> Ints:
        """Basis points, -1 where a rule fails."""
        return np.where(self.failed == 0, self.points.sum(axis=1), -1)


def failure(rule: str) -> int:
    """The bit of a rule in a failure mask."""
    return 1 << RULES.index(rule)


def score_column(index: MarketIndex, vacancy: int) -> Ints:
    """Basis points of every worker for one vacancy, -1 where a rule fails."""
    scored = score_everybody(index, vacancy)
    scores = np.full(len(index.market.workers), -1, np.int64)
    scores[scored.workers] = scored.scores
    return scores


def score_everybody(index: MarketIndex, vacancy: int) -> PairScores:
    """Every worker with a wish near the occupation of one vacancy, against that vacancy."""
    v = int(index.position[vacancy])
    wishes = index.workers.unit
    # One more row than there are units: the one that "no further wish", -1, points to.
    near = np.append(index.points[:, index.unit_of_position[v]] > 0, False)
    workers = np.flatnonzero(near[wishes[:, 0]] | near[wishes[:, 1]] | near[wishes[:, 2]])
    columns, own = index.vacancies, index.workers
    start, middle, end = columns.skill_start[v], columns.required_end[v], columns.skill_start[v + 1]
    owner, skill = _entries(own.skill_start, own.skill, workers)
    worth = np.zeros((2, len(index.names.skills)), np.int64)
    worth[0, columns.skill[start:middle]] = columns.skill_points[start:middle]
    worth[1, columns.skill[middle:end]] = columns.skill_points[middle:end]
    required = columns.given_required[v] + _totals(owner, worth[0, skill], len(workers))
    preferred = columns.given_preferred[v] + _totals(owner, worth[1, skill], len(workers))
    return _score(index, workers, np.full(len(workers), v), (required, preferred), None)


def score_pairs(
    index: MarketIndex, workers: Ints, vacancies: Ints, courses: Ints | None
) -> PairScores:
    """Pairs of rows, each after a course (-1 = none)."""
    v = index.position[vacancies].astype(np.int64)
    c, columns, own = index.courses, index.vacancies, index.workers
    width = len(index.names.skills) + 1
    pair, skill = _entries(own.skill_start, own.skill, workers)
    if courses is not None and (trained := np.flatnonzero(courses >= 0)).size:
        programmes = c.programme[courses[trained]]
        more, taught = _entries(c.programme_skill_start, c.programme_skill, programmes)
        pair, skill = np.concatenate([pair, trained[more]]), np.concatenate([skill, taught])
    asking, asked = _entries(columns.skill_start, np.arange(len(columns.skill)), v)
    hit = np.isin(asking * width + columns.skill[asked], pair * width + skill)
    asking, asked = asking[hit], asked[hit]
    worth = columns.skill_points[asked]
    needed = asked < columns.required_end[v[asking]]
    required = columns.given_required[v] + _totals(asking[needed], worth[needed], len(v))
    preferred = columns.given_preferred[v] + _totals(asking[~needed], worth[~needed], len(v))
    return _score(index, workers, v, (required, preferred), courses)


def _totals(rows: Ints, values: Ints, length: int) -> Ints:
    # Sums of points are far below 2**53, so adding them as floats loses nothing.
    return np.bincount(rows, weights=values, minlength=length).astype(np.int64)


def _entries(
    starts: NDArray[np.int32], values: NDArray[np.integer], rows: Ints
) -> tuple[Ints, Ints]:
    """The list entries of the given rows, with the place of the row each belongs to."""
    lengths = np.diff(starts)[rows]
    owner = np.repeat(np.arange(len(rows)), lengths)
    first = np.cumsum(lengths) - lengths
    return owner, values[np.repeat(starts[rows] - first, lengths) + np.arange(len(owner))]


def _score(
    index: MarketIndex,
    w: Ints,
    v: Ints,
    skills: tuple[Ints, Ints],
    courses: Ints | None,
) -> PairScores:
    """Everything but skills, for workers `w` and positions `v`."""
    p = index.policy
    x, y, schooling, months, radius, wish, step, boards = index.workers.whole[:, w].astype(np.int64)
    vx, vy, rank, needed, fewest, offered, housing = index.vacancies.whole[:, v].astype(np.int64)
    wish_dong, shifts, low, high = index.workers.bits[:, w]
    wage_dong, patterns, certified_low, certified_high = index.vacancies.bits[:, v]
    if courses is not None and len(index.market.courses):
        lacking = index.courses.programme_lacking[:, index.courses.programme[courses]]
        low = np.where(courses >= 0, low & lacking[0], low)
        high = np.where(courses >= 0, high & lacking[1], high)
    squared = (
        np.minimum(np.abs(x - vx), AXIS_LIMIT_HM) ** 2
        + np.minimum(np.abs(y - vy), AXIS_LIMIT_HM) ** 2
    )
    half = p.distance_half_km * HECTOMETRES_PER_KM
    housed = housing * boards
    # The root of a whole number below 2**24 is far from rounding up in double precision.
    near = p.distance * half // (half + np.sqrt(squared).astype(np.int64))
    near = np.maximum(near, housed * p.housing_points)
    practice = p.experience * np.minimum(months, needed) // np.maximum(needed, 1)
    unit_of_vacancy = index.unit_of_position[v]
    wishes = index.workers.unit[w]
    each = np.where(wishes >= 0, index.points[wishes, unit_of_vacancy[:, None]], 0)
    occupation = each.max(axis=1).astype(np.int64)
    points = np.stack(
        [
            occupation,
            skills[0] + skills[1],
            np.maximum(0, p.education - p.education_step * np.maximum(schooling - rank, 0)),
            np.where(needed > 0, practice, p.experience),
            near,
            p.wage * np.clip(offered - wish, 0, step) // step,
        ],
        axis=1,
    )
    held = (
        occupation > 0,
        schooling >= rank,
        months >= fewest,
        (housed > 0) | (squared <= radius**2),
        wage_dong >= wish_dong,
        (shifts & patterns) != 0,
        ((certified_low & low) | (certified_high & high)) == 0,
        skills[0] >= p.required_cover_min,
    )
    failed = np.zeros(len(w), np.int64)
    for bit, passes in enumerate(held):
        failed |= np.where(passes, 0, 1 << bit)
    return PairScores(w, points, failed)
