"""Who leads group sessions and makes plans of action."""

from typing import Any

from caunoi.accounts.choices import Role
from caunoi.accounts.permissions import is_counselling_staff


def can_counsel(user: Any) -> bool:
    """Counsellors, heads, the director and administrators of the centre: they talk with people.

    The Department opens nothing here, not even to read.
    """
    return is_counselling_staff(user) and user.role != Role.DEPARTMENT
