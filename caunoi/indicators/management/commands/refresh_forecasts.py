"""`refresh_forecasts`: what the year is expected to end with, for the pages to show."""

from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from caunoi.indicators.actions.forecasting import refresh_forecasts
from caunoi.places.queries import province


class Command(BaseCommand):
    """Work the forecasts of the province out anew; again on the same day changes nothing."""

    help = "Tính lại dự báo cả năm của các chỉ tiêu; chạy hằng đêm sau khi đếm lại số liệu."

    def add_arguments(self, parser: CommandParser) -> None:
        """A year, this one without."""
        parser.add_argument("--year", type=int, default=0, help="Năm; mặc định năm nay.")

    def handle(self, *args: Any, year: int, **options: Any) -> None:
        """Work them out and say how many there are."""
        started, now = perf_counter(), timezone.now()
        on = timezone.localdate(now)
        place = province(settings.CAUNOI_PROVINCE, on=on)
        made = refresh_forecasts(place=place, year=year or on.year, on=on, at=now)
        self.stdout.write(f"Dự báo: {made} chỉ tiêu, {perf_counter() - started:.1f} giây.")
