"""What somebody sees of the own claim: where it is, what comes next and when, what to bring."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from caunoi.accounts.models import User
from caunoi.people.models import Person
from caunoi.people.queries import person_of
from caunoi.unemployment.choices import TAKES_SENT_PAPERS, ClaimState, DecisionState
from caunoi.unemployment.choices.benefits import STANDING_BENEFITS
from caunoi.unemployment.models import Benefit, Claim, Decision, SentPaper, SupplementRequest
from caunoi.unemployment.queries.clock import Left, decision_deadline, left, withdraw_deadline


@dataclass(frozen=True)
class OwnClaim:
    """The last claim of somebody with what matters to them."""

    person: Person
    claim: Claim | None
    supplement: SupplementRequest | None
    decision: Decision | None
    due: Left | None
    withdrawal: Left | None
    benefit: Benefit | None
    papers: list[SentPaper]

    @property
    def takes_papers(self) -> bool:
        """Whether papers may still be sent."""
        return self.claim is not None and self.claim.state in TAKES_SENT_PAPERS

    @property
    def may_file(self) -> bool:
        """Whether a new claim may be begun or an unsent one sent."""
        if self.benefit is not None:
            return False
        return self.claim is None or not self.claim.is_open or self.claim.state == ClaimState.DRAFT

    @property
    def may_withdraw(self) -> bool:
        """Whether the claim can be taken back today."""
        return (
            self.claim is not None
            and self.claim.state
            in {
                ClaimState.SENT,
                ClaimState.RECEIVED,
                ClaimState.SUPPLEMENT,
                ClaimState.INSURANCE,
                ClaimState.PROPOSED,
            }
            and self.withdrawal is not None
            and self.withdrawal.working_days >= 0
        )


def own_claim(user: User, *, on: date) -> OwnClaim | None:
    """The last claim of the person of an account; None while there is no record. Six queries."""
    person = person_of(user)
    if person is None:
        return None
    benefit = Benefit.objects.filter(person=person, state__in=sorted(STANDING_BENEFITS)).first()
    claim = (
        Claim.objects.filter(person=person)
        .select_related("person", "slip")
        .defer("notes")
        .order_by("-begun_at", "-id")
        .first()
    )
    if claim is None:
        return OwnClaim(person, None, None, None, None, None, benefit, [])
    due, until = decision_deadline(claim), withdraw_deadline(claim)
    decided = claim.decisions.filter(
        state__in=[DecisionState.APPROVED, DecisionState.COLLECTED, DecisionState.CANCELLED]
    )
    return OwnClaim(
        person,
        claim,
        claim.supplements.filter(answered_on__isnull=True).first(),
        decided.order_by("-approved_at", "-id").first(),
        left(due, on=on) if due else None,
        left(until, on=on) if until else None,
        benefit,
        list(sent_papers_of(claim)),
    )


def sent_papers_of(claim: Claim) -> QuerySet[SentPaper]:
    """The papers of a claim without their bytes, in the order in which they came."""
    return claim.sent_papers.defer("content").order_by("id")


def find_sent_paper(public_id: UUID) -> SentPaper | None:
    """The paper of an address, with whose it is."""
    return SentPaper.objects.select_related("claim__person").filter(public_id=public_id).first()
