"""How big a made province is."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Counts that a made province has exactly. Positions and seats are the free ones."""

    workers: int
    firms: int
    vacancies: int
    positions: int
    schools: int
    programmes: int
    intakes: int
    seats: int


TINY: Final = Scale(
    workers=60,
    firms=6,
    vacancies=15,
    positions=75,
    schools=3,
    programmes=5,
    intakes=5,
    seats=60,
)
SMALL: Final = Scale(
    workers=1_500,
    firms=60,
    vacancies=300,
    positions=1_450,
    schools=8,
    programmes=25,
    intakes=30,
    seats=400,
)
# The size of a year of a real centre: advice given, positions collected, learners enrolled.
PROVINCE: Final = Scale(
    workers=68_800,
    firms=502,
    vacancies=10_000,
    positions=66_000,
    schools=40,
    programmes=320,
    intakes=600,
    seats=13_575,
)
SCALES: Final = {"tiny": TINY, "small": SMALL, "province": PROVINCE}
