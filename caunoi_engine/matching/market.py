"""The plain data of a labour market: workers, vacancies and courses as columns.

Row `i` of a table is one worker, one vacancy or one intake of a course. Rows stand in ascending
order of their id, so "lower row" and "lower id" are the same thing wherever ties are broken.

What no match can be made of is refused here, once, before anything is computed from it: see
`MarketError`. Files and registers tell their own rows earlier, and in words.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import Field, dataclass, field, fields
from functools import cached_property
from itertools import chain
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from caunoi_engine.matching.faults import (
    Fault,
    MarketError,
    fault,
    held,
    id_faults,
    is_unit,
    related_faults,
    unit_faults,
    value_faults,
)
from caunoi_engine.matching.policy import EDUCATION_RANKS, SHIFTS

NOT_STATED = -1
"""Wage of a vacancy that does not say one."""

MOST_WISHES: Final = 3
"""Occupations that one worker may wish for."""
MOST_NUMBER: Final = 2**31 - 1
MOST_PLACES: Final = 1_000_000
"""Positions of a vacancy, seats of an intake: more is another column that slipped in."""
MOST_KM: Final = 50_000
"""Longer than any way on the globe."""
MOST_MONTHS: Final = 1_200
"""In class: a hundred years."""
MOST_DONG: Final = 10**12
"""Fee of a course: a thousand billion đồng."""


@dataclass(frozen=True)
class Lists:
    """A column of lists of names: row `i` holds `names[codes[offsets[i]:offsets[i + 1]]]`.

    >>> Lists.of([["welding", "sewing"], [], ["sewing"]]).row(2)
    ['sewing']
    """

    offsets: NDArray[np.int64]
    codes: NDArray[np.int32]
    names: tuple[str, ...]

    @classmethod
    def of(cls, rows: Iterable[Iterable[str]]) -> Self:
        """Builds the column from Python lists."""
        known: dict[str, int] = {}
        codes: list[int] = []
        offsets = [0]
        for row in rows:
            codes.extend(known.setdefault(name, len(known)) for name in row)
            offsets.append(len(codes))
        return cls(np.array(offsets, np.int64), np.array(codes, np.int32), tuple(known))

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def row(self, i: int) -> list[str]:
        """The names in row `i`."""
        return [self.names[code] for code in self.codes[self.offsets[i] : self.offsets[i + 1]]]

    def take(self, rows: NDArray[np.int64]) -> "Lists":
        """The column with only these rows, in this order, and the names that occur in them."""
        lengths = np.diff(self.offsets)[rows]
        offsets = np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
        shift = np.repeat(self.offsets[rows] - offsets[:-1], lengths)
        codes = self.codes[np.arange(offsets[-1]) + shift]
        occurs = np.bincount(codes, minlength=len(self.names)) > 0
        names = tuple(name for name, kept in zip(self.names, occurs, strict=True) if kept)
        return Lists(offsets, (np.cumsum(occurs) - 1)[codes].astype(np.int32), names)

    def rows_with(self, entries: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """The rows of which any entry is marked; `entries` marks codes, one by one."""
        before = np.concatenate(([0], np.cumsum(entries)))
        return np.asarray(before[self.offsets[1:]] > before[self.offsets[:-1]])

    def recoded(self, names: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """Offsets and codes against another list of names; names not in it are left out."""
        place = {name: code for code, name in enumerate(names)}
        table = np.array([place.get(name, -1) for name in self.names] or [-1], np.int32)
        codes = table[self.codes]
        kept = np.concatenate(([0], np.cumsum(codes >= 0)))
        return kept[self.offsets].astype(np.int64), codes[codes >= 0]


def shift_mask(names: Iterable[str]) -> int:
    """The bit mask of working patterns. Raises ValueError for a name that is none of `SHIFTS`.

    >>> shift_mask(["DAY", "NIGHT"])
    5
    """
    return sum({1 << SHIFTS.index(name) for name in names})


class Table:
    """What the three tables share: building from plain columns, checking, and taking rows."""

    @classmethod
    def of(cls, **columns: Any) -> Self:
        """Builds the table from lists; the rows are put in ascending order of the id.

        Columns of lists take lists of lists of names, `shifts` takes masks or lists of names.
        Raises TypeError for a column that is missing or too many, and MarketError for values that
        no such column can hold.
        """
        names = [spec.name for spec in cls.columns()]
        if strange := sorted(columns.keys() - names):
            raise TypeError(f"{cls.__name__} has no column {', '.join(strange)}")
        if missing := [name for name in names if name not in columns]:
            raise TypeError(f"{cls.__name__} needs the column {', '.join(missing)}")
        table = cls(**columns)
        ids = getattr(table, names[0])
        try:
            order = np.argsort(ids, kind="stable")
        except TypeError:  # ids that cannot be put in order
            raise MarketError(table.faults) from None
        return table.take(order)

    @classmethod
    def columns(cls) -> tuple[Field[Any], ...]:
        """The columns, the id first; `metadata["dtype"]` says what each holds."""
        return fields(cls)  # type: ignore[arg-type]  # every subclass is a dataclass

    def __post_init__(self) -> None:
        found: list[Fault] = []
        table = type(self).__name__.lower()
        for spec in self.columns():
            dtype, values = spec.metadata["dtype"], getattr(self, spec.name)
            column: Any
            if dtype is Lists:
                column, faults = _listed(table, spec.name, values)
            else:
                column, faults = _held(table, spec.name, values, dtype)
            # Frozen against everybody but the table itself, while it is being made.
            object.__setattr__(self, spec.name, column)
            found += faults
        if not found:
            lengths = {spec.name: len(getattr(self, spec.name)) for spec in self.columns()}
            if len(set(lengths.values())) > 1:
                found = [fault(table, "", f"columns of different lengths: {lengths}")]
        if found:
            raise MarketError(found)

    def __len__(self) -> int:
        return len(getattr(self, self.columns()[0].name))

    def take(self, rows: NDArray[np.int64]) -> Self:
        """The table with only these rows, in this order."""
        columns = {}
        for spec in self.columns():
            column = getattr(self, spec.name)
            columns[spec.name] = column.take(rows) if isinstance(column, Lists) else column[rows]
        return type(self)(**columns)

    @cached_property
    def faults(self) -> tuple[Fault, ...]:
        """Why no match can be made of this table; looked for once, empty if it is sound."""
        table, (key, *_) = type(self).__name__.lower(), self.columns()
        found = list(id_faults(table, key.name, getattr(self, key.name)))
        for spec in self.columns():
            values, about = getattr(self, spec.name), spec.metadata
            if "limits" in about:
                found += value_faults(table, spec.name, values, about["limits"], about["advice"])
            if about.get("units"):
                check = _wish_faults if isinstance(values, Lists) else unit_faults
                found += check(table, spec.name, values)
        return (*found, *self._faults_between_columns())

    def _faults_between_columns(self) -> Iterator[Fault]:
        """What two columns say against each other."""
        return iter(())


def _held(table: str, name: str, values: Any, dtype: Any) -> tuple[NDArray[Any], list[Fault]]:
    """A column of plain values, and what it cannot hold."""
    if name == "shifts" and not isinstance(values, np.ndarray):
        values, wrong = _shift_masks(values)
        if any(wrong):
            why = f"names that are none of {', '.join(SHIFTS)}"
            return np.zeros(0, dtype), [fault(table, name, why, wrong)]
    column, why, rows = held(values, dtype)
    return column, [fault(table, name, why, rows)] if why else []


def _shift_masks(values: Iterable[Any]) -> tuple[list[Any], list[bool]]:
    """Masks for lists of names, other values as they are; and which names are unknown."""
    masks, wrong = [], []
    for value in values:
        named = _is_collection(value)
        strange = named and not all(name in SHIFTS for name in value)
        masks.append(shift_mask(value) if named and not strange else value)
        wrong.append(strange)
    return masks, wrong


def _listed(table: str, name: str, values: Any) -> tuple["Lists", list[Fault]]:
    """A column of lists of names, and what is wrong with its rows."""
    if isinstance(values, Lists):
        return values, list(_list_faults(table, name, values))
    rows = list(values)
    why, wrong = "not a list of names", [not _is_collection(row) for row in rows]
    if not any(wrong):
        why = "names that are no text"
        wrong = [not all(isinstance(one, str) for one in row) for row in rows]
    if any(wrong):
        return Lists.of([]), [fault(table, name, why, wrong)]
    return Lists.of(rows), []


def _is_collection(value: object) -> bool:
    """Whether a value can be read as several; a text is one name and not a list of letters."""
    return isinstance(value, Iterable) and not isinstance(value, str | bytes)


def _list_faults(table: str, name: str, lists: "Lists") -> Iterator[Fault]:
    """A column of lists whose parts do not fit together: only the first reason."""
    offsets, codes, names = np.asarray(lists.offsets), np.asarray(lists.codes), lists.names
    whole = offsets.dtype.kind == codes.dtype.kind == "i" and offsets.ndim == codes.ndim == 1
    if not whole or not len(offsets) or offsets[0] != 0 or offsets[-1] != len(codes):
        yield fault(table, name, "offsets that do not fit the codes")
    elif (offsets[1:] < offsets[:-1]).any():
        yield fault(table, name, "offsets that go back")
    elif len(codes) and not 0 <= codes.min() <= codes.max() < len(names):
        wrong = lists.rows_with((codes < 0) | (codes >= len(names)))
        yield fault(table, name, "codes without a name", wrong)
    elif not all(isinstance(one, str) for one in names):
        yield fault(table, name, "names that are no text")


def _wish_faults(table: str, column: str, wishes: "Lists") -> Iterator[Fault]:
    """Too many wishes, and wishes that are no unit codes."""
    counts = np.diff(wishes.offsets)
    if len(counts) and counts.max() > MOST_WISHES:
        yield fault(table, column, f"more than {MOST_WISHES} wishes", counts > MOST_WISHES)
    strange = np.array([not is_unit(name) for name in wishes.names], np.bool_)
    if strange.any():
        yield fault(table, column, "not four digits", wishes.rows_with(strange[wishes.codes]))


# What `Table.of` makes of each column, and the least and the most it may hold.
def _column(dtype: Any, **more: Any) -> Any:
    return field(metadata={"dtype": dtype, "advice": "", **more})


def _number(least: float, most: float, *, dtype: Any = np.int32, advice: str = "") -> Any:
    return _column(dtype, limits=(least, most), advice=advice)


def _rank() -> Any:
    return _number(0, EDUCATION_RANKS - 1)


def _degrees(most: int) -> Any:
    return _number(-most, most, dtype=np.float64)


def _places(what: str) -> Any:
    return _number(1, MOST_PLACES, advice=f": leave out {what}")


@dataclass(frozen=True)
class Workers(Table):
    """People who look for work.

    There is no sex, age, ethnicity, religion or health here, and there never may be: what the
    engine cannot see it cannot weigh.
    """

    worker_id: NDArray[np.object_] = _column(object)
    lat: NDArray[np.float64] = _degrees(90)  # degrees
    lon: NDArray[np.float64] = _degrees(180)  # degrees
    occupations: Lists = _column(
        Lists, units=True
    )  # up to 3 unit codes of ISCO-08, main wish first
    skills: Lists = _column(Lists)
    certificates: Lists = _column(Lists)
    education: NDArray[np.int32] = _rank()  # rank 0..8
    experience_months: NDArray[np.int32] = _number(0, MOST_NUMBER)
    wage_min: NDArray[np.int32] = _number(0, MOST_NUMBER)  # đồng a month; 0 = no wish
    radius_km: NDArray[np.float64] = _number(0, MOST_KM, dtype=np.float64)  # kilometres to commute
    shifts: NDArray[np.int32] = _number(0, (1 << len(SHIFTS)) - 1)  # mask over SHIFTS
    will_board: NDArray[np.bool_] = _column(np.bool_)  # in housing of firm or school
    will_train: NDArray[np.bool_] = _column(np.bool_)
    priority: NDArray[np.int32] = _number(0, 1)  # 0 or 1; carried along, never scored


@dataclass(frozen=True)
class Vacancies(Table):
    """Positions that employers want to fill; one row may hold many equal positions."""

    vacancy_id: NDArray[np.object_] = _column(object)
    employer_id: NDArray[np.object_] = _column(object)
    lat: NDArray[np.float64] = _degrees(90)  # degrees
    lon: NDArray[np.float64] = _degrees(180)  # degrees
    occupation: NDArray[np.object_] = _column(object, units=True)  # unit code of ISCO-08
    positions: NDArray[np.int32] = _places("vacancies without a position")
    wage_min: NDArray[np.int32] = _number(NOT_STATED, MOST_NUMBER)  # đồng a month; NOT_STATED
    wage_max: NDArray[np.int32] = _number(NOT_STATED, MOST_NUMBER)  # đồng a month; NOT_STATED
    education_min: NDArray[np.int32] = _rank()  # rank 0..8
    experience_months_min: NDArray[np.int32] = _number(0, MOST_NUMBER)
    skills_required: Lists = _column(Lists)
    skills_preferred: Lists = _column(Lists)
    certificates_required: Lists = _column(Lists)
    shifts: NDArray[np.int32] = _number(
        0, (1 << len(SHIFTS)) - 1
    )  # mask over SHIFTS: any of them will do
    housing: NDArray[np.bool_] = _column(np.bool_)  # the firm houses its people

    def _faults_between_columns(self) -> Iterator[Fault]:
        upside_down = self.wage_min > self.wage_max
        if upside_down.any():
            why = f"above wage_max; say both, or {NOT_STATED} for both"
            yield fault("vacancies", "wage_min", why, upside_down)


@dataclass(frozen=True)
class Courses(Table):
    """Training: one row per intake, with the columns of its programme."""

    course_id: NDArray[np.object_] = _column(object)
    programme_id: NDArray[np.object_] = _column(object)
    lat: NDArray[np.float64] = _degrees(90)  # degrees
    lon: NDArray[np.float64] = _degrees(180)  # degrees
    occupation: NDArray[np.object_] = _column(object, units=True)  # unit code of ISCO-08
    seats: NDArray[np.int32] = _places("intakes without a seat")
    months: NDArray[np.int32] = _number(0, MOST_MONTHS)  # in class
    cost_vnd: NDArray[np.int64] = _number(
        0, MOST_DONG, dtype=np.int64
    )  # fee that the worker or a fund bears, đồng
    education_min: NDArray[np.int32] = _rank()  # rank 0..8
    skills_taught: Lists = _column(Lists)
    certificates_granted: Lists = _column(Lists)
    boarding: NDArray[np.bool_] = _column(np.bool_)  # the school houses its students

    @classmethod
    def none(cls) -> Self:
        """A market without training."""
        return cls.of(**{spec.name: [] for spec in cls.columns()})


@dataclass(frozen=True)
class Market:
    """Everything one match looks at.

    `related` is nearness that differs from the ISCO-08 tree: (wished unit code, offered unit code)
    to permille, 0..1000; it counts instead of the tree.
    """

    workers: Workers
    vacancies: Vacancies
    courses: Courses
    related: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raises MarketError with all that is wrong in the tables and the related pairs."""
        tables = (self.workers, self.vacancies, self.courses)
        found = list(chain.from_iterable(table.faults for table in tables))
        known = isinstance(self.related, _Related)
        if not known:
            found += related_faults(self.related)
        if found:
            raise MarketError(found)
        if not known:
            object.__setattr__(self, "related", _Related(self.related))


class _Related(dict[tuple[str, str], int]):
    """Related pairs that have been checked: a market made from another need not look again."""
