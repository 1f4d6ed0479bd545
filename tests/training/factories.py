"""Schools, programmes and intakes for tests."""

from datetime import UTC, date, datetime
from decimal import Decimal

import factory
from django.db.models import F
from factory.django import DjangoModelFactory

from caunoi.accounts.choices import Role
from caunoi.classifications.choices import Qualification
from caunoi.training.choices import SEATED, EnrolmentState, InstitutionKind, Origin, TimeOfDay
from caunoi.training.models import (
    Enrolment,
    FirmOrder,
    Institution,
    Intake,
    Lesson,
    Member,
    Programme,
)
from caunoi_engine.text.folding import fold
from tests.accounts.factories import UserFactory
from tests.classifications.factories import OccupationFactory
from tests.employers.factories import EmployerFactory
from tests.people.factories import PersonFactory
from tests.places.factories import CommuneFactory

MORNING = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


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


class EnrolmentFactory(DjangoModelFactory):
    """Somebody in a class; the class counts them when they take a seat."""

    class Meta:
        model = Enrolment

    intake = factory.SubFactory(IntakeFactory)
    person = factory.SubFactory(PersonFactory)
    state = EnrolmentState.ENROLLED
    state_at = MORNING
    origin = Origin.SELF
    made_at = MORNING

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        enrolment = super()._create(model_class, *args, **kwargs)
        if enrolment.state in SEATED:
            Intake.objects.filter(pk=enrolment.intake_id).update(taken=F("taken") + 1)
            enrolment.intake.refresh_from_db()
        return enrolment


class FirmOrderFactory(DjangoModelFactory):
    """A firm wants 12 people who sew."""

    class Meta:
        model = FirmOrder

    employer = factory.SubFactory(EmployerFactory)
    occupation = factory.SubFactory(OccupationFactory)
    people = 12
    starts_on = date(2027, 1, 11)
    wage_min = 8_000_000
    made_on = date(2026, 11, 24)
    made_by = factory.SubFactory(UserFactory, role=Role.EMPLOYER)


class LessonFactory(DjangoModelFactory):
    class Meta:
        model = Lesson

    intake = factory.SubFactory(IntakeFactory)
    held_on = date(2026, 12, 15)
