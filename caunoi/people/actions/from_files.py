"""People told of by the rows of a file: entered, changed, and taken back, many at a time."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, Final

from django.db import transaction
from django.db.models import ProtectedError

from caunoi.accounts.models import User
from caunoi.classifications.choices import Qualification
from caunoi.people.choices import Verification
from caunoi.people.models import Household, LabourProfile, Person
from caunoi.people.queries.register import identity_digest
from caunoi.people.queries.told import PERSON_FIELDS, Told, name_as_kept, profile_of
from caunoi.places.models import Place
from caunoi_engine.text.folding import fold
from caunoi_engine.text.names import name_sort_key
from caunoi_kit.inserting import insert_many
from caunoi_kit.journal.actions import record

AT_A_TIME: Final = 500


class CannotTakeBack(Exception):
    """What a file entered cannot be taken back; the message says why."""


@transaction.atomic
def enter_people(told: Sequence[Told], *, by: User | None, made: bool) -> list[Person]:
    """Enter people that rows of a file tell of, in their order: person, household, profile.

    The caller has made sure that no identity number is held already; the database refuses else.
    """
    homes = _households(told, made=made)
    points = _points({each.person.get("place_id") for each in told})
    people = [_new(each, homes, points, made) for each in told]
    insert_many(people)
    _give_keys(people)
    insert_many(
        [
            _profile(person, each.profile)
            for person, each in zip(people, told, strict=True)
            if each.profile.get("activity")
        ]
    )
    if people:
        keys = [person.pk for person in people]
        record("people.file.entered", by=by, detail={"people": keys})
    return people


@transaction.atomic
def change_people(
    pairs: Sequence[tuple[Person, Told]], *, by: User | None, made: bool
) -> list[Person]:
    """Write what rows of a file say anew of people already known; blanks change nothing."""
    homes = _households([told for _, told in pairs], made=made)
    points = _points({told.person.get("place_id") for _, told in pairs})
    for person, told in pairs:
        _write_person(person, told, homes, points)
        person.save()
        profile = profile_of(person)
        if profile is not None:
            _write(profile, told.profile)
            profile.save()
        elif told.profile.get("activity"):
            person.profile = _profile(person, told.profile)
            person.profile.save()
    if pairs:
        keys = [person.pk for person, _ in pairs]
        record("people.file.changed", by=by, detail={"people": keys})
    return [person for person, _ in pairs]


@transaction.atomic
def take_people_back(people: Iterable[Person], *, by: User | None) -> None:
    """Remove people a file entered, with their profiles and the households left empty.

    Raises CannotTakeBack when something else hangs on one of them by now; then all stay.
    """
    keys = [person.pk for person in people]
    homes = {person.household_id for person in people if person.household_id}
    try:
        with transaction.atomic():
            LabourProfile.objects.filter(person__in=keys).delete()
            Person.objects.filter(pk__in=keys).delete()
    except ProtectedError as refusal:
        held = sorted({str(thing._meta.verbose_name) for thing in refusal.protected_objects})
        raise CannotTakeBack(", ".join(held)) from refusal
    Household.objects.filter(pk__in=homes).exclude(
        pk__in=Person.objects.filter(household__in=homes).values("household")
    ).delete()
    record("people.file.taken_back", by=by, detail={"people": keys})


@transaction.atomic
def put_back(person: Person, before: Mapping[str, Any], *, by: User | None) -> None:
    """Write what stood before a file changed a person (`queries.told.standing_of`)."""
    for name, value in before["person"].items():
        setattr(person, name, _day(value) if name in ("birth_date", "died_on") and value else value)
    person.search_key, person.sort_key = fold(person.full_name), name_sort_key(person.full_name)
    person.identity_number = before["number"] or None
    person.identity_digest = identity_digest(before["number"]) if before["number"] else None
    person.old_identity_digest = before["old_number"]
    person.household_id = before["household"]
    person.lat, person.lon = _points({person.place_id}).get(person.place_id, (None, None))
    person.save()
    profile = profile_of(person)
    if before["profile"] is None:
        if profile is not None:
            profile.delete()
    elif profile is not None:
        for name, value in before["profile"].items():
            setattr(profile, name, value)
        profile.save()
    record("people.file.put_back", by=by, about=person)


def _give_keys(people: Sequence[Person]) -> None:
    """People just inserted learn their keys by their numbers in addresses."""
    for start in range(0, len(people), AT_A_TIME):
        some = {person.public_id: person for person in people[start : start + AT_A_TIME]}
        found = Person.objects.filter(public_id__in=some).values_list("public_id", "pk")
        for public_id, key in found:
            some[public_id].pk = key


def _new(
    told: Told, homes: Mapping[str, int], points: Mapping[int | None, Any], made: bool
) -> Person:
    person = Person(made=made)
    _write_person(person, told, homes, points)
    return person


def _write_person(
    person: Person, told: Told, homes: Mapping[str, int], points: Mapping[int | None, Any]
) -> None:
    if "birth_date" in told.person and told.person.get("birth_year_only") and person.birth_date:
        if person.birth_date.year == told.person["birth_date"].year:
            told = Told(
                {k: v for k, v in told.person.items() if not k.startswith("birth_")},
                told.profile, told.number, told.old_number, told.household,
            )  # fmt: skip
    moved = told.person.get("place_id") not in (None, person.place_id)
    compared = (person.full_name, person.birth_date, person.identity_digest)
    _write(person, told.person, only=PERSON_FIELDS)
    person.full_name = name_as_kept(person.full_name)
    person.search_key, person.sort_key = fold(person.full_name), name_sort_key(person.full_name)
    if told.number:
        person.identity_number, person.identity_digest = told.number, identity_digest(told.number)
    if told.old_number:
        person.old_identity_digest = identity_digest(told.old_number)
    if compared != (person.full_name, person.birth_date, person.identity_digest):
        # What was compared with the population database is no longer what stands here.
        person.verification, person.verified_at = Verification.NOT_YET, None
    if told.household:
        person.household_id = homes.get(told.household, person.household_id)
    if moved or person.lat is None:
        person.lat, person.lon = points.get(person.place_id, (None, None))


def _write(record: Any, said: Mapping[str, Any], only: Sequence[str] = ()) -> None:
    """Set what is said; a text is cut to what its column holds."""
    for name, value in said.items():
        if value in ("", None, []) or (only and name not in only):
            continue
        longest = _longest(record._meta.model, name) if isinstance(value, str) else None
        setattr(record, name, value[:longest] if longest else value)


@cache
def _longest(model: Any, name: str) -> int | None:
    column: Any = model._meta.get_field(name)
    return None if column.max_length is None else int(column.max_length)


def _profile(person: Person, said: Mapping[str, Any]) -> LabourProfile:
    """A profile of what a survey asked. It did not ask who looks for work, so nobody does."""
    profile = LabourProfile(person=person, qualification=Qualification.NONE, looking=False)
    _write(profile, said)
    return profile


def _households(told: Sequence[Told], *, made: bool) -> dict[str, int]:
    """Households by code; those that are not there yet are entered."""
    first = {each.household: each for each in told if each.household}
    known = dict(Household.objects.filter(code__in=first).values_list("code", "pk"))
    new = {
        code: Household(
            code=code,
            place_id=each.person["place_id"],
            address=str(each.person.get("address") or "")[:300],
            made=made,
        )
        for code, each in first.items()
        if code not in known and each.person.get("place_id")
    }
    insert_many(list(new.values()))
    return known | dict(Household.objects.filter(code__in=new).values_list("code", "pk"))


def _points(places: Iterable[int | None]) -> dict[int | None, tuple[float, float]]:
    """Where communes lie, by key."""
    found = Place.objects.filter(pk__in=[key for key in places if key], lat__isnull=False)
    points: dict[int | None, tuple[float, float]] = {}
    for pk, lat, lon in found.values_list("pk", "lat", "lon"):
        if lat is not None and lon is not None:
            points[pk] = (float(lat), float(lon))
    return points


def _day(value: str) -> date:
    return date.fromisoformat(value)
