"""Desks, numbers and appointments for tests."""

import uuid
from datetime import time, timedelta

import factory
from factory.django import DjangoModelFactory

from caunoi.accounts.choices import Role
from caunoi.counter.models import (
    Appointment,
    Desk,
    Office,
    Service,
    Slot,
    SlotPlan,
    Ticket,
    Visit,
)
from tests.accounts.factories import UserFactory
from tests.placement.factories import DAY, MORNING


class OfficeFactory(DjangoModelFactory):
    class Meta:
        model = Office

    name = factory.Sequence(lambda n: f"Điểm tiếp mẫu {n}")
    opens = time(7, 30)
    closes = time(17, 0)


class ServiceFactory(DjangoModelFactory):
    class Meta:
        model = Service

    letter = factory.Sequence(lambda n: chr(ord("A") + n % 26))
    name = factory.Sequence(lambda n: f"Dịch vụ mẫu {n}")
    typical_minutes = 10
    order = factory.Sequence(lambda n: n)


class DeskFactory(DjangoModelFactory):
    """A desk; with `sitting` it is open."""

    class Meta:
        model = Desk
        skip_postgeneration_save = True

    class Params:
        opened = factory.Trait(
            sitting=factory.SubFactory(UserFactory, role=Role.CLERK), state="OPEN"
        )

    office = factory.SubFactory(OfficeFactory)
    number = factory.Sequence(lambda n: n + 1)

    @factory.post_generation
    def services(self, create, extracted, **kwargs):
        if create and extracted:
            self.services.set(extracted)


class VisitFactory(DjangoModelFactory):
    class Meta:
        model = Visit

    office = factory.SubFactory(OfficeFactory)
    day = DAY


class TicketFactory(DjangoModelFactory):
    """A waiting number, taken in the morning of `DAY`."""

    class Meta:
        model = Ticket

    key = factory.LazyFunction(uuid.uuid4)
    visit = factory.SubFactory(VisitFactory)
    office = factory.SelfAttribute("visit.office")
    service = factory.SubFactory(ServiceFactory)
    line = factory.SelfAttribute("service")
    day = factory.SelfAttribute("visit.day")
    number = factory.Sequence(lambda n: n + 500)
    channel = "KIOSK"
    taken_at = MORNING
    queued_at = MORNING


class SlotPlanFactory(DjangoModelFactory):
    class Meta:
        model = SlotPlan

    office = factory.SubFactory(OfficeFactory)
    service = factory.SubFactory(ServiceFactory)
    weekday = 2
    begins = time(8, 0)
    ends = time(10, 0)
    minutes = 30
    seats = 2


class SlotFactory(DjangoModelFactory):
    class Meta:
        model = Slot

    office = factory.SubFactory(OfficeFactory)
    service = factory.SubFactory(ServiceFactory)
    begins_at = MORNING + timedelta(days=1)
    ends_at = MORNING + timedelta(days=1, minutes=30)
    seats = 2
    taken = 1


class AppointmentFactory(DjangoModelFactory):
    class Meta:
        model = Appointment

    key = factory.LazyFunction(uuid.uuid4)
    slot = factory.SubFactory(SlotFactory)
    seat = 1
    service = factory.SelfAttribute("slot.service")
    holder = factory.Sequence(lambda n: f"holder-{n}")
    channel = "HOME"
    state = "BOOKED"
    booked_at = MORNING
