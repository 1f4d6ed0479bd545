"""Changing a part of a profile: whoever saves second is told what changed (trust B2)."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Final

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.classifications.models import Certificate, Skill
from caunoi.classifications.queries import isco_unit
from caunoi.people.actions.register import check_birth_date, checked_name
from caunoi.people.choices import OFFICIAL_SITUATIONS, Experience, Part, Verification
from caunoi.people.models import (
    JobWish,
    LabourProfile,
    Person,
    PersonCertificate,
    PersonSkill,
)
from caunoi.people.queries.profile import (
    ABILITIES,
    CERTIFICATE_DAYS,
    experience_of,
    values_of,
)
from caunoi.places.models import Place
from caunoi.places.queries import commune, coordinates
from caunoi_engine.text.folding import fold
from caunoi_engine.text.names import name_sort_key
from caunoi_kit.journal.actions import record
from caunoi_kit.ui import editing

Values = Mapping[str, Any]


class CannotChange(Exception):
    """The profile cannot be changed like this; the message says why and what to do."""


@transaction.atomic
def change_part(
    *, person: Person, part: Part, values: Values, before: str, by: User, on: date
) -> Person:
    """Write one part of a profile anew.

    `before` is the state the form was opened with. Raises `editing.EditedMeanwhile` when somebody
    else has changed the part since; CannotChange when there is no profile yet or a value is none.
    """
    locked = Person.objects.select_for_update().get(pk=person.pk)
    profile = LabourProfile.objects.select_for_update().filter(person=locked).first()
    current = values_of(locked, part)
    editing.refuse_overwriting(before, current=current, typed=values)
    changed = sorted(
        name for name, value in values.items() if editing.compare("", current, {name: value})
    )
    if not changed:
        return locked
    if part == Part.PERSON:
        write_person(locked, values, on=on)
    elif profile is None:
        raise CannotChange("Chưa có hồ sơ lao động. Làm hồ sơ trước rồi mới sửa từng phần.")
    else:
        for name, value in profile_fields(part, values, profile).items():
            setattr(profile, name, value)
        profile.save()
        write_lists(profile, part, values)
    record("people.profile.changed", by=by, about=locked, detail={"part": part, "fields": changed})
    return locked


def write_person(person: Person, values: Values, *, on: date) -> None:
    """The person's own fields; the point they live at follows the commune."""
    name = checked_name(values["full_name"])
    check_birth_date(values["birth_date"], on=on)
    place = _commune(values["place"], on=on)
    if (person.full_name, person.birth_date) != (name, values["birth_date"]):
        # What was compared with the population database is no longer what stands here.
        person.verification, person.verified_at = Verification.NOT_YET, None
    person.full_name, person.search_key = name, fold(name)
    person.sort_key = name_sort_key(name)
    person.birth_date, person.sex = values["birth_date"], values["sex"]
    for field in ("phone", "email", "address", "ethnic_group", "religion"):
        if field in values:
            setattr(person, field, values[field])
    if person.place_id != place.pk or person.lat is None:
        person.place = place
        person.lat, person.lon = coordinates(place) or (None, None)
    person.save()


def _commune(code: str, *, on: date) -> Place:
    """The commune of today with this code. Raises CannotChange when there is none."""
    try:
        return commune(code, on=on)
    except Place.DoesNotExist as error:
        raise CannotChange("Xã, phường này không còn. Ghi lại nơi đang ở.") from error


def profile_fields(
    part: Part, values: Values, profile: LabourProfile | None = None
) -> dict[str, Any]:
    """Columns of the labour profile that a part says."""
    return _FIELDS[part](values, profile)


def write_lists(profile: LabourProfile, part: Part, values: Values) -> None:
    """Wishes, skills and certificates that a part says, instead of those before."""
    if part == Part.SCHOOLING:
        _write_skills(profile, values["skills"])
        _write_certificates(profile, values["certificates"])
        _write_days(profile, values)
    elif part == Part.WISHES:
        profile.wishes.all().delete()
        JobWish.objects.bulk_create(
            JobWish(profile=profile, rank=rank, occupation=isco_unit(code), words=words)
            for rank, (code, words) in enumerate(values["wishes"], start=1)
        )


def _write_skills(profile: LabourProfile, codes: Iterable[str]) -> None:
    wanted = dict(Skill.objects.filter(code__in=codes).values_list("pk", "code"))
    profile.skills.exclude(skill__in=wanted).delete()
    held = set(profile.skills.values_list("skill_id", flat=True))
    PersonSkill.objects.bulk_create(
        PersonSkill(profile=profile, skill_id=key) for key in wanted if key not in held
    )


def _write_certificates(profile: LabourProfile, codes: Iterable[str]) -> None:
    wanted = dict(Certificate.objects.filter(code__in=codes).values_list("pk", "code"))
    profile.certificates.exclude(certificate__in=wanted).delete()
    held = set(profile.certificates.values_list("certificate_id", flat=True))
    PersonCertificate.objects.bulk_create(
        PersonCertificate(profile=profile, certificate_id=key) for key in wanted if key not in held
    )


def _write_days(profile: LabourProfile, values: Values) -> None:
    """The days of certificates that the form asked for."""
    for held in profile.certificates.select_related("certificate").order_by("id"):
        names = {f"{kind}_on": f"{kind}_{held.certificate.code}" for kind in CERTIFICATE_DAYS}
        said = {column: values[name] for column, name in names.items() if name in values}
        if said:
            PersonCertificate.objects.filter(pk=held.pk).update(**said)


def _work_fields(values: Values, profile: LabourProfile | None) -> dict[str, Any]:
    activity, inactive_reason, job_status = OFFICIAL_SITUATIONS[values["situation"]]
    months = Experience(values["experience"]).months
    if profile is not None and experience_of(profile.experience_months) == values["experience"]:
        months = profile.experience_months  # the band did not change: keep what is known better
    code = values["occupation"]
    fields = {
        "activity": activity,
        "inactive_reason": inactive_reason,
        "job_status": job_status,
        "occupation": isco_unit(code) if code else None,
        "occupation_words": values["words"],
        "experience_months": months,
    }
    if profile is not None and profile.activity != activity:
        fields |= {"unemployed_for": "", "unemployed_reason": ""}
    return fields


def _schooling_fields(values: Values, profile: LabourProfile | None) -> dict[str, Any]:
    return {name: values[name] for name in ("general_education", "qualification", "major")}


def _wish_fields(values: Values, profile: LabourProfile | None) -> dict[str, Any]:
    names = (
        "looking", "radius_km", "wage_min", "shifts", "contract_kind", "available_on",
        "will_board", "will_train",
    )  # fmt: skip
    return {name: values[name] for name in names if name in values}


def _ability_fields(values: Values, profile: LabourProfile | None) -> dict[str, Any]:
    return {name: values[name] for name in (*ABILITIES, "priority_groups")}


_FIELDS: Final[dict[Part, Callable[[Values, LabourProfile | None], dict[str, Any]]]] = {
    Part.WORK: _work_fields,
    Part.SCHOOLING: _schooling_fields,
    Part.WISHES: _wish_fields,
    Part.ABILITIES: _ability_fields,
}
