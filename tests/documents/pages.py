"""Routes of numbered papers and who may open them."""

from datetime import date

from caunoi.accounts.choices import Role
from caunoi.documents.actions import sign_document
from tests.documents.factories import DraftFactory
from tests.pages import Page

READING = frozenset({Role.HEAD, Role.DIRECTOR, Role.DEPARTMENT, Role.ADMIN})


def of_document(made):
    return {"public_id": made.document.public_id}


PAGES: dict[str, Page] = {
    "documents:register": Page(READING),
    "documents:document": Page(READING, of_document),
    "documents:file": Page(READING, of_document),
}


def make(made):
    """A paper that was signed."""
    made.document = sign_document(
        document=DraftFactory(drafted_by=made.users[Role.HEAD]),
        write=lambda numbered: b"PK",
        by=made.users[Role.DEPARTMENT],
        on=date(2026, 11, 20),
    )
