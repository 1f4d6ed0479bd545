"""Days: which are worked, and terms counted by walking from one day to the next."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

ONE_DAY = timedelta(days=1)
CONFIRMED_TO = date(2026, 12, 31)  # the days off of 2027 are assumed


@cache
def _special_days() -> dict[date, str]:
    text = files("caunoi_rules.parameters").joinpath("calendar.toml").read_text(encoding="utf-8")
    return {
        day["date"]: day["kind"] for year in tomllib.loads(text)["years"] for day in year["days"]
    }


def is_worked(day: date) -> bool:
    """Monday to Friday but for the days off, and the Saturdays worked against another day."""
    kind = _special_days().get(day)
    return kind == "work" or (kind is None and day.weekday() < 5)


def days_from(day: date) -> Iterator[date]:
    """The day itself and each day after it."""
    while True:
        yield day
        day += ONE_DAY


def worked_days_on_or_after(day: date, count: int) -> list[date]:
    """The first `count` working days, the day itself among them when it is one."""
    found: list[date] = []
    for each in days_from(day):
        if is_worked(each):
            found.append(each)
        if len(found) == count:
            return found
    raise AssertionError


def after(day: date, count: int) -> date:
    """Decree 374, article 45.3: the first day is not counted, the term starts on the next working
    day."""
    return worked_days_on_or_after(day + ONE_DAY, count)[-1]


def within(day: date, limit: date | None) -> bool:
    return limit is not None and day <= limit


def months_later(day: date, count: int) -> date:
    """The same day number in the month `count` months on, or the last day of that month."""
    year, month = day.year, day.month
    for _ in range(count):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    number = day.day
    while True:
        try:
            return date(year, month, number)
        except ValueError:
            number -= 1


def months_later_worked(day: date, count: int) -> date:
    """A term of months that ends on a day off ends on the next working day (Civil Code, article
    148)."""
    return worked_days_on_or_after(months_later(day, count), 1)[0]


def last_day_of_month(day: date) -> bool:
    return (day + ONE_DAY).day == 1


def benefit_months(start: date, count: int) -> list[tuple[date, date]]:
    """The benefit months as first and last days (decree 374, article 15.2), by walking the
    calendar.

    A new benefit month begins on each day with the number of the first day. A calendar month
    without such a day ends the benefit month on its last day, so that the next one begins on the
    1st (31/3-30/4, 01/5-30/5, 31/5-30/6).
    """
    first_days = [start]
    month_had_it = True
    for day in days_from(start + ONE_DAY):
        if day.day == 1:
            if not month_had_it:
                first_days.append(day)
            month_had_it = False
        if day.day == start.day:
            month_had_it = True
            first_days.append(day)
        if len(first_days) > count:
            break
    return [(first_days[k], first_days[k + 1] - ONE_DAY) for k in range(count)]
