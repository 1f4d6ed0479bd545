"""Which days are asked for: what the picker of periods offers and what an address says."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from caunoi_rules.periods import FIRST_YEAR, LAST_YEAR, Period, period_of

__all__ = ["Choice", "Period", "asked_period", "period_choices"]

YEARS: Final = 3
LONGEST: Final = 800  # days of a span typed into an address


@dataclass(frozen=True)
class Choice:
    """One line of the picker."""

    code: str
    words: str
    group: str
    chosen: bool


def asked_period(code: str, first: str, last: str, *, on: date) -> Period:
    """The period of an address: a code, or the first and last day; else the year of the day."""
    try:
        if code:
            return period_of(code)
        if first and last:
            return _of_days(date.fromisoformat(first), date.fromisoformat(last))
    except ValueError:
        pass  # an address somebody mistyped shows this year
    return period_of(str(on.year))


def period_choices(now: Period, *, on: date) -> list[Choice]:
    """The last years, and the quarters and months of the year that is shown."""
    year = now.last.year
    years = sorted({on.year - back for back in range(YEARS)} | {year}, reverse=True)
    inside = [f"{year}Q{quarter}" for quarter in range(1, 5)] + [f"{year}-6M", f"{year}-9M"]
    months = [f"{year}-{month:02d}" for month in range(1, 13)]
    groups = (
        ("Năm", [str(each) for each in years]),
        (f"Quý, 6 và 9 tháng {year}", inside),
        (f"Tháng {year}", months),
    )
    found = []
    for group, codes in groups:
        for code in codes:
            period = period_of(code)
            if period.first <= on or code == now.code:
                words = period.words[:1].upper() + period.words[1:]
                found.append(Choice(code, words, group, code == now.code))
    if not now.code:
        found.insert(0, Choice("", now.words, "Đang xem", True))
    return found


def _of_days(first: date, last: date) -> Period:
    """The period of just these days, with its code where it has one."""
    if not (first <= last and (last - first).days <= LONGEST):
        raise ValueError("no such span")
    if not FIRST_YEAR <= last.year <= LAST_YEAR:
        raise ValueError("no such year")
    year = last.year
    codes = [str(year), f"{year}-6M", f"{year}-9M", *(f"{year}Q{q}" for q in range(1, 5))]
    codes += [f"{year}-{month:02d}" for month in range(1, 13)]
    for calendar in ("CALENDAR", "REPORTING"):
        for code in codes:
            found = period_of(code, calendar=calendar)
            if (found.first, found.last) == (first, last):
                return period_of(code)
    return Period("days", first, last)
