"""Who opens reports, forms and papers."""

from typing import Any

from caunoi.accounts.choices import Role
from caunoi.accounts.permissions import is_job_seeker
from caunoi.unemployment.permissions.claims import can_see_claims


def can_see_reports(user: Any) -> bool:
    """Whoever works on claims or decides them sees the figures and what stands behind them."""
    return can_see_claims(user)


def can_save_reports(user: Any) -> bool:
    """Heads and the director answer for a report."""
    return bool(user.is_authenticated) and user.role in {Role.HEAD, Role.DIRECTOR}


def can_open_own_papers(user: Any) -> bool:
    """People their own papers; the action looks whose each is."""
    return is_job_seeker(user)
