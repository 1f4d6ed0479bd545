"""Opening the whole record of somebody: the question and its line in the journal are one deed."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from caunoi.accounts.models import User
from caunoi.home.choices import HERE_FOR, OPENED_AGAIN_AFTER
from caunoi.home.models import Presence
from caunoi.home.queries.presence import Around, around
from caunoi.home.queries.record import Record, whole_record
from caunoi.people.choices import ReadingReason
from caunoi.people.models import Person
from caunoi_kit.journal.actions import record_read

FIELDS = ["person", "profile", "consents", "services"]
KEPT = timedelta(days=1)  # a sign of a page; the journal keeps who opened what
SIGN_EVERY = timedelta(seconds=HERE_FOR // 3)


class ReasonNeeded(Exception):
    """Nobody said why this record is opened: only somebody at one's desk opens without a word."""


@transaction.atomic
def open_record(
    *, person: Person, ticket: str, why: str, service: str, before: datetime | None, by: User,
    at: datetime,
) -> Record:  # fmt: skip
    """The record of somebody with all services, opened by staff for a reason.

    One opening leaves one line in the journal, however often its page is asked for anew: the next
    line comes with another reason, or when the page gave no sign for a quarter of an hour. The
    line is written last, so that the journal is locked for a moment only; the guard of readings
    may still stop the page (trust E6). Raises ReasonNeeded.
    """
    if not why and not _is_open(person, by, at):
        raise ReasonNeeded
    found = whole_record(
        person, ticket=ticket, service=service, before=before or at + timedelta(seconds=1),
        user=by, at=at, on=timezone.localtime(at).date(),
    )  # fmt: skip
    keep_open(person=person, why=why, by=by, at=at)
    return found


@transaction.atomic
def keep_open(*, person: Person, why: str, by: User, at: datetime) -> None:
    """A page of somebody's record is shown; journalled unless it is part of the same opening.

    With no reason given, the reason of the opening goes on.
    """
    presence = _is_open(person, by, at)
    if presence is not None and why in ("", presence.why):
        _sign(presence, at)
        return
    reason = why or ReadingReason.COUNTER.label
    Presence.objects.filter(user=by, seen_at__lt=at - KEPT).delete()
    Presence.objects.bulk_create(
        [Presence(record=person.public_id, user=by, why=reason, opened_at=at, seen_at=at)],
        update_conflicts=True,
        unique_fields=["record", "user"],
        update_fields=["why", "opened_at", "seen_at"],
    )
    record_read("people.person.read", about=person, by=by, fields=FIELDS, why=reason)


def look_around(*, person: Person, since: int, by: User, at: datetime) -> Around | None:
    """The page asks every few seconds who else is there; None when it was not opened before.

    The sign is renewed only when it gets old: most questions write nothing, hence no transaction.
    """
    presence = _is_open(person, by, at)
    if presence is None:
        return None
    _sign(presence, at)
    return around(person, user=by, since=since, at=at)


def _is_open(person: Person, by: User, at: datetime) -> Presence | None:
    since = at - timedelta(seconds=OPENED_AGAIN_AFTER)
    return Presence.objects.filter(record=person.public_id, user=by, seen_at__gt=since).first()


def _sign(presence: Presence, at: datetime) -> None:
    if presence.seen_at < at - SIGN_EVERY:
        Presence.objects.filter(pk=presence.pk).update(seen_at=at)
