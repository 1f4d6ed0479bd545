"""Which figures of a year the public may see: no count of fewer than ten, and none that follows.

For every public indicator: communes by quarter and year, the province by month, quarter, half,
nine months and year. Counts of people pass through `caunoi_engine.series`: a small cell is hidden,
and more cells until none follows from the others by subtraction, over units, over time and over
indicators that add up to each other (`Relation` SUM_OF) at once. A longer span or a month is shown
only when it gives nothing away. Money and percentages are given for the province alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from caunoi.indicators.choices.catalogue import Level, OverTime, OverUnits, RelationKind, Unit
from caunoi.indicators.models import Definition, Indicator, Relation
from caunoi.indicators.queries.values import Value, values_by_children, values_of
from caunoi.places.models import Place
from caunoi_engine.series.suppression import SMALLEST
from caunoi_engine.series.together import hidden_together
from caunoi_rules.periods import Period, period_of

NOT_PEOPLE: Final = frozenset(
    {Unit.SESSIONS, Unit.CONFERENCES, Unit.DOCUMENTS, Unit.FIRMS, Unit.POSITIONS}
)
"""Counts of things nobody is known by: shown however small."""
NO_COUNTS: Final = frozenset({Unit.DONG, Unit.PERCENT, Unit.POINTS})
QUARTERS: Final = ("Q1", "Q2", "Q3", "Q4")
SPANS: Final = {"-6M": QUARTERS[:2], "-9M": QUARTERS[:3]}
LONGER: Final = {"": QUARTERS, **SPANS}
MONTHS: Final = tuple(f"-{month:02d}" for month in range(1, 13))
Hidden = set[tuple[int, int, str]]  # (indicator, place, end of the code of the period)


@dataclass(frozen=True)
class Seen:
    """A figure as the public sees it; without a value it is hidden or there is none."""

    value: Value
    hidden: bool

    @property
    def is_shown(self) -> bool:
        return not self.hidden and self.value.value is not None


@dataclass(frozen=True)
class YearPublished:
    """The public figures of a year."""

    year: int
    place: Place
    communes: tuple[Place, ...]
    indicators: tuple[Indicator, ...]
    definitions: Mapping[int, Definition]
    cells: Mapping[tuple[int, int, str], Seen]  # (indicator, place, code of the period)

    def at(self, indicator: Indicator, place: Place, code: str) -> Seen | None:
        """What is known of an indicator for a place and a period of the year."""
        return self.cells.get((indicator.pk, place.pk, code))


def year_published(
    year: int, place: Place, indicators: Sequence[Indicator], *, on: date
) -> YearPublished:
    """Everything public of a year. A fixed number of queries.

    Periods are published when they are over: figures of a running one, read day by day, would
    give away what each day added.
    """
    periods = {
        end: _period(year, end)
        for end in (*MONTHS, *QUARTERS, *LONGER)
        if _period(year, end).last < on
    }
    together = _with_relatives(indicators)
    whole = values_of(together, place, list(periods.values()), on=on)
    parted = [periods[end] for end in (*QUARTERS, "") if end in periods]
    definitions = _definitions(together, year)
    by_commune = [each for each in together if _has_communes(definitions[each.pk])]
    parts = values_by_children(by_commune, place, parted, on=on)
    if not parts or parts[-1][0].pk != place.pk:
        parts = [*parts, (place, {})]  # the place itself stands last, even with nothing of its own
    book = _Book(periods, whole, parts, place, frozenset(each.pk for each in by_commune))
    hidden: Hidden = set()
    for family in _families([each for each in together if _is_people(definitions[each.pk])]):
        hidden |= book.hidden_in(family, definitions)
    for each in indicators:
        hidden |= _of_ratio(definitions[each.pk], place, hidden, periods)
    cells = {}
    for each in indicators:
        counts = definitions[each.pk].unit not in NO_COUNTS
        for end, period in periods.items():
            for spot, value in book.shown(each, end, with_parts=counts):
                key = (each.pk, spot, end)
                cells[each.pk, spot, period.code] = Seen(value, key in hidden)
    communes = tuple(part for part, _ in parts if part.pk != place.pk)
    return YearPublished(year, place, communes, tuple(indicators), definitions, cells)


@dataclass(frozen=True)
class _Book:
    """The figures of a year before anything is hidden."""

    periods: Mapping[str, Period]
    whole: Mapping[tuple[int, date, date], Value]
    parts: Sequence[tuple[Place, Mapping[tuple[int, date, date], Value]]]
    place: Place
    by_commune: frozenset[int]  # indicators; of the others the place's own part is the whole

    def shown(
        self, indicator: Indicator, end: str, *, with_parts: bool
    ) -> Iterable[tuple[int, Value]]:
        """The places a figure is published for, with it: the province, and its communes."""
        key = self._key(indicator.pk, end)
        yield self.place.pk, self.whole[key]
        if with_parts and end in (*QUARTERS, ""):
            for part, found in self.parts:
                if part.pk != self.place.pk and key in found:
                    yield part.pk, found[key]

    def hidden_in(
        self, family: Sequence[Indicator], definitions: Mapping[int, Definition]
    ) -> Hidden:
        """What may not be shown of indicators that add up to each other."""
        adds = all(definitions[each.pk].over_time == OverTime.SUM for each in family)
        if adds:
            mask = hidden_together([self._quarters(each.pk) for each in family])
            hidden = self._of_mask(family, mask)
        else:
            hidden = self._one_by_one(family)
        hidden |= self._small(family)
        return hidden | self._longer(family, hidden, adds=adds)

    def _quarters(self, indicator: int) -> np.ndarray:
        """Communes (and what belongs to none) by quarter, and what of the year lies in none."""
        rows = []
        for at in range(len(self.parts)):
            quarters = [self._count(indicator, end, at) for end in QUARTERS]
            year = self._count(indicator, "", at) if "" in self.periods else 0
            rows.append([*quarters, max(year - sum(quarters), 0)])
        return np.array(rows, np.int64)

    def _count(self, indicator: int, end: str, at: int) -> int:
        if end not in self.periods:
            return 0
        key = self._key(indicator, end)
        if indicator in self.by_commune:
            found = self.parts[at][1].get(key)
        else:
            found = self.whole[key] if at == len(self.parts) - 1 else None
        return max(found.value or 0, 0) if found is not None else 0

    def _of_mask(self, family: Sequence[Indicator], mask: np.ndarray) -> Hidden:
        """The mask of quarters and year as cells; the sums stand in its last row and column."""
        columns = {end: at for at, end in enumerate(QUARTERS)} | {"": len(QUARTERS) + 1}
        spots = [part.pk for part, _ in self.parts if part.pk != self.place.pk]
        found: Hidden = set()
        for end, column in columns.items():
            rows = [(spot, at) for at, spot in enumerate(spots)] + [(self.place.pk, -1)]
            for spot, row in rows:
                if mask[row, column]:
                    found |= {(each.pk, spot, end) for each in family}
        return found

    def _one_by_one(self, family: Sequence[Indicator]) -> Hidden:
        """Each period of its own, communes and their sum: nothing adds up over time."""
        found: Hidden = set()
        spots = [part.pk for part, _ in self.parts if part.pk != self.place.pk]
        for end in (*QUARTERS, ""):
            tables = [
                np.array([[self._count(each.pk, end, at)] for at in range(len(self.parts))])
                for each in family
            ]
            mask = hidden_together(tables)
            rows = [(spot, at) for at, spot in enumerate(spots)] + [(self.place.pk, -1)]
            found |= {(each.pk, spot, end) for spot, row in rows if mask[row, 0] for each in family}
        return found

    def _small(self, family: Sequence[Indicator]) -> Hidden:
        """Small ones as they are shown: a whole may be counted by itself, not added up."""
        return {
            (one.pk, spot, end)
            for one in family
            for end in self.periods
            for each in family
            for spot, value in self.shown(each, end, with_parts=True)
            if _is_small(value.value)
        }

    def _longer(self, family: Sequence[Indicator], hidden: Hidden, *, adds: bool) -> Hidden:
        """Months, half and nine months of the province: only where they give nothing away."""
        place, found = self.place.pk, set()
        for each in family:
            for end, quarters in SPANS.items():
                if any((each.pk, place, quarter) in hidden for quarter in quarters):
                    found.add((each.pk, place, end))
            for at, quarter in enumerate(QUARTERS):
                months = MONTHS[3 * at : 3 * at + 3]
                small = any((one.pk, place, month) in hidden for one in family for month in months)
                if (each.pk, place, quarter) in hidden or (adds and small):
                    found |= {(each.pk, place, month) for month in months}
        return found

    def _key(self, indicator: int, end: str) -> tuple[int, date, date]:
        period = self.periods[end]
        return indicator, period.first, period.last


def _families(indicators: Sequence[Indicator]) -> list[list[Indicator]]:
    """Indicators that add up to each other, together; most stand alone."""
    wanted = {each.pk: each for each in indicators}
    leader = {key: key for key in wanted}

    def lead(key: int) -> int:
        while leader[key] != key:
            key = leader[key]
        return key

    sums = Relation.objects.filter(kind=RelationKind.SUM_OF, first__in=wanted, second__in=wanted)
    for first, second in sums.order_by("pk").values_list("first", "second"):
        leader[lead(first)] = lead(second)
    families: dict[int, list[Indicator]] = defaultdict(list)
    for key, each in wanted.items():
        families[lead(key)].append(each)
    return list(families.values())


def _with_relatives(indicators: Sequence[Indicator]) -> list[Indicator]:
    """The indicators, and those that what is published of them could give away."""
    found = {each.pk: each for each in indicators}
    sums = Relation.objects.filter(kind=RelationKind.SUM_OF).select_related("first", "second")
    pairs = [(each.first, each.second) for each in sums.order_by("pk")]
    ratios = Definition.objects.filter(over_units=OverUnits.RATIO, numerator__isnull=False)
    for each in ratios.select_related("indicator", "numerator", "denominator").order_by("pk"):
        pairs += [(part, each.indicator) for part in (each.numerator, each.denominator) if part]
    grown = True
    while grown:
        new = {
            each.pk: each
            for pair in pairs
            if any(one.pk in found for one in pair)
            for each in pair
            if each.pk not in found
        }
        found |= new
        grown = bool(new)
    return list(found.values())


def _definitions(indicators: Sequence[Indicator], year: int) -> dict[int, Definition]:
    """The definition in force at the end of the year, of each; of earlier years, the first."""
    found: dict[int, Definition] = {}
    rows = Definition.objects.filter(indicator__in=indicators).order_by("version")
    for each in rows:
        if each.valid_from <= date(year, 12, 31) or each.indicator_id not in found:
            found[each.indicator_id] = each
    return found


def _is_people(definition: Definition) -> bool:
    return definition.unit not in NOT_PEOPLE | NO_COUNTS


def _has_communes(definition: Definition) -> bool:
    return definition.level == Level.COMMUNE and definition.unit not in NO_COUNTS


def _of_ratio(definition: Definition, place: Place, hidden: Hidden, ends: Iterable[str]) -> Hidden:
    """A percentage is hidden where one of the counts it is made of is."""
    if definition.over_units != OverUnits.RATIO:
        return set()
    parts = (definition.numerator_id, definition.denominator_id)
    return {
        (definition.indicator_id, place.pk, end)
        for end in ends
        if any(part is not None and (part, place.pk, end) in hidden for part in parts)
    }


def _is_small(count: int | None) -> bool:
    return count is not None and 0 < count < SMALLEST


def _period(year: int, end: str) -> Period:
    return period_of(f"{year}{end}")
