"""The menu is data: which links each role sees, in which order. Pages never ask the menu."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.accounts.models import User


@dataclass(frozen=True)
class Link:
    label: str
    route: str
    roles: frozenset[str] | None = None  # None: everybody, signed in or not

    def shown_to(self, role: str | None) -> bool:
        return self.roles is None or role in self.roles


CENTRE = frozenset({Role.COUNSELLOR, Role.HEAD, Role.DIRECTOR, Role.DEPARTMENT, Role.ADMIN})

LINKS = (
    Link("Tìm việc", "portal:home"),
    Link("Khoá học", "portal:courses"),
    Link("Hợp với tôi", "placement:my_lists", frozenset({Role.JOB_SEEKER})),
    Link("Tin của tôi", "placement:my_vacancies", frozenset({Role.EMPLOYER})),
    Link("Lớp của tôi", "placement:my_intakes", frozenset({Role.SCHOOL})),
    Link("Phương án", "placement:plan", CENTRE),
    Link("Nhật ký", "accounts:journal", frozenset({Role.ADMIN, Role.AUDITOR})),
)


def menu(request: HttpRequest) -> dict:
    """Template context: the links this visitor sees and the names every page prints."""
    user = getattr(request, "user", None)
    role = user.role if user is not None and user.is_authenticated else None
    match = request.resolver_match
    here = match.view_name if match else ""
    return {
        "nav": [
            {"label": link.label, "url": reverse(link.route), "current": link.route == here}
            for link in LINKS
            if link.shown_to(role)
        ],
        "unit_name": settings.CAUNOI_UNIT_NAME,
        "help_line": settings.CAUNOI_HELP_LINE,
        "demo": settings.CAUNOI_DEMO,
    }


def display_name(user: User) -> str:
    """How the sign-in pages name a user."""
    return user.full_name
