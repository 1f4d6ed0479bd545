"""How conditions are said, and names and points of the values of the place facet."""

from collections.abc import Iterable
from typing import Final

from django.db.models import Q, QuerySet

from caunoi.places.choices import Level
from caunoi.places.models import Place, Succession
from caunoi.portal.queries.index import FORMER

SHIFT_WORDS: Final[dict[str, str]] = {
    "DAY": "giờ hành chính",
    "NIGHT": "làm đêm",
    "ROTATING": "làm ca luân phiên",
    "PART_TIME": "bán thời gian",
}
OFFER_WORDS: Final[dict[str, str]] = {
    "NO_EXPERIENCE": "không cần kinh nghiệm",
    "HOUSING": "có chỗ ở",
    "FREE": "miễn học phí",
}
FACET_WORDS: Final[dict[str, str]] = {
    "shift": "ca làm",
    "offer": "quyền lợi",
    "section": "ngành",
    "level": "trình độ",
    "trade": "nghề",
    "place": "nơi làm",
}


def place_label(value: str) -> str:
    """ "xã Tiền Hải" for a value of the place facet, "" for one that does not exist."""
    return place_labels([value]).get(value, "")


def place_labels(values: Iterable[str]) -> dict[str, str]:
    """Names by value; those of former units end in "(cũ)"."""
    named = {}
    for place in _places(values).only("name", "code", "valid_to", "level"):
        name = place.name[0].lower() + place.name[1:]
        if place.valid_to is None:
            named[place.code] = name
        else:
            named[f"{FORMER}{place.code}"] = f"{name} (cũ)"
    return named


def place_point(value: str) -> tuple[float, float] | None:
    """Latitude and longitude in degrees, or None where none is known."""
    place = _places([value]).first()
    if place is None or place.lat is None or place.lon is None:
        return None
    return float(place.lat), float(place.lon)


def province_now(value: str) -> str:
    """Value of the province in force that a former province went into; "" for other units."""
    line = Succession.objects.filter(
        old__in=_places([value]), old__level=Level.PROVINCE, new__level=Level.PROVINCE
    ).select_related("new")
    found = line.order_by("id").first()
    return found.new.code if found else ""


def _places(values: Iterable[str]) -> QuerySet[Place]:
    now = [value for value in values if not value.startswith(FORMER)]
    former = [value.removeprefix(FORMER) for value in values if value.startswith(FORMER)]
    return Place.objects.filter(
        Q(valid_to=None, code__in=now) | Q(valid_to__isnull=False, code__in=former)
    ).order_by("id")
