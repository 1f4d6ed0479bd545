"""Pages of numbers, desks, the board and appointments."""

import uuid
from datetime import date, datetime, timedelta
from http import HTTPStatus

import pytest
import time_machine
from django.core import signing
from django.db import connection
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.counter.actions import calling, taking
from caunoi.counter.choices import TicketChannel, TicketState
from caunoi.counter.models import Appointment, Ticket, TicketStep, Visit
from caunoi.counter.queries import visitors
from caunoi.counter.queries.board import forget_boards
from caunoi.counter.queries.expected import forget_outlooks
from caunoi.people.queries import identity_digest
from tests.accounts.factories import UserFactory
from tests.counter.queue_factories import (
    DeskFactory,
    OfficeFactory,
    ServiceFactory,
    SlotPlanFactory,
)
from tests.people.factories import PersonFactory
from tests.placement.factories import MORNING

pytestmark = pytest.mark.django_db

NUMBER = "034201000123"
CARD = f"{NUMBER}||NGUYỄN VĂN THỬ|04031950|Nam|Thôn 1, Đông Minh|10052021"


@pytest.fixture(autouse=True)
def _this_morning(settings):
    settings.CAUNOI_DEMO = True
    forget_outlooks()
    forget_boards()
    with time_machine.travel(MORNING + timedelta(hours=1), tick=False):
        yield
    forget_outlooks()
    forget_boards()


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def service():
    return ServiceFactory(letter="A")


@pytest.fixture
def desk(office, service):
    clerk = UserFactory(role=Role.CLERK, made=True)
    return DeskFactory(office=office, sitting=clerk, state="OPEN", services=[service])


def key():
    return uuid.uuid4().hex


def at_desk(client, desk, lam, ticket=None, *, script=False, ago=None, once=None, **more):
    headers = {"HX-Request": "true"} if script else {}
    address = reverse("counter:act") + (f"?cach={ago}" if ago is not None else "")
    fields = {"lam": lam, "phieu": ticket.public_id if ticket else "", "_once": once or key()}
    return client.post(address, {**fields, **more}, headers=headers)


def take(office, service, **more):
    return taking.take_ticket(
        office=office, service=service, channel=TicketChannel.KIOSK, key=uuid.uuid4(), at=MORNING,
        **more,
    )  # fmt: skip


def kiosk(client, office, **fields):
    address = reverse("counter:kiosk", args=[office.kiosk_key])
    return client.post(address, {"_once": key(), **fields})


def home(client, office, service, **fields):
    address = reverse("counter:take", args=[office.public_id, service.letter])
    return client.post(address, {"_once": key(), "when": "ngay", "ground": "", **fields})


def test_a_number_is_taken_at_home_with_a_telephone_number(client, office, service, desk):
    answer = home(client, office, service, who="0912 345 678")
    ticket = Ticket.objects.get()

    assert answer["Location"] == reverse("counter:ticket", args=[ticket.public_id])
    assert (ticket.channel, ticket.visit.phone) == ("HOME", "0912345678")
    page = client.get(answer["Location"]).content.decode()
    assert "A001" in page
    assert "0912" not in page


def test_the_same_form_sent_again_gives_the_same_number(client, office, service, desk):
    once = key()
    first = home(client, office, service, who="0912345678", _once=once)
    again = home(client, office, service, who="0912345678", _once=once)

    assert first["Location"] == again["Location"]
    assert Ticket.objects.count() == 1
    assert home(client, office, service, who="0912345678", _once="").status_code == 422


def test_whoever_types_anothers_number_learns_nothing(client, office, service, desk):
    PersonFactory(identity_digest=identity_digest(NUMBER), birth_date=date(1950, 3, 4))
    first = home(client, office, service, who=NUMBER)
    assert first.status_code == HTTPStatus.FOUND
    assert Ticket.objects.get().ground == ""  # the age of the record is not given away
    again = home(client, office, service, who=NUMBER)

    assert again.status_code == HTTPStatus.OK
    assert "đã có số A001" in again.content.decode()
    assert str(Ticket.objects.get().public_id) not in again.content.decode()


@pytest.mark.parametrize(
    ("who", "words"),
    [("", "Ghi số điện thoại"), ("abc", "điện thoại"), ("034201", "số")],
)
def test_without_a_number_that_can_be_read_nothing_is_taken(client, office, desk, who, words):
    service = desk.services.get()
    answer = home(client, office, service, who=who)

    assert words in answer.content.decode()
    assert not Ticket.objects.exists()


def test_at_the_kiosk_one_touch_gives_a_number_without_a_card(client, office, service, desk):
    answer = kiosk(client, office, dich_vu="A")
    ticket = Ticket.objects.get()

    assert answer["Location"].endswith(f"/phieu/{ticket.public_id}/")
    assert ticket.visit.person is None
    page = client.get(answer["Location"]).content.decode()
    assert "A001" in page
    assert f'data-back="{reverse("counter:kiosk", args=[office.kiosk_key])}"' in page


