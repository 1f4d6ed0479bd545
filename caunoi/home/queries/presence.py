"""Who else has somebody's record open, and whether a colleague changed it meanwhile."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from caunoi.accounts.choices.deeds import DEEDS
from caunoi.accounts.models import User
from caunoi.home.choices import HERE_FOR
from caunoi.home.models import Presence
from caunoi.people.models import Person
from caunoi_kit.journal.models import Entry


@dataclass(frozen=True)
class Change:
    """The latest thing a colleague wrote about the person since the page was opened."""

    at: datetime
    by: str
    what: str


@dataclass(frozen=True)
class Around:
    """What the page tells of colleagues; `number` is the journal's last line that was looked at."""

    others: tuple[Presence, ...]
    change: Change | None
    number: int


def around(person: Person, *, user: User, since: int, at: datetime) -> Around:
    """Colleagues at this record now, and what they wrote since a line of the journal.

    Three queries of a few rows each: the journal is read only from that line on.
    """
    newest = Entry.objects.order_by("-number").values_list("number", flat=True).first() or 0
    since = min(since, newest)
    latest = _written(person, since).exclude(by=user).order_by("-number").first()
    change = None
    if latest is not None:
        who = latest.by.full_name if latest.by else "Hệ thống"
        change = Change(latest.at, who, DEEDS.get(latest.event, "Sửa hồ sơ"))
    return Around(tuple(others_at(person, user=user, at=at)), change, newest)


def others_at(person: Person, *, user: User, at: datetime) -> QuerySet[Presence]:
    """Colleagues whose page of this record gave a sign within the last seconds."""
    here = Presence.objects.filter(
        record=person.public_id, seen_at__gt=at - timedelta(seconds=HERE_FOR)
    )
    return here.exclude(user=user).select_related("user__org_unit").order_by("opened_at", "id")


def _written(person: Person, since: int) -> QuerySet[Entry]:
    """Lines after `since` that changed something about the person; readings are none."""
    lines = Entry.objects.filter(number__gt=since).exclude(event__endswith="read")
    about = Q(about_model=Person._meta.label, about_id=str(person.pk))
    if connection.vendor == "postgresql":
        found = lines.filter(about | Q(detail__people__contains=[person.pk]))
    else:
        inside = RawSQL(
            "EXISTS (SELECT 1 FROM json_each(journal_entry.detail, '$.people') AS each"
            " WHERE each.value = %s)",
            [person.pk],
        )
        found = lines.alias(inside=inside).filter(about | Q(inside=True))
    return found.select_related("by")
