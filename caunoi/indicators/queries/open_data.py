"""Open data: what of the figures anybody may have, by year, and how other systems name periods."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, TypeVar

from django.conf import settings
from django.core.cache import cache
from django.db.models import Max

from caunoi.indicators.choices.figures import Bound
from caunoi.indicators.models import Definition, Figure, Indicator, Total
from caunoi.indicators.queries.catalogue import public_indicators
from caunoi.indicators.queries.publishing import Seen, YearPublished, year_published
from caunoi.indicators.queries.units import code_of
from caunoi.places.models import Place
from caunoi.places.queries import province
from caunoi_rules.periods import Period, period_of

T = TypeVar("T")
KEEP_SECONDS: Final = 3_600
FIRST_YEAR: Final = 2015
OFFERED_YEARS: Final = 5
_DHIS2: Final = re.compile(r"(\d{4})(?:(Q[1-4])|(S1)|(0[1-9]|1[0-2]))?")
FREQUENCIES: Final = {"year": "A", "half": "S", "quarter": "Q", "month": "M"}
"""As SDMX names them. It knows no nine months."""


@dataclass(frozen=True)
class Observation:
    """One public figure. `value` is None where it is hidden: an observation without one is not."""

    indicator: Indicator
    definition: Definition
    place: Place
    area: str  # code of its unit
    period: Period
    seen: Seen

    @property
    def number(self) -> int | float | None:
        """The value as a number: 4.87."""
        if not self.seen.is_shown or self.seen.value.decimal is None:
            return None
        value = self.seen.value.decimal
        return int(value) if value == value.to_integral_value() else float(value)

    @property
    def note(self) -> str:
        """How exact it is, in words: "trên", "ước tính"; "" where it is exact."""
        guessed = "ước tính" if self.seen.value.estimated else ""
        return f"{guessed} {Bound(self.seen.value.bound).label}".strip()


def here(on: date) -> Place | None:
    """The province of the site; None where units were not loaded."""
    try:
        return province(settings.CAUNOI_PROVINCE, on=on)
    except Place.DoesNotExist:
        return None


def kept(name: str, make: Callable[[], T], *, on: date) -> T:
    """What `make` gives, kept for an hour: figures of periods that are over seldom change."""
    key = f"open-data:{name}:{on.isoformat()}"
    found: T | None = cache.get(key)
    if found is None:
        found = make()
        cache.set(key, found, KEEP_SECONDS)
    return found


def published(year: int, *, on: date) -> YearPublished | None:
    """The public figures of a year; None where there is nothing to publish."""
    place = here(on)
    if place is None or not FIRST_YEAR <= year <= on.year:
        return None
    indicators = list(public_indicators().filter(definitions__isnull=False).distinct())
    if not indicators:
        return None
    return kept(f"{place.pk}:{year}", lambda: year_published(year, place, indicators, on=on), on=on)


def last_change() -> datetime | None:
    """When a public figure was last written down."""
    found = Figure.objects.filter(indicator__is_public=True).aggregate(last=Max("taken_at"))
    changed: datetime | None = found["last"]
    return changed


def years_offered(*, on: date) -> list[int]:
    """Years with figures, the newest first."""
    span = Figure.objects.filter(indicator__is_public=True).aggregate(last=Max("last"))
    if span["last"] is None:
        return []
    newest = min(span["last"].year, on.year)
    return [year for year in range(newest, newest - OFFERED_YEARS, -1) if year >= FIRST_YEAR]


def spans_with_figures(place: Place) -> set[tuple[date, date]]:
    """The days of the public figures of a place."""
    found = Total.objects.filter(place=place, indicator__is_public=True).order_by()
    return set(found.values_list("first", "last").distinct())


def observations(found: YearPublished) -> Iterator[Observation]:
    """Every figure of a year that exists, hidden ones without their value, in a fixed order."""
    places = (found.place, *found.communes)
    areas = {place.pk: code_of(place) for place in places}
    codes = sorted({code for _, _, code in found.cells})
    for indicator in found.indicators:
        for place in places:
            for code in codes:
                seen = found.at(indicator, place, code)
                if seen is not None and seen.value.value is not None:
                    definition = found.definitions[indicator.pk]
                    yield Observation(
                        indicator, definition, place, areas[place.pk], period_of(code), seen
                    )


def asked_for(
    periods: Sequence[Period], areas: Collection[str], codes: Collection[str], *, on: date
) -> list[Observation]:
    """The public figures of some periods; without areas or codes, of all of them."""
    wanted = {period.code for period in periods}
    found = []
    for year in sorted({period.last.year for period in periods}):
        known = published(year, on=on)
        found += [
            each
            for each in (observations(known) if known else ())
            if each.period.code in wanted
            and (not areas or each.area in areas)
            and (not codes or each.indicator.code in codes)
        ]
    return found


def closed_periods(*, on: date, years: int = 2) -> list[Period]:
    """Quarters, halves, nine months and years that are over, the newest first."""
    found = [
        period_of(f"{year}{end}")
        for year in range(on.year, on.year - years - 1, -1)
        for end in ("", "Q4", "-9M", "Q3", "-6M", "Q2", "Q1")
    ]
    return [period for period in found if period.last < on]


def dhis2_of(period: Period) -> str | None:
    """A period as DHIS2 names it: "2026", "2026Q1", "2026S1", "202611"; None for nine months.

    >>> dhis2_of(period_of("2026-11")), dhis2_of(period_of("2026-9M"))
    ('202611', None)
    """
    if period.kind == "nine":
        return None
    if period.kind == "half":
        return f"{period.last.year}S1"
    return period.code.replace("-", "")


def period_of_dhis2(text: str) -> Period | None:
    """The period of a name of DHIS2's; None when it is none of those kept here."""
    found = _DHIS2.fullmatch(text.strip().upper())
    if found is None:
        return None
    year, quarter, half, month = found.groups()
    end = quarter or (half and "-6M") or (month and f"-{month}") or ""
    try:
        return period_of(f"{year}{end}")
    except ValueError:
        return None


def sdmx_of(period: Period) -> str | None:
    """A period as SDMX names it: "2026", "2026-Q1", "2026-S1", "2026-11"; None for nine months."""
    if period.kind == "nine":
        return None
    if period.kind == "half":
        return f"{period.last.year}-S1"
    return period.code.replace("Q", "-Q")


def days_of(period: Period, definition: Definition) -> tuple[date, date]:
    """The days a period means for an indicator, by its calendar."""
    own = period_of(period.code, calendar=str(definition.calendar))
    return own.first, own.last
