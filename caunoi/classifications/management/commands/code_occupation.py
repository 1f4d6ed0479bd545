"""`code-occupation FILE.csv --column title --top 5`: occupations of free job titles."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from caunoi.classifications.exports import coded_title_line
from caunoi.classifications.imports import CannotRead, read_titles
from caunoi.classifications.queries import code_titles


class Command(BaseCommand):
    """Print one JSON line per row of the file, in its order. Opens no database."""

    help = "Gắn mã nghề cho từng tên công việc trong một cột của tệp CSV; in mỗi dòng một kết quả."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """File, column and how many occupations per title."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--column", default="title")
        parser.add_argument("--top", type=int, default=5)

    def handle(self, *args: Any, file: Path, column: str, top: int, **options: Any) -> None:
        """Read, code and print row by row."""
        if top < 1:
            raise CommandError(f"--top phải từ 1 trở lên, không phải {top}.")
        try:
            for title, codes in code_titles(read_titles(file, column), top=top):
                self.stdout.write(coded_title_line(title, codes))
        except CannotRead as refusal:
            raise CommandError(str(refusal)) from refusal
