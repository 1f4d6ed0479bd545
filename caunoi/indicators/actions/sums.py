"""Figures of indicators that are the sum of others: jobs here, elsewhere and abroad are jobs."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet, Sum

from caunoi.indicators.choices.catalogue import RelationKind, Source
from caunoi.indicators.choices.figures import Bound, UnitKind
from caunoi.indicators.models import Definition, Figure, Relation
from caunoi.indicators.queries.adding import SAID
from caunoi.indicators.queries.catalogue import Catalogue, catalogue
from caunoi.indicators.queries.cells import SUM, bound_of
from caunoi.indicators.queries.counted import counted
from caunoi.places.models import Place

BATCH = 2_000
Key = tuple[int, date, date, bool]  # unit, first, last, made of an estimate


def with_their_sums(indicators: set[int]) -> set[int]:
    """Indicators and all that are the sum of any of them."""
    found, parts = set(indicators), _parts()
    while more := [
        whole for whole, of in parts.items() if whole not in found and found.intersection(of)
    ]:
        found.update(more)
    return found


def sum_parts(
    indicators: set[int], *, first: date, last: date, places: Sequence[Place] | None = None
) -> None:
    """Makes anew those of the indicators that are sums of others.

    places: whose units changed; everybody's without it.

    A figure a unit gave of the whole stands: printed totals are not overwritten.
    """
    parts = _parts()
    cells = Q(first__gte=first, last__lte=last)
    if places is not None:
        cells &= Q(unit__place__in=[place.pk for place in places])
    for whole in _in_order(parts, indicators):
        _sum(whole, parts[whole], cells)


def _parts() -> dict[int, list[int]]:
    """By indicator that is a sum, what it is the sum of."""
    sums = set(
        Definition.objects.filter(query=SUM, valid_to=None).values_list("indicator_id", flat=True)
    )
    found: dict[int, list[int]] = defaultdict(list)
    for each in Relation.objects.filter(kind=RelationKind.SUM_OF, second__in=sums).order_by("id"):
        found[each.second_id].append(each.first_id)
    return found


def _in_order(parts: dict[int, list[int]], wanted: set[int]) -> list[int]:
    """Sums of sums last."""
    order: list[int] = []
    left = [whole for whole in parts if whole in wanted]
    while left:
        ready = [whole for whole in left if not set(parts[whole]) & set(left)]
        order += ready or left
        left = [whole for whole in left if whole not in order]
    return order


def _sum(whole: int, parts: list[int], cells: Q) -> None:
    given, printed = given_cells(Figure.objects.filter(cells, indicator=whole))
    wanted = {
        key: figure
        for key, figure in _wanted(whole, parts, cells).items()
        if (whole, *key[:3]) not in given and (whole, *key[1:3]) not in printed
    }
    Figure.objects.bulk_create(
        wanted.values(),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["indicator", "first", "last", "unit", "estimated"],
        update_fields=["value", "bound", "people", "origin", "definition", "taken_at"],
    )
    _drop(whole, cells, wanted.keys())


def given_cells(
    figures: QuerySet[Figure],
) -> tuple[set[tuple[int, int, date, date]], set[tuple[int, date, date]]]:
    """Cells (indicator, unit, first, last) that units filled in themselves; spans (indicator,
    first, last) of which the whole province has a total of its own: neither is counted anew.
    """
    rows = figures.exclude(origin=Source.DERIVED).values_list(
        "indicator_id", "unit_id", "first", "last", "unit__kind"
    )
    given, printed = set(), set()
    for indicator, unit, first, last, kind in rows:
        given.add((indicator, unit, first, last))
        if kind == UnitKind.PROVINCE:
            printed.add((indicator, first, last))
    return given, printed


def _drop(whole: int, cells: Q, wanted: Collection[Key]) -> None:
    """Takes away sums of which no part is left."""
    stored = Figure.objects.filter(cells, indicator=whole, origin=Source.DERIVED).order_by("id")
    gone = [
        pk
        for pk, *key in stored.values_list("pk", "unit_id", "first", "last", "estimated")
        if tuple(key) not in wanted
    ]
    for start in range(0, len(gone), BATCH):
        Figure.objects.filter(pk__in=gone[start : start + BATCH]).delete()


def _wanted(whole: int, parts: list[int], cells: Q) -> dict[Key, Figure]:
    book = catalogue()
    figures = counted(Figure.objects.filter(cells, indicator__in=parts)).order_by()
    rows = figures.values("unit_id", "first", "last").annotate(
        sum=Sum("value"), at=Max("taken_at"), one=Min(SAID), other=Max(SAID),
        guessed=Count("id", filter=Q(estimated=True)),
    )  # fmt: skip
    return {
        (row["unit_id"], row["first"], row["last"], row["guessed"] > 0): _figure(
            whole, dict(row), book
        )
        for row in rows
    }


def _figure(whole: int, row: dict[str, Any], book: Catalogue) -> Figure:
    return Figure(
        indicator_id=whole,
        unit_id=row["unit_id"],
        first=row["first"],
        last=row["last"],
        value=row["sum"],
        bound=bound_of(row[end] or Bound.EXACT for end in ("one", "other")),
        origin=Source.DERIVED,
        definition=book.on(whole, row["last"]),
        estimated=row["guessed"] > 0,
        taken_at=row["at"],
    )
