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
from caunoi.employers.permissions import can_act_for
from caunoi.placement.models import Application
from caunoi.vacancies.models import Vacancy

__all__ = [
    "can_answer_applications",
    "can_make_plans",
    "can_note_results",
    "can_open_candidates",
    "can_refer",
    "can_see_candidates",
    "can_see_lessons",
    "can_see_unmet",
    "can_tell_people",
    "is_applicant",
    "is_counselling_staff",
    "is_employer",
    "is_job_seeker",
    "is_school",
    "may_apply",
]


def can_make_plans(user: Any) -> bool:
    """Heads, the director and administrators: a new plan replaces the one everybody works from."""
    return user.is_authenticated and user.role in {Role.HEAD, Role.DIRECTOR, Role.ADMIN}


def can_see_lessons(user: Any) -> bool:
    """Whoever answers for the weights, and the Department, which looks on."""
    return can_make_plans(user) or (user.is_authenticated and user.role == Role.DEPARTMENT)


def can_tell_people(user: Any) -> bool:
    """Counsellors, heads, the director and administrators of the centre: they talk with people.

    The Department reads plans and tells nobody.
    """
    return is_counselling_staff(user) and user.role != Role.DEPARTMENT


def can_refer(user: Any) -> bool:
    """Whoever may tell people what there is for them may send them to a firm with a letter."""
    return can_tell_people(user)


def can_note_results(user: Any, vacancy: Vacancy) -> bool:
    """Whoever acts today for the firm of the vacancy and is not blocked, and whoever refers."""
    return can_refer(user) or can_act_for(user, vacancy.employer)


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


def can_answer_applications(user: Any) -> bool:
    """Employers for their own vacancies, and staff of the centre who write down what a firm said.

    The Department looks on and answers nobody.
    """
    return is_employer(user) or can_tell_people(user)


def may_apply(user: Any) -> bool:
    """Everybody who looks for work: strangers (they leave a name and a number) and job seekers."""
    return not user.is_authenticated or is_job_seeker(user)


def is_applicant(user: Any, application: Application) -> bool:
    """The person who applied."""
    return is_job_seeker(user) and application.person.account_id == user.pk


def can_see_unmet(user: Any) -> bool:
    """Schools, which plan by it, and counselling staff. It names firms that advertise, no people;
    the people behind a figure are shown to counselling staff only.
    """
    return is_school(user) or is_counselling_staff(user)
