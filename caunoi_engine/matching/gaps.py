"""What would have to change for a pair that does not fit. Codes and figures; pages put the words.

Every figure is the least that is enough: with it the rule holds, with one less it does not.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import isqrt
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from caunoi_engine.matching.index import MarketIndex
from caunoi_engine.matching.occupations import proximity
from caunoi_engine.matching.pairs import failure, score_pairs
from caunoi_engine.matching.policy import RULES, SHIFTS, Policy
from caunoi_engine.matching.score import (
    AXIS_LIMIT_HM,
    HECTOMETRES_PER_KM,
    VacancyFacts,
    WorkerFacts,
    boarding_limit,
    experience_min,
    score_pair,
    skill_points,
)

Ints = NDArray[np.integer[Any]]


class CourseNear(NamedTuple):
    """An intake (row) that the worker may attend, and the straight way there."""

    course: int
    distance_km: float


@dataclass(frozen=True)
class Lack:
    """A certificate or a skill that is missing, and the intakes that give it, nearest first."""

    name: str
    courses: tuple[CourseNear, ...] = ()


@dataclass(frozen=True)
class Change:
    """What would have to change for one rule that does not hold.

    `figures` by code of the rule:

    * OCCUPATION: `wish`, the unit code to wish for; `short_permille` of nearness
    * EDUCATION: `ranks` more of schooling, to the rank `needed`
    * EXPERIENCE: `months` more
    * COMMUTE: `km` farther than the worker would go; `board`, whether living at the firm would do
    * WAGE: `dong` a month more offered, or less wished for
    * SHIFT: `any_of`, the patterns of which one is enough
    * CERTIFICATE: nothing, all of `lacks` are needed
    * REQUIRED_SKILLS: `points` of required skills short of the least

    `courses` are the intakes after any one of which the rule holds, nearest first.
    """

    code: str
    figures: dict[str, Any] = field(default_factory=dict)
    lacks: tuple[Lack, ...] = ()
    courses: tuple[CourseNear, ...] = ()


class NearMiss(NamedTuple):
    """A vacancy (row) for which one rule alone fails, and the points it would be worth."""

    vacancy: int
    code: str
    points: int


class Intakes(NamedTuple):
    """Intakes that a worker may attend, nearest first."""

    rows: Ints
    hectometres: Ints


def attendable(index: MarketIndex, worker: int) -> Intakes:
    """The intakes a worker may attend: `score.may_attend` for all of them at once.

    >>> from caunoi_engine.matching import build_index, example_market
    >>> index = build_index(example_market(["7212", "7531", "7533", "8153"]))
    >>> attendable(index, 4).hectometres[:3].tolist()
    [169, 188, 327]
    """
    own, courses, policy = index.workers, index.courses, index.policy
    if not own.trains[worker] or not len(index.market.courses):
        return Intakes(np.zeros(0, np.int64), np.zeros(0, np.int64))
    x, y, schooling, _, radius, _, _, boards, *_ = own.whole[:, worker].astype(np.int64)
    squared = np.zeros(len(courses.unit), np.int64)
    for axis, home in enumerate((x, y)):
        way = np.minimum(np.abs(index.xy[2][axis].astype(np.int64) - home), AXIS_LIMIT_HM)
        squared += way * way
    wishes = own.unit[worker]
    near = index.permille[wishes[wishes >= 0]].max(axis=0, initial=0)[courses.unit]
    in_reach = squared * 100**2 <= (radius * policy.course_radius_percent) ** 2
    entry, boarding = courses.whole[2:4]
    lives_in = (boarding > 0) & (boards > 0) & (squared <= boarding_limit(policy))
    may = (schooling >= entry) & (in_reach | lives_in)
    rows = np.flatnonzero(may & (near >= policy.course_proximity_permille))
    rows = rows[np.lexsort((rows, squared[rows]))]
    # The root of a whole number below 2**24 is far from rounding up in double precision.
    return Intakes(rows, np.sqrt(squared[rows]).astype(np.int64))


def changes_needed(index: MarketIndex, *, worker: int, vacancy: int) -> tuple[Change, ...]:
    """What would have to change for each rule that fails, in the order of `RULES`.

    Empty if the pair fits as it is.

    >>> from caunoi_engine.matching import build_index, example_market
    >>> index = build_index(example_market(["7212", "7531", "7533", "8153"]))
    >>> [change] = changes_needed(index, worker=4, vacancy=15)
    >>> change.code, [lack.name for lack in change.lacks], len(change.courses)
    ('REQUIRED_SKILLS', ['KN0000', 'KN0098'], 2)
    """
    person, place = index.worker(worker), index.vacancy(vacancy)
    failed = score_pair(person, place, index.policy, index.market.related).failed
    taught = {"CERTIFICATE", "REQUIRED_SKILLS"} & set(failed)
    intakes = attendable(index, worker) if taught else None
    changes = []
    for rule in failed:
        if intakes is not None and rule in taught:
            changes.append(_to_learn(index, rule, person, place, intakes))
        else:
            changes.append(Change(rule, _least_steps(index, rule, person, place)))
    return tuple(changes)


def _least_steps(
    index: MarketIndex, rule: str, person: WorkerFacts, place: VacancyFacts
) -> dict[str, Any]:
    """The figures of a rule that no course mends."""
    policy = index.policy
    if rule == "OCCUPATION":
        related = index.market.related
        near = max((proximity(w, place.occupation, related) for w in person.wishes), default=0)
        return {"wish": place.occupation, "short_permille": policy.least_nearness - near}
    if rule == "EDUCATION":
        needed = place.education_min
        return {"ranks": needed - person.education, "needed": needed}
    if rule == "EXPERIENCE":
        fewest = experience_min(place.experience_months_min, policy)
        return {"months": fewest - person.experience_months}
    if rule == "COMMUTE":
        east, north = abs(person.x - place.x), abs(person.y - place.y)
        squared = min(east, AXIS_LIMIT_HM) ** 2 + min(north, AXIS_LIMIT_HM) ** 2
        reach = isqrt(squared - 1) + 1  # the root, rounded up
        km = (reach - person.radius) / HECTOMETRES_PER_KM
        near = squared <= boarding_limit(policy)
        return {"km": km, "board": place.housing and near and not person.will_board}
    if rule == "WAGE":
        return {"dong": person.wage_min - place.wage_max}
    return {"any_of": [name for bit, name in enumerate(SHIFTS) if place.shifts >> bit & 1]}


def _to_learn(
    index: MarketIndex, rule: str, person: WorkerFacts, place: VacancyFacts, intakes: Intakes
) -> Change:
    """What is missing of certificates or skills, and where each is taught."""
    courses = index.market.courses
    near = [
        CourseNear(row, way / HECTOMETRES_PER_KM)
        for row, way in zip(intakes.rows.tolist(), intakes.hectometres.tolist(), strict=True)
    ]
    given: list[set[str]]
    if rule == "CERTIFICATE":
        missing = sorted(place.certificates - person.certificates)
        worth, short = dict.fromkeys(missing, 1), len(missing)
        given = [set(courses.certificates_granted.row(one.course)) for one in near]
        figures: dict[str, Any] = {}
    else:
        missing = sorted(place.required.keys() - person.skills)
        worth = {skill: place.required[skill] for skill in missing}
        required, _ = skill_points(person, place, index.policy)
        short = index.policy.required_cover_min - required
        given = [set(courses.skills_taught.row(one.course)) for one in near]
        figures = {"points": short}
    enough = [sum(worth[name] for name in one & worth.keys()) >= short for one in given]
    lacks = tuple(
        Lack(name, tuple(one for one, names in zip(near, given, strict=True) if name in names))
        for name in missing
    )
    return Change(
        rule, figures, lacks, tuple(one for one, ok in zip(near, enough, strict=True) if ok)
    )


def near_misses(index: MarketIndex, *, worker: int, k: int = 20) -> list[NearMiss]:
    """The vacancies for which one rule alone fails, those first that would be worth most.

    Vacancies of another occupation are never among them: that is not one thing missing.

    >>> from caunoi_engine.matching import build_index, example_market
    >>> near_misses(build_index(example_market(["7212", "7531", "7533", "8153"])), worker=0, k=1)
    [NearMiss(vacancy=217, code='EXPERIENCE', points=8198)]
    """
    wishes = index.workers.unit[worker]
    near = index.points[wishes[wishes >= 0]].max(axis=0, initial=0) > 0
    at, theirs = np.flatnonzero(near[index.unit_of_position]), index.vacancies
    times, _ = failures_beside_skills(
        (index.workers.whole[:, worker], index.workers.bits[:, worker]),
        ([one[at] for one in theirs.whole[:7]], [one[at] for one in theirs.bits[:4]]),
        index.policy,
    )
    vacancies = theirs.row[at[times <= 1]].astype(np.int64)
    found = score_pairs(index, np.full(len(vacancies), worker, np.int64), vacancies, None)
    alone = {failure(rule): rule for rule in RULES}
    one = np.flatnonzero((found.failed != 0) & ((found.failed & (found.failed - 1)) == 0))
    points = found.points[one].sum(axis=1)
    best = np.lexsort((vacancies[one], -points))[:k]
    return [
        NearMiss(int(vacancies[i]), alone[int(found.failed[i])], int(worth))
        for i, worth in zip(one[best].tolist(), points[best].tolist(), strict=True)
    ]


def failures_beside_skills(
    own: tuple[Iterable[Any], Iterable[Any]],
    asked: tuple[Iterable[Any], Iterable[Any]],
    policy: Policy,
) -> tuple[NDArray[np.uint8], Ints]:
    """How many rules beside OCCUPATION and REQUIRED_SKILLS fail, and the mask of them.

    `own` are `whole` and `bits` of workers, `asked` those of vacancies; one side is a single row.
    Skills cost most to read, so whoever asks for few failures leaves out pairs by this first.
    """
    (x, y, schooling, months, radius, _, _, boards, *_), own_bits = own
    (far_x, far_y, rank, _, fewest, _, housing, *_), asked_bits = asked
    wish, shifts, lack_low, lack_high, *_ = own_bits
    wage, patterns, low, high, *_ = asked_bits
    limit = np.float32(AXIS_LIMIT_HM)  # whole numbers below 2**24 are exact in float32
    east, north = np.minimum(abs(x - far_x), limit), np.minimum(abs(y - far_y), limit)
    squared, lodging = east * east + north * north, np.float32(boarding_limit(policy))
    fails = {
        "EDUCATION": schooling < rank,
        "EXPERIENCE": months < fewest,
        "COMMUTE": squared > np.maximum(radius * radius, boards * housing * lodging),
        "WAGE": wish > wage,
        "SHIFT": (shifts & patterns) == 0,
        "CERTIFICATE": ((lack_low & low) | (lack_high & high)) != 0,
    }
    times, failed = np.zeros(np.shape(east), np.uint8), np.zeros(np.shape(east), np.uint8)
    for rule, fail in fails.items():
        times += fail
        failed |= fail.view(np.uint8) << np.uint8(RULES.index(rule))
    return times, failed.astype(np.int64)
