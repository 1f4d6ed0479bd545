"""The records behind one figure of the report of services."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.urls import reverse
from django.utils import timezone

from caunoi.counter.models import Act, Attendee
from caunoi.indicators.models import Happening
from caunoi.indicators.queries.services import Row
from caunoi.people.models import Person
from caunoi.placement.models import Application, Referral
from caunoi.training.models import Enrolment
from caunoi.unemployment.models import Claim, Decision
from caunoi.vacancies.models import Vacancy
from caunoi_kit.journal.models import Entry
from caunoi_kit.ui import formats
from caunoi_kit.ui.paging import Page, page_of
from caunoi_rules.periods import Period

SIZE: Final = 50


@dataclass(frozen=True)
class Behind:
    """One counted record: when, whom, what; `url` opens it."""

    on: date | None
    person: Person | None
    whom: str
    what: str
    url: str


@dataclass(frozen=True)
class BehindPage:
    """A page of the records a figure counts."""

    lines: tuple[Behind, ...]
    page: Page

    @property
    def people(self) -> list[int]:
        """Whose names the page shows."""
        return sorted({line.person.pk for line in self.lines if line.person is not None})


def behind_row(row: Row, period: Period, *, page: str | None) -> BehindPage:
    """The records of all sources of a row, one source after the other."""
    found = [source(period) for source in row.sources]
    counts = [each.count() for each in found]
    shown = page_of(page, count=sum(counts), size=SIZE)
    records: list[Any] = []
    start, stop = shown.start, shown.stop
    for each, count in zip(found, counts, strict=True):
        if start < count and stop > 0:
            records += each[max(0, start) : max(0, stop)]
        start, stop = start - count, stop - count
    return BehindPage(tuple(lines_of(records)), shown)


def lines_of(records: list[Any]) -> list[Behind]:
    keys = [int(each.about_id) for each in records if isinstance(each, Entry)]
    people = Person.objects.in_bulk(keys) if keys else {}
    return [_line(each, people) for each in records]


def _line(row: Any, people: dict[int, Person]) -> Behind:
    if isinstance(row, Entry):
        what = "Làm hồ sơ" if row.event == "people.profile.made" else "Cập nhật hồ sơ"
        return of_person(people.get(int(row.about_id)), timezone.localtime(row.at).date(), what)
    return _WORDS[type(row)](row)


def _happening(row: Happening) -> Behind:
    what = " – ".join(part for part in (row.kind, row.note) if part)
    words = f"{row.key}: {formats.number(row.quantity)}" + (f", {what}" if what else "")
    return Behind(row.on, None, row.unit.name, words, "")


def _vacancy(row: Vacancy) -> Behind:
    url = reverse("placement:candidates", args=[row.pk])
    what = f"{row.title}, {row.positions} chỗ"
    return Behind(row.posted_on, None, row.employer.name, what, url)


def _act(row: Act) -> Behind:
    if row.employer is None:
        return of_person(row.person, row.on, row.get_kind_display())
    url = reverse("home:firm", args=[row.employer.public_id])
    return Behind(row.on, None, row.employer.name, row.get_kind_display(), url)


def _attendee(row: Attendee) -> Behind:
    return of_person(row.person, row.session.held_on, f"Tư vấn nhóm: {row.session.name}")


def _referral(row: Referral) -> Behind:
    return of_person(row.person, row.made_on, f"{row.vacancy.title}, {row.vacancy.employer.name}")


def _hire(row: Application) -> Behind:
    on = row.hired_on or timezone.localtime(row.made_at).date()
    return of_person(row.person, on, f"{row.vacancy.title}, {row.vacancy.employer.name}")


def _enrolment(row: Enrolment) -> Behind:
    return of_person(
        row.person,
        row.started_on or timezone.localtime(row.made_at).date(),
        row.intake.programme.name,
    )


def _claim(row: Claim) -> Behind:
    return of_person(row.person, row.filed_on or timezone.localtime(row.begun_at).date(), str(row))


def _decision(row: Decision) -> Behind:
    on = row.signed_on or timezone.localtime(row.proposed_at).date()
    return of_person(row.person, on, f"{row.get_kind_display()} số {row.symbol}")


def of_person(person: Person | None, on: date | None, what: str) -> Behind:
    if person is None:
        return Behind(on, None, "không rõ", what, "")
    url = reverse("home:record", args=[person.public_id])
    return Behind(on, person, person.full_name, what, f"{url}?vi=kiem-tra")


_WORDS: Final[dict[type, Callable[[Any], Behind]]] = {
    Happening: _happening,
    Vacancy: _vacancy,
    Act: _act,
    Attendee: _attendee,
    Referral: _referral,
    Application: _hire,
    Enrolment: _enrolment,
    Claim: _claim,
    Decision: _decision,
}

KNOWN: Final = (Entry, *_WORDS)
"""Kinds of records that `lines_of` tells."""
