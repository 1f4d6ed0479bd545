"""What training knows of somebody's past, for the page that shows all services together."""

from datetime import datetime
from typing import Final

from caunoi.people.models import Person
from caunoi.training.models import Enrolment

_SHOWN: Final = (
    "state", "state_at", "made_at", "started_on", "graduated_on", "left_because",
    "certificate_number", "made_by__full_name", "intake__programme__name",
    "intake__programme__institution__name",
)  # fmt: skip


def enrolments_before(person: Person, *, before: datetime, most: int) -> list[Enrolment]:
    """The classes somebody asked for before a moment, the latest first, with school. One query."""
    found = Enrolment.objects.filter(person=person, made_at__lt=before)
    return list(
        found.select_related("intake__programme__institution", "made_by")
        .only(*_SHOWN)
        .order_by("-made_at", "-id")[:most]
    )
