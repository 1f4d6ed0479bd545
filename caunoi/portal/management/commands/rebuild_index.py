from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from caunoi.portal.actions.search_index import rebuild_search_index


class Command(BaseCommand):
    help = "Dựng lại danh mục tìm kiếm từ cơ sở dữ liệu. Trang web vẫn tìm được trong lúc dựng."

    def handle(self, *args: Any, **options: Any) -> None:
        size = rebuild_search_index(on=timezone.localdate())
        self.stdout.write(f"Danh mục tìm kiếm: {size} việc và khoá học.")
