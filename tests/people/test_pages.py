"""The pages of a profile: nothing typed is lost, nobody sees another's, forms print."""

import io
import json
import zipfile
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.people import actions
from caunoi.people.choices import Purpose
from caunoi.people.models import Person, ProfileDraft
from caunoi.people.queries import allows, own_draft
from caunoi.people.queries.forms01 import registration_sheets
from caunoi.people.queries.profile import profile_page
from caunoi_kit.ui.once import FIELD, fresh_key
from tests.accounts.factories import UserFactory
from tests.classifications.factories import CertificateFactory, OccupationFactory
from tests.people.filled import NUMBER, SEWING, draft, finish
from tests.places.factories import CommuneFactory

pytestmark = pytest.mark.django_db
CARD = f"{NUMBER}||NGUYỄN VĂN THỬ|04032001|Nam|Thôn 1, Đông Thử|10052021"


@pytest.fixture(autouse=True)
def demo(settings):
    settings.CAUNOI_DEMO = True  # made staff need no second factor


def signed_in(role=Role.JOB_SEEKER, **more):
    user = UserFactory(role=role, made=True, **more)
    client = Client()
    client.force_login(user)
    return client, user


def send(client, url, **data):
    return client.post(url, {FIELD: fresh_key(), **data})


def test_a_profile_is_made_from_a_card_page_by_page():
    client, user = signed_in(phone="0912345678")
    CommuneFactory(name="Xã Đông Thử", search_key="dong thu")
    OccupationFactory(code=SEWING)

    page = send(client, reverse("people:start"), code=CARD)
    shown = client.get(page.url)
    assert shown.context["form"]["full_name"].value() == "Nguyễn Văn Thử"
    assert "Đông Thử" in shown.context["form"]["place"].value()
    assert "0912 345 678" in shown.content.decode()
    page = send(
        client, page.url, full_name="Nguyễn Văn Thử", identity_number=NUMBER,
        birth_date="04/03/2001", sex="MALE", phone="0912 345 678", place="Xã Đông Thử",
    )  # fmt: skip
    page = send(
        client, page.url, situation="UNEMPLOYED", words="may công nghiệp",
        experience="FROM_2_TO_5_YEARS",
    )  # fmt: skip
    assert page.url.endswith("/nghe/")
    page = send(client, page.url, occupation=SEWING)
    page = send(client, page.url, general_education="UPPER_SECONDARY", qualification="NONE")
    shown = client.get(page.url)
    assert shown.context["form"]["words_1"].value() == "may công nghiệp"
    page = send(
        client, page.url, words_1="may công nghiệp", said_1="may công nghiệp", code_1=SEWING,
        radius_km="15", wage_min="7tr", shifts=["DAY"],
    )  # fmt: skip
    shown = client.get(page.url)
    assert not any(box.data["selected"] for box in shown.context["form"]["purposes"])
    page = send(client, page.url, purposes=["CENTRE"])

    assert page.url == reverse("placement:my_lists")
    person = Person.objects.get(account=user)
    assert person.profile.wage_min == 7_000_000
    assert person.permanent_address == "Thôn 1, Đông Thử"
    assert allows(person, Purpose.CENTRE)


def test_what_is_no_card_stays_in_the_box_and_the_page_says_what_to_do():
    client, _ = signed_in()
    page = send(client, reverse("people:start"), code="https://vidu.vn")
    assert "https://vidu.vn" in page.content.decode()
    assert "Đây không phải mã của thẻ căn cước" in page.content.decode()


def test_without_a_card_everything_can_be_typed():
    client, user = signed_in()
    page = send(client, reverse("people:start"), tay="1")
    assert page.url.endswith("/nguoi/")
    assert own_draft(user) is not None


def test_words_that_changed_are_asked_back_and_nothing_typed_is_lost():
    begun = draft()
    client = Client()
    client.force_login(begun.made_by)
    url = reverse("people:step", args=[begun.public_id, "muon"])
    page = send(client, url, words_1="thợ hàn", radius_km="20", wage_min="8tr", shifts=["DAY"])
    text = page.content.decode()
    assert "Chọn nghề gần nhất" in text
    assert 'value="thợ hàn"' in text
    assert 'value="8tr"' in text


def test_a_page_of_somebody_elses_unfinished_profile_is_missing_even_for_a_colleague():
    begun = draft(by=UserFactory(role=Role.CLERK), own=False)
    for role in (Role.CLERK, Role.JOB_SEEKER):
        client, _ = signed_in(role)
        url = reverse("people:step", args=[begun.public_id, "nguoi"])
        assert client.get(url).status_code == 404
        assert send(client, url, full_name="X").status_code == 404
        assert send(client, reverse("people:drop", args=[begun.public_id])).status_code == 404
    assert ProfileDraft.objects.count() == 1


def test_an_unfinished_profile_can_be_thrown_away():
    begun = draft()
    client = Client()
    client.force_login(begun.made_by)
    send(client, reverse("people:drop", args=[begun.public_id]))
    assert not ProfileDraft.objects.exists()


def test_the_number_is_masked_on_every_page_and_shown_in_full_only_when_asked():
    person = finish(draft())
    client, _ = signed_in(Role.CLERK)
    url = reverse("people:person", args=[person.public_id])
    own = Client()
    own.force_login(person.account)
    for text in (
        client.get(url).content.decode(),
        own.get(reverse("people:mine")).content.decode(),
    ):
        assert NUMBER not in text
        assert "•••• 0123" in text
    shown = send(client, reverse("people:number", args=[person.public_id]), reason="tu-van")
    assert NUMBER in shown.content.decode()
    told = own.get(reverse("people:who_read")).content.decode()
    assert "Xem đủ số định danh" in told
    assert "Tư vấn việc làm" in told


