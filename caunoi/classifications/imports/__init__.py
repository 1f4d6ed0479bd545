"""Reading files that people give to the commands: titles in CSV, vacancy texts in JSON Lines."""

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from caunoi.classifications.queries import reference_rows

# Tried in this order: what programs write today, then what old Vietnamese Windows wrote.
FALLBACK_ENCODING: Final = "cp1258"
UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
ZIP_MARK: Final = b"PK\x03\x04"
SEPARATORS: Final = ",;\t"
LONGEST_CELL: Final = 16 * 1024 * 1024  # characters; a whole page pasted into a cell is far less

REFERENCE_FILES: Final = (
    "occupations",
    "occupation_links",
    "industries",
    "skills",
    "occupation_skills",
    "certificates",
    "form_codes",
)


class CannotRead(Exception):
    """The file cannot be used; the message says what, where and what to do now."""


@dataclass(frozen=True, slots=True)
class Posting:
    """One vacancy text; `id` is the file's own and is given back as it came."""

    id: str | int
    text: str


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that was passed over, and why."""

    number: int
    why: str


def reference_lists() -> dict[str, Iterable[dict[str, str]]]:
    """The rows of every list of this domain, by the name `load_classifications` knows it by."""
    return {name: reference_rows(f"{name}.csv") for name in REFERENCE_FILES}


def read_titles(file: Path, column: str) -> Iterator[str]:
    """The cells of one column, top to bottom; blank lines are no rows, a missing cell is "".

    The file is read as it is consumed, so it may be larger than memory.
    """
    encoding = encoding_of(file)
    csv.field_size_limit(LONGEST_CELL)
    # What is cut off in a UTF-16 file is replaced; the other encodings are sure by now.
    with file.open(encoding=encoding, errors="replace", newline="") as lines:
        separator = max(SEPARATORS, key=lines.readline().count)
        lines.seek(0)
        reader = csv.reader(lines, delimiter=separator)
        place, rows = None, 0
        while True:
            try:
                row = next(reader)
            except StopIteration:
                if not rows:
                    raise CannotRead(
                        f"Tệp {file.name} chỉ có dòng tên cột. Thêm các dòng dưới đó rồi chạy lại."
                    ) from None
                return
            except csv.Error as fault:
                raise CannotRead(
                    f"Tệp {file.name}, dòng {reader.line_num}: không đọc được ({fault}). "
                    "Thường do thiếu dấu ngoặc kép đóng. Sửa dòng đó rồi chạy lại."
                ) from fault
            if place is None:
                place = _place_of(column, row, file)
            elif row:
                rows += 1
                yield row[place] if place < len(row) else ""


def read_postings(file: Path) -> Iterator[Posting | BadLine]:
    """One answer per line that is not blank: a posting, or why the line was passed over."""
    encoding = encoding_of(file)
    with file.open(encoding=encoding, errors="replace", newline="\n") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield _posting(line, number)


def encoding_of(file: Path) -> str:
    """The encoding of a text file, found by reading it through once.

    UTF-8 with or without its mark, UTF-16 with its mark, else Windows-1258.
    """
    try:
        with file.open("rb") as data:
            start = data.read(4096)
    except OSError as fault:
        raise CannotRead(_cannot_open(file, fault)) from fault
    if not start.strip():
        raise CannotRead(f"Tệp {file.name} không có chữ nào. Chọn tệp khác rồi chạy lại.")
    if start.startswith(ZIP_MARK):
        raise CannotRead(
            f"Tệp {file.name} là tệp nén hoặc tệp Excel, không phải tệp chữ. "
            "Mở bằng Excel, lưu thành CSV UTF-8 rồi chạy lại."
        )
    if start.startswith(UTF16_MARKS):
        return "utf-16"
    if b"\0" in start.partition(b"\n")[0]:
        raise CannotRead(
            f"Tệp {file.name} không phải tệp chữ, hoặc là UTF-16 thiếu dấu đầu tệp. "
            "Mở tệp, lưu lại với bảng mã UTF-8 rồi chạy lại."
        )
    line = _first_line_not_in(file, "utf-8-sig")
    if line is None:
        return "utf-8-sig"
    line_too = _first_line_not_in(file, FALLBACK_ENCODING)
    if line_too is None:
        return FALLBACK_ENCODING
    raise CannotRead(
        f"Tệp {file.name}: dòng {line} không phải bảng mã UTF-8, dòng {line_too} cũng không phải "
        "Windows-1258. Mở tệp, lưu lại với bảng mã UTF-8 rồi chạy lại."
    )


def _first_line_not_in(file: Path, encoding: str) -> int | None:
    """Number of the first line that is not of the encoding; None when all are."""
    with file.open("rb") as data:
        for number, line in enumerate(data, start=1):
            try:
                line.decode(encoding)
            except UnicodeDecodeError:
                return number
    return None


def _cannot_open(file: Path, fault: OSError) -> str:
    if isinstance(fault, FileNotFoundError):
        return f"Không có tệp {file}. Kiểm tra tên và thư mục rồi chạy lại."
    if isinstance(fault, IsADirectoryError):
        return f"{file} là thư mục. Ghi rõ tên tệp trong thư mục đó rồi chạy lại."
    return f"Không mở được tệp {file} ({fault.strerror}). Kiểm tra quyền đọc rồi chạy lại."


def _place_of(column: str, names: list[str], file: Path) -> int:
    """Position of the column; letter case and blanks around a name are forgiven."""
    tidy = [name.strip().casefold() for name in names]
    wanted = column.strip().casefold()
    if wanted in tidy:
        return tidy.index(wanted)
    close = get_close_matches(wanted, tidy, n=1)
    hint = f" Có phải cột «{names[tidy.index(close[0])].strip()}»?" if close else ""
    has = ", ".join(f"«{name.strip()}»" for name in names) or "không có cột nào"
    raise CannotRead(
        f"Tệp {file.name} không có cột «{column}».{hint} Dòng đầu có: {has}. "
        "Ghi lại tên cột sau --column rồi chạy lại."
    )


def _posting(line: str, number: int) -> Posting | BadLine:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return BadLine(number, "không phải một đối tượng JSON hoàn chỉnh")
    if not isinstance(row, dict):
        return BadLine(number, "không phải một đối tượng JSON")
    identity, text = row.get("id"), row.get("text")
    if isinstance(identity, bool) or not isinstance(identity, str | int):
        return BadLine(number, "thiếu «id», hoặc «id» không phải chữ hay số nguyên")
    if not isinstance(text, str):
        return BadLine(number, "thiếu «text», hoặc «text» không phải chữ")
    return Posting(identity, text)
