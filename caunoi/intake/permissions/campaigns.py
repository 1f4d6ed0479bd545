"""Who opens campaigns and who sees how far they are."""

from typing import Any

from caunoi.accounts.choices import FRONT_OFFICE, Role

__all__ = ["can_run_campaigns", "can_see_campaigns"]


def can_run_campaigns(user: Any) -> bool:
    """Heads, the director and administrators of the centre, and the Department."""
    return bool(user.is_authenticated) and user.role in {
        Role.HEAD,
        Role.DIRECTOR,
        Role.DEPARTMENT,
        Role.ADMIN,
    }


def can_see_campaigns(user: Any) -> bool:
    """The front office, the Department, and officers of communes: all see all communes.

    That one commune sees where the others are is the point of it; no person is shown.
    """
    return bool(user.is_authenticated) and user.role in FRONT_OFFICE | {
        Role.DEPARTMENT,
        Role.COMMUNE,
    }
