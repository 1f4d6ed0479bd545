"""Sending twice has one effect (trust B1): the header Idempotency-Key is the number of a sending.

    @router.post("needs", response=sending(Receipt))
    @open_to(may_send_needs)
    @once
    def send_needs(request, lines: Lines, idempotency_key: Number) -> dict: ...

Effect and `Sending` row are one transaction. A second copy with the same number gets the first
answer again, with `Idempotent-Replayed: true`; 409 while the first is running; 422 when its content
differs. A refusal leaves no row: nothing took effect.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from http import HTTPStatus
from typing import Annotated, Any, Final
from uuid import UUID

from django.db import IntegrityError, OperationalError, connection, transaction
from django.http import HttpRequest
from ninja import Header
from ninja.errors import HttpError
from pydantic import StringConstraints

from caunoi_kit.api.answers import SENT_DIFFERENTLY, WORDS
from caunoi_kit.api.models import Sending

Operation = Callable[..., Any]
Number = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9_-]{8,64}$"),
    Header(
        alias="Idempotency-Key",
        description="A number of your own for this sending, e.g. a UUID. Sent again with the same "
        "number and content it has no second effect and gets the first answer.",
    ),
]
WAIT: Final = "3s"  # for a first copy that is still running, on PostgreSQL


class _Taken(Exception):
    """A sending with this number has taken effect already."""


def once(operation: Operation) -> Operation:
    """Let a sending with one number take effect once."""

    @wraps(operation)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> Any:
        copy = Sending(
            user=request.auth.user,
            key=kwargs["idempotency_key"],
            route=request.path[:200],
            body_hash=hashlib.sha256(request.body).hexdigest(),
        )
        try:
            with transaction.atomic():
                _take(copy)
                said = operation(request, *args, **kwargs)
                answer = {"versionId": copy.pk, **said, "id": str(copy.public_id)}
                copy.answer = answer
                copy.save(update_fields=["answer"])
        except _Taken:
            return _again(request, copy)
        return answer

    return guarded


def receipt(*, user: Any, public_id: UUID) -> Any:
    """The answer a sender got before, or None: of another's sending nothing is known."""
    found = Sending.objects.filter(user=user, public_id=public_id).first()
    return found.answer if found is not None else None


def forget_sendings(*, before: datetime) -> int:
    """Delete sendings of before a moment; returns how many. `caunoi work` does it."""
    deleted, _ = Sending.objects.filter(made_at__lt=before).delete()
    return deleted


def md5_of(request: HttpRequest) -> str:
    """By which a sender recognises what it sent."""
    return hashlib.md5(request.body, usedforsecurity=False).hexdigest()


def _take(copy: Sending) -> None:
    """Write the row. A copy sent meanwhile waits here for the first one to finish."""
    patient = connection.vendor == "postgresql"
    if patient:
        _wait_at_most(f"'{WAIT}'")
    try:
        with transaction.atomic():
            copy.save(force_insert=True)
    except IntegrityError:
        raise _Taken from None
    except OperationalError:
        raise HttpError(HTTPStatus.CONFLICT, WORDS[HTTPStatus.CONFLICT]) from None
    if patient:
        _wait_at_most("DEFAULT")


def _wait_at_most(limit: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = {limit}")


def _again(request: Any, copy: Sending) -> Any:
    first = Sending.objects.filter(user=copy.user, key=copy.key).first()
    if first is None:
        # The first was undone between our collision and this look: the sender may send again.
        raise HttpError(HTTPStatus.CONFLICT, WORDS[HTTPStatus.CONFLICT])
    if (first.route, first.body_hash) != (copy.route, copy.body_hash):
        raise HttpError(HTTPStatus.UNPROCESSABLE_ENTITY, SENT_DIFFERENTLY)
    request.answered_before = True
    return first.answer
