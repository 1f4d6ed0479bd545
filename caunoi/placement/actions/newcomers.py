"""Applying with a name and a telephone number only (hồ sơ sơ bộ): the code, the record, the act."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from caunoi.accounts.actions import WrongCode, enter_with_code
from caunoi.accounts.choices import Role
from caunoi.accounts.models import User
from caunoi.people.actions import register_contact
from caunoi.people.queries import person_of
from caunoi.placement.actions.applications import CannotApply, apply
from caunoi.placement.models import Application
from caunoi.vacancies.models import Vacancy


@transaction.atomic
def apply_with_contact(
    *, user: User, full_name: str, phone: str, vacancy: Vacancy, at: datetime
) -> Application:
    """Somebody signed in without a record here: enter name and number, and apply."""
    Vacancy.objects.select_for_update().get(pk=vacancy.pk)  # rows first, the journal after them
    person = person_of(user) or register_contact(
        full_name=full_name, phone=phone, account=user, by=user, on=timezone.localtime(at).date()
    )
    return apply(person=person, vacancy=vacancy, by=user, at=at)


@dataclass(frozen=True)
class Entered:
    """Somebody the code let in, and their application, or why none was sent."""

    user: User
    application: Application | None
    refusal: str = ""


def apply_with_code(
    *, phone: str, code: str, full_name: str, vacancy: Vacancy, at: datetime, ip: str = ""
) -> Entered:
    """A stranger whose code is right becomes a job seeker with a record, and applies.

    Raises WrongCode; its count of tries stays, and so does the account when the vacancy has
    closed meanwhile.
    """
    with transaction.atomic():
        Vacancy.objects.select_for_update().get(pk=vacancy.pk)  # before the journal's lock
        outcome = _enter_and_apply(phone, code, full_name, vacancy=vacancy, at=at, ip=ip)
    if isinstance(outcome, WrongCode):
        raise outcome
    return outcome


def _enter_and_apply(
    phone: str, code: str, full_name: str, *, vacancy: Vacancy, at: datetime, ip: str
) -> Entered | WrongCode:
    try:
        user = enter_with_code(phone=phone, code=code, full_name=full_name, at=at, ip=ip)
    except WrongCode as wrong:
        return wrong
    if user.role != Role.JOB_SEEKER:
        return Entered(
            user, None, "Số này thuộc tài khoản nơi tuyển. Dùng số khác để nộp hồ sơ tìm việc."
        )
    try:
        application = apply_with_contact(
            user=user, full_name=full_name, phone=phone, vacancy=vacancy, at=at
        )
    except CannotApply as refusal:
        return Entered(user, None, str(refusal))
    return Entered(user, application)
