"""What no market may hold, told all at once: table, column, reason, the first rows and how many.

numpy looks at whole columns; single values are looked at only where something is wrong.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from numbers import Number
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

ROWS_TOLD: Final = 5
"""Rows a fault names; how many there are is told beside them."""
UNIT_DIGITS: Final = 4
MOST_NEARNESS: Final = 1_000  # permille

Values = NDArray[Any]
Wrong = NDArray[np.bool_]


class Fault(NamedTuple):
    """One reason why no match can be made of a table.

    >>> print(Fault("workers", "lat", "not a number", (3, 8), 2))
    workers.lat: not a number (2 rows: 3, 8)
    """

    table: str
    column: str  # "" if the table as a whole is meant
    why: str
    rows: tuple[int, ...]  # the first ones, from 0, as the table was given
    total: int  # of all such rows; 0 if the column as a whole is meant

    def __str__(self) -> str:
        where = ".".join(part for part in (self.table, self.column) if part)
        if not self.total:
            return f"{where}: {self.why}"
        word = "row" if self.total == 1 else "rows"
        more = ", …" if self.total > len(self.rows) else ""
        return f"{where}: {self.why} ({self.total} {word}: {', '.join(map(str, self.rows))}{more})"


class MarketError(ValueError):
    """No match can be made of these tables; `faults` holds all reasons, not only the first.

    >>> raise MarketError([Fault("courses", "seats", "below 1", (0,), 1)])
    Traceback (most recent call last):
    caunoi_engine.matching.faults.MarketError: no match can be made of these tables
    courses.seats: below 1 (1 row: 0)
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        return "\n".join(["no match can be made of these tables", *map(str, self.faults)])


def fault(table: str, column: str, why: str, wrong: Wrong | Sequence[bool] = ()) -> Fault:
    """A fault of the rows where `wrong` is set, or of the column as a whole."""
    rows = np.flatnonzero(np.asarray(wrong, np.bool_))
    return Fault(table, column, why, tuple(rows[:ROWS_TOLD].tolist()), len(rows))


def held(values: Any, dtype: Any) -> tuple[Values, str, Wrong]:
    """The values as a column of the dtype; and why not, with the rows, if it cannot hold them.

    Nothing is rounded, cut or wrapped on the way: a number that does not fit is told.

    >>> held([1, 2.5, None], np.int32)
    (array([1, 0, 0], dtype=int32), 'not a whole number that fits', array([False,  True,  True]))
    """
    nothing = np.zeros(0, np.bool_)
    try:
        column = np.asarray(values, object if dtype is object else None)
    except ValueError:  # rows of different lengths
        return np.zeros(0, dtype), "not one value a row", nothing
    if column.ndim != 1:
        return np.zeros(0, dtype), "not one value a row", nothing
    if column.dtype == dtype or not len(column):
        return column.astype(dtype, copy=False), "", nothing
    if column.dtype.kind not in "biuf":
        column = np.array([_number(one) for one in np.asarray(values, object)], np.float64)
    return _numbers(column, np.dtype(dtype))


def _number(value: object) -> float:
    """The value as a float, NaN for what is no number."""
    if not isinstance(value, Number | np.bool_):
        return float("nan")
    try:
        return float(value)  # type: ignore[arg-type]  # a complex number is refused below
    except (TypeError, OverflowError):
        return float("nan")


def _numbers(column: Values, dtype: np.dtype[Any]) -> tuple[Values, str, Wrong]:
    """Numbers of another dtype as a column of this one."""
    # NaN is told by `value_faults`, as in a column that is one already; yes and no are 1 and 0.
    if dtype.kind == "f" or column.dtype.kind == "b":
        return column.astype(dtype), "", np.zeros(0, np.bool_)
    if dtype.kind == "b":
        why, wrong = "neither yes nor no", (column != 0) & (column != 1)
    else:
        # The largest number itself is no float; one above it, a power of two, is.
        why, limit = "not a whole number that fits", np.iinfo(dtype)
        wrong = (column < limit.min) | (column >= limit.max + 1)
        if column.dtype.kind == "f":
            wrong |= ~np.isfinite(column) | (column != np.floor(column))
    if not wrong.any():
        return column.astype(dtype), "", wrong
    return np.where(wrong, 0, column).astype(dtype), why, wrong


