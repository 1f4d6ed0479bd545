"""Which unit answers for what happened to people of a commune, at the end of a span of days."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Q

from caunoi.indicators.choices.figures import UnitKind
from caunoi.indicators.models import ReportingUnit
from caunoi.indicators.queries.units import NoUnit, era_of, is_old
from caunoi.places.choices import Level
from caunoi.places.models import Place, Succession


@dataclass(frozen=True)
class Answering:
    """Units by place; `home` answers where the commune is not known or reports to nobody here."""

    units: dict[tuple[int, str], int]  # (place, era) -> unit
    home: dict[str, int]  # era -> unit

    def unit(self, place_id: int | None, last: date) -> int:
        """The unit of a place, of the time a span ends in."""
        era = era_of(last)
        return self.units.get((place_id or 0, era), self.home[era])


def answering() -> Answering:
    """A handful of queries, whatever is asked afterwards. Raises NoUnit."""
    kinds = [UnitKind.COMMUNE, UnitKind.PROVINCE]
    by_place = dict(
        ReportingUnit.objects.filter(kind__in=kinds).order_by("id").values_list("place_id", "pk")
    )
    reporting = Place.objects.filter(pk__in=by_place).only(
        "pk", "level", "code", "valid_to", "parent_id", "population", "search_key"
    )
    places = {place.pk: place for place in reporting.order_by("id")}
    units = {(pk, "old" if is_old(place) else "new"): by_place[pk] for pk, place in places.items()}
    for place, era, other in _other_time(by_place, places):
        units.setdefault((place, era), other)
    return Answering(units, _home(by_place, places))


def _other_time(
    by_place: dict[int, int], places: dict[int, Place]
) -> Iterable[tuple[int, str, int]]:
    """What happened to people of a merged commune before it was one, and the other way round.

    With one unit on the other side that one answers; with several nobody can tell which, and the
    province they lie in does.
    """
    into: dict[int, list[int]] = defaultdict(list)
    lines = Succession.objects.filter(Q(old__in=by_place) | Q(new__in=by_place)).order_by("id")
    for old, new in lines.values_list("old_id", "new_id"):
        if old in places and new in places:
            into[old].append(new)
            into[new].append(old)
    districts = dict(Place.objects.filter(level=Level.DISTRICT).values_list("pk", "parent_id"))
    for pk, others in into.items():
        era = "new" if is_old(places[pk]) else "old"
        if len(others) == 1:
            yield pk, era, by_place[others[0]]
            continue
        largest = max(others, key=lambda other: (places[other].population or 0, -other))
        above = places[largest].parent_id or largest
        above = districts.get(above, above) or above
        if above in by_place:
            yield pk, era, by_place[above]


def _home(by_place: dict[int, int], places: dict[int, Place]) -> dict[str, int]:
    """The province of this centre, and of what it came out of the one of its name."""
    provinces = [place for place in places.values() if place.level == Level.PROVINCE]
    today = next(
        (p for p in provinces if p.code == settings.CAUNOI_PROVINCE and not is_old(p)), None
    )
    if today is None:
        raise NoUnit(
            f"Tỉnh mã {settings.CAUNOI_PROVINCE} chưa có trong danh sách đơn vị báo cáo. "
            "Chạy «caunoi load-indicators» rồi chạy lại."
        )
    olds = set(
        Succession.objects.filter(new=today, old__level=Level.PROVINCE).values_list(
            "old_id", flat=True
        )
    )
    before = sorted(
        (p for p in provinces if p.pk in olds),
        key=lambda p: (p.search_key != today.search_key, p.code),
    )
    return {"new": by_place[today.pk], "old": by_place[(before or [today])[0].pk]}
