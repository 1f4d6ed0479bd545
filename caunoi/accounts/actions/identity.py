"""Signing in with a national identity account (VNeID, a province's identity provider)."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from caunoi.accounts.choices import STAFF_ROLES, Role
from caunoi.accounts.models import User
from caunoi_engine.text import folding
from caunoi_kit.journal.actions import record


class CannotEnter(Exception):
    """The identity opens no account here; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What the provider vouches for. The number is used to find the account, and kept nowhere."""

    subject: str
    number: str
    full_name: str
    level: int


def read_claims(claims: Mapping[str, Any]) -> Identity:
    """The provider's own names for its claims, translated by `IDENTITY_CLAIMS`."""
    names = settings.IDENTITY_CLAIMS

    def said(name: str) -> str:
        return " ".join(folding.tidy(str(claims.get(names[name], "") or "")).split())

    level = 2 if said("muc_do") in settings.IDENTITY_LEVEL_TWO else 1
    return Identity(said("sub"), said("so_dinh_danh"), said("ho_ten")[:200], level)


@transaction.atomic
def enter_with_identity(*, identity: Identity, current: User | None, at: datetime) -> User:
    """The account of an identity: found again, tied to whoever is signed in, or a new one.

    Raises CannotEnter when the provider said too little, for staff, for a closed account, and when
    the identity or the account is tied to another.
    """
    if not identity.subject or not identity.full_name:
        raise CannotEnter(
            "Hệ thống định danh chưa gửi đủ họ tên. Đăng nhập bằng số điện thoại, "
            "hoặc gọi trung tâm."
        )
    digest = _digest(identity)
    known = User.objects.select_for_update(of=("self",)).filter(identity_digest=digest).first()
    if known is not None and not known.is_active:
        raise CannotEnter("Tài khoản của số định danh này đã khoá. Gọi trung tâm để mở lại.")
    if current is not None:
        user = _tie(current, known, digest)
    else:
        user = known or _sign_up(identity, digest)
    if user.role in STAFF_ROLES:
        raise CannotEnter("Nhân viên đăng nhập bằng mật khẩu và mã hai lớp.")
    user.identity_level = identity.level
    user.save(update_fields=["identity_level"])
    record("accounts.identity.entered", by=user, about=user, detail={"level": identity.level})
    return user


def _tie(current: User, known: User | None, digest: str) -> User:
    """Tie the identity to the account that is signed in, unless one of them is tied already."""
    user = User.objects.select_for_update(of=("self",)).get(pk=current.pk)
    if (known is not None and known.pk != user.pk) or user.identity_digest not in {"", digest}:
        raise CannotEnter(
            "Số định danh này, hoặc tài khoản này, đã gắn với người khác. Đăng xuất rồi đăng nhập "
            "lại bằng định danh, hoặc mang căn cước đến trung tâm."
        )
    user.identity_digest = digest
    user.save(update_fields=["identity_digest"])
    return user


def _sign_up(identity: Identity, digest: str) -> User:
    user = User.objects.create_user(
        f"dd-{secrets.token_hex(8)}",
        full_name=identity.full_name,
        role=Role.JOB_SEEKER,
        identity_digest=digest,
    )
    record("accounts.user.signed_up", by=user, about=user)
    return user


def _digest(identity: Identity) -> str:
    """As `people` keeps the number, so that the two are found by each other; else the subject."""
    said = identity.number or f"sub:{identity.subject}"
    return hmac.new(settings.LOOKUP_KEY.encode(), said.encode(), hashlib.sha256).hexdigest()
