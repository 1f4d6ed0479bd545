"""Handing out certificates at the end of a class."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.people.models import LabourProfile, PersonCertificate
from caunoi.training.actions.enrolments import locked_intake
from caunoi.training.choices import EnrolmentState
from caunoi.training.models import Enrolment, Intake
from caunoi_kit.journal.actions import record
from caunoi_kit.ui import formats


class CannotGrant(Exception):
    """The certificates cannot be granted; the message says which and what to do."""


@transaction.atomic
def grant_certificates(
    *, intake: Intake, numbers: Mapping[UUID, str], on: date, by: User, at: datetime
) -> int:
    """Note the certificate of each learner named; an empty number leaves that learner learning.

    The certificates of the programme go into the labour profile. Returns how many graduated.
    Raises CannotGrant for a day before the start, or a number given twice.
    """
    locked = locked_intake(intake.pk)
    if on < locked.starts_on:
        raise CannotGrant(
            f"Ngày cấp {formats.day(on)} trước ngày khai giảng {formats.day(locked.starts_on)}. "
            "Sửa ngày cấp."
        )
    given = {key: number.strip() for key, number in numbers.items() if number.strip()}
    _refuse_twice(locked, given)
    learners = list(
        Enrolment.objects.select_for_update(of=("self",))
        .filter(intake=locked, public_id__in=given, state=EnrolmentState.LEARNING)
        .order_by("id")
    )
    for each in learners:
        each.state, each.state_at, each.graduated_on = EnrolmentState.GRADUATED, at, on
        each.certificate_number = given[each.public_id]
    Enrolment.objects.bulk_update(
        learners, ["state", "state_at", "graduated_on", "certificate_number"]
    )
    _into_profiles(locked, [each.person_id for each in learners], on=on)
    if learners:
        record(
            "training.certificates.granted", by=by, about=locked, detail={"people": len(learners)}
        )
    return len(learners)


def _refuse_twice(intake: Intake, given: Mapping[UUID, str]) -> None:
    seen: set[str] = set(
        Enrolment.objects.filter(intake=intake, state=EnrolmentState.GRADUATED)
        .exclude(public_id__in=given)
        .values_list("certificate_number", flat=True)
    )
    for number in given.values():
        if number in seen:
            raise CannotGrant(f"Số chứng chỉ {number} ghi hai lần. Mỗi người một số.")
        seen.add(number)


def _into_profiles(intake: Intake, people: list[int], *, on: date) -> None:
    """A certificate held already keeps its dates."""
    certificates = list(intake.programme.certificates.values_list("id", flat=True))
    profiles = list(LabourProfile.objects.filter(person__in=people).values_list("id", flat=True))
    PersonCertificate.objects.bulk_create(
        (
            PersonCertificate(profile_id=profile, certificate_id=certificate, issued_on=on)
            for profile in profiles
            for certificate in certificates
        ),
        ignore_conflicts=True,
    )
