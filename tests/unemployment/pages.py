"""The rights matrix of unemployment insurance."""

from caunoi.accounts.choices import Role
from caunoi.unemployment.models import SentPaper
from tests.pages import AWAY, GONE, NO_FORM_NUMBER, Page
from tests.unemployment import pages_benefits, pages_training
from tests.unemployment.factories import (
    MORNING,
    ClaimFactory,
    ContributionFactory,
    DecisionFactory,
    PaperFactory,
    ReportFactory,
)

DESKS = frozenset({Role.CLERK, Role.COUNSELLOR, Role.HEAD, Role.DIRECTOR})
APPROVERS = frozenset({Role.HEAD, Role.DIRECTOR, Role.DEPARTMENT})
SEERS = DESKS | APPROVERS
SEEKER = frozenset({Role.JOB_SEEKER})
SAVERS = frozenset({Role.HEAD, Role.DIRECTOR})


def of_claim(made):
    return {"public_id": made.claim.public_id}


def of_decision(made):
    return {"public_id": made.benefit_decision.public_id}


def of_paper(made):
    return {"what": "de-nghi", "public_id": made.claim.public_id, "kind": "docx"}


def of_sent(made):
    return {"public_id": made.sent_paper.public_id}


def of_month(made):
    return {"slug": "2026-10"}


def of_report(made):
    return {"public_id": made.benefit_report.public_id}


def _post(only, at):
    return Page(only, at, takes_posts=True, shows=NO_FORM_NUMBER)


PAGES = {
    "unemployment:claims": Page(SEERS),
    "unemployment:intake": Page(DESKS),
    "unemployment:start": _post(DESKS, lambda made: {"person_id": made.file.public_id}),
    "unemployment:uncollected": Page(SEERS),
    "unemployment:claim": Page(SEERS, of_claim),
    **{
        f"unemployment:{name}": _post(DESKS, of_claim)
        for name in (
            "read_file",
            "notes",
            "ask_supplement",
            "supplemented",
            "insurance",
            "circumstance",
            "propose",
            "collect",
            "cancel",
            "withdraw",
            "drop",
        )
    },
    "unemployment:approvals": Page(APPROVERS),
    "unemployment:decision": Page(SEERS, of_decision),
    "unemployment:send_back": _post(APPROVERS, of_decision),
    "unemployment:mine": Page(SEEKER),
    # Who has shown no identity of level two is sent to do that first.
    "unemployment:file_mine": Page(SEEKER, shows=AWAY),
    "unemployment:withdraw_mine": Page(SEEKER, takes_posts=True, shows=AWAY),
    "unemployment:send_claim_papers": Page(SEEKER, takes_posts=True, shows=AWAY),
    "unemployment:my_claim_paper": Page(SEEKER, of_sent, shows=GONE),
    "unemployment:drop_claim_paper": _post(SEEKER, of_sent),
    "unemployment:claim_paper": Page(SEERS, of_sent),
}

OF_REPORTS = {
    "unemployment:forms": Page(),
    "unemployment:blank_form": Page(at=lambda made: {"code": "N374-M10", "kind": "docx"}),
    "unemployment:paper": Page(SEERS, of_paper),
    "unemployment:my_paper": Page(SEEKER, of_paper, shows=GONE),  # somebody else's
    "unemployment:reports": Page(SEERS),
    "unemployment:report": Page(SEERS, of_month),
    "unemployment:report_file": Page(SEERS, lambda made: {**of_month(made), "kind": "xlsx"}),
    "unemployment:report_cell": Page(SEERS, lambda made: {**of_month(made), "key": "filed"}),
    "unemployment:save_report": Page(SAVERS, of_month),
    "unemployment:saved_report": Page(SEERS, of_report),
    "unemployment:saved_report_file": Page(SEERS, lambda made: {**of_report(made), "kind": "xlsx"}),
}
PAGES |= OF_REPORTS
PAGES |= pages_benefits.PAGES | pages_training.PAGES


def make(made):
    made.claim = ClaimFactory(person=made.file)
    made.sent_paper = SentPaper.objects.create(
        claim=ClaimFactory(),
        kind="BOOK",
        name="so.pdf",
        size=5,
        sha256="0" * 64,
        content="JVBERi0=",
        at=MORNING,
    )
    made.benefit_report = ReportFactory()
    ContributionFactory(claim=made.claim)
    PaperFactory(claim=made.claim)
    made.benefit_decision = DecisionFactory(
        claim=made.claim,
        content={
            "amount": 4_800_000,
            "months": 6,
            "total_months": 72,
            "reserve": 0,
            "start": "2026-11-17",
            "end": "2027-05-16",
            "notice_windows": [],
            "reasons": [],
        },
    )
    pages_benefits.make(made)
    pages_training.make(made)
