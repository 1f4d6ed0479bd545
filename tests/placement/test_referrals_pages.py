"""The counsellor's screen, the letter on paper, and the page behind its code."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from caunoi.accounts.choices import Role
from caunoi.placement.actions import follow_up
from caunoi.placement.actions.hires import hire
from caunoi.placement.actions.refusals import decline_referral
from caunoi.placement.choices import Dislike, ReferralState, Refusal
from caunoi.placement.models import ExchangeUpdate, FollowUp, Referral, RefusedJob
from caunoi.placement.queries.referrals import code_path, state_of
from caunoi_kit.journal.models import Entry
from caunoi_kit.ui.once import FIELD, fresh_key
from tests.accounts.factories import UserFactory
from tests.employers.factories import MemberFactory
from tests.placement.factories import DAY, MORNING, make_run, seeker
from tests.placement.test_referrals import refer
from tests.vacancies.factories import VacancyFactory

pytestmark = pytest.mark.django_db

FAR = "2099-12-31"
NOW = MORNING + timedelta(hours=2)


@pytest.fixture(autouse=True)
def demo(settings, tmp_path):
    settings.CAUNOI_DEMO, settings.HOME = True, tmp_path
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def vacancy():
    return VacancyFactory(title="Thợ may áo", closes_on=FAR)


@pytest.fixture
def person():
    return seeker(person={"full_name": "Phạm Thị Mẫu Hoa", "phone": "0912345678"})


@pytest.fixture
def counsellor(client):
    user = UserFactory(role=Role.COUNSELLOR, made=True)
    client.force_login(user)
    return user


@pytest.fixture
def letter(person, vacancy):
    return refer(person, vacancy, at=NOW)


def firm_of(vacancy):
    user = UserFactory(role=Role.EMPLOYER, made=True)
    MemberFactory(employer=vacancy.employer, user=user)
    return user


def page(client, address, status=200):
    answer = client.get(address)
    assert answer.status_code == status, address
    return " ".join(answer.content.decode().split("<main")[1].split())


def press(client, address, **sent):
    return client.post(address, {FIELD: fresh_key(), **sent})


def refer_url(person, vacancy):
    return f"/ket-noi/nguoi/{person.public_id}/gioi-thieu/{vacancy.public_id}/"


def state(letter):
    found = Referral.objects.select_related("application").get(pk=letter.pk)
    return state_of(found, on=DAY)


def test_from_the_lists_a_letter_is_two_presses_away_and_the_paper_a_third(
    client, counsellor, person, vacancy
):
    make_run()
    lists = page(client, f"/ket-noi/nguoi/{person.pk}/")
    assert refer_url(person, vacancy) in lists

    sheet = client.get(refer_url(person, vacancy))
    usual = {name: sheet.context["form"][name].value() for name in ("place", "contact")}
    day, hour = (sheet.context["form"].initial[name] for name in ("day", "hour"))
    answer = press(
        client, refer_url(person, vacancy), day=f"{day:%d/%m/%Y}", hour=f"{hour:%H:%M}",
        place=usual["place"] or "Cổng 2", contact="", contact_phone="",
    )  # fmt: skip

    made = Referral.objects.get()
    assert answer["Location"] == f"/ket-noi/gioi-thieu/{made.public_id}/"
    paper = client.get(f"{answer['Location']}giay.pdf")
    assert paper["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF")
    assert "Giấy số 01/" in page(client, f"/ket-noi/nguoi/{person.pk}/")


def test_what_was_typed_stays_when_the_letter_cannot_be_made(client, counsellor, person, vacancy):
    answer = press(
        client, refer_url(person, vacancy), day="01/01/2020", hour="9:30", place="Cổng phụ số 7"
    )

    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Cổng phụ số 7" in text
    assert "còn hiệu lực" in text
    assert Referral.objects.count() == 0


def test_a_day_of_an_assumed_calendar_is_marked_and_an_unknown_one_stops_the_letter(
    client, counsellor, person, vacancy
):
    with time_machine.travel(datetime(2026, 12, 29, 3, tzinfo=UTC)):
        client.force_login(counsellor)
        sheet = page(client, refer_url(person, vacancy))
        made = refer(person, vacancy, at=datetime(2026, 12, 29, 3, tzinfo=UTC))
        told = page(client, f"/ket-noi/gioi-thieu/{made.public_id}/")
        scanned = page(client, code_path(made))
    assert all("06/01/2027 (ngày dự tính" in text for text in (sheet, told, scanned))

    with time_machine.travel(datetime(2028, 3, 1, 3, tzinfo=UTC)):
        client.force_login(counsellor)
        sheet = page(client, refer_url(seeker(), vacancy))
    assert "Chưa có lịch nghỉ lễ chính thức năm 2028" in sheet and "lập giấy" not in sheet


def test_filters_keep_each_other_and_the_place_on_the_page(client, counsellor, person, vacancy):
    make_run()
    text = page(client, f"/ket-noi/nguoi/{person.pk}/?xa=10&luong=9")

    assert f"/ket-noi/nguoi/{person.pk}/?xa=10&amp;luong=9&amp;ca=NIGHT#loc" in text
    assert f"/ket-noi/nguoi/{person.pk}/?luong=9#loc" in text


def test_no_is_one_press_and_another_reason_asks_for_words(client, counsellor, person, vacancy):
    make_run()
    address = f"/ket-noi/nguoi/{person.public_id}/khong-nhan/{vacancy.public_id}/"
    assert address in page(client, f"/ket-noi/nguoi/{person.pk}/cung-chon/")

    other = press(client, address, reason=Dislike.OTHER)
    assert other.status_code == 200
    assert "Ghi rõ lý do khác" in other.content.decode()
    answer = press(client, address, reason=Dislike.WAGE, **{"from": "cung-chon"})

    assert answer["Location"] == f"/ket-noi/nguoi/{person.pk}/cung-chon/#ngay"
    assert RefusedJob.objects.get().reason == Dislike.WAGE


def test_anybody_who_scans_learns_number_day_initials_and_state_and_no_name(client, letter):
    text = page(client, code_path(letter))

    assert "Giấy giới thiệu số 01/" in text
    assert "P.T.M.H." in text
    assert "Còn hiệu lực" in text
    assert "Mẫu Hoa" not in text
    assert "0912" not in text
    assert "Thợ may áo" not in text
    assert Entry.objects.filter(event="placement.referral.read").count() == 0


def test_a_forged_code_is_red(client, letter):
    code = code_path(letter)
    forged = code[:-2] + ("A" if code[-2] != "A" else "B") + "/"

    text = page(client, forged, status=404)

    assert "note--bad" in text
    assert "không do" in text


def test_a_revoked_letter_says_so_to_whoever_scans_it(client, counsellor, letter):
    press(client, f"/ket-noi/gioi-thieu/{letter.public_id}/thu-hoi/", why="Ghi nhầm")
    client.logout()

    assert "Đã thu hồi" in page(client, code_path(letter))


def test_the_firm_of_the_job_sees_the_name_and_answers_and_that_leaves_a_line(
    client, letter, vacancy
):
    user = firm_of(vacancy)
    client.force_login(user)
    assert "Mẫu Hoa" in page(client, code_path(letter))
    assert Entry.objects.filter(event="placement.referral.read", by_id=user.pk).exists()

    address = f"{code_path(letter)}ket-qua/"
    assert press(client, address, what="CAME").status_code == 302
    assert state(letter) == ReferralState.ARRIVED
    unexplained = press(client, address, what="NOT_HIRED", note="Tay nghề còn yếu")
    assert "Tay nghề còn yếu" in unexplained.content.decode()
    press(client, address, what="NOT_HIRED", reason=Refusal.SKILL)

    assert state(letter) == ReferralState.NOT_HIRED


def test_another_firm_sees_what_strangers_see_and_cannot_answer(client, letter):
    client.force_login(firm_of(VacancyFactory()))

    assert "Mẫu Hoa" not in page(client, code_path(letter))
    assert press(client, f"{code_path(letter)}ket-qua/", what="HIRED").status_code == 404
    assert state(letter) == ReferralState.STANDING


def test_a_counsellor_notes_what_the_firm_said_on_the_telephone(client, counsellor, letter):
    answer = press(client, f"{code_path(letter)}ket-qua/", what="HIRED")

    assert answer["Location"] == f"/ket-noi/gioi-thieu/{letter.public_id}/"
    assert "Đã được nhận" in page(client, answer["Location"])


def test_a_declined_letter_is_judged_by_a_person(client, counsellor, letter):
    press(client, f"/ket-noi/gioi-thieu/{letter.public_id}/khong-nhan/", reason=Dislike.DISTANCE)
    refusal = RefusedJob.objects.get()
    address = f"/ket-noi/khong-nhan/{refusal.public_id}/"
    assert "chưa xét lý do" in page(client, address)

    press(client, f"{address}ly-do/", justified="0")

    text = page(client, address)
    assert "không có lý do chính đáng" in text
    assert "Thợ may áo" in text
    assert counsellor.full_name in text


def test_two_unjustified_refusals_stand_as_a_warning_on_the_screen(
    client, counsellor, person, vacancy
):
    make_run()
    for _ in range(2):
        refusal = decline_referral(
            referral=refer(person), reason=Dislike.JOB, note="", by=counsellor, at=MORNING
        )
        press(client, f"/ket-noi/khong-nhan/{refusal.public_id}/ly-do/", justified="0")

    assert "Điều 41 khoản 4" in page(client, f"/ket-noi/nguoi/{person.pk}/")


def test_the_list_of_today_takes_answers_in_one_press(client, counsellor, letter):
    begun = DAY - timedelta(days=4)
    hire(application=letter.application, by=counsellor, at=NOW, starts_on=begun)
    follow_up.plan_follow_up(at=NOW)
    call, update = FollowUp.objects.get(days=3), ExchangeUpdate.objects.get()
    text = page(client, "/ket-noi/goi-hom-nay/")
    assert "Phạm Thị Mẫu Hoa" in text
    assert Entry.objects.filter(event="placement.calls.people_read").count() == 1

    press(client, f"/ket-noi/goi-hom-nay/{call.public_id}/", result="STILL")
    press(client, f"/ket-noi/goi-hom-nay/san/{update.public_id}/")

    text = page(client, "/ket-noi/goi-hom-nay/")
    assert "Còn làm việc sau khi nhận" in text
    assert "Không còn ai phải gọi hôm nay" in text
    update.refresh_from_db()
    assert update.done_by == counsellor


def test_the_screen_costs_the_same_however_much_was_done(
    client, counsellor, person, vacancy, django_assert_max_num_queries
):
    make_run()
    address = f"/ket-noi/nguoi/{person.pk}/"
    page(client, address)
    for _ in range(6):
        refer(person, VacancyFactory(closes_on=FAR))
    with django_assert_max_num_queries(45):
        page(client, address)


def test_a_letter_of_somebody_who_does_not_exist_is_not_there(client, counsellor):
    assert client.get(f"/ket-noi/gioi-thieu/{DAY:%Y%m%d}-0/").status_code == 404
    unknown = "00000000-0000-4000-8000-000000000000"
    assert client.get(f"/ket-noi/gioi-thieu/{unknown}/").status_code == 404
