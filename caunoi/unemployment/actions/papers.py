"""Opening a paper: reading it and the line in the journal are one deed."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from caunoi.accounts.models import User
from caunoi.placement.models import Referral
from caunoi.unemployment.choices import NUMBERED
from caunoi.unemployment.models import (
    AppointmentSlip,
    Claim,
    Decision,
    EmployerSupport,
    EndReport,
    MonthlyNotice,
    SchoolContract,
    StaffChange,
    SupplementRequest,
    SupportDecision,
    TrainingSupport,
    Transfer,
    UncollectedMoney,
)
from caunoi.unemployment.permissions import can_see_claims
from caunoi.unemployment.queries import papers, training_papers
from caunoi.unemployment.queries.papers import PaperFacts
from caunoi_kit.journal.actions import record, record_read

Source = tuple[Callable[[], QuerySet[Any]], Callable[[Any], PaperFacts]]


def _decisions() -> QuerySet[Decision]:
    return Decision.objects.select_related(
        "person__place__parent",
        "person__permanent_place__parent",
        "claim",
        "benefit__decision",
        "about",
        "approved_by",
        "training",
    )


def _claims() -> QuerySet[Claim]:
    return Claim.objects.select_related("person__place__parent", "person__permanent_place__parent")


def _training() -> QuerySet[TrainingSupport]:
    return TrainingSupport.objects.select_related(
        "person__place__parent",
        "person__permanent_place__parent",
        "benefit__decision",
        "claim",
        "received_by",
    )


def _support() -> QuerySet[EmployerSupport]:
    return EmployerSupport.objects.select_related(
        "employer__place__parent", "employer__industry", "received_by"
    )


SOURCES: Final[Mapping[str, Source]] = {
    "quyet-dinh": (_decisions, papers.of_decision),
    "de-nghi": (_claims, lambda claim: papers.of_claim(claim, "N374-M10")),
    "rut-ho-so": (_claims, lambda claim: papers.of_claim(claim, "N374-M11")),
    "phieu-hen": (
        lambda: AppointmentSlip.objects.select_related("claim__person", "issued_by"),
        papers.of_slip,
    ),
    "phieu-bo-sung": (
        lambda: SupplementRequest.objects.select_related("claim__person", "asked_by"),
        papers.of_supplement,
    ),
    "phieu-gioi-thieu": (
        lambda: Referral.objects.select_related("person", "vacancy__employer", "made_by"),
        papers.of_referral,
    ),
    "thong-bao": (
        lambda: MonthlyNotice.objects.select_related("month__person", "month__benefit__decision"),
        papers.of_notice,
    ),
    "thong-bao-cham-dut": (
        lambda: EndReport.objects.select_related("benefit__person", "benefit__decision"),
        papers.of_end_report,
    ),
    "khong-nhan-tien": (
        lambda: UncollectedMoney.objects.select_related("benefit__person", "benefit__decision"),
        training_papers.of_uncollected,
    ),
    "dao-tao-de-nghi": (_training, training_papers.of_training_request),
    "dao-tao-phieu-hen": (_training, training_papers.of_training_slip),
    "dao-tao-bo-sung": (_training, training_papers.of_training_supplement),
    "dao-tao-rut": (_training, training_papers.of_training_withdrawal),
    **{
        f"chuyen-{number}": (
            lambda: Transfer.objects.select_related("benefit__person", "benefit__decision"),
            partial(papers.of_transfer, form=f"N374-M{number}"),
        )
        for number in ("19", "20", "21", "22")
    },
}
"""What the address of a paper begins with: where it is read, and how its facts are."""
FIRM_SOURCES: Final[Mapping[str, Source]] = {
    "phuong-an": (_support, training_papers.of_plan),
    "hop-dong": (
        lambda: SchoolContract.objects.select_related(
            "support__employer__place__parent", "support__employer__industry"
        ),
        training_papers.of_school_contract,
    ),
    "de-nghi": (_support, training_papers.of_support_request),
    "bo-sung": (_support, training_papers.of_support_supplement),
    "khong-nhu-cau": (_support, training_papers.of_renouncing),
    "hoan-tra": (_support, training_papers.of_paying_back),
    "quyet-dinh": (
        lambda: SupportDecision.objects.select_related(
            "support__employer__place__parent", "approved_by"
        ),
        training_papers.of_support_decision,
    ),
    "bien-dong": (
        lambda: StaffChange.objects.select_related("employer__place__parent"),
        training_papers.of_staff_change,
    ),
}
"""Papers about an employer, for staff only."""
# A slip has no number of its own in addresses: it is found by its claim.
BY_CLAIM: Final = frozenset({"phieu-hen"})


@transaction.atomic
def open_paper(*, what: str, public_id: UUID, by: User) -> PaperFacts | None:
    """A paper for staff, or for the person it is about. None when there is none for this user."""
    read, tell = SOURCES[what]
    key = "claim__public_id" if what in BY_CLAIM else "public_id"
    found = read().filter(**{key: public_id}).first()
    if found is None:
        return None
    paper = tell(found)
    if paper.person is None:
        raise TypeError(f"{what} is about nobody")
    if not can_see_claims(by):
        drafted = isinstance(found, Decision) and found.state not in NUMBERED
        if paper.person.account_id != by.pk or drafted:
            return None
    record_read(
        "unemployment.paper.read",
        about=paper.person,
        by=by,
        fields=["full_name", "identity_number", "account_number", "unemployment"],
        why=f"in {paper.form}",
    )
    return paper


@transaction.atomic
def open_firm_paper(*, what: str, public_id: UUID, by: User) -> PaperFacts | None:
    """A paper about an employer; a plan names its workers, so each opening is written down."""
    read, tell = FIRM_SOURCES[what]
    found = read().filter(public_id=public_id).first()
    if found is None:
        return None
    paper = tell(found)
    record(
        "unemployment.firm_paper.read",
        about=found,
        by=by,
        detail={"fields": ["full_name", "birth_date", "sex"], "why": f"in {paper.form}"},
    )
    return paper
