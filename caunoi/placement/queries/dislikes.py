"""What somebody's own refusals say about the order of their own list.

Only the reason the person gave counts, on that person's list alone: a job that repeats it stands
later and says why. Whether a reason was a good one (`justified`) is no business of this list, and
nobody else's list or score changes. Reasons of health are not carried from one job to another.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from caunoi.people.models import Person
from caunoi.placement.choices import Dislike
from caunoi.placement.models import RefusedJob
from caunoi.placement.queries.desk import KM_PER_DEGREE_LAT, KM_PER_DEGREE_LON, Desk
from caunoi.placement.queries.registers import monthly_wage
from caunoi.placement.queries.words import lower_first, shift_words
from caunoi.vacancies.models import Vacancy
from caunoi_kit.ui import formats

READ: Final = 40  # the latest refusals; older ones say little of today
ROUNDING: Final = 0.05  # km; two ways of reckoning the same road


@dataclass(frozen=True)
class Dislikes:
    """What the person has said no to; each is off when empty."""

    km: float = 0.0  # the shortest way that was too far
    wage: int = 0  # đồng a month, the highest that was too little
    shifts: frozenset[str] = frozenset()
    occupations: frozenset[int] = frozenset()

    def against(self, vacancy: Vacancy, kilometres: float) -> tuple[str, ...]:
        """Why this job stands later in the person's list, in words; empty when nothing does."""
        said = []
        if self.km and not vacancy.roughly_placed and kilometres >= self.km - ROUNDING:
            said.append(f"xa từ {formats.distance(self.km)}")
        wage = monthly_wage(vacancy.wage_min, vacancy.wage_max, vacancy.pay_period)
        if self.wage and wage is not None and wage[1] <= self.wage:
            said.append(f"lương đến {formats.wage_short(self.wage, self.wage)}")
        if vacancy.shifts and self.shifts and self.shifts.issuperset(vacancy.shifts):
            said.append(f"ca {lower_first(shift_words(vacancy.shifts))}")
        if vacancy.occupation_id in self.occupations:
            said.append("nghề này")
        return tuple(f"Ít hợp vì anh/chị đã nói không muốn {each}" for each in said)


def dislikes_of(person: Person, desk: Desk) -> Dislikes:
    """What the latest refusals of a person say. One query."""
    refused = RefusedJob.objects.filter(person=person).select_related("vacancy")
    by_reason: dict[str, list[Vacancy]] = {}
    for one in refused.order_by("-at", "-id")[:READ]:
        by_reason.setdefault(one.reason, []).append(one.vacancy)
    ways = [_way(desk, each) for each in by_reason.get(Dislike.DISTANCE, ())]
    wages = [
        wage[1]
        for each in by_reason.get(Dislike.WAGE, ())
        if (wage := monthly_wage(each.wage_min, each.wage_max, each.pay_period)) is not None
    ]
    return Dislikes(
        km=min((way for way in ways if way > 0), default=0.0),
        wage=max(wages, default=0),
        shifts=frozenset(code for each in by_reason.get(Dislike.SHIFT, ()) for code in each.shifts),
        occupations=frozenset(
            each.occupation_id
            for each in by_reason.get(Dislike.JOB, ())
            if each.occupation_id is not None
        ),
    )


def _way(desk: Desk, vacancy: Vacancy) -> float:
    """Straight way from home to a vacancy, which the market of today may not know; 0 unknown."""
    if vacancy.roughly_placed or vacancy.lat is None or vacancy.lon is None:
        return 0.0
    lat, lon = float(desk.worker.lat[0]), float(desk.worker.lon[0])
    east = (vacancy.lon - lon) * KM_PER_DEGREE_LON * np.cos(np.radians(lat))
    return float(np.hypot((vacancy.lat - lat) * KM_PER_DEGREE_LAT, east))
