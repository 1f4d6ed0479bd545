"""What is read from a table of a sheet: rows of values, and what is wrong in them."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

Cell = str | int | float | bool | date | None
"""One cell as the file holds it. A moment without a time of day comes as a date."""

Value = str | int | bool | date | None
"""One value as it was understood: text (NFC), đồng or a count, a day, a code."""


class Kind(StrEnum):
    """What a column holds, hence how its cells are read."""

    NAME = "NAME"
    DAY = "DAY"
    SEX = "SEX"
    IDENTITY = "IDENTITY"  # 12 digits, or 9 of an old card
    PASSPORT = "PASSPORT"
    PHONE = "PHONE"
    INSURANCE = "INSURANCE"  # 10 digits
    TAX = "TAX"  # of a firm
    PLACE = "PLACE"  # the name of a province, district or commune
    ADDRESS = "ADDRESS"
    CODE = "CODE"  # one of a list of codes, told by its words
    MONEY = "MONEY"
    NUMBER = "NUMBER"
    TEXT = "TEXT"


@dataclass(frozen=True, slots=True)
class Numbering:
    """How one form numbers the codes of a field: "1" to the code.

    `words` name the form, `labels` say what it prints beside each number.
    """

    key: str
    words: str
    codes: dict[str, str]
    labels: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A field a file may fill. `headers`: usual words of its column's head, without capitals.

    "thường trú > xã" is a head "xã" under a common head "thường trú".

    `codes`: for Kind.CODE, words as they are written to the code that is kept.
    """

    code: str
    label: str
    kind: Kind
    headers: tuple[str, ...]
    required: bool = False
    codes: dict[str, str] = field(default_factory=dict)
    many: bool = False  # several codes may stand in one cell: "POOR,DISABLED"
    numberings: tuple[Numbering, ...] = ()  # what bare numbers may mean, form by form


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table and what it was taken for. `index` from 0, `letter` as in Excel.

    `field` is a code of the schema, or "sex=MALE": a mark in the column means that code, and a
    value of another kind (a day under the head "Nam") means both: "birth_date=MALE".
    """

    index: int
    letter: str
    head: str
    field: str | None
    sure: bool  # False: shown to be confirmed
    why: str  # "tiêu đề «Ng.sinh»", "nội dung: 98% là ngày"
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a cell, for its mender: what, why, what to put instead if we know.

    `kind` groups faults of one sort ("IDENTITY_ZERO_LOST"): all of one kind can be accepted at
    once. `stops`: the row is not stored before this is mended; a warning does not stop.
    """

    cell: str  # "C12"
    field: str
    value: str  # as it stands in the file
    kind: str
    message: str
    proposal: Value = None
    stops: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the sheet (from 1), its values by field, its faults."""

    number: int
    values: dict[str, Value]
    faults: tuple[Fault, ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether nothing stops it."""
        return not any(fault.stops for fault in self.faults)


@dataclass(frozen=True, slots=True)
class Question:
    """What only the sender knows, asked once for a column; the answer is a code of `choices`."""

    key: str  # "birth_date:ORDER"
    words: str
    choices: tuple[tuple[str, str], ...]  # (code, words)


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file gave: where its table stands, its columns, its rows."""

    sheet: str
    encoding: str  # "utf-8", "TCVN3 (.VnTime)", …; "" where the format says it itself
    head_rows: tuple[int, ...]  # numbers from 1
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    left_out: tuple[tuple[int, str], ...] = ()  # rows that are no people: (number, why)
    questions: tuple[Question, ...] = ()  # rows they touch have a fault that stops
    other_sheets: tuple[tuple[str, int], ...] = ()  # more sheets with such a table, their rows
