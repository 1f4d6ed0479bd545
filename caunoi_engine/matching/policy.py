"""What a good match is worth: the points of each factor and the figures behind the hard rules.

A score is a whole number of basis points, 0 to 10,000. It is the sum of six named factors, each
with its own maximum, so an officer can always be told where every point came from.
"""

from dataclasses import dataclass, fields
from typing import Final

FULL_SCORE: Final = 10_000
"""The score of a perfect match, in basis points."""

FACTORS: Final = ("occupation", "skills", "education", "experience", "distance", "wage")
"""The parts of a score, in the order in which factor arrays hold them."""

RULES: Final = (
    "OCCUPATION",
    "EDUCATION",
    "EXPERIENCE",
    "COMMUTE",
    "WAGE",
    "SHIFT",
    "CERTIFICATE",
    "REQUIRED_SKILLS",
)
"""The hard rules; bit `i` of a failure mask stands for `RULES[i]`."""

SHIFTS: Final = ("DAY", "ROTATING", "NIGHT", "PART_TIME")
"""Working patterns; bit `i` of a shift mask stands for `SHIFTS[i]`."""

EDUCATION_RANKS: Final = 9
"""Ranks 0 (untrained), 1 skilled without paper, 2 certificate under 3 months, 3 elementary,
4 intermediate, 5 college, 6 university, 7 master, 8 doctor."""

RANGES: Final = {
    "required_skills_percent": (0, 100),
    "required_cover_min_percent": (0, 100),
    "experience_min_percent": (0, 100),
    "housing_percent": (0, 100),
    "distance_half_km": (1, 100),
    "boarding_km": (0, 280),
    "least_nearness": (1, 1_000),
    "course_proximity_permille": (1, 1_000),
    "course_radius_percent": (0, 1_000),
    "course_dong_per_point": (1, 2**31),
    "course_month": (0, FULL_SCORE),
    "course_fixed": (0, FULL_SCORE),
    "course_km": (0, 1_000),
    "course_km_max": (0, 1_000),
    "course_net_min": (0, FULL_SCORE),
    "priority_points": (0, FULL_SCORE),
}
"""Limits of the policy beside the weights: shares are shares, and divisors are not zero."""

WHOLE_LIMIT: Final = 2**24
"""Whole numbers below this are exact in float32, and so is the floor of a quotient of two of
them whose sum stays below it. The kernels rely on that to agree with integer arithmetic."""


@dataclass(frozen=True, kw_only=True)
class Policy:
    """Weights and limits of the match. All points are basis points; the six maxima sum to 10,000.

    >>> Policy().maxima
    (3000, 3000, 800, 1000, 1200, 1000)
    """

    occupation: int = 3_000
    skills: int = 3_000
    education: int = 800
    experience: int = 1_000
    distance: int = 1_200
    wage: int = 1_000

    required_skills_percent: int = 70
    """Share of the skill points that comes from required skills; the rest from preferred ones."""
    required_cover_min_percent: int = 25
    """Below this share of the required-skill points the pair is not feasible."""
    education_step: int = 96
    """Points lost for each rank of schooling above what the vacancy asks."""
    experience_min_percent: int = 50
    """Share of the asked experience below which the pair is not feasible."""
    distance_half_km: int = 15
    """Distance at which half of the distance points remain."""
    housing_percent: int = 40
    """Share of the distance points kept by somebody who lives in firm housing."""
    boarding_km: int = 100
    """Kilometres from home within which people live in, at a firm or at a school; 0 = however
    far."""
    wage_full_percent: int = 50
    """All wage points are earned when the offer is this much above the wish."""

    least_nearness: int = 400
    """Below this nearness an offered occupation is none of the wishes: not feasible."""

    course_proximity_permille: int = 750
    """A course is offered only in an occupation at least this near to one of the wishes."""
    course_radius_percent: int = 150
    """Share of the commuting radius a worker accepts for the months of a course."""
    course_fixed: int = 200
    """Points any course costs."""
    course_month: int = 80
    """Points a month in class costs."""
    course_dong_per_point: int = 10_000
    """Fee, in đồng, that weighs as much as one point."""
    course_km: int = 10
    """Points a kilometre to the course costs."""
    course_km_max: int = 40
    """Kilometres after which the way to the course costs no more."""
    course_net_min: int = 500
    """A programme is proposed for a vacancy only if the score after it, less what its cheapest
    intake costs, is above this."""

    priority_points: int = 0
    """Points the plan gains, beside the score, by placing somebody of a priority group."""
    priority_article: str = ""
    """The article of law that grants these points; they need one."""

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name == "priority_article":
                continue
            if isinstance(value, bool) or not isinstance(value, int) or value < 0:
                raise ValueError(f"{field.name} must be a whole number from 0 up, not {value!r}")
        if sum(self.maxima) != FULL_SCORE:
            raise ValueError(f"the six factors must sum to {FULL_SCORE}, not {sum(self.maxima)}")
        for name, (least, most) in RANGES.items():
            if not least <= getattr(self, name) <= most:
                raise ValueError(f"{name} must be from {least} to {most}")
        if self.priority_points and not self.priority_article.strip():
            raise ValueError("priority_points need the article of law that grants them")

    @property
    def maxima(self) -> tuple[int, int, int, int, int, int]:
        """Most points of each factor, in the order of `FACTORS`."""
        return (
            self.occupation,
            self.skills,
            self.education,
            self.experience,
            self.distance,
            self.wage,
        )

    @property
    def required_skills(self) -> int:
        """Most points of required skills; preferred skills get the rest of `skills`."""
        return self.skills * self.required_skills_percent // 100

    @property
    def required_cover_min(self) -> int:
        """Fewest required-skill points of a feasible pair."""
        return -(-self.required_skills * self.required_cover_min_percent // 100)

    @property
    def housing_points(self) -> int:
        """Distance points of somebody who lives in the firm's housing, at least."""
        return self.distance * self.housing_percent // 100
