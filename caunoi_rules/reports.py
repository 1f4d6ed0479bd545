"""Reports of a centre and its department: which is due when, over which days, in which age bands.

Reporting days are not always calendar months: job services count from the 15th to the 14th.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import Any, Final

from caunoi_rules.parameters import load
from caunoi_rules.periods import REPORTING, Period, period_of, years_before

ONE_DAY: Final = timedelta(days=1)
DECEMBER: Final = 12


@dataclass(frozen=True)
class AgeBand:
    """Ages in completed years, both included; None is open."""

    key: str
    label: str
    lowest: int | None
    highest: int | None


AGE_BANDS: Final = (
    AgeBand("30", "Từ 30 tuổi trở xuống", None, 30),
    AgeBand("40", "Từ 31 đến 40 tuổi", 31, 40),
    AgeBand("50", "Từ 41 đến 50 tuổi", 41, 50),
    AgeBand("60", "Từ 51 đến 60 tuổi", 51, 60),
    AgeBand("61", "Trên 60 tuổi", 61, None),
)
"""Rows of Mẫu 34 (N374). The form does not say on which day: age on the last day is taken."""


@dataclass(frozen=True)
class DueReport:
    """A report that has to be sent: `last_day` is the last day in time."""

    code: str
    title: str
    by: str
    to: tuple[str, ...]
    period: Period
    before: date
    law: str
    confirmed: bool
    note: str = ""  # what is our reading of its days

    @property
    def last_day(self) -> date:
        """The law says "before" a day: the day before it is the last."""
        return self.before - ONE_DAY

    @property
    def words(self) -> str:
        """The deadline in a sentence."""
        return f"Gửi trước ngày {self.before:%d/%m/%Y} ({self.law})"


def month_of(day: date) -> Period:
    """The calendar month a day lies in.

    >>> month_of(date(2026, 2, 10)).last
    datetime.date(2026, 2, 28)
    """
    first = day.replace(day=1)
    return Period("month", first, _next_month(first) - ONE_DAY)


def month_before(day: date) -> Period:
    """The calendar month before the one a day lies in.

    >>> month_before(date(2026, 1, 31)).words
    'tháng 12 năm 2025'
    """
    return month_of(day.replace(day=1) - ONE_DAY)


def half_year(year: int) -> Period:
    """The first half of a year, as Mẫu 35 reports it."""
    return Period("half", date(year, 1, 1), date(year, 6, 30))


def whole_year(year: int) -> Period:
    """A calendar year."""
    return Period("year", date(year, 1, 1), date(year, 12, 31))


def born_between(band: AgeBand, on: date) -> tuple[date | None, date | None]:
    """Birth days of who is in a band on a day: after the first, up to and with the second.

    >>> born_between(AGE_BANDS[1], date(2026, 11, 30))
    (datetime.date(1985, 11, 30), datetime.date(1995, 11, 30))
    """
    after = None if band.highest is None else years_before(on, band.highest + 1)
    upto = None if band.lowest is None else years_before(on, band.lowest)
    return after, upto


def due_reports(first: date, last: date, *, by: str = "") -> list[DueReport]:
    """Reports whose last day in time lies in these days, soonest first; `by` names one sender.

    >>> [r.last_day.isoformat() for r in due_reports(date(2026, 7, 1), date(2026, 7, 31))]
    ['2026-07-02', '2026-07-14']
    """
    found = [
        report
        for row in load("reports")["reports"]
        if not by or row["by"] == by
        for report in _of_row(row, first, last)
        if report.before >= row["since"]
    ]
    return sorted(found, key=lambda report: (report.last_day, report.code))


def _of_row(row: dict[str, Any], first: date, last: date) -> Iterator[DueReport]:
    for before, period in _dues(row, first, last + ONE_DAY):
        if first <= before - ONE_DAY <= last:
            yield DueReport(
                row["code"],
                row["title"],
                row["by"],
                tuple(row["to"]),
                period,
                before,
                row["law"],
                row["confirmed"],
                row.get("note", ""),
            )


def _dues(row: dict[str, Any], first: date, last: date) -> Iterator[tuple[date, Period]]:
    if row["every"] == "month":
        month = first.replace(day=1)
        while month <= last:
            before = month.replace(day=row["before_day"])
            yield before, month_before(before)
            month = _next_month(month)
        return
    if row["every"] == "quarter":
        for year, quarter in product(range(first.year, last.year + 1), range(1, 5)):
            period = period_of(f"{year}Q{quarter}", calendar=REPORTING)
            yield period.last.replace(day=row["before_day"]), period
        return
    for year in range(first.year, last.year + 1):
        start = _on(row["from"], year - row["from_years_back"])
        end = _on(row["until"], year - row["until_years_back"])
        yield _on(row["before"], year), Period(_kind(start, end), start, end)


def _kind(start: date, end: date) -> str:
    if (start.month, start.day) == (1, 1) and start.year == end.year:
        return "year" if end.month == DECEMBER else "half"
    return "days"


def _on(month_day: str, year: int) -> date:
    return date.fromisoformat(f"{year}-{month_day}")


def _next_month(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)


@dataclass(frozen=True)
class ReportLine:
    """A line of Mẫu 34 or 35: what it says, and what is counted ("" for a heading)."""

    tt: str
    words: str
    measure: str
    unit: str
    part: bool


def report_lines(form: str) -> tuple[ReportLine, ...]:
    """The lines of "N374-M34" or "N374-M35", in the order of the form.

    >>> report_lines("N374-M34")[0].measure
    'filed'
    """
    rows = load("report_lines")[form.rpartition("-")[2].lower()]
    return tuple(
        ReportLine(
            row.get("tt", ""),
            row["words"],
            row.get("measure", ""),
            row.get("unit", ""),
            row.get("part", False),
        )
        for row in rows
    )
