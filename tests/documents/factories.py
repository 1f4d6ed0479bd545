"""Offices with names on paper, and papers of theirs."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from caunoi.accounts.choices import OrgUnitKind, Role
from caunoi.accounts.models import OrgUnit
from caunoi.documents.choices import DocumentKind, DocumentState
from caunoi.documents.models import Document, Letterhead
from tests.accounts.factories import UserFactory


class DepartmentFactory(DjangoModelFactory):
    class Meta:
        model = OrgUnit

    name = factory.Sequence(lambda n: f"Sở thử {n}")
    kind = OrgUnitKind.DEPARTMENT


class LetterheadFactory(DjangoModelFactory):
    class Meta:
        model = Letterhead

    unit = factory.SubFactory(DepartmentFactory)
    valid_from = date(2025, 3, 1)
    parent_name = "Ủy ban nhân dân tỉnh Mẫu"
    name = "Sở Nội vụ"
    code = "SNV"
    place_name = "Mẫu"
    signer_title = "Giám đốc"


class DraftFactory(DjangoModelFactory):
    """A draft of an office that has a name on paper."""

    class Meta:
        model = Document

    unit = factory.LazyFunction(lambda: LetterheadFactory().unit)
    kind = DocumentKind.REPORT
    title = "Kết quả thực hiện nhiệm vụ"
    state = DocumentState.DRAFT
    drafted_by = factory.SubFactory(UserFactory, role=Role.HEAD)
    drafted_at = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
