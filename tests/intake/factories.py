"""Files for tests, handed in by a commune officer."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from caunoi.accounts.choices import OrgUnitKind, Role
from caunoi.accounts.models import OrgUnit
from caunoi.intake.choices.files import Schema, UploadState
from caunoi.intake.models import Upload
from tests.accounts.factories import UserFactory
from tests.places.factories import CommuneFactory

DAY = date(2026, 11, 28)
NOON = datetime(2026, 11, 28, 5, 0, tzinfo=UTC)


class CommuneOfficeFactory(DjangoModelFactory):
    class Meta:
        model = OrgUnit

    name = factory.LazyAttribute(lambda unit: f"Uỷ ban nhân dân {unit.place.name}")
    kind = OrgUnitKind.COMMUNE
    place = factory.SubFactory(CommuneFactory)


class OfficerFactory(UserFactory):
    """An officer of a commune."""

    role = Role.COMMUNE
    org_unit = factory.SubFactory(CommuneOfficeFactory)


class UploadFactory(DjangoModelFactory):
    """A file that waits to be saved."""

    class Meta:
        model = Upload

    schema = Schema.WORKERS
    commune = factory.SubFactory(CommuneFactory)
    name = "danh-sach.xlsx"
    size = 1_000
    digest = factory.Sequence(lambda n: f"{n:064}")
    state = UploadState.PREVIEW
    sent_by = factory.SubFactory(OfficerFactory)
    sent_at = NOON
    touched_at = NOON
    keep_until = date(2026, 12, 28)
