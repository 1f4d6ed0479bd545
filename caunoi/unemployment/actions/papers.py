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
    EndReport,
    MonthlyNotice,
    SupplementRequest,
    Transfer,
)
from caunoi.unemployment.permissions import can_see_claims
from caunoi.unemployment.queries import papers
from caunoi.unemployment.queries.papers import PaperFacts
from caunoi_kit.journal.actions import record_read

Source = tuple[Callable[[], QuerySet[Any]], Callable[[Any], PaperFacts]]


def _decisions() -> QuerySet[Decision]:
    return Decision.objects.select_related(
        "person__place__parent",
        "person__permanent_place__parent",
        "claim",
        "benefit__decision",
        "about",
        "approved_by",
    )


def _claims() -> QuerySet[Claim]:
    return Claim.objects.select_related("person__place__parent", "person__permanent_place__parent")


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
    **{
        f"chuyen-{number}": (
            lambda: Transfer.objects.select_related("benefit__person", "benefit__decision"),
            partial(papers.of_transfer, form=f"N374-M{number}"),
        )
        for number in ("19", "20", "21", "22")
    },
}
"""What the address of a paper begins with: where it is read, and how its facts are."""
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
