"""How many people's records an account opens in an hour (trust E6)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db.models import F, OuterRef, Q, Subquery

from caunoi.accounts.choices import Role
from caunoi.accounts.models import ReadingConsent, User
from caunoi_kit.journal.models import Entry

HOUR: Final = timedelta(hours=1)
PERSON: Final = "people.Person"
# Lines by which a person's record was read: `record_read` writes fields, group reads a list.
READS: Final = Q(event__endswith="read")


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who opened the records of many people within an hour."""

    user: User
    people: int
    stopped: bool


def people_read_in_last_hour(user: User, *, at: datetime) -> int:
    """How many people's records the user opened since the last hour or the last consent."""
    return len(people_read(user, at=at))


def people_read(user: User, *, at: datetime, review: bool = False) -> set[str]:
    """Whose records they were. Somebody opened twice counts once; a group counts each of it.

    `review`: those seen in pairs that may be one person, instead of all others.
    """
    since = at - HOUR
    consent = (
        ReadingConsent.objects.filter(user=OuterRef("by"), given_at__gt=since)
        .order_by("-given_at")
        .values("given_at")[:1]
    )
    lines = (
        Entry.objects.filter(READS, by=user.pk, at__gt=since)
        .annotate(consent=Subquery(consent))
        .filter(Q(consent__isnull=True) | Q(at__gt=F("consent")))
        .order_by("number")
    )
    people: set[str] = set()
    for model, key, detail in lines.values_list("about_model", "about_id", "detail"):
        if bool(detail.get("review")) is review:
            people |= people_in(model, key, detail)
    return people


def people_in(model: str, key: str, detail: Mapping[str, Any]) -> set[str]:
    """Whose records one line of the journal says were opened."""
    if "people" in detail:
        return {str(each) for each in detail["people"]}
    return {key} if model == PERSON else set()


def readers_of_many(*, at: datetime) -> list[Reader]:
    """Who opened more records in the last hour than one person serves, most first."""
    since = at - HOUR
    consents = dict(
        ReadingConsent.objects.filter(given_at__gt=since)
        .order_by("given_at", "id")
        .values_list("user_id", "given_at")
    )
    read: dict[int, set[str]] = defaultdict(set)
    reviewed: dict[int, set[str]] = defaultdict(set)
    lines = Entry.objects.filter(READS, at__gt=since, by__isnull=False).order_by("number")
    for by, when, *line in lines.values_list("by_id", "at", "about_model", "about_id", "detail"):
        if by not in consents or when > consents[by]:
            (reviewed if line[2].get("review") else read)[by] |= people_in(*line)
    many = {by: len(read[by] | reviewed[by]) for by in {*read, *reviewed}}
    many = {by: count for by, count in many.items() if count > settings.READING_ALERT}
    users = User.objects.exclude(role=Role.JOB_SEEKER).in_bulk(many)
    found = [
        Reader(
            user,
            many[by],
            len(read[by]) >= settings.READING_STOP
            or len(reviewed[by]) >= settings.READING_STOP_REVIEW,
        )
        for by, user in users.items()
    ]
    return sorted(found, key=lambda reader: (-reader.people, reader.user.pk))
