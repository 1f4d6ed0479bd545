"""What people allow and take back, purpose by purpose."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.people.choices import Purpose
from caunoi.people.models import Consent, Person
from caunoi_kit.journal.actions import record


@transaction.atomic
def give_consent(
    *, person: Person, purposes: Iterable[Purpose], by: User | None, at: datetime
) -> list[Consent]:
    """Keep what the person allowed; a purpose already allowed stays as it is."""
    in_force = set(
        Consent.objects.filter(person=person, withdrawn_at__isnull=True).values_list(
            "purpose", flat=True
        )
    )
    new = [purpose for purpose in purposes if purpose not in in_force]
    consents = Consent.objects.bulk_create(
        Consent(person=person, purpose=purpose, given_at=at) for purpose in new
    )
    record("people.consent.given", by=by, about=person, detail={"purposes": sorted(new)})
    return consents


@transaction.atomic
def withdraw_consent(*, person: Person, purpose: Purpose, by: User | None, at: datetime) -> None:
    """Take a consent back: from now on the purpose is closed."""
    Consent.objects.filter(person=person, purpose=purpose, withdrawn_at__isnull=True).update(
        withdrawn_at=at
    )
    record("people.consent.withdrawn", by=by, about=person, detail={"purpose": purpose})
