"""People counselled at the counter while their unemployment file was open, for Mẫu 34."""

from datetime import date
from typing import Any

from django.db.models import QuerySet

from caunoi.counter.choices import COUNSELLING_KINDS
from caunoi.counter.models import Act


def counselled_with_a_file(first: date, last: date) -> QuerySet[Any, Any]:
    """Ids of the people, each as often as they were counselled in these days."""
    acts = Act.objects.filter(
        kind__in=COUNSELLING_KINDS, on_benefit=True, withdrawn_at=None, on__range=(first, last)
    )
    return acts.values("person_id")
