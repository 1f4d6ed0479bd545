"""Places as people type them in a search line, of either era."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from django.conf import settings

from caunoi.classifications.models import Occupation
from caunoi.places.choices import Level
from caunoi.places.models import Place
from caunoi.places.queries import NICKNAMES, PlaceWord, communes_of, place_words, province
from caunoi.portal.queries.index import FORMER, marked_key
from caunoi_engine.text.folding import fold

LONGEST_NAME: Final = 4  # words
_SIZES: Final = (Level.PROVINCE, Level.COMMUNE, Level.DISTRICT)


@dataclass(frozen=True, slots=True)
class Named:
    """A unit somebody named. `value` is its value in the place facet, "" for a former commune."""

    label: str  # "xã Tiền Hải", "huyện Tiền Hải cũ"
    level: Level
    value: str
    lat: float | None
    lon: float | None
    ours: bool  # lies in this installation's province

    @property
    def has_borders(self) -> bool:
        """A province or former district: searched by its borders rather than by distance."""
        return bool(self.value) and self.level != Level.COMMUNE


class Gazetteer:
    """All names, with the words before them that say what kind of unit is meant."""

    def __init__(self, words: Sequence[PlaceWord], *, on: date) -> None:
        in_force = Place.objects.in_force(on).filter(level__in=[Level.COMMUNE, Level.PROVINCE])
        self._points: dict[str, tuple[float, float]] = {}
        self._names_now: dict[str, str] = {}
        rows = in_force.order_by("id").values_list("code", "name", "lat", "lon")
        for code, name, lat, lon in rows:
            self._names_now[code] = name
            if lat is not None and lon is not None:
                self._points[code] = (float(lat), float(lon))
        self.trades = _runs_of_occupation_names()
        self._ours = _codes_of_our_province(on)
        self._by_key: dict[str, list[PlaceWord]] = defaultdict(list)
        for word in words:
            self._by_key[word.key].append(word)
        self._former_values = _values_of_former_units(on)

    def find(self, folded: str, typed: str, *, kind: str, said: bool) -> Named | None:
        """The unit that a run of words names, or None.

        `kind` is the official kind typed before it; `said` that a word such as "ở" stands before.
        Marks that were typed must be the unit's marks. Without any sign that a place is meant,
        only units of this province and provinces and districts elsewhere are taken for one.
        """
        key = NICKNAMES.get(folded, folded)
        choices = [
            word
            for word in self._by_key.get(key, ())
            if (not kind or word.kind == kind) and (key != folded or _same_marks(word, typed))
        ]
        if " " not in key and not (kind or said):
            choices = [word for word in choices if word.level == Level.PROVINCE]
        if not (kind or said):
            choices = [w for w in choices if w.level != Level.COMMUNE or self._is_ours(w)]
        best = min(choices, key=self._rank, default=None)
        return self._named(best) if best else None

    def _rank(self, word: PlaceWord) -> tuple[bool, int, bool, str]:
        """Units of ours first; a province, then a commune; those in force before former ones."""
        size = _SIZES.index(word.level)
        return not self._is_ours(word), size, self._is_former(word), "".join(word.after)

    def _is_former(self, word: PlaceWord) -> bool:
        return word.name not in {self._names_now.get(code) for code in word.after}

    def _is_ours(self, word: PlaceWord) -> bool:
        if word.after_level == Level.PROVINCE:
            return settings.CAUNOI_PROVINCE in word.after
        return not self._ours.isdisjoint(word.after)

    def _named(self, word: PlaceWord) -> Named:
        lat, lon = self._point(word)
        label = word.name[0].lower() + word.name[1:]
        if self._is_former(word):
            value = self._former_values.get((word.key, word.level), "")
            return Named(f"{label} (cũ)", word.level, value, lat, lon, self._is_ours(word))
        value = word.after[0] if word.after else ""
        return Named(label, word.level, value, lat, lon, self._is_ours(word))

    def _point(self, word: PlaceWord) -> tuple[float | None, float | None]:
        """Its own point, or the middle of the communes that came out of it."""
        if word.lat is not None and word.lon is not None:
            return word.lat, word.lon
        points = [self._points[code] for code in word.after if code in self._points]
        if not points:
            return None, None
        lats, lons = zip(*points, strict=True)
        return sum(lats) / len(points), sum(lons) / len(points)


def gazetteer(*, on: date) -> Gazetteer:
    """The names of both eras, read once and kept until places are loaded anew."""
    last = Place.objects.order_by("-pk").values_list("pk", "name").first()
    return _gazetteer(last, on)


@lru_cache(maxsize=2)
def _gazetteer(last: tuple[int, str] | None, on: date) -> Gazetteer:
    return Gazetteer(place_words(), on=on)


def _codes_of_our_province(on: date) -> set[str]:
    try:
        ours = province(settings.CAUNOI_PROVINCE, on=on)
    except Place.DoesNotExist:
        return set()
    return set(communes_of(ours, on=on).values_list("code", flat=True))


def _values_of_former_units(on: date) -> dict[tuple[str, str], str]:
    ended = Place.objects.filter(valid_to__lt=on).exclude(level=Level.COMMUNE).order_by("id")
    return {
        (key, level): f"{FORMER}{code}"
        for key, level, code in ended.values_list("search_key", "level", "code")
    }


def _runs_of_occupation_names() -> frozenset[str]:
    """Runs of words that occur in names of occupations: "an ninh" is a trade before a commune."""
    runs = set()
    for name in Occupation.objects.order_by("id").values_list("name", flat=True):
        words = fold(name).replace(",", " ").split()
        for length in range(2, LONGEST_NAME + 1):
            runs |= {" ".join(words[i : i + length]) for i in range(len(words) - length + 1)}
    return frozenset(runs)


def _same_marks(word: PlaceWord, typed: str) -> bool:
    """Whether what was typed carries no marks at all, or those of the name."""
    mark = marked_key(typed)
    return mark.isascii() or mark in marked_key(word.name)
