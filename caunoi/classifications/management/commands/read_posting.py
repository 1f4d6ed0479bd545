"""`read-posting FILE.jsonl`: wage, experience, education, provinces and number wanted."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from caunoi.classifications.exports import reading_line
from caunoi.classifications.imports import BadLine, CannotRead, read_postings
from caunoi.classifications.queries import read_posting


class Command(BaseCommand):
    """Print one JSON line per posting, in the order of the file. Opens no database."""

    help = "Đọc tin tuyển dụng viết tự do (mỗi dòng một JSON có id và text); in điều đọc được."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The file of postings."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Read and print posting by posting; bad lines are told and passed over."""
        bad = 0
        try:
            for item in read_postings(file):
                if isinstance(item, BadLine):
                    bad += 1
                    self.stderr.write(f"Dòng {item.number}: {item.why}; bỏ qua dòng này.")
                else:
                    self.stdout.write(reading_line(item.id, read_posting(item.text)))
        except CannotRead as refusal:
            raise CommandError(str(refusal)) from refusal
        if bad:
            self.stderr.write(f"Có {bad} dòng không đọc được. Sửa các dòng đó rồi chạy lại.")
            sys.exit(1)
