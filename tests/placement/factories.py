"""A small market for tests: people who sew, a firm that needs them, a school that teaches them."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import factory
from factory.django import DjangoModelFactory

from caunoi.people.choices import Purpose
from caunoi.people.models import Person
from caunoi.placement import actions
from caunoi.placement.choices import Origin
from caunoi.placement.models import Application, InterviewSlot, Invitation, MatchRun
from tests.accounts.factories import UserFactory
from tests.classifications.factories import OccupationFactory
from tests.people.factories import (
    ConsentFactory,
    JobWishFactory,
    LabourProfileFactory,
    PersonCertificateFactory,
    PersonFactory,
    PersonSkillFactory,
)
from tests.vacancies.factories import VacancyFactory

DAY = date(2026, 11, 24)
MORNING = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
SEWING = "8153"


def seeker(
    *,
    wishes: Iterable[str] = (SEWING,),
    skills: Iterable[Any] = (),
    certificates: Iterable[Any] = (),
    consents: Iterable[Purpose] = (Purpose.CENTRE, Purpose.EMPLOYERS),
    person: dict[str, Any] | None = None,
    **profile: Any,
) -> Person:
    """Somebody who looks for work and can be matched, unless the arguments say otherwise."""
    who = PersonFactory(**(person or {}))
    file = LabourProfileFactory(person=who, **{"wage_min": 7_000_000, **profile})
    for rank, code in enumerate(wishes, start=1):
        JobWishFactory(profile=file, rank=rank, occupation=OccupationFactory(code=code))
    for skill in skills:
        PersonSkillFactory(profile=file, skill=skill)
    for certificate in certificates:
        PersonCertificateFactory(profile=file, certificate=certificate)
    for purpose in consents:
        ConsentFactory(person=who, purpose=purpose)
    return who


def make_run(*, on: date = DAY, at: datetime = MORNING) -> MatchRun:
    """Compute and keep a plan, without a clock and without a word."""
    ticks = count()
    return actions.match_registers(
        by=None, on=on, at=at, clock=lambda: float(next(ticks)), tell=lambda words: None
    )


class ApplicationFactory(DjangoModelFactory):
    """Sent by the person in the morning of the day, and not looked at yet."""

    class Meta:
        model = Application

    person = factory.SubFactory(PersonFactory, phone="0912345678")
    vacancy = factory.SubFactory(VacancyFactory)
    origin = Origin.SELF
    made_at = MORNING
    state_at = MORNING


class SlotFactory(DjangoModelFactory):
    """Half an hour for one person, three days later."""

    class Meta:
        model = InterviewSlot

    vacancy = factory.SubFactory(VacancyFactory)
    place = "Cổng 2, Công ty Mẫu"
    starts_at = MORNING + timedelta(days=3)
    ends_at = factory.LazyAttribute(lambda slot: slot.starts_at + timedelta(minutes=30))
    capacity = 1
    made_by = factory.SubFactory(UserFactory)


class InvitationFactory(DjangoModelFactory):
    """Asked this morning, not answered yet; the firm found the person by itself."""

    class Meta:
        model = Invitation

    person = factory.SubFactory(PersonFactory, phone="0912345678")
    vacancy = factory.SubFactory(VacancyFactory)
    sent_at = MORNING
    sent_by = factory.SubFactory(UserFactory)
