"""Finding what somebody means: a person, a commune, an occupation in their own words."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import QuerySet

from caunoi.classifications.models import Skill
from caunoi.classifications.queries import code_titles, isco_unit, skills_of
from caunoi.people.models import Person
from caunoi.people.queries.register import identity_digest, people_named
from caunoi.places.choices import Level
from caunoi.places.models import Place
from caunoi.places.queries import find_places, search_key
from caunoi_engine.text.folding import tidy
from caunoi_engine.text.identity import LENGTH, OLD_LENGTH

SUGGESTED: Final = 3
MOST_COMMUNES: Final = 6
SHORTEST_NAME: Final = 2
_PHONE_DIGITS: Final = (10, 11)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An occupation somebody may mean."""

    code: str
    name: str


def suggest_occupations(words: str, *, top: int = SUGGESTED) -> list[Suggestion]:
    """The likeliest ISCO-08 unit groups for a job in somebody's own words, best first."""
    for _, coded in code_titles([words], top=top):
        return [Suggestion(each.isco08, each.name) for each in coded]
    return []


def suggested_skills(code: str) -> QuerySet[Skill]:
    """Skills usual in an occupation, by its ISCO-08 code; none for no code."""
    return skills_of(isco_unit(code)) if code else Skill.objects.none()


def communes_named(text: str, *, on: date) -> list[Place]:
    """Communes of the day that a typed place or a card's address means.

    One means there is no doubt. An address of a card begins with a hamlet or a street and may name
    units that are no more: its parts are tried from the left until one is a commune.
    """
    parts = [tidy(part) for part in text.split(",") if part.strip()]
    for start in range(len(parts)):
        communes = _communes(parts[start:], on)
        if communes:
            return communes
    return []


def _communes(parts: list[str], on: date) -> list[Place]:
    """Communes of exactly this name if there are any; else those whose name begins alike."""
    found = [
        each
        for each in find_places(", ".join(parts), on=on, limit=50)
        if each.place.level == Level.COMMUNE
    ]
    key = search_key(parts[0])
    exact = [each for each in found if key == (each.via or each.place).search_key]
    if len(parts) == 1 and not exact:
        return [each.place for each in found[:MOST_COMMUNES]]
    own = [each for each in exact if each.via is None]
    whole = [each for each in exact if not each.partial]
    # A former unit that went whole into one commune is certain; one that was split is asked.
    best = own or (whole if len(whole) == len(exact) == 1 else exact)
    return [each.place for each in best[:MOST_COMMUNES]]


def search_people(text: str) -> QuerySet[Person]:
    """People by identity number, number of the old card, telephone number or name.

    Numbers are looked for whole; names with or without marks. Nobody for a single letter.
    """
    digits = "".join(c for c in text if c.isdigit())
    only_digits = bool(digits) and not any(c.isalpha() for c in text)
    people = Person.objects.select_related("place", "profile")
    if only_digits and len(digits) == LENGTH:
        found = people.filter(identity_digest=identity_digest(digits))
    elif only_digits and len(digits) == OLD_LENGTH:
        found = people.filter(old_identity_digest=identity_digest(digits))
    elif only_digits and len(digits) in _PHONE_DIGITS:
        found = people.filter(phone=digits)
    elif only_digits or len(tidy(text)) < SHORTEST_NAME:
        found = people.none()
    else:
        found = people_named(text).select_related("place", "profile")
    return found.order_by("sort_key", "id")
