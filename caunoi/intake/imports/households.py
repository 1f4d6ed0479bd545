"""What a telephone sends of one household, understood."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from caunoi.intake.choices.files import Schema
from caunoi.intake.imports import SCHEMAS, mend_row
from caunoi_engine.sheets.rows import Row

LARGEST: Final = 60_000  # bytes of one household
MOST_MEMBERS: Final = 30
LONGEST: Final = 300
FIELDS: Final = (
    "full_name", "birth_date", "sex", "identity_number", "phone", "general_education",
    "qualification", "major", "activity", "inactive_reason", "job_status", "occupation_words",
    "unemployed_for",
)  # fmt: skip
"""What is asked of a member on the telephone."""


class CannotUnderstand(ValueError):
    """What was sent is no household; the message says what to do."""


@dataclass(frozen=True)
class Sent:
    """One household as it was sent."""

    key: UUID
    taken_at: datetime
    rows: list[Row]
    same: list[str]


def read_household(body: bytes, *, on: date, taken_before: datetime) -> Sent:
    """Understand what a telephone sent. Raises CannotUnderstand."""
    if len(body) > LARGEST:
        raise CannotUnderstand("Hộ này quá lớn. Chia thành hai lần nhập.")
    try:
        said = json.loads(body)
        key, members = UUID(str(said["key"])), list(said["members"])
        taken_at = datetime.fromisoformat(str(said["taken_at"]))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise CannotUnderstand("Không đọc được hộ này. Nhập lại hộ này.") from error
    if not 1 <= len(members) <= MOST_MEMBERS or not all(isinstance(m, dict) for m in members):
        raise CannotUnderstand(f"Một hộ có từ 1 đến {MOST_MEMBERS} người. Kiểm tra lại hộ này.")
    if taken_at.tzinfo is None:
        taken_at = taken_at.replace(tzinfo=taken_before.tzinfo)
    home = {name: str(said.get(name) or "")[:LONGEST] for name in ("code", "address")}
    rows = [
        _row(member, home, place, on)
        for place, member in enumerate(members, start=1)
        if not member.get("same")
    ]
    same = [str(member["row_key"]) for member in members if member.get("same")]
    return Sent(key, min(taken_at, taken_before), rows, [key for key in same if _is_key(key)])


def choices_of(field: str) -> list[tuple[str, str]]:
    """The codes of a field with the words a telephone shows: the first word of each."""
    spec = next(spec for spec in SCHEMAS[Schema.WORKERS] if spec.code == field)
    words: dict[str, str] = {}
    for word, code in spec.codes.items():
        words.setdefault(code, word)
    return list(words.items())


def _row(member: Mapping[str, Any], home: Mapping[str, str], number: int, on: date) -> Row:
    """A member, read and checked like the cells of a row of a file.

    Of somebody known who has died nothing else is read.
    """
    key = str(member.get("row_key") or "")
    if member.get("died") and _is_key(key):
        name = str(member.get("full_name") or "")[:LONGEST]
        return Row(number, {"row_key": key, "full_name": name, "died_on": on})
    typed = {name: str(member.get(name) or "")[:LONGEST] for name in FIELDS}
    for name in FIELDS:
        spec = next(spec for spec in SCHEMAS[Schema.WORKERS] if spec.code == name)
        if spec.codes and typed[name] in spec.codes.values():
            typed[name] = dict(choices_of(name))[typed[name]]
    typed |= {"household_code": home["code"], "address": home["address"]}
    row = mend_row({}, typed, number=number, schema=Schema.WORKERS, on=on, letters={})
    values = dict(row.values)
    if key and _is_key(key):
        values["row_key"] = key
    return Row(row.number, values, row.faults)


def _is_key(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
