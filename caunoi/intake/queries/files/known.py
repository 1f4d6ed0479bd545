"""Workers a commune has in the register."""

from django.db.models import QuerySet

from caunoi.people.models import Person
from caunoi.places.models import Place


def known_workers(commune: Place) -> QuerySet[Person]:
    """People who live in a commune and have a labour profile, in Vietnamese order."""
    return (
        Person.objects.filter(place=commune, profile__isnull=False, died_on=None)
        .select_related("profile", "household")
        .order_by("household__code", "sort_key", "id")
    )
