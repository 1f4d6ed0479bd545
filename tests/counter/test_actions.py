"""Group sessions entered from lines, and plans of action."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from caunoi.counter import actions
from caunoi.counter.models import ActionPlan, Attendee
from caunoi.people.actions import register_person
from caunoi.people.models import Person
from caunoi.people.queries import person_with_identity_number, who_read
from caunoi_kit.journal.models import Entry
from tests.accounts.factories import UserFactory
from tests.counter.factories import ActionPlanFactory, AttendeeFactory, SessionFactory, StepFactory
from tests.people.factories import PersonFactory
from tests.placement.factories import DAY, MORNING

pytestmark = pytest.mark.django_db

NUMBER = "034201000123"
CARD = f"{NUMBER}||NGUYỄN VĂN THỬ|04032001|Nam|Thôn 1, Đông Minh|10052021"
LATER = MORNING + timedelta(hours=3)


@pytest.fixture
def by():
    return UserFactory()


@pytest.fixture
def session(by):
    return actions.open_session(name="Bộ đội xuất ngũ", held_on=DAY, place="", by=by)


def add(session, *lines):
    return actions.add_people(session=session, lines="\n".join(lines), by=session.made_by, on=DAY)


def people_of(session):
    return [each.person for each in session.attendees.select_related("person").order_by("order")]


def outcomes(receipt):
    return [line.outcome for line in receipt.lines]


def holder(by, number=NUMBER):
    return register_person(
        full_name="Nguyễn Văn Thử", birth_date=date(2001, 3, 4), sex="MALE", place=None,
        identity_number=number, by=by, on=DAY,
    ).person  # fmt: skip


def test_a_session_without_a_name_is_not_opened(by):
    with pytest.raises(actions.CannotAdd, match="chưa có tên"):
        actions.open_session(name="  ", held_on=DAY, place="", by=by)


def test_a_scanned_card_registers_whoever_is_new_with_what_it_says(session):
    receipt = add(session, CARD)

    (person,) = people_of(session)
    assert outcomes(receipt) == ["new"]
    assert (person.full_name, person.birth_date) == ("Nguyễn Văn Thử", date(2001, 3, 4))
    assert person_with_identity_number(NUMBER) == person


def test_the_holder_of_a_number_is_found_by_card_and_by_the_bare_number(session, by):
    known = holder(by)
    other = SessionFactory()

    assert outcomes(add(session, CARD)) == ["found"]
    assert outcomes(add(other, "034 201 000 123")) == ["found"]
    assert people_of(session) == people_of(other) == [known]
    assert Person.objects.count() == 1


def test_name_and_telephone_number_make_a_preliminary_record_once(session):
    assert outcomes(add(session, "Trần Văn Mẫu, 0912 345 678")) == ["new"]
    again = SessionFactory()
    assert outcomes(add(again, "tran van mau;+84 912345678")) == ["found"]

    (person,) = people_of(session)
    assert people_of(again) == [person]
    assert person.is_preliminary
    assert person.phone == "0912345678"


def test_one_number_shared_by_two_names_is_two_people(session):
    receipt = add(session, "Trần Văn Mẫu, 0912345678", "Trần Thị Mẫu, 0912345678")

    assert outcomes(receipt) == ["new", "new"]


def test_faulty_lines_are_all_told_with_their_number_and_stop_no_other(session):
    receipt = add(
        session, "Trần Văn Mẫu, 0912345678", "", "Chỉ Có Tên", "034201000999", "Lê Văn Mẫu, 12",
        "Phạm Văn Mẫu, 0987654321",
    )  # fmt: skip

    assert [line.number for line in receipt.refused] == [2, 3, 4]
    assert receipt.left_over == "Chỉ Có Tên\n034201000999\nLê Văn Mẫu, 12"
    assert all(line.why for line in receipt.refused)
    assert "034201000999" not in receipt.refused[1].why
    assert [person.full_name for person in people_of(session)] == ["Trần Văn Mẫu", "Phạm Văn Mẫu"]
    entry = Entry.objects.get(event="counter.session.people_added")
    assert entry.detail == {
        "lines": 5, "refused": 3, "people": [person.pk for person in people_of(session)]
    }  # fmt: skip


def test_an_unknown_number_beside_a_name_is_not_dropped_in_silence(session):
    receipt = add(session, "Trần Văn Mẫu, 034201000999, 0912345678")

    assert outcomes(receipt) == ["refused"]
    assert not Person.objects.exists()


def test_nobody_is_in_a_session_twice(session):
    receipt = add(session, CARD, NUMBER)

    assert outcomes(receipt) == ["new", "already"]
    assert outcomes(add(session, CARD)) == ["already"]
    (one,) = session.attendees.all()
    with pytest.raises(IntegrityError), transaction.atomic():
        Attendee.objects.create(session=session, person=one.person, order=9)


def test_thirty_lines_keep_their_order(session):
    add(session, *(f"Mẫu Thứ {chr(65 + n)}, 09123456{n:02}" for n in range(20)))
    add(session, *(f"Mẫu Sau {chr(65 + n)}, 09123456{n:02}" for n in range(10)))

    assert [each.order for each in session.attendees.order_by("order")] == list(range(1, 31))
    assert people_of(session)[20].full_name == "Mẫu Sau A"


def test_more_people_than_a_session_holds_are_refused_whole(session):
    lines = [f"Người Mẫu, 09{n:08}" for n in range(actions.MOST_PEOPLE + 1)]
    with pytest.raises(actions.CannotAdd, match="Chia thành nhiều buổi"):
        add(session, *lines)
    assert not session.attendees.exists()


def test_opening_a_session_leaves_one_line_that_each_of_its_people_can_read(session, by):
    rows = [AttendeeFactory(session=session) for _ in range(3)]

    found = actions.read_session(session=session, by=by, page=None, on=DAY)

    entry = Entry.objects.get(event="counter.session.read")
    assert entry.detail["people"] == found.people == [row.person_id for row in rows]
    assert all(len(list(who_read(row.person))) == 1 for row in rows)


def test_the_first_step_begins_the_plan_and_the_next_goes_into_it(by):
    person = PersonFactory()
    for what in ("Sửa hồ sơ", "Gọi nơi tuyển"):
        actions.add_step(person=person, what=what, due_on=DAY, by=by, at=MORNING)

    plan = ActionPlan.objects.get(person=person)
    steps = plan.steps.order_by("order")
    assert [(s.order, s.what) for s in steps] == [(1, "Sửa hồ sơ"), (2, "Gọi nơi tuyển")]


def test_a_step_added_after_the_yes_asks_for_it_again(by):
    plan = StepFactory().plan
    assert actions.agree_plan(plan=plan, by=by, at=LATER).agreed_at == LATER

    actions.add_step(person=plan.person, what="Thêm", due_on=DAY, by=by, at=LATER)

    plan.refresh_from_db()
    assert plan.agreed_at is None


def test_a_plan_without_steps_cannot_be_agreed(by):
    with pytest.raises(actions.CannotPlan, match="chưa có bước"):
        actions.agree_plan(plan=ActionPlanFactory(), by=by, at=LATER)


def test_a_step_is_done_and_can_be_undone_and_twice_is_once(by):
    step = StepFactory()

    def note(done):
        return actions.note_step(plan=step.plan, order=step.order, done=done, by=by, at=LATER)

    assert note(True).done_at == LATER
    note(True)
    assert note(False).done_at is None
    assert Entry.objects.filter(event="counter.plan.step_noted").count() == 2


def test_an_ended_plan_takes_nothing_more_and_the_next_step_begins_a_new_one(by):
    step = StepFactory()
    plan = step.plan
    actions.end_plan(plan=plan, by=by, at=LATER)
    for verb in (actions.end_plan, actions.agree_plan):
        with pytest.raises(actions.CannotPlan, match="đã kết thúc"):
            verb(plan=plan, by=by, at=LATER)
    with pytest.raises(actions.CannotPlan, match="đã kết thúc"):
        actions.note_step(plan=plan, order=step.order, done=True, by=by, at=LATER)

    new = actions.add_step(person=plan.person, what="Mới", due_on=DAY, by=by, at=LATER).plan

    assert new != plan
    assert ActionPlan.objects.filter(person=plan.person).count() == 2


def test_the_database_holds_one_open_plan_a_person():
    plan = ActionPlanFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        ActionPlanFactory(person=plan.person)


def test_a_plan_has_at_most_twenty_steps(by):
    plan = ActionPlanFactory()
    for order in range(1, 21):
        StepFactory(plan=plan, order=order)
    with pytest.raises(actions.CannotPlan, match="20 bước"):
        actions.add_step(person=plan.person, what="Thêm", due_on=DAY, by=by, at=LATER)
