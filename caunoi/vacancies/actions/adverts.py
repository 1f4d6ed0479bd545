"""Reading an old advert into the boxes of a new one."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from caunoi.classifications.choices import EXPERIENCE_FLOORS, ExperienceBand
from caunoi.classifications.queries import read_posting
from caunoi.vacancies.actions.importing.reading import (
    HOUSING_WORDS,
    SCHOOLING,
    SHIFT_WORDS,
)
from caunoi_engine.text.folding import fold, tidy
from caunoi_kit.ui import formats, typed

LONGEST_ADVERT: Final = 20_000
_PHONE: Final = re.compile(r"(?<!\d)(?:\+?84|0)(?:[\s.\-]?\d){9,10}(?!\d)")
_DAY: Final = re.compile(r"(?<!\d)\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}(?!\d)")
_DEADLINE: Final = re.compile(r"\b(?:han|het han|den ngay|den het|truoc ngay|nhan ho so)\b")
_PLACE: Final = re.compile(
    r"^\s*(?:địa điểm|địa chỉ|nơi làm|làm việc tại|khu vực)[^:]{0,25}:\s*(.+)$", re.IGNORECASE
)
_CONTACT: Final = re.compile(r"^\s*(?:liên hệ|người liên hệ|gặp)[^:]{0,20}:\s*(.+)$", re.IGNORECASE)
_NAME_END: Final = re.compile(r"[\d(,;\-–]")

NAMES: Final = {
    "title": "chức danh",
    "positions": "số lượng",
    "wage_min": "lương",
    "address": "nơi làm",
    "shifts": "ca làm",
    "closes_on": "hạn tuyển",
    "contact_phone": "điện thoại liên hệ",
}


@dataclass(frozen=True)
class AdvertReading:
    """What an advert says, as words for the boxes, and the boxes it says nothing for."""

    boxes: dict[str, str | list[str]] = field(default_factory=dict)
    unread: tuple[str, ...] = ()


def read_advert(text: str, *, on: date) -> AdvertReading:
    """Fill the boxes of the page from the words of an old advert; nothing is stored.

    >>> from datetime import date
    >>> read_advert("", on=date(2026, 7, 1)).unread[0]
    'chức danh'
    """
    words = text[:LONGEST_ADVERT]
    said = read_posting(words)
    key = fold(words)
    shifts = [shift.value for shift, pattern in SHIFT_WORDS if pattern.search(key)]
    boxes: dict[str, str | list[str]] = {
        "title": tidy(said.title)[:300],
        "positions": str(said.quantity) if said.quantity else "",
        "wage_min": formats.number(said.salary_min) if said.salary_min else "",
        "wage_max": formats.number(said.salary_max) if said.salary_max else "",
        "address": _after(_PLACE, words)[:300],
        "shifts": shifts,
        "qualification": SCHOOLING[said.min_education or "khong_yeu_cau"][1].value,
        "experience": _band(said.min_years).value,
        "closes_on": _deadline(words, on),
        "contact_name": _NAME_END.split(_after(_CONTACT, words))[0].strip()[:200],
        "contact_phone": _phone(words),
        "description": "\n".join(line for one in words.splitlines() if (line := tidy(one))),
        "housing": "on" if HOUSING_WORDS.search(key) else "",
    }
    unread = tuple(name for box, name in NAMES.items() if not boxes[box])
    return AdvertReading({box: value for box, value in boxes.items() if value}, unread)


def _band(years: float | None) -> ExperienceBand:
    months = round((years or 0) * 12)
    return max(
        (band for band, floor in EXPERIENCE_FLOORS.items() if floor <= months),
        key=lambda band: EXPERIENCE_FLOORS[band],
    )


def _after(pattern: re.Pattern[str], text: str) -> str:
    for line in text.splitlines():
        if match := pattern.match(line):
            return tidy(match[1])
    return ""


def _phone(text: str) -> str:
    for match in _PHONE.finditer(text):
        try:
            return formats.phone(typed.read_phone(match[0]))
        except typed.CannotRead:
            continue
    return ""


def _deadline(text: str, on: date) -> str:
    """The last day named on a line that speaks of a deadline, if it is still to come."""
    for line in text.splitlines():
        if not _DEADLINE.search(fold(line)):
            continue
        for written in reversed(_DAY.findall(line)):
            try:
                day = typed.read_day(written, latest_year=on.year + 1)
            except typed.CannotRead:
                continue
            if on <= day <= on + timedelta(days=365):
                return formats.day(day)
    return ""
