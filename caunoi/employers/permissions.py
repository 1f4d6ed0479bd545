"""Who acts for an employer, and who verifies and blocks employers."""

from typing import Any

from caunoi.accounts.choices import Role
from caunoi.accounts.permissions import is_clerk_or_counsellor, is_employer, is_job_seeker
from caunoi.employers.models import BlockedFirm, Employer, Member

__all__ = [
    "can_act_for",
    "can_block_firms",
    "can_lead",
    "can_register_firm",
    "can_verify_firms",
    "is_employer",
]


def can_register_firm(user: Any) -> bool:
    """Whoever signed in from outside the staff and the schools: job seekers and employers."""
    return is_job_seeker(user) or is_employer(user)


def can_verify_firms(user: Any) -> bool:
    """Front-office staff of the centre."""
    return is_clerk_or_counsellor(user)


def can_block_firms(user: Any) -> bool:
    """Heads, the director and administrators."""
    return bool(user.is_authenticated) and user.role in {Role.HEAD, Role.DIRECTOR, Role.ADMIN}


def can_act_for(user: Any, employer: Employer) -> bool:
    """Whoever is a member of the employer today, unless the employer is blocked."""
    if not is_employer(user) or not _membership(user, employer).exists():
        return False
    blocks = BlockedFirm.objects.filter(lifted_at=None, tax_code=employer.tax_code or "-")
    return not blocks.exists()


def can_lead(user: Any, employer: Employer) -> bool:
    """The lead of the employer; where nobody leads, every member."""
    if not can_act_for(user, employer):
        return False
    leads = Member.objects.filter(employer=employer, until=None, lead=True)
    return _membership(user, employer).filter(lead=True).exists() or not leads.exists()


def _membership(user: Any, employer: Employer) -> Any:
    return Member.objects.filter(user=user.pk, employer=employer.pk, until=None)
