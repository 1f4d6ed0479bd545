"""The counsellor's screen for one person: the three lists, sifted, and all that was done so far."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from caunoi.classifications.choices import Shift
from caunoi.people.models import Person
from caunoi.placement.models import Referral, RefusedJob
from caunoi.placement.queries.lists import three_lists
from caunoi.placement.queries.offers import ThreeLists
from caunoi.placement.queries.referrals import (
    WARN_AT,
    Odds,
    awaits_result,
    odds_of,
    referrals_of,
    refusals_of,
    unjustified,
)
from caunoi.placement.queries.registers import monthly_wage
from caunoi.vacancies.models import Vacancy

KILOMETRES: Final = (5, 10, 20)
MILLIONS: Final = (7, 9, 12)


@dataclass(frozen=True)
class Sieve:
    """What the person wants to see now; each is off when empty."""

    km: int = 0
    wage: int = 0  # đồng a month at least
    shift: str = ""

    def keeps(self, vacancy: Vacancy, kilometres: float) -> bool:
        """Whether a vacancy passes; one that does not say where it is passes no distance."""
        if self.km and (vacancy.roughly_placed or not kilometres <= self.km):
            return False
        if self.shift and self.shift not in vacancy.shifts:
            return False
        if not self.wage:
            return True
        wage = monthly_wage(vacancy.wage_min, vacancy.wage_max, vacancy.pay_period)
        return wage is not None and wage[1] >= self.wage


def sieve_of(*, km: str, millions: str, shift: str) -> Sieve:
    """The sieve of an address; what is not offered is off."""
    return Sieve(
        km=next((each for each in KILOMETRES if str(each) == km), 0),
        wage=next((each * 1_000_000 for each in MILLIONS if str(each) == millions), 0),
        shift=shift if shift in Shift.values else "",
    )


@dataclass(frozen=True)
class CounsellingPage:
    """What a counsellor sees of one person."""

    lists: ThreeLists
    sieve: Sieve
    referrals: tuple[Referral, ...]
    refusals: tuple[RefusedJob, ...]
    odds: dict[int, Odds]

    @property
    def under_way(self) -> dict[int, Referral]:
        """Letters whose result is still open, by vacancy."""
        return {one.vacancy_id: one for one in self.referrals if awaits_result(one)}

    @property
    def unjustified(self) -> int:
        """Refused letters without a good reason."""
        return unjustified(self.refusals)

    @property
    def warns(self) -> bool:
        """So many that the law asks about it; nothing follows by itself."""
        return self.unjustified >= WARN_AT


def counselling_page(person: Person, *, sieve: Sieve, on: date) -> CounsellingPage:
    """The lists without the jobs the person did not want, and what was done. About 25 queries."""
    refusals = tuple(refusals_of(person))
    refused = {refusal.vacancy_id for refusal in refusals}

    def keep(vacancy: Vacancy, kilometres: float) -> bool:
        return vacancy.pk not in refused and sieve.keeps(vacancy, kilometres)

    sifting = bool(refused) or sieve != Sieve()
    lists = three_lists(person, on=on, keep=keep if sifting else None)
    occupations = {offer.vacancy.occupation_id for offer in lists.jobs}
    return CounsellingPage(
        lists,
        sieve,
        tuple(referrals_of(person)),
        refusals,
        odds_of(occupations, on=on) if occupations else {},
    )
