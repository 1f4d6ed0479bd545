"""Keeping the classes a plan advises to open."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from django.db import transaction

from caunoi.placement.actions.calculate import Calculation
from caunoi.placement.models import Learner, MatchRun, TrainingOrder
from caunoi_engine.matching import Kept, Order, Plan, plan_with, training_orders

BATCH: Final = 2_000  # rows an INSERT


@dataclass(frozen=True)
class Advice:
    """The classes worth opening, and what a plan with all their seats would give more."""

    orders: list[Order]
    placed_more: int
    value_more: int  # basis points

    def summary(self) -> dict[str, int]:
        """The figures kept with the run."""
        return {
            "count": len(self.orders),
            "placed_more": self.placed_more,
            "value_more": self.value_more,
        }


def advise_classes(calculation: Calculation) -> Advice:
    """Find the classes worth opening, and plan anew with all of them to see what they bring.

    The plan at hand with the classes added is a plan too; the better of the two is told.
    """
    index, plan = calculation.index, calculation.plan
    orders = training_orders(index, plan)
    if not orders:
        return Advice([], 0, 0)
    again = plan_with(index, orders, kept=_kept(plan))
    gain = sum(order.gain for order in orders)
    if again.value - plan.value < gain:
        newcomers = sum(_newcomers(calculation, order) for order in orders)
        return Advice(orders, newcomers, gain)
    return Advice(orders, again.placed - plan.placed, again.value - plan.value)


def _kept(plan: Plan) -> Kept:
    """The places a plan kept because people had been told of them."""
    rows = np.flatnonzero(plan.kept).astype(np.int32)
    return Kept(rows, plan.vacancy[rows], plan.course[rows])


@transaction.atomic
def store_orders(*, run: MatchRun, calculation: Calculation, orders: list[Order]) -> None:
    """Keep the orders of a run with their people; the line in the journal is that of the run."""
    courses = calculation.index.market.courses
    kept = TrainingOrder.objects.bulk_create(
        TrainingOrder(
            run=run,
            number=number,
            programme_id=courses.programme_id[order.course],
            site_id=courses.course_id[order.site],
            seats=len(order.seats),
            newcomers=_newcomers(calculation, order),
            gain=order.gain,
            room=order.room,
            suitable=order.suitable,
            free_positions=order.free_positions,
        )
        for number, order in enumerate(orders, start=1)
    )
    Learner.objects.bulk_create(_learners(calculation, kept, orders), batch_size=BATCH)


def _newcomers(calculation: Calculation, order: Order) -> int:
    """How many of those on the seats the plan gives no place."""
    return sum(int(calculation.plan.vacancy[seat.worker]) < 0 for seat in order.seats)


def _learners(
    calculation: Calculation, kept: list[TrainingOrder], orders: list[Order]
) -> Iterator[Learner]:
    market = calculation.index.market
    for row, order in zip(kept, orders, strict=True):
        for seat in order.seats:
            yield Learner(
                order=row,
                person_id=market.workers.worker_id[seat.worker],
                vacancy_id=market.vacancies.vacancy_id[seat.vacancy],
                score=seat.score,
                gain=seat.gain,
            )
        for worker in order.reserve:
            yield Learner(order=row, person_id=market.workers.worker_id[worker])
