"""What people type, read: days, money, telephone numbers.

Every unambiguous way of writing is accepted. What cannot be read raises `CannotRead`, whose text
tells the reader what is wrong and how to write it.
"""

import re
from datetime import date
from decimal import Decimal
from typing import Final

TWO_DIGITS: Final = 2
CENTURY: Final = 100
FIRST_YEAR, LAST_YEAR = 1900, 2200
MOST_MONEY: Final = 10**15  # đồng; more than any budget line, less than a database integer

_DAY_PARTED = re.compile(r"(\d{1,2})\s*[/\-. ]\s*(\d{1,2})\s*[/\-. ]\s*(\d{4}|\d{2})")
_DAY_SOLID = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")
_DAY_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_WORDS = re.compile(r"(?:ngày\s+)?(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})")

_CURRENCY = re.compile(r"\s*(?:vnđ|vnd|đồng|dong|đ|d|₫)?(?:\s*/\s*tháng)?\s*$")
_AMOUNT = re.compile(
    r"(?P<figure>\d[\d., ]*)\s*(?P<unit>tỷ|tỉ|ty|triệu|trieu|tr|m|nghìn|ngàn|nghin|ngan|k)?"
    r"\s*(?P<tail>rưỡi|ruoi|\d{1,3})?"
)
_GROUPED = re.compile(r"\d{1,3}(?:([., ])\d{3})(?:\1\d{3})*")
_DECIMAL = re.compile(r"\d+(?:,\d{1,3}|\.\d{1,2})")

_UNITS: Final = {
    **dict.fromkeys(("tỷ", "tỉ", "ty"), 1_000_000_000),
    **dict.fromkeys(("triệu", "trieu", "tr", "m"), 1_000_000),
    **dict.fromkeys(("nghìn", "ngàn", "nghin", "ngan", "k"), 1_000),
}

# Mobile prefixes of eleven digits and what they became in 2018.
_RENUMBERED: Final = {
    **{f"016{n}": f"03{n}" for n in "23456789"},
    **{"0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078"},
    **{"0123": "083", "0124": "084", "0125": "085", "0127": "081", "0129": "082"},
    **{"0186": "056", "0188": "058", "0199": "059"},
}
_MOBILE = re.compile(r"0[35789]\d{8}")
_FIXED = re.compile(r"02\d{9}")
_OLD_MOBILE = re.compile(r"01\d{9}")


class CannotRead(ValueError):
    """What was typed has no single meaning; the message says what to do now."""


def read_day(text: str, *, latest_year: int) -> date:
    """A civil day from dd/mm/yyyy, 1/2/90, 01021990, 1990-02-01 or "ngày 1 tháng 2 năm 1990".

    A year of two digits is the last such year not after `latest_year`.
    """
    cleaned = " ".join(text.lower().split())
    if match := _DAY_ISO.fullmatch(cleaned):
        year, month, day = match.groups()
    else:
        for form in (_DAY_WORDS, _DAY_PARTED, _DAY_SOLID):
            if match := form.fullmatch(cleaned):
                day, month, year = match.groups()
                break
        else:
            raise CannotRead("Ghi theo ngày/tháng/năm, ví dụ 02/03/1990.")
    full_year = _full_year(year, latest_year)
    try:
        found = date(full_year, int(month), int(day))
    except ValueError:
        raise CannotRead(_why_no_such_day(int(day), int(month), full_year)) from None
    if not FIRST_YEAR <= full_year <= LAST_YEAR:
        raise CannotRead(f"Năm {full_year} không hợp lý. Ghi từ năm {FIRST_YEAR} trở đi.")
    return found


def read_money(text: str) -> int:
    """Đồng from 7500000, 7.500.000, "7,5tr", "7tr5", "7 triệu rưỡi", "500k", "1,2 tỷ"."""
    cleaned = _CURRENCY.sub("", " ".join(text.lower().split()))
    match = _AMOUNT.fullmatch(cleaned)
    if match is None:
        raise CannotRead("Ghi số tiền bằng đồng, ví dụ 7500000, 7.500.000 hoặc 7,5 triệu.")
    size = _UNITS.get(match["unit"] or "", 1)
    exact = (_figure(match["figure"].strip(), has_unit=size > 1) + _tail(match["tail"])) * size
    if match["tail"] and size == 1:
        raise CannotRead("Ghi thêm triệu hay nghìn, ví dụ 7 triệu rưỡi.")
    if exact != exact.to_integral_value():
        raise CannotRead("Số tiền lẻ dưới một đồng. Ghi ví dụ 7500000 hoặc 7,5 triệu.")
    if exact > MOST_MONEY:
        raise CannotRead("Số tiền quá lớn. Kiểm tra lại số chữ số 0.")
    return int(exact)


def read_phone(text: str) -> str:
    """A Vietnamese number as digits from 0: blanks, dots, +84 and old prefixes are understood."""
    kept = re.sub(r"[\s.\-()]", "", text)
    kept = re.sub(r"^(?:\+84|0084|84(?=\d{9,10}$))0?", "0", kept)
    if not kept.isascii() or not kept.isdigit():
        raise CannotRead("Số điện thoại chỉ gồm chữ số, ví dụ 0912 345 678.")
    if not kept.startswith("0"):
        raise CannotRead("Số điện thoại bắt đầu bằng số 0, ví dụ 0912 345 678.")
    if _OLD_MOBILE.fullmatch(kept) and kept[:4] in _RENUMBERED:
        kept = _RENUMBERED[kept[:4]] + kept[4:]
    if _MOBILE.fullmatch(kept) or _FIXED.fullmatch(kept):
        return kept
    raise CannotRead(_why_no_such_phone(kept))


def _full_year(year: str, latest_year: int) -> int:
    if len(year) > TWO_DIGITS:
        return int(year)
    full = latest_year - latest_year % CENTURY + int(year)
    return full if full <= latest_year else full - CENTURY


def _why_no_such_day(day: int, month: int, year: int) -> str:
    if not 1 <= month <= 12:  # noqa: PLR2004  months of a year
        return f"Không có tháng {month}. Ghi theo ngày/tháng/năm, ví dụ 02/03/1990."
    return f"Tháng {month}/{year} không có ngày {day}. Ghi lại theo ngày/tháng/năm."


def _figure(text: str, *, has_unit: bool) -> Decimal:
    """The figure before the unit: "7,5", "7.5" and "7,125" have decimals, "1.500" is thousands."""
    if text.isdigit():
        return Decimal(text)
    if _DECIMAL.fullmatch(text) and has_unit:
        return Decimal(text.replace(",", "."))
    if _GROUPED.fullmatch(text):
        return Decimal(re.sub(r"[., ]", "", text))
    raise CannotRead("Chưa rõ số tiền. Ghi ví dụ 7500000, 7.500.000 hoặc 7,5 triệu.")


def _tail(text: str | None) -> Decimal:
    """What follows the unit: "7tr5" and "7 triệu rưỡi" are both seven and a half."""
    if not text:
        return Decimal(0)
    return Decimal(f"0.{text}") if text.isdigit() else Decimal("0.5")


def _why_no_such_phone(digits: str) -> str:
    needed = 11 if digits.startswith("02") else 10
    if len(digits) < needed:
        return f"Số điện thoại có {len(digits)} số, cần {needed} số. Kiểm tra xem có thiếu số nào."
    if len(digits) > needed:
        return f"Số điện thoại có {len(digits)} số, chỉ cần {needed} số. Kiểm tra số thừa."
    return f"Không có đầu số {digits[:3]}. Số di động bắt đầu bằng 03, 05, 07, 08 hoặc 09."
