import logging
import threading
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections, connections
from django.utils import timezone

from caunoi.portal.actions.search_index import refresh_search_index
from caunoi_kit.ui.once import forget_submissions

logger = logging.getLogger(__name__)

# A browser sends a form again within minutes; a day covers a laptop closed over night.
SUBMISSIONS_KEPT = timedelta(days=1)


class Command(BaseCommand):
    help = "Làm việc nền: việc xếp hàng, danh mục tìm kiếm, bỏ dấu biểu mẫu cũ. Dừng bằng Ctrl+C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--refresh-every",
            type=float,
            default=20.0,
            metavar="GIÂY",
            help="cập nhật danh mục tìm kiếm sau mỗi bấy nhiêu giây (mặc định 20)",
        )
        parser.add_argument("--once", action="store_true", help="làm một lượt rồi dừng")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["once"]:
            self._refresh()
            call_command("db_worker", batch=True, startup_delay=False, reload=False, verbosity=0)
            return
        stop = threading.Event()
        keeper = threading.Thread(
            target=self._keep_fresh, args=(options["refresh_every"], stop), name="search-index"
        )
        keeper.start()
        try:
            call_command("db_worker", reload=False, verbosity=options["verbosity"])
        finally:
            stop.set()
            keeper.join()

    def _keep_fresh(self, seconds: float, stop: threading.Event) -> None:
        while not stop.is_set():
            try:
                self._refresh()
            except (DatabaseError, OSError):
                # The database may be restarting or the disk full: the next turn tries again.
                logger.exception("Chưa cập nhật được danh mục tìm kiếm")
            finally:
                close_old_connections()
            stop.wait(seconds)
        connections.close_all()

    def _refresh(self) -> None:
        forget_submissions(before=timezone.now() - SUBMISSIONS_KEPT)
        done = refresh_search_index(on=timezone.localdate())
        if done.written or done.removed:
            self.stdout.write(
                f"Danh mục tìm kiếm: ghi {done.written}, bỏ {done.removed}"
                + (" (dựng lại từ đầu)." if done.rebuilt else ".")
            )
