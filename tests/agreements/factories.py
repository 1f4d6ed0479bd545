"""Agreements for tests."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from caunoi.accounts.choices import Role
from caunoi.agreements.choices import AgreementKind, AgreementState
from caunoi.agreements.models import Agreement, Line
from tests.accounts.factories import UserFactory
from tests.classifications.factories import OccupationFactory
from tests.employers.factories import EmployerFactory
from tests.training.factories import InstitutionFactory

TODAY = date(2026, 11, 28)
NOW = datetime(2026, 11, 28, 3, tzinfo=UTC)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


class AgreementFactory(DjangoModelFactory):
    """A draft with one employer, or, with `signed=True`, what came of it."""

    class Meta:
        model = Agreement

    class Params:
        signed = factory.Trait(
            state=AgreementState.SIGNED,
            number=factory.Sequence(lambda n: f"{n}/TT-TTDVVL"),
            signed_on=date(2026, 10, 1),
            signed_year=2026,
            valid_until=date(2027, 9, 30),
        )
        training = factory.Trait(
            kind=AgreementKind.TRAINING, institution=factory.SubFactory(InstitutionFactory)
        )

    kind = AgreementKind.SUPPLY
    employer = factory.SubFactory(EmployerFactory)
    made_by = factory.SubFactory(UserFactory, role=Role.HEAD, made=True)
    made_at = NOW


class LineFactory(DjangoModelFactory):
    class Meta:
        model = Line

    agreement = factory.SubFactory(AgreementFactory)
    occupation = factory.SubFactory(OccupationFactory)
    month = date(2027, 1, 1)
    quantity = 30
