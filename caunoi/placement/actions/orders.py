"""Keeping the classes a plan advises to open."""

from collections.abc import Iterator
from typing import Final

from django.db import transaction

from caunoi.placement.actions.calculate import Calculation
from caunoi.placement.models import Learner, MatchRun, TrainingOrder
from caunoi_engine.matching.orders import Order

BATCH: Final = 2_000  # rows an INSERT


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
            newcomers=sum(int(calculation.plan.vacancy[seat.worker]) < 0 for seat in order.seats),
            gain=order.gain,
            suitable=order.suitable,
            free_positions=order.free_positions,
        )
        for number, order in enumerate(orders, start=1)
    )
    Learner.objects.bulk_create(_learners(calculation, kept, orders), batch_size=BATCH)


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
