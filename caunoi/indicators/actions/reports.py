"""Drafting a report from a template, editing it, taking its figures anew, signing it."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from caunoi.accounts.models import OrgUnit, User
from caunoi.documents.actions import CannotSign, draft_document, sign_document
from caunoi.documents.choices import DocumentKind
from caunoi.documents.models import Document
from caunoi.indicators.actions.submissions import lock_period
from caunoi.indicators.choices.reports import ReportState
from caunoi.indicators.models import Report, ReportFigure, ReportTemplate
from caunoi.indicators.queries.report_fields import Taken, place_and_period
from caunoi.indicators.queries.report_snapshot import around, around_draft
from caunoi.indicators.queries.reports import Fault, faults_of, period_for, retaken, title_of
from caunoi.places.models import Place
from caunoi_kit.journal.actions import record

__all__ = [
    "CannotReport",
    "draft_report",
    "drop_word_file",
    "edit_text",
    "keep_word_file",
    "refresh_report",
    "sign_report",
]

LONGEST_TITLE = 300
KEPT_FIGURES = 1_000  # written in one go
WORDS = 300


class CannotReport(Exception):
    """The report cannot be drafted, changed or signed; the message says why and what to do.

    `faults` names what is wrong in its text, line by line.
    """

    def __init__(self, why: str, faults: Sequence[Fault] = ()) -> None:
        super().__init__(why)
        self.faults = list(faults)


@transaction.atomic
def draft_report(
    *,
    template: ReportTemplate,
    place: Place,
    unit: OrgUnit,
    period: str,
    by: User | None,
    at: datetime,
    made: bool = False,
) -> Report:
    """A report of a place for a period, written from a template and filled with figures."""
    try:
        span = period_for(period)
    except ValueError as error:
        raise CannotReport(str(error)) from error
    if span.first > timezone.localtime(at).date():
        raise CannotReport(f"Kỳ {span.words} chưa bắt đầu. Chọn kỳ đã qua hoặc đang diễn ra.")
    report = Report(
        template=template,
        place=place,
        unit=unit,
        period=span.code,
        first=span.first,
        last=span.last,
        body=template.body.replace("\r\n", "\n"),
        state=ReportState.DRAFT,
        made_by=by,
        made_at=at,
        snapshot_at=at,
        made=made,
    )
    report.title = _title(report)
    _check(report.body)
    report.save()
    _fill(report, at=at)
    record("indicators.report.drafted", by=by, about=report, detail={"period": span.code})
    return report


@transaction.atomic
def edit_text(*, report: Report, body: str, version: int, by: User, at: datetime) -> Report:
    """Write another text; its figures are taken anew, so that all are of one moment."""
    locked = _open(report, version)
    if locked.word_file is not None:
        raise CannotReport(
            "Báo cáo này đang theo tệp Word đã tải lên. Sửa tiếp trong Word, hoặc bỏ tệp đó trước."
        )
    body = body.replace("\r\n", "\n").strip() + "\n"
    _check(body)
    locked.body = body
    locked.title = _title(locked)
    _fill(locked, at=at)
    record("indicators.report.edited", by=by, about=locked)
    return locked


@transaction.atomic
def refresh_report(*, report: Report, version: int, by: User, at: datetime) -> Report:
    """Take the figures anew; the text stays as it was typed."""
    locked = _open(report, version)
    _fill(locked, at=at)
    record("indicators.report.refreshed", by=by, about=locked)
    return locked


@transaction.atomic
def keep_word_file(
    *, report: Report, content: bytes, version: int, by: User, at: datetime
) -> Report:
    """Keep the report as it was edited in Word: from now on its files come from there."""
    locked = _open(report, version)
    locked.word_file = content
    _fill(locked, at=at)
    detail = {"bytes": len(content)}
    record("indicators.report.word_kept", by=by, about=locked, detail=detail)
    return locked


@transaction.atomic
def drop_word_file(*, report: Report, version: int, by: User, at: datetime) -> Report:
    """Go back to the text of the page."""
    locked = _open(report, version)
    locked.word_file = None
    _fill(locked, at=at)
    record("indicators.report.word_dropped", by=by, about=locked)
    return locked


@transaction.atomic
def sign_report(
    *,
    report: Report,
    version: int,
    write: Callable[[Report], bytes],
    by: User,
    on: date,
    at: datetime,
) -> Report:
    """Sign it under the next number of the office.

    Its figures stay as they were last taken, for ever; what units reported for its days is locked.
    `write` gives the file of a filled report.
    """
    locked = _open(report, version)
    if locked.made_by is None:
        raise CannotReport("Báo cáo này không ghi ai lập. Lập lại từ trang báo cáo rồi ký.")
    if locked.last >= on:
        raise CannotReport(
            f"Kỳ báo cáo đến hết ngày {locked.last:%d/%m/%Y} chưa qua, số liệu còn thay đổi."
        )
    document = draft_document(
        unit=locked.unit,
        kind=DocumentKind.REPORT,
        title=locked.title,
        by=locked.made_by,
        at=locked.made_at,
        made=locked.made,
    )

    def file_of(numbered: Document) -> bytes:
        """The number is given by now, and nothing but the file is missing."""
        locked.document, locked.state = numbered, ReportState.SIGNED
        locked.version += 1
        _keep_paper(locked, around(numbered))
        return write(locked)

    try:
        signed = sign_document(document=document, write=file_of, by=by, on=on)
    except CannotSign as refusal:
        raise CannotReport(str(refusal)) from refusal
    locked.document = signed
    locked.save(update_fields=["document", "state", "version"])
    units = lock_period(
        place=locked.place,
        first=locked.first,
        last=locked.last,
        why=f"Báo cáo {signed} đã ký ngày {on:%d/%m/%Y}",
        by=by,
        at=at,
    )
    detail = {"number": str(signed), "locked": units}
    record("indicators.report.signed", by=by, about=locked, detail=detail)
    return locked


def _open(report: Report, version: int) -> Report:
    """The report as a draft nobody changed meanwhile, locked."""
    locked = (
        Report.objects.select_for_update(of=("self",))
        .select_related("place", "unit", "template")
        .get(pk=report.pk)
    )
    if locked.state == ReportState.SIGNED:
        raise CannotReport("Báo cáo đã ký, không sửa được nữa. Lập báo cáo mới nếu cần.")
    if locked.version != version:
        raise CannotReport(
            "Có người khác vừa sửa báo cáo này. Tải lại trang để xem bản mới rồi làm tiếp."
        )
    return locked


def _check(body: str) -> None:
    if faults := faults_of(body):
        raise CannotReport(f"Nội dung có {len(faults)} chỗ chưa đúng. Sửa rồi lưu lại.", faults)


def _title(report: Report) -> str:
    words = place_and_period(report.place, period_for(report.period))
    return (title_of(report.body, words) or f"Báo cáo {words['period']}")[:LONGEST_TITLE]


def _fill(report: Report, *, at: datetime) -> None:
    """Take every figure of the text as it is now."""
    on = timezone.localtime(at).date()
    taken = retaken(report, report.body, at=at, on=on)
    report.snapshot_at = at
    report.version += 1
    report.save()
    ReportFigure.objects.filter(report=report).delete()
    # A draft bears the name the office has now: it is signed today at the earliest.
    _keep(report, [*taken, *around_draft(report.unit, province=report.place, on=on)])


def _keep_paper(report: Report, taken: Sequence[Taken]) -> None:
    fields = [each.field for each in taken]
    ReportFigure.objects.filter(report=report, field__in=fields).delete()
    _keep(report, taken)


def _keep(report: Report, taken: Sequence[Taken]) -> None:
    ReportFigure.objects.bulk_create(
        [
            ReportFigure(
                report=report,
                field=each.field,
                text=each.text[:WORDS],
                value=each.value,
                decimals=each.decimals,
                provenance=each.provenance,
                taken_at=each.taken_at,
            )
            for each in taken
        ],
        batch_size=KEPT_FIGURES,
    )
