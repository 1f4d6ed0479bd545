"""The counter this morning: numbers called, people waiting, desks at work, and two weeks before."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final

from django.contrib.auth.hashers import make_password

from caunoi.accounts.choices import Role
from caunoi.accounts.models import User
from caunoi.counter.choices import Deed, DeskState, TicketChannel, TicketClass, TicketState
from caunoi.counter.models import (
    Appointment,
    Desk,
    Line,
    Office,
    Service,
    Slot,
    SlotPlan,
    Ticket,
    TicketStep,
    Visit,
)
from caunoi.counter.queries.appointments import times
from caunoi.portal.actions.demo.stage import Stage

SERVICES: Final = (
    ("A", "Bảo hiểm thất nghiệp", 8),
    ("B", "Tìm việc, tư vấn", 15),
    ("C", "Học nghề", 12),
    ("D", "Đi làm việc ở nước ngoài", 15),
)
DESKS: Final = ("A", "A", "AB", "BCD", "ABCD")  # the last is left for the visitor
COMING: Final = "AAAABBAACABD"  # of a dozen who come, what for
TODAY, EARLIER, DAYS_BEFORE = 40, 60, 10
CALLED: Final = 22  # of today's numbers
GROUNDS: Final = ("OLD", "PREGNANT", "DISABLED")


@dataclass(frozen=True)
class Hall:
    """The office with what it offers and its desks that are open."""

    office: Office
    services: dict[str, Service]
    desks: list[Desk]
    chance: Random

    def able(self, ticket: Ticket) -> list[Desk]:
        """The desks that serve what somebody came for."""
        return [desk for desk in self.desks if ticket.line in desk.services.all()]


def store_queue(stage: Stage) -> None:
    """An office with five desks; some 40 visitors today, of whom half wait."""
    chance = stage.chance("queue")
    office = Office.objects.create(
        name="Quầy tiếp trung tâm", address="Tầng 1, trụ sở trung tâm", opens=time(7, 30),
        closes=time(17, 0), made=True,
    )  # fmt: skip
    services = {
        letter: Service.objects.create(
            letter=letter, name=name, typical_minutes=minutes, order=order, made=True
        )
        for order, (letter, name, minutes) in enumerate(SERVICES)
    }
    desks = [_desk(office, number, letters, services) for number, letters in enumerate(DESKS, 1)]
    hall = Hall(office, services, desks[:-1], chance)
    people = stage.anybody(TODAY)
    for days in range(DAYS_BEFORE, 0, -1):
        if stage.day(-days).weekday() < 5:  # noqa: PLR2004  Saturday
            _past_day(stage, hall, stage.day(-days))
    _today(stage, hall, people)
    _appointments(stage, hall, people)


def _desk(office: Office, number: int, letters: str, services: dict[str, Service]) -> Desk:
    sitting = None
    if number < len(DESKS):
        # Nobody signs in by these: they only sit at the desks the visitor does not take.
        sitting, _ = User.objects.get_or_create(
            username=f"quay-{number}",
            defaults={
                "full_name": f"Nhân viên quầy {number} (xem thử)",
                "role": Role.CLERK,
                "is_active": False,
                "made": True,
                "password": make_password(None),
            },
        )
    desk = Desk.objects.create(
        office=office, number=number, sitting=sitting,
        state=DeskState.OPEN if sitting else DeskState.CLOSED, made=True,
    )  # fmt: skip
    desk.services.set([services[letter] for letter in letters])
    return desk


def _past_day(stage: Stage, hall: Hall, day: date) -> None:
    """A day that is over: all served but some who were not there."""
    begin = stage.moment((day - stage.on).days, 7, 30)
    tickets = _tickets(hall, day, begin, count=EARLIER, every=9.0)
    free = {desk.pk: begin for desk in hall.desks}
    steps = []
    for ticket in tickets:
        able = hall.able(ticket)
        desk = min(able, key=lambda each: free[each.pk])
        called = max(free[desk.pk], ticket.taken_at + timedelta(minutes=1))
        gone = hall.chance.random() < 0.06  # noqa: PLR2004  are not there when called
        served = (
            0 if gone else int(ticket.line.typical_minutes * 60 * hall.chance.uniform(0.4, 1.7))
        )
        free[desk.pk] = called + timedelta(seconds=served + 40)
        ticket.state = TicketState.NO_SHOW if gone else TicketState.DONE
        ticket.desk, ticket.called_at = desk, called
        ticket.ended_at = called + timedelta(seconds=served)
        waited = int((called - ticket.taken_at).total_seconds())
        common = {"ticket": ticket, "service": ticket.line, "desk": desk, "by": desk.sitting}
        steps.append(TicketStep(deed=Deed.CALLED, at=called, waited=waited, **common))
        deed = Deed.NO_SHOW if gone else Deed.FINISHED
        steps.append(
            TicketStep(deed=deed, at=ticket.ended_at, served=None if gone else served, **common)
        )
    Ticket.objects.bulk_create(tickets)
    TicketStep.objects.bulk_create(steps)


def _today(stage: Stage, hall: Hall, people: list[int]) -> None:
    """Half are done or at the desks; the rest wait."""
    begin = stage.at - timedelta(minutes=100)
    tickets = _tickets(hall, stage.on, begin, count=TODAY, every=2.4)
    for ticket, person in zip(tickets, people, strict=False):
        if hall.chance.random() < 0.7:  # noqa: PLR2004  scanned their card
            ticket.visit.person_id = person
    Visit.objects.bulk_update([ticket.visit for ticket in tickets], ["person"])
    steps, busy, calls = [], set(), 0
    for ticket in tickets[:CALLED]:
        able = hall.able(ticket)
        desk = hall.chance.choice(able)
        calls += 1
        called = min(ticket.taken_at + timedelta(minutes=hall.chance.uniform(3, 25)), stage.at)
        served = int(ticket.line.typical_minutes * 60 * hall.chance.uniform(0.4, 1.4))
        ticket.desk, ticket.called_at, ticket.call = desk, called, calls
        ticket.state, ticket.ended_at = (
            TicketState.DONE,
            min(called + timedelta(seconds=served), stage.at),
        )
        waited = int((called - ticket.taken_at).total_seconds())
        common = {"ticket": ticket, "service": ticket.line, "desk": desk, "by": desk.sitting}
        steps.append(TicketStep(deed=Deed.CALLED, at=called, waited=waited, **common))
        steps.append(TicketStep(deed=Deed.FINISHED, at=ticket.ended_at, served=served, **common))
    for ticket in tickets[CALLED : CALLED + len(hall.desks)]:
        able = [desk for desk in hall.able(ticket) if desk.pk not in busy]
        if able:
            calls += 1
            busy.add(able[0].pk)
            ticket.desk, ticket.call, ticket.state = able[0], calls, TicketState.SERVING
            ticket.called_at = ticket.began_at = max(
                ticket.taken_at, stage.at - timedelta(minutes=hall.chance.uniform(1, 6))
            )
    Ticket.objects.bulk_create(tickets)
    TicketStep.objects.bulk_create(steps)
    hall.office.calls = calls
    hall.office.save(update_fields=["calls"])


def _tickets(hall: Hall, day: date, begin: datetime, *, count: int, every: float) -> list[Ticket]:
    """Numbers of a day in the order in which they were taken; their visits are stored."""
    visits = Visit.objects.bulk_create(
        Visit(office=hall.office, day=day, made=True) for _ in range(count)
    )
    last = dict.fromkeys(hall.services, 0)
    found = []
    for at, visit in enumerate(visits):
        letter = hall.chance.choice(COMING)
        last[letter] += 1
        ground = hall.chance.choice(GROUNDS) if hall.chance.random() < 0.1 else ""  # noqa: PLR2004  one in ten
        taken = begin + timedelta(minutes=at * every * hall.chance.uniform(0.9, 1.0))
        found.append(
            Ticket(
                key=uuid.UUID(int=hall.chance.getrandbits(128)), visit=visit, office=hall.office,
                service=hall.services[letter], line=hall.services[letter], day=day,
                number=last[letter],
                rank=TicketClass.PRIORITY if ground else TicketClass.ORDINARY, ground=ground,
                channel=TicketChannel.KIOSK if hall.chance.random() < 0.7  # noqa: PLR2004  most
                else TicketChannel.DESK,
                taken_at=taken, queued_at=taken, made=True,
            )
        )  # fmt: skip
    Line.objects.bulk_create(
        Line(office=hall.office, service=hall.services[letter], day=day, last=number)
        for letter, number in last.items()
        if number
    )
    return found


def _appointments(stage: Stage, hall: Hall, people: list[int]) -> None:
    """Times on working days, and four people who come on the next of them."""
    office, service = hall.office, hall.services["B"]
    SlotPlan.objects.bulk_create(
        SlotPlan(
            office=office, service=service, weekday=weekday, begins=time(8, 0), ends=time(11, 0),
            seats=3, made=True,
        )
        for weekday in range(5)
    )  # fmt: skip
    coming = times(office, service, first=stage.day(1), last=stage.day(14))[:4]
    for offer, person in zip(coming, people[-4:], strict=False):
        slot = Slot.objects.create(
            office=office, service=service, begins_at=offer.begins_at, ends_at=offer.ends_at,
            seats=offer.seats, taken=1,
        )  # fmt: skip
        Appointment.objects.create(
            key=uuid.UUID(int=hall.chance.getrandbits(128)), slot=slot, seat=1, service=service,
            person_id=person, holder=f"made-{person}", channel=TicketChannel.DESK, state="BOOKED",
            booked_by=stage.counsellor, booked_at=stage.at, made=True,
        )  # fmt: skip
