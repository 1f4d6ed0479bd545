"""Values of indicators for a place and days, with what they rest on.

Whatever page, report or file shows a figure asks here, so that they all show the same one.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from caunoi.indicators.choices.catalogue import (
    Level,
    OverUnits,
    Source,
)
from caunoi.indicators.choices.figures import Bound, Missing
from caunoi.indicators.models import Definition, Indicator
from caunoi.indicators.queries.catalogue import Catalogue, catalogue, definition_on
from caunoi.indicators.queries.cells import fold, span_of
from caunoi.indicators.queries.kept import Asked, Kept, kept_of_children, kept_of_place
from caunoi.indicators.queries.units import owing, province_unit, units_under
from caunoi.places.choices import NEW_ERA_FROM
from caunoi.places.models import Place
from caunoi_rules.periods import Period, period_of, year_before

__all__ = [
    "Ground",
    "Value",
    "definition_on",
    "ground_of",
    "months_of_year",
    "province_unit",
    "units_under",
    "value_of",
    "values_at",
    "values_by_child",
    "values_by_children",
    "values_of",
]

FALL: Final = "fall"
"""Query of an indicator that says by how much its numerator fell since the year before."""
CALENDARS_APART: Final = timedelta(days=31)
A_YEAR: Final = timedelta(days=366)
Key = tuple[int, date, date]


@dataclass(frozen=True)
class Value:
    """The value of an indicator for a place and days; `value` is None where there is none.

    value, upper: whole numbers of the last decimal. units: that have a figure; of: that owe one
    (0: nobody owes any). first, last: the days it is of, in the calendar of the indicator.
    broken: several definitions, or units of another time, went into it. estimated: how many of
    `units` gave no figure, so that somebody estimated theirs.
    """

    indicator_id: int
    value: int | None
    upper: int | None
    bound: str
    decimals: int
    unit: str
    origin: str
    people: int | None
    units: int
    of: int
    definition_id: int
    taken_at: datetime | None
    broken: bool
    first: date
    last: date
    estimated: int = 0

    @property
    def decimal(self) -> Decimal | None:
        """The value as it is read: 487 with two decimals is 4,87."""
        return None if self.value is None else Decimal(self.value).scaleb(-self.decimals)

    @property
    def upper_decimal(self) -> Decimal | None:
        """The end of a range."""
        return None if self.upper is None else Decimal(self.upper).scaleb(-self.decimals)

    @property
    def complete(self) -> bool:
        """Nobody who owes a figure is without one."""
        return self.units >= self.of


@dataclass(frozen=True)
class Ground:
    """What reading the values of a place rests on. A page takes it once."""

    book: Catalogue
    owing: Callable[[date], int]  # units that owe a figure on a day


def ground_of(place: Place | None) -> Ground:
    """The catalogue and who owes figures. Two queries."""
    return Ground(catalogue(), owing(place))


def values_of(
    indicators: Sequence[Indicator],
    place: Place | None,
    periods: Sequence[Period],
    *,
    on: date,
    ground: Ground | None = None,
) -> dict[Key, Value]:
    """Every indicator for every period, by indicator, first and last day as asked.

    place: None is the whole country. The number of queries does not grow with either list.
    """
    return values_at({each.pk: periods for each in indicators}, place, on=on, ground=ground)


def values_at(
    wanted: Mapping[int, Sequence[Period]],
    place: Place | None,
    *,
    on: date,
    ground: Ground | None = None,
) -> dict[Key, Value]:
    """Each indicator, by its key, for periods of its own; the queries are those of `values_of`."""
    periods = list(dict.fromkeys(period for each in wanted.values() for period in each))
    if not periods:
        return {}
    ground = ground or ground_of(place)
    kept = kept_of_place(place, _asked(wanted, periods, ground.book))
    reading = _Reading(kept, ground.book, ground.owing, on)
    return {
        (key, period.first, period.last): reading.value(key, period)
        for key, each in wanted.items()
        for period in each
    }


def value_of(code: str, place: Place | None, period: Period, *, on: date) -> Value:
    """One indicator for one period. Raises Indicator.DoesNotExist."""
    indicator = Indicator.objects.get(code=code)
    found = values_of([indicator], place, [period], on=on)
    return found[indicator.pk, period.first, period.last]


def values_by_child(
    indicator: Indicator, place: Place, period: Period, *, on: date, view: str = "new"
) -> list[tuple[Place, Value]]:
    """The parts of a place, in the order of their codes.

    view "new": communes of today; "old": districts of before 01/07/2025 (communes, of a district).
    What belongs to no part (people whose commune is not known) stands last, under the place
    itself, so that sums are those of the place.
    """
    key = indicator.pk, period.first, period.last
    found = values_by_children([indicator], place, [period], on=on, view=view)
    return [(child, values[key]) for child, values in found]


def values_by_children(
    indicators: Sequence[Indicator],
    place: Place,
    periods: Sequence[Period],
    *,
    on: date,
    view: str = "new",
    book: Catalogue | None = None,
) -> list[tuple[Place, dict[Key, Value]]]:
    """The same of several indicators and periods; the place itself only when it has any."""
    if not indicators or not periods:
        return []
    book = book or catalogue()
    asked = _asked([each.pk for each in indicators], periods, book)
    children = kept_of_children(place, asked, view=view)
    found = []
    for child, kept in children:
        reading = _Reading(kept, book, lambda day: 0, on)
        values = {
            (each.pk, period.first, period.last): reading.value(each.pk, period)
            for each in indicators
            for period in periods
        }
        if child.pk != place.pk or any(value.value for value in values.values()):
            found.append((child, values))
    return found


def months_of_year(
    indicator: Indicator, place: Place | None, year: int, *, on: date
) -> list[Value]:
    """The twelve months of a year, in the calendar of the indicator."""
    calendar = str(definition_on(indicator, date(year, 12, 31)).calendar)
    months = [period_of(f"{year}-{month:02d}", calendar=calendar) for month in range(1, 13)]
    found = values_of([indicator], place, months, on=on)
    return [found[indicator.pk, month.first, month.last] for month in months]


def _asked(keys: Iterable[int], periods: Sequence[Period], book: Catalogue) -> Asked:
    """The indicators and those they are made of; the days in either calendar."""
    wanted: set[int] = set()
    queue = list(keys)
    falls = False
    while queue:
        key = queue.pop()
        if key in wanted:
            continue
        wanted.add(key)
        for each in book.by_indicator.get(key, ()):
            queue += [part for part in (each.numerator_id, each.denominator_id) if part]
            falls = falls or each.query == FALL
    first = min(period.first for period in periods) - CALENDARS_APART
    last = max(period.last for period in periods)
    return Asked(wanted, first - A_YEAR if falls else first, last, book)


def _owed(definition: Definition) -> bool:
    return definition.source == Source.REPORTED and definition.level == Level.COMMUNE


@dataclass(frozen=True)
class _Reading:
    """What is needed to read values of one place."""

    kept: Kept
    book: Catalogue
    owing: Callable[[date], int]  # units that owe a figure on a day
    on: date

    def value(self, key: int, period: Period) -> Value:
        asked = self.book.on(key, period.last)
        first, last = span_of(period, asked)
        cell = fold(self.kept.cells.get(key, ()), (first, last), asked.over_time)
        if cell is None:
            return self._worked_out(asked, period, first, last)
        definition = self.book.by_id[cell.definition_id]
        of = self.owing(min(cell.last, self.on)) if _owed(definition) else 0
        held = definition.missing == Missing.HOLD and cell.units < of
        return Value(
            indicator_id=key,
            value=None if held else cell.value,
            upper=None if held else cell.upper,
            bound=cell.bound,
            decimals=definition.decimals,
            unit=definition.unit,
            origin=cell.origin,
            people=cell.people,
            units=cell.units,
            of=of,
            definition_id=definition.pk,
            taken_at=cell.taken_at,
            broken=cell.mixed or cell.first < NEW_ERA_FROM <= cell.last,
            first=first,
            last=last,
            estimated=0 if held else cell.estimated,
        )

    def _worked_out(self, asked: Definition, period: Period, first: date, last: date) -> Value:
        """Of an indicator without a figure: from those it is made of, or nothing."""
        empty = Value(
            indicator_id=asked.indicator_id, value=None, upper=None, bound=Bound.EXACT,
            decimals=asked.decimals, unit=asked.unit, origin=asked.source, people=None, units=0,
            of=self.owing(min(last, self.on)) if _owed(asked) else 0, definition_id=asked.pk,
            taken_at=None, broken=False, first=first, last=last,
        )  # fmt: skip
        if asked.numerator_id is None:
            return empty
        over = self.value(asked.numerator_id, period)
        if asked.over_units == OverUnits.RATIO and asked.denominator_id is not None:
            under = self.value(asked.denominator_id, period)
            if over.decimal is None or not under.decimal:
                return empty
            return _from_parts(empty, 100 * over.decimal / under.decimal, over, under)
        if asked.query == FALL:
            before = self.value(asked.numerator_id, year_before(period))
            if over.decimal is None or before.decimal is None:
                return empty
            return _from_parts(empty, before.decimal - over.decimal, before, over)
        return empty


def _from_parts(empty: Value, worth: Decimal, first: Value, second: Value) -> Value:
    """A value worked out from two others: as sure and as old as the less sure and older one."""
    known = [each.taken_at for each in (first, second) if each.taken_at is not None]
    exact = first.bound == second.bound == Bound.EXACT
    scaled = worth.scaleb(empty.decimals).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return replace(
        empty,
        value=int(scaled),
        bound=Bound.EXACT if exact else Bound.ABOUT,
        origin=second.origin,
        units=min(first.units, second.units),
        of=max(first.of, second.of),
        taken_at=min(known) if known else None,
        broken=first.broken or second.broken,
        estimated=max(first.estimated, second.estimated),
    )
