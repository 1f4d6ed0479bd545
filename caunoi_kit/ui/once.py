"""Sending a form twice has one effect: double taps, "back" and resent requests are harmless.

The form carries a hidden number (`{% once %}`); the view is decorated with `@once`::

    @only(can_refer)
    @once
    def refer(request): ...

The view answers success with a redirect. Its effect and the `Submission` row are one transaction,
so a crash leaves both or neither. What a second copy with the same number gets:

* the first has taken effect, same content: the same redirect again;
* the first is still running: 409, after a short wait;
* other content, other sender or other page, or no number at all: 422, and nothing is done.

A form sent back with errors (any answer that is no redirect) leaves no row: nothing took effect.
"""

import hashlib
import re
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import wraps
from typing import Any, Final

from django.db import IntegrityError, OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict

from caunoi_kit.ui import views
from caunoi_kit.ui.models import Submission

View = Callable[..., HttpResponse]

FIELD: Final = "_once"
WAIT: Final = "3s"  # for a first copy that is still running, on PostgreSQL
CSRF_FIELD: Final = "csrfmiddlewaretoken"
TURNS: Final = 3
DEADLOCK, LOCK_TIMEOUT = "40P01", "55P03"  # of PostgreSQL

_KEY = re.compile(r"[0-9a-f]{32}")


class _KeyTaken(Exception):
    """The form with this number has taken effect already."""


class _StillRunning(Exception):
    """The first copy holds the number and has not finished."""


def fresh_key() -> str:
    """A new number for a form: 128 random bits as 32 hexadecimal digits."""
    return uuid.uuid4().hex


def once(view: View) -> View:
    """Let a POST with one number take effect once. Other methods pass unchanged."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        key = request.POST.get(FIELD, "")
        if not _KEY.fullmatch(key):
            return views.sent_differently(request)
        for turn in range(TURNS):
            submission = _submission_of(request, key)
            try:
                with transaction.atomic():
                    _take_key(submission)
                    response = view(request, *args, **kwargs)
                    _keep_answer(submission, response)
            except _KeyTaken:
                return _answer_again(request, submission)
            except _StillRunning:
                return views.sent_before(request)
            except OperationalError as fault:
                # Two that locked each other: one was undone whole, and may simply go again. Who
                # waited too long for somebody else's lock has changed nothing and may send again.
                if _said(fault) == DEADLOCK and turn + 1 < TURNS:
                    continue
                if _said(fault) in {DEADLOCK, LOCK_TIMEOUT}:
                    return views.sent_before(request)
                raise
            return response
        raise AssertionError("every turn answers")

    return guarded


def _said(fault: OperationalError) -> str:
    """The code PostgreSQL gives of a fault; nothing on SQLite."""
    return getattr(fault.__cause__, "sqlstate", None) or ""


def forget_submissions(*, before: datetime) -> int:
    """Delete the rows of forms sent before a moment; returns how many. `caunoi work` does it."""
    deleted, _ = Submission.objects.filter(made_at__lt=before).delete()
    return deleted


def _submission_of(request: HttpRequest, key: str) -> Submission:
    user = getattr(request, "user", None)
    return Submission(
        key=key,
        user=user if user is not None and user.is_authenticated else None,
        route=request.path[:200],
        body_hash=_body_hash(request),
        status=0,
    )


def _body_hash(request: HttpRequest) -> str:
    """A fingerprint of what was filled in, files included; not of the two hidden numbers."""
    digest = hashlib.sha256()
    for piece in _body_pieces(request.POST, request):
        digest.update(len(piece).to_bytes(8, "big") + piece)
    return digest.hexdigest()


def _body_pieces(form: QueryDict, request: HttpRequest) -> Iterator[bytes]:
    for name, values in sorted(form.lists()):
        if name not in {FIELD, CSRF_FIELD}:
            yield name.encode()
            yield from (str(value).encode() for value in values)
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            yield f"{name}\0{file.name}".encode()
            yield from file.chunks()
            file.seek(0)


def _take_key(submission: Submission) -> None:
    """Write the row. A copy sent meanwhile waits here for the first one to finish.

    Whatever goes wrong leaves the caller's transaction by its end, which undoes it whole.
    """
    patient = connection.vendor == "postgresql"
    if patient:
        _wait_at_most(WAIT)
    try:
        submission.save(force_insert=True)
    except IntegrityError:
        raise _KeyTaken from None
    except OperationalError:
        raise _StillRunning from None
    if patient:
        _wait_at_most("DEFAULT")


def _wait_at_most(limit: str) -> None:
    with connection.cursor() as cursor:
        value = limit if limit == "DEFAULT" else f"'{limit}'"
        cursor.execute(f"SET LOCAL lock_timeout = {value}")


def _keep_answer(submission: Submission, response: HttpResponse) -> None:
    target = response.headers.get("Location") or response.headers.get("HX-Redirect", "")
    if not target:
        submission.delete()
        return
    submission.status = response.status_code
    submission.location = target
    submission.save(update_fields=["status", "location"])


def _answer_again(request: HttpRequest, copy: Submission) -> HttpResponse:
    first = Submission.objects.filter(key=copy.key).first()
    if first is None:
        # The first was undone between our collision and this look: the sender may send again.
        return views.sent_before(request)
    same = (first.user_id, first.route, first.body_hash) == (
        copy.user_id,
        copy.route,
        copy.body_hash,
    )
    if not same:
        return views.sent_differently(request)
    if first.status not in range(300, 400):
        return HttpResponse(status=first.status, headers={"HX-Redirect": first.location})
    return HttpResponseRedirect(first.location, status=first.status)
