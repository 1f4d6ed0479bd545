"""The rights matrix, one part beside the tests of each domain: `tests/<domain>/pages.py`.

Each part has `PAGES` (its routes) and `make(made)`, which adds to `made` what the addresses need.
`made.users` holds one made user of every role. A part may use what the parts before it made.
"""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from importlib import import_module
from types import ModuleType, SimpleNamespace

from caunoi.accounts.choices import Role

OK, GONE, AWAY = HTTPStatus.OK, HTTPStatus.NOT_FOUND, HTTPStatus.FOUND
NO_FORM_NUMBER = HTTPStatus.UNPROCESSABLE_ENTITY  # sent without the number of its form
SIGNED_IN = frozenset(Role)
EVERYBODY = SIGNED_IN | {None}
COUNSELLING = frozenset({Role.COUNSELLOR, Role.HEAD, Role.DIRECTOR, Role.DEPARTMENT, Role.ADMIN})

# From below to above, as the domains stand.
PARTS = (
    "accounts",
    "documents",
    "people",
    "employers",
    "vacancies",
    "training",
    "agreements",
    "placement",
    "intake",
    "unemployment",
    "counter",
    "indicators",
    "home",
    "portal",
    "kit",
    "api",
)


@dataclass(frozen=True)
class Page:
    """Who may open a route, at which address, and what those see who may."""

    only: frozenset[Role | None] = EVERYBODY
    at: Callable[[SimpleNamespace], dict] = lambda made: {}
    shows: HTTPStatus = OK
    shows_strangers: HTTPStatus | None = None
    takes_posts: bool = False
    before_second_factor: bool = False
    for_programs: bool = False  # the session is not looked at, so no other site can use it


def parts() -> list[ModuleType]:
    return [import_module(f"tests.{name}.pages") for name in PARTS]


def all_pages() -> dict[str, Page]:
    """Every route of the matrix; a route written down twice is a mistake."""
    pages: dict[str, Page] = {}
    for part in parts():
        assert not pages.keys() & part.PAGES.keys()
        pages |= part.PAGES
    return pages
