"""Opening a claim: the question and its line in the journal are one deed."""

from datetime import date
from typing import Any

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.unemployment.models import Claim, Decision
from caunoi.unemployment.queries.case import Row
from caunoi.unemployment.queries.lists import ApprovalList, approval_list
from caunoi.unemployment.queries.page import ClaimPage, claim_page
from caunoi_kit.journal.actions import record, record_read


@transaction.atomic
def read_claim(
    *,
    claim: Claim,
    by: User,
    on: date,
    values: dict[str, Any] | None = None,
    rows: list[Row] | None = None,
) -> ClaimPage:
    """The page of a claim for staff; the person sees who opened it."""
    record_read(
        "unemployment.claim.read",
        about=claim.person,
        by=by,
        fields=["person", "claim", "contributions", "account_number"],
        why="xử lý hồ sơ trợ cấp thất nghiệp",
    )
    return claim_page(claim, on=on, values=values, rows=rows)


@transaction.atomic
def read_approvals(*, by: User, page: str | None) -> ApprovalList:
    """Proposals with the names of their people, for whoever approves."""
    found = approval_list(page=page)
    if found.decisions:
        record(
            "unemployment.approvals.read",
            by=by,
            detail={
                "fields": ["full_name", "decision"],
                "people": [each.person_id for each in found.decisions],
            },
        )
    return found


@transaction.atomic
def read_decision(*, decision: Decision, by: User) -> None:
    """A decision opened by staff."""
    record_read(
        "unemployment.decision.read",
        about=decision.person,
        by=by,
        fields=["full_name", "decision"],
        why="xem quyết định trợ cấp thất nghiệp",
    )
