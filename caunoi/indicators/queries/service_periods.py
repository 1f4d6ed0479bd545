"""Which periods the report of services knows."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from caunoi_rules.periods import Period, year_before
from caunoi_rules.reports import DueReport, due_reports

__all__ = [
    "Period", "ReportDue", "report_asked", "reports_around", "service_reports", "short_words",
    "so_far", "year_before",
]  # fmt: skip

CODES: Final = ("N352-M01-06", "N352-M01-12")
ReportDue = DueReport  # what the pages of the report are given
BACK, AHEAD = timedelta(days=800), timedelta(days=400)
OFFERED: Final = 6
JUNE: Final = 6


def service_reports(on: date) -> list[DueReport]:
    """The reports of services around a day, the newest first; the running ones among them."""
    return reports_around(CODES, on=on)


def reports_around(codes: Collection[str], *, on: date) -> list[DueReport]:
    """The reports of these codes around a day, the newest first; the running ones among them."""
    found = [
        report
        for report in due_reports(on - BACK, on + AHEAD)
        if report.code in codes and report.period.first <= on
    ]
    return sorted(found, key=lambda report: report.before, reverse=True)[:OFFERED]


def report_asked(asked: str, *, on: date, codes: Collection[str] = CODES) -> DueReport:
    """The report asked for in an address (the day before which it is due), else the running one.

    The running one is the soonest that still has to be sent.
    """
    offered = reports_around(codes, on=on)
    for report in offered:
        if report.before.isoformat() == asked:
            return report
    open_now = [report for report in offered if report.last_day >= on]
    return open_now[-1] if open_now else offered[0]


def so_far(period: Period, *, on: date) -> Period:
    """The days of a period that have come: what is only planned is no figure yet."""
    return replace(period, last=min(period.last, on))


def short_words(report: DueReport) -> str:
    """Its period in a few words: half-years and years by where they end."""
    year = report.period.last.year
    return f"6 tháng {year}" if report.period.last.month <= JUNE else f"Năm {year}"
