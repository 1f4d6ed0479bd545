"""Who may open a page: every route says it, and a site with an undeclared route does not start.

A view is opened to those for whom a policy holds::

    @only(can_refer)
    def refer(request): ...

A policy is a function `may(user) -> bool` with the rule in prose in its docstring. Rights on one
record are asked inside the view, once the record is known: `require(can_read_file, user, claim)`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from typing import Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import URLPattern, URLResolver, get_resolver

IDENTITY_LEVEL: Final = "identity_level"  # in the session: how well an identity account vouched
LEVEL_TWO: Final = 2

Policy = Callable[[Any], bool]
View = Callable[..., HttpResponse]
Pattern = URLPattern | URLResolver


def anyone(user: Any) -> bool:
    """Everybody, signed in or not: what the centre publishes and the way in."""
    return True


anyone.first_factor_suffices = True  # type: ignore[attr-defined]


def signed_in(user: Any) -> bool:
    """Everybody with an account that has not been closed."""
    return bool(user.is_authenticated and user.is_active)


def only(may: Policy) -> Callable[[View], View]:
    """Open a view only to users for whom `may(user)` holds.

    A visitor without an account is sent to sign in and then back here; a signed-in user gets 403.
    The policy is kept as `.only` on the view, where the start-up guard and the tests read it.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if may(request.user):
                if _second_factor_first(may, request.user):
                    return HttpResponseRedirect(resolve_url(settings.SECOND_FACTOR_URL))
                if _identity_first(may, request):
                    return _to(settings.IDENTITY_URL, request)
                return view(request, *args, **kwargs)
            if request.user.is_authenticated:
                raise PermissionDenied
            return _sign_in_first(request)

        guarded.only = may  # type: ignore[attr-defined]
        return guarded

    return decorate


def first_factor_suffices(may: Policy) -> Policy:
    """Mark a policy of pages that staff must reach before their second factor exists (trust D4)."""
    may.first_factor_suffices = True  # type: ignore[attr-defined]
    return may


def level_two(may: Policy) -> Policy:
    """Mark a policy of pages that ask whoever opens them for a proven identity (level 2).

    The session must have been entered with an identity account of level 2; staff prove who they
    are by their two factors.
    """
    may.level_two = True  # type: ignore[attr-defined]
    return may


def only_for(may: Policy, included: Any) -> Any:
    """Guard every view of another package: `path("tai-khoan/", only_for(anyone, include(...)))`.

    `included` is what `include()` returns. Fresh patterns are built, so that the other package's
    own list stays as it is.
    """
    module, app_name, namespace = included
    patterns = getattr(module, "urlpatterns", module)
    return [_guard_pattern(pattern, may) for pattern in patterns], app_name, namespace


def require(may: Callable[..., bool], user: Any, *things: Any) -> None:
    """Stop with 403 unless `may(user, *things)` holds: the right on one record."""
    if not may(user, *things):
        raise PermissionDenied


@dataclass(frozen=True)
class Route:
    """One address of the site and the view behind it."""

    path: str
    name: str
    view: View

    @property
    def only(self) -> Policy | None:
        """The declared policy, or None when nobody declared one."""
        return getattr(self.view, "only", None)


def all_routes() -> list[Route]:
    """Every route of the site, in the order in which addresses are matched."""
    return list(_walk(get_resolver().url_patterns, "/", ()))


def unguarded_routes() -> list[Route]:
    """The routes whose view declares no policy."""
    return [route for route in all_routes() if route.only is None]


def unguarded_pages_are_errors(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """System check: an undeclared route is an error, so `manage.py` refuses to start the site."""
    return [
        checks.Error(
            f"Địa chỉ {route.path} chưa khai báo ai được mở ({_origin(route.view)}).",
            hint="Thêm @only(...) trên hàm trang, hoặc bọc bằng only_for(...) trong urls.py.",
            id="ui.E001",
        )
        for route in unguarded_routes()
    ]


def refuse_unguarded_pages() -> None:
    """For servers that start without `manage.py`: raise when a route declares no policy."""
    if routes := unguarded_routes():
        listed = "\n".join(f"  {route.path}  ({_origin(route.view)})" for route in routes)
        raise ImproperlyConfigured(f"Không khởi động: chưa khai báo ai được mở\n{listed}")


def _second_factor_first(may: Policy, user: Any) -> bool:
    """Whether this user owes a second factor before a page that is not open to everybody."""
    if getattr(may, "first_factor_suffices", False):
        return False
    return bool(getattr(user, "second_factor_missing", False))


def _identity_first(may: Policy, request: HttpRequest) -> bool:
    """Whether the page asks for an identity that this session has not shown."""
    if not getattr(may, "level_two", False) or getattr(request.user, "is_staff_member", False):
        return False
    return request.session.get(IDENTITY_LEVEL, 0) < LEVEL_TWO


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    """Redirect to the sign-in page, remembering the page asked for."""
    return _to(settings.LOGIN_URL, request)


def _to(where: str, request: HttpRequest) -> HttpResponse:
    # After signing in, a form that was being sent cannot be repeated by address: go to its page.
    target = f"{resolve_url(where)}?{urlencode({'next': request.get_full_path()})}"
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=401, headers={"HX-Redirect": target})
    return HttpResponseRedirect(target)


def _guard_pattern(pattern: Pattern, may: Policy) -> Pattern:
    if isinstance(pattern, URLPattern):
        return URLPattern(
            pattern.pattern, only(may)(pattern.callback), pattern.default_args, pattern.name
        )
    return URLResolver(
        pattern.pattern,
        [_guard_pattern(inner, may) for inner in pattern.url_patterns],
        pattern.default_kwargs,
        pattern.app_name,
        pattern.namespace,
    )


def _walk(
    patterns: list[URLPattern | URLResolver], prefix: str, spaces: tuple[str, ...]
) -> Iterator[Route]:
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            name = ":".join((*spaces, pattern.name or ""))
            yield Route(path=path, name=name, view=pattern.callback)
        else:
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from _walk(pattern.url_patterns, path, inner)


def _origin(view: View) -> str:
    """Module and name of a view, to find it in the code."""
    named = getattr(view, "view_class", view)
    return f"{named.__module__}.{getattr(named, '__qualname__', type(named).__name__)}"
