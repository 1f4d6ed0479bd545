"""Opening what names people: the question and its line in the journal are one deed."""

from datetime import date

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.counter.models import Session
from caunoi.counter.queries import PlanPage, SessionPage, plan_page, session_page, whole_session
from caunoi.people.models import Person
from caunoi.placement.queries.groups import FirstWays
from caunoi_kit.journal.actions import record, record_read

FIELDS = ["full_name", "place", "profile", "wishes"]


@transaction.atomic
def read_session(*, session: Session, by: User, page: str | None, on: date) -> SessionPage:
    """A page of the people of a session: one line for the group."""
    found = session_page(session, page=page, on=on)
    _note(session, by, found.people)
    return found


@transaction.atomic
def read_everybody(*, session: Session, by: User, on: date) -> list[FirstWays]:
    """All people of a session, to be printed: one line for the group."""
    found = whole_session(session, on=on)
    _note(session, by, [each.person.pk for each in found])
    return found


@transaction.atomic
def read_plan(*, person: Person, by: User) -> PlanPage:
    """The open plan of somebody."""
    found = plan_page(person)
    record_read(
        "counter.plan.read",
        about=person,
        by=by,
        fields=["full_name", "action plan"],
        why="tư vấn việc làm",
    )
    return found


def _note(session: Session, by: User, people: list[int]) -> None:
    if people:
        detail = {"fields": FIELDS, "people": people}
        record("counter.session.read", about=session, by=by, detail=detail)
