"""What a row of a file says of somebody, beside what the register holds of them."""

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.conf import settings

from caunoi.people.models import LabourProfile, Person
from caunoi_engine.text.folding import place_tones, tidy
from caunoi_engine.text.names import proper_case

PERSON_FIELDS: Final = (
    "full_name", "birth_date", "birth_year_only", "sex", "phone", "insurance_number",
    "ethnic_group", "permanent_place_id", "permanent_address", "place_id", "address",
    "died_on",
)  # fmt: skip
PROFILE_FIELDS: Final = (
    "general_education", "qualification", "major", "activity", "inactive_reason", "job_status",
    "unemployed_for", "unemployed_reason", "social_insurance", "occupation_words",
    "priority_groups", "employer_name", "employer_address", "looking",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """What one row says: columns of the person and of the profile, only those that are said."""

    person: dict[str, Any]
    profile: dict[str, Any] = field(default_factory=dict)
    number: str = ""  # twelve digits
    old_number: str = ""  # nine digits of an old card
    household: str = ""  # code of the household, of this register


@dataclass(frozen=True, slots=True)
class Difference:
    """A column in which a row says something else than the register."""

    field: str
    old: Any
    new: Any


def name_as_kept(full_name: str) -> str:
    """A name as the register keeps it: no double blanks, capitals calmed."""
    return proper_case(tidy(full_name))


def standing_of(person: Person) -> dict[str, Any]:
    """Everything a file can write of a person, as it stands, ready for JSON."""
    profile = profile_of(person)
    return {
        "person": {name: _plain(getattr(person, name)) for name in PERSON_FIELDS},
        "number": person.identity_number or "",
        "old_number": person.old_identity_digest,
        "household": person.household_id,
        "profile": {name: _plain(getattr(profile, name)) for name in PROFILE_FIELDS}
        if profile is not None
        else None,
    }


def digest_of(standing: Mapping[str, Any]) -> str:
    """A keyed hash of what stands: whether somebody has changed it since."""
    text = json.dumps(standing, ensure_ascii=False, sort_keys=True)
    return hmac.new(settings.LOOKUP_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()


def differences(told: Told, person: Person) -> list[Difference]:
    """Where a row says something else; what it leaves blank says nothing."""
    profile = profile_of(person)
    found = list(_of(told.person, person))
    if told.number and told.number != (person.identity_number or ""):
        found.append(Difference("identity_number", person.identity_number or "", told.number))
    if told.profile:
        found += _of(told.profile, profile)
    return found


def profile_of(person: Person) -> LabourProfile | None:
    """The labour profile, None while there is none; costs no query when it was selected."""
    try:
        return person.profile
    except LabourProfile.DoesNotExist:
        return None


def _of(said: Mapping[str, Any], record: Any) -> Iterable[Difference]:
    for name, value in said.items():
        if value in ("", None, []) or name == "birth_year_only":
            continue
        old = getattr(record, name) if record is not None else None
        new = name_as_kept(value) if name == "full_name" else value
        if name == "full_name" and place_tones(old or "") == place_tones(new):
            continue  # «Hoà» and «Hòa» are one name: what stands, stands
        if name == "birth_date" and said.get("birth_year_only") and _same_year(old, new):
            continue
        if name == "priority_groups" and sorted(old or []) == sorted(new):
            continue
        if old != new:
            yield Difference(name, old, new)


def _same_year(old: Any, new: Any) -> bool:
    return isinstance(old, date) and old.year == new.year


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
