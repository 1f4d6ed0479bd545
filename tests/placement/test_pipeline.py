"""The board of a vacancy, the page of one application, inviting, the schedule, the call list."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from caunoi.accounts.choices import Role
from caunoi.people.choices import Purpose
from caunoi.placement.choices import ApplicationState, InvitationState, Refusal
from caunoi.placement.models import Application, InterviewSlot, Invitation
from caunoi_kit.journal.models import Entry
from caunoi_kit.ui.once import FIELD, fresh_key
from tests.accounts.factories import UserFactory
from tests.employers.factories import MemberFactory
from tests.people.factories import PersonFactory
from tests.placement.factories import (
    MORNING,
    ApplicationFactory,
    InvitationFactory,
    SlotFactory,
    make_run,
    seeker,
)
from tests.vacancies.factories import VacancyFactory

pytestmark = pytest.mark.django_db

FAR = "2099-12-31"
LATER = datetime(2099, 1, 5, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def demo(settings):
    settings.CAUNOI_DEMO = True


@pytest.fixture
def vacancy():
    return VacancyFactory(title="Thợ may mẫu", closes_on=FAR, positions=2)


@pytest.fixture
def firm(client, vacancy):
    """Somebody signed in who acts for the firm of the vacancy."""
    user = UserFactory(role=Role.EMPLOYER, made=True)
    MemberFactory(employer=vacancy.employer, user=user)
    client.force_login(user)
    return user


@pytest.fixture
def hoa(vacancy):
    person = PersonFactory(full_name="Phạm Thị Mẫu Hoa", phone="0912345678")
    return ApplicationFactory(vacancy=vacancy, person=person)


def as_staff(client, role=Role.COUNSELLOR):
    client.force_login(UserFactory(role=role, made=True))


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(answer.content.decode().split("<main")[1].split())


def press(client, address, **sent):
    return client.post(address, {FIELD: fresh_key(), **sent})


def board(vacancy):
    return f"/ket-noi/tin/{vacancy.pk}/ho-so/"


def one(application, what=""):
    return f"/ket-noi/ho-so/{application.public_id}/{what}"


def test_the_board_has_each_application_in_its_column(client, firm, vacancy, hoa):
    ApplicationFactory(vacancy=vacancy, state=ApplicationState.SUITABLE)

    text = page(client, board(vacancy))

    columns = dict(re.findall(r'id="h-cot-(\w+)">[^<]*<span class="num">(\d+)', text))
    assert columns == {"sent": "1", "seen": "0", "suitable": "1", "interview": "0", "offered": "0"}
    assert "Phạm Thị Mẫu Hoa" in text


def test_opening_the_board_leaves_one_line_with_whom_it_showed(client, firm, vacancy, hoa):
    page(client, board(vacancy))

    line = Entry.objects.get(event="placement.pipeline.read")
    assert (line.by, line.detail["people"]) == (firm, [hoa.person_id])


def test_the_board_costs_the_same_however_long(
    client, firm, vacancy, django_assert_max_num_queries
):
    counted = []
    for number in (1, 12):
        for _ in range(number):
            slot = SlotFactory(
                vacancy=vacancy, starts_at=LATER + timedelta(hours=Invitation.objects.count())
            )
            sent = ApplicationFactory(vacancy=vacancy)
            InvitationFactory(vacancy=vacancy, person=sent.person, application=sent, slot=slot)
            ApplicationFactory(vacancy=vacancy, state=ApplicationState.WITHDRAWN)
        page(client, board(vacancy))
        with django_assert_max_num_queries(18) as spent:  # one more on PostgreSQL: the lock
            page(client, board(vacancy))
        counted.append(len(spent))
    assert counted[0] == counted[1]


def test_one_tap_on_the_board_takes_the_usual_next_step(client, firm, vacancy, hoa):
    assert 'name="to" value="SUITABLE"' in page(client, board(vacancy))

    answer = press(client, one(hoa, "chuyen/"), to="SUITABLE", **{"from": "board"})

    assert answer.url == f"{board(vacancy)}#hs-{hoa.public_id}"
    hoa.refresh_from_db()
    assert hoa.state == ApplicationState.SUITABLE


def test_opening_an_application_counts_as_seen_for_the_firm_only(client, vacancy, hoa, firm):
    as_staff(client)
    page(client, one(hoa))
    hoa.refresh_from_db()
    assert hoa.state == ApplicationState.SENT

    client.force_login(firm)
    text = page(client, one(hoa))

    hoa.refresh_from_db()
    assert hoa.state == ApplicationState.SEEN
    assert "0912 345 678" in text


@pytest.mark.parametrize("to", ["REJECTED", "HIRED", "SENT", "X", ""])
def test_the_menu_does_not_reach_what_has_its_own_page(client, firm, hoa, to):
    press(client, one(hoa, "chuyen/"), to=to)

    hoa.refresh_from_db()
    assert hoa.state == ApplicationState.SENT


def test_a_refusal_asks_for_its_reason_and_keeps_what_was_typed(client, firm, vacancy, hoa):
    shown = press(client, one(hoa, "tu-choi/"), note="Hết ca ngày").content.decode()
    assert "Chọn một lý do" in shown
    assert "Hết ca ngày" in shown

    answer = press(client, one(hoa, "tu-choi/"), reason="SHIFT", note="Hết ca ngày")

    assert answer.url == board(vacancy)
    hoa.refresh_from_db()
    assert (hoa.state, hoa.reason) == ("REJECTED", "SHIFT")


def test_the_last_hire_closes_the_vacancy(client, firm, vacancy, hoa):
    other = ApplicationFactory(vacancy=vacancy)
    for application in (hoa, other):
        press(client, one(application, "nhan-viec/"), starts_on="01/12/2026")

    vacancy.refresh_from_db()
    assert (vacancy.filled, vacancy.state) == (2, "CLOSED")


def test_a_hire_that_cannot_be_says_why(client, firm, vacancy, hoa):
    vacancy.filled = 2
    vacancy.save()

    shown = press(client, one(hoa, "nhan-viec/"), starts_on="01/12/2026").content.decode()

    assert "đủ người" in shown


@pytest.mark.parametrize("role", [Role.EMPLOYER, Role.JOB_SEEKER])
@pytest.mark.parametrize("what", ["", "tu-choi/", "nhan-viec/"])
def test_the_application_of_another_firm_does_not_exist(client, hoa, role, what):
    client.force_login(UserFactory(role=role, made=True))

    expected = 404 if role == Role.EMPLOYER else 403
    assert client.get(one(hoa, what)).status_code == expected


@pytest.mark.parametrize("what", ["ho-so/", "moi/", "lich-hen/"])
def test_the_board_of_another_firm_does_not_exist(client, vacancy, what):
    client.force_login(UserFactory(role=Role.EMPLOYER, made=True))

    assert client.get(f"/ket-noi/tin/{vacancy.pk}/{what}").status_code == 404


def test_the_department_looks_and_answers_nobody(client, vacancy, hoa):
    as_staff(client, Role.DEPARTMENT)

    assert 'name="to"' not in page(client, board(vacancy))
    assert press(client, one(hoa, "chuyen/"), to="SUITABLE").status_code == 403


def test_thirty_days_after_a_refusal_the_firm_sees_no_name_anywhere(client, firm, vacancy, hoa):
    hoa.state, hoa.reason = ApplicationState.REJECTED, Refusal.SKILL
    hoa.made_at = hoa.state_at = timezone.localtime() - timedelta(days=32)
    hoa.save()
    InvitationFactory(
        vacancy=vacancy, person=hoa.person, application=hoa, slot=SlotFactory(vacancy=vacancy),
        state=InvitationState.CAME,
    )  # fmt: skip
    schedule = f"/ket-noi/tin/{vacancy.pk}/lich-hen/"

    for address in (
        board(vacancy),
        schedule,
        one(hoa),
        one(hoa, "tu-choi/"),
        one(hoa, "nhan-viec/"),
    ):
        text = page(client, address)
        assert "Hoa" not in text, address
        assert "345" not in text, address
    as_staff(client)
    assert "Hoa" in page(client, board(vacancy))


def test_a_number_used_twice_is_pointed_out(client, firm, vacancy, hoa):
    ApplicationFactory(vacancy=vacancy, person=PersonFactory(phone="0912345678"))

    assert page(client, board(vacancy)).count("Trùng số điện thoại") == 2


def test_the_list_of_vacancies_leads_to_the_board_and_counts_what_is_new(client, firm, hoa):
    text = page(client, "/ket-noi/tin-cua-toi/")

    assert "1 hồ sơ, 1 mới" in text
    assert board(hoa.vacancy) in text


# --- Inviting -----------------------------------------------------------------------------------

TIMES = {
    "day": "05/01/2099", "hour": "8:00", "minutes": "30", "number": "4", "capacity": "1",
    "place": "Cổng 2",
}  # fmt: skip


@pytest.fixture
def found(vacancy):
    """Somebody the firm may find, whom nobody has invited."""
    person = seeker(person={"full_name": "Lê Văn Mẫu Bình", "phone": "0977123456"})
    make_run()
    return person


def tick_boxes(client, vacancy):
    return re.findall(
        r'name="who" value="([^"]+)"', page(client, f"/ket-noi/tin/{vacancy.pk}/moi/")
    )


def test_found_people_and_applicants_are_invited_together(client, firm, vacancy, hoa, found):
    boxes = tick_boxes(client, vacancy)

    answer = press(client, f"/ket-noi/tin/{vacancy.pk}/moi/", who=boxes, **TIMES)

    assert answer.url == f"/ket-noi/tin/{vacancy.pk}/lich-hen/"
    assert {one.person for one in Invitation.objects.order_by("id")} == {hoa.person, found}
    assert InterviewSlot.objects.count() == 4


def test_the_invite_page_shows_no_name_and_no_number_of_somebody_found(
    client, firm, vacancy, found
):
    text = page(client, f"/ket-noi/tin/{vacancy.pk}/moi/")

    assert "L.V.M.B." in text
    assert "Bình" not in text
    assert "0977" not in text
    assert f'name="who" value="{found.pk}"' not in text


def test_a_box_of_another_vacancy_invites_nobody(client, firm, vacancy, found):
    other = VacancyFactory(employer=vacancy.employer, closes_on=FAR)
    boxes = tick_boxes(client, vacancy)

    press(client, f"/ket-noi/tin/{other.pk}/moi/", who=boxes, **TIMES)

    assert not Invitation.objects.exists()


def test_who_withdrew_the_consent_is_gone_from_the_page(client, firm, vacancy, found):
    found.consents.filter(purpose=Purpose.EMPLOYERS).update(withdrawn_at=LATER)

    assert tick_boxes(client, vacancy) == []


def test_without_a_time_nobody_is_invited_and_the_ticks_stay(client, firm, vacancy, hoa):
    key = str(hoa.public_id)

    shown = press(client, f"/ket-noi/tin/{vacancy.pk}/moi/", who=key, minutes="30", number="4",
                  capacity="1").content.decode()  # fmt: skip

    assert "Ghi ngày phỏng vấn" in shown
    assert "Ghi nơi phỏng vấn" in shown
    assert f'value="{key}" checked' in shown
    assert not Invitation.objects.exists()


def test_where_there_are_times_no_new_one_is_needed(client, firm, vacancy, hoa):
    SlotFactory(vacancy=vacancy, starts_at=LATER)

    press(client, f"/ket-noi/tin/{vacancy.pk}/moi/", who=str(hoa.public_id), minutes="30",
          number="4", capacity="1")  # fmt: skip

    assert Invitation.objects.get().application == hoa


# --- The schedule and the call list -------------------------------------------------------------


def test_the_schedule_names_those_who_said_yes_only(client, firm, vacancy, hoa, found):
    slot = SlotFactory(vacancy=vacancy, starts_at=LATER)
    InvitationFactory(vacancy=vacancy, person=found)
    InvitationFactory(
        vacancy=vacancy, person=hoa.person, application=hoa, slot=slot,
        state=InvitationState.COMING,
    )  # fmt: skip

    text = page(client, f"/ket-noi/tin/{vacancy.pk}/lich-hen/")

    assert "Phạm Thị Mẫu Hoa" in text
    assert "Bình" not in text
    assert "Không đến" not in text  # it has not begun


def test_after_the_hour_one_tap_says_whether_somebody_came(client, firm, vacancy, hoa):
    slot = SlotFactory(vacancy=vacancy, starts_at=MORNING - timedelta(days=30))
    invitation = InvitationFactory(
        vacancy=vacancy, person=hoa.person, application=hoa, slot=slot,
        state=InvitationState.COMING,
    )  # fmt: skip
    address = f"/ket-noi/loi-moi/{invitation.public_id}/den/"
    assert address in page(client, f"/ket-noi/tin/{vacancy.pk}/lich-hen/")

    press(client, address, came="0")

    invitation.refresh_from_db()
    assert invitation.state == InvitationState.NO_SHOW
    client.force_login(UserFactory(role=Role.EMPLOYER, made=True))
    assert press(client, address, came="1").status_code == 404


def test_the_call_list_shows_the_firm_and_how_many_wait(client, hoa):
    Application.objects.update(made_at=MORNING - timedelta(days=60))
    as_staff(client)

    text = page(client, "/ket-noi/noi-tuyen-chua-tra-loi/")

    assert hoa.vacancy.employer.name in text
    assert "Hoa" not in text  # a call list of firms names no applicant
