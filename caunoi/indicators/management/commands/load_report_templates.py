"""`caunoi load-report-templates`: the templates that come with the software, once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from caunoi.indicators.actions.report_templates import load_templates
from caunoi.indicators.actions.reports import CannotReport
from caunoi.indicators.imports.report_templates import shipped_templates


class Command(BaseCommand):
    help = "Nạp các mẫu báo cáo đi kèm; mẫu trung tâm đã sửa thì giữ nguyên"

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            count = load_templates(templates=shipped_templates(), at=timezone.now())
        except CannotReport as refusal:
            raise CommandError(f"{refusal} Chạy «caunoi load-indicators» trước.") from refusal
        self.stdout.write(f"Đã nạp {count} mẫu báo cáo mới.")
