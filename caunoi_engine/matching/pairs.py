"""The score over whole arrays of pairs, in integers: one vacancy against everybody, or a plan.

Slower than the kernels and quicker than the specification; it needs no compilation.
"""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from caunoi_engine.matching.index import MarketIndex
from caunoi_engine.matching.policy import RULES
from caunoi_engine.matching.score import AXIS_LIMIT_HM, HECTOMETRES_PER_KM, boarding_limit

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
    pairs = _everybody(index, vacancy)
    return PairScores(pairs.workers, _points(index, pairs), _failures(index, pairs))


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
    pairs = _Pairs(workers, v, required, preferred, courses)
    return PairScores(workers, _points(index, pairs), _failures(index, pairs))


class _Pairs(NamedTuple):
    """Pairs with their skills already counted."""

    workers: Ints  # rows
    vacancies: Ints | int  # positions in the index, or one for all
    required: Ints  # points
    preferred: Ints  # points
    courses: Ints | None  # rows, -1 = none


def _everybody(index: MarketIndex, vacancy: int) -> _Pairs:
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
    return _Pairs(workers, v, required, preferred, None)


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


def _squared_hm(index: MarketIndex, pairs: _Pairs) -> NDArray[np.float32]:
    """Squared distances; whole numbers below 2**24, exact in float32."""
    x, y = index.workers.whole[:2, pairs.workers]
    vx, vy = index.vacancies.whole[:2, pairs.vacancies]
    dx = np.minimum(np.abs(x - vx), np.float32(AXIS_LIMIT_HM))
    dy = np.minimum(np.abs(y - vy), np.float32(AXIS_LIMIT_HM))
    return np.asarray(dx * dx + dy * dy, np.float32)


def _occupation(index: MarketIndex, pairs: _Pairs) -> Ints:
    """Points of the nearest wish."""
    wishes, offered = index.workers.unit[pairs.workers], index.unit_of_position[pairs.vacancies]
    points = index.points[wishes, np.expand_dims(offered, -1)]
    return np.where(wishes >= 0, points, 0).max(axis=1).astype(np.int64)


def _points(index: MarketIndex, pairs: _Pairs) -> Ints:
    """Points by factor, shape (pairs, 6)."""
    p, w, v = index.policy, pairs.workers, pairs.vacancies
    schooling, months, _, wish, step, boards = index.workers.whole[2:, w].astype(np.int64)
    rank, needed, _, offered, housing = index.vacancies.whole[2:7, v].astype(np.int64)
    half = p.distance_half_km * HECTOMETRES_PER_KM
    # The root of a whole number below 2**24 is far from rounding up in double precision.
    squared = _squared_hm(index, pairs)
    way = np.sqrt(squared.astype(np.float64)).astype(np.int64)
    housed = housing * boards * (squared <= boarding_limit(p))
    near = np.maximum(p.distance * half // (half + way), housed * p.housing_points)
    practice = p.experience * np.minimum(months, needed) // np.maximum(needed, 1)
    factors = (
        _occupation(index, pairs),
        pairs.required + pairs.preferred,
        np.maximum(0, p.education - p.education_step * np.maximum(schooling - rank, 0)),
        np.where(needed > 0, practice, p.experience),
        near,
        p.wage * np.clip(offered - wish, 0, step) // step,
    )
    return np.stack(factors, axis=1)


def _failures(index: MarketIndex, pairs: _Pairs) -> Ints:
    """The mask of rules that fail, for each pair."""
    w, v, courses = pairs.workers, pairs.vacancies, pairs.courses
    schooling, months, radius, _, _, boards = index.workers.whole[2:, w]
    rank, _, fewest, _, housing = index.vacancies.whole[2:7, v]
    wish, shifts, low, high = index.workers.bits[:4, w]
    wage, patterns, asked_low, asked_high = index.vacancies.bits[:4, v]
    if courses is not None and len(index.market.courses):
        lacking = index.courses.programme_lacking[:, index.courses.programme[courses]]
        low = np.where(courses >= 0, low & lacking[0], low)
        high = np.where(courses >= 0, high & lacking[1], high)
    squared, limit = _squared_hm(index, pairs), np.float32(boarding_limit(index.policy))
    held = (
        _occupation(index, pairs) > 0,
        schooling >= rank,
        months >= fewest,
        squared <= np.maximum(radius * radius, housing * boards * limit),
        wage >= wish,
        (shifts & patterns) != 0,
        ((asked_low & low) | (asked_high & high)) == 0,
        pairs.required >= index.policy.required_cover_min,
    )
    failed = np.zeros(len(w), np.uint8)
    for bit, passes in enumerate(held):
        failed |= np.left_shift(~passes, bit, dtype=np.uint8)
    return failed.astype(np.int64)
