"""Opening the people behind a count of labour supply."""

from datetime import date

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.indicators.queries.supply import SupplyPeople, people_of
from caunoi_kit.journal.actions import record


@transaction.atomic
def read_people(
    *, split: str, key: str, column: str, on: date, page: str | None, by: User
) -> SupplyPeople:
    """One page of the people counted; the reading is in the journal."""
    found = people_of(split, key, column, on=on, page=page)
    if found.people:
        detail = {
            "fields": ["full_name", "birth_date", "place"],
            "people": [person.pk for person in found.people],
            "why": f"cung lao động, {found.words}",
        }
        record("indicators.supply.people_read", by=by, detail=detail)
    return found
