"""Cards, lessons, certificates, orders, plans: what a school does with a class."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from caunoi.classifications.choices import Qualification
from caunoi.people.choices import Purpose
from caunoi.people.models import Person, PersonCertificate
from caunoi.training import actions, exports
from caunoi.training.choices import EnrolmentState, InstitutionKind, Marking, OrderState, TimeOfDay
from caunoi.training.models import Attendance, ClassInvitation, Enrolment, Lesson
from caunoi.training.queries.classes import class_page
from caunoi.training.queries.plans import year_page
from caunoi.training.queries.school import months_after
from caunoi_kit.journal.models import Entry
from caunoi_kit.messaging.models import Message
from caunoi_kit.office import sheets
from tests.accounts.factories import UserFactory
from tests.classifications.factories import CertificateFactory
from tests.employers.factories import EmployerFactory
from tests.people.factories import ConsentFactory, LabourProfileFactory, PersonFactory
from tests.places.factories import CommuneFactory
from tests.training.factories import (
    MORNING,
    EnrolmentFactory,
    FirmOrderFactory,
    InstitutionFactory,
    IntakeFactory,
    LessonFactory,
    ProgrammeFactory,
)

pytestmark = pytest.mark.django_db
IN_CLASS = datetime(2026, 12, 15, 1, 0, tzinfo=UTC)


def card(number, *, born="20051995", sex="Nữ"):
    return f"034195{number:06}||NGUYỄN THỊ THỬ|{born}|{sex}|Thôn 1, Đông Minh|10052021"


def scan(intake, text):
    return actions.enrol_from_cards(intake=intake, scanned=text, by=UserFactory(), at=MORNING)


def learner(intake, **more):
    return EnrolmentFactory(intake=intake, state=EnrolmentState.LEARNING, **more)


# --- Cards ---------------------------------------------------------------------------------------


def test_thirty_cards_enrol_thirty_people_whom_nobody_knew():
    intake = IntakeFactory(seats=30)
    receipt = scan(intake, "\n".join(card(n) for n in range(30)))
    assert (receipt.count("enrolled"), receipt.refused) == (30, ())
    assert Person.objects.count() == 30
    intake.refresh_from_db()
    assert intake.taken == 30


def test_a_card_read_twice_enrols_once_and_a_full_class_has_its_list():
    intake = IntakeFactory(seats=1, minimum=1)
    receipt = scan(intake, f"{card(1)}\n\n{card(1)}\n{card(2)}")
    assert [line.outcome for line in receipt.lines] == ["enrolled", "already", "waiting"]
    assert scan(intake, card(1)).lines[0].outcome == "already"


def test_a_line_that_is_no_card_is_given_back_with_the_reason_and_stops_no_other():
    receipt = scan(IntakeFactory(), f"xin chào\n{card(1)}")
    assert [line.outcome for line in receipt.lines] == ["refused", "enrolled"]
    assert "Không đọc được số căn cước" in receipt.refused[0].why
    assert receipt.left_over == "xin chào"


def test_a_card_of_somebody_registered_is_that_person():
    intake = IntakeFactory()
    scan(intake, card(7))
    scan(IntakeFactory(), card(7))
    assert Person.objects.count() == 1
    assert Enrolment.objects.count() == 2


def test_too_many_cards_at_once_are_refused_whole():
    with pytest.raises(actions.CannotEnrol, match="nhiều nhất 200"):
        scan(IntakeFactory(), "\n".join(card(n) for n in range(201)))
    assert not Person.objects.exists()


# --- Lessons -------------------------------------------------------------------------------------


def in_class(held_on=date(2026, 12, 15)):
    lesson = LessonFactory(held_on=held_on)
    user = UserFactory()
    enrolment = learner(lesson.intake, person=PersonFactory(account=user))
    return lesson, user, enrolment


def test_a_learner_who_reads_the_code_twice_is_there_once():
    lesson, user, enrolment = in_class()
    code = actions.lesson_code(lesson=lesson, at=IN_CLASS)
    for minutes in (0, 5):
        actions.attend_by_code(code=code, user=user, at=IN_CLASS + timedelta(minutes=minutes))
    noted = Attendance.objects.get()
    assert (noted.enrolment, noted.marking) == (enrolment, Marking.CODE)


def test_the_code_names_nobody():
    lesson, _, enrolment = in_class()
    code = actions.lesson_code(lesson=lesson, at=IN_CLASS)
    assert str(enrolment.pk) not in code.split(".", maxsplit=1)[0].split("-")
    assert code.startswith(lesson.public_id.hex)


@pytest.mark.parametrize(("minutes", "said"), [(25, "đã hết hạn"), (24 * 60, "buổi học ngày khác")])
def test_an_old_code_is_refused(minutes, said):
    lesson, user, _ = in_class()
    code = actions.lesson_code(lesson=lesson, at=IN_CLASS)
    with pytest.raises(actions.CannotAttend, match=said):
        actions.attend_by_code(code=code, user=user, at=IN_CLASS + timedelta(minutes=minutes))


def test_no_changed_code_is_taken():
    lesson, user, _ = in_class()
    code = actions.lesson_code(lesson=lesson, at=IN_CLASS)
    for place in range(0, len(code), 3):
        other = "B" if code[place] != "B" else "C"
        changed = code[:place] + other + code[place + 1 :]
        with pytest.raises(actions.CannotAttend):
            actions.attend_by_code(code=changed, user=user, at=IN_CLASS)
    assert not Attendance.objects.exists()


def test_somebody_of_no_class_is_not_noted():
    lesson, _, _ = in_class()
    code = actions.lesson_code(lesson=lesson, at=IN_CLASS)
    with pytest.raises(actions.CannotAttend, match="chưa có tên"):
        actions.attend_by_code(code=code, user=UserFactory(), at=IN_CLASS)


def test_the_register_by_hand_says_exactly_who_was_there():
    lesson, user, first = in_class()
    second, by = learner(lesson.intake), UserFactory()
    stranger = learner(IntakeFactory())
    code = actions.lesson_code(lesson=lesson, at=IN_CLASS)
    actions.attend_by_code(code=code, user=user, at=IN_CLASS)
    chosen = [second.public_id, stranger.public_id, uuid4()]
    done = actions.mark_attendance(lesson=lesson, present=chosen, by=by, at=IN_CLASS)
    assert done == (1, 1)
    assert list(Attendance.objects.values_list("enrolment", flat=True)) == [second.pk]
    again = actions.mark_attendance(lesson=lesson, present=chosen, by=by, at=IN_CLASS)
    assert again == (0, 0)
    assert first.attendances.count() == 0


def test_a_class_has_one_lesson_a_day():
    intake, by = IntakeFactory(), UserFactory()
    for topic in ("Vào nghề", ""):
        actions.add_lesson(intake=intake, held_on=date(2026, 12, 16), topic=topic, by=by)
    assert Lesson.objects.get().topic == "Vào nghề"


# --- Certificates --------------------------------------------------------------------------------


def test_a_certificate_goes_into_the_labour_profile():
    paper = CertificateFactory()
    intake = IntakeFactory(programme=ProgrammeFactory(grants=[paper]))
    first, second = learner(intake), learner(intake)
    LabourProfileFactory(person=first.person)
    given = {first.public_id: " SC-01 ", second.public_id: ""}
    done = actions.grant_certificates(
        intake=intake, numbers=given, on=date(2027, 3, 15), by=UserFactory(), at=MORNING
    )
    first.refresh_from_db()
    second.refresh_from_db()
    assert (done, first.state, first.certificate_number) == (1, "GRADUATED", "SC-01")
    assert second.state == EnrolmentState.LEARNING
    held = PersonCertificate.objects.get()
    assert (held.certificate, held.issued_on) == (paper, date(2027, 3, 15))


@pytest.mark.parametrize(
    ("numbers", "on", "said"),
    [
        (("A1", "A1"), date(2027, 3, 15), "A1 ghi hai lần"),
        (("A1", "A2"), date(2026, 12, 1), "trước ngày khai giảng"),
    ],
)
def test_certificates_that_cannot_be_are_refused_whole(numbers, on, said):
    intake = IntakeFactory()
    given = dict(zip([learner(intake).public_id, learner(intake).public_id], numbers, strict=True))
    with pytest.raises(actions.CannotGrant, match=said):
        actions.grant_certificates(
            intake=intake, numbers=given, on=on, by=UserFactory(), at=MORNING
        )
    assert not Enrolment.objects.filter(state=EnrolmentState.GRADUATED).exists()


def test_a_graduate_does_not_leave():
    enrolment = EnrolmentFactory(
        state=EnrolmentState.GRADUATED, graduated_on=date(2027, 3, 15), certificate_number="A1"
    )
    with pytest.raises(actions.CannotLeave, match="đã tốt nghiệp"):
        actions.leave(enrolment=enrolment, reason="OWN_WISH", by=None, at=MORNING)


# --- Invitations ---------------------------------------------------------------------------------


def test_only_who_allowed_messages_gets_one_and_nobody_is_invited_twice():
    intake, by = IntakeFactory(), UserFactory()
    willing, silent = PersonFactory(phone="0912345678"), PersonFactory(phone="0987654321")
    ConsentFactory(person=willing, purpose=Purpose.MESSAGES)
    asked = [willing.pk, silent.pk, willing.pk]
    first = actions.invite_people(intake=intake, people=asked, by=by, at=MORNING)
    assert first[0] == 2
    assert list(Message.objects.values_list("phone", flat=True)) == ["0912345678"]
    again = actions.invite_people(intake=intake, people=asked, by=by, at=MORNING)
    assert (again, ClassInvitation.objects.count()) == ((0, 0), 2)


# --- Orders --------------------------------------------------------------------------------------


def order(**changes):
    fields = {
        "people": 12, "starts_on": date(2027, 1, 11), "wage_min": 8_000_000,
        "share_percent": 50, "note": "", "by": UserFactory(), "on": date(2026, 11, 24),
    }  # fmt: skip
    trade = ProgrammeFactory().occupation
    return actions.order_training(
        employer=EmployerFactory(), occupation=trade, **{**fields, **changes}
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"people": 0}, "từ 1 đến 1.000"),
        ({"starts_on": date(2026, 11, 1)}, "đã qua"),
        ({"share_percent": 101}, "từ 0 đến 100"),
    ],
)
def test_an_order_that_makes_no_sense_is_refused(changes, said):
    with pytest.raises(actions.CannotOrder, match=said):
        order(**changes)


def answer(asked, programme):
    return actions.open_intake(
        programme=programme, starts_on=asked.starts_on, seats=asked.people, minimum=6,
        time_of_day=TimeOfDay.DAY, order=asked, by=UserFactory(), on=date(2026, 11, 24),
    )  # fmt: skip


def test_a_class_answers_an_order_once():
    asked = order()
    intake = answer(asked, ProgrammeFactory())
    asked.refresh_from_db()
    assert (asked.state, asked.intake) == (OrderState.ANSWERED, intake)
    with pytest.raises(actions.CannotOpenIntake, match="đã có lớp"):
        answer(asked, ProgrammeFactory())
    with pytest.raises(actions.CannotOrder, match="Gọi trường"):
        actions.withdraw_order(order=asked, by=UserFactory())


def test_an_order_withdrawn_is_answered_by_nobody():
    asked = FirmOrderFactory()
    actions.withdraw_order(order=asked, by=UserFactory())
    actions.withdraw_order(order=asked, by=UserFactory())
    assert Entry.objects.filter(event="training.order.withdrawn").count() == 1
    with pytest.raises(actions.CannotOpenIntake, match="đã rút"):
        answer(asked, ProgrammeFactory())


# --- Plans and lists -----------------------------------------------------------------------------


def test_a_year_counts_who_began_and_who_graduated_with_rural_workers_apart():
    programme = ProgrammeFactory(level=Qualification.ELEMENTARY)
    intake = IntakeFactory(programme=programme)
    village, ward = CommuneFactory(kind="Xã"), CommuneFactory(kind="Phường")
    for place in (village, village, ward):
        learner(intake, person__place=place, started_on=date(2026, 3, 2))
    EnrolmentFactory(
        intake=intake, state=EnrolmentState.GRADUATED, started_on=date(2025, 3, 2),
        graduated_on=date(2026, 1, 5), certificate_number="A1",
    )  # fmt: skip
    EnrolmentFactory(intake=intake, state=EnrolmentState.WAITING)
    actions.keep_plan(
        institution=programme.institution, year=2026, level=Qualification.ELEMENTARY,
        learners=6, rural_learners=4, graduates=2, by=UserFactory(),
    )  # fmt: skip
    line = year_page([programme.institution], year=2026).lines[0]
    assert (line.planned, line.enrolled, line.rural, line.graduates) == (6, 3, 2, 1)
    assert line.percent == 50
    assert year_page([InstitutionFactory()], year=2026).lines == ()


def test_more_rural_learners_than_learners_are_refused():
    with pytest.raises(actions.CannotPlan, match="nhiều hơn tổng"):
        actions.keep_plan(
            institution=InstitutionFactory(), year=2026, level=Qualification.ELEMENTARY,
            learners=1, rural_learners=2, graduates=0, by=UserFactory(),
        )  # fmt: skip


def test_a_firm_with_a_contract_trains_on_the_job_as_one_institution():
    firm = EmployerFactory()
    fields = {
        "employer": firm, "signed_on": date(2026, 1, 5), "ends_on": date(2026, 12, 31),
        "learners": 20, "amount": 60_000_000, "by": UserFactory(),
    }  # fmt: skip
    first = actions.set_up_job_training(number="01/HĐ", **fields)
    second = actions.set_up_job_training(number="02/HĐ", **fields)
    assert first.institution == second.institution
    assert (first.institution.kind, first.institution.employer) == (InstitutionKind.FIRM, firm)
    with pytest.raises(actions.CannotPlan, match="01/HĐ đã có"):
        actions.set_up_job_training(number="01/HĐ", **fields)


def test_the_class_list_is_a_paper_and_a_sheet_that_runs_nothing():
    intake = IntakeFactory()
    learner(intake, person__full_name="=HYPERLINK(1)")
    EnrolmentFactory(intake=intake, state=EnrolmentState.WAITING)
    page = class_page(intake)
    paper = exports.class_paper(page, place_day="Hưng Yên, ngày 24 tháng 11 năm 2026")
    assert paper.startswith(b"%PDF-")
    rows = sheets.read(exports.class_sheet(page), name="lop.xlsx")
    assert len(rows) == 2
    assert rows[0][1] == "Họ và tên"


def test_opening_a_class_is_written_in_the_journal():
    intake, by = IntakeFactory(), UserFactory()
    enrolment = learner(intake)
    actions.read_class(intake=intake, by=by)
    line = Entry.objects.get(event="training.class.read")
    assert (line.by, line.detail["people"]) == (by, [enrolment.person_id])


@pytest.mark.parametrize(
    ("day", "months", "there"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_months_end_on_days_that_exist(day, months, there):
    assert months_after(day, months) == there
