"""A person's record as its pages show it, part by part."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from caunoi.classifications.choices import Sex
from caunoi.people.choices import (
    OFFICIAL_SITUATIONS,
    Experience,
    Part,
    Purpose,
    Situation,
)
from caunoi.people.models import (
    Consent,
    JobWish,
    LabourProfile,
    Person,
    PersonCertificate,
    PersonSkill,
)
from caunoi.people.queries.reading import who_read
from caunoi.places.models import Place
from caunoi_engine.text.names import given_name
from caunoi_kit.ui import formats

ABILITIES: Final = (
    "workplace",
    "lift_weight",
    "standing",
    "hearing",
    "sight",
    "hand_use",
    "two_hands",
)


# Fields of the form of schooling, one for each certificate held: issued_CODE, expires_CODE.
CERTIFICATE_DAYS: Final = ("issued", "expires")

_ADDRESSES: Final[dict[str, str]] = {Sex.MALE: "anh", Sex.FEMALE: "chị"}


@dataclass(frozen=True)
class ProfilePage:
    """One person with all that is known of them. Five queries."""

    person: Person
    profile: LabourProfile | None
    wishes: tuple[JobWish, ...] = ()
    skills: tuple[PersonSkill, ...] = ()
    certificates: tuple[PersonCertificate, ...] = ()
    consents: tuple[Consent, ...] = ()  # in force

    @property
    def given_name(self) -> str:
        """The name to greet by."""
        return given_name(self.person.full_name)

    @property
    def address(self) -> str:
        """How to address the person."""
        return _ADDRESSES.get(self.person.sex, "anh/chị")

    @property
    def purposes(self) -> dict[Purpose, Consent | None]:
        """Every purpose, with the consent in force or None."""
        given = {Purpose(consent.purpose): consent for consent in self.consents}
        return {purpose: given.get(purpose) for purpose in Purpose}


def find_person(public_id: uuid.UUID) -> Person | None:
    """A registered person by the number in addresses."""
    people = Person.objects.select_related("place__parent", "permanent_place__parent", "profile")
    return people.filter(public_id=public_id).first()


def find_by_address(public_id: uuid.UUID) -> Person | None:
    """The same with where they live only: for pages that a clerk opens all day."""
    people = Person.objects.select_related("place__parent")
    return people.filter(public_id=public_id).first()


def profile_of(person: Person) -> LabourProfile | None:
    """The labour profile, or None before it is filled in."""
    profiles = LabourProfile.objects.select_related("occupation", "person")
    return profiles.filter(person=person).first()


def profile_page(person: Person) -> ProfilePage:
    """All that is known of a person."""
    consents = Consent.objects.filter(person=person, withdrawn_at__isnull=True)
    profile = profile_of(person)
    if profile is None:
        return ProfilePage(person, None, consents=tuple(consents.order_by("purpose")))
    return ProfilePage(
        person=person,
        profile=profile,
        wishes=tuple(profile.wishes.select_related("occupation").order_by("rank")),
        skills=tuple(profile.skills.select_related("skill").order_by("skill__search_key", "id")),
        certificates=tuple(
            profile.certificates.select_related("certificate").order_by(
                "certificate__search_key", "id"
            )
        ),
        consents=tuple(consents.order_by("purpose")),
    )


def values_of(person: Person, part: Part) -> dict[str, Any]:
    """What a part holds now, by the names of its form: opened with it, compared with it."""
    return _VALUES[part](profile_page(person))


def situation_of(profile: LabourProfile) -> str:
    """What the official codes amount to in the person's own terms."""
    codes = (profile.activity, profile.inactive_reason, profile.job_status)
    for situation, official in OFFICIAL_SITUATIONS.items():
        if official == codes:
            return Situation(situation).value
    same = [s for s, official in OFFICIAL_SITUATIONS.items() if official[0] == profile.activity]
    return Situation(same[-1] if profile.activity == "INACTIVE" else same[0]).value


def experience_of(months: int) -> str:
    """The band that so many months fall in."""
    bands = [band for band in Experience if band.months <= months]
    return bands[-1].value


