"""Terms of the law counted on plain dates: working days, months, windows, pauses (trust H2).

Day 0 is the day of the event (Decree 374/2025, Điều 45 khoản 3). No clock is read: moments are
passed in, and their day is the day in Việt Nam wherever the server stands (trust H4).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from enum import Enum
from functools import lru_cache
from typing import Final

from caunoi_rules.calendar import ONE_DAY, Calendar, official
from caunoi_rules.parameters import parameter

VIETNAM: Final = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
"""Việt Nam keeps one time all year."""
MONTHS_A_YEAR: Final = 12


class Unit(Enum):
    """What a term is counted in."""

    WORKING_DAYS = "ngày làm việc"
    DAYS = "ngày"
    MONTHS = "tháng"


@dataclass(frozen=True)
class Deadline:
    """The last day of a term, and why it is that day."""

    day: date
    reason: str
    """What has to be done by then and since when the term runs, in Vietnamese."""
    article: str
    start: date
    """Day 0: the day of the event."""
    length: int
    unit: Unit
    confirmed: bool = True
    """False when a year without an official calendar was counted through."""
    moved_from: date | None = None
    """Where a month term would have ended, had that not been a day off."""
    first_day_counted: bool = False

    @property
    def words(self) -> str:
        """The whole explanation in Vietnamese, for a page and a paper."""
        said = f"{self.reason}: {self.length} {self.unit.value}, "
        said += "tính cả ngày" if self.first_day_counted else "tính từ sau ngày"
        said += f" {_day(self.start)}"
        if self.moved_from:
            said += f"; ngày {_day(self.moved_from)} là ngày nghỉ nên lùi tới ngày làm việc sau"
        said += f"; hạn cuối {_day(self.day)} ({self.article})."
        return said if self.confirmed else f"{said} Lịch nghỉ chưa có thông báo chính thức."


@dataclass(frozen=True)
class Window:
    """The working days in which something has to be done, both ends included."""

    first: date
    last: date
    reason: str
    article: str
    confirmed: bool = True

    def holds(self, day: date) -> bool:
        """Whether a day lies in the window (days off between its working days included)."""
        return self.first <= day <= self.last


@dataclass(frozen=True)
class Pause:
    """A term that stood still: from the written request until the answer, None while waiting."""

    stopped: date
    resumed: date | None = None


def working_days(
    start: date,
    length: int,
    *,
    reason: str,
    article: str,
    calendar: Calendar | None = None,
    count_first_day: bool = False,
) -> Deadline:
    """A term in working days after the day of the event.

    `count_first_day`: the day of the event is day 1 when it is worked (some centres print so).

    >>> working_days(date(2026, 3, 2), 15, reason="Trình quyết định", article="Điều 16").day
    datetime.date(2026, 3, 23)
    """
    known = calendar or official()
    last = _nth(known, start, length, count_first_day)
    confirmed = not known.assumed or _confirmed(known, start, last)
    return Deadline(
        last, reason, article, start, length, Unit.WORKING_DAYS, confirmed,
        first_day_counted=count_first_day,
    )  # fmt: skip


def days(
    start: date, length: int, *, reason: str, article: str, calendar: Calendar | None = None
) -> Deadline:
    """A term in calendar days ("30 ngày", "45 ngày"), moved on when its last day is a day off.

    Day 1 is the first working day after the event (Decree 374/2025, Điều 45 khoản 3).

    >>> days(date(2026, 3, 6), 45, reason="Quyết toán", article="Điều 26").day  # Friday: from 09/03
    datetime.date(2026, 4, 22)
    """
    first = (calendar or official()).next_working(start + ONE_DAY)
    last = first + timedelta(length - 1)
    return _moved(start, last, length, Unit.DAYS, reason, article, calendar)


def months(
    start: date,
    length: int,
    *,
    reason: str,
    article: str,
    calendar: Calendar | None = None,
    move: bool | None = None,
) -> Deadline:
    """A term in months: the same day number, else the last day of that month.

    `move`: to the next working day when that is a day off; None: as `clocks.toml` says.

    >>> months(date(2025, 11, 30), 3, reason="Nộp hồ sơ", article="Điều 14").day  # 28/02: Saturday
    datetime.date(2026, 3, 2)
    """
    last = add_months(start, length)
    if move is None:
        move = month_terms_move(last)
    if not move:
        return Deadline(last, reason, article, start, length, Unit.MONTHS)
    return _moved(start, last, length, Unit.MONTHS, reason, article, calendar)


def window(
    start: date,
    length: int,
    *,
    reason: str,
    article: str,
    calendar: Calendar | None = None,
    count_first_day: bool = False,
) -> Window:
    """The first to the last of so many working days after the day of the event.

    >>> w = window(date(2026, 4, 17), 3, reason="Thông báo tìm việc", article="Điều 21")
    >>> w.first, w.last
    (datetime.date(2026, 4, 20), datetime.date(2026, 4, 22))
    """
    known = calendar or official()
    first = _nth(known, start, 1, count_first_day)
    last = _nth(known, start, length, count_first_day)
    confirmed = not known.assumed or _confirmed(known, start, last)
    return Window(first, last, reason, article, confirmed)


def paused(
    start: date,
    length: int,
    pauses: Sequence[Pause],
    *,
    reason: str,
    article: str,
    calendar: Calendar | None = None,
) -> Deadline | None:
    """A term in working days that stood still at times; None while it still does.

    The day of the request is counted, the day of the answer is day 0 of what is left. A pause
    that begins after the term has ended changes nothing. Raises ValueError for pauses that overlap.
    """
    known = calendar or official()
    left, since = length, start
    for pause in sorted(pauses, key=lambda each: each.stopped):
        if pause.stopped < since or (pause.resumed and pause.resumed < pause.stopped):
            raise ValueError(f"pauses overlap or run backwards: {pause}")
        used = known.between(since, pause.stopped)
        if used >= left:
            break
        if pause.resumed is None:
            return None
        left, since = left - used, pause.resumed
    last = known.after(since, left)
    confirmed = not known.assumed or _confirmed(known, start, last)
    return Deadline(last, reason, article, start, length, Unit.WORKING_DAYS, confirmed)


def add_months(day: date, count: int) -> date:
    """The day so many months on (or back): the same day number, else the last of that month.

    >>> add_months(date(2025, 11, 30), 3), add_months(date(2024, 2, 29), 12)
    (datetime.date(2026, 2, 28), datetime.date(2025, 2, 28))
    """
    years, month = divmod(day.month - 1 + count, MONTHS_A_YEAR)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, last_day_of_month(year, month)))


def last_day_of_month(year: int, month: int) -> int:
    """The number of days of a month."""
    following = date(year + month // MONTHS_A_YEAR, month % MONTHS_A_YEAR + 1, 1)
    return (following - ONE_DAY).day


def day_of(at: datetime, *, ends_at: int = 24) -> date:
    """The day in Việt Nam a moment belongs to. A moment without a zone is refused.

    `ends_at`: the hour a day ends for this purpose, 24 by the Civil Code; with 17 (the closing
    hour) what comes later belongs to the next day. `day_ends_hour()` and `closing_hour()` say which
    hours are set.

    >>> day_of(datetime(2026, 3, 2, 18, tzinfo=timezone.utc))
    datetime.date(2026, 3, 3)
    """
    if at.tzinfo is None:
        raise ValueError(f"a moment needs its time zone: {at}")
    return (at.astimezone(VIETNAM) + timedelta(hours=24 - ends_at)).date()


def in_time(at: datetime, deadline: date, *, ends_at: int = 24) -> bool:
    """Whether something done at a moment was done by the end of a day."""
    return day_of(at, ends_at=ends_at) <= deadline


def day_ends_hour(*, on: date) -> int:
    """The hour at which the last day of a term ends (24)."""
    return int(parameter("clocks", "day_ends_hour", on=on).value)


def closing_hour(*, on: date) -> int:
    """The hour at which the counters close (17, set by the centre)."""
    return int(parameter("clocks", "closing_hour", on=on).value)


@lru_cache(maxsize=1024)
def month_terms_move(on: date) -> bool:
    """Whether a term in months or days that ends on a day off is moved on."""
    return bool(parameter("clocks", "month_term_moves", on=on).value)


def _nth(known: Calendar, start: date, length: int, count_first_day: bool) -> date:
    return known.after(start - ONE_DAY if count_first_day else start, length)


def _moved(  # noqa: PLR0917 - the sides of a term
    start: date,
    last: date,
    length: int,
    unit: Unit,
    reason: str,
    article: str,
    calendar: Calendar | None,
) -> Deadline:
    known = calendar or official()
    day = known.next_working(last)
    confirmed = not known.assumed or _confirmed(known, last, day)
    return Deadline(
        day, reason, article, start, length, unit, confirmed, last if day != last else None
    )


def _confirmed(known: Calendar, start: date, last: date) -> bool:
    return not any(year in known.assumed for year in range(start.year, last.year + 1))


def _day(day: date) -> str:
    return f"{day.day:02}/{day.month:02}/{day.year}"
