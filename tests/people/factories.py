"""People for tests. Names are made up; traits say what the test is about."""

from datetime import UTC, date, datetime
from typing import Any

import factory
from django.test import Client
from factory.django import DjangoModelFactory

from caunoi.accounts.choices import Role
from caunoi.classifications.choices import ActivityStatus, Qualification, Sex, Shift
from caunoi.people.choices import Purpose
from caunoi.people.models import (
    Consent,
    Household,
    JobWish,
    LabourProfile,
    Person,
    PersonCertificate,
    PersonSkill,
)
from caunoi_engine.text.folding import fold
from caunoi_engine.text.names import name_sort_key
from caunoi_kit.ui.access import IDENTITY_LEVEL
from tests.accounts.factories import UserFactory
from tests.classifications.factories import (
    CertificateFactory,
    OccupationFactory,
    SkillFactory,
)
from tests.places.factories import CommuneFactory


class HouseholdFactory(DjangoModelFactory):
    class Meta:
        model = Household

    code = factory.Sequence(lambda n: f"HO{n:06}")
    place = factory.SubFactory(CommuneFactory)


class PersonFactory(DjangoModelFactory):
    """A grown-up who lives at a known point."""

    class Meta:
        model = Person

    class Params:
        nowhere = factory.Trait(lat=None, lon=None)

    full_name = factory.Sequence(lambda n: f"Nguyễn Thị Mẫu {n}")
    search_key = factory.LazyAttribute(lambda person: fold(person.full_name))
    sort_key = factory.LazyAttribute(lambda person: name_sort_key(person.full_name))
    birth_date = date(1995, 5, 20)
    sex = Sex.FEMALE
    permanent_place = factory.SelfAttribute("place")
    place = factory.SubFactory(CommuneFactory)
    lat = 20.45
    lon = 106.34


class LabourProfileFactory(DjangoModelFactory):
    """Somebody out of work who looks for a day job within 15 km."""

    class Meta:
        model = LabourProfile

    class Params:
        trained = factory.Trait(qualification=Qualification.SECONDARY)

    person = factory.SubFactory(PersonFactory)
    qualification = Qualification.NONE
    activity = ActivityStatus.UNEMPLOYED
    shifts = factory.LazyFunction(lambda: [Shift.DAY.value, Shift.ROTATING.value])


class JobWishFactory(DjangoModelFactory):
    class Meta:
        model = JobWish

    profile = factory.SubFactory(LabourProfileFactory)
    rank = 1
    occupation = factory.SubFactory(OccupationFactory)


class PersonSkillFactory(DjangoModelFactory):
    class Meta:
        model = PersonSkill

    profile = factory.SubFactory(LabourProfileFactory)
    skill = factory.SubFactory(SkillFactory)


class PersonCertificateFactory(DjangoModelFactory):
    class Meta:
        model = PersonCertificate

    profile = factory.SubFactory(LabourProfileFactory)
    certificate = factory.SubFactory(CertificateFactory)


class ConsentFactory(DjangoModelFactory):
    """A consent in force that lets employers find the person."""

    class Meta:
        model = Consent

    person = factory.SubFactory(PersonFactory)
    purpose = Purpose.EMPLOYERS
    given_at = datetime(2026, 1, 5, 2, 0, tzinfo=UTC)


def proven_seeker(client: Client, **person: Any) -> Person:
    """Somebody looking for work who has signed in with an identity of level two."""
    user = UserFactory(role=Role.JOB_SEEKER, made=True)
    client.force_login(user)
    session = client.session
    session[IDENTITY_LEVEL] = 2
    session.save()
    return PersonFactory(account=user, **person)
