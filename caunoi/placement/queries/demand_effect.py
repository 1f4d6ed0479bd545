"""How many people fit an advert that is still being written, and what each demand costs.

Counts only, never a person; counts under five are not told.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from caunoi.classifications.choices import QUALIFICATION_RANKS, Qualification, Shift
from caunoi.placement.queries.registers import UNIT_DIGITS, monthly_wage
from caunoi.placement.queries.snapshot import CurrentMarket, NoMarket, current_market
from caunoi.placement.queries.words import DEMAND_WORDS
from caunoi.vacancies.models import Vacancy
from caunoi_engine.matching import (
    NOT_STATED,
    Courses,
    Market,
    MarketIndex,
    Vacancies,
    build_index,
    rank_workers_for,
    what_if,
)
from caunoi_engine.matching.occupations import proximity

FEWEST: Final = 5  # people; fewer might be known by what is asked
NEAR_KM: Final = 15
HECTOMETRES: Final = 10  # in a kilometre


@dataclass(frozen=True)
class Effect:
    """Without one demand so many people fit, so many more than now."""

    words: str
    people: int
    more: int


@dataclass(frozen=True)
class DemandEffect:
    """How many people an advert suits. `reason` says why nothing can be counted."""

    fitting: int = 0
    near: int = 0
    effects: tuple[Effect, ...] = ()
    market_day: date | None = None
    reason: str = ""

    @property
    def is_few(self) -> bool:
        """Too few to be told as a figure."""
        return self.fitting < FEWEST


def effect_of_demands(vacancy: Vacancy) -> DemandEffect:
    """What the terms of a vacancy, sent or still a draft, mean among the people of the latest plan.

    Six queries whatever the size of the register; everything else is computed in memory.
    """
    unit = vacancy.occupation.code if vacancy.occupation else ""
    if len(unit) != UNIT_DIGITS:
        return DemandEffect(reason="Ghi chức danh và chọn nghề để đếm người hợp.")
    if vacancy.lat is None or vacancy.lon is None:
        return DemandEffect(reason="Ghi xã hoặc phường nơi làm để đếm người ở gần.")
    try:
        current = current_market()
    except NoMarket as refusal:
        return DemandEffect(reason=str(refusal))
    index = _index_of_one(current, vacancy, unit)
    if index is None:
        return DemandEffect(market_day=current.day)
    question = what_if(index, vacancy=0)
    rows, _ = rank_workers_for(index, vacancy=0, k=len(index.market.workers))
    effects = [
        Effect(DEMAND_WORDS[code], count, count - question.feasible_now)
        for code, count in question.dropped.items()
        if code in DEMAND_WORDS and count - question.feasible_now >= FEWEST
    ]
    return DemandEffect(
        fitting=question.feasible_now,
        near=_within(index, rows),
        effects=tuple(sorted(effects, key=lambda one: (-one.more, one.words))),
        market_day=current.day,
    )


def _index_of_one(current: CurrentMarket, vacancy: Vacancy, unit: str) -> MarketIndex | None:
    """The vacancy alone beside the people who wish for work near its own; None: nobody does."""
    market = current.market
    wishes = market.workers.occupations
    near = np.array(
        [
            proximity(name, unit, market.related) >= current.index.policy.least_nearness
            for name in wishes.names
        ],
        np.bool_,
    )
    rows = np.flatnonzero(wishes.rows_with(near[wishes.codes])) if len(near) else np.empty(0, int)
    if not len(rows):
        return None
    alone = Market(
        workers=market.workers.take(rows),
        vacancies=_one_row(vacancy, unit),
        courses=_no_courses(),
        related=market.related,
    )
    return build_index(alone, current.index.policy)


def _one_row(vacancy: Vacancy, unit: str) -> Vacancies:
    wage = monthly_wage(vacancy.wage_min, vacancy.wage_max, vacancy.pay_period)
    skills = list(vacancy.skills.order_by("id").values_list("skill__code", "required"))
    papers = vacancy.certificates.order_by("id").values_list("certificate__code", flat=True)
    return Vacancies.of(
        vacancy_id=[vacancy.pk],
        employer_id=[vacancy.employer_id],
        lat=[vacancy.lat],
        lon=[vacancy.lon],
        occupation=[unit],
        positions=[max(vacancy.free, 1)],
        wage_min=[NOT_STATED if wage is None else wage[0]],
        wage_max=[NOT_STATED if wage is None else wage[1]],
        education_min=[QUALIFICATION_RANKS[Qualification(vacancy.qualification)]],
        experience_months_min=[vacancy.experience_months],
        skills_required=[[code for code, required in skills if required]],
        skills_preferred=[[code for code, required in skills if not required]],
        certificates_required=[list(papers)],
        # As in the register: who says nothing of hours excludes nobody by them.
        shifts=[vacancy.shifts or sorted(Shift.values)],
        housing=[vacancy.housing],
    )


def _no_courses() -> Courses:
    return Courses.of(**{column.name: [] for column in Courses.columns()})


def _within(index: MarketIndex, rows: NDArray[np.int32]) -> int:
    """Of these people those who live near the work."""
    apart = index.xy[0][:, rows].astype(np.int64) - index.xy[1][:, :1]
    return int(((apart**2).sum(axis=0) <= (NEAR_KM * HECTOMETRES) ** 2).sum())
