"""Who fills in forms of figures, who approves them, who corrects them."""

from typing import Any

from caunoi.accounts.choices import FRONT_OFFICE, Role
from caunoi.indicators.choices.figures import UnitKind
from caunoi.indicators.models import ReportingUnit
from caunoi.training.permissions import can_run_school

__all__ = [
    "can_approve",
    "can_correct",
    "can_decide_estimates",
    "can_estimate",
    "can_fill",
    "can_fill_forms",
    "can_note_for",
    "can_note_happenings",
    "can_note_sessions",
    "can_see_form",
    "can_see_forms",
    "can_see_unusual",
]

APPROVERS = frozenset({Role.HEAD, Role.DIRECTOR, Role.DEPARTMENT, Role.ADMIN})
FILLERS = FRONT_OFFICE | {Role.DEPARTMENT, Role.COMMUNE, Role.SCHOOL}


def can_fill_forms(user: Any) -> bool:
    """Officers of communes, institutions, the centre and the Department: each their own."""
    return bool(user.is_authenticated) and user.role in FILLERS


def can_approve(user: Any) -> bool:
    """Heads, the director, the Department and administrators; nobody what they handed in."""
    return bool(user.is_authenticated) and user.role in APPROVERS


def can_see_forms(user: Any) -> bool:
    """Who fills in forms or approves them; which ones, `can_see_form` says."""
    return can_fill_forms(user)


def can_correct(user: Any) -> bool:
    """Who approves, corrects what was approved and takes locks off, always with a reason."""
    return can_approve(user)


def can_estimate(user: Any) -> bool:
    """Staff of the centre and the Department, for units that have not reported."""
    return bool(user.is_authenticated) and user.role in FRONT_OFFICE | {Role.DEPARTMENT}


def can_decide_estimates(user: Any) -> bool:
    """Who approves figures approves estimates too; nobody their own."""
    return can_approve(user)


def can_see_unusual(user: Any) -> bool:
    """Who approves, and counsellors; communes see their own lines on their own forms."""
    return bool(user.is_authenticated) and user.role in APPROVERS | {Role.COUNSELLOR}


def can_fill(user: Any, unit: ReportingUnit) -> bool:
    """An officer fills in for the commune, the institution or the office they work for.

    The whole province is answered for by the centre and the Department.
    """
    if not can_fill_forms(user):
        return False
    if user.role == Role.COMMUNE:
        office = user.org_unit
        return (
            unit.kind == UnitKind.COMMUNE
            and office is not None
            and office.place_id == unit.place_id
        )
    if user.role == Role.SCHOOL:
        institution = unit.institution
        return institution is not None and can_run_school(user, institution)
    if unit.kind == UnitKind.PROVINCE:
        return True
    return (
        unit.kind == UnitKind.OFFICE
        and unit.org_unit_id is not None
        and user.org_unit is not None
        and unit.org_unit_id in {user.org_unit_id, user.org_unit.parent_id}
    )


def can_note_happenings(user: Any) -> bool:
    """Who fills in forms: each for their own unit, the front office for any."""
    return can_fill_forms(user)


def can_note_sessions(user: Any) -> bool:
    """The front office: the centre holds them."""
    return bool(user.is_authenticated) and user.role in FRONT_OFFICE


def can_note_for(user: Any, unit: ReportingUnit) -> bool:
    """Happenings are noted by the unit itself, and for any unit by the front office."""
    return can_fill(user, unit) or (bool(user.is_authenticated) and user.role in FRONT_OFFICE)


def can_see_form(user: Any, unit: ReportingUnit) -> bool:
    """The unit itself and who approves."""
    return can_approve(user) or can_fill(user, unit)
