"""`load_classifications`: bring the code lists to what `reference/` says."""

from typing import Any

from django.core.management.base import BaseCommand

from caunoi.classifications.actions import load_classifications
from caunoi.classifications.imports import reference_lists


class Command(BaseCommand):
    """Load occupations, industries, skills, certificates, form codes. Again changes nothing."""

    help = "Nạp danh mục nghề, ngành, kỹ năng, chứng chỉ, mã biểu mẫu từ thư mục reference."

    def handle(self, *args: Any, **options: Any) -> None:
        """Read the files and load them."""
        loaded = load_classifications(**reference_lists())
        self.stdout.write(f"Danh mục: thêm {loaded.created}, sửa {loaded.changed}.")
