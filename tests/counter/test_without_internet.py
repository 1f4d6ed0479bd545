"""Eight hours without the internet: the counter goes on, and what was written goes out later (G6).

The days of a centre are moved by hand; the provider of messages answers nothing for eight hours.
Any other address than the database of this machine is refused to the whole program meanwhile.
"""

import socket
import uuid
from datetime import UTC, datetime, timedelta

import pytest

from caunoi.counter.actions import calling, desks, taking
from caunoi.counter.choices import TicketChannel, TicketState
from caunoi.counter.models import Ticket
from caunoi.counter.queries.expected import forget_outlooks
from caunoi.unemployment.exports import papers as exports
from caunoi.unemployment.queries.papers import of_claim
from caunoi_kit.messaging import delivery
from caunoi_kit.messaging.choices import State
from caunoi_kit.messaging.models import Message
from tests.counter.queue_factories import DeskFactory, OfficeFactory, ServiceFactory
from tests.kit.stand_in import sending_to_a_stand_in
from tests.unemployment.factories import ClaimFactory

pytestmark = pytest.mark.django_db

OPENS = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)  # 8:00 in Việt Nam
HALF_AN_HOUR = timedelta(minutes=30)
HERE = {"127.0.0.1", "::1"}


@pytest.fixture
def provider(settings):
    """Where messages go once the line is back; until then its address leads nowhere."""
    with sending_to_a_stand_in(settings) as one:
        yield one


@pytest.fixture
def cable(monkeypatch, provider):
    """The line to the outside: while it is out, connecting to anywhere but the database fails."""
    port, connect = int(provider.address.rpartition(":")[2]), socket.socket.connect
    state = {"out": True, "tried": 0}

    def connecting(self, address):
        outside = isinstance(address, tuple) and (address[0] not in HERE or address[1] == port)
        if outside and state["out"]:
            state["tried"] += 1
            raise OSError(101, "Network is unreachable")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", connecting)
    return state


def test_eight_hours_cut_off_lose_no_number_no_call_no_paper_and_no_message(cable, provider):
    forget_outlooks()
    office, service = OfficeFactory(), ServiceFactory(letter="A")
    desk = DeskFactory(office=office, opened=True, services=[service])
    claim, at, seen, told = ClaimFactory(), OPENS, None, 0
    for step in range(16):
        at = OPENS + step * HALF_AN_HOUR
        for number in (2 * step, 2 * step + 1):
            taking.take_ticket(
                office=office,
                service=service,
                channel=TicketChannel.KIOSK,
                key=uuid.uuid4(),
                at=at,
                visitor=taking.Visitor(phone="" if number % 4 else f"09123{number:05d}"),
            )
        seen = calling.call_next(desk=desk, key=uuid.uuid4(), by=desk.sitting, at=at, seen=seen)
        if step % 6 == 4:
            found = of_claim(claim, "N374-M10")
            assert exports.as_pdf(found.form, found.facts, on=found.on).startswith(b"%PDF")
            told += desks.tell_to_come_later(
                office=office, service=service, text="Số {so} đến sau.", after=1, at=at,
                by=desk.sitting, key=uuid.uuid4(),
            )  # fmt: skip
        delivery.deliver_waiting(clock=lambda at=at: at)
    assert cable["tried"] and not provider.asked
    assert Ticket.objects.count() == 32
    assert Ticket.objects.filter(state=TicketState.WAITING).count() == 16
    assert told and Message.objects.filter(state=State.WAITING).count() == told

    cable["out"] = False
    for step in range(1, 3):
        delivery.deliver_waiting(clock=lambda at=at + step * HALF_AN_HOUR: at)
    assert Message.objects.filter(state=State.SENT).count() == told == len(provider.asked)
