"""What the public statistics page shows: figures of a period in plain words, and one of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from caunoi.indicators.choices.catalogue import Unit
from caunoi.indicators.models import Definition, Indicator
from caunoi.indicators.queries.open_data import (
    closed_periods,
    here,
    kept,
    published,
    spans_with_figures,
)
from caunoi.indicators.queries.publishing import MONTHS, QUARTERS, Seen, YearPublished
from caunoi.places.models import Place
from caunoi_engine.series.comparing import PERCENT, POINTS, Change, change
from caunoi_rules.periods import Period, period_of, year_before

OFFERED: Final = 6
A_MONTH: Final = timedelta(days=28)  # months of the 15th to the 14th end earlier


@dataclass(frozen=True)
class PublicLine:
    """One indicator of a period: its figure, and how it moved since the year before."""

    indicator: Indicator
    definition: Definition
    period: Period
    seen: Seen
    change: Change | None


@dataclass(frozen=True)
class PublicPage:
    """The whole page: tiles first, then everything by topic. No lines: nothing to publish yet."""

    place: Place | None
    period: Period | None
    periods: tuple[Period, ...]
    tiles: tuple[PublicLine, ...]
    topics: tuple[tuple[str, tuple[PublicLine, ...]], ...]


@dataclass(frozen=True)
class CommuneLine:
    """A commune: its quarters and its year; None where there is no figure."""

    place: Place
    seen: tuple[Seen | None, ...]


@dataclass(frozen=True)
class PublicIndicator:
    """One indicator in a year: over time for the province, by commune."""

    place: Place
    year: int
    years: tuple[int, ...]
    indicator: Indicator
    definition: Definition
    line: PublicLine | None  # of the newest period of the year
    over_time: tuple[tuple[Period, Seen], ...]
    columns: tuple[Period, ...]
    communes: tuple[CommuneLine, ...]


def public_page(asked: str, *, on: date) -> PublicPage:
    """The page of a period that is over; of the newest with figures when another is asked for."""
    periods = _with_figures(on)
    period = next((each for each in periods if each.code == asked), None)
    if period is None and periods:
        period = periods[0]
    if period is None:
        return PublicPage(None, None, (), (), ())
    return kept(f"page:{period.code}", lambda: _page(period, periods, on), on=on)


def public_indicator(code: str, year: int | None, *, on: date) -> PublicIndicator | None:
    """A public indicator in a year (the newest with figures when none is asked); None: no such."""
    periods = _with_figures(on)
    years = sorted({each.last.year for each in periods}, reverse=True)
    if not years or (year is not None and year not in years):
        return None
    chosen = year or years[0]
    return kept(
        f"indicator:{code}:{chosen}", lambda: _indicator(code, chosen, years, periods, on), on=on
    )


def _page(period: Period, periods: Sequence[Period], on: date) -> PublicPage:
    found, before = published(period.last.year, on=on), published(period.last.year - 1, on=on)
    if found is None:
        return PublicPage(None, None, (), (), ())
    each_line = [_line(each, period, found, before) for each in found.indicators]
    lines = [line for line in each_line if line is not None]
    topics: dict[str, list[PublicLine]] = {}
    for line in lines:
        topics.setdefault(line.indicator.topic, []).append(line)
    return PublicPage(
        found.place,
        period,
        tuple(periods[:OFFERED]),
        tuple(line for line in lines if line.indicator.is_tile and line.seen.is_shown),
        tuple((topic, tuple(some)) for topic, some in topics.items()),
    )


def _indicator(
    code: str, year: int, years: Sequence[int], periods: Sequence[Period], on: date
) -> PublicIndicator | None:
    found, before = published(year, on=on), published(year - 1, on=on)
    if found is None:
        return None
    indicator = next((each for each in found.indicators if each.code == code), None)
    if indicator is None:
        return None
    ends = [period_of(f"{year}{end}") for end in (*QUARTERS, "")]
    columns = [
        each
        for each in ends
        if any(_seen(found, indicator, place, each) for place in found.communes)
    ]
    lines = [_line(indicator, each, found, before) for each in periods if each.last.year == year]
    return PublicIndicator(
        place=found.place,
        year=year,
        years=tuple(years),
        definition=found.definitions[indicator.pk],
        indicator=indicator,
        line=next((line for line in lines if line is not None), None),
        over_time=tuple(_over_time(indicator, year, found)),
        columns=tuple(columns),
        communes=tuple(
            CommuneLine(place, tuple(_seen(found, indicator, place, each) for each in columns))
            for place in (found.communes if columns else ())
        ),
    )


def _with_figures(on: date) -> list[Period]:
    """Periods that are over and end with a public figure of the province, the newest first."""
    place = here(on)
    if place is None:
        return []
    spans = kept(f"spans:{place.pk}", lambda: spans_with_figures(place), on=on)
    return [
        period
        for period in closed_periods(on=on)
        if any(
            period.first - A_MONTH < first and period.last - A_MONTH < last <= period.last
            for first, last in spans
        )
    ]


def _over_time(
    indicator: Indicator, year: int, found: YearPublished
) -> Iterator[tuple[Period, Seen]]:
    """The months of the year, or where there are none its quarters."""
    for ends in (MONTHS, QUARTERS):
        shown = [
            (period, seen)
            for end in ends
            if (seen := _seen(found, indicator, found.place, period := period_of(f"{year}{end}")))
        ]
        if shown:
            yield from shown
            return


def _line(
    indicator: Indicator, period: Period, found: YearPublished, before: YearPublished | None
) -> PublicLine | None:
    seen = _seen(found, indicator, found.place, period)
    if seen is None:
        return None
    then = _seen(before, indicator, found.place, year_before(period)) if before else None
    definition = found.definitions[indicator.pk]
    return PublicLine(indicator, definition, period, seen, _moved(definition, seen, then))


def _seen(found: YearPublished, indicator: Indicator, place: Place, period: Period) -> Seen | None:
    """What the public sees; None where there is no figure at all."""
    seen = found.at(indicator, place, period.code)
    return seen if seen is not None and seen.value.value is not None else None


def _moved(definition: Definition, now: Seen, then: Seen | None) -> Change | None:
    if then is None or not now.is_shown or not then.is_shown:
        return None
    if now.value.value is None or then.value.value is None or definition.unit == Unit.POINTS:
        return None
    kind = POINTS if definition.unit == Unit.PERCENT else PERCENT
    return change(now.value.value, then.value.value, kind=kind, decimals=definition.decimals)
