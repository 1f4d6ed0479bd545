"""Where an advert's place of work is: the province, and the commune when the address names it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from caunoi.places.choices import Level
from caunoi.places.models import Place
from caunoi.places.queries import (
    NICKNAMES,
    Found,
    coordinates,
    find_places,
    place_words,
    province_of,
    provinces,
    split_kind,
)
from caunoi_engine.text.folding import fold

_DIVIDERS = re.compile(r"[,;&/\n]| - |–")
_NOT_WORDS = re.compile(r"[^a-z0-9]+")
# Spellings of provinces that no list holds.
_SPELLINGS = {"dac nong": "dak nong", "dac lak": "dak lak", "bac can": "bac kan"}
_COMMUNE_KINDS = frozenset({"Xã", "Phường", "Thị trấn", "Quận", "Huyện", "Thị xã", "Đặc khu"})


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in force and the point that stands for it; all None when nothing is known."""

    place: int | None = None
    lat: float | None = None
    lon: float | None = None


@dataclass(slots=True)
class Whereabouts:
    """Finds the spot of an address; what was found once is remembered."""

    on: date
    _provinces: Mapping[str, Place] = field(init=False)
    _codes: Mapping[str, str] = field(init=False)
    _names: re.Pattern[str] = field(init=False)
    _known: dict[tuple[str, str], Spot] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._provinces = {place.code: place for place in provinces(on=self.on)}
        codes = {
            _plain(word.key): word.after[0]
            for word in place_words()
            if word.level == Level.PROVINCE and word.after
        }
        other = {**NICKNAMES, **_SPELLINGS}
        codes |= {said: codes[name] for said, name in other.items() if name in codes}
        self._codes = codes
        longest_first = sorted(codes, key=lambda name: (-len(name), name))
        self._names = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")

    @property
    def is_empty(self) -> bool:
        """Whether the administrative units have not been loaded yet."""
        return not self._codes

    def find(self, location: str, address: str) -> Spot:
        """The spot of the first province named; a commune of it when one is named too."""
        key = (location, address)
        if key not in self._known:
            self._known[key] = self._look(location, address)
        return self._known[key]

    def _look(self, location: str, address: str) -> Spot:
        province = self._province(location) or self._province(address, last=True)
        for text in (address, location):
            found = self._commune(text, province)
            if found is None:
                continue
            if found.via is None or found.via.level == Level.COMMUNE:
                return _spot(found.place)
            # Only a former district is named: its point is near enough, its commune a guess.
            return replace(_spot(found.place), place=province_of(found.place).pk)
        return _spot(province) if province else Spot()

    def _province(self, text: str, *, last: bool = False) -> Place | None:
        """The first province named; in a street address the last, for streets bear such names."""
        names = self._names.findall(_plain(text))
        return self._provinces.get(self._codes[names[-1 if last else 0]]) if names else None

    def _commune(self, text: str, province: Place | None) -> Found | None:
        """The commune in force that the parts of an address lead to, and by which name."""
        parts = [part.strip() for part in _DIVIDERS.split(text) if part.strip()]
        for start, part in enumerate(parts):
            if split_kind(part)[0] not in _COMMUNE_KINDS:
                continue
            found = find_places(", ".join(parts[start:]), on=self.on, limit=5)
            for each in found:
                place = each.place
                if place.level == Level.COMMUNE and (
                    province is None or province_of(place).pk == province.pk
                ):
                    return each
        return None


def _plain(text: str) -> str:
    """Folded words with single blanks between them, no other signs."""
    return _NOT_WORDS.sub(" ", fold(text)).strip()


def _spot(place: Place) -> Spot:
    point = coordinates(place)
    return Spot(place.pk, *point) if point else Spot(place.pk)
