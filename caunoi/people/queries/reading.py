"""Who has read somebody's record, told to the person (trust E8)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from caunoi.accounts.choices import Role
from caunoi.accounts.choices.deeds import DEEDS
from caunoi.people.choices import READ_WORDS
from caunoi.people.models import Person
from caunoi_kit.journal.models import Entry

MOST_LINES: Final = 200
_ANOTHER_READING: Final = "Xem dữ liệu của anh/chị"


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One reading: who by office and role, what, why, when. Never the name of an officer."""

    at: datetime
    who: str
    what: str
    why: str


def who_read(person: Person) -> list[ReadLine]:
    """The latest readings of a record by others, the latest first.

    Those of the record itself, and of lists the person stood in. What the person read of their own
    is left out.
    """
    readings = Entry.objects.filter(event__endswith="read").select_related("by__org_unit")
    if person.account_id is not None:
        readings = readings.exclude(by=person.account_id)
    # Records joined with this one were read too, under their own numbers.
    joined = Person.with_shadows.filter(merged_into=person).values_list("pk", flat=True)
    keys = [str(key) for key in (person.pk, *joined)]
    about = readings.filter(about_model=Person._meta.label, about_id__in=keys)
    latest = {entry.number: entry for entry in about.order_by("-number")[:MOST_LINES]}
    in_lists = _in_list(readings, person.pk).order_by("-number")[:MOST_LINES]
    latest |= {entry.number: entry for entry in in_lists}
    return [_line(latest[number]) for number in sorted(latest, reverse=True)[:MOST_LINES]]


def _in_list(readings: QuerySet[Entry], person: int) -> QuerySet[Entry]:
    """Readings of lists in which this person stood: `detail["people"]` holds the key."""
    if connection.vendor == "postgresql":
        return readings.filter(detail__people__contains=[person])
    inside = RawSQL(
        "EXISTS (SELECT 1 FROM json_each(journal_entry.detail, '$.people') AS each"
        " WHERE each.value = %s)",
        [person],
    )
    return readings.alias(inside=inside).filter(inside=True)


def _line(entry: Entry) -> ReadLine:
    what = READ_WORDS.get(entry.event) or DEEDS.get(entry.event, _ANOTHER_READING)
    return ReadLine(entry.at, _reader(entry), what, str(entry.detail.get("why", "")))


def _reader(entry: Entry) -> str:
    """Office and role: "Phòng Tư vấn, tư vấn viên". A firm or school may name itself in detail."""
    if entry.by is None:
        return "Hệ thống"
    role = Role(entry.by.role).label
    office = entry.detail.get("office") or (entry.by.org_unit.name if entry.by.org_unit else "")
    return f"{office}, {role[0].lower()}{role[1:]}" if office else role
