"""Pages of applying: the sheet, the way with a code, what was sent, and the signed link."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache

from caunoi.accounts.choices import Role
from caunoi.accounts.models import User
from caunoi.people.models import Person
from caunoi.placement.actions.applications import move_application
from caunoi.placement.choices import ApplicationState, InvitationState, Refusal
from caunoi.placement.models import Application, Invitation
from caunoi.placement.queries.invitations import answer_path
from caunoi_kit.messaging.models import Message
from caunoi_kit.ui.once import FIELD, fresh_key
from tests.accounts.factories import UserFactory
from tests.people.factories import LabourProfileFactory, PersonFactory
from tests.placement.factories import (
    MORNING,
    ApplicationFactory,
    InvitationFactory,
    SlotFactory,
)
from tests.vacancies.factories import VacancyFactory

pytestmark = pytest.mark.django_db

FAR = "2099-12-31"
LATER = datetime(2099, 1, 5, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def demo(settings):
    settings.CAUNOI_DEMO = True
    cache.clear()


@pytest.fixture
def vacancy():
    return VacancyFactory(title="Thợ may mẫu", closes_on=FAR)


@pytest.fixture
def person(client):
    """Somebody signed in with a profile."""
    user = UserFactory(role=Role.JOB_SEEKER, made=True)
    client.force_login(user)
    who = PersonFactory(full_name="Phạm Thị Mẫu Hoa", phone="0912345678", account=user)
    LabourProfileFactory(person=who)
    return who


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(answer.content.decode().split("<main")[1].split())


def press(client, address, key=None, **sent):
    return client.post(address, {FIELD: key or fresh_key(), **sent})


def apply_url(vacancy):
    return f"/ket-noi/ung-tuyen/{vacancy.pk}/"


def test_the_sheet_says_what_is_sent_and_to_whom(client, person, vacancy):
    text = page(client, apply_url(vacancy))

    for words in ("Phạm Thị Mẫu Hoa", "0912 345 678", vacancy.employer.name, "Nộp hồ sơ"):
        assert words in text


def test_two_taps_send_it(client, person, vacancy):
    answer = press(client, apply_url(vacancy))

    application = Application.objects.get()
    assert answer.url == f"/ket-noi/ho-so-da-nop/{application.public_id}/"
    assert (application.person, application.made_by) == (person, person.account)


def test_a_second_tap_gets_the_same_answer(client, person, vacancy):
    key = fresh_key()

    answers = [press(client, apply_url(vacancy), key), press(client, apply_url(vacancy), key)]
    answers.append(press(client, apply_url(vacancy)))

    assert len({answer.url for answer in answers}) == 1
    assert Application.objects.count() == 1


def test_who_has_applied_sees_that_instead_of_the_button(client, person, vacancy):
    press(client, apply_url(vacancy))

    text = page(client, apply_url(vacancy))

    assert "đã nộp hồ sơ cho việc này" in text
    assert "Nơi tuyển sẽ thấy" not in text


def test_the_vacancy_page_leads_to_applying_and_then_to_what_was_sent(client, person, vacancy):
    address = f"/viec-lam/{vacancy.pk}-tho-may-mau/"
    assert f'href="{apply_url(vacancy)}"' in client.get(address).content.decode()

    press(client, apply_url(vacancy))

    shown = client.get(address).content.decode()
    assert "Đã nộp hồ sơ" in shown
    assert f"/ket-noi/ho-so-da-nop/{Application.objects.get().public_id}/" in shown


def test_staff_and_firms_are_not_offered_to_apply(client, vacancy):
    client.force_login(UserFactory(role=Role.EMPLOYER, made=True))

    shown = client.get(f"/viec-lam/{vacancy.pk}-tho-may-mau/").content.decode()

    assert apply_url(vacancy) not in shown


def test_a_closed_vacancy_says_so_and_takes_nothing(client, person):
    vacancy = VacancyFactory(closed=True)

    assert "đã đóng" in page(client, apply_url(vacancy))
    assert "đã đóng" in press(client, apply_url(vacancy)).content.decode()
    assert not Application.objects.exists()


def test_a_draft_does_not_exist(client, person):
    assert client.get(apply_url(VacancyFactory(state="DRAFT"))).status_code == 404


# --- A name, a number and a code ----------------------------------------------------------------


def ask_for_code(client, vacancy, phone="0987654321", name="trần văn thử"):
    address = client.get(apply_url(vacancy)).url
    return press(client, address, full_name=name, phone=phone)


def code_sent(phone="0987654321"):
    text = Message.objects.filter(kind="accounts.code", phone=phone).latest("id").text
    return re.search(r"\d{6}", text)[0]


def test_a_stranger_applies_with_name_number_and_code(client, vacancy):
    answer = ask_for_code(client, vacancy)
    answer = press(client, answer.url, code=code_sent())

    application = Application.objects.get()
    assert answer.url.endswith(f"{application.public_id}/")
    assert application.person.full_name == "Trần Văn Thử"
    assert application.person.phone == "0987654321"
    assert application.person.account.role == Role.JOB_SEEKER
    assert "Đã gửi" in page(client, answer.url)  # signed in by the code


def test_a_wrong_code_is_counted_and_sends_nothing(client, vacancy):
    answer = ask_for_code(client, vacancy)
    wrong = "000000" if code_sent() != "000000" else "111111"

    shown = press(client, answer.url, code=wrong).content.decode()

    assert "Mã chưa đúng" in shown
    assert not Application.objects.exists()
    assert not Person.objects.exists()
    for _ in range(4):
        press(client, answer.url, code=wrong)
    assert "5 lần" in press(client, answer.url, code=code_sent()).content.decode()


def test_a_known_number_finds_its_own_record_again(client, vacancy):
    user = UserFactory(role=Role.JOB_SEEKER, phone="0987654321")
    person = PersonFactory(account=user, phone="0987654321", full_name="Phạm Thị Mẫu Hoa")

    answer = ask_for_code(client, vacancy)
    press(client, answer.url, code=code_sent())

    assert Application.objects.get().person == person
    person.refresh_from_db()
    assert person.full_name == "Phạm Thị Mẫu Hoa"  # what was typed overwrites nothing
    assert User.objects.count() == 1


def test_the_number_of_a_firm_sends_no_application(client, vacancy):
    UserFactory(role=Role.EMPLOYER, phone="0987654321")

    answer = ask_for_code(client, vacancy)
    press(client, answer.url, code=code_sent())

    assert not Application.objects.exists()


def test_what_was_typed_stays_after_an_error(client, vacancy):
    answer = press(client, f"{apply_url(vacancy)}moi/", full_name="Trần Văn Thử", phone="12")

    shown = answer.content.decode()
    assert 'value="Trần Văn Thử"' in shown
    assert 'value="12"' in shown


def test_somebody_signed_in_without_a_record_needs_no_code(client, vacancy):
    client.force_login(UserFactory(role=Role.JOB_SEEKER, full_name="Trần Văn Thử"))
    address = client.get(apply_url(vacancy)).url

    answer = press(client, address, full_name="Trần Văn Thử", phone="0987654321")

    assert answer.url.endswith(f"{Application.objects.get().public_id}/")
    assert not Message.objects.filter(kind="accounts.code").exists()


# --- What was sent ------------------------------------------------------------------------------


def mine(person, **more):
    return ApplicationFactory(person=person, **more)


def test_the_list_costs_the_same_however_long(client, person, django_assert_num_queries):
    for number in (1, 15):
        for _ in range(number):
            mine(person)
        page(client, "/ket-noi/ho-so-da-nop/")
        with django_assert_num_queries(5):
            page(client, "/ket-noi/ho-so-da-nop/")


def test_a_refusal_is_shown_with_its_reason_and_asks_about_the_contact(client, person):
    application = mine(person)
    move_application(
        application=application, to=ApplicationState.REJECTED, by=UserFactory(),
        at=MORNING, reason=Refusal.SHIFT, note="Chỉ còn ca đêm",
    )  # fmt: skip
    address = f"/ket-noi/ho-so-da-nop/{application.public_id}/"

    text = page(client, address)
    assert "Ca làm không hợp. Chỉ còn ca đêm" in text
    press(client, f"{address}giu/", may_keep="1")

    application.refresh_from_db()
    assert application.may_keep
    assert "Thôi không cho giữ" in page(client, address)


def test_withdrawing_takes_two_taps(client, person):
    application = mine(person)
    address = f"/ket-noi/ho-so-da-nop/{application.public_id}/"
    assert f"{address}rut/" in page(client, address)

    press(client, f"{address}rut/")

    application.refresh_from_db()
    assert application.state == ApplicationState.WITHDRAWN


@pytest.mark.parametrize("what", ["", "rut/", "giu/"])
def test_the_application_of_somebody_else_does_not_exist(client, person, what):
    address = f"/ket-noi/ho-so-da-nop/{ApplicationFactory().public_id}/{what}"

    answer = press(client, address) if what else client.get(address)

    assert answer.status_code == 404


# --- The signed link ----------------------------------------------------------------------------


@pytest.fixture
def invitation(vacancy):
    SlotFactory(vacancy=vacancy, starts_at=LATER)
    person = PersonFactory(full_name="Phạm Thị Mẫu Hoa", phone="0912345678")
    return InvitationFactory(vacancy=vacancy, person=person)


def test_the_link_works_without_signing_in_and_says_no_more_than_the_given_name(client, invitation):
    text = page(client, answer_path(invitation))

    assert "Chào Hoa" in text
    assert invitation.vacancy.employer.name in text
    assert "Phạm" not in text
    assert "0912" not in text


def test_looking_at_the_link_answers_nothing(client, invitation):
    page(client, answer_path(invitation))

    invitation.refresh_from_db()
    assert invitation.state == InvitationState.SENT


def test_one_tap_takes_a_time_and_another_says_again_that_one_comes(client, invitation):
    address = answer_path(invitation)
    slot = re.search(r'name="answer" value="(\d+)"', page(client, address))[1]

    press(client, address, answer=slot)
    assert "Tôi sẽ đến" in page(client, address)
    press(client, address, answer="confirm")

    invitation = Invitation.objects.get()
    assert invitation.state == InvitationState.COMING
    assert invitation.confirmed_at is not None
    assert Application.objects.get().state == ApplicationState.INTERVIEW


def test_the_time_can_be_changed_and_refused(client, invitation):
    address = answer_path(invitation)
    later = SlotFactory(vacancy=invitation.vacancy, starts_at=LATER + timedelta(days=1))
    slots = re.findall(r'name="answer" value="(\d+)"', page(client, address))
    press(client, address, answer=slots[0])

    assert f'value="{later.pk}"' in page(client, f"{address}?doi-gio")
    press(client, address, answer=str(later.pk))
    assert Invitation.objects.get().slot == later
    press(client, address, answer="no")

    assert Invitation.objects.get().state == InvitationState.DECLINED
    assert "khép lại" in page(client, address)


@pytest.mark.parametrize("said", ["", "x", "²", "9" * 30, "999999999"])
def test_nonsense_chooses_no_time(client, invitation, said):
    answer = press(client, answer_path(invitation), answer=said)

    assert answer.status_code == 200
    assert Invitation.objects.get().state == InvitationState.SENT


def test_a_forged_link_is_a_missing_page(client, invitation):
    address = answer_path(invitation).replace(":", ":A", 1)

    assert client.get(address).status_code == 404
