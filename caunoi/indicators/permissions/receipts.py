"""Who sees which reports are due, and who notes that one was sent."""

from typing import Any

from caunoi.accounts.choices import FRONT_OFFICE, Role
from caunoi.indicators.permissions.services import can_plan_services, can_see_services_report


def can_see_due_reports(user: Any) -> bool:
    """Front-office staff and the Department: when which report is due names nobody."""
    return bool(user.is_authenticated) and user.role in FRONT_OFFICE | {Role.DEPARTMENT}


def can_note_reports(user: Any) -> bool:
    """Heads, the director, administrators and the Department: they send the reports."""
    return can_see_services_report(user)


def can_see_sums(user: Any) -> bool:
    """Heads, the director, administrators and the Department: sums of the province, no names."""
    return can_see_services_report(user)


def can_open_sums(user: Any) -> bool:
    """Heads, the director and administrators open the people behind a sum; the Department not."""
    return can_plan_services(user)
