"""The pages of schools, learners and firms, as a visitor meets them."""

from http import HTTPStatus

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.training import actions
from caunoi.training.choices import EnrolmentState, OrderState
from caunoi.training.models import Attendance, Enrolment, FirmOrder, Intake
from caunoi_kit.ui.once import FIELD, fresh_key
from tests.accounts.factories import UserFactory
from tests.employers.factories import MemberFactory
from tests.people.factories import PersonFactory
from tests.training.factories import (
    MORNING,
    EnrolmentFactory,
    FirmOrderFactory,
    IntakeFactory,
    LessonFactory,
    ProgrammeFactory,
    SchoolMemberFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
LATER = "2099-12-15"


@pytest.fixture
def demo(settings):
    settings.CAUNOI_DEMO = True


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def seeker():
    user = UserFactory(role=Role.JOB_SEEKER)
    return client_of(user), PersonFactory(account=user)


def school(intake=None):
    intake = intake or IntakeFactory(starts_on=LATER)
    member = SchoolMemberFactory(institution=intake.programme.institution)
    return client_of(member.user), intake


def send(client, name, data=None, *, args=(), query=""):
    where = reverse(name, args=args) + query
    return client.post(where, {FIELD: fresh_key(), **(data or {})})


def text(answer):
    return answer.content.decode()


# --- Learners ------------------------------------------------------------------------------------


def test_a_person_joins_sees_it_and_leaves_again():
    client, person = seeker()
    intake = IntakeFactory(starts_on=LATER, seats=1, minimum=1)
    answer = send(client, "training:join", {"lop": intake.pk}, args=[intake.programme_id])
    assert answer.url == reverse("training:my_courses")
    assert "Đang giữ chỗ" in text(client.get(answer.url))
    enrolment = Enrolment.objects.get(person=person)
    send(client, "training:leave", args=[enrolment.public_id])
    assert "Đã thôi" in text(client.get(answer.url))


def test_a_full_class_says_so_before_and_after_asking():
    client, _ = seeker()
    intake = IntakeFactory(starts_on=LATER, seats=1, minimum=1, taken=1)
    page = reverse("training:join", args=[intake.programme_id])
    assert "Đủ chỗ, 0 người chờ" in text(client.get(page))
    send(client, "training:join", {"lop": intake.pk}, args=[intake.programme_id])
    assert "thứ 1 trong danh sách" in text(client.get(reverse("training:my_courses")))


def test_a_class_of_another_programme_cannot_be_slipped_in():
    client, _ = seeker()
    mine, other = IntakeFactory(starts_on=LATER), IntakeFactory(starts_on=LATER)
    answer = send(client, "training:join", {"lop": other.pk}, args=[mine.programme_id])
    assert "Chọn một lớp" in text(answer)
    assert not Enrolment.objects.exists()


def test_nobody_leaves_for_somebody_else():
    client, _ = seeker()
    enrolment = EnrolmentFactory()
    answer = send(client, "training:leave", args=[enrolment.public_id])
    assert answer.status_code == HTTPStatus.NOT_FOUND
    enrolment.refresh_from_db()
    assert enrolment.state == EnrolmentState.ENROLLED


def test_the_code_on_the_wall_takes_one_tap(client, time_machine):
    time_machine.move_to(MORNING)
    visitor, person = seeker()
    lesson = LessonFactory(held_on=MORNING.date())
    EnrolmentFactory(intake=lesson.intake, person=person)
    code = actions.lesson_code(lesson=lesson, at=MORNING)
    assert "Tôi có mặt" in text(visitor.get(reverse("training:attend", args=[code])))
    send(visitor, "training:attend", args=[code])
    assert Attendance.objects.count() == 1
    stranger = client.get(reverse("training:attend", args=[code]))
    assert "/dang-nhap/" in stranger.url


# --- Schools -------------------------------------------------------------------------------------


def test_an_order_fills_in_the_class_that_answers_it():
    client, _ = school()
    order = FirmOrderFactory(starts_on="2099-01-11")
    programme = ProgrammeFactory(
        occupation=order.occupation, institution=Intake.objects.get().programme.institution
    )
    page = text(client.get(reverse("training:open_intake"), {"don": order.public_id}))
    assert 'value="12"' in page
    assert 'value="11/01/2099"' in page
    answer = send(
        client, "training:open_intake",
        {"programme": programme.pk, "starts_on": "11/01/2099", "seats": "12", "minimum": "6",
         "time_of_day": "DAY", "fund": "FIRM"},
        query=f"?don={order.public_id}",
    )  # fmt: skip
    order.refresh_from_db()
    assert order.state == OrderState.ANSWERED
    assert answer.url == reverse("training:class", args=[order.intake_id])
    assert "Còn thiếu 6 người" in text(client.get(answer.url))


def test_what_was_typed_stays_after_an_error():
    client, intake = school()
    answer = send(
        client, "training:open_intake",
        {"programme": intake.programme_id, "starts_on": "11/01/2099", "seats": "12",
         "minimum": "13", "time_of_day": "DAY", "fund": "LEARNER", "address": "Nhà văn hoá"},
    )  # fmt: skip
    assert "(13) phải từ 1 đến chỉ tiêu (12)" in text(answer)
    assert "Nhà văn hoá" in text(answer)


def test_a_programme_is_added_and_its_first_class_is_next():
    client, intake = school()
    answer = send(
        client, "training:new_programme",
        {"institution": intake.programme.institution_id, "name": "Hàn 3G",
         "occupation": intake.programme.occupation_id, "months": "2,5", "fee": "3tr",
         "level": "ELEMENTARY", "entry_qualification": "NONE"},
    )  # fmt: skip
    assert answer.url.startswith(reverse("training:open_intake"))


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("training:class", ()), ("training:scan", ()), ("training:start", ()),
        ("training:certificates", ()), ("training:class_list", ("pdf",)),
    ],
)  # fmt: skip
def test_another_schools_class_is_not_there(name, more):
    client, _ = school()
    other = EnrolmentFactory(intake=IntakeFactory(starts_on=LATER))
    answer = client.get(reverse(name, args=[other.intake_id, *more]))
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert other.person.full_name not in text(answer)


