"""What is answered while no try to sign in is taken."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from caunoi.accounts.queries.tries import minutes_until


def locked(
    request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any] | None
) -> HttpResponse:
    """How long to wait: `settings.AXES_LOCKOUT_CALLABLE`. The same for known and unknown names."""
    minutes = minutes_until(request.waits_until, at=timezone.now())  # type: ignore[attr-defined]
    answer = render(
        request,
        "accounts/locked.html",
        {"minutes": minutes},
        status=HTTPStatus.TOO_MANY_REQUESTS,
    )
    answer["Retry-After"] = str(minutes * 60)
    return answer
