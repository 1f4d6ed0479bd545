"""Reporting units by place and day, and figures seen by the units of another day.

Until 30/06/2025 a province had districts with communes; from 01/07/2025 it has communes, merged
from old ones. Months of either time can be read by the units of both: an old commune's figure is
shared over what it became, by declared weights or else by people, and a new one's over what it
was made of. Sums are equal both ways.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.db.models import Count, Q, QuerySet

from caunoi.indicators.choices.figures import Bound, UnitKind
from caunoi.indicators.models import ReportingUnit, SplitWeight
from caunoi.indicators.queries.cells import Cell
from caunoi.places.choices import NEW_ERA_FROM, OLD_ERA_TO, Level
from caunoi.places.models import Place, Succession
from caunoi_engine.series.units import parts_of, turned_round

PREFIX: dict[tuple[str, bool], str] = {
    (Level.COMMUNE, False): "X",
    (Level.COMMUNE, True): "XC",
    (Level.DISTRICT, True): "XC",  # five island districts reported without communes
    (Level.PROVINCE, False): "T",
    (Level.PROVINCE, True): "TC",
}


class NoUnit(Exception):
    """A place that answers for no figures."""


def is_old(place: Place) -> bool:
    """Whether the place ended with the reform of 2025."""
    return place.valid_to is not None and place.valid_to <= OLD_ERA_TO


def code_of(place: Place) -> str:
    """The code of the unit that answers for a place."""
    return f"{PREFIX[place.level, is_old(place)]}{place.code}"


def province_unit(place: Place) -> ReportingUnit:
    """The unit that answers for a whole province. Raises NoUnit."""
    found = ReportingUnit.objects.filter(kind=UnitKind.PROVINCE, place=place).first()
    if found is None:
        raise NoUnit(
            f"{place.name} chưa có trong danh sách đơn vị báo cáo. "
            "Chạy «caunoi load-indicators» rồi mở lại trang."
        )
    return found


def units_under(place: Place | None, on: date) -> QuerySet[ReportingUnit]:
    """Units in force on a day whose figures add up to a place (itself included)."""
    found = ReportingUnit.objects.filter(Q(valid_to=None) | Q(valid_to__gte=on), valid_from__lte=on)
    return found.filter(within(place, "place")).select_related("place").order_by("code")


def within(place: Place | None, path: str) -> Q:
    """Records whose place is the given one or lies in it, as it stands or stood in its time.

    Of a province of today that means its old provinces too.
    """
    if place is None:
        return Q()
    inside = Q(**{path: place})
    if place.level == Level.COMMUNE:
        return inside
    inside |= Q(**{f"{path}__parent": place}) | Q(**{f"{path}__parent__parent": place})
    if place.level == Level.PROVINCE and not is_old(place):
        olds = Succession.objects.filter(new=place, old__level=Level.PROVINCE).values("old")
        for above in ("", "__parent", "__parent__parent"):
            inside |= Q(**{f"{path}{above}__in": olds})
    return inside


def owing(place: Place | None) -> Callable[[date], int]:
    """How many communes under a place owe a figure on a day. One query."""
    spans = (
        ReportingUnit.objects.filter(within(place, "place"), kind=UnitKind.COMMUNE)
        .order_by()
        .values_list("valid_from", "valid_to")
        .annotate(n=Count("id"))
    )
    found = list(spans)
    return lambda day: sum(
        many for first, last, many in found if first <= day and (last is None or last >= day)
    )


@dataclass(frozen=True)
class Merged:
    """Which commune went where, for a set of communes; weights as `regroup` takes them."""

    forward: Mapping[int, Mapping[int, int]]  # old -> new -> weight
    sizes: Mapping[int, int]  # people of each old commune

    @cached_property
    def backward(self) -> dict[int, dict[int, int]]:
        """New -> old -> weight."""
        return turned_round(self.forward, self.sizes)


def merged_into(news: Collection[int]) -> Merged:
    """What communes of today were made of."""
    lines = Succession.objects.filter(new__in=news)
    return _merged(set(lines.values_list("old_id", flat=True)))


def merged_from(olds: Collection[int]) -> Merged:
    """What old communes became, with all else that went into the same new ones."""
    lines = Succession.objects.filter(old__in=olds).order_by("id")
    return merged_into(
        {new for new, level in lines.values_list("new_id", "new__level") if level == Level.COMMUNE}
    )


def _merged(olds: Collection[int]) -> Merged:
    forward: dict[int, dict[int, int]] = {}
    sizes: dict[int, int] = {}
    # The level is looked at here: asked of SQLite it would begin with all communes of the country.
    lines = Succession.objects.filter(old__in=olds).order_by("old_id", "new_id")
    for old, new, people, into, level in lines.values_list(
        "old_id", "new_id", "old__population", "new__population", "new__level"
    ):
        if level != Level.COMMUNE:
            continue
        forward.setdefault(old, {})[new] = into or 1
        sizes[old] = people or 1
    declared: dict[int, dict[int, int]] = {}
    weights = SplitWeight.objects.filter(old__in=olds).order_by("id")
    for old, new, weight in weights.values_list("old_id", "new_id", "weight"):
        declared.setdefault(old, {})[new] = weight
    for old, parts in declared.items():
        if any(parts.values()):
            forward[old] = parts
    return Merged(forward, sizes)


def part(cell: Cell, shares: Mapping[int, int], wanted: set[int]) -> Cell:
    """What of a cell falls to the wanted units, of all it is shared over."""

    def of(value: int) -> int:
        return sum(each for unit, each in parts_of(value, shares).items() if unit in wanted)

    if wanted.issuperset(shares):
        return replace(cell, mixed=True)
    return replace(
        cell,
        value=of(cell.value),
        upper=None if cell.upper is None else of(cell.upper),
        people=None,  # which of the people live in the part is not known
        bound=Bound.ABOUT if cell.bound == Bound.EXACT else cell.bound,
        mixed=True,
    )


def era_of(day: date) -> str:
    """Whether a day has the units of before or of today."""
    return "new" if day >= NEW_ERA_FROM else "old"
