"""Who works on claims, who approves decisions, who asks for the benefit."""

from typing import Any, Final

from caunoi.accounts.choices import Role
from caunoi.accounts.permissions import is_job_seeker
from caunoi.unemployment.models import Claim, Decision
from caunoi_kit.ui.access import level_two

DESKS: Final = frozenset({Role.CLERK, Role.COUNSELLOR, Role.HEAD, Role.DIRECTOR})
APPROVERS: Final = frozenset({Role.HEAD, Role.DIRECTOR, Role.DEPARTMENT})


def can_handle_claims(user: Any) -> bool:
    """Clerks, counsellors, their heads and the director take claims in and propose decisions."""
    return bool(user.is_authenticated) and user.role in DESKS


def can_see_claims(user: Any) -> bool:
    """Whoever handles claims, and the Department, which decides them."""
    return can_handle_claims(user) or can_approve(user)


def can_approve(user: Any) -> bool:
    """Heads, the director and the Department; nobody what they proposed themselves."""
    return bool(user.is_authenticated) and user.role in APPROVERS


def can_approve_this(user: Any, decision: Decision) -> bool:
    """Whoever approves, but not the one who proposed this decision (trust B10)."""
    return can_approve(user) and user.pk != decision.proposed_by_id


@level_two
def can_ask_for_benefit(user: Any) -> bool:
    """A person who looks for work, with an identity of level two: the claim is a legal act."""
    return is_job_seeker(user)


def is_own_claim(user: Any, claim: Claim) -> bool:
    """The person whose claim it is."""
    return is_job_seeker(user) and claim.person.account_id == user.pk
