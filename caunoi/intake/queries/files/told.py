"""What the values of a row mean for the register: its columns, its places, its household."""

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from caunoi.people.queries.told import Told
from caunoi.places.models import Place
from caunoi_engine.sheets.rows import Value
from caunoi_engine.text.identity import LENGTH, OLD_LENGTH

PROFILE: Final = (
    "general_education", "qualification", "major", "activity", "inactive_reason", "job_status",
    "unemployed_for", "unemployed_reason", "social_insurance", "occupation_words",
)  # fmt: skip
PERSON: Final = ("full_name", "sex", "phone", "insurance_number", "ethnic_group")
NOW: Final = ("province", "district", "commune", "address")
PERMANENT: Final = tuple(f"permanent_{name}" for name in NOW)
HOUSEHOLD_LENGTH: Final = 14  # beside the code of the commune and a dash


def where(values: Mapping[str, Value], names: tuple[str, ...]) -> str:
    """What a row says of a place, the smallest unit first: "thôn 3, xã A, huyện B, tỉnh C"."""
    province, district, commune, address = (str(values.get(name) or "") for name in names)
    return ", ".join(unit for unit in (address, commune, district, province) if unit)


def told_of(values: Mapping[str, Value], places: Mapping[str, int], commune: Place | None) -> Told:
    """What a good row says, as `people.actions.from_files` takes it.

    Of somebody who has died nothing else is written, whatever the row says of their work.
    """
    if died := values.get("died_on"):
        return Told(person={"died_on": died}, profile={"looking": False})
    person: dict[str, Any] = {name: values.get(name) or "" for name in PERSON}
    person |= _birth(values.get("birth_date"))
    person |= {
        "place_id": places.get("place"),
        "permanent_place_id": places.get("permanent_place") or places.get("place"),
        "address": values.get("address") or "",
        "permanent_address": values.get("permanent_address") or "",
    }
    if not values.get("permanent_commune") and not values.get("permanent_address"):
        person.pop("permanent_place_id")
    profile: dict[str, Any] = {name: values.get(name) or "" for name in PROFILE}
    profile["employer_name"] = values.get("workplace") or ""
    profile["employer_address"] = values.get("workplace_address") or ""
    if groups := str(values.get("priority_groups") or ""):
        profile["priority_groups"] = groups.split(",")
    number = str(values.get("identity_number") or "")
    return Told(
        person=person,
        profile=profile,
        number=number if len(number) == LENGTH else "",
        old_number=number if len(number) == OLD_LENGTH else "",
        household=_household(str(values.get("household_code") or ""), commune),
    )


def _birth(born: Value) -> dict[str, Any]:
    """The day of birth; of a year only its first day is kept, with the mark that says so."""
    if isinstance(born, date):
        return {"birth_date": born, "birth_year_only": False}
    if isinstance(born, int):
        return {"birth_date": date(born, 1, 1), "birth_year_only": True}
    return {}


def _household(code: str, commune: Place | None) -> str:
    """Communes number their households alike, so the code of the commune stands before it."""
    if not code or commune is None:
        return ""
    if len(code) > HOUSEHOLD_LENGTH:
        code = hashlib.sha256(code.encode()).hexdigest()[:HOUSEHOLD_LENGTH]
    return f"{commune.code}-{code}"
