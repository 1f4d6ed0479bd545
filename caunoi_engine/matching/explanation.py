"""Why this pair, why not, and what would change it. Codes and figures only; pages put the words."""

from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from caunoi_engine.matching.gaps import Ints, attendable, failures_beside_skills
from caunoi_engine.matching.index import MarketIndex
from caunoi_engine.matching.market import NOT_STATED
from caunoi_engine.matching.occupations import proximity
from caunoi_engine.matching.pairs import failure
from caunoi_engine.matching.policy import FACTORS, RULES, SHIFTS
from caunoi_engine.matching.score import (
    AXIS_LIMIT_HM,
    HECTOMETRES_PER_KM,
    VacancyFacts,
    WorkerFacts,
    after_course,
    boarding_limit,
    course_cost,
    distance_hm,
    score_pair,
)

MET: Final = "MET"
MISSING: Final = "MISSING"
FILLED_BY_COURSE: Final = "FILLED_BY_COURSE"


class Factor(NamedTuple):
    """Points of one factor and the most it could give, in basis points."""

    name: str
    points: int
    maximum: int


@dataclass(frozen=True)
class Requirement:
    """One hard rule: whether it holds, and the figures it was judged by."""

    code: str
    state: str
    detail: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Explanation:
    """Everything there is to say of a worker and a vacancy, perhaps after a course.

    `score` is 0 if the pair is not feasible; the factors are told in any case.
    """

    feasible: bool
    score: int
    net_value: int
    course_cost: int
    factors: tuple[Factor, ...]
    requirements: tuple[Requirement, ...]

    @property
    def missing(self) -> tuple[Requirement, ...]:
        """The rules that do not hold."""
        return tuple(one for one in self.requirements if one.state == MISSING)


@dataclass(frozen=True)
class WhatIf:
    """Feasible workers of a vacancy now, and if one of its demands were dropped."""

    feasible_now: int
    dropped: dict[str, int]


class CourseForGap(NamedTuple):
    """A course that would make a pair feasible, and what it adds to that end."""

    course: int
    cost: int
    score: int
    net_value: int
    skills: tuple[str, ...]
    certificates: tuple[str, ...]


def explain(
    index: MarketIndex, *, worker: int, vacancy: int, course: int | None = None
) -> Explanation:
    """Explains one pair of rows, after the intake `course` if given.

    >>> from caunoi_engine.matching import build_index, example_market
    >>> index = build_index(example_market(["7212", "7531", "7533", "8153"]))
    >>> told = explain(index, worker=0, vacancy=0)
    >>> told.feasible, [one.code for one in told.missing]
    (False, ['EDUCATION', 'EXPERIENCE'])
    >>> told.factors[0]
    Factor(name='occupation', points=1800, maximum=3000)
    """
    person, place, policy = index.worker(worker), index.vacancy(vacancy), index.policy
    training = None if course is None else index.course(course)
    ready = person if training is None else after_course(person, training)
    related = index.market.related
    before = score_pair(person, place, policy, related)
    after = score_pair(ready, place, policy, related)
    cost = 0 if training is None else course_cost(person, training, policy)
    details = _details(index, person, ready, place)
    requirements = tuple(
        Requirement(rule, _state(rule, before.failed, after.failed), details[rule])
        for rule in RULES
    )
    factors = zip(FACTORS, after.points, policy.maxima, strict=True)
    return Explanation(
        feasible=not after.failed,
        score=after.score,
        net_value=after.score - cost if not after.failed else 0,
        course_cost=cost,
        factors=tuple(Factor(*one) for one in factors),
        requirements=requirements,
    )


def _state(rule: str, before: tuple[str, ...], after: tuple[str, ...]) -> str:
    if rule in after:
        return MISSING
    return FILLED_BY_COURSE if rule in before else MET