def test_a_scanned_card_is_read_and_sets_priority_and_nothing_of_it_stays(
    client, office, service, desk
):
    person = PersonFactory(identity_digest=identity_digest(NUMBER), birth_date=date(1950, 3, 4))
    scanned = kiosk(client, office, card=CARD, dich_vu="quet")
    page = scanned.content.decode()
    assert "•••• 0123" in page
    assert NUMBER not in page
    assert "NGUYỄN VĂN THỬ" not in page
    assert person.full_name not in page
    who = page.split('name="who" value="')[1].split('"')[0]
    kiosk(client, office, who=who, dich_vu="A")

    ticket = Ticket.objects.select_related("visit__person").get()
    assert (ticket.person, ticket.ground, ticket.rank) == (person, "OLD", 1)


def test_a_card_that_cannot_be_read_stops_nobody(client, office, service, desk):
    page = kiosk(client, office, card="%%%", dich_vu="A").content.decode()
    assert "Chưa đọc được thẻ" in page
    assert not Ticket.objects.exists()
    assert kiosk(client, office, dich_vu="A").status_code == HTTPStatus.FOUND


def test_a_forged_scan_is_nobody(client, office, service, desk):
    forged = signing.dumps([1, "OLD", "0000"], salt="another")
    kiosk(client, office, who=forged, dich_vu="A")

    assert Visit.objects.get().person is None
    assert visitors.kept(forged) is None


def test_a_wrong_kiosk_address_gives_nothing(client, office, service, desk):
    address = reverse("counter:kiosk", args=[uuid.uuid4()])
    assert client.post(address, {"_once": key(), "dich_vu": "A"}).status_code == 404
    assert str(office.kiosk_key) not in client.get(reverse("counter:kiosks")).content.decode()


def test_f2_calls_and_opens_the_whole_record(client, office, service, desk):
    person = PersonFactory()
    take(office, service, visitor=taking.Visitor(person=person))
    client.force_login(desk.sitting)
    answer = at_desk(client, desk, "call")
    ticket = Ticket.objects.get()

    assert answer["Location"] == (
        f"{reverse('home:record', args=[person.public_id])}?phieu={ticket.public_id}"
    )
    assert ticket.state == TicketState.CALLED
    page = client.get(reverse("counter:desk")).content.decode()
    assert "A001" in page
    assert answer["Location"] in page


def test_a_script_gets_where_to_go_or_why_not(client, office, service, desk):
    take(office, service)
    client.force_login(desk.sitting)
    once = key()
    first = at_desk(client, desk, "call", script=True, once=once)
    again = at_desk(client, desk, "call", script=True, once=once, ago=40)

    assert (first.status_code, first["HX-Redirect"]) == (204, reverse("counter:desk"))
    assert (again.status_code, again["HX-Redirect"]) == (204, first["HX-Redirect"])
    assert Ticket.objects.filter(state="CALLED").count() == 1
    refused = at_desk(client, desk, "call", script=True)
    assert "đang làm số A001" in refused.json()["refused"]


def test_an_act_sent_late_counts_from_when_it_was_pressed(client, office, service, desk):
    take(office, service)
    client.force_login(desk.sitting)
    at_desk(client, desk, "call")
    ticket = Ticket.objects.get()
    at_desk(client, desk, "finish", ticket, script=True, ago=600)

    ended = TicketStep.objects.get(deed="FINISHED")
    assert ended.at == MORNING + timedelta(minutes=50)
    ticket.refresh_from_db()
    assert ticket.state == TicketState.DONE


def test_every_act_of_the_desk_works_from_its_form(client, office, service, desk):
    other = ServiceFactory(letter="B")
    DeskFactory(office=office, sitting=UserFactory(role=Role.CLERK), state="OPEN", services=[other])
    take(office, service)
    client.force_login(desk.sitting)
    at_desk(client, desk, "call")
    ticket = Ticket.objects.get()
    states = []
    for lam, more in (
        ("recall", {}), ("begin", {}), ("hold", {}), ("resume", {}), ("add", {"toi": "B"}),
        ("transfer", {"toi": "B", "dan": "Xem hồ sơ"}),
    ):  # fmt: skip
        at_desk(client, desk, lam, ticket, **more)
        ticket.refresh_from_db()
        states.append(ticket.state)

    assert states == ["CALLED", "SERVING", "HELD", "SERVING", "SERVING", "WAITING"]
    assert sorted(each.name for each in Ticket.objects.select_related("service")) == [
        "A001",
        "B001",
    ]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"lam": "bay"}, "Không rõ việc"),
        ({"lam": "finish"}, "Không thấy số này"),
        ({"lam": "call", "phieu": "x"}, "Không rõ việc"),
    ],
)
def test_nonsense_at_the_desk_is_refused_in_words(client, desk, fields, words):
    client.force_login(desk.sitting)
    answer = client.post(
        reverse("counter:act"), {"_once": key(), **fields}, headers={"HX-Request": "true"}
    )
    assert words in answer.json()["refused"]


