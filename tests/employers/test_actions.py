"""The register of employers: a checked tax code, once."""

import pytest
from django.db import IntegrityError, transaction

from caunoi.classifications.choices import FirmKind
from caunoi.employers.actions import CannotRegister, checked_tax_code, register_employer
from caunoi.employers.models import Employer
from tests.accounts.factories import UserFactory

pytestmark = pytest.mark.django_db


def register(**changes):
    fields = {
        "name": "Công ty  Ví Dụ ",
        "kind": FirmKind.PRIVATE_FIRM,
        "tax_code": "0100109106",
        "by": UserFactory(),
    }
    return register_employer(**{**fields, **changes})


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0100109106", "0100109106"),
        (" 0100 109 106 ", "0100109106"),
        ("0100109106-001", "0100109106-001"),
        ("0100109106001", "0100109106-001"),
    ],
)
def test_a_tax_code_is_kept_in_one_form(typed, kept):
    assert checked_tax_code(typed) == kept


@pytest.mark.parametrize(
    ("typed", "said"),
    [("0100109107", "sai chữ số kiểm tra"), ("010010910", "nhập 9 chữ số"), ("", "nhập 0 chữ số")],
)
def test_a_wrong_tax_code_is_refused_with_what_to_do(typed, said):
    with pytest.raises(CannotRegister, match=said):
        checked_tax_code(typed)


def test_an_employer_is_registered_once_and_unverified():
    employer = register()
    assert employer.name == "Công ty Ví Dụ"
    assert employer.verified_at is None
    with pytest.raises(CannotRegister, match="0100109106 đã đăng ký"):
        register(name="Công ty Khác")
    assert Employer.objects.count() == 1


def test_the_database_itself_refuses_a_malformed_tax_code():
    with pytest.raises(IntegrityError), transaction.atomic():
        Employer.objects.create(name="X", search_key="x", kind=FirmKind.PRIVATE_FIRM, tax_code="12")
