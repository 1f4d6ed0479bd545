"""Trust B3: numbers taken and called by many at once, with double taps.

CAUNOI_TICKETS=10000 CAUNOI_TAKERS=200 makes the full run of it (`benchmarks/tickets.py` does the
same through the served site and measures the times).
"""

import os
import random
import threading
import uuid
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from caunoi.counter.actions import calling, taking
from caunoi.counter.choices import TicketChannel, TicketState
from caunoi.counter.models import Desk, Line, Ticket, TicketStep
from tests.counter.queue_factories import DeskFactory, OfficeFactory, ServiceFactory
from tests.placement.factories import MORNING

pytestmark = pytest.mark.django_db(transaction=True)

TICKETS = int(os.environ.get("CAUNOI_TICKETS", "150"))
TAKERS = int(os.environ.get("CAUNOI_TAKERS", "8"))
DESKS = 10
DOUBLE_TAPS = 0.1


def at_once(work, things):
    """Do it for each thing by several threads, each with a connection of its own."""

    def one(thing):
        try:
            return work(thing)
        finally:
            if connection.vendor == "postgresql":
                connection.close()

    with ThreadPoolExecutor(max_workers=min(TAKERS, 12)) as pool:
        found = list(pool.map(one, things))
    connections.close_all()
    return found


def test_many_at_once_get_each_a_number_and_no_two_desks_the_same_one():
    office = OfficeFactory()
    services = [ServiceFactory(letter=letter) for letter in "AB"]
    desks = [
        DeskFactory(office=office, opened=True, services=[services[n % 2]]) for n in range(DESKS)
    ]
    chance = random.Random(3)
    presses = []
    for _ in range(TICKETS):
        press = (uuid.uuid4(), chance.choice(services), chance.choice(["", "", "", "OLD"]))
        presses += [press] * (2 if chance.random() < DOUBLE_TAPS else 1)

    def take(press):
        key, service, ground = press
        return taking.take_ticket(
            office=office,
            service=service,
            channel=TicketChannel.KIOSK,
            key=key,
            at=MORNING,
            visitor=taking.Visitor(ground=ground),
        ).pk

    taken = at_once(take, presses)
    assert len(set(taken)) == TICKETS
    for service in services:
        numbers = list(
            Ticket.objects.filter(service=service)
            .order_by("number")
            .values_list("number", flat=True)
        )
        assert numbers == list(range(1, len(numbers) + 1))
        assert Line.objects.get(service=service).last == len(numbers)
    everybody_is_called_once_and_in_order(desks)


def everybody_is_called_once_and_in_order(desks):
    calls, guard = [], threading.Lock()

    def work(desk):
        seen = None
        while True:
            key = uuid.uuid4()
            for _ in range(2 if random.random() < DOUBLE_TAPS else 1):
                now = calling.call_next(desk=desk, key=key, by=desk.sitting, at=MORNING, seen=seen)
            if now is None:
                return
            with guard:
                calls.append((now.call, now.pk, now.line_id, now.rank))
            seen = now

    at_once(work, desks)
    assert Counter(pk for _, pk, _, _ in calls).most_common(1)[0][1] == 1
    assert len(calls) == TICKETS
    assert not Ticket.objects.exclude(state=TicketState.DONE).exists()
    assert TicketStep.objects.filter(deed="CALLED").count() == TICKETS
    in_line = defaultdict(list)
    for _, pk, line, rank in sorted(calls):
        in_line[line, rank].append(pk)
    assert all(row == sorted(row) for row in in_line.values())
    assert Desk.objects.get(pk=desks[0].pk).office.calls == TICKETS


def test_two_desks_that_call_at_once_call_two_people():
    office, service = OfficeFactory(), ServiceFactory(letter="A")
    desks = [DeskFactory(office=office, opened=True, services=[service]) for _ in range(2)]
    for _ in range(2):
        taking.take_ticket(
            office=office, service=service, channel=TicketChannel.KIOSK, key=uuid.uuid4(),
            at=MORNING,
        )  # fmt: skip
    found = at_once(
        lambda desk: (
            calling.call_next(
                desk=desk, key=uuid.uuid4(), by=desk.sitting, at=MORNING, seen=None
            ).number
        ),
        desks,
    )
    assert sorted(found) == [1, 2]
