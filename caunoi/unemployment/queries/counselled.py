"""People who were counselled or referred in some days: a column of Mẫu 34.

Unemployment knows the referral letters of placement. A domain above it that counts counselling
appends its own reader to `SOURCES` when it starts; a person counts once, whoever saw them.
"""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from django.db.models import Q, QuerySet

from caunoi.people.models import Person
from caunoi.placement.models import Referral

Reader = Callable[[date, date], QuerySet[Any, Any]]
"""First and last day, both included, to the ids of the people (a queryset of one column)."""


def referred(first: date, last: date) -> QuerySet[Any, Any]:
    """Who got a referral letter in these days."""
    return Referral.objects.filter(made_on__range=(first, last)).values("person_id")


SOURCES: Final[list[Reader]] = [referred]


def counselled(first: date, last: date) -> QuerySet[Person]:
    """Everybody counselled or referred in these days, each once."""
    wanted = Q(pk__in=[])
    for reader in SOURCES:
        wanted |= Q(pk__in=reader(first, last))
    return Person.objects.filter(wanted)
