"""Opening a spreadsheet somebody made: .xlsx, .xls, .ods, .csv, told by content, within limits.

What can be told without unpacking is told first (`packages`). Packages are then unpacked by a
child process with limits of memory and time, so that a bomb kills the child and not the server
(trust C1); a CSV file is no larger than it looks and is read here. Which Vietnamese encoding an
old text is in, the engine tells later from what it says: of a file that is no Unicode, each byte
becomes the character of the same number (`RAW`), so that nothing is lost.
"""

import csv
import io
import marshal
import re
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import python_calamine

from caunoi_kit.office.formulas import LONGEST_CELL, QUOTE, bare
from caunoi_kit.office.packages import (
    COMMAND,
    PAGE,
    RAW,
    SAVE_AS,
    CannotRead,
    Limits,
    decoded,
    kind_of,
    parts_of,
)

__all__ = ["COMMAND", "PAGE", "RAW", "Book", "CannotRead", "Limits", "OpenSheet", "look_into",
           "open_book"]  # fmt: skip

CHILD: Final = Path(__file__).with_name("opening_child.py")
PACKAGES: Final = str(Path(python_calamine.__file__).parent.parent)
MARKS: Final = ",;\t|"
_WHOLE: Final = 10**15  # floats above it may have lost digits
_DECLARED: Final = 2_000_000  # bytes of the description of a workbook that are looked at
_FIRST_LINES: Final = 20
# Children of one process of the server: ten bombs at once may not take ten times the memory.
_AT_ONCE: Final = threading.BoundedSemaphore(2)
_EPOCH = re.compile(rb"<(?:\w+:)?workbookPr\b[^>]*\bdate1904=[\"'](?:1|true|on)[\"']")

Cell = str | int | float | bool | date | None


@dataclass(frozen=True)
class OpenSheet:
    """One sheet from A1 on. Ranges of merged cells are (top, left, bottom, right) from 0."""

    name: str
    rows: list[list[Cell]]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()  # numbers from 1, where the format says it


@dataclass(frozen=True)
class Book:
    """What a file holds. `encoding`: of a CSV file, RAW if it is no Unicode; else ""."""

    name: str
    kind: str
    encoding: str
    sheets: tuple[OpenSheet, ...]
    counts_from_1904: bool = False


def open_book(content: bytes, *, name: str, limits: Limits = PAGE) -> Book:
    """All filled sheets of a file. Raises CannotRead with the reason and what to do."""
    kind = kind_of(content, name, limits)
    if kind == "csv":
        return _open_csv(content, name, limits)
    sheets = tuple(_open_package(content, name, limits))
    if not any(any(row) for sheet in sheets for row in sheet.rows):
        raise CannotRead(f"Tệp {name} không có dòng nào. Chọn lại tệp.")
    return Book(name, kind, "", sheets, kind == "xlsx" and _counts_from_1904(content))


def look_into(content: bytes, *, name: str, limits: Limits = PAGE) -> None:
    """Raise CannotRead for what is refused before its cells are read: bombs, fakes, macros.

    It takes a part of the time of `open_book`, so a large file can be refused while its sender
    waits, and without being kept.
    """
    if kind_of(content, name, limits) == "csv":
        return
    for piece in _pieces(_told_by_child(content, name, limits, "look"), name):
        raise CannotRead(_refusal(piece[1], name, limits))


# --- Packages, by the child ---


def _open_package(content: bytes, name: str, limits: Limits) -> Iterator[OpenSheet]:
    about: dict[str, tuple[str, bool]] = {}
    hidden: dict[str, list[int]] = {}
    rows: list[list[Cell]] = []
    for piece in _pieces(_told_by_child(content, name, limits), name):
        match piece:
            case ("BOOK", sheets, hidden):
                about = {sheet: (kind, visible) for sheet, kind, visible in sheets}
                if any(kind in {"MacroSheet", "Vba"} for kind, _ in about.values()):
                    raise CannotRead(f"Tệp {name} có macro. Lưu thành .xlsx rồi tải lại.")
            case ("SHEET", sheet_name, top, left, merged):
                rows = [[] for _ in range(min(top, limits.rows))]
                yield OpenSheet(
                    sheet_name,
                    rows,
                    tuple(merged),
                    hidden=not about[sheet_name][1],
                    hidden_rows=frozenset(hidden.get(sheet_name, ())),
                )
                pad: list[Cell] = [None] * left
            case ("ROWS", run):
                rows.extend(pad + [_cell(cell) for cell in row] for row in run)
            case ("REFUSED", reason, *_):
                raise CannotRead(_refusal(reason, name, limits))


