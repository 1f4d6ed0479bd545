"""The register of numbers, and withdrawing a paper."""

from datetime import date

import pytest
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.documents.actions import sign_document
from caunoi.documents.models import Document
from caunoi_kit.ui.once import fresh_key
from tests.accounts.factories import UserFactory
from tests.documents.factories import DraftFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demo(settings):
    settings.CAUNOI_DEMO = True  # made accounts need no second factor there


def enter(client, role):
    client.force_login(UserFactory(role=role, made=True))


def signed(**more):
    return sign_document(
        document=DraftFactory(**more),
        write=lambda numbered: b"PK of " + str(numbered).encode(),
        by=UserFactory(role=Role.DEPARTMENT),
        on=date(2026, 11, 20),
    )


def test_the_register_lists_numbers_in_order(client):
    first = signed(title="Báo cáo tháng mười")
    signed(unit=first.unit, title="Báo cáo quý ba")
    enter(client, Role.HEAD)
    page = client.get(reverse("documents:register")).content.decode()
    assert page.index("1/BC-SNV") < page.index("2/BC-SNV")
    assert "Báo cáo quý ba" in page
    assert "Thiếu số" not in page


def test_a_number_that_is_gone_is_named(client):
    first = signed()
    signed(unit=first.unit)
    Document.objects.filter(pk=first.pk).delete()
    enter(client, Role.HEAD)
    assert "Thiếu số 1" in client.get(reverse("documents:register")).content.decode()


def test_the_register_costs_the_same_however_long(client, django_assert_max_num_queries):
    first = signed()
    for _ in range(5):
        signed(unit=first.unit)
    enter(client, Role.HEAD)
    client.get(reverse("documents:register"))
    with django_assert_max_num_queries(10):
        client.get(reverse("documents:register"))


def test_an_empty_register_says_so(client):
    enter(client, Role.HEAD)
    page = client.get(reverse("documents:register"), {"don_vi": "x", "nam": "y"}).content.decode()
    assert "Chưa có văn bản nào" in page


def test_the_signed_file_is_the_one_that_was_signed(client):
    enter(client, Role.ADMIN)
    answer = client.get(reverse("documents:file", args=[signed().public_id]))
    assert answer.content == b"PK of 1/BC-SNV"
    assert "bc-1-2026.docx" in answer["Content-Disposition"]


def test_a_draft_has_no_page(client):
    enter(client, Role.DIRECTOR)
    at = reverse("documents:document", args=[DraftFactory().public_id])
    assert client.get(at).status_code == 404


def test_a_paper_is_withdrawn_with_its_reason(client):
    paper = signed()
    at = reverse("documents:document", args=[paper.public_id])
    enter(client, Role.HEAD)
    assert "Thu hồi văn bản" not in client.get(at).content.decode()
    assert client.post(at, {"_once": fresh_key(), "why": "x"}).status_code == 404
    enter(client, Role.DIRECTOR)
    assert "Ghi lý do" in client.post(at, {"_once": fresh_key(), "why": ""}).content.decode()
    said = {"_once": fresh_key(), "why": "Sai số liệu mục I"}
    page = client.post(at, said, follow=True).content.decode()
    assert "Đã thu hồi 1/BC-SNV" in page
    assert "Sai số liệu mục I" in page
