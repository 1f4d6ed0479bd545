"""The units of both eras, what became of each, and the keys under which they are found."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from caunoi_engine.text.addresses.words import key_of, roman, split_kind

# Names of everyday speech and of abbreviation that no list holds, by the key of the official name.
NICKNAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "hochiminh": ("saigon", "sg", "hcm", "tphcm", "hcmc", "hochiminhciti"),
    "hanoi": ("hn", "tphn"),
    "haiphong": ("hp", "tphp"),
    "bariavungtau": ("brvt",),
    "hue": ("thuathienhue", "tth", "tthue"),
    "daklak": ("daclac", "darlac", "daklac", "daclak"),
    "daknong": ("dacnong",),
    "backan": ("baccan",),
}


class Level(StrEnum):
    """Level of a unit."""

    PROVINCE = "PROVINCE"
    DISTRICT = "DISTRICT"
    COMMUNE = "COMMUNE"


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit as it stood from one day to another."""

    key: int
    level: Level
    name: str  # with its kind: "Xã Tân Tiến"
    parent: int | None
    first: date
    last: date | None
    former: tuple[str, ...] = ()  # keys of names that had ended before the unit's own list was made


@dataclass(frozen=True, slots=True)
class Step:
    """The old unit went, wholly or in part, into the new one."""

    old: int
    new: int
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One unit under one of its names, with all that a reading compares."""

    unit: int
    kind: str
    key: str
    base: str  # letters and tones of the official name; "" for a former name
    tones: str
    size: int  # words of the name
    official: bool
    district: int | None
    province: int
    more_districts: frozenset[int]  # of the other era
    more_provinces: frozenset[int]


@dataclass(slots=True)
class _Links:
    after: dict[int, list[Step]] = field(default_factory=lambda: defaultdict(list))
    before: dict[int, list[Step]] = field(default_factory=lambda: defaultdict(list))


class Gazetteer:
    """All units, found by the key of a name."""

    def __init__(self, units: Iterable[Unit], steps: Iterable[Step]) -> None:
        self.units = {unit.key: unit for unit in units}
        self._links = _Links()
        for step in steps:
            self._links.after[step.old].append(step)
            self._links.before[step.new].append(step)
        full = {unit.parent for unit in self.units.values() if unit.level == Level.COMMUNE}
        self.communes: dict[str, list[Entry]] = defaultdict(list)
        self.above: dict[str, list[Entry]] = defaultdict(list)  # provinces and districts
        self.inside: dict[int, list[Entry]] = defaultdict(list)  # communes by a unit above, any era
        for unit in self.units.values():
            lowest = unit.level == Level.COMMUNE
            for entry in self._entries(unit):
                if not lowest:
                    self.above[entry.key].append(entry)
                # An island district without communes is where people live.
                if lowest or (unit.level == Level.DISTRICT and unit.key not in full):
                    self._add_commune(entry)
        self.names_above = list(self.above)
        self._names_inside: dict[int, tuple[list[str], dict[str, list[Entry]]]] = {}
        self.longest = max((len(key) for key in (*self.communes, *self.above)), default=0)

    def in_force(self, key: int, on: date) -> list[int]:
        """What the unit is on the day: itself, what it became, or what it was made of.

        >>> first, last, new = date(1900, 1, 1), date(2025, 6, 30), date(2025, 7, 1)
        >>> old = Unit(1, Level.COMMUNE, "Xã Cũ", None, first, last)
        >>> now = Unit(2, Level.COMMUNE, "Xã Mới", None, new, None)
        >>> Gazetteer([old, now], [Step(1, 2)]).in_force(1, date(2026, 1, 1))
        [2]
        """
        unit = self.units[key]
        if unit.last is not None and unit.last < on:
            found = [step.new for step in self._links.after.get(key, ())]
        elif unit.first > on:
            found = [step.old for step in self._links.before.get(key, ())]
        else:
            return [key]
        return [each for each in found if self._stands(each, on)]

    def names_inside(self, key: int) -> tuple[list[str], dict[str, list[Entry]]]:
        """Official names of the communes in a larger unit, and the communes of each name."""
        found = self._names_inside.get(key)
        if found is None:
            by_name: dict[str, list[Entry]] = defaultdict(list)
            for entry in self.inside.get(key, ()):
                if entry.official:
                    by_name[entry.key].append(entry)
            found = self._names_inside[key] = (list(by_name), by_name)
        return found

    def line(self, key: int) -> list[int]:
        """The units from this one up to its province."""
        found: list[int] = []
        at: int | None = key
        while at is not None:
            found.append(at)
            at = self.units[at].parent
        return found

    def same_province(self, key: int) -> set[int]:
        """A province with those of the other era it went into or was made of."""
        found = {key}
        found |= {step.new for step in self._links.after.get(key, ())}
        found |= {step.old for step in self._links.before.get(key, ())}
        return found

    def _stands(self, key: int, on: date) -> bool:
        unit = self.units[key]
        return unit.first <= on and (unit.last is None or unit.last >= on)

    def _add_commune(self, entry: Entry) -> None:
        self.communes[entry.key].append(entry)
        above = {entry.district, entry.province} | entry.more_districts | entry.more_provinces
        for key in above - {None, entry.unit}:
            if key is not None:
                self.inside[key].append(entry)

    def _entries(self, unit: Unit) -> Iterable[Entry]:
        kind, words = split_kind(unit.name)
        district, province = self._place(unit)
        others = [
            *(step.old for step in self._links.before.get(unit.key, ())),
            *(step.new for step in self._links.after.get(unit.key, ())),
        ]
        places = [self._place(self.units[key]) for key in others if key in self.units]
        more_districts = frozenset(each for each, _ in places if each is not None) - {district}
        more_provinces = frozenset(each for _, each in places) - {province}
        own = key_of(words)
        if len(words) == 1 and _fold_kind(kind) and (words[0].key.isdigit() or roman(words[0])):
            # "Phường 1" and "Quận 1": the bare figure would be no name.
            own = f"{_fold_kind(kind)}{roman(words[0]) or words[0].key}"
        names = dict.fromkeys([own, *NICKNAMES.get(own, ()), *unit.former])
        for key in names:
            official = key == own
            yield Entry(
                unit.key, kind, key,
                "".join(word.base for word in words) if official else "",
                "".join(word.tones for word in words) if official else "",
                len(words), official or key in NICKNAMES.get(own, ()),
                district, province, more_districts, more_provinces,
            )  # fmt: skip

    def _place(self, unit: Unit) -> tuple[int | None, int]:
        """The district, if any, and the province of a unit; of a province, itself."""
        line = self.line(unit.key)
        district = next((k for k in line if self.units[k].level == Level.DISTRICT), None)
        return district, line[-1]


def _fold_kind(kind: str) -> str:
    return {"Phường": "phuong", "Quận": "quan"}.get(kind, "")
