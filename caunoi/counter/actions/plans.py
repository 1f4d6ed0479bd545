"""The plan of action: its steps, the person's yes, its end."""

from datetime import date, datetime

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.counter.models import LONGEST_STEP, ActionPlan, Step
from caunoi.people.models import Person
from caunoi_kit.journal.actions import record

MOST_STEPS = 20


class CannotPlan(Exception):
    """The plan stays as it is; the message is Vietnamese and may be shown."""


@transaction.atomic
def add_step(*, person: Person, what: str, due_on: date, by: User, at: datetime) -> Step:
    """Add a step to the open plan of somebody; the first step begins the plan.

    A plan that was agreed has to be agreed again. Raises CannotPlan.
    """
    words = what.strip()
    if not words or len(words) > LONGEST_STEP:
        raise CannotPlan(f"Ghi việc cần làm, nhiều nhất {LONGEST_STEP} chữ cái.")
    Person.objects.select_for_update().get(pk=person.pk)
    open_plans = ActionPlan.objects.select_for_update().filter(ended_at__isnull=True)
    plan = open_plans.filter(person=person).first()
    if plan is None:
        plan = ActionPlan.objects.create(person=person, made_by=by, made_at=at)
        record("counter.plan.made", by=by, about=plan, detail={"people": [person.pk]})
    orders = list(plan.steps.values_list("order", flat=True))
    if len(orders) >= MOST_STEPS:
        raise CannotPlan(
            f"Kế hoạch đã có {MOST_STEPS} bước. Kết thúc kế hoạch này rồi lập kế hoạch mới."
        )
    step = Step.objects.create(
        plan=plan, order=max(orders, default=0) + 1, what=words, due_on=due_on
    )
    if plan.agreed_at is not None:
        plan.agreed_at = None
        plan.save(update_fields=["agreed_at"])
    record("counter.plan.step_added", by=by, about=plan, detail={"step": step.order})
    return step


@transaction.atomic
def note_step(*, plan: ActionPlan, order: int, done: bool, by: User, at: datetime) -> Step:
    """Note that a step is done, or not after all. Raises CannotPlan."""
    _still_open(plan)
    step = Step.objects.select_for_update().filter(plan=plan, order=order).first()
    if step is None:
        raise CannotPlan("Kế hoạch không có bước này. Tải lại trang.")
    if done == (step.done_at is not None):
        return step  # noted already
    step.done_at = at if done else None
    step.save(update_fields=["done_at"])
    record("counter.plan.step_noted", by=by, about=plan, detail={"step": order, "done": done})
    return step


@transaction.atomic
def agree_plan(*, plan: ActionPlan, by: User, at: datetime) -> ActionPlan:
    """Note that the person agreed to the steps as they are now. Raises CannotPlan."""
    locked = _still_open(plan)
    if not locked.steps.exists():
        raise CannotPlan("Kế hoạch chưa có bước nào. Thêm một bước trước.")
    if locked.agreed_at is None:
        locked.agreed_at = at
        locked.save(update_fields=["agreed_at"])
        record("counter.plan.agreed", by=by, about=locked)
    return locked


@transaction.atomic
def end_plan(*, plan: ActionPlan, by: User, at: datetime) -> ActionPlan:
    """End a plan: the next step begins a new one. Raises CannotPlan."""
    locked = _still_open(plan)
    locked.ended_at = at
    locked.save(update_fields=["ended_at"])
    record("counter.plan.ended", by=by, about=locked)
    return locked


def _still_open(plan: ActionPlan) -> ActionPlan:
    locked = ActionPlan.objects.select_for_update().get(pk=plan.pk)
    if locked.ended_at is not None:
        raise CannotPlan("Kế hoạch này đã kết thúc. Lập kế hoạch mới.")
    return locked
