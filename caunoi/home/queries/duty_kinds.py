"""What a kind of duty is, and how far its day is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from caunoi.people.models import Person
from caunoi_rules.calendar import NoCalendar, provisional, working_days_between


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One thing to do: for whom, what, by when, working days left, where it is done."""

    person: Person | None
    what: str
    due: date
    left: int
    url: str
    whose: str = ""


def _same(day: date) -> date:
    return day


@dataclass(frozen=True)
class Kind:
    """A duty the law names. `field` is a column that grows with the day it is due.

    `due` turns the least value of that column into the soonest day; `late` says which rows are
    past theirs.
    """

    key: str
    title: str
    article: str
    who: str
    roles: frozenset[str]
    rows: Callable[[date], QuerySet[Any]]
    field: str
    late: Callable[[date], Q]
    line: Callable[[Any, date], DutyLine]
    due: Callable[[date], date] = _same
    fine: str = ""


def left_of(day: date, on: date) -> int:
    """Working days until a day; negative when it has passed.

    Years without a notice of their days off count by the assumed ones: this is a count down, the
    deadline itself comes from the law.
    """
    try:
        return working_days_between(on, day, calendar=provisional())
    except NoCalendar:
        return (day - on).days


def left_words(left: int) -> str:
    """How much time is left: "còn 3 ngày làm việc", "hôm nay", "trễ 2 ngày làm việc"."""
    if left > 0:
        return f"còn {left} ngày làm việc"
    return "hạn hôm nay" if left == 0 else f"trễ {-left} ngày làm việc"
