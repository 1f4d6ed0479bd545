"""What training knows of somebody's past, for the page that shows all services together."""

from datetime import datetime

from caunoi.people.models import Person
from caunoi.training.models import Enrolment


def enrolments_before(person: Person, *, before: datetime, most: int) -> list[Enrolment]:
    """The classes somebody asked for before a moment, the latest first, with school. One query."""
    found = Enrolment.objects.filter(person=person, made_at__lt=before)
    return list(
        found.select_related("intake__programme__institution", "made_by").order_by(
            "-made_at", "-id"
        )[:most]
    )
