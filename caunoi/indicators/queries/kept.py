"""Kept figures of a place and of its parts, read as cells; old and new units alike."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum

from caunoi.indicators.choices.catalogue import Level as LowestUnit
from caunoi.indicators.choices.catalogue import OverUnits, Source
from caunoi.indicators.choices.figures import UnitKind
from caunoi.indicators.models import CountryTotal, Figure, ReportingUnit, Total
from caunoi.indicators.queries.adding import ADDED, cell_added
from caunoi.indicators.queries.catalogue import Catalogue
from caunoi.indicators.queries.cells import Cell, add
from caunoi.indicators.queries.counted import counted
from caunoi.indicators.queries.units import (
    is_old,
    merged_from,
    merged_into,
    part,
)
from caunoi.places.choices import NEW_ERA_FROM, OLD_ERA_TO, Level
from caunoi.places.models import Place, Succession

Days = tuple[date, date]
Cells = dict[int, dict[Days, Cell]]  # by indicator
COLUMNS = (
    "indicator_id", "first", "last", "value", "upper", "bound", "people", "origin",
    "definition_id", "taken_at", "estimated",
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """Which indicators are looked for, between which days."""

    wanted: set[int]
    first: date
    last: date
    book: Catalogue


@dataclass
class Kept:
    """The cells of one place, by indicator."""

    cells: dict[int, tuple[Cell, ...]] = field(default_factory=dict)


def kept_of_place(place: Place | None, asked: Asked) -> Kept:
    """What is kept of a place between two days, and what falls to it of units of another time."""
    if place is None:
        return _kept(_of_the_country(asked))
    if place.level != Level.COMMUNE:
        cells = _totals(asked, place)
        if is_old(place):
            cells = _of_old(cells, place, asked)
        return _kept(cells)
    cells = _figures(asked, [place.pk]).get(place.pk, {})
    for key, found in _of_other_time(place, asked).items():
        there = cells.setdefault(key, {})
        there.update({days: cell for days, cell in found.items() if days not in there})
    above = Place.objects.filter(pk__in=[place.parent_id]).values_list("pk", "parent_id")
    province = [key for keys in above for key in keys if key]
    _add_noughts({place.pk: cells}, province, asked)
    return _kept(cells)


def kept_of_children(place: Place, asked: Asked, *, view: str) -> list[tuple[Place, Kept]]:
    """The parts of a place with what is kept of each; the place itself last, with its own unit."""
    if is_old(place) or view == "old":
        return _old_children(place, asked)
    children = list(Place.objects.filter(parent=place, valid_to=None).order_by("code"))
    keys = [child.pk for child in children]
    figures = _figures(asked, [*keys, place.pk])
    if asked.first < NEW_ERA_FROM:
        merged = merged_into(keys)
        several = [old for old, parts in merged.forward.items() if len(parts) > 1]
        before = replace(asked, last=min(asked.last, OLD_ERA_TO))
        for new, cells in _added_by_successor(before, place, several).items():
            _gather(figures.setdefault(new, {}), cells)
        split = _figures(before, several)
        _share(split, merged.forward, figures, {key: key for key in keys}, asked.book)
        _add_rest_of_old(place, figures, asked)
    _add_noughts({key: figures.setdefault(key, {}) for key in keys}, [place.pk], asked)
    return [(each, _kept(figures.get(each.pk, {}))) for each in [*children, place]]


def _old_children(place: Place, asked: Asked) -> list[tuple[Place, Kept]]:
    """Districts of what a province was made of, or communes of a district."""
    if place.level == Level.DISTRICT:
        children = list(Place.objects.filter(parent=place).order_by("code"))
    else:
        provinces = [place.pk] if is_old(place) else list(_old_provinces(place))
        children = list(Place.objects.filter(parent__in=provinces).order_by("code"))
    above = _communes_of(children)
    figures = _figures(asked, [*above, place.pk])
    found: dict[int, Cells] = defaultdict(dict)
    if asked.last >= NEW_ERA_FROM:
        merged = merged_from(list(above))
        news = _figures(asked, merged.backward)
        _share(news, merged.backward, found, above, asked.book)
    if asked.first < NEW_ERA_FROM and not is_old(place):
        _add_rest_of_old(place, figures, asked)
    for commune, cells in figures.items():
        _gather(found[above.get(commune, place.pk)], cells)
    return [(each, _kept(found.get(each.pk, {}))) for each in [*children, place]]


def _add_rest_of_old(place: Place, figures: dict[int, Cells], asked: Asked) -> None:
    """What old provinces had beside their communes is beside those of the new one."""
    olds = list(_old_provinces(place))
    own = _figures(asked, olds)
    _share(own, {old: {place.pk: 1} for old in olds}, figures, {place.pk: place.pk}, asked.book)


def _communes_of(districts: list[Place]) -> dict[int, int]:
    """The child of the page each commune (or island district) belongs to."""
    keys = [each.pk for each in districts]
    found = dict(Place.objects.filter(parent__in=keys).values_list("pk", "parent_id"))
    return found | {key: key for key in keys}


def _old_provinces(place: Place) -> QuerySet[Succession, int]:
    lines = Succession.objects.filter(new=place, old__level=Level.PROVINCE)
    return lines.order_by("old__code").values_list("old_id", flat=True)


def _of_other_time(place: Place, asked: Asked) -> Cells:
    """What falls to a commune of the figures of communes of the other time."""
    merged = merged_from([place.pk]) if is_old(place) else merged_into([place.pk])
    shares = merged.backward if is_old(place) else merged.forward
    others = _figures(asked, [unit for unit, parts in shares.items() if place.pk in parts])
    figures: dict[int, Cells] = {}
    _share(others, shares, figures, {place.pk: place.pk}, asked.book)
    return figures.get(place.pk, {})


def _of_old(cells: Cells, place: Place, asked: Asked) -> Cells:
    """The months after 30/06/2025 of an old district or province."""
    if asked.last < NEW_ERA_FROM:
        return cells
    inside = Place.objects.filter(Q(pk=place.pk) | Q(parent=place) | Q(parent__parent=place))
    keys = list(inside.order_by("pk").values_list("pk", flat=True))
    merged = merged_from(keys)
    after = replace(asked, first=max(asked.first, NEW_ERA_FROM))
    news = _figures(after, merged.backward)
    figures: dict[int, Cells] = {place.pk: cells}
    _share(news, merged.backward, figures, dict.fromkeys(keys, place.pk), asked.book)
    if place.level == Level.PROVINCE:
        _gather(cells, _own_part(place, after))
    return cells


def _own_part(place: Place, asked: Asked) -> Cells:
    """Of what its new province has beside communes, the part of an old one, by people."""
    news = list(
        Succession.objects.filter(old=place).order_by("id").values_list("new_id", flat=True)
    )
    olds = Succession.objects.filter(new__in=news).values("old")
    communes = Place.objects.filter(level=Level.COMMUNE, parent__parent__in=olds)
    people = communes.order_by().values_list("parent__parent").annotate(n=Sum("population"))
    shares = {province: count or 1 for province, count in people}
    figures: dict[int, Cells] = {}
    for new, cells in _figures(asked, news).items():
        _share({new: cells}, {new: shares}, figures, {place.pk: place.pk}, asked.book)
    return figures.get(place.pk, {})


def _share(
    sources: Mapping[int, Cells], shares: Mapping[int, Mapping[int, int]],
    into: dict[int, Cells], to: Mapping[int, int], book: Catalogue,
) -> None:  # fmt: skip
    """Adds the parts of cells that fall to units of the other time where `to` says: to the unit
    itself, or to the district it lay in. Sums only.
    """
    heaps: dict[tuple[int, int, Days], list[Cell]] = defaultdict(list)
    for source, cells in sources.items():
        parts = shares.get(source, {})
        wanted: dict[int, set[int]] = defaultdict(set)
        for unit in parts.keys() & to.keys():
            wanted[to[unit]].add(unit)
        for key, found in cells.items() if wanted else ():
            if book.on(key, max(days[1] for days in found)).over_units != OverUnits.SUM:
                continue
            for days, cell in found.items():
                for whither, units in wanted.items():
                    heaps[whither, key, days].append(part(cell, parts, units))
    for (whither, key, days), heap in heaps.items():
        there = into.setdefault(whither, {}).setdefault(key, {})
        if days in there:
            heap.append(there[days])
        there[days] = heap[0] if len(heap) == 1 else add(heap, first=days[0], last=days[1])


def _gather(into: Cells, cells: Cells) -> None:
    """Adds cells to those of the same indicator and days."""
    for key, found in cells.items():
        there = into.setdefault(key, {})
        for days, cell in found.items():
            there[days] = (
                add([there[days], cell], first=days[0], last=days[1]) if days in there else cell
            )


def _add_noughts(places: Mapping[int, Cells], province: list[int], asked: Asked) -> None:
    """Of what is counted in registers, a commune without a row had none: 0, not unknown."""
    registers = {
        key for key in asked.wanted
        if any(each.source == Source.DERIVED and each.level == LowestUnit.COMMUNE
               for each in asked.book.by_indicator.get(key, ()))
    }  # fmt: skip
    whole = _figures(replace(asked, wanted=registers), province, kind=UnitKind.PROVINCE)
    for kept_of_province in whole.values():
        for key, cells in kept_of_province.items():
            for span, cell in cells.items():
                if cell.origin != Source.DERIVED:
                    continue
                nought = Cell(
                    *span, 0, None, cell.bound, 0, 1, cell.origin, cell.definition_id,
                    cell.taken_at,
                )  # fmt: skip
                for kept in places.values():
                    kept.setdefault(key, {}).setdefault(span, nought)


def _figures(asked: Asked, places: Iterable[int], *, kind: str = "") -> dict[int, Cells]:
    """Figures as cells by place; those of several units of one place (schools) are added up.

    Two queries: units first, so that figures are found by unit, indicator and day.
    """
    answering = ReportingUnit.objects.filter(place__in=list(places))
    if kind:
        answering = answering.filter(kind=kind)
    place_of = dict(answering.order_by("place_id", "id").values_list("pk", "place_id"))
    rows = counted(
        Figure.objects.filter(
            unit__in=list(place_of), indicator__in=asked.wanted, first__gte=asked.first,
            last__lte=asked.last,
        )
    )  # fmt: skip
    found: dict[int, Cells] = {}
    for unit, key, first, last, *rest in rows.order_by("id").values_list("unit_id", *COLUMNS):
        cell = _cell(first, last, rest)
        _gather(found.setdefault(place_of[unit], {}), {key: {(first, last): cell}})
    return found


def _cell(first: date, last: date, rest: list[Any], *, units: int = 1, mixed: bool = False) -> Cell:
    value, upper, bound, people, origin, definition, taken_at, estimated = rest
    return Cell(
        first, last, value, upper, bound, people, units, origin, definition, taken_at, mixed,
        int(estimated),
    )  # fmt: skip


def _added_by_successor(asked: Asked, place: Place, several: Sequence[int]) -> dict[int, Cells]:
    """Figures of old communes added up by the commune of a province they became, in the database.

    several: those that became more than one, whose figures are shared out instead.
    """
    here = Succession.objects.filter(new__parent=place)
    rows = (
        counted(
            Figure.objects.filter(
                unit__place__in=here.exclude(old__in=several).values("old"),
                indicator__in=asked.wanted, first__gte=asked.first, last__lte=asked.last,
                definition__over_units=OverUnits.SUM,
            )
        )
        .annotate(into=Subquery(here.filter(old=OuterRef("unit__place")).values("new")[:1]))
        .order_by()
        .values("into", "indicator_id", "first", "last")
        .annotate(**ADDED)
    )  # fmt: skip
    found: dict[int, Cells] = {}
    for row in rows:
        span = row["first"], row["last"]
        cell = replace(cell_added(row), mixed=True)  # over a change of units
        found.setdefault(row["into"], {}).setdefault(row["indicator_id"], {})[span] = cell
    return found


def _totals(asked: Asked, place: Place) -> Cells:
    return _sums(Total.objects.filter(place=place), asked)


def _of_the_country(asked: Asked) -> Cells:
    return _sums(CountryTotal.objects.all(), asked)


def _sums(kept: QuerySet[Total] | QuerySet[CountryTotal], asked: Asked) -> Cells:
    """Kept sums as cells; there is one of an indicator and span."""
    found: Cells = {}
    rows = kept.filter(
        indicator__in=asked.wanted, first__gte=asked.first, last__lte=asked.last
    ).order_by("id")
    for units, mixed, key, first, last, *rest in rows.values_list("units", "mixed", *COLUMNS):
        found.setdefault(key, {})[first, last] = _cell(first, last, rest, units=units, mixed=mixed)
    return found


def _kept(cells: Cells) -> Kept:
    return Kept({key: tuple(found.values()) for key, found in cells.items()})
