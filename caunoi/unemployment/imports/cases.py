"""Histories in files: one JSON object, or one a line (docs/benefit.md).

A line that cannot be decided is told with all its faults and its number; the others go on.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, NamedTuple

from caunoi_rules.unemployment.cases import Case, CaseError, Fault, read_case
from caunoi_rules.unemployment.readings import BY_NAME, DEFAULT, READINGS, Readings

LARGEST_CASE: Final = 5_000_000
"""Characters: a history is a page, and what is larger is another file."""
BYTE_ORDER_MARK: Final = "\ufeff"
FLAGS: Final = {"true": True, "false": False}


class CannotReadCases(Exception):
    """The file or the command line cannot be used at all; the message says what to do."""


class LineRead(NamedTuple):
    """One line: its number, and either the case or what is wrong with it."""

    number: int
    name: str
    """The `id` of the case, "" where it has none."""
    case: Case | None
    faults: tuple[Fault, ...] = ()


def require(path: Path) -> None:
    """Raises CannotReadCases when there is no such file, before anything is written."""
    if not path.is_file():
        raise CannotReadCases(f"Không có tệp {path}. Xem lại tên và thư mục.")


def lines_of(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a file with their numbers, empty ones left out. Raises CannotReadCases."""
    try:
        with path.open(encoding="utf-8", errors="surrogateescape") as file:
            for number, line in enumerate(file, start=1):
                text = line.strip().removeprefix(BYTE_ORDER_MARK)
                if text:
                    yield number, text
    except OSError as fault:
        raise CannotReadCases(f"Không đọc được tệp {path} ({fault.strerror}).") from fault


def read_line(number: int, text: str) -> LineRead:
    """The case of a line, or every fault in it."""
    try:
        data = _parsed(text)
    except CaseError as wrong:
        return LineRead(number, "", None, wrong.faults)
    name = str(data.get("id", "")) if isinstance(data, dict) else ""
    try:
        return LineRead(number, name, read_case(data))
    except CaseError as wrong:
        return LineRead(number, name, None, wrong.faults)


def read_one(path: Path) -> LineRead:
    """The case of a file that holds one JSON object. Raises CannotReadCases."""
    text = "\n".join(line for _, line in lines_of(path))
    if not text:
        raise CannotReadCases(f"Tệp {path} trống. Mẫu một hồ sơ có trong docs/benefit.md.")
    return read_line(1, text)


def read_readings(words: Iterable[str]) -> Readings:
    """Readings from `name=value` words, on top of the defaults. Raises CannotReadCases."""
    chosen: dict[str, Any] = {}
    for word in words:
        name, _, value = word.partition("=")
        if name not in BY_NAME:
            known = ", ".join(each.name for each in READINGS)
            raise CannotReadCases(f"Không có cách hiểu «{name}». Dùng một trong: {known}.")
        choices = BY_NAME[name].choices
        choice = FLAGS.get(value, value) if True in choices else value
        if choice not in choices:
            known = ", ".join(str(each).lower() for each in choices)
            raise CannotReadCases(f"«{name}» không nhận «{value}». Dùng một trong: {known}.")
        chosen[name] = choice
    return replace(DEFAULT, **chosen)


def _parsed(text: str) -> object:
    if len(text) > LARGEST_CASE:
        raise CaseError([Fault("", "dòng quá dài, không phải một hồ sơ")])
    try:
        text.encode()
        return json.loads(text)
    except UnicodeEncodeError as fault:
        raise CaseError([Fault("", "không phải chữ UTF-8; lưu lại tệp bằng UTF-8")]) from fault
    except json.JSONDecodeError as fault:
        said = f"không phải JSON, sai từ ký tự {fault.pos + 1}; mỗi dòng là một đối tượng {{…}}"
        raise CaseError([Fault("", said)]) from fault
    except (RecursionError, ValueError) as fault:
        raise CaseError([Fault("", "không phải JSON của một hồ sơ")]) from fault
