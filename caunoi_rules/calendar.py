"""Working days of state bodies, with days off and swapped Saturdays (trust H1).

Law counts the day after the event as the first (Decree 374/2025, Điều 45). A year whose official
notice is not in `parameters/calendar.toml` has no calendar: counting into it raises NoCalendar,
nothing is guessed. `official()` knows confirmed years only and is what deadlines are told by;
`provisional()` also knows years whose days are only assumed, for plans that reach into them.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, lru_cache
from typing import Final

from caunoi_rules.parameters import load

ONE_DAY: Final = timedelta(days=1)
SATURDAY: Final = 5
WARN_DAYS: Final = 90
"""How long before a year begins its calendar is asked for."""
CONFIRMED: Final = "confirmed"


class NoCalendar(Exception):
    """The days off of a year are not known; the message says whose task it is."""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(
            f"Chưa có lịch nghỉ lễ chính thức năm {year} nên chưa tính được ngày làm việc. "
            f"Báo người quản trị nhập lịch năm {year} theo thông báo của Nhà nước."
        )


@dataclass(frozen=True)
class _Run:
    """Known years without a gap: what each of their days is, ready for counting."""

    first: int
    """Ordinal of the first day."""
    working: tuple[int, ...]
    """Ordinals of the working days, ascending."""
    upto: tuple[int, ...]
    """For each day from `first - 1`: how many working days lie up to and with it."""

    @property
    def last(self) -> int:
        """Ordinal of the last day."""
        return self.first + len(self.upto) - 2


@dataclass(frozen=True)
class Calendar:
    """Which years are known, and how their days differ from an ordinary week."""

    years: frozenset[int]
    off: frozenset[date]
    worked: frozenset[date]
    assumed: frozenset[int] = frozenset()
    """Years in `years` whose days no notice confirms."""
    closed: frozenset[date] = frozenset()
    """Days this centre alone is closed (flood, moving); they are off for its deadlines."""

    def is_working(self, day: date) -> bool:
        """Whether state bodies work that day."""
        if day.year not in self.years:
            raise NoCalendar(day.year)
        if day in self.closed:
            return False
        return day in self.worked or (day.weekday() < SATURDAY and day not in self.off)

    def is_confirmed(self, day: date) -> bool:
        """Whether a notice of the State confirms the calendar of that day's year."""
        return day.year in self.years and day.year not in self.assumed

    @property
    def confirmed_to(self) -> date | None:
        """The last day of the newest confirmed year, None when no year is confirmed."""
        confirmed = self.years - self.assumed
        return date(max(confirmed), 12, 31) if confirmed else None

    def closed_on(self, days: Iterable[date]) -> "Calendar":
        """The same calendar for a centre that is closed on these days."""
        return replace(self, closed=self.closed | frozenset(days))

    @cached_property
    def _runs(self) -> dict[int, _Run]:
        """The run of each known year. Years that follow one another share one."""
        runs: dict[int, _Run] = {}
        for year in sorted(self.years):
            if year - 1 not in self.years:
                last = year
                while last + 1 in self.years:
                    last += 1
                runs |= dict.fromkeys(range(year, last + 1), self._run(year, last))
        return runs

    def _run(self, first: int, last: int) -> _Run:
        start, end = date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal()
        working, upto = [], [0]
        for ordinal in range(start, end + 1):
            if self.is_working(date.fromordinal(ordinal)):
                working.append(ordinal)
            upto.append(len(working))
        return _Run(start, tuple(working), tuple(upto))

    def after(self, start: date, days: int) -> date:
        """The last of so many working days after `start` (at least one). Raises NoCalendar."""
        ordinal = start.toordinal()
        year = start.year + (start.month == 12 and start.day == 31)  # noqa: PLR2004  the last day of a year
        run = self._runs.get(year)
        if run is None:
            raise NoCalendar(year)
        place = run.upto[ordinal - run.first + 1] + days - 1
        if place >= len(run.working):
            raise NoCalendar(date.fromordinal(run.last).year + 1)
        return date.fromordinal(run.working[place])

    def between(self, start: date, end: date) -> int:
        """Working days after `start` up to and with `end`, which does not come before it."""
        if start == end:
            return 0
        year = start.year + (start.month == 12 and start.day == 31)  # noqa: PLR2004  the last day of a year
        run = self._runs.get(year)
        if run is None:
            raise NoCalendar(year)
        if end.toordinal() > run.last:
            raise NoCalendar(date.fromordinal(run.last).year + 1)
        return (
            run.upto[end.toordinal() - run.first + 1] - run.upto[start.toordinal() - run.first + 1]
        )

    def before(self, last: date, days: int) -> date:
        """The latest day from which so many working days reach no further than `last`."""
        run = self._runs.get(last.year)
        if run is None:
            raise NoCalendar(last.year)
        place = run.upto[last.toordinal() - run.first + 1] - days
        if place < 0:
            raise NoCalendar(date.fromordinal(run.first).year - 1)
        return date.fromordinal(run.working[place] - 1)

    def next_working(self, day: date) -> date:
        """The day itself when it is worked, else the first working day after it."""
        run = self._runs.get(day.year)
        if run is None:
            raise NoCalendar(day.year)
        place = bisect_left(run.working, day.toordinal())
        if place == len(run.working):
            raise NoCalendar(date.fromordinal(run.last).year + 1)
        return date.fromordinal(run.working[place])


