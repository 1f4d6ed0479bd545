"""Opening records of people: the question and its line in the journal are one deed."""

from datetime import date

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.people.models import Person
from caunoi.placement.models import MatchRun, TrainingOrder
from caunoi.placement.permissions import is_counselling_staff
from caunoi.placement.queries.candidates import CandidatePage, ranked_candidates
from caunoi.placement.queries.lists import three_lists
from caunoi.placement.queries.offers import ThreeLists
from caunoi.placement.queries.orders import OrderPeoplePage, order_people
from caunoi.placement.queries.plan import PeoplePage, placed_people, unplaced_people
from caunoi.vacancies.models import Vacancy
from caunoi_kit.journal.actions import record, record_read


@transaction.atomic
def read_person_lists(*, person: Person, by: User, on: date) -> ThreeLists:
    """The three lists of somebody else, opened by counselling staff."""
    lists = three_lists(person, on=on)
    record_read(
        "placement.lists.read",
        about=person,
        by=by,
        fields=["full_name", "place", "profile", "wishes"],
        why="tư vấn việc làm",
    )
    return lists


@transaction.atomic
def read_candidates(*, vacancy: Vacancy, by: User, on: date, page: str | None) -> CandidatePage:
    """The people a vacancy suits; staff also see those who are not open to employers."""
    found = ranked_candidates(vacancy, on=on, page=page, all_of_them=is_counselling_staff(by))
    if found.candidates:
        record(
            "placement.candidates.read",
            about=vacancy,
            by=by,
            detail={
                "fields": ["initials", "place", "profile"],
                "people": [candidate.person_id for candidate in found.candidates],
            },
        )
    return found


@transaction.atomic
def read_placed_people(
    *, run: MatchRun, by: User, page: str | None, chosen: dict[str, int]
) -> PeoplePage:
    """Whom a plan places, one page, with names."""
    return _read(run, by, placed_people(run, page=page, **chosen))


@transaction.atomic
def read_unplaced_people(*, run: MatchRun, by: User, page: str | None) -> PeoplePage:
    """Whom a plan finds nothing for, one page, with names."""
    return _read(run, by, unplaced_people(run, page=page))


@transaction.atomic
def read_ordered_people(*, order: TrainingOrder, by: User, page: str | None) -> OrderPeoplePage:
    """Whom a class worth opening would help, one page, with names."""
    found = order_people(order, page=page)
    if found.lines:
        record(
            "placement.order.people_read",
            about=order,
            by=by,
            detail={
                "fields": ["full_name", "place"],
                "people": [line.learner.person_id for line in found.lines],
            },
        )
    return found


def _read(run: MatchRun, by: User, found: PeoplePage) -> PeoplePage:
    if found.lines:
        record(
            "placement.plan.people_read",
            about=run,
            by=by,
            detail={
                "fields": ["full_name", "place"],
                "people": [line.person.pk for line in found.lines],
            },
        )
    return found
