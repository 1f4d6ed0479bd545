"""A small market for tests: people who sew, a firm that needs them, a school that teaches them."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from caunoi.people.choices import Purpose
from caunoi.people.models import Person
from caunoi.placement import actions
from caunoi.placement.models import MatchRun
from tests.classifications.factories import OccupationFactory
from tests.people.factories import (
    ConsentFactory,
    JobWishFactory,
    LabourProfileFactory,
    PersonCertificateFactory,
    PersonFactory,
    PersonSkillFactory,
)

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
