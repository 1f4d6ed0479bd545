"""Who may do what on the portal beyond looking, which everybody may."""

from typing import Any

from caunoi.accounts.choices import Role
from caunoi.accounts.permissions import is_job_seeker
from caunoi_kit.ui.access import signed_in

__all__ = ["can_watch_messages", "is_job_seeker", "signed_in"]


def can_watch_messages(user: Any) -> bool:
    """Heads, the director and administrators see what goes out and send it again.

    They see masked numbers and no texts: nobody reads other people's messages here.
    """
    return bool(user.is_authenticated) and user.role in {Role.HEAD, Role.DIRECTOR, Role.ADMIN}
