"""What a signed decision does to a benefit; `decisions.approve` calls it in its transaction.

Nothing of a month that is on a signed list is undone here: what was cleared beyond the end of a
benefit becomes money to be recovered.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from django.db.models import Q

from caunoi.accounts.models import User
from caunoi.unemployment.actions.benefits import lock_benefit, lock_months, settle_state
from caunoi.unemployment.actions.moves import CannotMove
from caunoi.unemployment.actions.notices import move_windows
from caunoi.unemployment.choices import DecisionKind
from caunoi.unemployment.choices.benefits import (
    STANDING_BENEFITS,
    BenefitState,
    MonthState,
    NoticeState,
    RecoveryState,
    ReportState,
)
from caunoi.unemployment.choices.payments import UNSIGNED_LISTS
from caunoi.unemployment.models import (
    Benefit,
    BenefitMonth,
    Decision,
    EndReport,
    PaymentLine,
    Recovery,
)
from caunoi.unemployment.queries.course import course_of
from caunoi_kit.journal.actions import record
from caunoi_rules.unemployment.recovery import Fault, PaidMonth, overpaid


class CannotTakeEffect(CannotMove):
    """The decision no longer fits the benefit; the message says why and what to do."""


def take_effect(*, decision: Decision, by: User, at: datetime) -> None:
    """Let an approved decision work on its benefit. Called once, by the approval.

    Raises CannotTakeEffect when the benefit has changed since the proposal.
    """
    effect = _EFFECTS.get(DecisionKind(decision.kind))
    if effect is not None:
        effect(decision, by, at)


def _suspend(decision: Decision, by: User, at: datetime) -> None:
    month = _month(decision)
    if month.notice_state != NoticeState.MISSED:
        raise CannotTakeEffect(
            f"Tháng thứ {month.k} đã có thông báo, không tạm dừng nữa. Trả lại tờ trình."
        )
    drop_from_unsigned_lists(Q(month=month))
    if month.state not in {MonthState.OPEN, MonthState.HELD}:
        raise CannotTakeEffect(
            f"Tháng thứ {month.k} {month.get_state_display().lower()}. Trả lại tờ trình."
        )
    month.state, month.held_why = MonthState.SUSPENDED, ""
    month.save(update_fields=["state", "held_why"])
    settle_state(month.benefit)


def _resume(decision: Decision, by: User, at: datetime) -> None:
    settle_state(_month(decision).benefit)


def _end(decision: Decision, by: User, at: datetime) -> None:
    report = EndReport.objects.select_for_update().filter(decision=decision).first()
    if report is None or decision.benefit is None:
        raise CannotTakeEffect("Tờ trình này không gắn với việc chấm dứt nào. Trả lại tờ trình.")
    benefit = lock_benefit(decision.benefit)
    if benefit.state not in (*STANDING_BENEFITS, BenefitState.FINISHED):
        raise CannotTakeEffect(
            f"Việc hưởng này {benefit.get_state_display().lower()}. Trả lại tờ trình."
        )
    fate = course_of(benefit).fate(end=report.effective_on)
    for month in lock_months(benefit):
        _end_month(month, report.effective_on, paid=month.k in fate.paid)
    benefit.state, benefit.ended_on = BenefitState.ENDED, report.effective_on
    benefit.end_cause, benefit.reserve_at_end = report.cause, report.reserve
    benefit.save(update_fields=["state", "ended_on", "end_cause", "reserve_at_end"])
    report.state = ReportState.DONE
    report.save(update_fields=["state"])
    _ask_back(benefit, by=by, at=at)
    record("unemployment.benefit.ended", by=by, about=benefit, detail={"cause": report.cause})


def _end_month(month: BenefitMonth, ended_on: date, *, paid: bool) -> None:
    """A month that had begun is paid in full (N374 Điều 19 khoản 4); later ones are not."""
    if month.state not in {MonthState.OPEN, MonthState.HELD}:
        return
    if month.starts_on > ended_on:
        drop_from_unsigned_lists(Q(month=month))
        month.state, month.held_why = MonthState.VOID, ""
    else:
        month.state, month.held_why = MonthState.OPEN, ""
        if paid and month.notice_state != NoticeState.GIVEN:
            month.notice_state = NoticeState.NOT_NEEDED
    month.save(update_fields=["state", "held_why", "notice_state"])


def _ask_back(benefit: Benefit, *, by: User, at: datetime) -> None:
    """What signed lists hold beyond the end is written down to be recovered."""
    cleared = benefit.months.filter(state=MonthState.CLEARED).order_by("k")
    months = [PaidMonth(m.k, m.starts_on, m.amount, m.amount) for m in cleared]
    found = overpaid(months, ended=benefit.ended_on, fault=Fault.WORKER)
    if not found.amount:
        return
    Recovery.objects.create(
        benefit=benefit,
        months=[line.number for line in found.lines],
        amount=found.amount,
        why=" ".join(reason.text for reason in found.reasons)[:500],
        by=by,
        at=at,
    )


def _reserve(decision: Decision, by: User, at: datetime) -> None:
    if decision.benefit is None:
        raise CannotTakeEffect("Tờ trình này không gắn với lần hưởng nào. Trả lại tờ trình.")
    benefit = lock_benefit(decision.benefit)
    numbers = set(decision.content["unfetched"])
    months = [month for month in lock_months(benefit) if month.k in numbers]
    wrong = [month for month in months if month.state != MonthState.CLEARED]
    if wrong or len(months) != len(numbers):
        raise CannotTakeEffect(
            "Có tháng chưa được duyệt chi nên chưa thể là tháng không nhận tiền. Trả lại tờ trình."
        )
    for month in months:
        month.state = MonthState.UNFETCHED
        month.save(update_fields=["state"])


def _recover(decision: Decision, by: User, at: datetime) -> None:
    recovery = Recovery.objects.select_for_update().filter(decision=decision).first()
    if recovery is None:
        raise CannotTakeEffect("Tờ trình này không gắn với khoản thu hồi nào. Trả lại tờ trình.")
    recovery.state = RecoveryState.DECIDED
    recovery.save(update_fields=["state"])


def _move_notice(decision: Decision, by: User, at: datetime) -> None:
    content = decision.content
    months = list(BenefitMonth.objects.filter(pk__in=content["months"]).order_by("id"))
    first, last = (date.fromisoformat(content[key]) for key in ("first", "last"))
    move_windows(months=months, first=first, last=last, by=by, at=at)


def drop_from_unsigned_lists(which: Q) -> int:
    """Take lines off lists nobody has signed; returns how many."""
    lines = PaymentLine.objects.filter(which, standing=True, list__state__in=UNSIGNED_LISTS)
    return PaymentLine.objects.filter(pk__in=list(lines.values_list("pk", flat=True))).update(
        standing=False
    )


def _month(decision: Decision) -> BenefitMonth:
    if decision.month is None:
        raise CannotTakeEffect("Tờ trình này không nói tháng hưởng nào. Trả lại tờ trình.")
    benefit = lock_benefit(decision.month.benefit)
    month = BenefitMonth.objects.select_for_update().get(pk=decision.month.pk)
    month.benefit = benefit
    return month


_EFFECTS: Final[dict[DecisionKind, Callable[[Decision, User, datetime], None]]] = {
    DecisionKind.SUSPEND: _suspend,
    DecisionKind.RESUME: _resume,
    DecisionKind.END: _end,
    DecisionKind.RESERVE: _reserve,
    DecisionKind.RECOVER: _recover,
    DecisionKind.MOVE_NOTICE: _move_notice,
}
