"""`caunoi import-vacancies FILE`: bring real vacancies into the register."""

from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from caunoi.vacancies.actions.importing import REOPENED, CannotImport, Receipt, import_vacancies
from caunoi.vacancies.actions.importing.storing import Outcome
from caunoi.vacancies.choices import Rejection
from caunoi.vacancies.imports import CannotRead, read_vacancies, sha256_of
from caunoi_kit.ui.typed import CannotRead as CannotReadDay
from caunoi_kit.ui.typed import read_day


def day(words: str) -> date:
    """A day written dd/mm/yyyy."""
    try:
        return read_day(words, latest_year=timezone.localdate().year)
    except CannotReadDay as refusal:
        raise ArgumentTypeError(f"«{words}»: {refusal}") from refusal


def number(count: int) -> str:
    """A count with Vietnamese thousands dots."""
    return f"{count:,}".replace(",", ".")


class Command(BaseCommand):
    help = "Nhập tin tuyển dụng từ tệp CSV hoặc JSONL. Chạy lại lần nữa thì không đổi gì."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="TỆP")
        parser.add_argument("--dry-run", action="store_true", help="Chỉ xem trước, không lưu.")
        parser.add_argument("--on", type=day, help="«3 ngày trước» tính từ ngày này.")
        parser.add_argument(
            "--reopen-until", type=day, help="Tin đã hết hạn thì mở lại đến ngày này."
        )

    def handle(
        self,
        *args: Any,
        file: Path,
        dry_run: bool,
        on: date | None,
        reopen_until: date | None,
        **options: Any,
    ) -> None:
        started = perf_counter()
        try:
            receipt = import_vacancies(
                rows=read_vacancies(file),
                file_name=file.name,
                sha256=sha256_of(file),
                on=on or timezone.localdate(),
                at=timezone.now(),
                reopen_until=reopen_until,
                dry_run=dry_run,
                say=self._progress,
            )
        except (CannotImport, CannotRead) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stderr.write("")
        self._print(receipt, file.name, dry_run, perf_counter() - started)
        if not receipt.outcomes.total():
            raise CommandError(
                f"Tệp {file.name} không có dòng nào nhập được. Xem lý do ở trên, sửa rồi nhập lại."
                if receipt.read
                else f"Tệp {file.name} chỉ có dòng tên cột. Thêm các tin dưới đó rồi nhập lại."
            )

    def _progress(self, rows: int) -> None:
        self.stderr.write(f"\rĐã xong {number(rows)} dòng", ending="")
        self.stderr.flush()

    def _print(self, receipt: Receipt, name: str, dry_run: bool, seconds: float) -> None:
        outcomes = receipt.outcomes
        lines = [
            f"{'Xem trước' if dry_run else 'Biên nhận'} {name} ({seconds:.1f} giây)",
            f"  Đọc          {number(receipt.read):>9}",
            f"  Thêm         {number(outcomes[Outcome.ADDED]):>9}",
            f"  Sửa          {number(outcomes[Outcome.CHANGED]):>9}",
            f"  Không đổi    {number(outcomes[Outcome.UNCHANGED]):>9}",
            f"  Gần trùng    {number(outcomes[Outcome.NEAR_DUPLICATE]):>9}",
            f"  Loại         {number(receipt.rejected):>9}",
        ]
        for reason, count in receipt.reasons.most_common():
            if reason != REOPENED and count:
                lines.append(f"    {number(count)} dòng: {Rejection(reason).label}")
        if receipt.reasons[REOPENED]:
            lines.append(f"  Mở lại hạn   {number(receipt.reasons[REOPENED]):>9}")
        if receipt.first_rejected:
            lines += [
                "Những dòng bị loại đầu tiên:",
                *(f"  {row}" for row in receipt.first_rejected),
            ]
        self.stdout.write("\n".join(lines))
