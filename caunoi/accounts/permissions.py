from typing import Any

from caunoi.accounts.choices import Role
from caunoi_kit.ui.access import first_factor_suffices, signed_in


def is_counselling_staff(user: Any) -> bool:
    """Counsellors and those who lead them: they see named workers and the plan."""
    return bool(user.is_authenticated) and user.role in {
        Role.COUNSELLOR,
        Role.HEAD,
        Role.DIRECTOR,
        Role.DEPARTMENT,
        Role.ADMIN,
    }


def is_job_seeker(user: Any) -> bool:
    """A signed-in person who looks for work."""
    return bool(user.is_authenticated) and user.role == Role.JOB_SEEKER


def is_employer(user: Any) -> bool:
    """Somebody who acts for a firm."""
    return bool(user.is_authenticated) and user.role == Role.EMPLOYER


def is_school(user: Any) -> bool:
    """Somebody who acts for a training institution."""
    return bool(user.is_authenticated) and user.role == Role.SCHOOL


def can_read_journal(user: Any) -> bool:
    """Auditors and administrators read who changed or opened what; nobody changes it."""
    return bool(user.is_authenticated) and user.role in {Role.AUDITOR, Role.ADMIN}


@first_factor_suffices
def may_set_up_second_factor(user: Any) -> bool:
    """Anybody signed in: staff must come here before anywhere else."""
    return signed_in(user)
