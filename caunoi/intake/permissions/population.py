"""Who asks the national population database, and who sees what it said."""

from typing import Any

from caunoi.accounts.choices import Role
from caunoi.accounts.permissions import is_clerk_or_counsellor


def can_check_people(user: Any) -> bool:
    """Front-office staff ask about somebody, for a procedure, and decide where the two differ.

    Officers of communes hand in lists; what the database says of a person is not theirs to read.
    """
    return is_clerk_or_counsellor(user)


def can_see_checks(user: Any) -> bool:
    """How far the checking is, in figures: front office, communes for their own, the Department."""
    return can_check_people(user) or (
        bool(user.is_authenticated) and user.role in {Role.COMMUNE, Role.DEPARTMENT}
    )
