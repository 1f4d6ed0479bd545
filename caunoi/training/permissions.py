"""Who may do what with schools, classes and orders."""

from typing import Any

from django.db.models import Q

from caunoi.accounts.choices import Role
from caunoi.accounts.permissions import is_counselling_staff, is_employer, is_job_seeker, is_school
from caunoi.employers.models import Member as EmployerMember
from caunoi.training.models import Institution, Intake, Member

__all__ = [
    "can_order_training",
    "can_run_class",
    "can_run_school",
    "can_see_orders",
    "can_set_up_job_training",
    "is_job_seeker",
    "runs_schools",
]


def runs_schools(user: Any) -> bool:
    """Whoever acts for a training institution; counsellors and heads, who help all of them."""
    return is_school(user) or _helps_schools(user)


def can_run_school(user: Any, institution: Institution) -> bool:
    """Whoever acts for the institution now, and those of the centre who help all of them."""
    if _helps_schools(user):
        return True
    return Member.objects.filter(institution=institution, user=user.pk, until__isnull=True).exists()


def can_run_class(user: Any, intake: Intake) -> bool:
    """Whoever runs the institution of the class."""
    return can_run_school(user, intake.programme.institution)


def schools_within(user: Any) -> Q:
    """The institutions a user may act for, as a condition on `Institution`."""
    return Q() if _helps_schools(user) else Q(members__user=user.pk, members__until__isnull=True)


def can_order_training(user: Any) -> bool:
    """Whoever acts for a firm, for that firm only."""
    return is_employer(user)


def can_see_orders(user: Any) -> bool:
    """Schools, which answer orders, and counselling staff."""
    return is_school(user) or is_counselling_staff(user)


def can_set_up_job_training(user: Any) -> bool:
    """Counsellors and heads of the centre, who hold the contracts."""
    return _helps_schools(user)


def employers_of(user: Any) -> list[int]:
    """Employers the user acts for now."""
    members = EmployerMember.objects.filter(user=user.pk, until__isnull=True)
    return list(members.order_by("id").values_list("employer_id", flat=True))


def _helps_schools(user: Any) -> bool:
    return bool(user.is_authenticated) and user.role in {
        Role.COUNSELLOR,
        Role.HEAD,
        Role.DIRECTOR,
        Role.ADMIN,
    }
