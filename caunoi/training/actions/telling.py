"""Telling learners what became of their request."""

from datetime import datetime

from caunoi.people.models import Person
from caunoi.training.models import Enrolment
from caunoi_kit.messaging.actions import send
from caunoi_kit.messaging.choices import State


def tell(enrolment: Enrolment, *, kind: str, text: str, at: datetime) -> bool:
    """Put one message about an enrolment in the outbox; False when it will not go.

    What it says is on the person's page in any case.
    """
    return tell_person(
        enrolment.person, kind=kind, text=text, at=at, key=f"{kind}:{enrolment.pk}:{at:%Y%m%d}",
        about=enrolment,
    )  # fmt: skip


def tell_person(
    person: Person, *, kind: str, text: str, at: datetime, key: str, about: Enrolment | None = None
) -> bool:
    """Put one message to a person in the outbox; False when it will not go."""
    message = send(
        kind=kind, text=text, at=at, phone=person.phone, email=person.email,
        subject="Lớp học nghề", user=person.account, about=about, key=key,
    )  # fmt: skip
    return message.state != State.SUPPRESSED