@pytest.mark.parametrize("people", [1, 25])
def test_the_page_of_a_desk_costs_the_same_however_many_wait(
    client, desk, people, django_assert_num_queries
):
    office, service = desk.office, desk.services.get()
    for _ in range(people):
        take(office, service)
    client.force_login(desk.sitting)
    call_one(desk)
    with django_assert_num_queries(11):
        client.get(reverse("counter:desk"))


def call_one(desk):
    return calling.call_next(desk=desk, key=uuid.uuid4(), by=desk.sitting, at=MORNING)


@pytest.mark.parametrize("people", [1, 25])
def test_the_heads_view_costs_the_same_however_many_wait(
    client, desk, people, django_assert_num_queries
):
    office, service = desk.office, desk.services.get()
    for _ in range(people):
        take(office, service)
    client.force_login(UserFactory(role=Role.HEAD, made=True))
    # PostgreSQL is asked for its clock besides.
    with django_assert_num_queries(18 + (connection.vendor == "postgresql")):
        page = client.get(reverse("counter:head")).content.decode()
    assert f"{people} người" in page


def test_the_board_shows_numbers_and_desks_and_no_name(client, office, service, desk):
    person = PersonFactory(full_name="Trần Thị Kín")
    take(office, service, visitor=taking.Visitor(person=person))
    take(office, service)
    call_one(desk)
    address = reverse("counter:board_news", args=[office.public_id])
    answer = client.get(address)

    assert answer.json() == {
        "calls": [{"call": 1, "number": "A001", "desk": desk.number}],
        "waiting": {"A": 1},
    }
    page = client.get(reverse("counter:board", args=[office.public_id])).content.decode()
    assert "A001" in page
    assert "Trần" not in page + answer.content.decode()
    same = client.get(address, headers={"If-None-Match": answer["ETag"]})
    assert (same.status_code, same.content) == (304, b"")


def test_the_board_is_at_most_a_second_old(client, office, service, desk):
    address = reverse("counter:board_news", args=[office.public_id])
    take(office, service)
    assert client.get(address).json()["calls"] == []
    call_one(desk)
    with time_machine.travel(MORNING + timedelta(hours=1, seconds=1), tick=False):
        assert client.get(address).json()["calls"][0]["number"] == "A001"


def test_an_appointment_is_booked_moved_and_cancelled_at_home(client, office, service, desk):
    SlotPlanFactory(office=office, service=service, weekday=2)
    address = reverse("counter:take", args=[office.public_id, "A"])
    page = client.get(address).content.decode()
    first = page.split('value="2026-11-25T')[1].split('"')[0]
    answer = home(client, office, service, when=f"2026-11-25T{first}", who="0912345678")
    booked = Appointment.objects.get()
    assert answer["Location"] == reverse("counter:appointment", args=[booked.public_id])
    assert "Thứ Tư 25/11, 08:00" in client.get(answer["Location"]).content.decode()

    later = datetime.fromisoformat(f"2026-11-25T{first}") + timedelta(minutes=30)
    moved = client.post(
        reverse("counter:move_appointment", args=[booked.public_id]),
        {"_once": key(), "when": later.isoformat()},
    )
    assert "25/11, 08:30" in client.get(moved["Location"]).content.decode()
    client.post(moved["Location"] + "huy/", {"_once": key()})
    states = Appointment.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["MOVED", "CANCELLED"]


def test_no_page_of_the_queue_asks_for_anything_outside(made_pages):
    """Eight hours without internet: pages and what they load come from our own server."""
    assert made_pages
    for address, page in made_pages.items():
        for mark in ('src="http', "src='http", 'href="http', "url(http", "//cdn", "@import"):
            assert mark not in page, address


@pytest.fixture
def made_pages(client, office, service, desk, settings):
    from pathlib import Path

    ticket = take(office, service)
    call_one(desk)
    found = {}
    client.force_login(UserFactory(role=Role.DIRECTOR, made=True))
    for name, at in (
        ("services", []), ("take", [office.public_id, "A"]), ("ticket", [ticket.public_id]),
        ("kiosk", [office.kiosk_key]), ("kiosk_ticket", [office.kiosk_key, ticket.public_id]),
        ("board", [office.public_id]), ("head", []), ("history", []), ("set_up", []), ("book", []),
        ("desk", []),
    ):  # fmt: skip
        address = reverse(f"counter:{name}", args=at)
        found[address] = client.get(address).content.decode()
    client.force_login(desk.sitting)
    found["desk"] = client.get(reverse("counter:desk")).content.decode()
    folder = Path(settings.ROOT) / "caunoi"
    for file in [*folder.glob("*/static/**/*.js"), *folder.glob("*/static/**/*.css")]:
        found[str(file)] = file.read_text()
    return found
