"""Inviting people who said they would study."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.people.choices import Purpose
from caunoi.people.models import Consent, Person
from caunoi.training.actions.enrolments import CannotEnrol, civil_day, locked_intake, why_not_join
from caunoi.training.actions.telling import tell_person
from caunoi.training.models import ClassInvitation, Enrolment, Intake
from caunoi_kit.journal.actions import record
from caunoi_kit.ui import formats


@transaction.atomic
def invite_people(
    *, intake: Intake, people: Iterable[int], by: User, at: datetime
) -> tuple[int, int]:
    """Offer a class to people: returns how many invitations are new, and how many messages go out.

    Only whoever allowed messages gets one; the others find the invitation on their own page.
    Raises CannotEnrol when the class takes nobody any more.
    """
    locked = locked_intake(intake.pk)
    refusal = why_not_join(locked, on=civil_day(at))
    if refusal:
        raise CannotEnrol(refusal)
    asked = list(dict.fromkeys(people))
    there = set(Enrolment.objects.filter(intake=locked).values_list("person_id", flat=True))
    there |= set(ClassInvitation.objects.filter(intake=locked).values_list("person_id", flat=True))
    reachable = set(
        Consent.objects.filter(
            person__in=asked, purpose=Purpose.MESSAGES, withdrawn_at__isnull=True
        ).values_list("person_id", flat=True)
    )
    people_by_key = Person.objects.select_related("account").in_bulk(asked)
    new, sent = [], 0
    for key in asked:
        if key in there or key not in people_by_key:
            continue
        told = key in reachable and _tell(people_by_key[key], locked, at=at)
        sent += told
        new.append(ClassInvitation(intake=locked, person_id=key, made_at=at, made_by=by, sent=told))
    ClassInvitation.objects.bulk_create(new)
    record(
        "training.intake.people_invited", by=by, about=locked,
        detail={"people": [each.person_id for each in new], "messages": sent},
    )  # fmt: skip
    return len(new), sent


def _tell(person: Person, intake: Intake, *, at: datetime) -> bool:
    return tell_person(
        person,
        kind="training.class.offered",
        text=(
            f"Lớp {intake.programme.name} khai giảng {formats.day(intake.starts_on)} hợp với "
            "anh/chị. Vào mục Khoá học của tôi để đăng ký."
        ),
        at=at,
        key=f"training.class.offered:{intake.pk}:{person.pk}",
    )
