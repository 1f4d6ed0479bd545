"""Which side of the bridge an outside account stands on."""

from typing import Final

from django.db import transaction

from caunoi.accounts.choices import Role
from caunoi.accounts.models import User
from caunoi_kit.journal.actions import record

SIDES: Final = frozenset({Role.JOB_SEEKER, Role.EMPLOYER, Role.SCHOOL})


class CannotChangeSide(Exception):
    """The account stays what it is; the message says why and what to do."""


@transaction.atomic
def change_side(*, user: User, to: Role, by: User) -> User:
    """Let an outside account act for a firm or a school, or look for work again.

    One account acts on one side: whoever looks for work beside acting for a firm uses another
    number. Raises CannotChangeSide for staff, and between firm and school.
    """
    locked = User.objects.select_for_update().get(pk=user.pk)
    if locked.role == to:
        return locked
    if locked.role not in SIDES or to not in SIDES:
        raise CannotChangeSide(
            "Tài khoản nhân viên không đứng tên doanh nghiệp hay trường. "
            "Đăng nhập bằng số điện thoại riêng."
        )
    if Role.JOB_SEEKER not in {locked.role, to}:
        raise CannotChangeSide(
            "Tài khoản này đang đứng tên một bên khác. Dùng số điện thoại khác cho bên này."
        )
    before, locked.role = locked.role, to
    locked.save(update_fields=["role"])
    record("accounts.side.changed", by=by, about=locked, detail={"from": before, "to": to})
    return locked
