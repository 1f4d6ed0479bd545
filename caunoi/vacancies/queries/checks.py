"""Whether the words and the pay of an advert are lawful, and what the reader must be told."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from caunoi.employers.models import Employer
from caunoi.places.choices import Level
from caunoi.vacancies.queries.suggestions import MarketWage, market_wage
from caunoi.vacancies.queries.terms import Terms
from caunoi_rules import adverts, calendar, wages


@dataclass(frozen=True)
class Remark:
    """Something in an advert that is unlawful (`blocks`) or needs a look by the centre."""

    kind: str
    words: str  # as they stand in the advert; "" for pay
    why: str
    law: str
    blocks: bool

    def plain(self) -> dict[str, Any]:
        """As it is kept with the vacancy."""
        return asdict(self)


@dataclass(frozen=True)
class Checked:
    """What is to be said of an advert before it is shown."""

    remarks: tuple[Remark, ...]
    verified: bool

    @property
    def blocked(self) -> tuple[Remark, ...]:
        """What must be changed before it can be sent."""
        return tuple(one for one in self.remarks if one.blocks)

    @property
    def held(self) -> tuple[Remark, ...]:
        """What the centre will look at first."""
        return tuple(one for one in self.remarks if not one.blocks)

    @property
    def is_shown_at_once(self) -> bool:
        """A verified employer's advert without a remark needs nobody's look."""
        return self.verified and not self.remarks


def check_terms(terms: Terms, *, employer: Employer, on: date) -> Checked:
    """Read the advert as the law does. No query."""
    found = adverts.check_advert(
        text=terms.text,
        wage_min=terms.wage_min,
        wage_max=terms.wage_max,
        pay_period=terms.pay_period,
        minimum=_minimum(terms, on),
    )
    return Checked(_remarks(found), verified=employer.verified_at is not None)


def _remarks(found: Sequence[adverts.Finding]) -> tuple[Remark, ...]:
    return tuple(Remark(one.kind, one.words, one.why, one.law, one.blocks) for one in found)


def _minimum(terms: Terms, on: date) -> wages.MinimumWage | None:
    """The minimum wage where the work is; None when only the province is known."""
    if terms.place is None or terms.place.level != Level.COMMUNE:
        return None
    reading = wages.region_of(terms.place.code, on)
    return wages.minimum_wage(reading.region, on) if reading else None


def answer_due(sent_on: date) -> date | None:
    """The day by which the centre means to have looked: the next working day."""
    try:
        return calendar.add_working_days(sent_on, 1)
    except calendar.NoCalendar:
        return None


@dataclass(frozen=True)
class Beside:
    """What stands beside an advert while it is typed."""

    market: MarketWage | None
    checked: Checked


def beside(terms: Terms, *, employer: Employer, on: date, vacancy: int | None = None) -> Beside:
    """What the market pays, and what the law says of these words. One query."""
    return Beside(
        market_wage(terms.occupation, on=on, beside=vacancy),
        check_terms(terms, employer=employer, on=on),
    )
