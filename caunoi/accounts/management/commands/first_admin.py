import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from caunoi.accounts.actions import CannotChangeAccount, make_first, refuse_second
from caunoi.accounts.choices import Role


class Command(BaseCommand):
    help = "Mở tài khoản quản trị đầu tiên; thêm --director: giám đốc đầu tiên, người duyệt."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--director", action="store_true", help="mở tài khoản giám đốc thay vì quản trị"
        )

    def handle(self, *args: Any, director: bool, **options: Any) -> None:
        role = Role.DIRECTOR if director else Role.ADMIN
        try:
            refuse_second(role)
            user = make_first(
                role=role,
                username=input("Tên đăng nhập: "),
                full_name=input("Họ và tên: "),
                password=_password(),
                at=timezone.now(),
            )
        except CannotChangeAccount as refusal:
            raise CommandError(str(refusal)) from refusal
        except (EOFError, KeyboardInterrupt) as stop:
            raise CommandError("Chưa mở tài khoản nào. Chạy lại và trả lời đủ ba câu.") from stop
        self.stdout.write(
            f"Đã mở tài khoản {user.username} ({role.label.lower()}). "
            "Lần đăng nhập đầu sẽ cài mã xác thực trên điện thoại."
        )


def _password() -> str:
    """Typed twice, never shown and never an argument: those stand in the shell's history."""
    password = getpass.getpass("Mật khẩu: ")
    if getpass.getpass("Ghi lại mật khẩu: ") != password:
        raise CannotChangeAccount("Hai lần ghi mật khẩu khác nhau. Chạy lại và ghi cho giống.")
    return password
