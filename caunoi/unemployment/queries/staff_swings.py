"""Large changes of staff that reports of firms show, beside the notices that tell of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, TypeVar

from caunoi.employers.models import LabourChange, LabourReport
from caunoi.employers.queries.reports import large_changes, notices_of
from caunoi.unemployment.models import StaffChange

T = TypeVar("T")
AFTER: Final = timedelta(days=180)  # how long after a period its notice may still come


@dataclass(frozen=True, slots=True)
class Swing:
    """A report with many workers more or less, and the notice of it: Mẫu 33, or the firm's own
    by the page of reports; neither while the firm has not told."""

    report: LabourReport
    form: StaffChange | None
    told: LabourChange | None

    @property
    def is_told(self) -> bool:
        """Whether a notice came."""
        return self.form is not None or self.told is not None

    @property
    def size(self) -> int:
        """Workers more or less."""
        return abs(self.report.change or 0)


def staff_swings(*, on: date) -> list[Swing]:
    """Large changes of the last year: those nobody has told of first, the largest first.

    Three queries. A notice answers a report when it speaks of a day of its period, or came within
    half a year after.
    """
    reports = list(large_changes(on=on))
    forms, told = _forms_of(reports), notices_of(reports)
    swings = [
        Swing(
            report,
            _first(
                report, ((each.received_on, each) for each in forms.get(report.employer_id, ()))
            ),
            _first(report, ((each.on, each) for each in told.get(report.employer_id, ()))),
        )
        for report in reports
    ]
    return sorted(swings, key=lambda swing: (swing.is_told, -swing.size, swing.report.pk))


def _first(report: LabourReport, dated: Iterable[tuple[date, T]]) -> T | None:
    until = report.due_before + AFTER
    return next((each for day, each in dated if report.first <= day < until), None)


def _forms_of(reports: Iterable[LabourReport]) -> dict[int, list[StaffChange]]:
    keys = {report.employer_id for report in reports}
    found: dict[int, list[StaffChange]] = {}
    for each in StaffChange.objects.filter(employer__in=keys).order_by("-received_on", "-id"):
        found.setdefault(each.employer_id, []).append(each)
    return found
