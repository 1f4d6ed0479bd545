"""Months as people type them."""

import re
from datetime import date
from typing import Final

from caunoi_kit.ui.typed import CannotRead

_MONTH = re.compile(r"(\d{1,2})\s*[/\-. ]\s*(\d{4}|\d{2})")
_SOLID = re.compile(r"(\d{2})(\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})")
FIRST_YEAR: Final = 2009  # of unemployment insurance
LAST_YEAR: Final = 2100
CENTURY: Final = 2000
TWO_DIGITS: Final = 2
MONTHS: Final = 12


def read_month(text: str) -> date:
    """The first day of a month typed 10/2020, 102020, 10/20, 1020 or 2020-10."""
    cleaned = text.strip()
    if match := _ISO.fullmatch(cleaned):
        year, month = match.groups()
    elif match := _MONTH.fullmatch(cleaned) or _SOLID.fullmatch(cleaned):
        month, year = match.groups()
    else:
        raise CannotRead("Ghi tháng/năm, ví dụ 10/2020 hoặc 1020.")
    full = int(year) if len(year) > TWO_DIGITS else CENTURY + int(year)
    if not 1 <= int(month) <= MONTHS or not FIRST_YEAR <= full <= LAST_YEAR:
        raise CannotRead("Tháng từ 01/2009, khi có bảo hiểm thất nghiệp. Ghi lại.")
    return date(full, int(month), 1)
