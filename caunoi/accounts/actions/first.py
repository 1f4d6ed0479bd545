"""The first accounts of an installation, given on the server: nobody is there yet to approve."""

from datetime import datetime
from typing import Final

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.db import transaction

from caunoi.accounts.actions.staff import USERNAME, CannotChangeAccount
from caunoi.accounts.choices import Role
from caunoi.accounts.models import User
from caunoi_engine.text import folding
from caunoi_kit.journal.actions import lock, record

FIRST: Final = (Role.ADMIN, Role.DIRECTOR)  # what one proposes the other decides (trust B10)


@transaction.atomic
def make_first(*, role: Role, username: str, full_name: str, password: str, at: datetime) -> User:
    """The first administrator, or the first director, who decides what the other proposes.

    Raises CannotChangeAccount when an account of that role is open already, or a word is none.
    """
    lock()  # two at once would each be the first
    refuse_second(role)
    name, key = " ".join(folding.tidy(full_name).split()), username.strip().lower()
    if not name:
        raise CannotChangeAccount("Chưa có họ và tên. Ghi họ và tên.")
    if not USERNAME.fullmatch(key):
        raise CannotChangeAccount(
            "Tên đăng nhập gồm 3 đến 60 chữ không dấu, số, dấu chấm hoặc gạch ngang. Ghi lại."
        )
    if User.objects.filter(username__iexact=key).exists():
        raise CannotChangeAccount(f"Tên đăng nhập «{key}» đã có người dùng. Chọn tên khác.")
    try:
        password_validation.validate_password(
            password, User(username=key, full_name=name, role=role)
        )
    except ValidationError as error:
        raise CannotChangeAccount(" ".join(error.messages)) from error
    user = User.objects.create_user(key, password, full_name=name, role=role)
    record("accounts.user.first_admin", by=None, about=user, detail={"role": role})
    return user


def refuse_second(role: Role) -> None:
    """Raises CannotChangeAccount when an account of that role is open, or it is no first role."""
    if role not in FIRST:
        raise CannotChangeAccount("Chỉ quản trị và giám đốc được mở từ máy chủ.")
    if User.objects.filter(role=role, is_active=True).exists():
        raise CannotChangeAccount(
            f"Đã có tài khoản {role.label.lower()} đang dùng. "
            "Người đó đề nghị tài khoản mới ở trang Nhân viên."
        )
