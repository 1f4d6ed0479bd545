"""Estimates: what may be estimated, what waits, what stands behind a figure."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from django.db.models import Q, QuerySet

from caunoi.indicators.choices.catalogue import Frequency, Level, Source
from caunoi.indicators.choices.figures import EstimateState, UnitKind
from caunoi.indicators.models import (
    Definition,
    Estimate,
    Figure,
    FormLine,
    Indicator,
    ReportingUnit,
)
from caunoi.indicators.queries.counted import counted
from caunoi_rules.periods import Period, period_of, period_on

__all__ = [
    "definitions_estimated",
    "estimates",
    "estimates_waiting",
    "kinds_estimated",
    "periods_estimated",
    "reported_in",
    "units_estimated",
    "waiting_in",
]

BACK: Final = {Frequency.MONTH: 14, Frequency.QUARTER: 6, Frequency.HALF: 4, Frequency.YEAR: 3}
"""How many periods back one may still estimate."""
KIND: Final = {Frequency.MONTH: "month", Frequency.QUARTER: "quarter", Frequency.YEAR: "year"}


def definitions_estimated() -> list[Definition]:
    """Definitions in force of what units report: the rest is counted or worked out. By name."""
    found = Definition.objects.filter(valid_to=None, numerator=None).exclude(source=Source.DERIVED)
    return sorted(found.select_related("indicator").order_by("id"), key=lambda each: each.name)


def kinds_estimated(indicator: Indicator, definition: Definition) -> set[str]:
    """Which units have figures of it: those of its forms; without a form those of its level.

    A province is not estimated as a whole of what its communes report: both would be added up.
    """
    lines = FormLine.objects.filter(indicator=indicator).order_by("form__unit_kind")
    kinds = set(lines.values_list("form__unit_kind", flat=True))
    if kinds:
        return kinds
    commune = definition.level == Level.COMMUNE
    return {str(UnitKind.COMMUNE if commune else UnitKind.PROVINCE), str(UnitKind.OFFICE)}


def units_estimated(
    indicator: Indicator, definition: Definition, *, on: date
) -> QuerySet[ReportingUnit]:
    """Units in force whose figure may be estimated."""
    standing = ReportingUnit.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on
    )
    kinds = kinds_estimated(indicator, definition)
    return standing.filter(kind__in=kinds).select_related("place").order_by("name", "code")


def periods_estimated(definition: Definition, *, on: date) -> list[Period]:
    """Periods that have begun, in the calendar and of the length of the indicator; newest first."""
    frequency, calendar = Frequency(definition.frequency), str(definition.calendar)
    if frequency == Frequency.HALF:
        years = range(on.year, on.year - BACK[frequency], -1)
        codes = [f"{year}{end}" for year in years for end in ("", "-6M")]
        found = [period_of(code, calendar=calendar) for code in codes]
        return [each for each in found if each.first <= on][: BACK[frequency]]
    found, day = [], on
    for _ in range(BACK[frequency]):
        period = period_on(day, KIND[frequency], calendar=calendar)
        found.append(period)
        day = period.first - timedelta(days=1)
    return found


def reported_in(
    indicator: Indicator, unit: ReportingUnit, first: date, last: date
) -> Figure | None:
    """The counted figure a unit gave itself."""
    cell = Figure.objects.filter(
        indicator=indicator, unit=unit, first=first, last=last, estimated=False
    )
    return counted(cell).exclude(origin=Source.DERIVED).select_related("definition").first()


def waiting_in(
    indicator: Indicator, unit: ReportingUnit, first: date, last: date
) -> Estimate | None:
    """The estimate of a cell that waits to be approved."""
    return Estimate.objects.filter(
        indicator=indicator, unit=unit, first=first, last=last, state=EstimateState.WAITING
    ).first()


def estimates(*, state: str = "", code: str = "") -> QuerySet[Estimate]:
    """Estimates, the newest first; of a state and of an indicator."""
    found = Estimate.objects.select_related("indicator", "unit", "entered_by", "decided_by")
    if state:
        found = found.filter(state=state)
    if code:
        found = found.filter(indicator__code=code)
    return found.order_by("-entered_at", "-id")


def estimates_waiting() -> int:
    """How many wait."""
    return Estimate.objects.filter(state=EstimateState.WAITING).count()


def behind(figures: Iterable[Figure]) -> dict[int, Estimate]:
    """The estimate in use behind each estimated figure, by the key of the figure. One query."""
    cells = {
        (each.indicator_id, each.unit_id, each.first, each.last): each.pk
        for each in figures
        if each.origin == Source.ESTIMATED
    }
    if not cells:
        return {}
    found = Estimate.objects.filter(
        state=EstimateState.APPROVED,
        indicator__in={cell[0] for cell in cells},
        unit__in={cell[1] for cell in cells},
        last__in={cell[3] for cell in cells},
    ).order_by("id")
    in_cells = {(e.indicator_id, e.unit_id, e.first, e.last): e for e in found}
    return {key: in_cells[cell] for cell, key in cells.items() if cell in in_cells}
