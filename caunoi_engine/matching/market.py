"""The plain data of a labour market: workers, vacancies and courses as columns.

Row `i` of a table is one worker, one vacancy or one intake of a course. Rows stand in ascending
order of their id, so "lower row" and "lower id" are the same thing wherever ties are broken.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import Field, dataclass, field, fields
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from caunoi_engine.matching.policy import SHIFTS

NOT_STATED = -1
"""Wage of a vacancy that does not say one."""


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

    def recoded(self, names: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """Offsets and codes against another list of names; names not in it are left out."""
        place = {name: code for code, name in enumerate(names)}
        table = np.array([place.get(name, -1) for name in self.names] or [-1], np.int32)
        codes = table[self.codes]
        kept = np.concatenate(([0], np.cumsum(codes >= 0)))
        return kept[self.offsets].astype(np.int64), codes[codes >= 0]


def shift_mask(names: Iterable[str]) -> int:
    """The bit mask of working patterns: `shift_mask(["DAY", "NIGHT"]) == 0b101`."""
    return sum({1 << SHIFTS.index(name) for name in names})


class Table:
    """What the three tables share: building from plain columns, and taking rows."""

    @classmethod
    def of(cls, **columns: Any) -> Self:
        """Builds the table from lists; the rows are put in ascending order of the id.

        Columns of lists take lists of lists of names, `shifts` takes masks or lists of names.
        """
        ready: dict[str, Any] = {}
        for spec in cls.columns():
            values = columns.pop(spec.name)
            if spec.metadata["dtype"] is Lists:
                ready[spec.name] = values if isinstance(values, Lists) else Lists.of(values)
            elif spec.name == "shifts" and len(values) and not np.isscalar(values[0]):
                ready[spec.name] = np.array([shift_mask(names) for names in values], np.int32)
            else:
                ready[spec.name] = np.asarray(values, dtype=spec.metadata["dtype"])
        if columns:
            raise TypeError(f"{cls.__name__} has no column {', '.join(sorted(columns))}")
        ids = ready[cls.columns()[0].name]
        return cls(**ready).take(np.argsort(ids, kind="stable"))

    @classmethod
    def columns(cls) -> tuple[Field[Any], ...]:
        """The columns, the id first; `metadata["dtype"]` says what each holds."""
        return fields(cls)  # type: ignore[arg-type]  # every subclass is a dataclass

    def __post_init__(self) -> None:
        lengths = {spec.name: len(getattr(self, spec.name)) for spec in self.columns()}
        if len(set(lengths.values())) > 1:
            raise ValueError(f"columns of different lengths: {lengths}")

    def __len__(self) -> int:
        return len(getattr(self, self.columns()[0].name))

    def take(self, rows: NDArray[np.int64]) -> Self:
        """The table with only these rows, in this order."""
        columns = {}
        for spec in self.columns():
            column = getattr(self, spec.name)
            columns[spec.name] = column.take(rows) if isinstance(column, Lists) else column[rows]
        return type(self)(**columns)


# What `Table.of` makes of each column.
TEXT = {"dtype": object}
NUMBER = {"dtype": np.int32}
MONEY = {"dtype": np.int64}
REAL = {"dtype": np.float64}
YES_NO = {"dtype": np.bool_}
NAMES = {"dtype": Lists}


@dataclass(frozen=True)
class Workers(Table):
    """People who look for work.

    There is no sex, age, ethnicity, religion or health here, and there never may be: what the
    engine cannot see it cannot weigh.
    """

    worker_id: NDArray[np.object_] = field(metadata=TEXT)
    lat: NDArray[np.float64] = field(metadata=REAL)  # degrees
    lon: NDArray[np.float64] = field(metadata=REAL)  # degrees
    occupations: Lists = field(metadata=NAMES)  # up to 3 unit codes of ISCO-08, main wish first
    skills: Lists = field(metadata=NAMES)
    certificates: Lists = field(metadata=NAMES)
    education: NDArray[np.int32] = field(metadata=NUMBER)  # rank 0..8
    experience_months: NDArray[np.int32] = field(metadata=NUMBER)
    wage_min: NDArray[np.int32] = field(metadata=NUMBER)  # đồng a month; 0 = no wish
    radius_km: NDArray[np.float64] = field(metadata=REAL)  # kilometres to commute
    shifts: NDArray[np.int32] = field(metadata=NUMBER)  # mask over SHIFTS
    will_board: NDArray[np.bool_] = field(metadata=YES_NO)  # in housing of firm or school
    will_train: NDArray[np.bool_] = field(metadata=YES_NO)
    priority: NDArray[np.int32] = field(metadata=NUMBER)  # 0 or 1; carried along, never scored


@dataclass(frozen=True)
class Vacancies(Table):
    """Positions that employers want to fill; one row may hold many equal positions."""

    vacancy_id: NDArray[np.object_] = field(metadata=TEXT)
    employer_id: NDArray[np.object_] = field(metadata=TEXT)
    lat: NDArray[np.float64] = field(metadata=REAL)  # degrees
    lon: NDArray[np.float64] = field(metadata=REAL)  # degrees
    occupation: NDArray[np.object_] = field(metadata=TEXT)  # unit code of ISCO-08
    positions: NDArray[np.int32] = field(metadata=NUMBER)
    wage_min: NDArray[np.int32] = field(metadata=NUMBER)  # đồng a month; NOT_STATED
    wage_max: NDArray[np.int32] = field(metadata=NUMBER)  # đồng a month; NOT_STATED
    education_min: NDArray[np.int32] = field(metadata=NUMBER)  # rank 0..8
    experience_months_min: NDArray[np.int32] = field(metadata=NUMBER)
    skills_required: Lists = field(metadata=NAMES)
    skills_preferred: Lists = field(metadata=NAMES)
    certificates_required: Lists = field(metadata=NAMES)
    shifts: NDArray[np.int32] = field(metadata=NUMBER)  # mask over SHIFTS: any of them will do
    housing: NDArray[np.bool_] = field(metadata=YES_NO)  # the firm houses its people


@dataclass(frozen=True)
class Courses(Table):
    """Training: one row per intake, with the columns of its programme."""

    course_id: NDArray[np.object_] = field(metadata=TEXT)
    programme_id: NDArray[np.object_] = field(metadata=TEXT)
    lat: NDArray[np.float64] = field(metadata=REAL)  # degrees
    lon: NDArray[np.float64] = field(metadata=REAL)  # degrees
    occupation: NDArray[np.object_] = field(metadata=TEXT)  # unit code of ISCO-08
    seats: NDArray[np.int32] = field(metadata=NUMBER)
    months: NDArray[np.int32] = field(metadata=NUMBER)  # in class
    cost_vnd: NDArray[np.int64] = field(metadata=MONEY)  # fee that the worker or a fund bears, đồng
    education_min: NDArray[np.int32] = field(metadata=NUMBER)  # rank 0..8
    skills_taught: Lists = field(metadata=NAMES)
    certificates_granted: Lists = field(metadata=NAMES)
    boarding: NDArray[np.bool_] = field(metadata=YES_NO)  # the school houses its students

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
        # The auction takes back what a resource gave: one that gives nothing cannot take part.
        if (self.vacancies.positions < 1).any() or (self.courses.seats < 1).any():
            raise ValueError("leave out vacancies without a position and courses without a seat")
