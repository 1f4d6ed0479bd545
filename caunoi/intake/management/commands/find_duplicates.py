"""`caunoi find-duplicates`: look for records of the register that may be one person."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any, Final

from django.core.management.base import BaseCommand
from django.utils import timezone

from caunoi.intake.actions.duplicates import note_pairs
from caunoi.intake.queries.duplicates import last_search

NIGHT: Final = range(1, 5)  # o'clock
A_DAY: Final = timedelta(hours=20)


class Command(BaseCommand):
    help = "Tìm những hồ sơ có thể là của một người; cặp đã quyết định thì không hỏi lại."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--nightly", action="store_true", help="chỉ chạy ban đêm, mỗi đêm một lần"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.localtime()
        if options["nightly"]:
            last = last_search()
            if now.hour not in NIGHT or (last is not None and now - last < A_DAY):
                return
        noted = note_pairs(at=now)
        self.stdout.write(
            f"Hồ sơ nghi trùng: {noted.new} cặp mới, {noted.gone} cặp không còn giống."
        )