def test_a_consent_is_taken_back_and_given_by_one_tap_on_ones_own_page():
    person = finish(draft(), [Purpose.CENTRE])
    client = Client()
    client.force_login(person.account)
    send(client, reverse("people:consent"), purpose="CENTRE")
    assert not allows(person, Purpose.CENTRE)
    send(client, reverse("people:consent"), purpose="EMPLOYERS", give="1")
    assert allows(person, Purpose.EMPLOYERS)


def test_two_clerks_on_one_part_the_second_sees_both_values():
    person = finish(draft())
    first, _ = signed_in(Role.CLERK)
    second, _ = signed_in(Role.CLERK)
    url = reverse("people:edit_person", args=[person.public_id, "viec"])
    token = {who: who.get(url).context["form_state"] for who in (first, second)}
    told = {"words": "may công nghiệp", "occupation": SEWING, "experience": "FROM_2_TO_5_YEARS"}
    send(first, url, _before=token[first], situation="EMPLOYED", **told)

    page = send(second, url, _before=token[second], situation="STUDYING", **told)

    text = page.content.decode()
    assert "Đồng nghiệp vừa sửa 1 ô" in text
    assert "Đang đi làm, muốn đổi việc" in text
    person.profile.refresh_from_db()
    assert person.profile.activity == "EMPLOYED"
    again = send(second, url, _before=page.context["form_state"], situation="STUDYING", **told)
    assert again.status_code == 302


@pytest.mark.parametrize("part", ["nguoi", "viec", "hoc", "muon", "suc-khoe"])
def test_every_part_opens_and_saves_as_it_stands(part):
    person = finish(draft())
    client = Client()
    client.force_login(person.account)
    url = reverse("people:edit_mine", args=[part])
    page = client.get(url)
    data = {"_before": page.context["form_state"]}
    for bound in page.context["form"]:
        value = bound.field.prepare_value(bound.value())
        if value not in (None, "", False, []):
            data[bound.html_name] = value
    answer = send(client, url, **data)
    assert answer.status_code == 302, answer.content.decode()


def test_a_certificate_carries_its_days_in_the_profile_and_on_the_official_form():
    person = finish(draft())
    paper = CertificateFactory(name="Lái xe nâng")
    person.profile.certificates.create(certificate=paper)
    client = Client()
    client.force_login(person.account)
    url = reverse("people:edit_mine", args=["hoc"])
    page = client.get(url)
    told = {
        "_before": page.context["form_state"], "general_education": "UPPER_SECONDARY",
        "qualification": "NONE", "certificates": [paper.code],
        f"issued_{paper.code}": "02/03/2020", f"expires_{paper.code}": "01/03/2019",
    }  # fmt: skip
    assert "trước ngày cấp" in send(client, url, **told).content.decode()

    assert send(client, url, **told | {f"expires_{paper.code}": "01/03/2023"}).status_code == 302

    held = person.profile.certificates.get()
    assert (held.issued_on, held.expires_on) == (date(2020, 3, 2), date(2023, 3, 1))
    mine = client.get(reverse("people:mine")).content.decode()
    assert "Lái xe nâng (cấp 02/03/2020, hết hạn 01/03/2023)" in mine
    assert "Đã hết hạn, không tính khi tìm việc: Lái xe nâng" in mine
    assert "hết hạn 01/03/2023" in str(registration_sheets(profile_page(person)))


def test_no_field_outside_a_form_can_be_set():
    person = finish(draft())
    client = Client()
    client.force_login(person.account)
    url = reverse("people:edit_mine", args=["viec"])
    state = client.get(url).context["form_state"]
    send(
        client, url, _before=state, situation="EMPLOYED", words="", verification="MATCH",
        identity_number="001190123456", account="1", made="1", person="1", id="1",
    )  # fmt: skip
    after = Person.objects.get(pk=person.pk)
    assert (after.verification, after.identity_number, after.made) == (
        "NOT_YET", NUMBER, person.made,
    )  # fmt: skip


def test_ones_own_data_come_as_a_file():
    person = finish(draft())
    client = Client()
    client.force_login(person.account)
    answer = client.get(reverse("people:take"))
    assert json.loads(answer.content)["Hồ sơ"]["Số định danh"] == NUMBER
    assert "attachment" in answer["Content-Disposition"]


def test_the_official_form_is_printed_as_pdf_and_as_word():
    person = finish(draft())
    client = Client()
    client.force_login(person.account)
    pdf = client.get(reverse("people:my_paper", args=["mau-01.pdf"]))
    assert pdf.content.startswith(b"%PDF")
    word = client.get(reverse("people:my_paper", args=["mau-01.docx"]))
    with zipfile.ZipFile(io.BytesIO(word.content)) as file:
        text = file.read("word/document.xml").decode()
    for words in ("NGUYỄN VĂN THỬ", NUMBER, "may công nghiệp", "Mẫu số 01a", "7.000.000 đ"):
        assert words in text
    assert client.get(reverse("people:my_paper", args=["mau-99.pdf"])).status_code == 404


def test_a_preliminary_record_has_no_form_to_print_and_opens_for_staff():
    user = UserFactory(role=Role.JOB_SEEKER)
    person = actions.register_contact(
        full_name="Thử", phone="0912345678", account=user, by=user, on=None
    )
    client, _ = signed_in(Role.CLERK)
    page = client.get(reverse("people:person", args=[person.public_id]))
    assert "Hồ sơ sơ bộ" in page.content.decode()
    paper = reverse("people:paper", args=[person.public_id, "mau-01.pdf"])
    assert client.get(paper).status_code == 404
