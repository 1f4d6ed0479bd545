"""Opening the list of a duty: the people on it and the line in the journal are one deed."""

from datetime import date

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.home.queries.duties import DutyList, duty_list
from caunoi.home.queries.duty_kinds import Kind
from caunoi_kit.journal.actions import record


@transaction.atomic
def read_duty(*, kind: Kind, page: str | None, by: User, on: date) -> DutyList:
    """One page of a duty's list."""
    found = duty_list(kind, on=on, page=page)
    if found.people:
        detail = {"fields": ["full_name"], "people": found.people, "why": kind.title.lower()}
        record("home.duties.people_read", by=by, detail=detail)
    return found
