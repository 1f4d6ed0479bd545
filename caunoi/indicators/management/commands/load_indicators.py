"""`load_indicators`: bring the catalogue of indicators to what `reference/` says."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from caunoi.indicators.actions.catalogue import (
    CannotLoadCatalogue,
    load_catalogue,
    load_reporting_units,
)
from caunoi.indicators.imports.catalogue import read_catalogue
from caunoi.places import queries as places


class Command(BaseCommand):
    """Load indicators, forms, relations and reporting units. Running it again changes nothing."""

    help = "Nạp danh mục chỉ tiêu, biểu báo cáo và đơn vị báo cáo từ thư mục reference."

    def add_arguments(self, parser: CommandParser) -> None:
        """Another folder of the same files; which provinces report."""
        parser.add_argument("--folder", type=Path, default=Path(settings.REFERENCE) / "indicators")
        parser.add_argument(
            "--province", action="append", default=[], help="Mã tỉnh; dùng nhiều lần được."
        )
        parser.add_argument(
            "--all", action="store_true", help="Đơn vị báo cáo của mọi tỉnh, thành phố."
        )

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        """Read the files and load them."""
        today = timezone.localdate()
        found = places.provinces(on=today)
        if not options["all"]:
            found = found.filter(code__in=options["province"] or [settings.CAUNOI_PROVINCE])
        if not found.exists():
            raise CommandError(
                "Chưa có tỉnh này trong danh sách đơn vị hành chính. Chạy «caunoi load-places», "
                "hoặc xem lại mã tỉnh, rồi chạy lại."
            )
        try:
            loaded = load_catalogue(rows=read_catalogue(folder), on=today)
        except CannotLoadCatalogue as refusal:
            raise CommandError(str(refusal)) from refusal
        except (OSError, ValueError, KeyError, TypeError) as fault:
            raise CommandError(
                f"Không đọc được danh mục chỉ tiêu trong {folder} ({fault}). "
                "Xem lại các tệp .toml của thư mục này rồi chạy lại."
            ) from fault
        units = load_reporting_units(provinces=found)
        self.stdout.write(
            f"Chỉ tiêu: thêm hoặc sửa {loaded.indicators}. Định nghĩa: {loaded.definitions}"
            f" (bản mới của {len(loaded.versions)} chỉ tiêu). Quan hệ: thêm {loaded.relations}. "
            f"Biểu: {loaded.forms}. Đơn vị báo cáo: thêm {units}."
        )
