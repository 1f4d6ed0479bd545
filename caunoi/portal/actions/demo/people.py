"""Storing made workers."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from itertools import islice

from caunoi.people.choices import Purpose
from caunoi.people.models import (
    Consent,
    JobWish,
    LabourProfile,
    Person,
    PersonCertificate,
    PersonSkill,
)
from caunoi.portal.actions.demo.ground import Ground
from caunoi.portal.actions.demo.numbers import made_phone
from caunoi_engine.province import MadePerson
from caunoi_engine.text.folding import fold
from caunoi_engine.text.names import name_sort_key

CHUNK = 2_000


def store_people(made: Iterable[MadePerson], *, ground: Ground, at: datetime) -> int:
    """Stores them all, a chunk at a time, and says how many there were."""
    stored = 0
    people = iter(made)
    while chunk := list(islice(people, CHUNK)):
        persons = Person.objects.bulk_create(
            _person(each, ground, made_phone(number))
            for number, each in enumerate(chunk, start=stored + 1)
        )
        profiles = LabourProfile.objects.bulk_create(
            _profile(each, person, ground) for each, person in zip(chunk, persons, strict=True)
        )
        pairs = list(zip(chunk, profiles, strict=True))
        JobWish.objects.bulk_create(
            JobWish(
                profile_id=profile.pk, rank=rank, occupation_id=ground.occupation[code], words=words
            )
            for each, profile in pairs
            for rank, (code, words) in enumerate(each.wishes, start=1)
        )
        PersonSkill.objects.bulk_create(
            PersonSkill(profile_id=profile.pk, skill_id=ground.skill[code])
            for each, profile in pairs
            for code in each.skills
        )
        PersonCertificate.objects.bulk_create(
            PersonCertificate(
                profile_id=profile.pk, certificate_id=ground.certificate[code], issued_on=issued_on
            )
            for each, profile in pairs
            for code, issued_on in each.certificates
        )
        Consent.objects.bulk_create(
            Consent(person_id=person.pk, purpose=purpose, given_at=at)
            for each, person in zip(chunk, persons, strict=True)
            for purpose in _purposes(each)
        )
        stored += len(chunk)
    return stored


def _purposes(made: MadePerson) -> list[Purpose]:
    return [Purpose.CENTRE, Purpose.STATISTICS] + [Purpose.EMPLOYERS] * made.open_to_employers


def _person(made: MadePerson, ground: Ground, phone: str) -> Person:
    place = ground.place[made.commune]
    return Person(
        full_name=made.full_name,
        search_key=fold(made.full_name),
        sort_key=name_sort_key(made.full_name),
        birth_date=made.birth_date,
        sex=made.sex,
        phone=phone,
        ethnic_group=made.ethnic_group,
        permanent_place_id=place,
        place_id=place,
        lat=made.lat,
        lon=made.lon,
        made=True,
    )


def _profile(made: MadePerson, person: Person, ground: Ground) -> LabourProfile:
    return LabourProfile(
        person_id=person.pk,
        general_education=made.general_education,
        qualification=made.qualification,
        activity=made.activity,
        inactive_reason=made.inactive_reason,
        job_status=made.job_status,
        unemployed_for=made.unemployed_for,
        unemployed_reason=made.unemployed_reason,
        social_insurance=made.social_insurance,
        occupation_id=ground.occupation[made.occupation] if made.occupation else None,
        experience_months=made.experience_months,
        priority_groups=list(made.priority_groups),
        looking=True,
        wage_min=made.wage_min,
        radius_km=made.radius_km,
        shifts=list(made.shifts),
        contract_kind=made.contract_kind,
        available_on=made.available_on,
        will_board=made.will_board,
        will_train=made.will_train,
        **asdict(made.abilities),
    )