def _details(
    index: MarketIndex, person: WorkerFacts, ready: WorkerFacts, place: VacancyFacts
) -> dict[str, dict[str, Any]]:
    """The figures behind each rule."""
    related, needed = index.market.related, place.experience_months_min
    nearest = max((proximity(w, place.occupation, related) for w in person.wishes), default=0)
    return {
        "OCCUPATION": {
            "wished": list(person.wishes),
            "offered": place.occupation,
            "permille": nearest,
        },
        "EDUCATION": {"has": person.education, "needed": place.education_min},
        "EXPERIENCE": {
            "has_months": person.experience_months,
            "needed_months": needed,
            "short_months": max(0, needed - person.experience_months),
        },
        "COMMUTE": {
            "distance_km": distance_hm(person.x, person.y, place.x, place.y) / HECTOMETRES_PER_KM,
            "radius_km": person.radius / HECTOMETRES_PER_KM,
            "housing": place.housing,
            "boards": person.will_board,
            "boarding_km": index.policy.boarding_km,
        },
        "WAGE": {
            "wished": person.wage_min,
            "offered": None if place.wage_max == NOT_STATED else place.wage_max,
        },
        "SHIFT": {"wished": _shift_names(person.shifts), "offered": _shift_names(place.shifts)},
        "CERTIFICATE": _held(place.certificates, person.certificates, ready.certificates),
        "REQUIRED_SKILLS": {
            **_held(frozenset(place.required), person.skills, ready.skills),
            "preferred": sorted(place.preferred),
            "preferred_missing": sorted(set(place.preferred) - ready.skills),
        },
    }


def _held(
    needed: frozenset[str], before: frozenset[str], after: frozenset[str]
) -> dict[str, list[str]]:
    """What of the needed is missing still, and what a course filled."""
    return {
        "needed": sorted(needed),
        "missing": sorted(needed - after),
        "filled": sorted(needed & after - before),
    }


def _shift_names(mask: int) -> list[str]:
    return [name for bit, name in enumerate(SHIFTS) if mask >> bit & 1]


def what_if(index: MarketIndex, *, vacancy: int) -> WhatIf:
    """How many workers would be feasible if the vacancy dropped one of its demands.

    `WAGE_PLUS_10_PERCENT` raises the offer, `HOUSING` houses those who would board so far from
    home. Counts are of people; each demand is dropped alone.

    >>> from caunoi_engine.matching import build_index, example_market
    >>> told = what_if(build_index(example_market(["7212", "7531", "7533", "8153"])), vacancy=0)
    >>> told.feasible_now, told.dropped["EDUCATION"], told.dropped["EXPERIENCE"]
    (581, 822, 867)
    """
    rows, failed = _with_at_most_one_failure(index, vacancy)
    only = {rule: failed == failure(rule) for rule in RULES}
    now = int((failed == 0).sum())
    dropped = {
        rule: now + int(only[rule].sum())
        for rule in ("EDUCATION", "EXPERIENCE", "CERTIFICATE", "SHIFT", "REQUIRED_SKILLS")
    }
    offer = int(index.market.vacancies.wage_max[vacancy])
    content = index.workers.bits[0, rows[only["WAGE"]]] <= offer * 11 // 10
    dropped["WAGE_PLUS_10_PERCENT"] = now + int(content.sum())
    dropped["HOUSING"] = now + int(_would_live_in(index, rows[only["COMMUTE"]], vacancy).sum())
    return WhatIf(now, dropped)


def _would_live_in(index: MarketIndex, workers: Ints, vacancy: int) -> NDArray[np.bool_]:
    """Who of these would live at the firm if it housed people."""
    apart = np.abs(index.xy[0][:, workers].astype(np.int64) - index.xy[1][:, vacancy, None])
    squared = (np.minimum(apart, AXIS_LIMIT_HM) ** 2).sum(axis=0)
    return (index.workers.whole[7, workers] > 0) & (squared <= boarding_limit(index.policy))


