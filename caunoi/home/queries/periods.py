"""Which periods the report of services knows."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from caunoi_rules.periods import Period
from caunoi_rules.reports import DueReport, due_reports

CODES: Final = ("N352-M01-06", "N352-M01-12")
ReportDue = DueReport  # what the pages of the report are given
BACK, AHEAD = timedelta(days=800), timedelta(days=400)
OFFERED: Final = 6


def service_reports(on: date) -> list[DueReport]:
    """The reports of services around a day, the newest first; the running ones among them."""
    found = [
        report
        for report in due_reports(on - BACK, on + AHEAD, by="centre")
        if report.code in CODES and report.period.first <= on
    ]
    return sorted(found, key=lambda report: report.before, reverse=True)[:OFFERED]


def period_of(asked: str, *, on: date) -> DueReport:
    """The report asked for in an address (the day before which it is due), else the running one.

    The running one is the soonest that still has to be sent.
    """
    offered = service_reports(on)
    for report in offered:
        if report.before.isoformat() == asked:
            return report
    open_now = [report for report in offered if report.last_day >= on]
    return open_now[-1] if open_now else offered[0]


def so_far(period: Period, *, on: date) -> Period:
    """The days of a period that have come: what is only planned is no figure yet."""
    return replace(period, last=min(period.last, on))


def year_before(period: Period) -> Period:
    """The same days a year earlier: half-years and years are compared with their like."""
    return Period(period.kind, _year_back(period.first), _year_back(period.last))


def _year_back(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=28)
