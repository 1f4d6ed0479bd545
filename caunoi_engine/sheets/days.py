"""Days as people write them: 05/03/1990, 5-3-90, 1990-03-05, "năm 1965", a serial of Excel.

Only what can mean one thing is understood. Where 05/03 may be March or May, the column is looked
at as a whole, and if it does not tell, the sender is asked once; nothing is taken silently.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from caunoi_engine.sheets.cells import NOTHING, Flaw, Understood
from caunoi_engine.sheets.rows import Cell, Value
from caunoi_engine.text.folding import fold

DAY_FIRST: Final = "DM"
MONTH_FIRST: Final = "MD"
KEEP: Final = "KEEP"
SWAP: Final = "SWAP"
OLDEST: Final = 110  # years
EARLIEST: Final = 1945  # of days that are no births
LATEST: Final = 50  # years from now, of days that are no births
_MONTHS: Final = 12
_MOST_DAYS: Final = 31
_CENTURY: Final = 100
_YEARS: Final = (1850, 2150)
_SERIALS: Final = (5_000, 80_000)  # of days from 1913 to 2119
_EPOCHS: Final = {1900: date(1899, 12, 30), 1904: date(1904, 1, 1)}
# A pure column shows an order three times for each two days that leave it open; a fourth is enough.
_ENOUGH: Final = 0.25
_FEW: Final = 3  # days typed as such, below which a swap cannot be seen
_ENGLISH: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_TIME = re.compile(r"[t ,]+(?:luc )?\d{1,2}[:h]\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]m|z)?$")
_WORDS = re.compile(r"\b(?:ngay|sinh|nam|thang|thg|t)\b[. ]*")
_NAMES_MONTH = re.compile(r"\bth(?:an)?g\b")
_PARTS = re.compile(r"(\d{1,4})[/\-. ,\\]+(\d{1,2})[/\-. ,\\]+(\d{1,4})")
_NAMED = re.compile(r"(\d{1,2})[/\-. ,]*([a-z]{3})[a-z]*[/\-. ,]*(\d{2}|\d{4})")
_MONTH = re.compile(r"(\d{1,2})[/\-. ]+(\d{4})")
_YEAR = re.compile(r"[/\-. 0_?…]*?(\d{4})")
_SLIPS: Final = str.maketrans({"o": "0", "l": "1", "i": "1", "|": "1"})


@dataclass(frozen=True, slots=True)
class Reach:
    """How the days of a column are read.

    `births`: people are born in it, so a two-digit year has a century and nobody is 130.
    `order`, `typed`: which of two numbers is the day, and whether cells that the sheet holds as
    days have theirs swapped; "" while that is not known.
    """

    on: date
    births: bool = False
    order: str = ""
    typed: str = KEEP
    epoch: int = 1900  # 0: asked

    @property
    def first(self) -> int:
        """The earliest year that can be meant."""
        return self.on.year - OLDEST if self.births else EARLIEST

    @property
    def last(self) -> int:
        """The latest year that can be meant."""
        return self.on.year if self.births else self.on.year + LATEST


def read_day(cell: Cell, reach: Reach) -> Understood:
    """The day of a cell, or its year alone as a number.

    >>> reach = Reach(on=date(2026, 3, 2), births=True)
    >>> read_day("25/03/1990", reach).value, read_day("năm 1965", reach).value
    (datetime.date(1990, 3, 25), 1965)
    >>> read_day("05/03/1990", reach).flaw.kind, read_day("31/02/1990", reach).flaw.kind
    ('DAY_ORDER', 'DAY_IMPOSSIBLE')
    """
    if isinstance(cell, date):
        return _typed(cell, reach)
    if isinstance(cell, bool) or cell is None:
        return NOTHING if cell is None else _unread(str(cell))
    if isinstance(cell, int | float):
        return _number(cell, reach)
    if _NAMES_MONTH.search(fold(cell)):
        reach = replace(reach, order=DAY_FIRST)  # "ngày 5 tháng 3" says it in words
    return _text(_plain(cell), cell, reach)


@dataclass(frozen=True, slots=True)
class Signs:
    """What a whole column of days tells: cells of either order, open ones, typed ones."""

    day_first: int = 0
    month_first: int = 0
    open: int = 0
    typed: int = 0
    typed_late: int = 0  # typed cells whose day is above 12
    text_serials: int = 0

    @property
    def order(self) -> str:
        """The order the column proves for its open cells; "" if it proves none."""
        if self.day_first and not self.month_first and self.day_first >= _ENOUGH * self.open:
            return DAY_FIRST
        if self.month_first and not self.day_first and self.month_first >= _ENOUGH * self.open:
            return MONTH_FIRST
        return ""

    @property
    def may_be_swapped(self) -> bool:
        """Texts hold only days above 12, typed cells none: a program took 05/03 for May 3rd."""
        late_texts = self.day_first
        return self.typed >= _FEW and not self.typed_late and late_texts >= _ENOUGH * self.typed


def signs_of(cells: Iterable[Cell]) -> Signs:
    """Look at a whole column.

    >>> signs_of(["25/03/1990", "05/03/1990", "17/10/1988"]).order
    'DM'
    """
    day_first = month_first = unclear = typed = late = serials = 0
    for cell in cells:
        if isinstance(cell, date):
            typed += 1
            late += cell.day > _MONTHS
        elif isinstance(cell, str):
            sort = _sort_of(cell)
            day_first += sort == DAY_FIRST
            month_first += sort == MONTH_FIRST
            unclear += sort == "OPEN"
            serials += sort == "SERIAL"
    return Signs(day_first, month_first, unclear, typed, late, serials)


def is_daylike(cell: Cell) -> bool:
    """Whether a cell may be meant as a day, right or wrong.

    >>> is_daylike("31/02/1990"), is_daylike("1965"), is_daylike("0912345678")
    (True, True, False)
    """
    if isinstance(cell, date):
        return True
    if isinstance(cell, bool) or cell is None:
        return False
    if isinstance(cell, int | float):
        return _YEARS[0] <= cell <= _YEARS[1] or _SERIALS[0] <= cell <= _SERIALS[1]
    return _is_daylike_text(cell)


@lru_cache(maxsize=50_000)
def _is_daylike_text(text: str) -> bool:
    plain = _plain(text)
    if plain.isdigit():
        if len(plain) == len("30852"):
            return _SERIALS[0] <= int(plain) <= _SERIALS[1]
        return len(plain) == len("1990") and _YEARS[0] <= int(plain) <= _YEARS[1]
    return any(form.fullmatch(plain) for form in (_PARTS, _MONTH)) or _english(plain) is not None


@lru_cache(maxsize=50_000)
def _plain(text: str) -> str:
    plain = _TIME.sub("", fold(text).strip().lstrip("'")).strip()
    if any(char.isalpha() for char in plain) and any(char.isdigit() for char in plain):
        plain = _WORDS.sub("/", plain).strip("/ .,;:")
        plain = re.sub(r"\s*/[\s/]*", "/", plain)
    return plain.strip(" .,;:")


@lru_cache(maxsize=50_000)
def _sort_of(text: str) -> str:
    """Which order a text shows by itself: DM, MD, OPEN, SERIAL or nothing."""
    plain = _plain(text)
    if plain.isdigit() and len(plain) == len("30852"):
        return "SERIAL"
    if _NAMES_MONTH.search(fold(text)):
        return ""
    match = _PARTS.fullmatch(plain)
    if match is None or len(match[1]) > 2 or "." in plain:
        return ""
    first, second = int(match[1]), int(match[2])
    if first > _MONTHS >= second and first <= _MOST_DAYS:
        return DAY_FIRST
    if second > _MONTHS >= first and second <= _MOST_DAYS:
        return MONTH_FIRST
    return "OPEN" if first <= _MONTHS and second <= _MONTHS and first != second else ""


def _typed(day: date, reach: Reach) -> Understood:
    swapped = _day(day.year, day.day, day.month)
    if day.day <= _MONTHS and day.day != day.month and swapped is not None:
        if reach.typed == SWAP:
            return _within(swapped, reach)
        if reach.typed == "":
            words = (
                f"Ngày {day:%d/%m/%Y} có thể bị phần mềm đảo ngày và tháng. "
                "Trả lời câu hỏi của cột."
            )
            return Understood(None, Flaw("DAY_SWAPPED", words, swapped))
    return _within(day, reach)


def _number(number: float, reach: Reach) -> Understood:
    if _YEARS[0] <= number <= _YEARS[1] and number == int(number):
        return _year(int(number), reach)
    if _SERIALS[0] <= number <= _SERIALS[1]:
        return _serial(int(number), reach)
    if number == int(number) and number > 0:
        digits = str(int(number))
        if len(digits) == len("5031990"):
            return _packed("0" + digits, digits, reach, lost=True)
        return _packed(digits, digits, reach)
    return _unread(str(number))


def _serial(number: int, reach: Reach) -> Understood:
    if reach.epoch == 0:
        words = f"{number} là số thứ tự ngày của Excel, chưa rõ đếm từ 1900 hay 1904."
        meant = _EPOCHS[1900] + timedelta(days=number)
        return Understood(None, Flaw("DAY_EPOCH", f"{words} Trả lời câu hỏi của cột.", meant))
    return _within(_EPOCHS[reach.epoch] + timedelta(days=number), reach)


def _text(plain: str, text: str, reach: Reach) -> Understood:  # noqa: PLR0911  form by form
    if not plain or not any(char.isdigit() for char in plain):
        return NOTHING if plain in {"", "-", "x", "khong ro", "khong"} else _unread(text)
    if plain.isdigit():
        if len(plain) == len("30852"):
            return _serial(int(plain), reach)
        return _year(int(plain), reach) if len(plain) == 4 else _packed(plain, text, reach)
    if match := _PARTS.fullmatch(plain):
        return _parts(match, plain, text, reach)
    if named := _english(plain):
        return _with_century(named[0], named[1], named[2], text, reach)
    if (match := _MONTH.fullmatch(plain)) and int(match[1]) <= _MONTHS:
        year = _year(int(match[2]), reach)
        if match[1].strip("0") == "" or year.flaw is not None:
            return year
        words = f"«{text}» chỉ có tháng và năm: chỉ giữ năm {match[2]}."
        return Understood(year.value, Flaw("DAY_WITHOUT_DAY", words, year.value, stops=False))
    if match := _YEAR.fullmatch(plain):
        return _year(int(match[1]), reach)
    return _slip(plain, text, reach)


def _slip(plain: str, text: str, reach: Reach) -> Understood:
    """Letters typed for figures: "O5/03/199O". Proposed, never taken."""
    mended = plain.translate(_SLIPS)
    match = _PARTS.fullmatch(mended)
    if mended == plain or match is None:
        return _unread(text)
    meant = _parts(match, mended, text, reach)
    proposal = _likeliest(meant)
    words = f"«{text}» có chữ cái lẫn trong ngày. Xem lại giấy tờ."
    return Understood(None, Flaw("DAY_LETTERS", words, proposal))


def _likeliest(meant: Understood) -> Value:
    if meant.value is None and meant.flaw is not None:
        return meant.flaw.proposal
    return meant.value


def _parts(match: re.Match[str], plain: str, text: str, reach: Reach) -> Understood:
    first, second, third = match.groups()
    if len(first) > 2 or (int(first) > _MOST_DAYS and len(third) <= 2):  # 1990-03-05, 90/03/05
        if len(first) == 3:
            return _unread(text)
        return _with_century(int(third), int(second), first, text, reach)
    if int(first) == 0 and int(second) == 0:
        return _year(int(third), reach) if len(third) == 4 else _unread(text)
    if len(third) not in {2, 4}:
        return _unread(text)
    a, b = int(first), int(second)
    open_ = a <= _MONTHS and b <= _MONTHS and a != b and "." not in plain
    month_first = b > _MONTHS >= a and b <= _MOST_DAYS
    if open_ and reach.order == "":
        meant = _with_century(a, b, third, text, reach)
        proposal = _likeliest(meant)
        words = f"«{text}» đọc được hai cách. Trả lời câu hỏi của cột: ngày trước hay tháng trước."
        return Understood(None, Flaw("DAY_ORDER", words, proposal))
    if month_first or (open_ and reach.order == MONTH_FIRST):
        a, b = b, a
    return _with_century(a, b, third, text, reach)


def _with_century(day: int, month: int, year: str, text: str, reach: Reach) -> Understood:
    """The day with its year in full; two figures are a year only if one century is possible."""
    if len(year) == 4:
        meant = _day(int(year), month, day)
        return _within(meant, reach) if meant else _impossible(text)
    found = [
        one
        for century in (1900, 2000)
        if reach.first <= century + int(year) <= reach.last
        and (one := _day(century + int(year), month, day)) is not None
        and not (reach.births and one > reach.on)
    ]
    if len(found) == 1:
        return Understood(found[0])
    if not found:
        return _impossible(text)
    words = f"«{text}» chưa rõ năm {found[0].year} hay {found[1].year}. Ghi đủ bốn chữ số của năm."
    likely = found[0] if reach.births and reach.on.year - found[1].year < 15 else found[1]
    return Understood(None, Flaw("DAY_CENTURY", words, likely))


def _english(plain: str) -> tuple[int, int, str] | None:
    match = _NAMED.fullmatch(plain)
    if match is None or match[2] not in _ENGLISH:
        return None
    return int(match[1]), _ENGLISH.index(match[2]) + 1, match[3]


def _packed(digits: str, text: str, reach: Reach, *, lost: bool = False) -> Understood:
    """Eight figures in a row: ddmmyyyy or yyyymmdd, if only one of them is a day."""
    if len(digits) != len("05031990"):
        return _unread(text)
    ways = {
        day
        for year, month, day_ in (
            (digits[4:], digits[2:4], digits[:2]),
            (digits[:4], digits[4:6], digits[6:]),
        )
        if (day := _day(int(year), int(month), int(day_))) is not None
        and reach.first <= day.year <= reach.last
    }
    if len(ways) == 1 and not lost:
        return Understood(ways.pop())
    words = f"«{text}» viết liền, có thể mất số 0 hoặc đọc hai cách. Ghi ngày/tháng/năm."
    return Understood(None, Flaw("DAY_PACKED", words, min(ways, default=None)))


def _year(year: int, reach: Reach) -> Understood:
    if reach.first <= year <= reach.last:
        return Understood(year)
    words = f"Năm {year} không hợp lý. Xem lại giấy tờ."
    return Understood(None, Flaw("DAY_OUT_OF_REACH", words))


def _within(day: date, reach: Reach) -> Understood:
    if reach.first <= day.year <= reach.last and not (reach.births and day > reach.on):
        return Understood(day)
    words = f"Ngày {day.day:02d}/{day.month:02d}/{day.year} không hợp lý. Xem lại giấy tờ."
    return Understood(None, Flaw("DAY_OUT_OF_REACH", words))


def _impossible(text: str) -> Understood:
    words = f"«{text}» không có trên lịch. Xem lại giấy tờ."
    return Understood(None, Flaw("DAY_IMPOSSIBLE", words))


def _unread(text: str) -> Understood:
    words = f"«{text}» không đọc được thành ngày. Ghi ngày/tháng/năm."
    return Understood(None, Flaw("DAY_UNREAD", words))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
