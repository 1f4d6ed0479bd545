"""`refresh_figures`: count derived figures anew from the registers."""

from datetime import timedelta
from time import perf_counter
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from caunoi.indicators.actions.refreshing import CannotRefresh, refresh_figures
from caunoi.indicators.queries.refreshed import last_refresh, period_named, years_due

NIGHT: Final = range(1, 5)  # o'clock
A_DAY: Final = timedelta(hours=20)


class Command(BaseCommand):
    """Count a year (of a period) anew; this year without one. Again changes nothing."""

    help = "Đếm lại số liệu tính từ sổ của cả năm có kỳ đã cho; không cho kỳ thì năm nay."

    def add_arguments(self, parser: CommandParser) -> None:
        """A period as everywhere, and single indicators."""
        parser.add_argument("--period", default="", help="Kỳ: 2026, 2026Q1, 2026-6M, 2026-11.")
        parser.add_argument("--indicator", action="append", default=[], help="Mã chỉ tiêu.")
        parser.add_argument(
            "--nightly", action="store_true", help="chỉ chạy ban đêm, mỗi đêm một lần"
        )

    def handle(
        self, *args: Any, period: str, indicator: list[str], nightly: bool, **options: Any
    ) -> None:
        """Count and say how many figures changed; nothing by day when asked for the night."""
        now = timezone.localtime()
        if nightly:
            last = last_refresh()
            if now.hour not in NIGHT or (last is not None and now - last < A_DAY):
                return
        try:
            asked = [period_named(period)] if period else years_due(on=now.date())
            for each in asked:
                started = perf_counter()
                changed = refresh_figures(each, codes=indicator or None, at=now)
                self.stdout.write(
                    f"Số liệu {each.words}: {changed} số thay đổi, "
                    f"{perf_counter() - started:.1f} giây."
                )
        except (ValueError, CannotRefresh) as refusal:
            raise CommandError(str(refusal)) from refusal
