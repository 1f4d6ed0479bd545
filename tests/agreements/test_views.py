"""Pages of agreements."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.agreements import actions
from caunoi.agreements.models import Agreement
from caunoi_kit.ui import editing
from caunoi_kit.ui.once import fresh_key
from tests.accounts.factories import UserFactory
from tests.agreements.factories import NOW, PDF, AgreementFactory, LineFactory
from tests.classifications.factories import OccupationFactory
from tests.employers.factories import EmployerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    settings.CAUNOI_DEMO = True  # made users need none there


@pytest.fixture
def head(client):
    user = UserFactory(role=Role.HEAD, made=True)
    client.force_login(user)
    return user


def send(client, address, **data):
    return client.post(address, {"_once": fresh_key(), **data})


def typed(**changes):
    return {
        "kind": "SUPPLY",
        "employer": EmployerFactory(name="Công ty May Thử", tax_code="0900000001").tax_code,
        "to_sign_on": "5/12/2026",
        "valid_until": "31/12/2027",
        "occupation_1": OccupationFactory(code="8153", name="Thợ vận hành máy may").name,
        "month_1": "3/2027",
        "quantity_1": "30",
    } | changes


def test_a_draft_is_written_and_shown(client, head):
    answer = send(client, reverse("agreements:draft"), **typed())

    made = Agreement.objects.get()
    assert answer.url == reverse("agreements:agreement", args=[made.public_id])
    page = client.get(answer.url).content.decode()
    assert "Công ty May Thử" in page
    assert "Thợ vận hành máy may" in page
    assert made.lines.get().month == date(2027, 3, 1)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"employer": "khong co that"}, "Không có nơi nào mang tên"),
        ({"occupation_1": "nghề bịa"}, "Chọn một nghề trong danh sách"),
        ({"month_1": "13/2027"}, "Ghi tháng và năm"),
        ({"month_1": ""}, "Ghi tháng phải đủ người"),
        ({"quantity_1": ""}, "Ghi số người của dòng này"),
        ({"employer": ""}, "Chưa có bên ký"),
        ({"valid_until": "hôm nào đó"}, "ngày"),
    ],
)
def test_after_an_error_what_was_typed_stands_there_still(client, head, changes, words):
    answer = send(client, reverse("agreements:draft"), **typed(terms="Xe đưa đón", **changes))

    page = answer.content.decode()
    assert words in page
    assert "Xe đưa đón" in page
    assert not Agreement.objects.exists()


def test_more_rows_can_be_had_and_nothing_is_saved_by_it(client, head):
    answer = send(client, reverse("agreements:draft"), **typed(**{"them-dong": "1"}))

    page = answer.content.decode()
    assert 'name="month_8"' in page
    assert 'value="3/2027"' in page
    assert not Agreement.objects.exists()


def test_two_who_change_a_draft_see_each_others_words(client, head):
    agreement = LineFactory(agreement=AgreementFactory(terms="Cũ")).agreement
    address = reverse("agreements:change", args=[agreement.public_id])
    opened = client.get(address).context["form_state"]
    Agreement.objects.update(terms="Của đồng nghiệp")
    data = typed(
        employer=agreement.employer.tax_code, to_sign_on="", valid_until="", month_1="1/2027"
    )
    OccupationFactory(code="8153")
    data["occupation_1"] = "8153"

    answer = send(client, address, **data, terms="Của tôi", **{editing.FIELD: opened})

    page = answer.content.decode()
    assert "Của đồng nghiệp" in page
    assert "Của tôi" in page
    assert Agreement.objects.get().terms == "Của đồng nghiệp"


def test_an_agreement_is_signed_amended_and_ended_on_its_pages(client, head):
    agreement = LineFactory().agreement
    at = [agreement.public_id]
    shown = reverse("agreements:agreement", args=at)

    signed = send(
        client, reverse("agreements:sign", args=at),
        number="1/TT", signed_on="1/10/2026", valid_until="1/10/2027",
    )  # fmt: skip
    amended = send(
        client, reverse("agreements:amend", args=at), signed_on="2/10/2026",
        valid_until="1/12/2027", why="Thêm người", occupation_1="8153", month_1="2/2027",
        quantity_1="45",
    )  # fmt: skip
    page = client.get(shown).content.decode()
    ended = send(client, reverse("agreements:end", args=at), why="Đã xong")

    assert signed.url == amended.url == ended.url == shown
    assert "Phụ lục 1: Thêm người" in page
    assert "01/2027: 30 người" in page
    assert "Đã kết thúc" in client.get(shown).content.decode()


def test_a_scan_is_uploaded_and_comes_back_only_as_a_file(client, head):
    agreement = AgreementFactory(signed=True)
    scan = SimpleUploadedFile("Bản ký ạ.pdf", PDF, content_type="text/html")

    send(client, reverse("agreements:attach", args=[agreement.public_id]), file=scan)
    answer = client.get(reverse("agreements:file", args=[agreement.files.get().public_id]))

    assert answer.content == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


def test_a_page_named_pdf_is_refused_in_words(client, head):
    agreement = AgreementFactory(signed=True)
    scan = SimpleUploadedFile("x.pdf", b"<script>alert(1)</script>")

    answer = send(client, reverse("agreements:attach", args=[agreement.public_id]), file=scan)

    assert "không phải PDF" in answer.content.decode()


def test_a_counsellor_writes_drafts_and_signs_nothing(client):
    client.force_login(UserFactory(role=Role.COUNSELLOR, made=True))
    agreement = LineFactory().agreement

    page = client.get(reverse("agreements:agreement", args=[agreement.public_id]))

    assert "Sửa bản thảo" in page.content.decode()
    assert "Ghi đã ký" not in page.content.decode()
    assert client.get(reverse("agreements:sign", args=[agreement.public_id])).status_code == 403


def test_pages_cost_the_same_however_long(client, head, django_assert_num_queries):
    for size in (2, 9):
        day = date(2026, 12, 1 + size)
        for n in range(size):
            line = LineFactory(agreement=AgreementFactory(signed=True, training=True))
            LineFactory(agreement=line.agreement, month=date(2027, 2, 1))
            actions.attach_file(
                agreement=line.agreement, content=PDF + b"%d" % n, name="a", by=head, at=NOW
            )
            LineFactory(agreement=AgreementFactory(to_sign_on=day))
        with django_assert_num_queries(5):
            client.get(reverse("agreements:list"))
        with django_assert_num_queries(4):
            client.get(reverse("agreements:signing_day"), {"ngay": day.isoformat()})
        with django_assert_num_queries(6):
            client.get(reverse("agreements:agreement", args=[line.agreement.public_id]))
