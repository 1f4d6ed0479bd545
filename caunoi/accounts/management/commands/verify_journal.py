from typing import Any

from django.core.management.base import BaseCommand, CommandError

from caunoi_kit.journal.queries import last_hash, verify_chain


class Command(BaseCommand):
    help = "Kiểm tra chuỗi nhật ký: có dòng nào bị sửa, xoá hay chèn thêm không."

    def handle(self, *args: Any, **options: Any) -> None:
        broken = verify_chain()
        if broken is not None:
            raise CommandError(
                f"Nhật ký hỏng từ dòng {broken}: có người sửa, xoá hoặc chèn. "
                "Giữ nguyên máy, báo người phụ trách an toàn thông tin."
            )
        number, digest = last_hash()
        self.stdout.write(f"Nhật ký nguyên vẹn: {number} dòng, mã cuối {digest}.")
