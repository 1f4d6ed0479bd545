"""Records as columns of whole numbers, so that millions of pairs are compared at once."""

import unicodedata
from array import array
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from caunoi_engine.linkage.records import Record
from caunoi_engine.text.folding import fold_yi, tidy

Ints = NDArray[np.int64]
NUMBER_LENGTH: Final = 12
OLD_LENGTH: Final = 9
_SEXES: Final = {"": 0, "FEMALE": 1, "MALE": 2}


@dataclass(frozen=True, slots=True)
class Columns:
    """Records side by side; 0 is unknown in every column."""

    keys: list[Any]
    name: Ints  # of `Names`
    birth: Ints  # yyyymmdd; the day of somebody of whom only the year is known is 0000
    number: Ints
    old_number: Ints
    phone: Ints
    place: Ints  # of `Places`
    sex: Ints

    def __len__(self) -> int:
        return len(self.keys)


class Names:
    """Names that occurred, each once, with what they are compared by."""

    def __init__(self) -> None:
        self.folded: list[str] = [""]
        self.marks: list[str] = [""]  # of each word, as `marks_of` says them
        self.raw: dict[str, int] = {"": 0}
        self._exact: dict[tuple[str, str], int] = {}
        self._ids: dict[str, int] = {"": 0}
        # By name: its letters, marks, words in any order, first word, last word, how many words.
        self._by_name = [array("q", [0]) for _ in range(6)]
        self._tables: tuple[Ints, ...] = ()

    def code(self, name: str) -> int:
        """The number of a name; names that differ in letter case or tone places have one."""
        known = self.raw.get(name)
        if known is None:
            key, marks = fold_yi(name), marks_of(name)
            known = self._exact.get((key, marks)) if key else 0
            if known is None:
                known = self._exact[key, marks] = self._add(key, marks)
            self.raw[name] = known
        return known

    def _add(self, key: str, marks: str) -> int:
        words = key.split()
        row = (
            self._id(key),
            self._id(f"`{marks}") if marks.strip() else 0,
            self._id(" ".join(sorted(words))),
            self._id(words[0]),
            self._id(words[-1]),
            len(words),
        )
        for column, value in zip(self._by_name, row, strict=True):
            column.append(value)
        self.folded.append(key)
        self.marks.append(marks)
        return len(self.folded) - 1

    def _id(self, text: str) -> int:
        return self._ids.setdefault(text, len(self._ids))

    def tables(self) -> tuple[Ints, ...]:
        """Letters, marks, words in any order, first and last word, number of words, by name."""
        if not self._tables or len(self._tables[0]) < len(self.folded):
            self._tables = tuple(np.array(column, dtype=np.int64) for column in self._by_name)
        return self._tables


def marks_of(name: str) -> str:
    """The marks of each word in an order that no tone place changes; nothing for a bare name.

    >>> marks_of("Hoà") == marks_of("HÒA") != marks_of("Hoá")
    True
    """
    words = unicodedata.normalize("NFD", tidy(name).casefold()).split()
    return " ".join(
        "".join(sorted(c for c in word if c == "đ" or unicodedata.combining(c))) for word in words
    )


class Places:
    """Communes that occurred, and of which communes of today each may be."""

    def __init__(self, successors: Mapping[str, Collection[str]]) -> None:
        self._successors = successors
        self.codes: dict[str, int] = {"": 0}
        self.today: list[frozenset[str]] = [frozenset()]

    def code(self, place: str) -> int:
        known = self.codes.get(place)
        if known is None:
            known = self.codes[place] = len(self.today)
            self.today.append(frozenset(self._successors.get(place) or (place,)))
        return known


class Coder:
    """Turns records into columns; what it has numbered once keeps its number."""

    def __init__(self, successors: Mapping[str, Collection[str]]) -> None:
        self.names = Names()
        self.places = Places(successors)

    def columns(self, records: Iterable[Record]) -> Columns:
        """The records as columns, in their order."""
        keys: list[Any] = []
        held = [array("q") for _ in range(7)]
        name, birth, number, old, phone, place, sex = (column.append for column in held)
        for each in records:
            keys.append(each.key)
            name(self.names.code(each.name))
            birth(_birth(each))
            number(_digits(each.number, NUMBER_LENGTH))
            old(_digits(each.old_number, OLD_LENGTH))
            phone(_phone(each.phone))
            place(self.places.code(each.place))
            sex(_SEXES.get(each.sex, 0))
        return Columns(keys, *(np.frombuffer(c, dtype=np.int64) if c else _NONE for c in held))


_NONE: Final[Ints] = np.empty(0, dtype=np.int64)


def _birth(record: Record) -> int:
    born = record.birth
    if born is None:
        return 0
    # The first of January is what forms say of whoever knows the year only.
    if record.year_only or born.month == born.day == 1:
        return born.year * 10_000
    return born.year * 10_000 + born.month * 100 + born.day


def _digits(text: str, length: int) -> int:
    """The number plus one (so that none is 0); 0 for anything that is no such number."""
    if len(text) != length or not (text.isascii() and text.isdigit()):
        return 0
    return int(text) + 1


def _phone(text: str) -> int:
    digits = text if text.isdigit() else "".join(c for c in text if c.isdigit())
    digits = digits[-9:]
    return int(digits) + 1 if len(digits) == 9 else 0
