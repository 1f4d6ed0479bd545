"""Acts of the counter for tests of the working pages."""

import uuid

import factory
from factory.django import DjangoModelFactory

from caunoi.accounts.choices import Role
from caunoi.counter.choices import ActKind
from caunoi.counter.models import Act, PolicyAdvice
from tests.accounts.factories import UserFactory
from tests.people.factories import PersonFactory
from tests.placement.factories import DAY, MORNING


class ActFactory(DjangoModelFactory):
    """Counselling on policy on DAY."""

    class Meta:
        model = Act

    key = factory.LazyFunction(uuid.uuid4)
    kind = ActKind.POLICY
    person = factory.SubFactory(PersonFactory)
    on = DAY
    at = MORNING
    by = factory.SubFactory(UserFactory, role=Role.CLERK)


class PolicyAdviceFactory(DjangoModelFactory):
    class Meta:
        model = PolicyAdvice

    act = factory.SubFactory(ActFactory)
    topics = factory.LazyFunction(lambda: ["LOAN"])
    answer = "Vay qua ngân hàng chính sách ở xã."
    next_step = "Mang giấy xác nhận đến xã"