def _with_at_most_one_failure(index: MarketIndex, vacancy: int) -> tuple[Ints, Ints]:
    """The workers (rows) for whom at most one rule fails, and the mask of it.

    Nobody else can count in `what_if`, so skills, which cost most, are read of these only.
    """
    v, own = int(index.position[vacancy]), index.workers
    # One more than there are units: the one that "no further wish", -1, points to.
    near = np.append(index.points[:, index.unit_of_position[v]] > 0, False)
    wishes = own.unit
    rows = np.flatnonzero(near[wishes[:, 0]] | near[wishes[:, 1]] | near[wishes[:, 2]])
    columns = index.vacancies
    times, failed = failures_beside_skills(
        ([one[rows] for one in own.whole], [one[rows] for one in own.bits[:4]]),
        (columns.whole[:, v], columns.bits[:, v]),
        index.policy,
    )
    few = np.flatnonzero(times <= 1)
    rows, failed = rows[few], failed[few]
    unskilled = _required_points(index, v, rows) < index.policy.required_cover_min
    failed += unskilled * failure("REQUIRED_SKILLS")
    once = (failed & (failed - 1)) == 0
    return rows[once], failed[once]


def _required_points(index: MarketIndex, v: int, rows: Ints) -> Ints:
    """Points of required skills of these workers at one position of the index."""
    columns, own = index.vacancies, index.workers
    span = slice(columns.skill_start[v], columns.required_end[v])
    worth = np.zeros(len(index.names.skills), np.int32)
    worth[columns.skill[span]] = columns.skill_points[span]
    first = own.skill_start[rows].astype(np.int64)
    lengths = own.skill_start[rows + 1] - first
    owner = np.repeat(np.arange(len(rows)), lengths)
    at = np.repeat(first - (np.cumsum(lengths) - lengths), lengths) + np.arange(len(owner))
    points = worth[own.skill[at]]
    hit = np.flatnonzero(points)
    # Sums of points are far below 2**53, so adding them as floats loses nothing.
    sums = np.bincount(owner[hit], weights=points[hit], minlength=len(rows))
    return sums.astype(np.int64) + int(columns.given_required[v])


def best_courses_for_gap(
    index: MarketIndex, *, worker: int, vacancy: int, k: int = 5
) -> list[CourseForGap]:
    """The intakes after which the worker would be feasible, best net value first.

    Empty if the pair is feasible already, or if something else than skills or certificates fails.

    >>> from caunoi_engine.matching import build_index, example_market
    >>> index = build_index(example_market(["7212", "7531", "7533", "8153"]))
    >>> [found] = best_courses_for_gap(index, worker=4, vacancy=15, k=1)
    >>> found.score, found.cost, found.net_value
    (5009, 853, 4156)
    """
    person, place, policy = index.worker(worker), index.vacancy(vacancy), index.policy
    related = index.market.related
    failed = score_pair(person, place, policy, related).failed
    if not failed or set(failed) - {"CERTIFICATE", "REQUIRED_SKILLS"}:
        return []
    scores: dict[int, int] = {}  # after what a programme teaches; 0 if not feasible
    found: list[tuple[int, int, int]] = []
    for row in _filling(index, attendable(index, worker).rows, person, place):
        programme, course = int(index.courses.programme[row]), index.course(row)
        if programme not in scores:
            scores[programme] = score_pair(
                after_course(person, course), place, policy, related
            ).score
        if scores[programme]:
            cost = course_cost(person, course, policy)
            found.append((cost - scores[programme], row, cost))
    asked = {*place.required, *place.preferred}
    best = []
    for loss, row, cost in sorted(found)[:k]:
        course = index.course(row)
        best.append(
            CourseForGap(
                course=row,
                cost=cost,
                score=cost - loss,
                net_value=-loss,
                skills=tuple(sorted((course.skills - person.skills) & asked)),
                certificates=tuple(sorted(course.certificates & place.certificates)),
            )
        )
    return best


def _filling(index: MarketIndex, rows: Ints, person: WorkerFacts, place: VacancyFacts) -> list[int]:
    """Those of the intakes that grant every certificate the worker lacks for the vacancy."""
    lacking = place.certificates - person.certificates
    granted = index.market.courses.certificates_granted
    return [row for row in rows.tolist() if not lacking or lacking <= set(granted.row(row))]