def test_another_schools_lesson_is_not_there():
    client, _ = school()
    lesson = LessonFactory()
    for name in ("training:lesson", "training:lesson_code"):
        answer = client.get(reverse(name, args=[lesson.public_id]))
        assert answer.status_code == HTTPStatus.NOT_FOUND


def test_cards_that_could_not_be_read_stay_in_the_box():
    client, intake = school()
    good = "034195000001||NGUYỄN THỊ THỬ|20051995|Nữ|Thôn 1, Đông Minh|10052021"
    answer = send(client, "training:scan", {"cards": f"{good}\nkhông phải thẻ"}, args=[intake.pk])
    assert "Đã ghi danh 1 người; 1 dòng chưa đọc được" in text(answer)
    assert ">\nkhông phải thẻ</textarea>" in text(answer)
    assert Enrolment.objects.get().state == EnrolmentState.ENROLLED


def test_the_register_of_a_lesson_is_kept_by_hand():
    client, intake = school()
    there, away = EnrolmentFactory(intake=intake), EnrolmentFactory(intake=intake)
    lesson = LessonFactory(intake=intake)
    send(client, "training:lesson", {"present": [there.public_id, "x"]}, args=[lesson.public_id])
    assert [each.enrolment for each in Attendance.objects.all()] == [there]
    assert away.person.full_name in text(
        client.get(reverse("training:lesson", args=[lesson.public_id]))
    )


def test_a_class_goes_from_its_start_to_certificates():
    client, intake = school()
    EnrolmentFactory(intake=intake)
    send(client, "training:start", {"viec": "mo"}, args=[intake.pk])
    answer = send(
        client, "training:certificates",
        {"granted_on": "20/03/2100", "number_1": "SC-7"}, args=[intake.pk],
    )  # fmt: skip
    assert answer.status_code == HTTPStatus.FOUND
    assert Enrolment.objects.get().certificate_number == "SC-7"
    assert "Đã tốt nghiệp" in text(client.get(answer.url))


