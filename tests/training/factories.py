"""Schools, programmes and intakes for tests."""

from datetime import date
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from caunoi.accounts.choices import Role
from caunoi.classifications.choices import Qualification
from caunoi.training.choices import InstitutionKind, TimeOfDay
from caunoi.training.models import Institution, Intake, Member, Programme
from caunoi_engine.text.folding import fold
from tests.accounts.factories import UserFactory
from tests.classifications.factories import OccupationFactory
from tests.places.factories import CommuneFactory


class InstitutionFactory(DjangoModelFactory):
    class Meta:
        model = Institution

    name = factory.Sequence(lambda n: f"Trường Trung cấp Mẫu {n}")
    search_key = factory.LazyAttribute(lambda school: fold(school.name))
    kind = InstitutionKind.SECONDARY
    place = factory.SubFactory(CommuneFactory)
    lat = 20.45
    lon = 106.34


class SchoolMemberFactory(DjangoModelFactory):
    class Meta:
        model = Member

    institution = factory.SubFactory(InstitutionFactory)
    user = factory.SubFactory(UserFactory, role=Role.SCHOOL)
    since = date(2026, 1, 5)


class ProgrammeFactory(DjangoModelFactory):
    """Three months of evening sewing without conditions; `teaches` and `grants` take records."""

    class Meta:
        model = Programme
        skip_postgeneration_save = True

    institution = factory.SubFactory(InstitutionFactory)
    name = factory.Sequence(lambda n: f"May công nghiệp mẫu {n}")
    occupation = factory.SubFactory(OccupationFactory)
    level = Qualification.ELEMENTARY
    months = Decimal("3.0")
    fee = 2_000_000

    @factory.post_generation
    def teaches(self, create, skills, **kwargs):
        if create and skills:
            self.skills.set(skills)

    @factory.post_generation
    def grants(self, create, certificates, **kwargs):
        if create and certificates:
            self.certificates.set(certificates)


class IntakeFactory(DjangoModelFactory):
    """Thirty free seats that open in time for everybody."""

    class Meta:
        model = Intake

    class Params:
        full = factory.Trait(taken=30)
        begun = factory.Trait(starts_on=date(2026, 1, 5))

    programme = factory.SubFactory(ProgrammeFactory)
    starts_on = date(2026, 12, 15)
    seats = 30
    time_of_day = TimeOfDay.DAY
    lat = factory.SelfAttribute("programme.institution.lat")
    lon = factory.SelfAttribute("programme.institution.lon")
