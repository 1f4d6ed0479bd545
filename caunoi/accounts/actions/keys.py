"""Keys of programs: given by an administrator, shown once, used, taken back."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction

from caunoi.accounts.choices import KEY_ROLES, SCOPE_ROLES, ApiScope
from caunoi.accounts.models import ApiKey, User
from caunoi_kit.journal.actions import record

PREFIX: Final = "cn_"
LONGEST_DAYS: Final = 366
_START: Final = 8  # characters kept to tell keys apart


class CannotGiveKey(Exception):
    """No key was given; the message says why and what to do."""


@transaction.atomic
def give_key(
    *,
    user: User,
    name: str,
    scopes: Collection[ApiScope],
    expires_on: date,
    by: User,
    on: date,
    at: datetime,
) -> tuple[ApiKey, str]:
    """A key for a program of a firm or of who reports figures; its text nobody can see again.

    Raises CannotGiveKey for an account that does none of the tasks, or a key without an end.
    """
    if user.role not in KEY_ROLES or not user.is_active:
        raise CannotGiveKey(
            "Tài khoản này không đứng tên nơi tuyển, không phải đơn vị báo cáo số liệu. "
            "Chọn tài khoản đang dùng của nơi tuyển, xã, trường, phòng hoặc Sở."
        )
    if not scopes:
        raise CannotGiveKey("Chọn ít nhất một việc khoá được làm.")
    if wrong := [scope for scope in scopes if user.role not in SCOPE_ROLES[scope]]:
        raise CannotGiveKey(
            f"Tài khoản {user.get_role_display().lower()} không làm việc "
            f"“{ApiScope(wrong[0]).label}”. Bỏ việc này, hoặc chọn tài khoản khác."
        )
    if not on <= expires_on <= on + timedelta(days=LONGEST_DAYS):
        raise CannotGiveKey("Khoá dùng từ hôm nay, nhiều nhất một năm. Chọn ngày khác.")
    token = PREFIX + secrets.token_urlsafe(32)
    key = ApiKey.objects.create(
        user=user,
        name=name,
        start=token[:_START],
        digest=_digest(token),
        scopes=sorted(scopes),
        given_by=by,
        given_at=at,
        expires_on=expires_on,
    )
    record("accounts.key.given", by=by, about=key, at=at, detail={"scopes": key.scopes})
    return key, token


@transaction.atomic
def revoke_key(*, key: ApiKey, by: User, at: datetime) -> ApiKey:
    """Take a key back: the next request with it is refused. Taken back once, it stays so."""
    locked = ApiKey.objects.select_for_update().get(pk=key.pk)
    if locked.revoked_at is None:
        locked.revoked_at, locked.revoked_by = at, by
        locked.save(update_fields=["revoked_at", "revoked_by"])
        record("accounts.key.revoked", by=by, about=locked, at=at)
    return locked


def use_key(*, token: str, on: date) -> ApiKey | None:
    """The key of that text, if it holds on that day and its account is open. One query."""
    # 256 random bits: a plain digest cannot be guessed back, and is found by the database's index.
    key = (
        ApiKey.objects.select_related("user")
        .filter(
            digest=_digest(token),
            revoked_at__isnull=True,
            expires_on__gte=on,
            user__is_active=True,
            user__role__in=KEY_ROLES,
        )
        .first()
    )
    if key is not None and key.used_on != on:
        ApiKey.objects.filter(pk=key.pk).update(used_on=on)  # once a day, not once a request
    return key


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
