"""Opening the record of somebody else: the question and its line in the journal are one deed."""

from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.people.choices import Part, ReadingReason
from caunoi.people.models import Person
from caunoi.people.queries.find import search_people
from caunoi.people.queries.profile import ProfilePage, own_data, profile_page
from caunoi_kit.journal.actions import record, record_read
from caunoi_kit.ui.paging import Page, page_of

PAGE_SIZE: Final = 20


@dataclass(frozen=True)
class FoundPeople:
    """One page of the people that answer a search."""

    people: tuple[Person, ...]
    page: Page


@transaction.atomic
def found_people(*, text: str, by: User, page: str | None) -> FoundPeople:
    """People that answer a search by staff, one page; those shown are in the journal."""
    matching = search_people(text)
    shown = page_of(page, count=matching.count(), size=PAGE_SIZE)
    found = FoundPeople(tuple(matching[shown.part]), shown)
    if people := [person.pk for person in found.people]:
        record(
            "people.search.read",
            by=by,
            detail={"fields": ["full_name", "birth_date", "place", "phone"], "people": people},
        )
    return found


@transaction.atomic
def read_person(*, person: Person, reason: ReadingReason, by: User) -> ProfilePage:
    """The record of somebody, opened by front-office staff."""
    record_read(
        "people.person.read",
        about=person,
        by=by,
        fields=["person", "profile", "wishes", "skills", "certificates", "consents"],
        why=reason.label,
    )
    return profile_page(person)


@transaction.atomic
def read_part(*, person: Person, part: Part, by: User) -> None:
    """One part of a record, opened by front-office staff to change it."""
    record_read(
        "people.person.read",
        about=person,
        by=by,
        fields=[part.value],
        why=ReadingReason.CHECKING.label,
    )


@transaction.atomic
def read_identity_number(*, person: Person, reason: ReadingReason, by: User) -> str:
    """The identity number in full, which pages show masked (trust E5)."""
    record_read(
        "people.number.read", about=person, by=by, fields=["identity_number"], why=reason.label
    )
    return person.identity_number or ""


@transaction.atomic
def read_form(*, person: Person, form: str, by: User) -> ProfilePage:
    """The record as it is printed on an official form, by the person or by staff."""
    record_read(
        "people.form.read",
        about=person,
        by=by,
        fields=["person", "profile", "wishes", "identity_number"],
        why=f"in {form}",
    )
    return profile_page(person)


@transaction.atomic
def take_own_data(*, person: Person, by: User) -> dict[str, Any]:
    """All that is kept of a person, taken away by themselves."""
    record("people.data.taken", by=by, about=person)
    return own_data(person)
