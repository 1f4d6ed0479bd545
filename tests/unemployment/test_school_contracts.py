"""The contract of an employer with a school: noted beside the plan, printed in Mẫu 25 and alone."""

import io
from datetime import date

import pytest
from django.urls import reverse
from docx import Document

from caunoi.accounts.choices import Role
from caunoi.unemployment.actions.papers import open_firm_paper
from caunoi.unemployment.exports import papers
from caunoi.unemployment.models import SchoolContract
from caunoi_kit.ui.once import FIELD, fresh_key
from caunoi_rules.forms import form
from tests.accounts.factories import UserFactory
from tests.unemployment.courses import support_file
from tests.unemployment.pdf_text import squeezed, text_of

pytestmark = pytest.mark.django_db

AGREED = {
    "signed_on": "20/03/2026",
    "signed_at": "Trường Mẫu",
    "school_representative": "Người Đại Diện Mẫu",
    "school_tax_code": "0101234567",
    "payment": "Chuyển khoản 50% khi khai giảng, 50% khi bế giảng",
    "terms": "Có hiệu lực từ ngày ký",
}


@pytest.fixture
def support():
    return support_file(people=3)


@pytest.fixture
def clerk(client, settings):
    settings.CAUNOI_DEMO = True  # made users need no second factor
    user = UserFactory(role=Role.CLERK, made=True)
    client.force_login(user)
    return user


def words_of(content, kind):
    """The letters of a paper without spaces."""
    if kind == "pdf":
        return text_of(content)
    file = Document(io.BytesIO(content))
    cells = [c.text for t in file.tables for row in t.rows for c in row.cells]
    return squeezed("".join([p.text for p in file.paragraphs] + cells))


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_the_contract_prints_with_the_plan_and_by_itself(client, clerk, support, kind):
    course = support.courses.get()
    page = reverse("unemployment:school_contract", args=[support.public_id, course.pk])
    assert page in client.get(reverse("unemployment:support", args=[support.public_id])).text
    assert client.post(page, {FIELD: fresh_key()} | AGREED).status_code == 302
    contract = SchoolContract.objects.get()
    write = papers.as_pdf if kind == "pdf" else papers.as_docx
    for what, number in (("phuong-an", support.public_id), ("hop-dong", contract.public_id)):
        found = open_firm_paper(what=what, public_id=number, by=clerk)
        words = words_of(write(found.form, found.facts, on=found.on), kind)
        assert squeezed(f"Giữa {support.employer.name} và {course.school}") in words
        for told in ("HỢP ĐỒNG LIÊN KẾT ĐÀO TẠO", "Người Đại Diện Mẫu", "0101234567",
                     "Chuyển khoản 50%", course.trade,
                     "Số lượng người được đào tạo: 03", "ngày 20 tháng 3 năm 2026"):  # fmt: skip
            assert squeezed(told) in words, (what, told)
        assert "Giátrịhợpđồng:…" not in words
    address = reverse("unemployment:firm_paper", args=["hop-dong", contract.public_id, kind])
    assert client.get(address).status_code == 200


def test_a_plan_without_a_noted_contract_prints_the_courses_and_leaves_the_rest(clerk, support):
    found = open_firm_paper(what="phuong-an", public_id=support.public_id, by=clerk)
    words = words_of(papers.as_docx(found.form, found.facts, on=found.on), "docx")
    assert squeezed(f"và {support.courses.get().school}") in words
    assert squeezed("Phương thức thanh toán: …") in words


def test_two_schools_are_two_contracts_and_training_at_home_is_none(clerk, support):
    first = support.courses.get()
    for school in ("Trường Thứ Hai Mẫu", support.employer.name):
        first.pk, first.school = None, school
        first.save()
    found = open_firm_paper(what="phuong-an", public_id=support.public_id, by=clerk)
    assert len(found.facts["contracts"]) == 2
    words = words_of(papers.as_docx(found.form, found.facts, on=found.on), "docx")
    assert words.count(squeezed("HỢP ĐỒNG LIÊN KẾT ĐÀO TẠO")) == 2


def test_noting_it_again_changes_it_and_a_paid_file_keeps_it(client, clerk, support):
    page = reverse(
        "unemployment:school_contract", args=[support.public_id, support.courses.get().pk]
    )
    client.post(page, {FIELD: fresh_key()} | AGREED)
    assert "Người Đại Diện Mẫu" in client.get(page).text
    client.post(page, {FIELD: fresh_key()} | AGREED | {"school_title": "Hiệu trưởng"})
    assert SchoolContract.objects.get().school_title == "Hiệu trưởng"
    support.state, support.reported_on, support.spent = "SETTLED", "2026-09-01", 0
    support.save()
    late = client.post(page, {FIELD: fresh_key()} | AGREED)
    assert late.status_code == 200 and "Hồ sơ đang ở bước" in late.text


def test_the_annex_is_known_beside_the_35_forms():
    assert form("N374-M25-PL2").title == "Hợp đồng liên kết đào tạo"
    assert squeezed("HỢP ĐỒNG LIÊN KẾT") in words_of(
        papers.blank("N374-M25-PL2", "docx", on=date(2026, 3, 2)), "docx"
    )
