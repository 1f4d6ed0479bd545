"""Working days of state bodies, with days off and swapped Saturdays (trust H1).

Law counts the day after the event as the first. A year whose official notice is not in
`parameters/calendar.toml` has no calendar: counting into it raises NoCalendar, nothing is guessed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from caunoi_rules.parameters import load

ONE_DAY: Final = timedelta(days=1)
SATURDAY: Final = 5
WARN_DAYS: Final = 90
"""How long before a year begins its calendar is asked for."""


class NoCalendar(Exception):
    """The days off of a year are not known; the message says whose task it is."""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(
            f"Chưa có lịch nghỉ lễ chính thức năm {year} nên chưa tính được ngày làm việc. "
            f"Báo người quản trị nhập lịch năm {year} theo thông báo của Nhà nước."
        )


@dataclass(frozen=True)
class Calendar:
    """Which years are known, and how their days differ from an ordinary week."""

    years: frozenset[int]
    off: frozenset[date]
    worked: frozenset[date]

    def is_working(self, day: date) -> bool:
        """Whether state bodies work that day."""
        if day.year not in self.years:
            raise NoCalendar(day.year)
        return day in self.worked or (day.weekday() < SATURDAY and day not in self.off)


@lru_cache(maxsize=1)
def official() -> Calendar:
    """The calendar that is shipped."""
    table = load("calendar")
    days: dict[str, set[date]] = {"off": set(), "work": set()}
    for row in table["days"]:
        days[row["kind"]].add(row["date"])
    return Calendar(frozenset(table["years"]), frozenset(days["off"]), frozenset(days["work"]))


def is_working_day(day: date, *, calendar: Calendar | None = None) -> bool:
    """Whether state bodies work that day. Raises NoCalendar.

    >>> is_working_day(date(2026, 8, 22)), is_working_day(date(2026, 8, 31))
    (True, False)
    """
    return (calendar or official()).is_working(day)


def add_working_days(start: date, days: int, *, calendar: Calendar | None = None) -> date:
    """The last of so many working days after a day, which itself is not counted.

    >>> add_working_days(date(2026, 2, 13), 1)  # Friday before Tết Bính Ngọ
    datetime.date(2026, 2, 23)
    """
    if days < 0:
        raise ValueError(f"working days are counted forward: {days}")
    known, day = calendar or official(), start
    while days:
        day += ONE_DAY
        days -= known.is_working(day)
    return day


def working_days_between(start: date, end: date, *, calendar: Calendar | None = None) -> int:
    """Working days after `start` up to and with `end`; negative when `end` comes first.

    >>> working_days_between(date(2026, 2, 13), date(2026, 2, 23))
    1
    """
    known = calendar or official()
    if end < start:
        return -working_days_between(end, start, calendar=known)
    return sum(known.is_working(day) for day in _days(start, end))


def year_to_enter(on: date, *, calendar: Calendar | None = None) -> int | None:
    """The year whose calendar should be entered now: it begins within 90 days, or has begun.

    >>> year_to_enter(date(2026, 9, 30)), year_to_enter(date(2026, 10, 5))
    (None, 2027)
    """
    known = calendar or official()
    for year in (on.year, (on + timedelta(days=WARN_DAYS)).year):
        if year not in known.years:
            return year
    return None


def _days(start: date, end: date) -> Iterator[date]:
    """The days after `start`, up to and with `end`."""
    for offset in range(1, (end - start).days + 1):
        yield start + timedelta(days=offset)
