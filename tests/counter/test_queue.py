"""Numbers, calls and all that a desk does with them."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from caunoi.counter.actions import calling, days, desks, taking
from caunoi.counter.choices import TicketChannel, TicketClass, TicketState
from caunoi.counter.models import Ticket, TicketStep
from caunoi.counter.queries import lines
from caunoi.counter.queries.expected import forget_outlooks, fresh_outlook
from caunoi_kit.journal.models import Entry
from tests.accounts.factories import UserFactory
from tests.counter.queue_factories import (
    DeskFactory,
    OfficeFactory,
    ServiceFactory,
    TicketFactory,
    VisitFactory,
)
from tests.people.factories import PersonFactory
from tests.placement.factories import DAY, MORNING

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept():
    forget_outlooks()


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def service():
    return ServiceFactory(letter="A")


@pytest.fixture
def other():
    return ServiceFactory(letter="B")


@pytest.fixture
def desk(office, service):
    return DeskFactory(office=office, opened=True, services=[service])


def take(office, service, *, at=MORNING, key=None, ground="", **who):
    return taking.take_ticket(
        office=office,
        service=service,
        channel=TicketChannel.HOME if who.get("holder") else TicketChannel.KIOSK,
        key=key or uuid.uuid4(),
        at=at,
        visitor=taking.Visitor(ground=ground, **who),
    )


def press(verb, desk, ticket=None, *, key=None, at=MORNING, **more):
    if ticket is not None:
        more["ticket"] = ticket
    return verb(desk=desk, key=key or uuid.uuid4(), by=desk.sitting, at=at, **more)


def call(desk, seen=None, **more):
    return calling.call_next(
        desk=desk,
        key=more.pop("key", None) or uuid.uuid4(),
        by=desk.sitting,
        at=more.pop("at", MORNING),
        seen=seen,
    )


def fresh(ticket):
    return Ticket.objects.select_related("service", "line", "visit").get(pk=ticket.pk)


def called_in_order(desk, times):
    names, seen = [], None
    for _ in range(times):
        seen = call(desk, seen)
        names.append(seen.name)
    return names


def test_numbers_of_a_service_and_day_run_from_one_without_gap(office, service, other):
    taken = [take(office, which).name for which in (service, other, service, service)]

    assert taken == ["A001", "B001", "A002", "A003"]
    assert take(office, service, at=MORNING + timedelta(days=1)).name == "A001"
    assert take(OfficeFactory(), service).name == "A001"


def test_the_same_press_gives_the_same_number_and_none_is_lost(office, service):
    key = uuid.uuid4()

    assert take(office, service, key=key) == take(office, service, key=key)
    assert take(office, service).number == 2


def test_a_press_for_another_service_is_refused(office, service, other):
    key = uuid.uuid4()
    take(office, service, key=key)

    with pytest.raises(taking.CannotTake, match="việc khác"):
        take(office, other, key=key)


def test_a_number_taken_at_home_belongs_to_the_vietnamese_day_also_after_five(office, service):
    """Elsewhere numbers broke after 17:00 local time, when the day of UTC had changed."""
    late = datetime(2026, 11, 24, 16, 59, tzinfo=UTC)  # 23:59 in Vietnam
    midnight = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)

    assert take(office, service, at=late).day == DAY
    after = take(office, service, at=midnight)
    assert (after.day, after.number) == (DAY + timedelta(days=1), 1)


def test_at_home_one_number_a_service_and_two_a_day(office, service, other):
    third = ServiceFactory(letter="C")
    first = take(office, service, holder="h")
    with pytest.raises(taking.AlreadyTaken, match="đã có số A001"):
        take(office, service, holder="h")
    take(office, other, holder="h")
    with pytest.raises(taking.CannotTake, match="đã lấy đủ"):
        take(office, third, holder="h")

    assert take(office, service, holder="somebody else").number == 2
    assert first.nth == 1


def test_a_number_given_back_can_be_taken_again_but_counts(office, service):
    first = take(office, service, holder="h")
    taking.leave_line(ticket=first, at=MORNING)

    assert take(office, service, holder="h").nth == 2
    with pytest.raises(taking.CannotTake):
        taking.leave_line(ticket=fresh(take_and_call(office, service)), at=MORNING)


def take_and_call(office, service):
    desk = DeskFactory(office=office, opened=True, services=[service])
    take(office, service)
    return call(desk)


def test_the_database_itself_keeps_numbers_desks_and_limits(office, service, desk):
    visit = VisitFactory(office=office)
    TicketFactory(visit=visit, service=service, number=1)
    TicketFactory(visit=visit, service=service, number=2, state="CALLED", desk=desk)
    for wrong in (
        {"number": 1},
        {"number": 3, "state": "SERVING", "desk": desk},
        {"number": 4, "state": "CALLED"},
        {"number": 5, "state": "WAITING", "desk": desk},
        {"number": 6, "holder": "h", "nth": 3},
        {"number": 7, "called_at": MORNING - timedelta(hours=1)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            TicketFactory(visit=visit, service=service, **wrong)


def test_inside_a_class_the_first_come_is_called_first(office, service, desk):
    for _ in range(4):
        take(office, service)

    assert called_in_order(desk, 4) == ["A001", "A002", "A003", "A004"]


def test_priority_goes_first_but_nobody_starves(office, service, desk):
    for _ in range(2):
        take(office, service)
    for _ in range(5):
        take(office, service, ground="OLD")

    assert called_in_order(desk, 7) == ["A003", "A004", "A001", "A005", "A006", "A002", "A007"]


def test_order_is_by_sequence_when_the_clock_jumps(office, service, desk):
    first = take(office, service, at=MORNING)
    second = take(office, service, at=MORNING - timedelta(hours=1))  # the clock was set back

    seen = call(desk, at=MORNING - timedelta(hours=2))
    assert seen.pk == first.pk
    assert call(desk, seen, at=MORNING - timedelta(hours=2)).pk == second.pk
    waits = TicketStep.objects.filter(deed="CALLED").values_list("waited", flat=True)
    assert list(waits) == [0, 0]  # never below zero
    assert all(t.called_at >= t.taken_at for t in Ticket.objects.filter(called_at__isnull=False))


def test_a_call_finishes_who_was_there_and_a_second_press_does_nothing(office, service, desk):
    for _ in range(3):
        take(office, service)
    first, key = call(desk), uuid.uuid4()
    second = call(desk, first, key=key)

    assert call(desk, first, key=key).pk == second.pk
    assert fresh(first).state == TicketState.DONE
    assert Ticket.objects.filter(state=TicketState.WAITING).count() == 1


def test_an_old_page_calls_nobody(office, service, desk):
    for _ in range(3):
        take(office, service)
    first = call(desk)
    call(desk, first)

    with pytest.raises(calling.CannotCall, match="khác với trang đang mở"):
        call(desk, first)
    assert Ticket.objects.filter(state=TicketState.WAITING).count() == 1


def test_only_who_sits_there_acts_and_a_paused_desk_calls_nobody(office, service, desk):
    take(office, service)
    with pytest.raises(calling.CannotCall, match="không còn ngồi"):
        calling.call_next(desk=desk, key=uuid.uuid4(), by=UserFactory(), at=MORNING)
    desks.pause(desk=desk, paused=True, by=desk.sitting)
    with pytest.raises(calling.CannotCall, match="tạm dừng"):
        call(desk)


def test_who_was_not_there_comes_back_behind_three(office, service, desk):
    for _ in range(6):
        take(office, service)
    gone = call(desk)
    press(calling.note_no_show, desk, gone)
    press(calling.put_back, desk, gone)

    assert called_in_order(desk, 6) == ["A002", "A003", "A004", "A001", "A005", "A006"]


def test_who_is_passed_on_keeps_number_and_place(office, service, other, desk):
    second = DeskFactory(office=office, opened=True, services=[other])
    first = take(office, service)
    take(office, other)
    at_desk = call(desk)
    press(calling.transfer, desk, at_desk, to=other, note="Thiếu sổ", at=MORNING)

    called = call(second)
    assert (called.pk, called.name, called.note) == (first.pk, "A001", "Thiếu sổ")
    assert call(second, called).name == "B001"


def test_who_is_sent_to_a_desk_waits_for_that_desk_until_it_closes(office, service, desk):
    second = DeskFactory(office=office, opened=True, services=[service])
    take(office, service)
    sent = call(desk)
    press(calling.transfer, desk, sent, to=second)

    assert call(desk) is None
    desks.stand_up(desk=second, by=second.sitting)
    assert call(desk).pk == sent.pk


def test_nobody_is_passed_on_to_where_nobody_calls(office, service, other, desk):
    take(office, service)
    at_desk = call(desk)

    with pytest.raises(calling.CannotCall, match="không có quầy nào"):
        press(calling.transfer, desk, at_desk, to=other)
    closed = DeskFactory(office=office, services=[service])
    with pytest.raises(calling.CannotCall, match="đang đóng"):
        press(calling.transfer, desk, at_desk, to=closed)


def test_who_is_held_frees_the_desk_and_goes_on_later(office, service, desk):
    take(office, service)
    take(office, service)
    held = call(desk)
    press(calling.hold, desk, held)
    now = call(desk)
    with pytest.raises(calling.CannotCall, match="đang làm số A002"):
        press(calling.resume, desk, held)
    press(calling.finish, desk, now)

    assert press(calling.resume, desk, held).state == TicketState.SERVING


def test_several_services_are_one_visit(office, service, other, desk):
    DeskFactory(office=office, opened=True, services=[other])
    person = PersonFactory()
    take(office, service, person=person)
    at_desk = call(desk)
    more = taking.add_service(
        ticket=at_desk, service=other, key=uuid.uuid4(), by=desk.sitting, at=MORNING
    )

    assert (more.name, more.visit_id, more.person) == ("B001", at_desk.visit_id, person)
    with pytest.raises(taking.CannotTake, match="đang có số"):
        taking.add_service(
            ticket=at_desk, service=other, key=uuid.uuid4(), by=desk.sitting, at=MORNING
        )


def test_recalls_are_counted_and_end(office, service, desk):
    take(office, service)
    seen = call(desk)
    before = seen.call
    for _ in range(calling.MOST_RECALLS):
        seen = press(calling.recall, desk, seen)
    assert (seen.recalls, seen.call) == (calling.MOST_RECALLS, before + calling.MOST_RECALLS)
    with pytest.raises(calling.CannotCall, match="Ghi không có mặt"):
        press(calling.recall, desk, seen)


@pytest.mark.parametrize("verb", ["recall", "begin", "finish", "note_no_show", "hold"])
def test_a_press_again_changes_nothing(office, service, desk, verb):
    take(office, service)
    seen, key = call(desk), uuid.uuid4()
    press(getattr(calling, verb), desk, seen, key=key)
    before = (list(Ticket.objects.values()), TicketStep.objects.count())
    press(getattr(calling, verb), desk, seen, key=key)

    assert (list(Ticket.objects.values()), TicketStep.objects.count()) == before


def test_nobody_sits_at_two_desks_or_where_somebody_sits(office, service, desk):
    second = DeskFactory(office=office, services=[service])
    with pytest.raises(desks.CannotSit, match="đang ngồi"):
        desks.sit(desk=desk, by=UserFactory())
    by = desk.sitting
    desks.sit(desk=second, by=by)
    assert lines.desk_of(by) == second

    take(office, service)
    second.refresh_from_db()
    call(second)
    with pytest.raises(desks.CannotSit, match="đang có số"):
        desks.stand_up(desk=second, by=by)


def test_a_head_moves_people_and_nobody_waits_in_vain(office, service, other, desk):
    second = DeskFactory(office=office, opened=True, services=[other])
    for _ in range(3):
        take(office, service)
    by = UserFactory()
    moved = desks.move_people(office=office, source=service, to=other, count=2, by=by, at=MORNING)

    assert moved == 2
    assert called_in_order(second, 2) == ["A001", "A002"]
    with pytest.raises(desks.CannotArrange, match="không quầy nào khác"):
        desks.set_services(desk=desk, services=[other], by=by)


def test_those_who_can_come_later_are_written_to(office, service, settings):
    settings.CAUNOI_DEMO = True
    for n in range(4):
        take(office, service, holder=f"h{n}", phone=f"091234567{n}" if n != 2 else "")
    by = UserFactory()
    common = dict(office=office, service=service, text="Số {so} đến sau.", after=1, by=by,
                  at=MORNING, key=uuid.uuid4())  # fmt: skip

    assert desks.tell_to_come_later(**common) == 2
    from caunoi_kit.messaging.models import Message

    assert sorted(Message.objects.values_list("text", flat=True)) == [
        "Số A002 đến sau.",
        "Số A004 đến sau.",
    ]
    desks.tell_to_come_later(**common)
    assert Message.objects.count() == 2


def test_the_close_of_a_day_ends_all_and_leaves_one_line_in_the_journal(office, service, desk):
    for _ in range(3):
        take(office, service)
    now = call(desk)
    with pytest.raises(days.CannotClose, match="đang làm số A001"):
        days.close_day(office=office, day=DAY, by=desk.sitting, at=MORNING)
    press(calling.finish, desk, now)
    before = Entry.objects.count()
    sums = days.close_day(office=office, day=DAY, by=desk.sitting, at=MORNING)

    assert sums == {"tickets": 3, "done": 1, "left": 2}
    assert Entry.objects.count() == before + 1
    assert len(Entry.objects.latest("number").detail["steps"]) == 64


def test_the_class_of_an_appointment_stands_between(office, service, desk):
    take(office, service)
    taking.take_ticket(
        office=office, service=service, channel=TicketChannel.KIOSK, key=uuid.uuid4(), at=MORNING,
        rank=TicketClass.APPOINTMENT,
    )  # fmt: skip
    take(office, service, ground="OLD")

    assert called_in_order(desk, 3) == ["A003", "A002", "A001"]


def test_the_outlook_counts_who_is_before_and_when(office, service, desk):
    tickets = [take(office, service) for _ in range(3)]
    call(desk)
    guess = fresh_outlook(office, at=MORNING + timedelta(minutes=4))

    assert [guess.before[t.pk] for t in tickets[1:]] == [0, 1]
    assert [guess.minutes[t.pk] for t in tickets[1:]] == [6, 16]
    assert guess.waiting == {service.pk: 2}


@pytest.mark.parametrize("people", [2, 30])
def test_the_outlook_costs_the_same_however_long_the_lines(
    office, service, desk, people, django_assert_num_queries
):
    for _ in range(people):
        take(office, service)
    with django_assert_num_queries(7):
        fresh_outlook(office, at=MORNING)