def test_the_class_list_comes_as_a_file():
    client, intake = school()
    EnrolmentFactory(intake=intake)
    for kind, begins in (("pdf", b"%PDF-"), ("xlsx", b"PK")):
        answer = client.get(reverse("training:class_list", args=[intake.pk, kind]))
        assert answer.content.startswith(begins)
        assert f"danh-sach-lop-{intake.pk}.{kind}" in answer["Content-Disposition"]
    gone = client.get(reverse("training:class_list", args=[intake.pk, "exe"]))
    assert gone.status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("learners", [2, 12])
def test_the_page_of_a_class_costs_the_same_however_many_learn(learners, django_assert_num_queries):
    client, intake = school()
    for _ in range(learners):
        EnrolmentFactory(intake=intake)
    LessonFactory(intake=intake)
    lock = connection.vendor == "postgresql"  # of the journal
    with django_assert_num_queries(15 + lock):
        client.get(reverse("training:class", args=[intake.pk]))


@pytest.mark.parametrize("many", [2, 9])
def test_my_courses_cost_the_same_however_many(many, django_assert_num_queries):
    client, person = seeker()
    for _ in range(many):
        EnrolmentFactory(person=person)
    with django_assert_num_queries(5):
        client.get(reverse("training:my_courses"))


# --- Firms ---------------------------------------------------------------------------------------


def firm():
    member = MemberFactory()
    return client_of(member.user), member.employer


def test_a_firm_orders_and_withdraws():
    client, employer = firm()
    trade = ProgrammeFactory().occupation
    page = text(client.get(reverse("training:new_order"), {"nghe": "8153", "so": "9"}))
    assert 'value="9"' in page
    send(
        client, "training:new_order",
        {"employer": employer.pk, "occupation": trade.pk, "people": "9",
         "starts_on": "11/01/2099", "wage_min": "8,5tr", "share_percent": "30"},
    )  # fmt: skip
    order = FirmOrder.objects.get()
    assert (order.employer, order.wage_min) == (employer, 8_500_000)
    send(client, "training:withdraw_order", args=[order.public_id])
    order.refresh_from_db()
    assert order.state == OrderState.CLOSED


def test_nobody_orders_or_withdraws_for_another_firm():
    client, _ = firm()
    other = FirmOrderFactory()
    answer = send(client, "training:withdraw_order", args=[other.public_id])
    assert answer.status_code == HTTPStatus.NOT_FOUND
    answer = send(
        client, "training:new_order",
        {"employer": other.employer_id, "occupation": other.occupation_id, "people": "9",
         "starts_on": "11/01/2099", "share_percent": "0"},
    )  # fmt: skip
    assert answer.status_code == HTTPStatus.OK
    assert FirmOrder.objects.count() == 1


def test_a_plan_is_stated_and_stands_beside_the_actual():
    client, intake = school()
    fields = {"institution": intake.programme.institution_id, "level": "ELEMENTARY",
              "learners": "40", "rural_learners": "30", "graduates": "35"}  # fmt: skip
    answer = send(client, "training:plan", fields)
    assert "40" in text(client.get(answer.url))


def test_a_contract_of_training_on_the_job_is_entered_by_tax_code():
    client, employer = client_of(UserFactory(made=True)), MemberFactory().employer
    fields = {"number": "05/HĐ", "signed_on": "05/01/2026", "ends_on": "31/12/2026",
              "learners": "20", "amount": "60tr"}  # fmt: skip
    wrong = send(client, "training:job_training", {"tax_code": "9999999999", **fields})
    assert "Không có doanh nghiệp" in text(wrong)
    answer = send(client, "training:job_training", {"tax_code": employer.tax_code, **fields})
    assert answer.url == reverse("training:plan")
