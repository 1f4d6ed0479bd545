"""Duties of training support, of workers and of employers, that are due."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from caunoi.unemployment.choices import DecisionState
from caunoi.unemployment.choices.training import SupportState, TrainingState
from caunoi.unemployment.models import (
    EmployerSupport,
    SupportDecision,
    TrainingMonth,
    TrainingSupport,
)
from caunoi.unemployment.queries import employer_support, training
from caunoi.unemployment.queries.alert_shapes import DECREE, Duty, duty_of
from caunoi_rules.clocks import Deadline


def _day(deadline: Deadline | None) -> date | None:
    return deadline.day if deadline else None


def _training(on: date) -> Duty:
    waiting = (TrainingState.SENT, TrainingState.RECEIVED, TrainingState.PROPOSED)
    rows = TrainingSupport.objects.filter(state__in=waiting)
    return duty_of(
        "training", "Hỗ trợ đào tạo chờ quyết định", f"{DECREE}, Điều 12",
        rows.order_by("filed_on", "id"), "training_list",
        due=lambda support: _day(training.decision_due(support)),
    )  # fmt: skip


def _study_months(on: date) -> Duty:
    def due(month: TrainingMonth) -> date | None:
        return month.pay_due if month.listed_on else month.list_due

    return duty_of(
        "study-months", "Tháng học chưa chi xong", f"{DECREE}, Điều 13",
        training.months_to_list(on=on), "study_months", due=due,
    )  # fmt: skip


def _supports(on: date) -> Duty:
    busy = (SupportState.RECEIVED, SupportState.PROPOSED, SupportState.GRANTED, SupportState.PAID)
    rows = EmployerSupport.objects.filter(state__in=busy, completed_on__isnull=False)
    return duty_of(
        "supports", "Hỗ trợ đơn vị đào tạo để giữ việc làm", f"{DECREE}, Điều 22 đến 26",
        rows.prefetch_related("courses").order_by("completed_on", "id"), "supports",
        due=lambda support: _day(employer_support.next_due(support)),
    )  # fmt: skip


def _repayments(on: date) -> Duty:
    rows = SupportDecision.objects.filter(
        kind="RECOVER", state=DecisionState.APPROVED, repaid_on__isnull=True
    )
    return duty_of(
        "repayments", "Đơn vị phải hoàn trả", f"{DECREE}, Điều 26",
        rows.order_by("due_on", "id"), "supports", due="due_on",
    )  # fmt: skip


TRAINING_DUTIES: Final[Sequence[Callable[[date], Duty]]] = (
    _training,
    _study_months,
    _supports,
    _repayments,
)
