"""Why this pair, why not, and what would change it. Codes and figures only; pages put the words."""

from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import numpy as np

from caunoi_engine.matching.index import MarketIndex
from caunoi_engine.matching.market import NOT_STATED
from caunoi_engine.matching.occupations import proximity
from caunoi_engine.matching.pairs import failure, failures_of_everybody
from caunoi_engine.matching.policy import FACTORS, RULES, SHIFTS
from caunoi_engine.matching.score import (
    HECTOMETRES_PER_KM,
    VacancyFacts,
    WorkerFacts,
    after_course,
    course_cost,
    distance_hm,
    may_attend,
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
    """Explains one pair of rows, after the intake `course` if given."""
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

    `WAGE_PLUS_10_PERCENT` raises the offer, `HOUSING` houses those who would board.
    """
    rows, failed = failures_of_everybody(index, vacancy)
    dropped = {
        rule: int(((failed & ~failure(rule)) == 0).sum())
        for rule in ("EDUCATION", "EXPERIENCE", "CERTIFICATE", "SHIFT", "REQUIRED_SKILLS")
    }
    offer = int(index.market.vacancies.wage_max[vacancy])
    content = index.workers.bits[0, rows] <= offer * 11 // 10
    otherwise = (failed & ~failure("WAGE")) == 0
    dropped["WAGE_PLUS_10_PERCENT"] = int((otherwise & (content | (failed == 0))).sum())
    boards = index.workers.whole[7, rows] > 0
    otherwise = (failed & ~failure("COMMUTE")) == 0
    dropped["HOUSING"] = int((otherwise & (boards | (failed == 0))).sum())
    return WhatIf(int((failed == 0).sum()), dropped)


def best_courses_for_gap(
    index: MarketIndex, *, worker: int, vacancy: int, k: int = 5
) -> list[CourseForGap]:
    """The intakes after which the worker would be feasible, best net value first.

    Empty if the pair is feasible already, or if something else than skills or certificates fails.
    """
    person, place, policy = index.worker(worker), index.vacancy(vacancy), index.policy
    related = index.market.related
    failed = score_pair(person, place, policy, related).failed
    if not failed or set(failed) - {"CERTIFICATE", "REQUIRED_SKILLS"}:
        return []
    found = []
    for row in _useful_courses(index, person, place):
        course = index.course(row)
        if not may_attend(person, course, policy, related):
            continue
        after = score_pair(after_course(person, course), place, policy, related)
        if after.failed:
            continue
        cost = course_cost(person, course, policy)
        asked = {*place.required, *place.preferred}
        found.append(
            CourseForGap(
                course=row,
                cost=cost,
                score=after.score,
                net_value=after.score - cost,
                skills=tuple(sorted((course.skills - person.skills) & asked)),
                certificates=tuple(sorted(course.certificates & place.certificates)),
            )
        )
    return sorted(found, key=lambda one: (-one.net_value, one.course))[:k]


def _useful_courses(index: MarketIndex, person: WorkerFacts, place: VacancyFacts) -> list[int]:
    """Intakes that grant all missing certificates, in an occupation near enough."""
    units = {unit: code for code, unit in enumerate(index.names.units)}
    wishes = [units[wish] for wish in person.wishes]
    near = index.permille[wishes][:, index.courses.unit].max(axis=0, initial=0)
    lacking = place.certificates - person.certificates
    return [
        row
        for row in np.flatnonzero(near >= index.policy.course_proximity_permille).tolist()
        if lacking <= set(index.market.courses.certificates_granted.row(row))
    ]
