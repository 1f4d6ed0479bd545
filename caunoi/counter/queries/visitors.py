"""Who takes a number: what a card, a number or an account says of somebody."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.core import signing

from caunoi.accounts.models import User
from caunoi.counter.queries.lines import ground_of
from caunoi.people.models import Person
from caunoi.people.queries import identity_digest, person_of
from caunoi_engine.text.card import read_card
from caunoi_engine.text.folding import fold

SALT: Final = "caunoi.kiosk"
KEPT: Final = 180  # seconds between the scan and the choice of a service


@dataclass(frozen=True)
class Scanned:
    """A card at a machine. `ending`: the last four digits, to show that it was read."""

    person: Person | None
    ground: str
    ending: str


@dataclass(frozen=True)
class OwnVisitor:
    """Who takes a number at home: a keyed hash, the record if any, where to write to."""

    holder: str
    person: Person | None
    phone: str
    ground: str


def phone_holder(phone: str) -> str:
    """The keyed hash that stands for a telephone number."""
    said = f"phone:{phone}".encode()
    return hmac.new(settings.LOOKUP_KEY.encode(), said, hashlib.sha256).hexdigest()


def typed_visitor(kind: str, digits: str) -> OwnVisitor:
    """Somebody who typed a number at home.

    Nothing of the record is told or used beyond who it is: anybody can type a number.
    """
    if kind == "identity":
        return OwnVisitor(identity_digest(digits), person_of_number(digits), "", "")
    return OwnVisitor(phone_holder(digits), None, digits, "")


def own_visitor(user: User, *, at: datetime) -> OwnVisitor | None:
    """Somebody who signed in; None while neither a record nor a telephone number is known."""
    person = person_of(user)
    phone = (person.phone if person else "") or user.phone
    holder = (person.identity_digest if person else "") or (phone_holder(phone) if phone else "")
    return OwnVisitor(holder, person, phone, ground_of(person, at=at)) if holder else None


def person_of_number(digits: str) -> Person | None:
    """Whoever holds an identity number, with the labour profile."""
    found = Person.objects.select_related("profile")
    return found.filter(identity_digest=identity_digest(digits)).first()


def person_named(name: str, phone: str) -> Person | None:
    """Somebody by name and telephone number: both must agree with the record."""
    same = Person.objects.select_related("profile").filter(phone=phone, search_key=fold(name))
    return same.order_by("pk").first()


def read_scanned(text: str, *, at: datetime) -> Scanned | None:
    """What a card at a machine says; None when it is none. Nothing of it is kept."""
    card = read_card(text)
    digits = card.number or "".join(c for c in text if c.isdigit())
    if not card.number and len(digits) != 12:  # noqa: PLR2004  digits of an identity number
        return None
    person = person_of_number(digits)
    seen: Any = person if person is not None else card
    return Scanned(person, ground_of(seen, at=at), digits[-4:])


def keep(scanned: Scanned) -> str:
    """The scan as a sealed text for the page: a key of a record, never a number or a name."""
    said = [scanned.person.pk if scanned.person else 0, scanned.ground, scanned.ending]
    return signing.dumps(said, salt=SALT)


def kept(text: str) -> Scanned | None:
    """The scan of a sealed text; None when there is none, or it is too old."""
    if not text:
        return None
    try:
        key, ground, ending = signing.loads(text, salt=SALT, max_age=KEPT)
    except signing.BadSignature:
        return None
    person = Person.objects.select_related("profile").filter(pk=key).first() if key else None
    return Scanned(person, ground, ending)
