"""Noting tries to sign in, so that the next one waits (trust D1)."""

from datetime import datetime, timedelta
from typing import Any, Final

from axes.handlers.proxy import AxesHandler
from axes.helpers import get_client_username
from django.db import transaction

from caunoi.accounts.models import SignInTry, User
from caunoi.accounts.queries.alerts import TRIES
from caunoi.accounts.queries.tries import (
    A_NAME,
    ALL_NAMES,
    HOUR,
    REMEMBERED,
    network_of,
    target_of_name,
    target_of_user,
    very_many_wrong,
    waits_until,
    wrong_in_an_hour,
)
from caunoi_kit.journal.actions import record
from caunoi_kit.journal.models import Entry

KNOWN_KEPT: Final = timedelta(days=90)  # from where somebody signed in


@transaction.atomic
def note_try(
    *, target: str, right: bool, ip: str, at: datetime, user: User | None = None
) -> SignInTry:
    """Note a try. A user whose name takes no more wrong tries gets a journal line, once an hour;
    so does the site when very many are wrong, whatever the names and addresses."""
    line = SignInTry.objects.create(target=target, network=network_of(ip), at=at, right=right)
    if right:
        return line
    # Counted for a name nobody has too: the same work tells no more than the same words (D2).
    if wrong_in_an_hour(target, at=at) >= A_NAME and user is not None:
        _alert(user, count=A_NAME, at=at)
    if very_many_wrong(at=at):
        _alert(None, count=ALL_NAMES, at=at)
    return line


def forget_tries(*, at: datetime) -> int:
    """Delete wrong tries of which no wait comes any more, and right ones of long ago."""
    wrong, _ = SignInTry.objects.filter(right=False, at__lt=at - REMEMBERED).delete()
    right, _ = SignInTry.objects.filter(right=True, at__lt=at - KNOWN_KEPT).delete()
    return wrong + right


def _alert(user: User | None, *, count: int, at: datetime) -> None:
    said = Entry.objects.filter(
        event=TRIES,
        about_model=User._meta.label if user else "",
        about_id=str(user.pk) if user else "",
        at__gt=at - HOUR,
    )
    if not said.exists():
        record("accounts.tries.alerted", by=None, about=user, detail={"count": count}, at=at)


class Tries(AxesHandler):
    """What axes asks and tells about tries by a password: `settings.AXES_HANDLER`.

    Its own counting forgets a lock when it ends, so that waits could not rise.
    """

    def is_locked(self, request: Any, credentials: dict[str, Any] | None = None) -> bool:
        target = target_of_name(get_client_username(request, credentials) or "")
        request.waits_until = waits_until(
            target=target, ip=request.axes_ip_address or "", at=request.axes_attempt_time
        )
        return request.waits_until is not None

    def user_login_failed(
        self, sender: Any, credentials: dict[str, Any], request: Any = None, **more: Any
    ) -> None:
        if request is None or request.axes_locked_out:
            return  # the password was not looked at
        name = get_client_username(request, credentials) or ""
        note_try(
            target=target_of_name(name),
            right=False,
            ip=request.axes_ip_address or "",
            at=request.axes_attempt_time,
            user=User.objects.filter(username__iexact=name).first(),
        )
        request.axes_locked_out = self.is_locked(request, credentials)

    def user_logged_in(self, sender: Any, request: Any, user: Any, **more: Any) -> None:
        note_try(
            target=target_of_user(user.pk),
            right=True,
            ip=request.axes_ip_address or "",
            at=request.axes_attempt_time,
        )