def value_faults(
    table: str, column: str, values: Values, limits: tuple[float, float], advice: str = ""
) -> Iterator[Fault]:
    """Numbers that are not finite, or outside the limits (both allowed)."""
    least, most = limits
    # Also false where one of them is NaN.
    if not len(values) or (least <= values.min() and values.max() <= most):
        return
    infinite = ~np.isfinite(values)
    if infinite.any():
        yield fault(table, column, "not a finite number", infinite)
    outside = ~infinite & ((values < least) | (values > most))
    if outside.any():
        yield fault(table, column, f"outside {least:,} to {most:,}{advice}", outside)


def id_faults(table: str, column: str, ids: Values) -> Iterator[Fault]:
    """Ids that are neither all texts nor all whole numbers, or that occur again."""
    values = ids.tolist()
    texts = [issubclass(kind, str) for kind in set(map(type, values))]
    if not all(texts):
        whole = [isinstance(one, int | np.integer) for one in values]
        if not all(whole):
            yield fault(table, column, "neither all texts nor all whole numbers", ~np.array(whole))
            return
    if (ids[1:] > ids[:-1]).all():
        return
    seen: set[object] = set()
    again = [one in seen or bool(seen.add(one)) for one in values]  # type: ignore[func-returns-value]  # adds
    if any(again):
        yield fault(table, column, "the id of an earlier row", again)


def is_unit(code: object) -> bool:
    """Whether this is a unit code of ISCO-08: four digits.

    >>> is_unit("7531"), is_unit("753"), is_unit(7531), is_unit("٧٥٣١")
    (True, False, False, False)
    """
    return isinstance(code, str) and len(code) == UNIT_DIGITS and code.isascii() and code.isdigit()


def unit_faults(table: str, column: str, codes: Values) -> Iterator[Fault]:
    """Occupations that are no unit codes."""
    values = codes.tolist()
    try:
        strange = {code for code in set(values) if not is_unit(code)}
        wrong = [code in strange for code in values] if strange else []
    except TypeError:  # something that cannot be in a set is no code either
        wrong = [not is_unit(code) for code in values]
    if any(wrong):
        yield fault(table, column, "not four digits", wrong)


def related_faults(related: Mapping[Any, Any]) -> Iterator[Fault]:
    """Pairs of related occupations that are no pairs of unit codes, or no nearness in permille."""

    def is_pair(key: object) -> bool:
        return isinstance(key, tuple) and len(key) == 2 and is_unit(key[0]) and is_unit(key[1])

    def is_nearness(value: object) -> bool:
        return isinstance(value, int | np.integer) and 0 <= int(value) <= MOST_NEARNESS

    if _plain_pairs(related):
        return
    strange = [not is_pair(key) for key in related]
    if any(strange):
        yield fault("related", "", "not a pair of four-digit codes", strange)
    outside = [not is_nearness(value) for value in related.values()]
    if any(outside):
        yield fault("related", "", f"not a whole number from 0 to {MOST_NEARNESS:,}", outside)


def _plain_pairs(related: Mapping[Any, Any]) -> bool:
    """Whether nothing is wrong, told without looking at each of some ten thousand pairs.

    They name some hundred units, and every market is checked when it is made. False where a closer
    look is needed.
    """
    if not related:
        return True
    pairs = set(map(type, related)) == {tuple} and set(map(len, related)) == {2}
    if not pairs or set(map(type, related.values())) != {int}:
        return False
    known = all(map(is_unit, set(chain.from_iterable(related))))
    return known and min(related.values()) >= 0 and max(related.values()) <= MOST_NEARNESS
