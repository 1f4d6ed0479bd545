"""Accounts of staff: a role is proposed by one and decided by another (trust B10)."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Final

from allauth.mfa.models import Authenticator
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from caunoi.accounts.actions.invitations import (
    CannotInvite,
    accepted,
    invite,
    open_invitation,
)
from caunoi.accounts.choices import STAFF_ROLES, GrantState, Role
from caunoi.accounts.models import Invitation, OrgUnit, RoleGrant, User
from caunoi_engine.text import folding
from caunoi_kit.journal.actions import record

PASSWORD: Final = "accounts.password"  # noqa: S105  the kind of an invitation
USERNAME: Final = re.compile(r"[a-z0-9][a-z0-9.\-]{2,59}")


class CannotPropose(Exception):
    """No role was proposed; the message says why and what to do."""


class CannotDecide(Exception):
    """The proposal stays as it is; the message says why and what to do."""


class CannotChangeAccount(Exception):
    """The account stays as it is; the message says why and what to do."""


@transaction.atomic
def propose_staff(
    *,
    full_name: str,
    username: str,
    phone: str,
    role: Role,
    org_unit: OrgUnit | None,
    reason: str,
    by: User,
    at: datetime,
) -> RoleGrant:
    """A new member of staff: the account stays closed until somebody else approves the role.

    Raises CannotPropose for a name to sign in that is taken or unclear.
    """
    name = " ".join(folding.tidy(full_name).split())
    key = username.strip().lower()
    if not name:
        raise CannotPropose("Ghi họ và tên của nhân viên.")
    if not USERNAME.fullmatch(key):
        raise CannotPropose(
            "Tên đăng nhập gồm 3 đến 60 chữ không dấu, số, dấu chấm hoặc gạch ngang. Ghi lại."
        )
    if User.objects.filter(username__iexact=key).exists():
        raise CannotPropose(f"Tên đăng nhập «{key}» đã có người dùng. Chọn tên khác.")
    user = User.objects.create_user(
        key, full_name=name, role=role, org_unit=org_unit, is_active=False
    )
    return propose_role(
        user=user, role=role, org_unit=org_unit, phone=phone, reason=reason, by=by, at=at
    )


@transaction.atomic
def propose_role(
    *,
    user: User,
    role: Role,
    org_unit: OrgUnit | None,
    phone: str,
    reason: str,
    by: User,
    at: datetime,
) -> RoleGrant:
    """Another role, or an account opened again, for a member of staff.

    Raises CannotPropose when a proposal waits already or the account is not one of staff.
    """
    if user.role not in STAFF_ROLES or role not in STAFF_ROLES:
        raise CannotPropose(
            "Chỉ đề nghị vai trò cho tài khoản nhân viên. Người từ bên ngoài cần tài khoản mới."
        )
    words = " ".join(reason.split())[:300]
    if not words:
        raise CannotPropose("Ghi lý do để người duyệt biết.")
    try:
        with transaction.atomic():
            grant = RoleGrant.objects.create(
                user=user,
                role=role,
                org_unit=org_unit,
                phone=phone,
                reason=words,
                proposed_by=by,
                proposed_at=at,
                state=GrantState.PROPOSED,
            )
    except IntegrityError as error:
        raise CannotPropose(
            "Đã có một đề nghị cho người này đang chờ duyệt. Chờ quyết định đó trước."
        ) from error
    record("accounts.role.proposed", by=by, about=grant, detail={"role": role})
    return grant


@transaction.atomic
def approve_role(
    *, grant: RoleGrant, by: User, at: datetime, link_of: Callable[[str], str]
) -> RoleGrant:
    """Give the role, open the account, and invite to set a password where there is none.

    Raises CannotDecide for one's own proposal, one's own role, and when it is decided already.
    """
    grant = _decide(grant, GrantState.APPROVED, by=by, at=at)
    user = User.objects.select_for_update().get(pk=grant.user_id)
    user.role, user.org_unit, user.is_active = grant.role, grant.org_unit, True
    user.save(update_fields=["role", "org_unit", "is_active"])
    record("accounts.role.approved", by=by, about=grant, detail={"role": grant.role})
    if not user.has_usable_password():
        _invite_to_password(user, grant.phone, by=by, at=at, link_of=link_of)
    return grant


@transaction.atomic
def refuse_role(*, grant: RoleGrant, by: User, at: datetime) -> RoleGrant:
    """Leave everything as it was. Raises CannotDecide as `approve_role` does."""
    grant = _decide(grant, GrantState.REFUSED, by=by, at=at)
    record("accounts.role.refused", by=by, about=grant)
    return grant


@transaction.atomic
def close_account(*, user: User, reason: str, by: User, at: datetime) -> User:
    """Close an account of staff: its next request is a stranger's.

    Needs one hand only, since it takes rights away. Raises CannotChangeAccount for one's own.
    """
    locked = _other_account(user, by)
    words = _reason(reason)
    if locked.is_active:
        locked.is_active = False
        locked.save(update_fields=["is_active"])
        record("accounts.user.closed", by=by, about=locked, detail={"reason": words})
    return locked


@transaction.atomic
def reset_second_factor(*, user: User, reason: str, by: User, at: datetime) -> User:
    """Remove a lost telephone's code, all keys and the recovery codes; the next sign-in sets up new
    ones, and sessions open by then end.

    Raises CannotChangeAccount for one's own: nobody loosens their own protection.
    """
    locked = _other_account(user, by)
    words = _reason(reason)
    Authenticator.objects.filter(user=locked).delete()
    record("accounts.user.second_factor_reset", by=by, about=locked, detail={"reason": words})
    return locked


@transaction.atomic
def invite_to_password(
    *, user: User, by: User, at: datetime, link_of: Callable[[str], str]
) -> Invitation:
    """A link to set a new password, to the telephone noted with the last approved role.

    Raises CannotChangeAccount for one's own account, a closed one or one without a telephone.
    """
    locked = _other_account(user, by)
    grant = RoleGrant.objects.filter(user=locked, state=GrantState.APPROVED).order_by("-id").first()
    if grant is None or not locked.is_active:
        raise CannotChangeAccount(
            "Tài khoản này đang khoá hoặc chưa có số nhận lời mời. "
            "Lập đề nghị vai trò kèm số điện thoại trước."
        )
    return _invite_to_password(locked, grant.phone, by=by, at=at, link_of=link_of)


@transaction.atomic
def set_password(*, token: str, password: str, at: datetime) -> User:
    """Set the password by the link of an invitation, once. The second factor stays as it is.

    Raises CannotAccept for a link that does not hold, CannotChangeAccount for a weak password.
    """
    invitation = open_invitation(token=token, kind=PASSWORD, at=at)
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    account = User.objects.select_for_update(of=("self",)).filter(pk=invitation.account_id or 0)
    user = account.first()
    if user is None or not user.is_active or invitation.accepted_at is not None:
        raise CannotChangeAccount("Lời mời này không còn dùng được. Nhờ quản trị gửi lại.")
    try:
        password_validation.validate_password(password, user)
    except ValidationError as error:
        raise CannotChangeAccount(" ".join(error.messages)) from error
    user.set_password(password)
    user.save(update_fields=["password"])
    accepted(invitation, user, at)
    record("accounts.user.password_set", by=user, about=user)
    return user


def _decide(grant: RoleGrant, state: GrantState, *, by: User, at: datetime) -> RoleGrant:
    locked = RoleGrant.objects.select_for_update(of=("self",)).get(pk=grant.pk)
    if locked.state != GrantState.PROPOSED:
        raise CannotDecide("Đề nghị này đã được quyết định. Mở lại danh sách để xem.")
    if by.pk == locked.proposed_by_id:
        raise CannotDecide("Người đề nghị không tự duyệt. Nhờ quản trị khác hoặc giám đốc.")
    if by.pk == locked.user_id:
        raise CannotDecide("Không ai tự duyệt vai trò của mình. Nhờ quản trị khác hoặc giám đốc.")
    locked.state, locked.decided_by, locked.decided_at = state, by, at
    locked.save(update_fields=["state", "decided_by", "decided_at"])
    return locked


def _other_account(user: User, by: User) -> User:
    locked = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if locked.pk == by.pk:
        raise CannotChangeAccount("Không tự đổi tài khoản của mình. Nhờ quản trị khác.")
    if locked.role not in STAFF_ROLES:
        raise CannotChangeAccount("Trang này chỉ dành cho tài khoản nhân viên.")
    return locked


def _reason(typed: str) -> str:
    words = " ".join(typed.split())[:300]
    if not words:
        raise CannotChangeAccount("Ghi lý do.")
    return words


def _invite_to_password(
    user: User, phone: str, *, by: User, at: datetime, link_of: Callable[[str], str]
) -> Invitation:
    Invitation.objects.filter(account=user, accepted_at=None, withdrawn_at=None).update(
        withdrawn_at=at
    )
    try:
        return invite(
            kind=PASSWORD,
            phone=phone,
            words="Cầu Nối: mời anh/chị đặt mật khẩu cho tài khoản nhân viên.",
            link_of=link_of,
            by=by,
            at=at,
            account=user,
        )
    except CannotInvite as refusal:
        raise CannotChangeAccount(str(refusal)) from refusal
