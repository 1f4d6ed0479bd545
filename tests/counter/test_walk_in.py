"""A number that staff take for somebody who came without one."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.counter.actions.days import forget_phones
from caunoi.counter.choices import TicketChannel, TicketClass
from caunoi.counter.models import Ticket, TicketStep, Visit
from caunoi.counter.queries.expected import forget_outlooks
from caunoi.people.models import Person
from caunoi.people.queries import identity_digest
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
NUMBER = "034201000123"


@pytest.fixture(autouse=True)
def _this_morning(settings):
    settings.CAUNOI_DEMO = True
    forget_outlooks()
    with time_machine.travel(MORNING + timedelta(hours=1), tick=False):
        yield
    forget_outlooks()


@pytest.fixture
def desk(client):
    clerk = UserFactory(role=Role.CLERK, made=True)
    client.force_login(clerk)
    services = [ServiceFactory(letter="A"), ServiceFactory(letter="B")]
    return DeskFactory(office=OfficeFactory(), sitting=clerk, state="OPEN", services=services)


def send(client, *, once=None, **fields):
    return client.post(
        reverse("counter:walk_in"), {"_once": once or uuid.uuid4().hex, **fields}, follow=True
    ).content.decode()


def test_who_says_nothing_gets_a_number_and_a_second_press_the_same(client, desk):
    once = uuid.uuid4().hex
    page = send(client, once=once, dich_vu="A")
    send(client, once=once, dich_vu="A")
    ticket = Ticket.objects.get()
    assert ticket.name in page
    assert (ticket.channel, ticket.person, ticket.rank) == (
        TicketChannel.DESK, None, TicketClass.ORDINARY,
    )  # fmt: skip


def test_name_and_telephone_find_or_enter_somebody_and_priority_counts(client, desk):
    send(client, name="Trần Thị Bưởi", phone="0912 345 678", ground="OLD", dich_vu="A")
    send(client, name="tran thi buoi", phone="0912345678", dich_vu="B")
    first, second = Ticket.objects.order_by("pk")
    assert Person.objects.get().full_name == "Trần Thị Bưởi"
    assert first.rank == TicketClass.PRIORITY
    assert first.visit == second.visit  # two services of one visit
    assert first.visit.phone == "0912345678"


def test_a_name_alone_is_asked_about_and_nothing_typed_is_lost(client, desk):
    page = send(client, name="Trần Thị Bưởi", ground="OLD", dich_vu="A")
    assert "Có tên thì ghi cả điện thoại" in page
    assert 'value="Trần Thị Bưởi"' in page
    assert '<option value="OLD" selected>' in page
    assert not Ticket.objects.exists()


def test_enter_reads_the_card_shows_who_and_gives_no_number_yet(client, desk):
    person = PersonFactory(identity_number=NUMBER, identity_digest=identity_digest(NUMBER))
    page = send(client, card=NUMBER, dich_vu="quet")
    assert person.full_name in page
    assert NUMBER not in page
    assert not Ticket.objects.exists()
    assert Entry.objects.filter(event="counter.visitor.found", about_id=str(person.pk)).exists()
    sealed = page.split('name="who" value="')[1].split('"')[0]
    send(client, who=sealed, dich_vu="A")
    assert Ticket.objects.get().person == person
    assert "Dùng số đó" in send(client, who=sealed, dich_vu="A")
    assert Ticket.objects.count() == 1


def test_what_is_no_card_is_said(client, desk):
    page = send(client, card="không phải thẻ", dich_vu="A")
    assert "Chưa đọc được" in page
    assert not Ticket.objects.exists()


def test_a_step_is_never_changed_nor_taken_away_but_with_an_office_made_for_trying():
    steps = [
        TicketStep.objects.create(
            ticket=(ticket := TicketFactory(visit=VisitFactory(office=OfficeFactory(made=made)))),
            deed="CALLED", service=ticket.line, at=MORNING,
        )
        for made in (False, True)
    ]  # fmt: skip
    for change in (
        lambda: TicketStep.objects.filter(pk=steps[1].pk).update(waited=1),
        lambda: TicketStep.objects.filter(pk=steps[0].pk).delete(),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
    TicketStep.objects.filter(pk=steps[1].pk).delete()
    assert list(TicketStep.objects.all()) == [steps[0]]


def test_telephones_of_visits_are_forgotten_the_day_after():
    yesterday, today = (
        VisitFactory(day=day, phone="0912345678") for day in (DAY - timedelta(days=1), DAY)
    )
    assert forget_phones(before=DAY) == 1
    assert dict(Visit.objects.values_list("pk", "phone")) == {
        yesterday.pk: "", today.pk: "0912345678"
    }  # fmt: skip
    assert Entry.objects.get(event="counter.phones.forgotten").detail == {"count": 1}
    assert forget_phones(before=DAY) == 0


def test_the_head_sends_nobody_to_the_line_they_are_in(client, desk):
    client.force_login(UserFactory(role=Role.HEAD, made=True))
    page = client.get(reverse("counter:head")).content.decode()
    assert '<option value="" selected>Chọn nơi đến' in page
    for to, words in (("", "Chọn hàng hoặc quầy để chuyển sang"), ("A", "Họ đang ở hàng A rồi")):
        sent = {"_once": uuid.uuid4().hex, "source": "A", "to": to, "count": "3"}
        answer = client.post(reverse("counter:move_people", args=[desk.office.public_id]), sent)
        assert words in answer.content.decode()
