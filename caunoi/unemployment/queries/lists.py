"""Lists of claims for those who work on them."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet

from caunoi.unemployment.choices import (
    IN_THE_HANDS_OF_CLERKS,
    ClaimState,
    DecisionKind,
    DecisionState,
)
from caunoi.unemployment.models import Claim, Decision, SupplementRequest
from caunoi.unemployment.queries.clock import Left, decision_deadline, left
from caunoi_kit.ui.paging import Page, page_of
from caunoi_rules.calendar import latest_start, provisional
from caunoi_rules.unemployment.regimes import Regime, figures

PAGE_SIZE: Final = 20
WAITING_FOR: Final = {
    ClaimState.DRAFT: "người tiếp nhận",
    ClaimState.SENT: "người tiếp nhận",
    ClaimState.RECEIVED: "người tiếp nhận",
    ClaimState.SUPPLEMENT: "người lao động",
    ClaimState.INSURANCE: "bảo hiểm xã hội",
    ClaimState.PROPOSED: "người duyệt",
    ClaimState.APPROVED: "người lao động",
    ClaimState.UNCOLLECTED: "người tiếp nhận",
}
FILTERS: Final = {
    "": "Đang xử lý",
    "han": "Sắp tới hạn",
    "mang": "Nộp qua mạng",
    "bo-sung": "Chờ bổ sung",
    "gui-them": "Vừa gửi giấy tờ",
    "bhxh": "Chờ bảo hiểm xã hội",
    "duyet": "Chờ duyệt",
    "nhan": "Chờ đến nhận",
    "soan": "Đang soạn",
    "xong": "Đã xong",
}
SOON: Final = 2  # working days


@dataclass(frozen=True)
class ListedClaim:
    """A claim in a list: whom it waits for and until when."""

    claim: Claim
    waits_for: str
    due: Left | None


@dataclass(frozen=True)
class ClaimList:
    """One page of claims under a filter."""

    chosen: str
    claims: list[ListedClaim]
    page: Page


def claim_list(*, chosen: str, page: str | None, on: date) -> ClaimList:
    """Claims under a filter of FILTERS, the earliest deadline first. Two queries."""
    chosen = chosen if chosen in FILTERS else ""
    claims = _filtered(chosen, on)
    shown = page_of(page, count=claims.count(), size=PAGE_SIZE)
    listed = [
        ListedClaim(claim, WAITING_FOR.get(ClaimState(claim.state), ""), _due(claim, on))
        for claim in claims[shown.part]
    ]
    return ClaimList(chosen, listed, shown)


def _due(claim: Claim, on: date) -> Left | None:
    """Days left until the answer; none once it is given."""
    if claim.state not in {*IN_THE_HANDS_OF_CLERKS, ClaimState.PROPOSED}:
        return None
    deadline = decision_deadline(claim)
    return left(deadline, on=on) if deadline is not None else None


def _filtered(chosen: str, on: date) -> QuerySet[Claim]:
    claims = Claim.objects.select_related("person").defer("notes")
    if chosen == "xong":
        over = (
            ClaimState.COLLECTED,
            ClaimState.REFUSED,
            ClaimState.WITHDRAWN,
            ClaimState.CANCELLED,
        )
        return claims.filter(state__in=over).order_by("-state_since", "-id")
    if chosen == "han":
        worked = (ClaimState.RECEIVED, ClaimState.INSURANCE, ClaimState.PROPOSED)
        return claims.filter(state__in=worked, completed_on__lte=_full_before(on)).order_by(
            "completed_on", "id"
        )
    if chosen == "gui-them":  # what came since the request has to be looked at
        came = SupplementRequest.objects.filter(
            claim=OuterRef("pk"),
            answered_on=None,
            asked_on__lte=F("claim__sent_papers__at__date"),
        )
        return claims.filter(Exists(came), state=ClaimState.SUPPLEMENT).order_by("filed_on", "id")
    states = {
        "": [
            *(state for state in IN_THE_HANDS_OF_CLERKS if state != ClaimState.DRAFT),
            ClaimState.PROPOSED,
            ClaimState.UNCOLLECTED,
        ],
        "mang": [ClaimState.SENT],
        "bo-sung": [ClaimState.SUPPLEMENT],
        "bhxh": [ClaimState.INSURANCE],
        "duyet": [ClaimState.PROPOSED],
        "nhan": [ClaimState.APPROVED],
        "soan": [ClaimState.DRAFT],
    }[chosen]
    return claims.filter(state__in=states).order_by(
        F("completed_on").asc(nulls_last=True), "filed_on", "id"
    )


def _full_before(on: date) -> date:
    """Claims complete on this day or before are due within SOON working days."""
    days = figures(Regime.NEW).decision_wd - SOON
    return latest_start(on, days, calendar=provisional())


@dataclass(frozen=True)
class ApprovalList:
    """Decisions that wait for an approval, one page."""

    decisions: list[Decision]
    page: Page


def approval_list(*, page: str | None) -> ApprovalList:
    """Proposals of every kind, the oldest first. Two queries."""
    waiting = Decision.objects.filter(state=DecisionState.PROPOSED).select_related(
        "person", "claim", "proposed_by", "benefit"
    )
    shown = page_of(page, count=waiting.count(), size=PAGE_SIZE)
    return ApprovalList(list(waiting.order_by("proposed_at", "id")[shown.part]), shown)


def find_decision(public_id: UUID) -> Decision | None:
    """A decision by the number in its address."""
    return (
        Decision.objects.filter(public_id=public_id)
        .select_related("person", "claim", "proposed_by", "approved_by", "returned_by", "about")
        .first()
    )


def decisions_among(public_ids: list[str]) -> list[Decision]:
    """Those of these addresses that wait for approval, the oldest first."""
    waiting = Decision.objects.filter(state=DecisionState.PROPOSED, public_id__in=public_ids)
    return list(waiting.select_related("claim", "person").order_by("proposed_at", "id"))


def uncollected() -> list[Decision]:
    """Grants nobody came for: the insurance office hears of it, then they are cancelled."""
    waiting = Decision.objects.filter(
        kind=DecisionKind.GRANT, state=DecisionState.APPROVED, claim__state=ClaimState.UNCOLLECTED
    )
    return list(waiting.select_related("person", "claim").order_by("window_last", "id"))
