"""What every answer carries and what no request may carry.

`SecurityHeadersMiddleware` stands first in MIDDLEWARE, so that errors and static files carry the
headers too. `CleanInputMiddleware` stands before the session.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from caunoi_kit.ui import views

Answer = Callable[[HttpRequest], HttpResponse]

# Only files of our own server; no script or style written inside a page, no plug-ins, no frames.
CONTENT_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
    )
)

POLICY = "Content-Security-Policy"
SANDBOX = "sandbox; default-src 'none'"  # files that others sent in come with a stricter policy

HEADERS = {
    POLICY: CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

ONE_YEAR = 31_536_000  # seconds


class SecurityHeadersMiddleware:
    """Put the security headers on every answer, and keep personal pages out of every cache."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            if name != POLICY or not response.headers.get(POLICY, "").startswith(SANDBOX):
                response.headers[name] = value
        if request.is_secure():
            response.headers["Strict-Transport-Security"] = f"max-age={ONE_YEAR}; includeSubDomains"
        if _may_be_personal(request, response):
            response.headers.setdefault("Cache-Control", "no-store")
        return response


class CleanInputMiddleware:
    """Answer 400 to a request that carries a NUL byte in its address, query or form.

    No keyboard makes one, PostgreSQL refuses it and SQLite cuts the text there: it is either a
    broken client or somebody trying the doors.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if "\0" in request.path_info or "%00" in query or "\0" in query:
            return views.bad_request(request)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Look into the body once the address is known to exist."""
        return views.bad_request(request) if _body_has_nul(request) else None


def _may_be_personal(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the page may be about somebody: a session came with the request or leaves with it.

    The cookie is asked rather than `request.user`, which would cost a query on every static file
    and fail exactly when the error page of a dead database has to be sent.
    """
    name = settings.SESSION_COOKIE_NAME
    return name in request.COOKIES or name in response.cookies


def _body_has_nul(request: HttpRequest) -> bool:
    if request.method in {"GET", "HEAD", "OPTIONS", "TRACE"}:
        return False
    if request.content_type == "application/json":
        return b"\0" in request.body or rb"\u0000" in request.body
    return any(_has_nul([name, *values]) for name, values in request.POST.lists())


def _has_nul(texts: Iterable[Any]) -> bool:
    return any("\0" in str(text) for text in texts)
