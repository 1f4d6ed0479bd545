"""Waits of ours counted in working days, and whether the calendar behind a day is official.

They are promises of the centre, no deadlines of a law, so they may reach into a year whose days
off are only assumed; a page that shows such a day says so. A year nobody has entered has no
working days at all: NoCalendar, nothing is guessed.
"""

from datetime import date

from caunoi_rules.calendar import NoCalendar, add_working_days, provisional

__all__ = ["NoCalendar", "is_official", "working_day_after"]


def working_day_after(on: date, days: int) -> date:
    """The last of so many working days after a day. Raises NoCalendar with a Vietnamese sentence.

    >>> working_day_after(date(2027, 2, 4), 1)  # Thursday before the assumed Tết Đinh Mùi
    datetime.date(2027, 2, 12)
    """
    return add_working_days(on, days, calendar=provisional())


def is_official(day: date) -> bool:
    """Whether a notice of the State confirms the days off of that day's year.

    >>> is_official(date(2026, 12, 31)), is_official(date(2027, 1, 4))
    (True, False)
    """
    return provisional().is_confirmed(day)
