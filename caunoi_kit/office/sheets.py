"""Sheets: .xlsx and CSV out, .xlsx and CSV in.

What goes out is never taken for a formula (trust C10): a text that a spreadsheet might run gets an
apostrophe in front, and reading takes the apostrophe off again.
"""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Final

import python_calamine
import xlsxwriter
from django.utils import timezone

from caunoi_kit.office.packages import PAGE, CannotRead, check_package

Value = str | int | float | Decimal | date | datetime | bool | None

RUNS: Final = frozenset("=+-@|%＝＋－＠−﹦﹢﹣﹫")
RUNS_FIRST: Final = frozenset("\t\r\n")
BLANKS: Final = " \t\r\n\u00a0\u3000"
QUOTE: Final = "'"
MOST_ROWS_OUT: Final = 1_048_575  # what one sheet of .xlsx holds, less the head
LONGEST_CELL: Final = 32_767
LONGEST_NAME: Final = 31  # of a sheet

# What is read, before anything is unpacked (trust C1).
LARGEST_FILE: Final = PAGE.file
MOST_ROWS: Final = PAGE.rows
MOST_COLUMNS: Final = PAGE.columns


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


def harmless(text: str) -> str:
    """The text as a spreadsheet shows it without running it.

    >>> harmless("=1+1"), harmless("+84 912 345 678"), harmless("Thợ may")
    ("'=1+1", "'+84 912 345 678", 'Thợ may')
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    seen = "".join(c for c in text if c in "\t\n" or unicodedata.category(c) not in _UNSEEN)
    return QUOTE + seen if _might_run(seen.removeprefix(QUOTE)) else seen


def bare(text: str) -> str:
    """The text before `harmless` guarded it; a quote that guards nothing stays.

    >>> bare("'=1+1"), bare("'tis")
    ('=1+1', "'tis")
    """
    kept = text.removeprefix(QUOTE)
    return kept if kept != text and _might_run(kept.removeprefix(QUOTE)) else text


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
    """The filled rows of the first filled sheet of an .xlsx file, or of a CSV file, as text.

    Days come as dd/mm/yyyy, whole numbers without a decimal part; texts are composed (NFC).
    Raises CannotRead for files that are too large, locked, damaged or of another kind.
    """
    if len(content) > LARGEST_FILE:
        raise CannotRead(f"Tệp {name} nặng quá 10 MB. Chia thành nhiều tệp rồi tải từng tệp.")
    if not content.strip():
        raise CannotRead(f"Tệp {name} trống. Chọn lại tệp.")
    rows = _read_xlsx(content, name) if content.startswith(b"PK") else _read_csv(content, name)
    filled = [row for row in rows if any(row)]
    if len(filled) > MOST_ROWS:
        raise CannotRead(f"Tệp {name} có hơn {MOST_ROWS} dòng. Chia thành nhiều tệp.")
    if max(map(len, filled), default=0) > MOST_COLUMNS:
        raise CannotRead(f"Tệp {name} có hơn {MOST_COLUMNS} cột. Bỏ các cột thừa rồi tải lại.")
    if not filled:
        raise CannotRead(f"Tệp {name} không có dòng nào. Chọn lại tệp.")
    return filled


_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def _might_run(text: str) -> bool:
    """Whether a spreadsheet might take a text that begins so for more than a text."""
    kept = text.lstrip(BLANKS)
    blank = text[: len(text) - len(kept)]
    return (kept != "" and kept[0] in RUNS) or not RUNS_FIRST.isdisjoint(blank)


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


def _read_xlsx(content: bytes, name: str) -> list[list[str]]:
    if check_package(content, name, PAGE) != "xlsx":
        raise CannotRead(f"Tệp {name} không phải .xlsx. Lưu thành .xlsx rồi tải lại.")
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        for sheet_name in book.sheet_names:
            cells = book.get_sheet_by_name(sheet_name).to_python(skip_empty_area=False)
            rows = [[_text(cell) for cell in row] for row in cells]
            if any(any(row) for row in rows):
                return rows
    except python_calamine.PasswordError as error:
        raise CannotRead(f"Tệp {name} có mật khẩu. Bỏ mật khẩu rồi tải lại.") from error
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise CannotRead(
            f"Tệp {name} hỏng hoặc không phải .xlsx. Mở bằng Excel, lưu thành .xlsx rồi tải lại."
        ) from error
    return []


def _read_csv(content: bytes, name: str) -> list[list[str]]:
    text = _decoded(content, name)
    head = text.partition("\n")[0]
    mark = max(",;\t", key=head.count)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark):
            rows.append([_text(cell) for cell in row])
            if len(rows) > 2 * MOST_ROWS:
                break
    except csv.Error as error:
        raise CannotRead(
            f"Tệp {name} có dòng không đọc được. Mở bằng Excel, lưu thành .xlsx rồi tải lại."
        ) from error
    return rows


def _decoded(content: bytes, name: str) -> str:
    wide = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if not wide and (b"\0" in content or content.lstrip()[:1] == b"<"):
        raise CannotRead(f"Tệp {name} không phải .xlsx hay CSV. Lưu thành .xlsx rồi tải lại.")
    try:
        return content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise CannotRead(
            f"Tệp {name} không phải bảng mã UTF-8. Mở bằng Excel, lưu thành .xlsx rồi tải lại."
        ) from error


def _text(cell: object) -> str:
    text = str(cell)
    match cell:
        case None:
            text = ""
        case bool():
            text = "Có" if cell else "Không"
        case float() if cell.is_integer():
            text = str(int(cell))
        case datetime() if cell.time() != time():
            text = f"{cell:%d/%m/%Y %H:%M}"
        case date():
            text = f"{cell:%d/%m/%Y}"
    return bare(unicodedata.normalize("NFC", text)).strip()