def certificate_words(line: PersonCertificate) -> str:
    """A certificate with what is known of its days: "Lái xe (cấp 02/03/2024, hết hạn …)"."""
    said = [
        f"{word} {formats.day(day)}"
        for word, day in (("cấp", line.issued_on), ("hết hạn", line.expires_on))
        if day is not None
    ]
    return f"{line.certificate.name} ({', '.join(said)})" if said else line.certificate.name


def _person_values(page: ProfilePage) -> dict[str, Any]:
    person = page.person
    return {
        "full_name": person.full_name,
        "birth_date": person.birth_date,
        "sex": person.sex,
        "phone": person.phone,
        "email": person.email,
        "place": person.place.code if person.place else "",
        "address": person.address,
        "ethnic_group": person.ethnic_group,
        "religion": person.religion,
    }


def place_words(place: Place | None) -> str:
    """A commune with its province, as it is typed: "Xã Đông Minh, Tỉnh Hưng Yên"; "" for none."""
    if place is None:
        return ""
    return f"{place.name}, {place.parent.name}" if place.parent is not None else place.name


def _work_values(page: ProfilePage) -> dict[str, Any]:
    profile = page.profile
    if profile is None:
        return dict.fromkeys(("situation", "words", "occupation", "experience"), "")
    occupation = profile.occupation
    return {
        "situation": situation_of(profile),
        "words": profile.occupation_words or (occupation.name if occupation else ""),
        "occupation": occupation.code if occupation else "",
        "experience": experience_of(profile.experience_months),
    }


def _schooling_values(page: ProfilePage) -> dict[str, Any]:
    profile = page.profile
    return {
        "general_education": profile.general_education if profile else "",
        "qualification": profile.qualification if profile else "",
        "major": profile.major if profile else "",
        "skills": sorted(line.skill.code for line in page.skills),
        "certificates": sorted(line.certificate.code for line in page.certificates),
        **{
            f"{kind}_{line.certificate.code}": getattr(line, f"{kind}_on")
            for line in page.certificates
            for kind in CERTIFICATE_DAYS
        },
    }


def _wish_values(page: ProfilePage) -> dict[str, Any]:
    profile = page.profile
    wishes = [[wish.occupation.code, wish.words or wish.occupation.name] for wish in page.wishes]
    if profile is None:
        return {"wishes": wishes}
    return {
        "wishes": wishes,
        "looking": profile.looking,
        "radius_km": profile.radius_km,
        "wage_min": profile.wage_min,
        "shifts": sorted(profile.shifts),
        "contract_kind": profile.contract_kind,
        "available_on": profile.available_on,
        "will_board": profile.will_board,
        "will_train": profile.will_train,
    }


def _ability_values(page: ProfilePage) -> dict[str, Any]:
    profile = page.profile
    if profile is None:
        return {**dict.fromkeys(ABILITIES, ""), "priority_groups": []}
    return {
        **{name: getattr(profile, name) for name in ABILITIES},
        "priority_groups": sorted(profile.priority_groups),
    }


_VALUES: Final[dict[Part, Callable[[ProfilePage], dict[str, Any]]]] = {
    Part.PERSON: _person_values,
    Part.WORK: _work_values,
    Part.SCHOOLING: _schooling_values,
    Part.WISHES: _wish_values,
    Part.ABILITIES: _ability_values,
}


def own_data(person: Person) -> dict[str, Any]:
    """All that is kept of a person, to take away as a file (the right to one's own data)."""
    page = profile_page(person)
    consents = Consent.objects.filter(person=person).order_by("given_at", "id")
    parts = {Part(part).label: values_of_page(page, part) for part in Part}
    return {
        "Hồ sơ": {
            "Số định danh": person.identity_number or "",
            "Mã số bảo hiểm xã hội": person.insurance_number,
            "Địa chỉ thường trú": person.permanent_address,
            "Toạ độ nơi ở": [person.lat, person.lon],
            **parts,
        },
        "Đồng ý": [
            {"Việc": c.get_purpose_display(), "Từ": c.given_at, "Rút lúc": c.withdrawn_at}
            for c in consents
        ],
        "Ai đã xem": [
            {"Lúc": line.at, "Ai": line.who, "Việc": line.what, "Lý do": line.why}
            for line in who_read(person)
        ],
    }


def values_of_page(page: ProfilePage, part: Part) -> dict[str, Any]:
    """What a part of an opened page holds."""
    return _VALUES[part](page)
