"""Households of a commune for the telephone of its officer: hamlets, who is known in each."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count

from caunoi.intake.queries.files.known import known_workers
from caunoi.people.models import Person
from caunoi.places.models import Place

MOST_HAMLETS: Final = 80
MOST_PEOPLE: Final = 800
"""People on one telephone at a time: more than anybody visits in a day."""
KEPT_DIGITS: Final = 4


@dataclass(frozen=True, slots=True)
class Home:
    """A household of the round: its code and address, and who is known to live there."""

    code: str
    address: str
    people: tuple[Person, ...]


def hamlets_of(commune: Place) -> list[tuple[str, int]]:
    """Addresses as the register has them, with how many workers live there, most first."""
    found = (
        Person.objects.filter(place=commune, profile__isnull=False)
        .exclude(address="")
        .values("address")
        .annotate(people=Count("id"))
        .order_by("-people", "address")
    )
    return list(found.values_list("address", "people")[:MOST_HAMLETS])


def homes_of(commune: Place, hamlet: str) -> list[Home]:
    """The households of a hamlet by their codes; who belongs to none stands alone."""
    people = known_workers(commune)
    if hamlet:
        people = people.filter(address=hamlet)
    homes: dict[Any, list[Person]] = defaultdict(list)
    for person in people[:MOST_PEOPLE]:
        homes[person.household_id or f"person {person.pk}"].append(person)
    return [
        Home(
            code=members[0].household.code.partition("-")[2] if members[0].household else "",
            address=members[0].address,
            people=tuple(members),
        )
        for members in homes.values()
    ]


def shown_home(home: Home) -> dict[str, Any]:
    """A household as the telephone keeps it; of identity numbers the last four digits."""
    return {
        "code": home.code,
        "address": home.address,
        "members": [_member(person) for person in home.people],
    }


def _member(person: Person) -> dict[str, Any]:
    profile = person.profile
    return {
        "row_key": str(person.public_id),
        "full_name": person.full_name,
        "birth_date": _birth(person),
        "sex": person.sex,
        "last_digits": (person.identity_number or "")[-KEPT_DIGITS:],
        "phone": person.phone,
        "general_education": profile.general_education,
        "qualification": profile.qualification,
        "activity": profile.activity,
        "inactive_reason": profile.inactive_reason,
        "job_status": profile.job_status,
        "unemployed_for": profile.unemployed_for,
        "occupation_words": profile.occupation_words,
    }


def _birth(person: Person) -> str:
    born: date | None = person.birth_date
    if born is None:
        return ""
    return str(born.year) if person.birth_year_only else f"{born:%d/%m/%Y}"
