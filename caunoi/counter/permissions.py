"""Who leads group sessions, makes plans of action, serves at desks and leads the counter."""

from typing import Any

from caunoi.accounts.choices import FRONT_OFFICE, Role
from caunoi.accounts.permissions import is_counselling_staff


def can_counsel(user: Any) -> bool:
    """Counsellors, heads, the director and administrators of the centre: they talk with people.

    The Department opens nothing here, not even to read.
    """
    return is_counselling_staff(user) and user.role != Role.DEPARTMENT


def can_serve(user: Any) -> bool:
    """Whoever serves people at the desks: clerks, counsellors and those who lead them."""
    return bool(user.is_authenticated) and user.role in FRONT_OFFICE


def can_lead_counter(user: Any) -> bool:
    """Heads, the director and administrators: they share out desks and people."""
    return bool(user.is_authenticated) and user.role in {Role.HEAD, Role.DIRECTOR, Role.ADMIN}
