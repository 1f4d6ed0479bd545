"""The register: one person once, and what they allow."""

import hashlib
import hmac

from django.conf import settings
from django.db.models import QuerySet

from caunoi.people.choices import Purpose
from caunoi.people.models import Consent, Person
from caunoi_engine.text import folding, identity


def identity_digest(number: str) -> str:
    """The keyed hash by which an encrypted identity number is found again and kept unique."""
    return hmac.new(settings.LOOKUP_KEY.encode(), number.encode(), hashlib.sha256).hexdigest()


def identity_number_fault(typed: str) -> str:
    """What is wrong with an identity number as typed, in words; "" when nothing is."""
    try:
        identity.read_identity_number(typed)
    except identity.BadIdentityNumber as refusal:
        return str(refusal)
    return ""


def person_with_identity_number(number: str) -> Person | None:
    """The one person who holds this 12-digit number, if registered."""
    return Person.objects.filter(identity_digest=identity_digest(number)).first()


def people_named(name: str) -> QuerySet[Person]:
    """People whose name holds these words, with or without marks, in Vietnamese order."""
    found = Person.objects.all()
    for word in folding.fold(name).split():
        found = found.filter(search_key__contains=word)
    return found.order_by("sort_key", "id")


def person_of(user) -> Person | None:
    """The registered person behind an account, with the labour profile."""
    return Person.objects.select_related("profile", "place").filter(account=user).first()


def allows(person: Person, purpose: Purpose) -> bool:
    """Whether the person's consent to this purpose is in force."""
    return Consent.objects.filter(
        person=person, purpose=purpose, withdrawn_at__isnull=True
    ).exists()
