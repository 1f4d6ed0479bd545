"""Reading files of vacancies: CSV with a header, or one JSON object a line."""

import csv
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, TextIO

from caunoi.vacancies.actions.importing.rows import BadRow, RawPosting
from caunoi.vacancies.choices import Rejection

REQUIRED: Final = ("title", "company")
FIELDS: Final = tuple(name for name in RawPosting.__slots__ if name not in {"line", "source"})
# What boards call a field, as far as it is not our own name of it.
OTHER_NAMES: Final = {"deadline": "expires", "job_title": "title", "company_name": "company"}

LONGEST_FIELD: Final = 200_000  # characters; the longest real description has under 10,000
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_ZIP_MARK: Final = b"PK\x03\x04"
_UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")


class CannotRead(Exception):
    """The whole file cannot be used; the message says why and what to do now."""


def sha256_of(file: Path) -> str:
    """Digest of the file, for the receipt. Raises CannotRead."""
    digest = hashlib.sha256()
    try:
        with file.open("rb") as data:
            while block := data.read(1 << 20):
                digest.update(block)
    except OSError as fault:
        raise CannotRead(_cannot_open(file, fault)) from fault
    return digest.hexdigest()


def read_vacancies(file: Path) -> Iterator[RawPosting | BadRow]:
    """One answer per row, in the order of the file; the file may be larger than memory.

    A row that is broken never stops the next. Raises CannotRead, before the first row, when the
    file is empty, not text, or lacks a column.
    """
    try:
        with file.open("rb") as data:
            start = data.read(4096)
    except OSError as fault:
        raise CannotRead(_cannot_open(file, fault)) from fault
    if not start.strip():
        raise CannotRead(f"Tệp {file.name} trống. Chọn tệp có dòng tiêu đề và các tin tuyển dụng.")
    if start.startswith(_ZIP_MARK):
        raise CannotRead(
            f"Tệp {file.name} là tệp Excel hoặc tệp nén. Mở bằng Excel, lưu thành CSV UTF-8."
        )
    encoding = "utf-16" if start.startswith(_UTF16_MARKS) else "utf-8-sig"
    of_json = start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")
    if encoding != "utf-16" and not of_json and b"\0" in start.partition(b"\n")[0]:
        raise CannotRead(
            f"Tệp {file.name} không phải tệp chữ, hoặc là UTF-16 thiếu dấu đầu tệp. "
            "Mở tệp, lưu lại dạng CSV UTF-8."
        )
    return _read(file, encoding, of_json=of_json)


def _read(file: Path, encoding: str, *, of_json: bool) -> Iterator[RawPosting | BadRow]:
    # Bytes that are not of the encoding become lone surrogates, so only their row is lost.
    errors = "replace" if encoding == "utf-16" else "surrogateescape"
    newline = "\n" if of_json else ""
    with file.open(encoding=encoding, errors=errors, newline=newline) as lines:
        yield from _json_rows(lines, file) if of_json else _csv_rows(lines, file)


def _json_rows(lines: TextIO, file: Path) -> Iterator[RawPosting | BadRow]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            damaged = Rejection.BAD_ENCODING if _SURROGATE.search(line) else Rejection.BAD_JSON
            yield BadRow(number, damaged)
            continue
        if not isinstance(row, dict):
            yield BadRow(number, Rejection.BAD_JSON)
            continue
        yield _posting(number, {_own_name(key): _text(value) for key, value in row.items()}, file)


def _csv_rows(lines: TextIO, file: Path) -> Iterator[RawPosting | BadRow]:
    csv.field_size_limit(LONGEST_FIELD)  # a quote left open takes at most this much with it
    header = lines.readline()
    separator = max(",;\t", key=header.count)
    try:
        names = [_own_name(name) for name in next(csv.reader([header], delimiter=separator), [])]
    except csv.Error:
        names = []
    _require_columns(names, header, file)
    reader = csv.reader(lines, delimiter=separator)
    while True:
        line = reader.line_num + 2  # the header is line 1, and a row may span several lines
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            too_long = "field limit" in str(fault)
            yield BadRow(line, Rejection.FIELD_TOO_LONG if too_long else Rejection.BAD_ROW)
            continue
        if not any(cells):
            continue
        if len(cells) > len(names):
            yield BadRow(line, Rejection.BAD_ROW)
            continue
        yield _posting(line, dict(zip(names, cells, strict=False)), file)


def _require_columns(names: list[str], header: str, file: Path) -> None:
    missing = [f"«{name}»" for name in REQUIRED if name not in names]
    if not missing:
        return
    if _SURROGATE.search(header):
        raise CannotRead(
            f"Tệp {file.name} không phải bảng mã UTF-8. Mở tệp, lưu lại dạng CSV UTF-8."
        )
    has = ", ".join(f"«{name}»" for name in names if name) or "không có cột nào"
    raise CannotRead(
        f"Tệp {file.name} thiếu cột {', '.join(missing)}. Dòng đầu có: {has}. "
        "Thêm hoặc đổi tên cột rồi nhập lại."
    )


def _own_name(name: str) -> str:
    tidy = str(name).strip().strip("\ufeff").casefold()
    return OTHER_NAMES.get(tidy, tidy)


def _text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(_text, value))
    return "" if value is None or isinstance(value, dict) else str(value)


def _posting(line: int, row: Mapping[str, str], file: Path) -> RawPosting | BadRow:
    for name in FIELDS:
        value = row.get(name, "")
        if "\0" in value:
            return BadRow(line, Rejection.NUL_BYTES, name)
        if len(value) > LONGEST_FIELD:
            return BadRow(line, Rejection.FIELD_TOO_LONG, name)
        if not value.isascii() and _SURROGATE.search(value):
            return BadRow(line, Rejection.BAD_ENCODING, name)
    source = row.get("source", "").strip() or file.stem
    return RawPosting(line=line, source=source[:60], **{name: row.get(name, "") for name in FIELDS})


def _cannot_open(file: Path, fault: OSError) -> str:
    if isinstance(fault, FileNotFoundError):
        return f"Không có tệp {file}. Kiểm tra tên và thư mục rồi chạy lại."
    if isinstance(fault, IsADirectoryError):
        return f"{file} là thư mục. Ghi rõ tên tệp trong thư mục đó rồi chạy lại."
    return f"Không mở được tệp {file} ({fault.strerror}). Kiểm tra quyền đọc rồi chạy lại."
