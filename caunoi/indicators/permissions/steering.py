"""Who sees figures and plans, who proposes, assigns and answers for a plan."""

from typing import Any, Final

from caunoi.accounts.choices import Role
from caunoi.indicators.models import ReportingUnit
from caunoi.indicators.permissions.collecting import can_fill

STEERING: Final = frozenset({Role.HEAD, Role.DIRECTOR, Role.DEPARTMENT, Role.ADMIN})

ANSWERING: Final = frozenset({Role.COMMUNE, Role.SCHOOL, Role.HEAD, Role.DIRECTOR})


def can_see_figures(user: Any) -> bool:
    """Heads, the director, the Department, administrators and counsellors: all figures."""
    return bool(user.is_authenticated) and user.role in STEERING | {Role.COUNSELLOR}


def can_open_records(user: Any) -> bool:
    """Heads, the director, the Department and administrators open what a figure is made of.

    Counsellors see figures only: a figure is no reason to read people's records.
    """
    return bool(user.is_authenticated) and user.role in STEERING


def can_see_plans(user: Any) -> bool:
    """Whoever steers, and communes and schools the plan of their own unit."""
    return can_open_records(user) or (
        bool(user.is_authenticated) and user.role in {Role.COMMUNE, Role.SCHOOL}
    )


def can_propose_plans(user: Any) -> bool:
    """Heads, the director, the Department and administrators propose and share plans out."""
    return can_open_records(user)


def can_assign_plans(user: Any) -> bool:
    """The director and the Department assign and change plans, others' proposals only."""
    return bool(user.is_authenticated) and user.role in {Role.DIRECTOR, Role.DEPARTMENT}


def answers_for(user: Any, unit: ReportingUnit) -> bool:
    """Whose unit it is: the officers of its commune, its school, heads for the centre's own.

    They accept the plan of their unit or answer with another number.
    """
    return can_fill(user, unit) and user.role in ANSWERING


def can_see_plan_of(user: Any, unit: ReportingUnit) -> bool:
    """Whoever steers, and whoever answers for the unit."""
    return can_open_records(user) or answers_for(user, unit)
