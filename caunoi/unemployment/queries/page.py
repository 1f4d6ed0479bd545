"""All that the page of a claim shows, asked for at once."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from caunoi.people.models import Person
from caunoi.unemployment.choices import ClaimState, DecisionState
from caunoi.unemployment.models import (
    AppointmentSlip,
    Benefit,
    Circumstance,
    Claim,
    Decision,
    Paper,
    SentPaper,
    SupplementRequest,
)
from caunoi.unemployment.queries.case import Row, row_of
from caunoi.unemployment.queries.clock import (
    Left,
    decision_deadline,
    filing_deadline,
    left,
    test_deadline,
    withdraw_deadline,
)
from caunoi.unemployment.queries.computation import (
    Computation,
    Difference,
    NotComputed,
    compute,
    differences,
    last_decided,
)
from caunoi.unemployment.queries.mine import sent_papers_of
from caunoi.unemployment.queries.obstacles import Caution, warnings
from caunoi_rules.wages import region_of


@dataclass(frozen=True)
class ClaimPage:
    """A claim with everything around it."""

    claim: Claim
    rows: list[Row]
    papers: list[Paper]
    circumstances: list[Circumstance]
    supplement: SupplementRequest | None
    slip: AppointmentSlip | None
    decisions: list[Decision]
    cautions: list[Caution]
    found: Computation | NotComputed
    changes: list[Difference]
    due: Left | None
    filing: Left | None
    test: Left | None
    withdrawal: Left | None
    region: int | None
    sent_papers: list[SentPaper]
    benefit: Benefit | None
    """What the claim led to, once its decision was collected."""

    @property
    def person(self) -> Person:
        """Whose claim it is."""
        return self.claim.person

    @property
    def proposal(self) -> Decision | None:
        """What waits to be approved."""
        return next((d for d in self.decisions if d.state == DecisionState.PROPOSED), None)

    @property
    def returned(self) -> Decision | None:
        """The last proposal when it was sent back."""
        last = self.decisions[0] if self.decisions else None
        return last if last is not None and last.state == DecisionState.RETURNED else None

    @property
    def missing(self) -> list[str]:
        """Kinds of the papers that are not there."""
        return [paper.kind for paper in self.papers if paper.state == "MISSING"]


def find_claim(public_id: UUID) -> Claim | None:
    """A claim by the number in its address."""
    found = Claim.objects.filter(public_id=public_id)
    return found.select_related(
        "person__place",
        "person__permanent_place__parent",
        "person__account",
        "slip",
        "employer__place",
    ).first()


def claim_page(
    claim: Claim,
    *,
    on: date,
    values: dict[str, Any] | None = None,
    rows: list[Row] | None = None,
) -> ClaimPage:
    """The page of a claim; with `values` and `rows` the sum is a what-if. Eleven queries."""
    stored = [row_of(each) for each in claim.contributions.order_by("first")]
    decisions = list(
        claim.decisions.select_related("proposed_by", "approved_by", "returned_by").order_by(
            "-proposed_at", "-id"
        )
    )
    found = compute(claim, on=on, values=values, rows=stored if rows is None else rows)
    last = last_decided(decisions)
    return ClaimPage(
        claim=claim,
        rows=stored,
        papers=list(claim.papers.order_by("id")),
        circumstances=list(claim.circumstances.select_related("noted_by").order_by("on", "id")),
        supplement=claim.supplements.filter(answered_on__isnull=True).first(),
        slip=getattr(claim, "slip", None),
        decisions=decisions,
        cautions=warnings(claim, on=on),
        found=found,
        changes=_changes(claim, found, last, stored, on=on, asked=values is not None),
        due=_left(decision_deadline(claim), on),
        filing=_left(filing_deadline(claim), on),
        test=_left(test_deadline(claim), on),
        withdrawal=_left(withdraw_deadline(claim), on),
        region=usual_region(claim, on=on),
        sent_papers=[] if claim.state == ClaimState.DRAFT else list(sent_papers_of(claim)),
        benefit=_benefit(claim),
    )


def _benefit(claim: Claim) -> Benefit | None:
    if claim.state != ClaimState.COLLECTED:
        return None
    return Benefit.objects.filter(claim=claim).order_by("-id").first()


def usual_region(claim: Claim, *, on: date) -> int | None:
    """The region of the place where the person worked; None when the place is not known."""
    place = claim.employer.place if claim.employer else None
    found = region_of(place.code, on) if place is not None else None
    if found is None or not found.confirmed:
        return None
    return ("I", "II", "III", "IV").index(found.region.value) + 1


def _changes(
    claim: Claim,
    found: Computation | NotComputed,
    last: Decision | None,
    stored: list[Row],
    *,
    on: date,
    asked: bool,
) -> list[Difference]:
    """Against what is stored in a what-if, against the last proposal otherwise."""
    if isinstance(found, NotComputed):
        return []
    if asked:
        before = compute(claim, on=on, rows=stored)
        if isinstance(before, NotComputed):
            return []
        return differences(plain(before), found)
    return differences(last.content, found) if last is not None else []


def plain(found: Computation) -> dict[str, Any]:
    """The figures that are compared."""
    return {
        "amount": found.amount,
        "months": found.months,
        "reserve": found.reserve,
        "total_months": found.total_months,
        "start": found.outcome.get("start"),
    }


def _left(deadline: Any, on: date) -> Left | None:
    return left(deadline, on=on) if deadline is not None else None