@lru_cache(maxsize=1)
def official() -> Calendar:
    """The confirmed years that are shipped: what people are told their deadlines by."""
    return _calendar({CONFIRMED})


@lru_cache(maxsize=1)
def provisional() -> Calendar:
    """Every year that is shipped, those that no notice confirms marked in `assumed`."""
    return _calendar({row["status"] for row in load("calendar")["years"]})


def _calendar(statuses: set[str]) -> Calendar:
    rows = [row for row in load("calendar")["years"] if row["status"] in statuses]
    days: dict[str, set[date]] = {"off": set(), "work": set()}
    for row in rows:
        for day in row["days"]:
            days[day["kind"]].add(day["date"])
    return Calendar(
        frozenset(row["year"] for row in rows),
        frozenset(days["off"]),
        frozenset(days["work"]),
        frozenset(row["year"] for row in rows if row["status"] != CONFIRMED),
    )


@dataclass(frozen=True)
class SpecialDay:
    """A day that differs from an ordinary week, for a page that shows the calendar."""

    day: date
    worked: bool
    name: str
    source: str


def special_days(year: int) -> tuple[SpecialDay, ...]:
    """The days off and the worked Saturdays of a shipped year, in order. Raises NoCalendar."""
    for row in load("calendar")["years"]:
        if row["year"] == year:
            return tuple(
                SpecialDay(each["date"], each["kind"] == "work", each["name"], each["status"])
                for each in row["days"]
            )
    raise NoCalendar(year)


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
    return (calendar or official()).after(start, days) if days else start


def working_days_between(start: date, end: date, *, calendar: Calendar | None = None) -> int:
    """Working days after `start` up to and with `end`; negative when `end` comes first.

    >>> working_days_between(date(2026, 2, 13), date(2026, 2, 23))
    1
    """
    known = calendar or official()
    return known.between(start, end) if start <= end else -known.between(end, start)


def latest_start(last: date, days: int, *, calendar: Calendar | None = None) -> date:
    """The latest day from which so many working days reach no further than `last`.

    >>> latest_start(date(2026, 2, 23), 1)  # every day of Tết Bính Ngọ counts to the same day
    datetime.date(2026, 2, 22)
    """
    if days < 1:
        raise ValueError(f"at least one working day is counted back: {days}")
    return (calendar or official()).before(last, days)


def next_working_day(day: date, *, calendar: Calendar | None = None) -> date:
    """The day itself when it is worked, else the first working day after it.

    >>> next_working_day(date(2026, 2, 28))
    datetime.date(2026, 3, 2)
    """
    return (calendar or official()).next_working(day)


def year_to_enter(on: date, *, calendar: Calendar | None = None) -> int | None:
    """The year whose calendar should be entered now: it begins within 90 days, or has begun.

    >>> year_to_enter(date(2026, 9, 30)), year_to_enter(date(2026, 10, 5))
    (None, 2027)
    """
    known = calendar or official()
    for year in (on.year, (on + timedelta(days=WARN_DAYS)).year):
        if year not in known.years or year in known.assumed:
            return year
    return None
