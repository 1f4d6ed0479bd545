"""`load_places`: bring the administrative units to what `reference/` says."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from caunoi.places.actions import load_places
from caunoi.places.imports import read_former_names, read_places, read_successions


class Command(BaseCommand):
    """Load both eras of units and the conversion table. Running it again changes nothing."""

    help = "Nạp đơn vị hành chính trước và sau ngày 01/07/2025 từ thư mục reference."

    def add_arguments(self, parser: CommandParser) -> None:
        """Accept another folder of the same files."""
        parser.add_argument("--folder", type=Path, default=settings.REFERENCE)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        """Read the files and load them."""
        loaded = load_places(
            places=read_places(folder),
            successions=read_successions(folder),
            former_names=read_former_names(folder),
        )
        self.stdout.write(
            f"Đơn vị hành chính: thêm {loaded.places_created}, sửa {loaded.places_changed}. "
            f"Chuyển đổi: thêm {loaded.successions_created}, sửa {loaded.successions_changed}."
        )
