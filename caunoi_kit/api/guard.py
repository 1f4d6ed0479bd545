"""The edge of the programs' door: every address says who may, and every answer carries the same.

An operation is opened to those for whom a policy holds, as a page is by `@only`::

    @router.get("vacancies", response=reading(Page))
    @open_to(anyone)
    def vacancies(request): ...

For operations with a key the policy is asked about the key. An address without `@open_to` has no
policy, and the site does not start (trust E1). The session cookie is never looked at here, so no
other site can use a visitor's session: no token of a form is asked for.
"""

import hashlib
import time
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Final

from axes.helpers import get_client_ip_address
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page
from ninja import NinjaAPI, Router
from ninja.errors import HttpError

from caunoi_kit.api.answers import WORDS, problem
from caunoi_kit.api.rates import Allowance, Minutes
from caunoi_kit.ui.access import Policy, View, anyone

Operation = Callable[..., Any]
Addresses = tuple[list[URLPattern], str, str]

JSON: Final = "application/json"
_minutes = Minutes()


def open_to(may: Policy) -> Callable[[Operation], Operation]:
    """Open an operation to those for whom `may` holds: anybody, or the key that was sent."""

    def decorate(operation: Operation) -> Operation:
        @wraps(operation)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if not may(getattr(request, "auth", None)):
                raise HttpError(HTTPStatus.FORBIDDEN, WORDS[HTTPStatus.FORBIDDEN])
            return operation(request, *args, **kwargs)

        guarded.only = may  # type: ignore[attr-defined]
        return guarded

    return decorate


def addresses(api: NinjaAPI, *routers: Router) -> Addresses:
    """The addresses of an API for `urls.py`, each with the policy of its operation."""
    patterns, app_name, namespace = api.urls
    operations = {
        operation.view_func.__name__: operation
        for router in routers
        for path in router.path_operations.values()
        for operation in path.operations
    }
    made = [
        URLPattern(
            pattern.pattern,
            _edge(pattern.callback, operations.get(pattern.name or "")),
            pattern.default_args,
            pattern.name,
        )
        for pattern in patterns
        if isinstance(pattern, URLPattern) and pattern.name != "api-root"
    ]
    return made, app_name, namespace


def _edge(view: View, operation: Any) -> View:
    may: Policy | None = getattr(operation and operation.view_func, "only", None)
    public = may is anyone
    takes_posts = operation is not None and "POST" in operation.methods

    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        allowance = _count(request)
        if allowance.is_over:
            response = problem(HTTPStatus.TOO_MANY_REQUESTS)
            response["Retry-After"] = str(allowance.resets_in)
        elif request.method == "OPTIONS" and public:
            response = HttpResponse(status=HTTPStatus.NO_CONTENT)
            response["Access-Control-Allow-Methods"] = "GET"
            response["Access-Control-Allow-Headers"] = "If-None-Match"
        elif takes_posts and request.method == "POST" and request.content_type != JSON:
            response = problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
        else:
            response = _ask(view, request, *args, **kwargs)
        _say_allowance(response, allowance)
        if public:
            if request.method != "POST":
                response["Access-Control-Allow-Origin"] = "*"
            response = _conditional(request, response)
        else:
            response["Cache-Control"] = "no-store"
        return response

    edge = csrf_exempt(gzip_page(answer))
    if may is not None:
        edge.only = may  # type: ignore[attr-defined]
    return edge


def _ask(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    response = view(request, *args, **kwargs)
    if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        allowed = response["Allow"]
        response = problem(HTTPStatus.METHOD_NOT_ALLOWED)
        response["Allow"] = allowed
    if getattr(request, "answered_before", False):
        response["Idempotent-Replayed"] = "true"
    return response


def _count(request: HttpRequest) -> Allowance:
    """By network address: a made-up key must not be a way round the count."""
    with_key = "Authorization" in request.headers
    limit = settings.CAUNOI_API_KEY_A_MINUTE if with_key else settings.CAUNOI_API_A_MINUTE
    who = f"{'key' if with_key else 'open'} {get_client_ip_address(request)}"
    return _minutes.take(who, limit=limit, now=time.time())


def _say_allowance(response: HttpResponse, allowance: Allowance) -> None:
    response["RateLimit-Limit"] = str(allowance.limit)
    response["RateLimit-Remaining"] = str(max(0, allowance.left))
    response["RateLimit-Reset"] = str(allowance.resets_in)


def _conditional(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """With its ETag, or 304 when the asker has the same already."""
    if request.method != "GET" or response.status_code != HTTPStatus.OK:
        return response
    etag = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
    response["ETag"] = etag
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:  # else no cache may keep it
        response["Cache-Control"] = "public, no-cache"
    patch_vary_headers(response, ["Accept-Encoding"])
    answer = get_conditional_response(request, etag=etag, response=response)
    return answer if answer is not None else response
