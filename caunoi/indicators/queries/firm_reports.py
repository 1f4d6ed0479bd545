"""The reports of firms (01/PLI) behind the sums of 02/PLI."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from caunoi.employers.choices import ReportState
from caunoi.employers.models import LabourReport
from caunoi.employers.queries.reports import OWING_KINDS, ROW_KINDS
from caunoi_kit.ui.paging import Page, page_of

ALL: Final = "ALL"
SIZE: Final = 50
JUNE: Final = 6


@dataclass(frozen=True)
class FirmReports:
    """A page of the reports that a column of 02/PLI adds up."""

    reports: tuple[LabourReport, ...]
    page: Page


def firm_reports(last: date, group: str, *, page: str | None) -> FirmReports | None:
    """The reports of a row of 02/PLI (ALL: of every row), largest first; None: no such row.

    `last` is the last day of the period: up to June the report of the half-year, else of the year.
    """
    if group != ALL and group not in ROW_KINDS:
        return None
    kinds = OWING_KINDS if group == ALL else sorted(ROW_KINDS[group])
    found = LabourReport.objects.filter(
        due_before=date(last.year, JUNE if last.month <= JUNE else 12, 5),
        state=ReportState.SENT,
        employer__kind__in=kinds,
    ).select_related("employer")
    shown = page_of(page, count=found.count(), size=SIZE)
    return FirmReports(tuple(found.order_by("-total", "employer__name", "pk")[shown.part]), shown)
