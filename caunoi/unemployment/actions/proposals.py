"""Putting a decision of any kind before those who approve; `decisions` approves it."""

from datetime import datetime
from typing import Any

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.people.models import Person
from caunoi.unemployment.choices import DecisionKind
from caunoi.unemployment.models import Benefit, BenefitMonth, Claim, Decision, TrainingSupport
from caunoi_kit.journal.actions import record


class CannotPropose(Exception):
    """Nothing can be proposed; the message says why and what to do."""


@transaction.atomic
def propose(
    *,
    kind: DecisionKind,
    person: Person,
    content: dict[str, Any],
    by: User,
    at: datetime,
    claim: Claim | None = None,
    benefit: Benefit | None = None,
    month: BenefitMonth | None = None,
    about: Decision | None = None,
    training: TrainingSupport | None = None,
) -> Decision:
    """Put a decision of any kind before those who approve. No state of anything changes here."""
    decision = Decision.objects.create(
        kind=kind,
        person=person,
        claim=claim,
        benefit=benefit,
        month=month,
        about=about,
        training=training,
        content=content,
        proposed_by=by,
        proposed_at=at,
        made=person.made,
    )
    record(
        "unemployment.decision.proposed",
        by=by,
        about=decision,
        detail={"kind": str(kind), "people": [person.pk]},
    )
    return decision
