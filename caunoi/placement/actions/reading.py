"""Opening records of people: the question and its line in the journal are one deed."""

from datetime import date

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.agreements.models import Line
from caunoi.people.models import Person
from caunoi.placement.models import MatchRun, TrainingOrder
from caunoi.placement.permissions import is_counselling_staff
from caunoi.placement.queries.candidates import CandidatePage, ranked_candidates
from caunoi.placement.queries.commitments import Behind, behind_line
from caunoi.placement.queries.counselling import CounsellingPage, Sieve, counselling_page
from caunoi.placement.queries.following import ChangesPage, changes_page
from caunoi.placement.queries.orders import OrderPeoplePage, order_people
from caunoi.placement.queries.pipeline import (
    Appointment,
    Board,
    InvitePage,
    board_of,
    invite_page,
    schedule_of,
)
from caunoi.placement.queries.plan import PeoplePage, placed_people, unplaced_people
from caunoi.vacancies.models import Vacancy
from caunoi_kit.journal.actions import record, record_read


@transaction.atomic
def read_counselling(*, person: Person, sieve: Sieve, by: User, on: date) -> CounsellingPage:
    """The counsellor's screen for somebody: lists, letters, refusals."""
    page = counselling_page(person, sieve=sieve, on=on)
    record_read(
        "placement.lists.read",
        about=person,
        by=by,
        fields=["full_name", "place", "profile", "wishes", "referrals"],
        why="tư vấn việc làm",
    )
    return page


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


@transaction.atomic
def read_board(*, vacancy: Vacancy, by: User, on: date, page: str | None) -> Board:
    """The applications of a vacancy with names, opened by its firm or by staff of the centre."""
    board = board_of(vacancy, on=on, page=page, all_of_them=is_counselling_staff(by))
    _note_people(vacancy, by, "placement.pipeline.read", board.people)
    return board


@transaction.atomic
def read_invite_page(*, vacancy: Vacancy, by: User, on: date, most: int) -> InvitePage:
    """Whom a firm may invite: applicants with names, the others by initials only."""
    page = invite_page(vacancy, on=on, most=most)
    people = [line.application.person_id for line in page.applications]
    _note_people(vacancy, by, "placement.pipeline.read", people)
    return page


@transaction.atomic
def read_schedule(*, vacancy: Vacancy, by: User, on: date) -> list[Appointment]:
    """Who comes to an interview and when, with names of those who said yes."""
    schedule = schedule_of(vacancy, on=on, all_of_them=is_counselling_staff(by))
    people = [one.invitation.person_id for one in schedule if one.name]
    _note_people(vacancy, by, "placement.schedule.read", people)
    return schedule


@transaction.atomic
def read_commitment(*, line: Line, by: User) -> Behind:
    """The people behind the figures of one line of an agreement, with names."""
    found = behind_line(line)
    if found.people:
        detail = {"fields": ["full_name"], "people": found.people}
        record("placement.commitment.people_read", about=line.agreement, by=by, detail=detail)
    return found


def _note_people(vacancy: Vacancy, by: User, event: str, people: list[int]) -> None:
    """One line a page, with whom it showed."""
    if people:
        detail = {"fields": ["full_name", "phone", "place"], "people": people}
        record(event, about=vacancy, by=by, detail=detail)


@transaction.atomic
def read_changes(*, run: MatchRun, by: User, page: str | None, moved: bool) -> ChangesPage:
    """One page of what a plan has followed; the people in it are named."""
    found = changes_page(run, page=page, moved=moved)
    people = {
        *(move.person_id for line in found.lines for move in line.moves),
        *(line.change.person_id for line in found.lines if line.change.person_id),
    }
    if people:
        record(
            "placement.run.changes_read",
            about=run,
            by=by,
            detail={"fields": ["full_name"], "people": sorted(people)},
        )
    return found
