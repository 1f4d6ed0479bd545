"""Sessions that end when nobody has asked for a page for a while, and what was being sent then.

`user.idle_seconds` says after how long; users without it are left to the site's own limit. When
the last page was asked for stands in a signed cookie of its own, so that watching costs no query.
A form sent after the end is kept, without its files, and offered again to the same user once
they have signed in (trust D5).
"""

import hashlib
import time
from collections.abc import Callable
from functools import wraps
from typing import Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url

SIGNED_IN_AT: Final = "signed_in_at"  # in the session, seconds
DRAFT: Final = "unsent_form"  # in the session
COOKIE: Final = "seen"
LONGEST_DRAFT: Final = 200_000  # letters
_SALT: Final = "caunoi.seen"
_NOT_KEPT: Final = ("csrfmiddlewaretoken", "password", "code")

Answer = Callable[[HttpRequest], HttpResponse]
View = Callable[..., HttpResponse]


def unattended(view: View) -> View:
    """What a page asks by itself every few seconds: it keeps no session alive."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.asked_by_page = True  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return asked


class IdleSessionMiddleware:
    """End the session of a user who was away too long. Stands after the one that knows the user.

    It looks in `process_view`, when the token of the form has been checked: nobody else's page
    can leave a form to be offered again.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        user = getattr(request, "user", None)
        watched = user is not None and user.is_authenticated
        by_page = getattr(request, "asked_by_page", False)
        if watched and getattr(user, "idle_seconds", None) and not by_page:
            response.set_cookie(
                COOKIE,
                signing.dumps([int(time.time()), _mark(request)], salt=_SALT),
                httponly=True,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )
        return response

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        user = request.user
        if not user.is_authenticated or not getattr(user, "idle_seconds", None):
            return None
        if not _over(request, now=time.time()):
            return None
        draft = _draft(request)
        logout(request)
        if draft:
            request.session[DRAFT] = draft
            target = resolve_url(settings.UNSENT_FORM_URL)
        else:
            target = request.get_full_path() if request.method == "GET" else "/"
        where = f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': target})}"
        if request.headers.get("HX-Request") == "true":
            return HttpResponse(status=401, headers={"HX-Redirect": where})
        return HttpResponseRedirect(where)


def unsent_form(request: HttpRequest) -> dict[str, Any] | None:
    """The form this user was sending when the session ended, if any and if it is theirs."""
    draft = request.session.get(DRAFT)
    if not draft or draft["user"] != request.user.pk:
        return None
    return draft


def forget_unsent_form(request: HttpRequest) -> None:
    """The form was offered: it is not kept longer."""
    request.session.pop(DRAFT, None)


def _over(request: HttpRequest, *, now: float) -> bool:
    signed_in = request.session.get(SIGNED_IN_AT)
    if signed_in is not None and now - signed_in > settings.SESSION_COOKIE_AGE:
        return True
    return now - _last_seen(request) > getattr(request.user, "idle_seconds", 0)


def _last_seen(request: HttpRequest) -> float:
    """When this session last asked for a page, at the latest when the user signed in."""
    began = request.user.last_login  # type: ignore[union-attr]
    seen = began.timestamp() if began else 0.0
    try:
        at, mark = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT)
    except signing.BadSignature:
        return seen
    return max(seen, float(at)) if mark == _mark(request) else seen


def _mark(request: HttpRequest) -> str:
    """Ties the cookie to its session without repeating the session's key."""
    return hashlib.sha256((request.session.session_key or "").encode()).hexdigest()[:16]


def _draft(request: HttpRequest) -> dict[str, Any] | None:
    if request.method != "POST":
        return None
    fields = [
        [name, value]
        for name, values in request.POST.lists()
        if not name.startswith(_NOT_KEPT)
        for value in values
    ]
    if not fields or sum(len(str(value)) for _, value in fields) > LONGEST_DRAFT:
        return None
    return {
        "user": request.user.pk,
        "path": request.get_full_path(),
        "fields": fields,
        "files": bool(request.FILES),
    }
