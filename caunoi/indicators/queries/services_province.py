"""The report of services of the whole province (NĐ 352/2025 PL III Mẫu 03): sums of its offices.

The centre that runs this software is counted from its records; every other centre and firm of
job services hands in figures of the same rows («n352-…») as an office that reports. Who has not
handed in is named: a sum never hides what it lacks.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Q

from caunoi.indicators.choices.figures import UnitKind
from caunoi.indicators.models import Figure, ReportingUnit
from caunoi.indicators.queries.counted import counted
from caunoi.indicators.queries.service_periods import year_before
from caunoi.indicators.queries.services import BY_CODE, Row, centre_unit, services_report
from caunoi_rules.periods import Period

Cells = dict[tuple[int, str], int]  # (unit, key of the row) → figure


@dataclass(frozen=True)
class Part:
    """What one office adds to a row: its figure of now and of a year before."""

    name: str
    before: int | None
    now: int | None


@dataclass(frozen=True)
class SumLine:
    """A row of Mẫu 03. None where nobody has a figure."""

    row: Row
    plan: int | None
    before: int | None
    now: int | None
    parts: tuple[Part, ...]  # our own first


@dataclass(frozen=True)
class ProvinceReport:
    """The whole form, of how many offices it is the sum, and who is missing."""

    period: Period
    previous: Period
    lines: tuple[SumLine, ...]
    offices: tuple[str, ...]
    missing: tuple[str, ...]


def province_report(period: Period, *, on: date) -> ProvinceReport:
    """Own records and what others handed in, added up. As many queries as Mẫu 01 and four."""
    previous = year_before(period)
    own = services_report(period, previous=previous, on=on)
    ours = centre_unit(on=on)
    others = [unit for unit in _offices(on) if ours is None or unit.pk != ours.pk]
    now, before = _handed_in(others, period), _handed_in(others, previous)
    lines = tuple(
        SumLine(
            line.row,
            line.plan,
            _sum([line.before, *(before.get((unit.pk, line.key)) for unit in others)]),
            _sum([line.now, *(now.get((unit.pk, line.key)) for unit in others)]),
            (
                Part(settings.CAUNOI_UNIT_NAME, line.before, line.now),
                *(
                    Part(unit.name, before.get((unit.pk, line.key)), now.get((unit.pk, line.key)))
                    for unit in others
                ),
            ),
        )
        for line in own.lines
    )
    came = {unit for unit, _ in now}
    return ProvinceReport(
        period,
        previous,
        lines,
        (settings.CAUNOI_UNIT_NAME, *(unit.name for unit in others if unit.pk in came)),
        tuple(unit.name for unit in others if unit.pk not in came),
    )


def sum_line(report: ProvinceReport, slug: str) -> SumLine | None:
    """The row of an address."""
    return next((line for line in report.lines if line.row.slug == slug), None)


def _offices(on: date) -> list[ReportingUnit]:
    """Offices of the province that have ever handed in a row of the form, by name."""
    known = Figure.objects.filter(indicator__code__in=BY_CODE).order_by().values("unit")
    found = ReportingUnit.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=on),
        Q(place__code=settings.CAUNOI_PROVINCE) | Q(place__parent__code=settings.CAUNOI_PROVINCE),
        kind=UnitKind.OFFICE,
        valid_from__lte=on,
        pk__in=known,
    )
    return list(found.order_by("name", "pk"))


def _handed_in(units: Iterable[ReportingUnit], period: Period) -> Cells:
    """What they handed in for exactly this period."""
    # No estimate stands in a form of the law: who has not handed in is named instead.
    given = Figure.objects.filter(
        indicator__code__in=BY_CODE, unit__in=list(units), estimated=False
    )
    found = counted(given)
    cells: Cells = defaultdict(int)
    for unit, code, value in found.filter(first=period.first, last=period.last).values_list(
        "unit", "indicator__code", "value"
    ):
        cells[unit, BY_CODE[code].key] = value
    return dict(cells)


def _sum(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None
