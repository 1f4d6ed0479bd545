"""Writing another version of a template, and taking over those the software brings along."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.indicators.actions.reports import CannotReport
from caunoi.indicators.models import ReportTemplate
from caunoi.indicators.queries.reports import faults_of
from caunoi_kit.journal.actions import record

__all__ = ["load_templates", "write_template"]


@transaction.atomic
def write_template(
    *, template: ReportTemplate, name: str, body: str, by: User, at: datetime
) -> ReportTemplate:
    """A new version of a template; reports written from older ones keep theirs."""
    current = (
        ReportTemplate.objects.select_for_update()
        .filter(code=template.code, is_current=True)
        .order_by("-version")
        .first()
    )
    if current is None or current.version != template.version:
        raise CannotReport("Có người khác vừa sửa mẫu này. Tải lại trang rồi sửa tiếp.")
    body = body.replace("\r\n", "\n").strip() + "\n"
    if faults := faults_of(body):
        raise CannotReport(f"Mẫu có {len(faults)} chỗ chưa đúng. Sửa rồi lưu lại.", faults)
    if (name, body) == (current.name, current.body):
        return current
    current.is_current = False
    current.save(update_fields=["is_current"])
    written = ReportTemplate.objects.create(
        code=current.code,
        version=current.version + 1,
        name=name,
        body=body,
        written_by=by,
        written_at=at,
    )
    detail = {"version": written.version}
    record("indicators.report_template.written", by=by, about=written, detail=detail)
    return written


@transaction.atomic
def load_templates(*, templates: Sequence[tuple[str, str, str]], at: datetime) -> int:
    """Add templates, as (code, name, body); those the centre has stay as they are."""
    known = set(ReportTemplate.objects.values_list("code", flat=True))
    fresh = [each for each in templates if each[0] not in known]
    for code, name, body in fresh:
        if faults := faults_of(body):
            line, said = faults[0].line, faults[0].text
            raise CannotReport(f"Mẫu «{code}», dòng {line}: {said}", faults)
        template = ReportTemplate.objects.create(
            code=code, version=1, name=name, body=body, written_at=at
        )
        record("indicators.report_template.written", by=None, about=template, detail={"version": 1})
    return len(fresh)
