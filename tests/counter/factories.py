"""Group sessions and plans of action for tests."""

from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from caunoi.counter.models import ActionPlan, Attendee, Session, Step
from tests.accounts.factories import UserFactory
from tests.people.factories import PersonFactory
from tests.placement.factories import DAY, MORNING


class SessionFactory(DjangoModelFactory):
    class Meta:
        model = Session

    name = factory.Sequence(lambda n: f"Buổi mẫu {n}")
    held_on = DAY
    place = "Hội trường mẫu"
    made_by = factory.SubFactory(UserFactory)


class AttendeeFactory(DjangoModelFactory):
    class Meta:
        model = Attendee

    session = factory.SubFactory(SessionFactory)
    person = factory.SubFactory(PersonFactory)
    order = factory.Sequence(lambda n: n + 1)


class ActionPlanFactory(DjangoModelFactory):
    class Meta:
        model = ActionPlan

    person = factory.SubFactory(PersonFactory)
    made_by = factory.SubFactory(UserFactory)
    made_at = MORNING


class StepFactory(DjangoModelFactory):
    class Meta:
        model = Step

    plan = factory.SubFactory(ActionPlanFactory)
    order = factory.Sequence(lambda n: n + 1)
    what = "Gọi nơi tuyển hỏi lịch hẹn"
    due_on = DAY + timedelta(days=7)
