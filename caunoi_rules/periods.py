"""Spans of days that figures are reported for, by the two calendars in use.

A calendar month is one; of administrative reports a month runs from the 15th of the month before
to the 14th (NĐ 09/2019/NĐ-CP; the text itself was not read, its days agree with NĐ 352/2025).
"""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

CALENDAR: Final = "CALENDAR"
REPORTING: Final = "REPORTING"  # from the 15th to the 14th
MONTHS: Final = {"month": 1, "quarter": 3, "half": 6, "nine": 9, "year": 12}
ROMAN: Final = ("", "I", "II", "III", "IV")
FIRST_DAY: Final = 15
FEBRUARY: Final = 2
FIRST_YEAR, LAST_YEAR = 1990, 2100

_CODE: Final = re.compile(
    r"(?P<year>\d{4})(?:Q(?P<quarter>[1-4])|-(?P<months>[69])M|-(?P<month>0[1-9]|1[0-2]))?"
)


@dataclass(frozen=True)
class Period:
    """Days a figure or a report is about, both included."""

    kind: str  # a key of MONTHS, "so_far" or "days"
    first: date
    last: date
    code: str = ""  # "2023", "2025Q1", "2024-6M", "2024-9M", "2026-11"

    @property
    def so_far(self) -> "Period":
        """The same with what came before it in its calendar year (luỹ kế từ đầu năm)."""
        return Period("so_far", date(self.last.year, 1, 1), self.last)

    @property
    def words(self) -> str:
        """As the titles of reports write it: the year and month are those of the last day."""
        year, month = self.last.year, self.last.month
        if self.kind == "month":
            return f"tháng {month:02d} năm {year}"
        if self.kind == "quarter":
            return f"quý {ROMAN[(month + 2) // 3]} năm {year}"
        if self.kind == "half":
            return f"06 tháng đầu năm {year}"
        if self.kind == "nine":
            return f"9 tháng đầu năm {year}"
        if self.kind == "year":
            return f"năm {year}"
        return f"từ ngày {self.first:%d/%m/%Y} đến ngày {self.last:%d/%m/%Y}"


def period_of(code: str, *, calendar: str = CALENDAR) -> Period:
    """The period of a code, in a calendar.

    >>> period_of("2025Q1").last
    datetime.date(2025, 3, 31)
    >>> period_of("2026-11", calendar=REPORTING).first
    datetime.date(2026, 10, 15)
    >>> period_of("2024-9M").words
    '9 tháng đầu năm 2024'

    Raises ValueError, with a sentence for who typed it, when it is no code.
    """
    found = _CODE.fullmatch(code.strip().upper())
    if found is None or not FIRST_YEAR <= int(found["year"]) <= LAST_YEAR:
        raise ValueError(
            f"Không hiểu kỳ «{code[:20]}». Viết như 2026 (năm), 2026Q1 (quý), 2026-6M, 2026-9M "
            "hoặc 2026-11 (tháng)."
        )
    year = int(found["year"])
    if found["quarter"]:
        kind, last_month = "quarter", 3 * int(found["quarter"])
    elif found["months"]:
        kind, last_month = ("half" if found["months"] == "6" else "nine"), int(found["months"])
    elif found["month"]:
        kind, last_month = "month", int(found["month"])
    else:
        kind, last_month = "year", 12
    first = _begin(year, last_month - MONTHS[kind] + 1, calendar)
    return Period(kind, first, _end(year, last_month, calendar), found.group())


def months_of(period: Period, *, calendar: str = CALENDAR) -> list[Period]:
    """The months a period with a code is made of, in order.

    >>> [month.code for month in months_of(period_of("2025Q1"))]
    ['2025-01', '2025-02', '2025-03']
    """
    last_month = int(period.code[-2:]) if period.kind == "month" else period.last.month
    year, count = period.last.year, MONTHS[period.kind]
    return [
        period_of(f"{year}-{month:02d}", calendar=calendar)
        for month in range(last_month - count + 1, last_month + 1)
    ]


def year_before(period: Period) -> Period:
    """The same days a year earlier.

    >>> year_before(period_of("2025Q1")).code
    '2024Q1'
    """
    earlier = replace(
        period, first=years_before(period.first, 1), last=years_before(period.last, 1)
    )
    of_february = monthrange(period.last.year, FEBRUARY)[1]
    if earlier.last.month == FEBRUARY and period.last.day == of_february:
        last = monthrange(earlier.last.year, FEBRUARY)[1]
        earlier = replace(earlier, last=earlier.last.replace(day=last))
    code = f"{int(period.code[:4]) - 1}{period.code[4:]}" if period.code else ""
    return replace(earlier, code=code)


def period_on(day: date, kind: str, *, calendar: str = CALENDAR) -> Period:
    """The month, quarter or year of a calendar that a day lies in.

    >>> period_on(date(2026, 12, 20), "month", calendar=REPORTING).code
    '2027-01'
    """
    counted = day
    if calendar == REPORTING and day.day >= FIRST_DAY:
        counted = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    year, month = counted.year, counted.month
    codes = {
        "month": f"{year}-{month:02d}",
        "quarter": f"{year}Q{(month + 2) // 3}",
        "half": f"{year}-6M",
        "nine": f"{year}-9M",
        "year": f"{year}",
    }
    return period_of(codes[kind], calendar=calendar)


def _begin(year: int, month: int, calendar: str) -> date:
    if calendar == CALENDAR:
        return date(year, month, 1)
    return date(year - 1, 12, FIRST_DAY) if month == 1 else date(year, month - 1, FIRST_DAY)


def _end(year: int, month: int, calendar: str) -> date:
    if calendar == CALENDAR:
        return date(year, month, monthrange(year, month)[1])
    return date(year, month, FIRST_DAY - 1)


def years_before(day: date, years: int) -> date:
    """The same day some years earlier; the 28th for a 29 February that year does not have.

    >>> years_before(date(2024, 2, 29), 1)
    datetime.date(2023, 2, 28)
    """
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)
