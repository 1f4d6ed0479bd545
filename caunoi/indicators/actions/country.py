"""Kept sums of the whole country: totals of the provinces of today, added up once."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from django.db.models import Count, Q, Sum

from caunoi.indicators.choices.catalogue import OverUnits
from caunoi.indicators.models import CountryTotal, Total
from caunoi.indicators.queries.adding import ADDED, cell_added
from caunoi.places.choices import Level

BATCH: Final = 2_000
KEPT: Final = (
    "value", "upper", "people", "units", "bound", "definition_id", "mixed", "origin",
    "estimated", "taken_at",
)  # fmt: skip
Key = tuple[int, date, date]  # indicator, first, last


def add_up_country(indicators: Iterable[int], *, first: date, last: date) -> None:
    """Makes anew the sums of the country of all spans between two days; writes what differs."""
    spans = Q(indicator__in=list(indicators), first__gte=first, last__lte=last)
    stored = {_key(each): each for each in CountryTotal.objects.filter(spans).order_by("id")}
    write = []
    for total in _sums(spans):
        old = stored.pop(_key(total), None)
        if old is None or any(getattr(old, name) != getattr(total, name) for name in KEPT):
            write.append(total)
    CountryTotal.objects.bulk_create(
        write,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["indicator", "first", "last"],
        update_fields=[name.removesuffix("_id") for name in KEPT],
    )
    gone = [each.pk for each in stored.values()]
    for start in range(0, len(gone), BATCH):
        CountryTotal.objects.filter(pk__in=gone[start : start + BATCH]).delete()


def _key(total: CountryTotal) -> Key:
    return total.indicator_id, total.first, total.last


def _sums(spans: Q) -> list[CountryTotal]:
    """Added up by the database from the totals of provinces; rates are no sums."""
    rows = (
        Total.objects.filter(
            spans,
            place__level=Level.PROVINCE,
            place__valid_to=None,
            definition__over_units=OverUnits.SUM,
        )
        .order_by()
        .values("indicator_id", "first", "last")
        .annotate(
            **ADDED | {"guessed": Sum("estimated")},
            answering=Sum("units"),
            several=Count("id", filter=Q(mixed=True)),
        )
    )
    return [_total(row) for row in rows]


def _total(row: Mapping[str, Any]) -> CountryTotal:
    cell = cell_added(row)
    return CountryTotal(
        indicator_id=row["indicator_id"],
        first=cell.first,
        last=cell.last,
        value=cell.value,
        upper=cell.upper,
        people=cell.people,
        units=row["answering"],
        bound=cell.bound,
        definition_id=cell.definition_id,
        mixed=cell.mixed or bool(row["several"]),
        origin=cell.origin,
        estimated=cell.estimated,
        taken_at=cell.taken_at,
    )
