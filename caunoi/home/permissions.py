"""Who may open the working pages."""

from typing import Any

from caunoi.accounts.choices import FRONT_OFFICE, Role
from caunoi.accounts.permissions import is_clerk_or_counsellor
from caunoi.counter.permissions import can_counsel

__all__ = [
    "can_check_registers",
    "can_counsel",
    "can_erase",
    "can_handle_requests",
    "can_open_record",
    "can_see_duties",
    "can_see_first_page",
]

CENTRE = FRONT_OFFICE | {Role.DEPARTMENT}


def can_see_first_page(user: Any) -> bool:
    """Front-office staff and the Department: each sees the work of their own role."""
    return bool(user.is_authenticated) and user.role in CENTRE


def can_open_record(user: Any) -> bool:
    """Front-office staff: clerks, counsellors, their heads, the director, administrators.

    Opening somebody's record is journalled with its reason, and the person sees it.
    """
    return is_clerk_or_counsellor(user)


def can_see_duties(user: Any) -> bool:
    """Front-office staff and the Department: what the law asks of the centre by which day."""
    return bool(user.is_authenticated) and user.role in CENTRE


def can_check_registers(user: Any) -> bool:
    """Heads, the director, the Department and administrators: which records break what must hold.

    The list names no person; opening a row is a reading by the rules of that record.
    """
    return bool(user.is_authenticated) and user.role in {
        Role.HEAD,
        Role.DIRECTOR,
        Role.DEPARTMENT,
        Role.ADMIN,
    }


def can_handle_requests(user: Any) -> bool:
    """Front-office staff: requests of people about their own data, all but deleting.

    Whose request is shown stands in the journal, and the person sees it.
    """
    return is_clerk_or_counsellor(user)


def can_erase(user: Any) -> bool:
    """Heads and the director alone: what is erased does not come back."""
    return bool(user.is_authenticated) and user.role in {Role.HEAD, Role.DIRECTOR}
