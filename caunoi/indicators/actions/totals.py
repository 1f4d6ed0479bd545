"""Adding figures up to districts, provinces and the country, of their own time and of today."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Case, Q, QuerySet, When

from caunoi.indicators.actions.country import add_up_country
from caunoi.indicators.actions.sums import sum_parts, with_their_sums
from caunoi.indicators.choices.catalogue import OverUnits
from caunoi.indicators.choices.figures import Bound, UnitKind
from caunoi.indicators.models import Figure, Indicator, ReportingUnit, Total
from caunoi.indicators.queries.adding import ADDED
from caunoi.indicators.queries.cells import bound_of
from caunoi.indicators.queries.counted import counted
from caunoi.indicators.queries.units import within
from caunoi.places.choices import Level
from caunoi.places.models import Place, Succession
from caunoi_kit.journal.actions import lock

BATCH = 2_000
KEPT = (
    "value", "upper", "people", "units", "bound", "definition_id", "mixed", "origin", "estimated",
)  # fmt: skip
Key = tuple[int, int, date, date]  # indicator, place, first, last


@dataclass(frozen=True)
class _Tree:
    """For every district and province, itself and what its figures are added up to."""

    above: dict[int, tuple[int, ...]]
    alone: frozenset[int]  # provinces that became a province of today by themselves


@transaction.atomic
def add_up(
    indicators: Iterable[Indicator],
    *,
    first: date,
    last: date,
    places: Sequence[Place] | None = None,
) -> int:
    """Makes anew the sums of all spans between two days; returns how many changed.

    places: whose figures changed; only what lies above them is made anew. Indicators that are
    the sum of others are brought along. One at a time, by the lock of the journal, which whoever
    writes figures takes anyway: of two units that hand in at one moment both are in the sum.
    """
    lock()
    keys = with_their_sums({each.pk for each in indicators})
    sum_parts(keys, first=first, last=last, places=places)
    spans = Q(indicator__in=keys, first__gte=first, last__lte=last)
    tree = _tree()
    figures, targets = counted(Figure.objects.filter(spans)), None
    if places is not None:
        targets = _targets(places, tree)
        figures = figures.filter(unit__in=_units_of(targets))
    wanted = _sums(figures, tree)
    stored = {_key(each): each for each in _stored(spans, targets)}
    changed = _save(wanted, stored, targets)
    add_up_country(keys, first=first, last=last)
    return changed


def _tree() -> _Tree:
    larger = Place.objects.exclude(level=Level.COMMUNE)
    parents: dict[int, int | None] = {each.pk: each.parent_id for each in larger.only("parent")}
    lines = Succession.objects.filter(old__level=Level.PROVINCE, new__level=Level.PROVINCE)
    today = dict(lines.order_by("id").values_list("old_id", "new_id"))
    into: dict[int, int] = defaultdict(int)
    for new in today.values():
        into[new] += 1
    above = {}
    for pk, parent in parents.items():
        chain: list[int] = [pk] if parent is None else [pk, parent]
        if (joined := today.get(chain[-1])) is not None:
            chain.append(joined)
        above[pk] = tuple(chain)
    return _Tree(above, frozenset(old for old, new in today.items() if into[new] == 1))


def _targets(places: Sequence[Place], tree: _Tree) -> set[int]:
    found: set[int] = set()
    for place in places:
        key = place.parent_id if place.level == Level.COMMUNE else place.pk
        found.update(tree.above.get(key or 0, ()))
    return found


def _units_of(targets: set[int]) -> list[int]:
    """Everybody whose figures count for one of some provinces."""
    inside = Q(pk=None)
    for province in Place.objects.filter(pk__in=targets, level=Level.PROVINCE).order_by("id"):
        inside |= within(province, "place")
    return list(ReportingUnit.objects.filter(inside).order_by("id").values_list("pk", flat=True))


def _sums(figures: QuerySet[Figure], tree: _Tree) -> dict[Key, Total]:
    """Sums by indicator, place and span, not yet saved."""
    summed = Q(definition__over_units=OverUnits.SUM)
    where = Case(When(unit__place__level=Level.COMMUNE, then="unit__place__parent"),
              default="unit__place")  # fmt: skip
    rows = (
        figures.filter(summed | Q(unit__kind=UnitKind.PROVINCE))
        .order_by()
        .values("indicator_id", "first", "last", "definition__over_units", where=where)
        .annotate(**ADDED)
    )  # fmt: skip
    parts: dict[Key, list[Any]] = defaultdict(list)
    for row in rows:
        if row["where"] not in tree.above:
            continue
        for place in _up(row["where"], row["definition__over_units"], tree):
            parts[row["indicator_id"], place, row["first"], row["last"]].append(row)
    return {key: _total(key, found) for key, found in parts.items()}


def _up(at: int, over_units: str, tree: _Tree) -> tuple[int, ...]:
    """What a figure counts for. A rate of one of several joined provinces is none of the whole."""
    above = tree.above[at]
    if over_units == OverUnits.SUM or at in tree.alone:
        return above
    return above[:1]


def _total(key: Key, rows: list[dict[str, Any]]) -> Total:
    whole = sum(row["many"] for row in rows)
    counted_people = sum(row["whose"] for row in rows)
    return Total(
        indicator_id=key[0],
        place_id=key[1],
        first=key[2],
        last=key[3],
        value=sum(row["sum"] for row in rows),
        upper=sum(row["up_to"] for row in rows) if any(row["ranges"] for row in rows) else None,
        people=sum(row["who"] for row in rows) if counted_people == whole else None,
        units=whole,
        bound=bound_of(row[end] or Bound.EXACT for row in rows for end in ("one", "other")),
        definition_id=max(row["latest"] for row in rows),
        mixed=len({row[end] for row in rows for end in ("latest", "earliest")}) > 1,
        origin=max(row["came"] for row in rows),
        estimated=sum(row["guessed"] for row in rows),
        taken_at=max(row["at"] for row in rows),
    )


def _key(total: Total) -> Key:
    return total.indicator_id, total.place_id, total.first, total.last


def _stored(spans: Q, targets: set[int] | None) -> QuerySet[Total]:
    found = Total.objects.filter(spans)
    return (found if targets is None else found.filter(place__in=targets)).order_by("id")


def _save(wanted: dict[Key, Total], stored: dict[Key, Total], targets: set[int] | None) -> int:
    changed = 0
    write = []
    for key, total in wanted.items():
        if targets is not None and key[1] not in targets:
            continue
        old = stored.pop(key, None)
        same = old is not None and all(getattr(old, n) == getattr(total, n) for n in KEPT)
        changed += not same
        if not same or old is None or old.taken_at != total.taken_at:
            write.append(total)
    Total.objects.bulk_create(
        write,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["indicator", "place", "first", "last"],
        update_fields=[*(name.removesuffix("_id") for name in KEPT), "taken_at"],
    )
    gone = [each.pk for each in stored.values()]
    for start in range(0, len(gone), BATCH):
        Total.objects.filter(pk__in=gone[start : start + BATCH]).delete()
    return changed + len(gone)
