"""What a year is expected to end with, from the months that are there. Kept by the nightly work."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from caunoi.indicators.choices.catalogue import Frequency, OverTime, OverUnits, Source
from caunoi.indicators.models import Indicator
from caunoi.indicators.queries.catalogue import catalogue
from caunoi.indicators.queries.values import Value, values_of
from caunoi.places.models import Place
from caunoi_engine.series.forecasting import Expected, expect_year
from caunoi_rules.periods import Period, months_of, period_of

YEARS_BACK: Final = 5
ENOUGH_UNITS: Final = 0.9  # of those that owe a figure: a month with fewer would look like a fall


@dataclass(frozen=True)
class Foretold:
    """The end of a year of one indicator, as far as its figures to `as_of` tell."""

    indicator: Indicator
    as_of: date
    expected: Expected


def expectations(
    indicators: Sequence[Indicator], place: Place, year: int, *, on: date
) -> list[Foretold]:
    """Every indicator whose months say enough about its year. A fixed number of queries.

    Only months that are over count, and only while each has a figure: the row of months a
    forecast rests on ends at the first gap, looking back.
    """
    book = catalogue()
    found = []
    for each in indicators:
        definition = book.on(each.pk, date(year, 12, 31))
        summed = definition.over_time == OverTime.SUM and definition.over_units != OverUnits.RATIO
        level = definition.over_time == OverTime.LAST or definition.over_units == OverUnits.RATIO
        if definition.frequency == Frequency.MONTH and (summed or level):
            found.append((each, definition, level))
    months: list[Period] = []
    for calendar in sorted({definition.calendar for _, definition, _ in found}):
        for back in range(YEARS_BACK, -1, -1):
            months += months_of(period_of(str(year - back), calendar=calendar), calendar=calendar)
    values = values_of([each for each, _, _ in found], place, months, on=on)
    told = []
    for each, definition, level in found:
        own = [
            values[each.pk, month.first, month.last]
            for back in range(YEARS_BACK, -1, -1)
            for month in months_of(
                period_of(str(year - back), calendar=definition.calendar),
                calendar=definition.calendar,
            )
            if month.first <= on
        ]
        over = [value for value in own if value.last <= on]
        if foretold := _foretold(each, over, year, level=level):
            if not level:
                foretold = _at_least(foretold, _reached(own, year))
            told.append(foretold)
    return told


def _reached(months: Sequence[Value], year: int) -> int:
    """What the year came to so far, the month under way with it."""
    return sum(value.value or 0 for value in months if value.last.year == year)


def _at_least(foretold: Foretold, reached: int) -> Foretold:
    """A sum does not fall: the year ends with what is reached already, or more."""
    was = foretold.expected
    expected = replace(
        was,
        value=max(was.value, reached),
        low=max(was.low, reached),
        high=max(was.high, reached),
    )
    return replace(foretold, expected=expected)


def _foretold(
    indicator: Indicator, months: list[Value], year: int, *, level: bool
) -> Foretold | None:
    while months and not _known(months[-1]):
        months.pop()  # not handed in yet
    row: list[int] = []
    for value in reversed(months):
        if not _known(value) or value.value is None or value.value < 0:
            break
        row.append(value.value)
    row.reverse()
    done = sum(1 for value in months[-len(row) :] if value.last.year == year) if row else 0
    if not done:
        return None
    expected = expect_year(row, done=done, level=level)
    return Foretold(indicator, months[-1].last, expected) if expected else None


def _known(value: Value) -> bool:
    """Whether a month has a figure that speaks for the whole place."""
    if value.value is None:
        return False
    return value.origin != Source.REPORTED or value.units >= ENOUGH_UNITS * value.of
