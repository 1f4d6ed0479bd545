"""All services given to one person in one line, the newest first.

Each domain answers for its own rows (`queries/timeline.py` of each); here they become lines of one
kind. A page costs the same number of queries whatever there is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Q

from caunoi.counter.queries.timeline import counter_past
from caunoi.home.choices import Service
from caunoi.home.queries import happenings
from caunoi.home.queries.happenings import Happening
from caunoi.people.models import Person
from caunoi.placement.queries.timeline import placement_past
from caunoi.training.queries.timeline import enrolments_before
from caunoi.unemployment.queries.timeline import benefit_past
from caunoi_kit.messaging.models import Message

SHOWN: Final = 30
READ: Final = 40  # rows of each kind: more than a page, so that no line between two is lost


@dataclass(frozen=True)
class Timeline:
    """One page of a history; `older` is the moment from which the next page goes on."""

    happenings: tuple[Happening, ...]
    service: str
    older: datetime | None


def timeline(person: Person, *, service: str, before: datetime, on: date) -> Timeline:
    """The lines before a moment, of one service or of all."""
    wanted = frozenset({Service(service)} if service in Service.values else Service)
    lines = sorted(
        (
            line
            for line in _lines(person, wanted, before=before, on=on)
            if line.service in wanted and line.at < before
        ),
        key=lambda line: (line.at, line.what),
        reverse=True,
    )
    older = lines[SHOWN - 1].at if len(lines) > SHOWN else None
    return Timeline(tuple(lines[:SHOWN]), service if service in Service.values else "", older)


def _lines(
    person: Person, wanted: frozenset[Service], *, before: datetime, on: date
) -> Iterator[Happening]:
    if wanted & {Service.COUNTER, Service.WORK}:
        yield from happenings.of_counter(counter_past(person, before=before, most=READ))
    if wanted & {Service.WORK, Service.CONTACT}:
        past = placement_past(person, before=before, most=READ)
        yield from happenings.of_placement(past, on=on)
    if Service.LEARNING in wanted:
        enrolled = enrolments_before(person, before=before, most=READ)
        yield from happenings.of_training(enrolled)
    if Service.BENEFIT in wanted:
        yield from happenings.of_benefit(benefit_past(person, before=before, most=READ))
    if Service.CONTACT in wanted:
        yield from happenings.of_messages(messages_to(person, before=before, most=READ))


def messages_to(person: Person, *, before: datetime, most: int) -> list[Message]:
    """Messages to somebody's account or telephone; codes to sign in with are shown to nobody."""
    to = Q(user__isnull=True, phone=person.phone) if person.phone else Q(pk__in=[])
    if person.account_id is not None:
        to |= Q(user=person.account_id)
    found = Message.objects.filter(to, urgent=False, made_at__lt=before)
    return list(found.order_by("-made_at", "-id")[:most])
