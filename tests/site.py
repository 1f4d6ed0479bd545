"""One site on which every page of the rights matrix has something to show (fixture `made`)."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.portal.queries import gazetteer
from tests.accounts.factories import UserFactory
from tests.pages import all_pages, parts

PAGES = all_pages()
# The long walks take a share of roles and texts at each run, and all of them every night.
NIGHTLY = os.environ.get("CAUNOI_NIGHTLY") == "1"


@contextmanager
def whole_site(home: Path) -> Iterator[SimpleNamespace]:
    """The records of every part and one made user of every role; gone when the block ends.

    Making them costs a second. Each test that uses them works inside a savepoint of its own.
    """
    gazetteer._gazetteer.cache_clear()
    silent = logging.getLogger("django.request")
    # Every role asks every page within a minute: the limits of the API have tests of their own.
    endless = {"CAUNOI_API_A_MINUTE": 1_000_000, "CAUNOI_API_KEY_A_MINUTE": 1_000_000}
    with override_settings(CAUNOI_DEMO=True, HOME=home, **endless), transaction.atomic():
        made = SimpleNamespace(users={role: UserFactory(role=role, made=True) for role in Role})
        for part in parts():
            part.make(made)
        # Refusals are what is asked for here: a traceback for each would cost more than the page.
        before, silent.disabled = silent.disabled, True
        yield made
        silent.disabled = before
        transaction.set_rollback(True)
    gazetteer._gazetteer.cache_clear()


def client_of(made: SimpleNamespace, role: Role | None, **options: bool) -> Client:
    """A browser in which the made user of this role has signed in; None is a stranger.

    A page that breaks answers 500, as to anybody: a test can go on and name all that break.
    """
    client = Client(raise_request_exception=False, **options)
    if role is not None:
        client.force_login(made.users[role])
    return client


def address(name: str, made: SimpleNamespace) -> str:
    return reverse(name, kwargs=PAGES[name].at(made))


def somebody_for(name: str) -> Role | None:
    """A role that may open the page, the strangest first."""
    page = PAGES[name]
    return None if None in page.only else min(page.only)
