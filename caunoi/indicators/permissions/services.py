"""Who reads the report of services and writes its plan."""

from typing import Any

from caunoi.accounts.choices import Role


def can_see_services_report(user: Any) -> bool:
    """Heads, the director, administrators and the Department: the report of all services.

    The records behind a figure name people and are for heads, the director and administrators.
    """
    return bool(user.is_authenticated) and user.role in {
        Role.HEAD,
        Role.DIRECTOR,
        Role.DEPARTMENT,
        Role.ADMIN,
    }


def can_plan_services(user: Any) -> bool:
    """Heads, the director and administrators write the plan and open the people behind a figure."""
    return can_see_services_report(user) and user.role != Role.DEPARTMENT
