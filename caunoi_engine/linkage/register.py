"""A register that is asked who somebody is: a few candidates by key, then a comparison of each.

A pair is looked at when it shares one of eight keys, each of which one kind of slip leaves whole:
the numbers, the telephone, the words of the name in any order with the year or with day and month,
the day of birth (day and month in any order) with the first or the last word of the name, and
commune, year and last word.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np

from caunoi_engine.linkage import weights
from caunoi_engine.linkage.columns import Coder, Columns, Ints
from caunoi_engine.linkage.comparing import FIELDS, Compared, Shares, compare
from caunoi_engine.linkage.records import Factor, Known, Record, Scored
from caunoi_engine.linkage.weights import Name

MOST: Final = 5
AT_A_TIME: Final = 2_000  # records looked up in one go: bounds the memory
LARGEST_BLOCK: Final = 400
"""Records that may share a key; a key that more share (the telephone of an office) says nothing."""
WORTH_SAYING: Final = 50  # people of one name
_MIX: Final = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F))


class Register:
    """People among whom others are looked for.

    >>> from datetime import date
    >>> hoa = Record(1, "Nguyễn Thị Hoà", date(1990, 5, 2), number="001190000001", place="00004")
    >>> [best] = Register([hoa]).look_up(Record("x", "NGUYEN THI HOA", number="001190000001"))
    >>> best.key, best.probability > AUTOMATIC, best.words
    (1, True, 'trùng số định danh; trùng họ tên, một bên không có dấu')

    `successors` tells of a former commune which communes it became; `known` how frequent names
    and communes are, where the records are only a part of a register.
    """

    def __init__(
        self,
        records: Iterable[Record],
        *,
        successors: Mapping[str, Collection[str]] | None = None,
        known: Known | None = None,
    ) -> None:
        self._coder = Coder(successors or {})
        self._columns = self._coder.columns(records)
        self._shares = Shares(self._columns, self._coder, known)
        self._blocks = [_sorted(keys) for keys in self._keys(self._columns)]

    def __len__(self) -> int:
        return len(self._columns)

    def look_up(
        self, record: Record, *, most: int = MOST, least: float = weights.REVIEW
    ) -> list[Scored]:
        """Who a record may be, the likeliest first; nobody below `least`."""
        return self.look_up_all([record], most=most, least=least)[0]

    def look_up_all(
        self, records: Sequence[Record], *, most: int = MOST, least: float = weights.REVIEW
    ) -> list[list[Scored]]:
        """`look_up` for many records, much faster than one by one."""
        found: list[list[Scored]] = [[] for _ in records]
        for start in range(0, len(records), AT_A_TIME):
            rows = self._coder.columns(records[start : start + AT_A_TIME])
            i, j = self._candidates(rows)
            for row, scored in self._best(rows, i, j, most=most, least=least):
                found[start + row].append(scored)
        return found

    def pairs(self, *, least: float = weights.REVIEW) -> Iterator[tuple[Any, Scored]]:
        """Records of the register that may be one person, each pair once, in order of position."""
        everybody = self._columns
        for start in range(0, len(everybody), AT_A_TIME):
            some = _part(everybody, start, start + AT_A_TIME)
            i, j = self._candidates(some, after=start)
            found = self._best(some, i, j, most=LARGEST_BLOCK, least=least)
            yield from ((some.keys[row], scored) for row, scored in found)

    def compare(self, one: Record, other: Record) -> Scored:
        """Two records, compared as if both stood in this register; no key need be shared."""
        left, right = self._coder.columns([one]), self._coder.columns([other])
        at = np.zeros(1, dtype=np.int64)
        result = compare(left, at, right, at, coder=self._coder, shares=self._shares)
        return self._scored(left, result, 0, 0, other.key)

    def _candidates(self, rows: Columns, *, after: int | None = None) -> tuple[Ints, Ints]:
        """Positions in `rows` and in the register that share a key, each pair once.

        `after`: the rows stand in the register themselves, from this position on, and each asks
        only for those behind it.
        """
        size = max(len(self), 1)
        codes = []
        for keys, (order, kept) in zip(self._keys(rows), self._blocks, strict=True):
            asked = np.flatnonzero(keys)
            low = np.searchsorted(kept, keys[asked], "left")
            many = np.searchsorted(kept, keys[asked], "right") - low
            some = (many > 0) & (many <= LARGEST_BLOCK)
            asked, low, many = asked[some], low[some], many[some]
            each = np.repeat(low - np.concatenate(([0], np.cumsum(many)[:-1])), many)
            left, right = np.repeat(asked, many), order[each + np.arange(many.sum())]
            if after is not None:
                behind = right > left + after
                left, right = left[behind], right[behind]
            codes.append(left * size + right)
        found = np.sort(np.concatenate(codes))  # np.unique hashes and takes twenty times as long
        once = found[np.flatnonzero(np.diff(found, prepend=-1))]
        return once // size, once % size

    def _best(
        self, rows: Columns, i: Ints, j: Ints, *, most: int, least: float
    ) -> Iterator[tuple[int, Scored]]:
        """Of the candidates of each row the `most` likeliest, in order of rows."""
        result = compare(rows, i, self._columns, j, coder=self._coder, shares=self._shares)
        likely = np.flatnonzero(result.probability >= least)
        order = likely[np.lexsort((j[likely], -result.total[likely], i[likely]))]
        before, taken = -1, 0
        for k in order.tolist():
            row = int(i[k])
            taken = taken + 1 if row == before else 1
            before = row
            if taken <= most:
                yield row, self._scored(rows, result, k, row, self._columns.keys[int(j[k])])

    def _scored(self, rows: Columns, result: Compared, k: int, row: int, key: Any) -> Scored:
        factors = []
        for at, field in enumerate(FIELDS):
            level = int(result.levels[at, k])
            words = weights.said(field, level)
            if field == "name" and level in (Name.EQUAL, Name.UNMARKED, Name.MARKS):
                words += self._how_many(int(rows.name[row]))
            if words:
                factors.append(Factor(words, round(float(result.weights[at, k]), 1)))
        factors.sort(key=lambda factor: -factor.weight)
        weight = round(float(result.total[k]), 1)
        return Scored(key, weight, float(result.probability[k]), tuple(factors))

    def _how_many(self, name: int) -> str:
        letters = self._coder.names.tables()[0][name : name + 1]
        many = int(self._shares.letters(letters)[0])
        return f" (tên này có {many:,} người)".replace(",", ".") if many >= WORTH_SAYING else ""

    def _keys(self, columns: Columns) -> Iterator[Ints]:
        """Of each record its key of each kind; 0 where a part of it is unknown."""
        _, _, ordered, first, last, _ = self._coder.names.tables()
        name, year = columns.name, columns.birth // 10_000
        month, day = columns.birth // 100 % 100, columns.birth % 100
        turned = np.minimum(month, day) * 100 + np.maximum(month, day)
        yield columns.number
        yield columns.old_number
        yield columns.phone
        yield _mixed(ordered[name], year)
        yield _mixed(ordered[name], turned)
        born = np.where(turned > 0, year * 10_000 + turned, 0)
        yield _mixed(first[name], born)
        yield _mixed(last[name], born)
        today = np.array([_one_of(each) for each in self._coder.places.today], dtype=np.int64)
        yield _mixed(_mixed(today[columns.place], year), last[name])


def _one_of(today: frozenset[str]) -> int:
    """A number of where a commune is today; of a split one the first, so that it has one key."""
    return int("".join(c for c in min(today) if c.isdigit()) or 0) + 1 if today else 0


def _mixed(a: Ints, b: Ints) -> Ints:
    """One number of two. That two pairs share it by chance costs a comparison and no more."""
    mixed = (a.astype(np.uint64) * _MIX[0]) ^ ((b.astype(np.uint64) + _MIX[0]) * _MIX[1])
    mixed ^= mixed >> np.uint64(29)
    found: Ints = (mixed >> np.uint64(2)).astype(np.int64) | 1
    return np.where((a == 0) | (b == 0), 0, found)


def _sorted(keys: Ints) -> tuple[Ints, Ints]:
    """Positions of the known keys in the order of the keys, and the keys."""
    known = np.flatnonzero(keys)
    order = known[np.argsort(keys[known], kind="stable")]
    return order, keys[order]


def _part(columns: Columns, start: int, stop: int) -> Columns:
    return Columns(
        columns.keys[start:stop], columns.name[start:stop], columns.birth[start:stop],
        columns.number[start:stop], columns.old_number[start:stop], columns.phone[start:stop],
        columns.place[start:stop], columns.sex[start:stop],
    )  # fmt: skip


AUTOMATIC = weights.AUTOMATIC
REVIEW = weights.REVIEW
