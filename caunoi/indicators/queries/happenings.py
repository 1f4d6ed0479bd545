"""Happenings: which indicators count them, and the list of them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet, Sum

from caunoi.indicators.models import Definition, Happening, Indicator, ReportingUnit
from caunoi.indicators.queries.service_sources import SESSIONS
from caunoi.indicators.queries.sources import HAPPENINGS, N352

__all__ = ["Added", "Asked", "counted_by", "indicators_of_happenings", "list_happenings", "sums_of"]

# Registers of jobs have happenings beside them: jobs found through no register of ours.
BESIDE_REGISTERS = frozenset({"jobs_in_province", "jobs_out_of_province", "overseas_workers"})


@dataclass(frozen=True)
class Asked:
    """Which happenings to list; None and "" ask for all."""

    indicator: Indicator | None = None
    unit: ReportingUnit | None = None
    first: date | None = None
    last: date | None = None
    text: str = ""


@dataclass(frozen=True)
class Added:
    """What a list adds up to; `amount` in đồng."""

    lines: int
    quantity: int
    amount: int


def indicators_of_happenings() -> list[Definition]:
    """The newest definitions of the indicators that are counted from happenings, by name."""
    found = Definition.objects.filter(
        Q(query=HAPPENINGS) | Q(query__in=sorted(BESIDE_REGISTERS)), valid_to=None
    ).select_related("indicator")
    return sorted(found.order_by("id"), key=lambda each: each.name)


def counted_by(indicator: Indicator) -> list[str]:
    """Codes of the indicators that change with the happenings of one: itself, its amounts, the row
    of the report of services.
    """
    queries = [f"{HAPPENINGS}:{indicator.code}"]
    queries += [f"{N352}{row}" for row, code in SESSIONS.items() if code == indicator.code]
    found = Definition.objects.filter(query__in=queries).order_by("indicator__code")
    return sorted({indicator.code, *found.values_list("indicator__code", flat=True)})


def list_happenings(asked: Asked, units: QuerySet[ReportingUnit] | None) -> QuerySet[Happening]:
    """Happenings, the newest first; `units`: those one may see (None: all)."""
    rows = Happening.objects.select_related("indicator", "unit")
    if units is not None:
        rows = rows.filter(unit__in=units)
    if asked.indicator is not None:
        rows = rows.filter(indicator=asked.indicator)
    if asked.unit is not None:
        rows = rows.filter(unit=asked.unit)
    if asked.first is not None:
        rows = rows.filter(on__gte=asked.first)
    if asked.last is not None:
        rows = rows.filter(on__lte=asked.last)
    if asked.text:
        rows = rows.filter(Q(key__icontains=asked.text) | Q(note__icontains=asked.text))
    return rows.order_by("-on", "-id")


def sums_of(rows: QuerySet[Happening]) -> Added:
    """How many lines, how many together, how much money."""
    told = rows.order_by().aggregate(quantity=Sum("quantity"), amount=Sum("amount"))
    return Added(rows.count(), told["quantity"] or 0, told["amount"] or 0)
