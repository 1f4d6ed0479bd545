"""Who may see what of the match. Policies on one record are asked once the record is known."""

from typing import Any

from caunoi.accounts.choices import Role
from caunoi.accounts.permissions import (
    is_counselling_staff,
    is_employer,
    is_job_seeker,
    is_school,
)
from caunoi.employers.models import Member
from caunoi.vacancies.models import Vacancy

__all__ = [
    "can_make_plans",
    "can_open_candidates",
    "can_see_candidates",
    "can_tell_people",
    "is_counselling_staff",
    "is_employer",
    "is_job_seeker",
    "is_school",
]


def can_make_plans(user: Any) -> bool:
    """Heads, the director and administrators: a new plan replaces the one everybody works from."""
    return user.is_authenticated and user.role in {Role.HEAD, Role.DIRECTOR, Role.ADMIN}


def can_tell_people(user: Any) -> bool:
    """Counsellors, heads, the director and administrators of the centre: they talk with people.

    The Department reads plans and tells nobody.
    """
    return is_counselling_staff(user) and user.role != Role.DEPARTMENT


def can_open_candidates(user: Any) -> bool:
    """Employers, for their own vacancies, and counselling staff for all."""
    return is_employer(user) or is_counselling_staff(user)


def can_see_candidates(user: Any, vacancy: Vacancy) -> bool:
    """Counselling staff, and whoever acts today for the employer of the vacancy."""
    if is_counselling_staff(user):
        return True
    return is_employer(user) and vacancy.employer_id in _employers_of(user)


def _employers_of(user: Any) -> set[int]:
    """Employers the user acts for now."""
    members = Member.objects.filter(user=user.pk, until__isnull=True)
    return set(members.values_list("employer_id", flat=True))
