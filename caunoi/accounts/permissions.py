from typing import Any

from caunoi.accounts.choices import FRONT_OFFICE, Role
from caunoi.accounts.models import User
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


def is_clerk_or_counsellor(user: Any) -> bool:
    """Front-office staff: clerks and counsellors, their heads, the director, administrators."""
    return bool(user.is_authenticated) and user.role in FRONT_OFFICE


def can_manage_accounts(user: Any) -> bool:
    """Administrators and the director give, change and close the accounts of staff.

    Each may propose; what one proposes the other decides (trust B10).
    """
    return bool(user.is_authenticated) and user.role in {Role.DIRECTOR, Role.ADMIN}


def can_give_keys(user: Any) -> bool:
    """Administrators give programs the keys with which they act for a firm's account."""
    return bool(user.is_authenticated) and user.role == Role.ADMIN


def can_watch_reading(user: Any) -> bool:
    """Heads, the director and administrators see who opens very many records, and may consent."""
    return bool(user.is_authenticated) and user.role in {Role.HEAD, Role.DIRECTOR, Role.ADMIN}


def can_consent_to_reading(user: Any, reader: User) -> bool:
    """Whoever watches the reading, for anybody but themselves."""
    return can_watch_reading(user) and user.pk != reader.pk


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
