"""`caunoi demo`: fill the database with a made province to look around in."""

import gc
import io
import secrets
from argparse import ArgumentTypeError
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from time import perf_counter
from typing import Any, Final

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from caunoi.portal.actions.demo import (
    DEMO_USERS,
    SCALE_NAMES,
    CannotMakeDemo,
    clear_demo,
    make_demo,
)
from caunoi.portal.actions.search_index import rebuild_search_index
from caunoi.portal.imports import read_demo_files
from caunoi_kit.ui.typed import CannotRead as CannotReadDay
from caunoi_kit.ui.typed import read_day

YEARS_COUNTED: Final = 2  # before this one


def day(words: str) -> date:
    """A day written dd/mm/yyyy."""
    try:
        return read_day(words, latest_year=timezone.localdate().year)
    except CannotReadDay as refusal:
        raise ArgumentTypeError(f"«{words}»: {refusal}") from refusal


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Stops the search for cycles: a million plain records without any would be walked again
    and again, a third of the time of the load."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class Command(BaseCommand):
    help = "Tạo dữ liệu xem thử: một tỉnh với người tìm việc, doanh nghiệp, cơ sở đào tạo."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--scale", choices=SCALE_NAMES, default="small", help="Cỡ dữ liệu.")
        parser.add_argument("--seed", type=int, default=1, help="Cùng số thì cùng dữ liệu.")
        parser.add_argument("--on", type=day, help="Hạn tuyển tính từ ngày này (mặc định hôm nay).")
        parser.add_argument("--reset", action="store_true", help="Xoá dữ liệu xem thử cũ trước.")

    def handle(
        self,
        *args: Any,
        scale: str,
        seed: int,
        on: date | None,
        reset: bool,
        **options: Any,
    ) -> None:
        started = perf_counter()
        # A newcomer's first command: tables and official lists come with it.
        call_command("migrate", verbosity=0)
        call_command("load_places", stdout=self.stdout)
        call_command("load_classifications", stdout=self.stdout)
        call_command("load_indicators", stdout=self.stdout)
        call_command("load_report_templates", stdout=self.stdout)
        password = secrets.token_urlsafe(9) if settings.CAUNOI_DEMO else None
        try:
            if reset and (people := clear_demo(at=timezone.now())):
                self.stdout.write(f"Đã xoá dữ liệu xem thử cũ ({people} người).")
            with collector_at_rest():
                make_demo(
                    files=read_demo_files(settings.REFERENCE),
                    scale=scale,
                    seed=seed,
                    province=settings.CAUNOI_PROVINCE,
                    unit_name=settings.CAUNOI_UNIT_NAME,
                    password=password,
                    on=on or timezone.localdate(),
                    at=timezone.now(),
                    say=self.stdout.write,
                )
                self.stdout.write("Danh mục tìm kiếm")
                rebuild_search_index(on=on or timezone.localdate())
            self._count_figures(on or timezone.localdate())
        except CannotMakeDemo as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Xong sau {perf_counter() - started:.1f} giây.")
        self._show_accounts(password)

    def _count_figures(self, on: date) -> None:
        """What the registers of the made province come to, this year and the two before."""
        call_command("load_letterheads", stdout=io.StringIO())
        for year in range(on.year - YEARS_COUNTED, on.year + 1):
            call_command("refresh_figures", period=str(year), stdout=self.stdout)
        call_command("refresh_forecasts", stdout=self.stdout)

    def _show_accounts(self, password: str | None) -> None:
        if password is None:
            self.stdout.write(
                "Tài khoản xem thử chưa có mật khẩu. Đặt CAUNOI_DEMO=1 rồi chạy lại với --reset."
            )
            return
        self.stdout.write("Tài khoản xem thử (dữ liệu tạo, không có thật):")
        for user in DEMO_USERS:
            self.stdout.write(f"  {user.username:<16}{password:<16}{user.role.label}")