def _told_by_child(content: bytes, name: str, limits: Limits, *more: str) -> bytes:
    """What the child says of the file; a child that dies of its limits is a refusal."""
    command = [sys.executable, "-I", "-S", str(CHILD), PACKAGES]
    numbers = (limits.memory, limits.seconds, limits.rows, limits.columns, limits.unpacked)
    try:
        with _AT_ONCE:
            done = subprocess.run(
                [*command, *map(str, numbers), *more],
                input=marshal.dumps(parts_of(content)) + content,
                capture_output=True,
                timeout=2 * limits.seconds,
                check=False,
            )
    except subprocess.TimeoutExpired as error:
        raise CannotRead(_refusal("MEMORY", name, limits)) from error
    if done.returncode != 0:
        raise CannotRead(_refusal("MEMORY", name, limits))
    return done.stdout


def _pieces(told: bytes, name: str) -> Iterator[Any]:
    """The pieces one after the other. Our own program wrote them, hence marshal."""
    stream = io.BytesIO(told)
    try:
        while (piece := marshal.load(stream)) is not None:  # noqa: S302  written by our own child
            yield piece
    except (EOFError, ValueError, TypeError) as error:
        raise CannotRead(f"Tệp {name} hỏng giữa chừng. {SAVE_AS}") from error


def _refusal(reason: str, name: str, limits: Limits) -> str:
    return {
        "PASSWORD": f"Tệp {name} có mật khẩu. Bỏ mật khẩu rồi tải lại.",
        "MEMORY": f"Tệp {name} mở ra quá lớn. "
        "Chép riêng các dòng cần nhập sang tệp mới rồi tải lại.",
        "ROWS": f"Tệp {name} có hơn {limits.rows} dòng. Chia thành nhiều tệp rồi tải lại.",
        "COLUMNS": f"Tệp {name} có hơn {limits.columns} cột. Xoá bớt cột rồi tải lại.",
        "ENTITY": f"Tệp {name} có khai báo XML không được phép. {SAVE_AS}",
        "SHEETS": f"Tệp {name} có quá nhiều trang tính. Chép trang cần nhập sang tệp mới.",
    }.get(reason, f"Tệp {name} hỏng hoặc không phải bảng tính. {SAVE_AS}")


def _cell(cell: Any) -> Cell:
    kind = type(cell)
    if kind is float and cell.is_integer() and abs(cell) < _WHOLE:
        return int(cell)
    if kind is tuple:
        return date(*cell)
    if kind is str and cell[0] == QUOTE:
        return bare(cell)
    return cell


def _counts_from_1904(content: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        try:
            with package.open("xl/workbook.xml") as said:
                return _EPOCH.search(said.read(_DECLARED)) is not None
        except (KeyError, zipfile.BadZipFile, RuntimeError):  # locked, or packed in a newer way
            return False


# --- CSV ---


def _open_csv(content: bytes, name: str, limits: Limits) -> Book:
    text, encoding = decoded(content, name)
    rows = list(_rows_of(text, name, limits))
    if not any(rows):
        raise CannotRead(f"Tệp {name} không có dòng nào. Chọn lại tệp.")
    return Book(name, "csv", encoding, (OpenSheet("", rows),))


def _rows_of(text: str, name: str, limits: Limits) -> Iterator[list[Cell]]:
    mark = _mark(text)
    filled = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark):
            if any(len(cell) > LONGEST_CELL for cell in row):
                raise csv.Error("a quote was left open")
            cells: list[Cell] = [cell.strip() or None for cell in row]
            while cells and cells[-1] is None:
                cells.pop()
            filled += bool(cells)
            if filled > limits.rows:
                raise CannotRead(_refusal("ROWS", name, limits))
            if len(cells) > limits.columns:
                raise CannotRead(_refusal("COLUMNS", name, limits))
            yield cells
    except csv.Error as error:
        raise CannotRead(f"Tệp {name} có dòng không đọc được. {SAVE_AS}") from error


def _mark(text: str) -> str:
    """What parts the cells: the mark that gives most lines the same number of them."""
    lines: Sequence[str] = [line for line in text[:50_000].splitlines() if line.strip()]
    if lines and lines[0].lower().startswith("sep=") and len(lines[0].strip()) == len("sep=;"):
        return lines[0].strip()[-1]

    def steady(mark: str) -> tuple[int, int]:
        counts = [line.count(mark) for line in lines[:_FIRST_LINES]]
        usual = max(sorted(set(counts)), key=counts.count) if counts else 0
        return (counts.count(usual) if usual else 0, usual)

    return max(MARKS, key=steady)
