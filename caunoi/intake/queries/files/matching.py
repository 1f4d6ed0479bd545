"""Whom of the register the rows of a file mean: by their key, by number, or probably."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from caunoi.intake.queries.duplicates import Same, find_same
from caunoi.intake.queries.files.kept import Judged
from caunoi.people.models import Person
from caunoi.places.models import Place
from caunoi_engine.linkage import Record
from caunoi_engine.text.identity import LENGTH, OLD_LENGTH


def by_key(batch: Sequence[Judged], commune: Place | None) -> dict[str, Person]:
    """People of this commune whose key stands in a row ("Mã dòng" of a list we made)."""
    keys = {str(each.values.get("row_key") or "") for each in batch}
    wanted = [key for key in keys if _is_key(key)]
    if not wanted:
        return {}
    found = Person.objects.filter(public_id__in=wanted).select_related("profile", "place")
    if commune is not None:
        found = found.filter(place=commune)
    return {str(person.public_id): person for person in found}


def _is_key(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def by_number(batch: Sequence[Judged]) -> dict[str, Person]:
    """People who hold a number that a row says, by its digest."""
    digests = {each.identity_digest for each in batch if each.identity_digest}
    if not digests:
        return {}
    found = Person.objects.filter(identity_digest__in=digests).select_related("profile", "place")
    return {str(person.identity_digest): person for person in found}


def by_keys(keys: Iterable[int]) -> dict[int, Person]:
    """People by their keys, ready to be put beside rows."""
    found = Person.objects.filter(pk__in=list(keys)).select_related("profile", "place")
    return {person.pk: person for person in found}


def probable(rows: Sequence[Judged], commune: Place | None) -> list[Same | None]:
    """Who each row probably is: somebody of the register, or an earlier of these rows."""
    told = {place for row in rows if (place := row.places.get("place")) is not None}
    codes = dict(Place.objects.filter(pk__in=told).values_list("pk", "code"))
    same = find_same([_record(at, row, codes) for at, row in enumerate(rows)]) if rows else {}
    return [same.get(at) for at in range(len(rows))]


def _record(at: int, row: Judged, codes: dict[int, str]) -> Record:
    values = row.values
    born, number = values.get("birth_date"), str(values.get("identity_number") or "")
    year_only = isinstance(born, int)
    return Record(
        key=at,
        name=str(values.get("full_name") or ""),
        birth=date(born, 1, 1)
        if isinstance(born, int)
        else born
        if isinstance(born, date)
        else None,
        year_only=year_only,
        number=number if len(number) == LENGTH else "",
        old_number=number if len(number) == OLD_LENGTH else "",
        phone=str(values.get("phone") or ""),
        place=codes.get(row.places.get("place", 0), ""),
        sex=str(values.get("sex") or ""),
    )
