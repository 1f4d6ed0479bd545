"""Employers for tests."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from caunoi.accounts.choices import Role
from caunoi.classifications.choices import FirmKind
from caunoi.employers.models import Employer, Member
from caunoi_engine.text.folding import fold
from tests.accounts.factories import UserFactory
from tests.places.factories import CommuneFactory


class EmployerFactory(DjangoModelFactory):
    class Meta:
        model = Employer

    name = factory.Sequence(lambda n: f"Công ty Mẫu {n}")
    search_key = factory.LazyAttribute(lambda employer: fold(employer.name))
    kind = FirmKind.PRIVATE_FIRM
    tax_code = factory.Sequence(lambda n: f"{n:010}")
    place = factory.SubFactory(CommuneFactory)
    lat = 20.45
    lon = 106.34


class MemberFactory(DjangoModelFactory):
    class Meta:
        model = Member

    employer = factory.SubFactory(EmployerFactory)
    user = factory.SubFactory(UserFactory, role=Role.EMPLOYER)
    since = date(2026, 1, 5)
