"""`caunoi report --unit T08 --period 2023 --out FILE.docx`: a report of a province as a file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from caunoi.indicators.actions.reports import CannotReport
from caunoi.indicators.exports.report_word import write
from caunoi.indicators.models import ReportingUnit, ReportTemplate
from caunoi.indicators.queries.report_fields import take
from caunoi.indicators.queries.report_snapshot import around_draft, snapshot
from caunoi.indicators.queries.reports import period_for

TEMPLATE_OF = {
    "year": "nam",
    "nine": "chin-thang",
    "half": "sau-thang",
    "quarter": "quy",
    "month": "thang",
}


class Command(BaseCommand):
    help = "Lập báo cáo của một tỉnh cho một kỳ thành tệp Word; không ghi gì vào sổ"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--unit", required=True, help="mã đơn vị: T08, hoặc TC08 (tỉnh cũ)")
        parser.add_argument("--period", required=True, help="2023, 2025Q1, 2024-9M, 2026-11")
        parser.add_argument("--out", required=True, help="tệp .docx")
        parser.add_argument("--template", default="", help="mã mẫu; bỏ trống: theo kỳ")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            period = period_for(options["period"])
        except ValueError as error:
            raise CommandError(str(error)) from error
        unit = ReportingUnit.objects.filter(code=options["unit"]).select_related("place").first()
        if unit is None:
            raise CommandError(
                f"Không có đơn vị «{options['unit']}». "
                "Mã tỉnh như T08; tỉnh trước 01/07/2025: TC08."
            )
        code = options["template"] or TEMPLATE_OF[period.kind]
        template = ReportTemplate.objects.filter(code=code, is_current=True).first()
        if template is None:
            raise CommandError(f"Không có mẫu «{code}». Chạy «caunoi load-report-templates».")
        at = timezone.now()
        on = timezone.localdate(at)
        try:
            taken = take(template.body, unit.place, period, on=on, at=at)
        except CannotReport as refusal:
            raise CommandError(str(refusal)) from refusal
        # As it was signed then: the name the office had at the end of the period.
        named_on = min(on, period.last)
        paper = around_draft(unit.org_unit, province=unit.place, on=named_on)
        made = snapshot(template.body, [*taken, *paper], period=period, at=at)
        content = write(made)
        out = Path(options["out"])
        try:
            out.write_bytes(content)
        except OSError as fault:
            raise CommandError(f"Không ghi được {out}: {fault.strerror}.") from fault
        figures = sum(bool(each.provenance) for each in taken)
        self.stdout.write(f"{out}: {made.title}. {figures} số liệu, {len(content)} byte.")
