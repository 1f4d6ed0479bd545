"""The score of one worker for one vacancy: the specification, in whole numbers and plain Python.

Everything faster in this package must give exactly these figures; the tests hold it to that.
Distances are whole hectometres (100 m) and every division rounds down.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import isqrt

from caunoi_engine.matching.market import NOT_STATED
from caunoi_engine.matching.occupations import proximity
from caunoi_engine.matching.policy import RULES, WHOLE_LIMIT, Policy

HECTOMETRES_PER_KM = 10
AXIS_LIMIT_HM = 2_895
"""Differences of coordinates count at most this much, so that a squared distance stays below
`WHOLE_LIMIT`. Nobody commutes 289 km; people in firm housing without a limit get the same points
beyond."""
RADIUS_LIMIT_HM = 2_800
EXPERIENCE_LIMIT_MONTHS = 1_200
DONG_PER_WAGE_UNIT = 10_000
"""Wage points are reckoned in steps of 10,000 đồng; the hard rule on wages is exact to the đồng."""


@dataclass(frozen=True)
class WorkerFacts:
    """What the score needs to know of a worker; coordinates and radius in hectometres."""

    x: int
    y: int
    wishes: tuple[str, ...]
    skills: frozenset[str]
    certificates: frozenset[str]
    education: int
    experience_months: int
    wage_min: int
    radius: int
    shifts: int
    will_board: bool
    will_train: bool


@dataclass(frozen=True)
class VacancyFacts:
    """What the score needs to know of a vacancy; skills with the points each is worth."""

    x: int
    y: int
    occupation: str
    wage_max: int
    education_min: int
    experience_months_min: int
    required: Mapping[str, int]
    preferred: Mapping[str, int]
    certificates: frozenset[str]
    shifts: int
    housing: bool


@dataclass(frozen=True)
class CourseFacts:
    """What the cost and the effect of a course depend on."""

    x: int
    y: int
    occupation: str
    months: int
    cost_vnd: int
    education_min: int
    skills: frozenset[str]
    certificates: frozenset[str]
    boarding: bool


@dataclass(frozen=True)
class PairScore:
    """Points by factor as if every hard rule held, and the rules that do not hold."""

    points: tuple[int, int, int, int, int, int]
    failed: tuple[str, ...]

    @property
    def score(self) -> int:
        """Basis points; 0 when a hard rule fails."""
        return 0 if self.failed else sum(self.points)


def boarding_limit(policy: Policy) -> int:
    """Squared hectometres within which people live in; without a limit more than there are."""
    if policy.boarding_km == 0:
        return WHOLE_LIMIT
    return (policy.boarding_km * HECTOMETRES_PER_KM) ** 2


def distance_hm(ax: int, ay: int, bx: int, by: int) -> int:
    """Straight distance in whole hectometres, rounded down."""
    return isqrt(_squared_distance(ax, ay, bx, by))


def _squared_distance(ax: int, ay: int, bx: int, by: int) -> int:
    dx = min(abs(ax - bx), AXIS_LIMIT_HM)
    dy = min(abs(ay - by), AXIS_LIMIT_HM)
    return dx * dx + dy * dy


def wage_wish_units(wage_min: int) -> int:
    """A wished wage in steps of 10,000 đồng, rounded up."""
    return -(-wage_min // DONG_PER_WAGE_UNIT)


def wage_step(wage_min: int, policy: Policy) -> int:
    """Excess over the wish, in steps of 10,000 đồng, that earns all wage points."""
    step = max(1, wage_wish_units(wage_min) * policy.wage_full_percent // 100)
    return min(step, WHOLE_LIMIT // (policy.wage + 1) - 1)


def occupation_points(
    worker: WorkerFacts, offered: str, policy: Policy, related: Mapping[tuple[str, str], int]
) -> int:
    """Points of the nearest wish."""
    nearest = max((proximity(wish, offered, related) for wish in worker.wishes), default=0)
    if nearest < policy.least_nearness:
        return 0
    return policy.occupation * nearest // 1000


def skill_points(worker: WorkerFacts, vacancy: VacancyFacts, policy: Policy) -> tuple[int, int]:
    """Points of required and of preferred skills; nothing asked earns all of them."""
    required, preferred = policy.required_skills, policy.skills - policy.required_skills
    if vacancy.required:
        required = sum(p for skill, p in vacancy.required.items() if skill in worker.skills)
    if vacancy.preferred:
        preferred = sum(p for skill, p in vacancy.preferred.items() if skill in worker.skills)
    return required, preferred


def experience_min(needed_months: int, policy: Policy) -> int:
    """Fewest months of experience with which the pair is still feasible."""
    return -(-needed_months * policy.experience_min_percent // 100)


def score_pair(
    worker: WorkerFacts,
    vacancy: VacancyFacts,
    policy: Policy,
    related: Mapping[tuple[str, str], int],
) -> PairScore:
    """Scores one pair."""
    occupation = occupation_points(worker, vacancy.occupation, policy, related)
    required, preferred = skill_points(worker, vacancy, policy)
    surplus_ranks = max(0, worker.education - vacancy.education_min)
    education = max(0, policy.education - policy.education_step * surplus_ranks)
    needed = vacancy.experience_months_min
    experience = policy.experience
    if needed:
        experience = policy.experience * min(worker.experience_months, needed) // needed
    squared = _squared_distance(worker.x, worker.y, vacancy.x, vacancy.y)
    half = policy.distance_half_km * HECTOMETRES_PER_KM
    distance = policy.distance * half // (half + isqrt(squared))
    boards = vacancy.housing and worker.will_board and squared <= boarding_limit(policy)
    if boards:
        distance = max(distance, policy.housing_points)
    stated = vacancy.wage_max != NOT_STATED
    offered_units = vacancy.wage_max // DONG_PER_WAGE_UNIT if stated else -1
    step = wage_step(worker.wage_min, policy)
    excess = offered_units - wage_wish_units(worker.wage_min)
    wage = policy.wage * min(max(0, excess), step) // step
    held = {
        "OCCUPATION": occupation > 0,
        "EDUCATION": worker.education >= vacancy.education_min,
        "EXPERIENCE": worker.experience_months >= experience_min(needed, policy),
        "COMMUTE": boards or squared <= worker.radius**2,
        "WAGE": not stated or vacancy.wage_max >= worker.wage_min,
        "SHIFT": bool(worker.shifts & vacancy.shifts),
        "CERTIFICATE": vacancy.certificates <= worker.certificates,
        "REQUIRED_SKILLS": required >= policy.required_cover_min,
    }
    return PairScore(
        (occupation, required + preferred, education, experience, distance, wage),
        tuple(rule for rule in RULES if not held[rule]),
    )


def after_course(worker: WorkerFacts, course: CourseFacts) -> WorkerFacts:
    """The worker with what the course teaches and certifies."""
    return replace(
        worker,
        skills=worker.skills | course.skills,
        certificates=worker.certificates | course.certificates,
    )


def course_cost(worker: WorkerFacts, course: CourseFacts, policy: Policy) -> int:
    """What the course costs this worker, in basis points."""
    way_hm = min(
        distance_hm(worker.x, worker.y, course.x, course.y),
        policy.course_km_max * HECTOMETRES_PER_KM,
    )
    return (
        policy.course_fixed
        + policy.course_month * course.months
        + course.cost_vnd // policy.course_dong_per_point
        + policy.course_km * way_hm // HECTOMETRES_PER_KM
    )


def may_attend(
    worker: WorkerFacts,
    course: CourseFacts,
    policy: Policy,
    related: Mapping[tuple[str, str], int],
) -> bool:
    """Whether the worker wants training and the course is near enough in trade and in place."""
    nearest = max((proximity(w, course.occupation, related) for w in worker.wishes), default=0)
    squared = _squared_distance(worker.x, worker.y, course.x, course.y)
    in_reach = squared * 100**2 <= (worker.radius * policy.course_radius_percent) ** 2
    boards = course.boarding and worker.will_board and squared <= boarding_limit(policy)
    return (
        worker.will_train
        and worker.education >= course.education_min
        and nearest >= policy.course_proximity_permille
        and (in_reach or boards)
    )
