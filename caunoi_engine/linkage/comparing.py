"""Pairs compared field by field: how each field agrees, and what that weighs."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from caunoi_engine.linkage import weights
from caunoi_engine.linkage.columns import Coder, Columns, Ints
from caunoi_engine.linkage.records import Known
from caunoi_engine.linkage.weights import Birth, Name, Number, Same

Floats = NDArray[np.float64]
FIELDS: Final = ("name", "birth", "number", "old_number", "phone", "place", "sex")
_SHORTEST_TO_MISTYPE: Final = 6  # letters
_SLIPS: Final = 2  # wrong digits of a number
_DIGITS: Final = tuple(10**k for k in range(12))


@dataclass(frozen=True, slots=True)
class Compared:
    """Pairs: the level and the weight of each field, one row a field of `FIELDS`."""

    levels: Ints
    weights: Floats
    total: Floats
    probability: Floats


class Shares:
    """How frequent names and communes are in a register: counted, or told by `known`."""

    def __init__(self, columns: Columns, coder: Coder, known: Known | None = None) -> None:
        self.size = known.size if known else len(columns)
        self._coder = coder
        names = columns.name
        if known:
            told: dict[int, int] = {}
            for name, many in known.names.items():
                code = coder.names.code(name)
                told[code] = told.get(code, 0) + many
            letters, _, ordered, first, last, _ = coder.names.tables()
            often = np.zeros(len(letters), dtype=np.int64)
            often[list(told)] = list(told.values())
            self._exact = _sums(letters, often)[letters]  # as often with any marks: says less
        else:
            letters, _, ordered, first, last, _ = coder.names.tables()
            often = np.bincount(names, minlength=len(letters))
            self._exact = often
        self._letters, self._ordered = _sums(letters, often), _sums(ordered, often)
        ends, back = np.unique(_both(first, last), return_inverse=True)
        self._ends = dict(zip(ends.tolist(), _sums(back, often).tolist(), strict=True))
        people = known.places.items() if known else self._places(columns)
        self._living: dict[str, int] = {}
        for place, count in people:
            for today in coder.places.today[coder.places.code(place)]:
                self._living[today] = self._living.get(today, 0) + count

    def _places(self, columns: Columns) -> list[tuple[str, int]]:
        counts = np.bincount(columns.place, minlength=len(self._coder.places.today)).tolist()
        return [(place, counts[code]) for place, code in self._coder.places.codes.items()]

    def of(self, counts: Ints) -> Floats:
        """Counts as shares; what never occurred is rare, not impossible."""
        found: Floats = (counts + 1) / (self.size + weights.FEW)
        return found

    def exact(self, names: Ints) -> Ints:
        return _at(self._exact, names)

    def letters(self, letters: Ints) -> Ints:
        return _at(self._letters, letters)

    def ordered(self, ordered: Ints) -> Ints:
        return _at(self._ordered, ordered)

    def ends(self, ends: Ints) -> Ints:
        return np.array([self._ends.get(end, 0) for end in ends.tolist()], dtype=np.int64)

    def living(self, place: int) -> int:
        """How many live where this commune is today."""
        return max((self._living.get(t, 0) for t in self._coder.places.today[place]), default=0)


def compare(
    left: Columns, i: Ints, right: Columns, j: Ints, *, coder: Coder, shares: Shares
) -> Compared:
    """Compare record i[k] of the left with record j[k] of the right, for every k."""
    found = [
        _names(left.name[i], right.name[j], coder, shares),
        _births(left.birth[i], right.birth[j]),
        _numbers(left.number[i], right.number[j]),
        _plain(left.old_number[i], right.old_number[j], weights.OLD_NUMBER),
        _plain(left.phone[i], right.phone[j], weights.PHONE),
        _places(left.place[i], right.place[j], coder, shares),
        _plain(left.sex[i], right.sex[j], weights.SEX),
    ]
    levels, weighed = np.stack([f[0] for f in found]), np.stack([f[1] for f in found])
    total = weighed.sum(axis=0)
    return Compared(levels, weighed, total, _probability(levels, total, shares.size))


def _probability(levels: Ints, total: Floats, size: int) -> Floats:
    """Odds of any two records of the register, times what was found; and what rules out or caps."""
    prior = -np.log2(max(size, weights.SMALLEST))
    found = 1 / (1 + np.exp2(-np.clip(total + prior, -200, 200)))
    name, birth, number, old = levels[0], levels[1], levels[2], levels[3]
    by_number = (number == Number.EQUAL) | (old == Same.EQUAL)
    unsure = np.isin(name, (Name.LETTER, Name.MARKS)) | np.isin(birth, (Birth.OTHER, Birth.MISSING))
    another = np.isin(name, (Name.OTHER, Name.MISSING))  # somebody else's number written down
    capped = np.where(by_number, another, unsure)
    found = np.where(capped, np.minimum(found, weights.CEILING), found)
    nobody = (number == Number.OTHER) | (another & ~by_number)
    result: Floats = np.where(nobody, 0.0, found)
    return result


def _names(a: Ints, b: Ints, coder: Coder, shares: Shares) -> tuple[Ints, Floats]:
    """Each pair of names once, then spread over the pairs of people."""
    pairs, back = np.unique(_both(a, b), return_inverse=True)
    one, two = pairs >> 32, pairs & 0xFFFFFFFF
    letters, marks, ordered, first, last, words = coder.names.tables()
    known = (one > 0) & (two > 0)
    same = letters[one] == letters[two]
    ends = (first[one] == first[two]) & (last[one] == last[two])
    short = ends & (words[one] != words[two]) & (np.minimum(words[one], words[two]) > 1)
    level = np.full(len(pairs), int(Name.OTHER))
    rest = np.flatnonzero(known & ~same)
    folded = coder.names.folded
    level[rest[_one_letter(one[rest], two[rest], folded)]] = Name.LETTER
    left_out = [
        k for k in np.flatnonzero(short & known).tolist()
        if (x := set(folded[one[k]].split())) <= (y := set(folded[two[k]].split())) or y <= x
    ]  # fmt: skip
    level[np.array(left_out, dtype=np.int64)] = Name.SHORT
    level[known & ~same & (ordered[one] == ordered[two])] = Name.ORDER
    level[same] = Name.MARKS
    level[same & (marks[one] == marks[two])] = Name.EQUAL
    said = coder.names.marks
    some = np.flatnonzero(level == Name.MARKS).tolist()
    bare = [k for k in some if _left_out(said[one[k]], said[two[k]])]
    level[np.array(bare, dtype=np.int64)] = Name.UNMARKED
    level[~known] = Name.MISSING
    by_letters = np.maximum(shares.letters(letters[one]), shares.letters(letters[two]))
    short_ones = np.flatnonzero(level == Name.SHORT)
    by_ends = np.zeros(len(pairs), dtype=np.int64)
    by_ends[short_ones] = shares.ends(_both(first[one[short_ones]], last[one[short_ones]]))
    near = shares.of(by_letters) * weights.LETTER_NEIGHBOURS + weights.LETTER_LEAST
    u = np.select(
        [level == k for k in (Name.EQUAL, Name.ORDER, Name.SHORT, Name.LETTER, Name.OTHER)],
        [
            shares.of(np.maximum(shares.exact(one), shares.exact(two))),
            shares.of(np.maximum(shares.ordered(ordered[one]), shares.ordered(ordered[two]))),
            shares.of(by_ends),
            np.minimum(near, 0.5),
            np.ones(len(pairs)),
        ],
        shares.of(by_letters),
    )
    m = np.array([1.0, *(weights.NAME_M[k] for k in Name if k)])[level]
    weight = np.where(level == Name.MISSING, 0.0, np.log2(m / u))
    return level[back], weight[back]


def _left_out(one: str, other: str) -> bool:
    """Whether each word that differs has lost all its marks on one side."""
    a, b = one.split(" "), other.split(" ")
    return len(a) == len(b) and all(x == y or not x or not y for x, y in zip(a, b, strict=True))


def _one_letter(one: Ints, two: Ints, folded: list[str]) -> NDArray[np.bool_]:
    """Whether a letter was put in, left out, replaced or exchanged with its neighbour."""
    if not len(one):
        return np.zeros(0, dtype=bool)
    a = [folded[k].replace(" ", "") for k in one.tolist()]
    b = [folded[k].replace(" ", "") for k in two.tolist()]
    apart = process.cpdist(a, b, scorer=OSA.distance, score_cutoff=1, dtype=np.uint8)
    long = np.fromiter(
        (max(len(x), len(y)) >= _SHORTEST_TO_MISTYPE for x, y in zip(a, b, strict=True)),
        dtype=bool, count=len(a),
    )  # fmt: skip
    found: NDArray[np.bool_] = (apart <= 1) & long
    return found


def _births(a: Ints, b: Ints) -> tuple[Ints, Floats]:
    year, month, day = a // 10_000, a // 100 % 100, a % 100
    year2, month2, day2 = b // 10_000, b // 100 % 100, b % 100
    one_digit = sum((a // p % 10 != b // p % 10).astype(np.int64) for p in _DIGITS[:8]) == 1
    whole = (month > 0) & (month2 > 0)
    level = np.full(len(a), int(Birth.OTHER))
    level[one_digit & whole] = Birth.DIGIT
    level[whole & (year == year2) & (month == day2) & (day == month2)] = Birth.TURNED
    level[~whole & (year == year2)] = Birth.YEAR
    level[whole & (a == b)] = Birth.EQUAL
    level[(a == 0) | (b == 0)] = Birth.MISSING
    return level, _table(weights.BIRTH, Birth)[level]


def _numbers(a: Ints, b: Ints) -> tuple[Ints, Floats]:
    level = np.full(len(a), int(Number.OTHER))
    wrong = sum(((a - 1) // p % 10 != (b - 1) // p % 10).astype(np.int64) for p in _DIGITS)
    level[wrong <= _SLIPS] = Number.NEAR
    level[a == b] = Number.EQUAL
    level[(a == 0) | (b == 0)] = Number.MISSING
    return level, _table(weights.NUMBER, Number)[level]


def _plain(a: Ints, b: Ints, table: dict[Same, tuple[float, float]]) -> tuple[Ints, Floats]:
    level = np.where(a == b, int(Same.EQUAL), int(Same.OTHER))
    level[(a == 0) | (b == 0)] = Same.MISSING
    return level, _table(table, Same)[level]


def _places(a: Ints, b: Ints, coder: Coder, shares: Shares) -> tuple[Ints, Floats]:
    pairs, back = np.unique(_both(a, b), return_inverse=True)
    level, weight = np.zeros(len(pairs), dtype=np.int64), np.zeros(len(pairs))
    for k, pair in enumerate(pairs.tolist()):
        one, two = pair >> 32, pair & 0xFFFFFFFF
        if not one or not two:
            continue
        here, there = coder.places.today[one], coder.places.today[two]
        if not here & there:
            level[k], weight[k] = Same.OTHER, weights.bits(weights.PLACE_M[Same.OTHER], 0.95)
            continue
        level[k] = Same.EQUAL if len(here) == len(there) == 1 or one == two else Same.PART
        living = max(shares.living(one), shares.living(two))
        if level[k] == Same.PART:
            living *= max(len(here), len(there))
        u = min(0.95, (living + 1) / (shares.size + weights.FEW))
        weight[k] = weights.bits(weights.PLACE_M[Same.EQUAL], u) if u < 0.85 else 0.0
    return level[back], weight[back]


def _table(table: Mapping[Any, tuple[float, float]], levels: type[IntEnum]) -> Floats:
    return np.array([weights.bits(*table[k]) if k in table else 0.0 for k in levels])


def _both(a: Ints, b: Ints) -> Ints:
    found: Ints = (a << 32) | b
    return found


def _sums(groups: Ints, often: Ints) -> Ints:
    """How often each group occurs together."""
    return np.bincount(groups, weights=often).astype(np.int64)


def _at(counts: Ints, where: Ints) -> Ints:
    """Counts at places that may lie beyond the end: never counted."""
    found: Ints = np.where(where < len(counts), counts[np.minimum(where, len(counts) - 1)], 0)
    return found
