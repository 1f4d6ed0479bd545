"""The records behind a value: rows of registers, happenings, or what units handed in.

The rows are those the figures were counted from, by the same questions; added up they give the
value. Who may see them is asked by the page.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Max, Q, QuerySet, Sum
from django.utils import timezone

from caunoi.indicators.choices.catalogue import Level, OverTime, RelationKind, Source
from caunoi.indicators.choices.figures import UnitKind
from caunoi.indicators.models import Definition, Figure, Indicator, Relation
from caunoi.indicators.queries.answering import Answering, answering
from caunoi.indicators.queries.catalogue import definition_on
from caunoi.indicators.queries.cells import SUM, span_of
from caunoi.indicators.queries.counted import counted
from caunoi.indicators.queries.sources import Part, SourceQuery, source_of
from caunoi.indicators.queries.units import era_of, units_under, within
from caunoi.places.models import Place
from caunoi_rules.periods import Period

RECORDS: Final = "records"  # rows of registers, or happenings
FIGURES: Final = "figures"  # what units handed in
PARTS: Final = "parts"  # other indicators it is made of
BOTH: Final = "both"  # registers, where units handed nothing in


@dataclass(frozen=True)
class Behind:
    """What a value rests on.

    rows: one list a register, the latest first; parts: how each is counted. figures: of units,
    none for a value counted in registers alone. indicators: of a sum, a ratio, a fall.
    """

    kind: str
    words: str
    figures: QuerySet[Figure]
    rows: tuple[QuerySet[Any], ...] = ()
    parts: tuple[Part, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    definition: Definition | None = None

    @property
    def worth(self) -> int:
        """What the rows and figures come to: the value itself, where it is a sum or people."""
        if self.definition is not None and self.definition.over_time == OverTime.DISTINCT:
            people: set[int] = set()
            for rows, part in zip(self.rows, self.parts, strict=True):
                people |= set(rows.order_by().values_list(part.who, flat=True))
            return len(people) + (self.figures.aggregate(n=Sum("value"))["n"] or 0)
        found = self.figures.aggregate(n=Sum("value"))["n"] or 0
        for rows, part in zip(self.rows, self.parts, strict=True):
            plain = rows.order_by()
            found += (plain.aggregate(n=Sum(part.total))["n"] or 0) if part.total else plain.count()
        return found


def records_behind(indicator: Indicator, place: Place, period: Period) -> Behind:
    """What the value of an indicator for a place and period was made from."""
    definition = definition_on(indicator, period.last)
    first, last = span_of(period, definition)
    figures = _figures(definition, place, first, last)
    if definition.query == SUM:
        lines = Relation.objects.filter(kind=RelationKind.SUM_OF, second=indicator)
        parts = [line.first for line in lines.select_related("first").order_by("id")]
        return Behind(PARTS, "Cộng các chỉ tiêu", figures, indicators=tuple(parts))
    of = tuple(each for each in (definition.numerator, definition.denominator) if each)
    if of and not figures.exists():
        return Behind(PARTS, "Tính từ các chỉ tiêu", figures, indicators=of)
    source = source_of(definition.query, indicator.code) if definition.query else None
    printed = figures.filter(first=first, last=last, unit__kind=UnitKind.PROVINCE).exists()
    if source is None or printed:
        return Behind(FIGURES, "Số đơn vị nộp", figures, definition=definition)
    days = Period("days", first, _counted_to(last, indicator))
    rows = _rows(source, definition, place, days, figures)
    kind = BOTH if definition.source == Source.REPORTED else RECORDS
    return Behind(kind, source.words, figures, rows, source.parts, definition=definition)


def _counted_to(last: date, indicator: Indicator) -> date:
    """Figures hold what had happened by the day they were counted."""
    kept = Figure.objects.filter(indicator=indicator, origin=Source.DERIVED)
    at = kept.aggregate(at=Max("taken_at"))["at"]
    return last if at is None else min(last, timezone.localtime(at).date())


def _figures(definition: Definition, place: Place, first: date, last: date) -> QuerySet[Figure]:
    """What units handed in for just the days, or for spans inside them; of a stock, the latest."""
    own = Figure.objects.filter(within(place, "unit__place"), indicator=definition.indicator_id)
    found = counted(own)
    found = found.exclude(origin=Source.DERIVED).select_related("unit", "submission", "definition")
    exact = found.filter(first=first, last=last)
    if exact.exists():
        return exact.order_by("unit__code", "id")
    inside = found.filter(first__gte=first, last__lte=last)
    if definition.over_time == OverTime.LAST:
        inside = inside.filter(last=inside.aggregate(last=Max("last"))["last"])
    return inside.order_by("-last", "unit__code", "id")


def _rows(
    source: SourceQuery,
    definition: Definition,
    place: Place,
    period: Period,
    given: QuerySet[Figure],
) -> tuple[QuerySet[Any], ...]:
    """The rows of each register that fall to the place, less what a unit counted itself."""
    units = set(units_under(place, period.last).order_by().values_list("pk", flat=True))
    known = answering()
    handed_in: dict[tuple[date, date], set[int]] = defaultdict(set)
    for first, last, unit, kind in given.order_by().values_list(
        "first", "last", "unit_id", "unit__kind"
    ):
        handed_in[first, last] |= units if kind == UnitKind.PROVINCE else {unit}
    found = []
    for part in source.parts:
        rows = part.rows(period)
        if definition.level == Level.PROVINCE or not part.place:
            here = known.unit(None, period.last) in units
            found.append(rows if here else rows.none())
            continue
        rows = rows.filter(_of_units(part, units, known, period.last))
        for (first, last), who in handed_in.items():
            day = Q(**{f"{part.day}__range": (first, last)})
            rows = rows.exclude(day & _of_units(part, who, known, last))
        found.append(rows)
    return tuple(found)


def _of_units(part: Part, units: set[int], known: Answering, last: date) -> Q:
    """Rows whose commune is answered for by one of the units at the end of a span."""
    era = era_of(last)
    inside: list[int] = []
    outside: list[int] = []
    for (place, when), unit in known.units.items():
        if when == era:
            (inside if unit in units else outside).append(place)
    if known.home[era] in units:
        return Q(**{f"{part.place}__isnull": True}) | ~Q(**{f"{part.place}__in": outside})
    return Q(**{f"{part.place}__in": inside})
