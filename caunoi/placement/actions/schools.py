"""Schools and the match: inviting the best-fitting people, handing graduates over to a firm."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.people.models import Person
from caunoi.placement.actions.applications import CannotApply, start_application
from caunoi.placement.choices import Origin
from caunoi.placement.queries.graduates import Graduate, graduates_of
from caunoi.placement.queries.schools import best_learners
from caunoi.placement.queries.unmet import UnmetLine, people_lacking
from caunoi.training.actions import invite_people
from caunoi.training.models import Intake
from caunoi.vacancies.models import Vacancy
from caunoi_kit.journal.actions import record


class CannotHandOver(Exception):
    """Nobody can be handed over; the message says why and what to do."""


@transaction.atomic
def invite_best(*, intake: Intake, count: int, by: User, at: datetime) -> tuple[int, int]:
    """Invite the people who fit a class best: how many are invited, and how many get a message.

    The school learns how many, not who: names come with the enrolment.
    """
    return invite_people(intake=intake, people=best_learners(intake, most=count), by=by, at=at)


@transaction.atomic
def read_graduates(*, intake: Intake, by: User) -> list[Graduate]:
    """The graduates of a class with their names, opened by the school."""
    found = graduates_of(intake)
    if found:
        record(
            "placement.graduates.read",
            about=intake,
            by=by,
            detail={
                "fields": ["full_name"],
                "people": [each.enrolment.person_id for each in found],
            },
        )
    return found


@transaction.atomic
def hand_over(
    *, intake: Intake, vacancy: Vacancy, chosen: Collection[UUID], by: User, at: datetime
) -> int:
    """Put chosen graduates forward for a vacancy: returns how many.

    Only those who let employers find them, for this gives the firm their name. Raises
    CannotHandOver when the vacancy takes nobody, or none of the chosen may be named.
    """
    people = [
        each.enrolment.person
        for each in graduates_of(intake)
        if each.enrolment.public_id in chosen and each.open_to_employers and not each.hired
    ]
    if not people:
        raise CannotHandOver(
            "Chưa chọn ai giới thiệu được. Người học phải đồng ý cho doanh nghiệp tìm thấy mình."
        )
    for person in people:
        try:
            start_application(person=person, vacancy=vacancy, origin=Origin.REFERRAL, by=by, at=at)
        except CannotApply as refusal:
            raise CannotHandOver(str(refusal)) from refusal
    record(
        "placement.graduates.handed_over",
        by=by,
        about=vacancy,
        detail={"people": [each.pk for each in people]},
    )
    return len(people)


@transaction.atomic
def read_people_lacking(*, line: UnmetLine, by: User, on: date) -> list[Person]:
    """The people behind a figure of unmet demand, with names, opened by counselling staff."""
    found = people_lacking(line)
    if found:
        record(
            "placement.unmet.people_read",
            by=by,
            detail={
                "fields": ["full_name", "place"],
                "people": [each.pk for each in found],
                "occupation": line.key.occupation,
            },
            about=None,
        )
    return found
