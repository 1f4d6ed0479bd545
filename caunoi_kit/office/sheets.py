"""Sheets: .xlsx and CSV out; .xlsx, .xls, .ods and CSV in, as texts.

What goes out is never taken for a formula (trust C10): a text that a spreadsheet might run gets an
apostrophe in front, and reading takes the apostrophe off again.
"""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Final

import xlsxwriter
from django.utils import timezone

from caunoi_kit.office.formulas import LONGEST_CELL, bare, harmless
from caunoi_kit.office.opening import RAW, open_book
from caunoi_kit.office.packages import SAVE_AS, CannotRead

Value = str | int | float | Decimal | date | datetime | bool | None

MOST_ROWS_OUT: Final = 1_048_575  # what one sheet of .xlsx holds, less the head
LONGEST_NAME: Final = 31  # of a sheet


class CannotWrite(Exception):
    """The rows do not fit in one file; the message says how many do."""


class Kind(Enum):
    """How a column is written."""

    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    DAY = "day"
    MOMENT = "moment"


FORMATS: Final = {
    Kind.TEXT: {},
    Kind.NUMBER: {"num_format": "#,##0.##"},
    Kind.MONEY: {"num_format": "#,##0"},
    Kind.DAY: {"num_format": "dd/mm/yyyy"},
    Kind.MOMENT: {"num_format": "dd/mm/yyyy hh:mm"},
}
WIDTHS: Final = {Kind.TEXT: 24, Kind.NUMBER: 12, Kind.MONEY: 16, Kind.DAY: 12, Kind.MOMENT: 18}


@dataclass(frozen=True)
class Column:
    """One column: its name in the first row, how it is written, how wide (0: by its kind)."""

    name: str
    kind: Kind = Kind.TEXT
    width: int = 0


def write(
    columns: Sequence[Column],
    rows: Iterable[Sequence[Value]],
    *,
    title: str,
    made_at: datetime | None = None,
) -> bytes:
    """An .xlsx file with one sheet: names in the first row, then the rows.

    made_at: what the file says of when it was made; without it, now.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": title} | ({"created": made_at} if made_at else {}))
    sheet = book.add_worksheet(_sheet_name(title))
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    looks = [book.add_format(FORMATS[column.kind]) for column in columns]
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width or WIDTHS[column.kind])
        sheet.write_string(0, at, harmless(column.name), head)
    sheet.freeze_panes(1, 0)
    last = 0
    for last, row in enumerate(rows, start=1):
        if last > MOST_ROWS_OUT:
            book.close()
            raise CannotWrite(
                f"Danh sách dài hơn {MOST_ROWS_OUT} dòng, một tệp .xlsx không chứa hết. "
                "Lọc bớt, hoặc tải dạng CSV."
            )
        for at, (value, look) in enumerate(zip(row, looks, strict=True)):
            _write_cell(sheet, last, at, value, look)
    if columns:
        sheet.autofilter(0, 0, last, len(columns) - 1)
    book.close()
    return out.getvalue()


def write_csv(
    columns: Sequence[Column], rows: Iterable[Sequence[Value]], *, title: str = ""
) -> bytes:
    """A CSV file in UTF-8 with its mark, which spreadsheets set to Vietnamese open as it is."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([harmless(column.name) for column in columns])
    for row in rows:
        writer.writerow([_csv_cell(value) for value in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def read(content: bytes, *, name: str) -> list[list[str]]:
    """The filled rows of the first filled sheet of a file, as text.

    Days come as dd/mm/yyyy, whole numbers without a decimal part; texts are composed (NFC).
    Raises CannotRead as `open_book` does, and for a CSV file that is not in Unicode.
    """
    book = open_book(content, name=name)
    if book.encoding == RAW:
        raise CannotRead(f"Tệp {name} không phải bảng mã UTF-8. {SAVE_AS}")
    # A quote that guards was taken off already where a package was opened.
    seen = bare if book.kind == "csv" else str
    for sheet in book.sheets:
        rows = [[seen(_text(cell)).strip() for cell in row] for row in sheet.rows]
        width = max(map(len, rows), default=0)
        if filled := [row + [""] * (width - len(row)) for row in rows if any(row)]:
            return filled
    raise CannotRead(f"Tệp {name} không có dòng nào. Chọn lại tệp.")


def _sheet_name(title: str) -> str:
    name = "".join(c for c in title if c not in r"[]:*?/\\" and c.isprintable()).strip("' ")
    return name[:LONGEST_NAME].strip("' ") or "Danh sách"


def _write_cell(sheet, row: int, column: int, value: Value, look) -> None:
    match value:
        case None | "":
            return
        case bool():
            sheet.write_string(row, column, "Có" if value else "Không", look)
        case int() | float() | Decimal():
            sheet.write_number(row, column, value, look)
        case datetime():
            sheet.write_datetime(row, column, _on_the_wall(value), look)
        case date():
            sheet.write_datetime(row, column, value, look)
        case _:
            sheet.write_string(row, column, harmless(str(value))[:LONGEST_CELL], look)


def _on_the_wall(moment: datetime) -> datetime:
    return timezone.make_naive(moment) if timezone.is_aware(moment) else moment


def _csv_cell(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "Có" if value else "Không"
        case int() | float() | Decimal():
            return str(value)
        case datetime():
            return f"{_on_the_wall(value):%d/%m/%Y %H:%M}"
        case date():
            return f"{value:%d/%m/%Y}"
        case _:
            return harmless(str(value))


def _text(cell: object) -> str:
    text = str(cell)
    match cell:
        case None:
            text = ""
        case bool():
            text = "Có" if cell else "Không"
        case float() if cell.is_integer():
            text = str(int(cell))
        case date():
            text = f"{cell:%d/%m/%Y}"
    return unicodedata.normalize("NFC", text)
