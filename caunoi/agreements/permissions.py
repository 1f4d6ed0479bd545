"""Who reads agreements, who writes them, and who notes that they were signed."""

from typing import Any

from caunoi.accounts.choices import Role
from caunoi.accounts.permissions import is_counselling_staff


def can_read_agreements(user: Any) -> bool:
    """Counsellors and those who lead them, the Department among them."""
    return is_counselling_staff(user)


def can_draft_agreements(user: Any) -> bool:
    """Counsellors, heads, the director and administrators of the centre. The Department reads."""
    return is_counselling_staff(user) and user.role != Role.DEPARTMENT


def can_sign_agreements(user: Any) -> bool:
    """Heads, the director and administrators note what was signed, changed or ended."""
    return bool(user.is_authenticated) and user.role in {Role.HEAD, Role.DIRECTOR, Role.ADMIN}
