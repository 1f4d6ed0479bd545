"""Inviting a telephone number to take up something: made, accepted once, withdrawn.

The domain that invites keeps what for: a table of its own with a key to `Invitation`.
"""

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from caunoi.accounts.models import Invitation, User
from caunoi_kit.journal.actions import record
from caunoi_kit.messaging.actions import CannotSend, send

VALID: Final = timedelta(days=7)


class CannotInvite(Exception):
    """Nobody was invited; the message says why and what to do."""


class CannotAccept(Exception):
    """The invitation does not hold; the message says why and what to do."""


@transaction.atomic
def invite(
    *,
    kind: str,
    phone: str,
    words: str,
    link_of: Callable[[str], str],
    by: User,
    at: datetime,
    account: User | None = None,
) -> Invitation:
    """Invite a number for seven days and send it the link.

    `words` say who invites to what; `link_of` makes the full address of a token. The token itself
    is kept nowhere but in the message. Raises CannotInvite when no message can be sent.
    """
    token = secrets.token_urlsafe(24)
    invitation = Invitation.objects.create(
        kind=kind,
        phone=phone,
        account=account,
        digest=_digest(token),
        invited_by=by,
        made_at=at,
        expires_at=at + VALID,
    )
    try:
        send(
            kind=kind,
            text=f"{words} Mở trong 7 ngày: {link_of(token)}",
            phone=phone,
            at=at,
            about=invitation,
        )
    except CannotSend as refusal:
        raise CannotInvite(str(refusal)) from refusal
    record("accounts.invitation.made", by=by, about=invitation, detail={"kind": kind})
    return invitation


def open_invitation(*, token: str, kind: str, at: datetime) -> Invitation:
    """The invitation of a link that still holds.

    Raises CannotAccept, with the same words for a wrong, an old, a used and a withdrawn link.
    """
    found = Invitation.objects.filter(
        digest=_digest(token),
        kind=kind,
        accepted_at=None,
        withdrawn_at=None,
        expires_at__gt=at,
    ).first()
    if found is None:
        raise CannotAccept(
            "Lời mời này đã dùng, đã hết hạn hoặc đã rút lại. Nhờ người mời gửi lời mời mới."
        )
    return found


@transaction.atomic
def accept_invitation(*, token: str, kind: str, user: User, at: datetime) -> Invitation:
    """Take up an invitation, once, by the telephone that was invited.

    Raises CannotAccept. A forwarded link is no use: the account must be that of the number.
    """
    invitation = open_invitation(token=token, kind=kind, at=at)
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.accepted_at is not None or invitation.withdrawn_at is not None:
        raise CannotAccept("Lời mời này đã dùng hoặc đã rút lại. Nhờ người mời gửi lời mời mới.")
    if user.phone != invitation.phone:
        raise CannotAccept(
            "Lời mời này gửi tới số điện thoại khác. Đăng nhập bằng đúng số nhận được tin nhắn."
        )
    return accepted(invitation, user, at)


def accepted(invitation: Invitation, user: User, at: datetime) -> Invitation:
    """Note who took it up; the row is locked by the caller."""
    invitation.accepted_at, invitation.accepted_by = at, user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    record("accounts.invitation.accepted", by=user, about=invitation)
    return invitation


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: User, at: datetime) -> Invitation:
    """Make the link void; one that was taken up or withdrawn stays as it is."""
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if locked.accepted_at is None and locked.withdrawn_at is None:
        locked.withdrawn_at = at
        locked.save(update_fields=["withdrawn_at"])
        record("accounts.invitation.withdrawn", by=by, about=locked)
    return locked


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
