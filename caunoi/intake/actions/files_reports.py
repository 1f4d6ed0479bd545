"""Good rows of the reports of firms become lines of a report; it is sent when all are there."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone

from caunoi.employers.actions.reports import (
    CannotReport,
    add_foreign_workers,
    add_labour_lines,
    begin_foreign_report,
    begin_labour_report,
    send_foreign_report,
    send_labour_report,
    withdraw_foreign_report,
    withdraw_labour_report,
)
from caunoi.employers.models import Employer, LabourReport
from caunoi.employers.queries.reports import period_due
from caunoi.intake.choices.files import RowState, Schema
from caunoi.intake.models import Upload, UploadRow
from caunoi.intake.queries.files.kept import Judged


def save_lines(
    *, upload: Upload, rows: Sequence[UploadRow], said: Sequence[Judged], at: datetime
) -> None:
    """Keep the next rows as lines, in the caller's transaction; the first begin the report."""
    lines = [(each.number, each.values) for each in said]
    if upload.schema == Schema.LABOUR_USE:
        if upload.labour_report is None:
            upload.labour_report = _begun(upload, at)
        add_labour_lines(report=upload.labour_report, rows=lines)
    else:
        if upload.foreign_report is None:
            upload.foreign_report = begin_foreign_report(
                employer=_employer(upload),
                on=timezone.localtime(at).date(),
                by=upload.saved_by,
                at=at,
            )
        add_foreign_workers(report=upload.foreign_report, rows=lines)
    UploadRow.objects.filter(pk__in=[row.pk for row in rows]).update(state=RowState.SAVED)
    upload.touched_at = at
    upload.save(update_fields=["labour_report", "foreign_report", "touched_at"])


def send_report(*, upload: Upload, at: datetime) -> None:
    """All good rows are lines: the report stands, counted anew."""
    if upload.labour_report is not None:
        send_labour_report(report=upload.labour_report, by=upload.saved_by, at=at)
    elif upload.foreign_report is not None:
        send_foreign_report(report=upload.foreign_report, by=upload.saved_by, at=at)


def withdraw_report(*, upload: Upload, at: datetime) -> None:
    """The report of a file is taken back; the employer's earlier one stands again."""
    if upload.labour_report is not None:
        withdraw_labour_report(report=upload.labour_report, by=upload.undone_by, at=at)
    elif upload.foreign_report is not None:
        withdraw_foreign_report(report=upload.foreign_report, by=upload.undone_by, at=at)


def _begun(upload: Upload, at: datetime) -> LabourReport:
    period = period_due(upload.due_before) if upload.due_before is not None else None
    if period is None:
        raise CannotReport("Không rõ kỳ báo cáo của tệp này. Tải tệp lên lại và chọn kỳ.")
    return begin_labour_report(employer=_employer(upload), period=period, by=upload.saved_by, at=at)


def _employer(upload: Upload) -> Employer:
    if upload.employer is None:
        raise CannotReport("Không rõ tệp này của đơn vị nào. Tải tệp lên lại.")
    return upload.employer
