"""`caunoi keep-clean`: erased people stay erased after a restore, expired data go."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from caunoi.home.actions.erasing import erase_again
from caunoi.home.actions.expiring import expire


class Command(BaseCommand):
    help = "Xoá lại người đã xoá (sau khi phục hồi bản sao lưu) và dữ liệu đã hết hạn lưu."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--list",
            type=Path,
            metavar="TỆP.jsonl",
            help="danh sách đã xoá; mặc định CAUNOI_HOME/erased.jsonl",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path, at = options["list"], timezone.now()
        if path is not None and not path.is_file():
            raise CommandError(
                f"Không có tệp {path}. Đưa danh sách đã xoá của máy cũ sang rồi chạy."
            )
        again, written = erase_again(path=path, at=at)
        expired = expire(at=at)
        if again or written or expired:
            self.stdout.write(
                f"Xoá lại {again} người, ghi thêm {written} dòng vào danh sách đã xoá, "
                f"bỏ {expired} dòng hết hạn lưu."
            )
