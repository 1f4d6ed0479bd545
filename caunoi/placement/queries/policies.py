"""The policies of the match: which one is in force on a day, and those that wait or have been."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db.models import QuerySet

from caunoi.placement.choices import PolicyState
from caunoi.placement.models import MatchPolicy
from caunoi_engine.matching import Policy, ReferralRules


@dataclass(frozen=True)
class InForce:
    """What a match goes by on a day; `record` is None for the stated policy of the program."""

    policy: Policy
    rules: ReferralRules
    record: MatchPolicy | None = None


def policy_in_force(*, on: date) -> InForce:
    """The accepted policy with the latest day up to that one. One query."""
    found = (
        MatchPolicy.objects.filter(state=PolicyState.ACCEPTED, starts_on__lte=on)
        .order_by("-starts_on", "-decided_at", "-id")
        .first()
    )
    if found is None:
        return InForce(Policy(), ReferralRules())
    return InForce(policy_of_record(found), rules_of_record(found), found)


def policy_of_record(record: MatchPolicy) -> Policy:
    """The options as the engine takes them; one it does not know any more is left out."""
    return Policy(**_known(Policy, record.options))


def rules_of_record(record: MatchPolicy) -> ReferralRules:
    """The rules of lists as the engine takes them."""
    return ReferralRules(**_known(ReferralRules, record.rules))


def _known(kind: type[Policy] | type[ReferralRules], said: dict[str, Any]) -> dict[str, Any]:
    names = {field.name for field in fields(kind)}
    return {name: value for name, value in said.items() if name in names}


def policies() -> QuerySet[MatchPolicy]:
    """All that was ever proposed, the latest first."""
    people = ("proposed_by", "decided_by", "ended_by")
    return MatchPolicy.objects.select_related(*people).order_by("-proposed_at", "-id")
