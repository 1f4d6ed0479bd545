from caunoi.accounts.choices import Role
from caunoi.agreements import actions
from tests.agreements.factories import NOW, PDF, AgreementFactory, LineFactory
from tests.pages import COUNSELLING, Page

DRAFTING = COUNSELLING - {Role.DEPARTMENT}
SIGNING = frozenset({Role.HEAD, Role.DIRECTOR, Role.ADMIN})


def of_draft(made):
    return {"public_id": made.agreement_draft.public_id}


def of_signed(made):
    return {"public_id": made.agreement.public_id}


PAGES = {
    "agreements:list": Page(COUNSELLING),
    "agreements:draft": Page(DRAFTING),
    "agreements:signing_day": Page(COUNSELLING),
    "agreements:signing_day_paper": Page(COUNSELLING),
    "agreements:agreement": Page(COUNSELLING, of_signed),
    "agreements:change": Page(DRAFTING, of_draft),
    "agreements:sign": Page(SIGNING, of_draft),
    "agreements:amend": Page(SIGNING, of_signed),
    "agreements:end": Page(SIGNING, of_signed),
    "agreements:attach": Page(SIGNING, of_signed),
    "agreements:file": Page(COUNSELLING, lambda made: {"public_id": made.signed_file.public_id}),
    "agreements:pdf": Page(COUNSELLING, of_signed),
    "agreements:docx": Page(COUNSELLING, of_signed),
}


def make(made):
    made.agreement_draft = LineFactory().agreement
    made.agreement = LineFactory(agreement=AgreementFactory(signed=True)).agreement
    made.signed_file = actions.attach_file(
        agreement=made.agreement, content=PDF, name="ban.pdf", by=made.users[Role.HEAD], at=NOW
    )
