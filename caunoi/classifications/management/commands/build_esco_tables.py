"""`build-esco-tables DIR [--check]`: the lists in `reference/` that are made from ESCO."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from caunoi.classifications.exports import reference_text
from caunoi.classifications.imports import CannotRead
from caunoi.classifications.imports.esco import read_esco
from caunoi.classifications.queries.esco import (
    CannotRelate,
    esco_title_rows,
    related_occupation_rows,
)
from caunoi_kit.ui.formats import number

TITLE_COLUMNS = ("phrase", "isco08", "weight", "note")
RELATED_COLUMNS = ("isco08_a", "isco08_b", "permille", "source")


class Command(BaseCommand):
    """Write both lists, or with --check say whether they are what would be written."""

    help = "Lập lại hai danh mục từ bộ tệp ESCO: nghề gần nhau và tên việc tiếng Anh."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder of ESCO files, and whether only to compare."""
        parser.add_argument("folder", type=Path, help="thư mục có bốn tệp esco_….csv")
        parser.add_argument("--check", action="store_true", help="chỉ so, không ghi")

    def handle(self, *args: Any, folder: Path, check: bool, **options: Any) -> None:
        """Read, calculate, then write or compare."""
        try:
            esco = read_esco(folder)
            related = related_occupation_rows(esco.links, esco.broader)
        except (CannotRead, CannotRelate) as refusal:
            raise CommandError(str(refusal)) from refusal
        tables = {
            "related_occupations.csv": reference_text(RELATED_COLUMNS, related),
            "title_lexicon_esco.csv": reference_text(TITLE_COLUMNS, esco_title_rows(esco.labels)),
        }
        if check:
            self._compare(tables)
        else:
            self._write(tables)

    def _write(self, tables: dict[str, str]) -> None:
        for name, text in tables.items():
            (settings.REFERENCE / name).write_text(text, encoding="utf-8", newline="")
            rows = len(text.splitlines()) - 1
            self.stdout.write(f"Đã ghi reference/{name}: {number(rows)} dòng.")

    def _compare(self, tables: dict[str, str]) -> None:
        different = [name for name, text in tables.items() if _shipped(name) != text]
        if different:
            raise CommandError(
                f"Khác với điều tệp ESCO cho ra: {', '.join(different)}. "
                "Chạy lại lệnh này không có --check để lập lại."
            )
        self.stdout.write(f"Khớp với tệp ESCO: {', '.join(tables)}.")


def _shipped(name: str) -> str | None:
    """The list as it stands in `reference/`; None when it is not there."""
    file = settings.REFERENCE / name
    return file.read_bytes().decode("utf-8") if file.exists() else None
