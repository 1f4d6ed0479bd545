"""Who drafts, reads and signs reports, and who edits their templates."""

from typing import Any

from caunoi.accounts.choices import Role

READERS = frozenset({Role.HEAD, Role.DIRECTOR, Role.DEPARTMENT, Role.ADMIN})
DRAFTERS = frozenset({Role.HEAD, Role.DIRECTOR, Role.DEPARTMENT})
SIGNERS = frozenset({Role.DIRECTOR, Role.DEPARTMENT})


def can_read_reports(user: Any) -> bool:
    """Heads, directors, the Department and administrators."""
    return bool(user.is_authenticated) and user.role in READERS


def can_draft_reports(user: Any) -> bool:
    """Heads, directors and the Department: who drafted one leaves the signing to another."""
    return bool(user.is_authenticated) and user.role in DRAFTERS


def can_sign_reports(user: Any) -> bool:
    """The director of the centre and the Department."""
    return bool(user.is_authenticated) and user.role in SIGNERS


def can_edit_templates(user: Any) -> bool:
    """Those who draft reports write their sentences."""
    return can_draft_reports(user)
