"""A file somebody sent in, understood: opened by the kit, its table read by the engine."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Final

from caunoi.classifications.queries import reference_rows
from caunoi.intake.imports.schemas import TITLES, fields_of
from caunoi_engine.sheets.columns import Meanings
from caunoi_engine.sheets.grid import Grid
from caunoi_engine.sheets.reading import NoTable, likeness, read_row, read_table
from caunoi_engine.sheets.rows import FieldSpec, Reading, Row, Value
from caunoi_engine.text.encodings import restore_rows
from caunoi_engine.text.folding import place_tones
from caunoi_kit.office.opening import PAGE, RAW, Book, CannotRead, Limits, open_book


class _Schemas(Mapping[str, tuple[FieldSpec, ...]]):
    """The kinds of lists, made when first asked for: their words stand in `reference/`."""

    def __getitem__(self, schema: str) -> tuple[FieldSpec, ...]:
        return fields_of(schema)

    def __iter__(self) -> Iterator[str]:
        return iter(TITLES)

    def __len__(self) -> int:
        return len(TITLES)


SCHEMAS: Final[Mapping[str, tuple[FieldSpec, ...]]] = _Schemas()


@cache
def meanings_of(schema: str) -> Meanings:
    """The words of a kind of list, made once."""
    return Meanings.of(fields_of(schema))


def read_file(
    content: bytes,
    *,
    name: str,
    schema: str,
    on: date,
    columns: Mapping[int, str | None] | None = None,
    answers: Mapping[str, str] | None = None,
    sheet: str | None = None,
    limits: Limits = PAGE,
) -> Reading:
    """What a file says, every fault of it at once. Raises CannotRead with what to do.

    `columns`: what was confirmed or remembered, by index; `answers`: to `Reading.questions`;
    `sheet`: which one, else the visible one with most entries.
    """
    book = open_book(content, name=name, limits=limits)
    readable = [one for one in _readable(book) if sheet is None or one.grid.name == sheet]
    if not readable:
        raise CannotRead(f"Tệp {name} không có trang tính «{sheet}». Chọn lại trang.")
    meanings = meanings_of(schema)
    counted = _counted(readable, meanings, on)
    chosen = counted[0][0]
    try:
        reading = read_table(
            chosen.grid,
            meanings,
            on=on,
            columns=columns,
            answers=answers,
            encoding=chosen.encoding or book.encoding,
            doubts=chosen.doubts,
        )
    except NoTable as error:
        raise CannotRead(
            f"Không tìm thấy bảng nào giống «{TITLES[schema]}» trong tệp {name}. "
            "Kiểm tra dòng tiêu đề các cột (Họ và tên, Ngày sinh…) rồi tải lại."
        ) from error
    return replace(reading, other_sheets=tuple((one.grid.name, n) for one, n in counted[1:] if n))


def mend_row(
    values: Mapping[str, Value],
    typed: Mapping[str, str],
    *,
    number: int,
    schema: str,
    on: date,
    letters: Mapping[str, str],
) -> Row:
    """A row with some fields typed anew, checked as a whole."""
    return read_row(values, typed, meanings_of(schema), number=number, on=on, letters=letters)


def label_of(schema: str, field: str) -> str:
    """The words for what a column was taken for, also of a tick column ("sex=MALE")."""
    code, _, value = field.partition("=")
    spec = next(one for one in fields_of(schema) if one.code == code)
    words = next((word for word, each in spec.codes.items() if each == value), value)
    return f"{spec.label}: {words}" if value else spec.label


@dataclass(frozen=True)
class _Readable:
    """A sheet whose letters were brought back."""

    grid: Grid
    encoding: str
    doubts: Mapping[tuple[int, int], str]


def _readable(book: Book) -> Iterator[_Readable]:
    """The sheets as the engine takes them; hidden ones only if nothing else is there."""
    filled = [one for one in book.sheets if any(any(row) for row in one.rows)]
    epoch = 1904 if book.counts_from_1904 else 1900
    for one in [one for one in filled if not one.hidden] or filled:
        rows, encoding, doubts = restore_rows(
            one.rows, raw=book.encoding == RAW, usual=usual_words()
        )
        grid = Grid(one.name, rows, one.merged, one.hidden_rows, epoch, typed=book.kind != "csv")
        yield _Readable(grid, encoding, doubts)


@cache
def usual_words() -> Mapping[str, int]:
    """How often a word with marks is met in names of people and places."""
    counted: Counter[str] = Counter()
    for name, column in (
        ("surname_freq", "sur"),
        ("middle_freq_by_sex", "mid"),
        ("given_freq_by_sex", "giv"),
    ):
        for row in reference_rows(f"names/{name}.csv"):
            counted[place_tones(row[column].lower())] += int(row["total"])
    for name in ("communes_before.csv", "communes_after.csv", "districts_before.csv"):
        for row in reference_rows(name):
            counted.update(place_tones(row["name"].lower()).split())
    return counted


def _counted(
    readable: list[_Readable], meanings: Meanings, on: date
) -> list[tuple[_Readable, int]]:
    """The sheets with how many entries each holds, the fullest first."""
    if len(readable) == 1:
        return [(readable[0], 1)]
    alike = [(likeness(one.grid, meanings, on=on), one) for one in readable]
    alike.sort(key=lambda each: each[0], reverse=True)
    most = alike[0][0][0]
    return [(one, entries if needed == most else 0) for (needed, _, entries), one in alike]
