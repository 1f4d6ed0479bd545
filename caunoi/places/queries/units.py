"""Questions about places. A code is always asked together with a day."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q, QuerySet

from caunoi.places.choices import NEW_ERA_FROM, Level
from caunoi.places.models import Place, Succession
from caunoi_engine.text.folding import fold, place_tones

# Kinds as people write them, folded; the longest is tried first. The value is the official kind.
KINDS: Final[dict[str, str]] = {
    "thanh pho": "Thành phố",
    "dac khu": "Đặc khu",
    "thi tran": "Thị trấn",
    "phuong": "Phường",
    "thi xa": "Thị xã",
    "huyen": "Huyện",
    "quan": "Quận",
    "tinh": "Tỉnh",
    "t.p": "Thành phố",
    "tp": "Thành phố",
    "tt": "Thị trấn",
    "tx": "Thị xã",
    "xa": "Xã",
    "p": "Phường",
    "q": "Quận",
    "h": "Huyện",
    "x": "Xã",
    "t": "Tỉnh",
}
_NUMBERED: Final = ("Phường", "Quận")
_PREFIX: Final = re.compile(
    rf"(?P<kind>{'|'.join(re.escape(word) for word in KINDS)})(?:\.\s*|\s+|(?=\d))(?P<rest>.+)"
)

# Names of everyday speech that no list holds.
NICKNAMES: Final[dict[str, str]] = {
    "sai gon": "ho chi minh",
    "hcm": "ho chi minh",
    "tphcm": "ho chi minh",
    "hn": "ha noi",
}


@dataclass(frozen=True, slots=True)
class Found:
    """A place that answers a search; `via` is the former unit whose name was typed, if any."""

    place: Place
    via: Place | None = None
    partial: bool = False  # only a part of `via` went into `place`


@dataclass(frozen=True, slots=True)
class PlaceWord:
    """A folded place name of either era, for reading a search line.

    `after` holds the codes, in force since 01/07/2025, of the units of `after_level` it stands
    for: one province, the communes that came out of a district, one or more communes.
    """

    key: str
    level: Level
    kind: str
    name: str
    after_level: Level
    after: tuple[str, ...]
    lat: float | None
    lon: float | None


def split_kind(text: str) -> tuple[str, str]:
    """The official kind and the folded bare name of a typed or official name; kind "" if unsaid.

    >>> split_kind("TP. Hải Dương")
    ('Thành phố', 'hai duong')
    >>> split_kind("P1"), split_kind("xã Tân Tiến"), split_kind("Tân Tiến")
    (('Phường', 'phuong 1'), ('Xã', 'tan tien'), ('', 'tan tien'))
    """
    key = fold(text)
    match = _PREFIX.fullmatch(key)
    if match is None:
        return "", key
    kind, rest = KINDS[match["kind"]], match["rest"].strip()
    if rest.isdigit() and kind in _NUMBERED:
        # "Phường 1" is a name; the bare "1" would be none. A leading zero is only a way of writing.
        return kind, f"{fold(kind)} {int(rest)}"
    return kind, rest


def search_key(name: str) -> str:
    """The key under which a place is stored and found: folded, without its kind."""
    return split_kind(name)[1]


def commune(code: str, *, on: date) -> Place:
    """The commune that bore the code on the day. Raises `Place.DoesNotExist`."""
    return _in_force(Level.COMMUNE, on).get(code=code)


def district(code: str, *, on: date) -> Place:
    """The district that bore the code on the day. Raises `Place.DoesNotExist`."""
    return _in_force(Level.DISTRICT, on).get(code=code)


def province(code: str, *, on: date) -> Place:
    """The province that bore the code on the day. Raises `Place.DoesNotExist`."""
    return _in_force(Level.PROVINCE, on).get(code=code)


def provinces(*, on: date) -> QuerySet[Place]:
    """All provinces of the day, by code."""
    return _in_force(Level.PROVINCE, on).order_by("code")


def communes_of(province: Place, *, on: date) -> QuerySet[Place]:
    """All communes of the province on the day, by code; before 01/07/2025 through its districts."""
    return (
        _in_force(Level.COMMUNE, on)
        .filter(Q(parent=province) | Q(parent__parent=province))
        .order_by("code")
    )


def province_of(place: Place) -> Place:
    """The province a place lies in, of the same era; a province lies in itself."""
    while place.parent is not None:
        place = place.parent
    return place


def successors(place: Place) -> QuerySet[Succession]:
    """What became of the place: one line per unit it went into, whole before part."""
    return (
        Succession.objects.filter(old=place)
        .select_related("new__parent")
        .order_by("partial", "new__code", "id")
    )


def predecessors(place: Place) -> QuerySet[Succession]:
    """What the place was made of: one line per former unit, whole before part."""
    return (
        Succession.objects.filter(new=place)
        .select_related("old__parent__parent")
        .order_by("partial", "old__code", "id")
    )


def coordinates(place: Place) -> tuple[float, float] | None:
    """Latitude and longitude in degrees (WGS 84), or None where none is known."""
    if place.lat is None or place.lon is None:
        return None
    return float(place.lat), float(place.lon)


def find_places(text: str, *, on: date, limit: int = 20) -> list[Found]:
    """Places of the day that answer what somebody typed, best first.

    Marks and the words "xã", "phường", "tp" may be left out. After a comma come the larger units:
    "Hồng Phong, Vũ Thư, Thái Bình". A name that is no longer in force leads to what became of it.
    """
    first, *larger = [part for part in text.split(",") if part.strip()] or [""]
    kind, _ = split_kind(first)
    keys = _keys(first)
    if not keys:
        return []
    wanted = [_keys(part) for part in larger]
    former = _former_names()
    found = [
        each
        for each in [*_by_name_in_force(keys, on), *_by_former_name(keys, on)]
        if any(_lies_in(place, wanted, former) for place in (each.place, each.via) if place)
    ]
    marked = place_tones(first).casefold()
    best: dict[int, Found] = {}
    for each in sorted(found, key=lambda each: _rank(each, kind, keys, marked)):
        best.setdefault(each.place.pk, each)
    return list(best.values())[:limit]


def place_words() -> list[PlaceWord]:
    """All place names of both eras, folded and without their kind, for the search parser."""
    places = {place.pk: place for place in Place.objects.order_by("id")}
    into: dict[int, list[int]] = defaultdict(list)
    for old, new in Succession.objects.order_by("id").values_list("old_id", "new_id"):
        into[old].append(new)
    for place in places.values():  # a district ended in its communes
        if place.level == Level.COMMUNE and place.valid_to is not None and place.parent_id:
            into[place.parent_id] += into[place.pk]
    return [_place_word(place, places, into[place.pk]) for place in places.values()]


def _place_word(place: Place, places: dict[int, Place], into: Iterable[int]) -> PlaceWord:
    after = [places[pk] for pk in into] if place.valid_to else [place]
    point = coordinates(place)
    return PlaceWord(
        key=place.search_key,
        level=Level(place.level),
        kind=place.kind,
        name=place.name,
        after_level=Level.PROVINCE if place.level == Level.PROVINCE else Level.COMMUNE,
        after=tuple(sorted({each.code for each in after})),
        lat=point[0] if point else None,
        lon=point[1] if point else None,
    )


def _in_force(level: Level, on: date) -> QuerySet[Place]:
    return Place.objects.in_force(on).filter(level=level)


def _keys(text: str) -> tuple[str, ...]:
    """The keys a typed name may stand for: as a whole ("Quan Hóa"), and without its kind."""
    whole, bare = fold(text), split_kind(text)[1]
    keys = (NICKNAMES.get(whole, whole), NICKNAMES.get(bare, bare))
    return tuple(key for key in dict.fromkeys(keys) if key)


def _by_name_in_force(keys: tuple[str, ...], on: date) -> Iterable[Found]:
    named = Q()
    for key in keys:
        named |= Q(search_key__startswith=key) | Q(search_key__contains=f" {key}")
    places = Place.objects.in_force(on).filter(named).select_related("parent__parent")
    return [Found(place) for place in places.order_by("id")]


def _by_former_name(keys: tuple[str, ...], on: date) -> Iterable[Found]:
    """What became of the units that bore exactly this name and ended before the day.

    A district has no successor of its own: it leads to what became of its communes.
    """
    ended = Place.objects.filter(search_key__in=keys, valid_to__lt=on)
    now = Place.objects.in_force(on)
    lines = Succession.objects.filter(
        Q(old__in=ended) | Q(old__parent__in=ended.filter(level=Level.DISTRICT)), new__in=now
    ).select_related("old__parent__parent", "new__parent")
    for line in lines.order_by("id"):
        via = line.old if line.old.search_key in keys else line.old.parent
        yield Found(line.new, via=via, partial=line.partial)


def _rank(
    found: Found, kind: str, keys: tuple[str, ...], marked: str
) -> tuple[int, bool, bool, int, bool, int, bool, str, str]:
    """Order: whole name, marks and kind as typed, larger unit, own name, whole unit, a to z."""
    named, place = found.via or found.place, found.place
    key = named.search_key
    likeness = 0 if key in keys else 1 if key.startswith(keys) else 2
    other_marks = not place_tones(named.name).casefold().endswith(marked)
    other_kind = bool(kind) and named.kind != kind
    former = found.via is not None
    return (
        likeness, other_kind, other_marks, _size(place), former, -_size(named), found.partial,
        place.search_key, place.code,
    )  # fmt: skip


def _size(place: Place) -> int:
    return list(Level).index(Level(place.level))


def _former_names() -> dict[str, set[str]]:
    """Search keys of the former provinces of each province in force, by its code."""
    names: dict[str, set[str]] = defaultdict(set)
    lines = Succession.objects.filter(
        new__level=Level.PROVINCE, new__valid_from=NEW_ERA_FROM
    ).order_by("id")
    for code, key in lines.values_list("new__code", "old__search_key"):
        names[code].add(key)
    return names


def _lies_in(place: Place, wanted: list[tuple[str, ...]], former: dict[str, set[str]]) -> bool:
    """Whether every wanted larger unit is one the place lies in, by its name then or now."""
    names: set[str] = set()
    above = place.parent
    while above is not None:
        names.add(above.search_key)
        if above.level == Level.PROVINCE and above.valid_from == NEW_ERA_FROM:
            names |= former[above.code]
        above = above.parent
    return all(not names.isdisjoint(keys) for keys in wanted)
