"""Money paid without a right to it, and its way back (Decree 374/2025, form 09, Điều 36, 38).

A month that has begun when the benefit ends is paid in full (Điều 19 khoản 4); a suspended month
is not paid (Law 74/2025, Điều 41 khoản 2).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from caunoi_rules.calendar import Calendar
from caunoi_rules.clocks import Deadline
from caunoi_rules.unemployment.reasons import Reason
from caunoi_rules.unemployment.reasons import day as said_day
from caunoi_rules.unemployment.training_figures import DECREE, LAW, money, term


class Fault(StrEnum):
    """Whose doing it was that too much was paid: who has to see to its return."""

    PAYMENT = "PAYMENT"
    DECISION = "DECISION"
    WORKER = "WORKER"


COLLECTORS: Final = {
    Fault.PAYMENT: ("Bảo hiểm xã hội thu hồi vì chi trả không đúng.", f"{DECREE}, Điều 36 khoản 6"),
    Fault.DECISION: (
        "Sở Nội vụ thu hồi vì quyết định sai hoặc chậm.",
        f"{DECREE}, Điều 38 khoản 3",
    ),
    Fault.WORKER: (
        "Sở Nội vụ chủ trì thu hồi cùng các cơ quan; lỗi không phải của cơ quan giải quyết.",
        f"{DECREE}, Điều 38 khoản 4",
    ),
}
"""Who collects, with article."""


@dataclass(frozen=True)
class PaidMonth:
    """A benefit month for which money went out."""

    number: int
    first: date
    amount: int
    """What was paid, in đồng."""
    due: int
    """What the right decision gives for such a month, in đồng."""
    suspended: bool = False


@dataclass(frozen=True)
class Line:
    """What of one month is recovered, and why."""

    number: int
    amount: int
    reason: Reason


@dataclass(frozen=True)
class Recovery:
    """What is recovered: nothing when `amount` is 0."""

    amount: int
    lines: tuple[Line, ...]
    reasons: tuple[Reason, ...]


def overpaid(
    months: Iterable[PaidMonth],
    *,
    ended: date | None = None,
    never_due: bool = False,
    fault: Fault = Fault.WORKER,
) -> Recovery:
    """What of the paid months is to be recovered.

    `ended`: the day the benefit ended by law, None while it runs. `never_due`: the whole decision
    was without right (forged papers, a job on the first day).

    >>> months = [PaidMonth(k, date(2026, 2 + k, 17), 9_000_000, 9_000_000) for k in (1, 2, 3)]
    >>> overpaid(months, ended=date(2026, 4, 20)).amount  # month 2 had begun: paid in full
    9000000
    """
    lines = []
    for month in months:
        amount, reason = _of_a_month(month, ended, never_due)
        if amount > 0 and reason is not None:
            lines.append(Line(month.number, amount, reason))
    total = sum(line.amount for line in lines)
    said, law = COLLECTORS[fault]
    reasons = [line.reason for line in lines]
    if total:
        reasons.append(Reason(said, law))
    return Recovery(total, tuple(lines), tuple(reasons))


def _of_a_month(month: PaidMonth, ended: date | None, never_due: bool) -> tuple[int, Reason | None]:
    which = f"Tháng hưởng thứ {month.number}"
    if never_due:
        said = f"{which}: không đủ điều kiện hưởng từ đầu, thu hồi {money(month.amount)}."
        return month.amount, Reason(said, f"{LAW}, Điều 38; {DECREE}, Điều 38")
    if ended is not None and month.first > ended:
        said = f"{which} bắt đầu {said_day(month.first)}, sau ngày chấm dứt {said_day(ended)}:"
        said += f" thu hồi {money(month.amount)}."
        return month.amount, Reason(said, f"{DECREE}, Điều 19 khoản 4")
    if month.suspended:
        said = f"{which} bị tạm dừng: không được nhận tiền, thu hồi {money(month.amount)}."
        return month.amount, Reason(said, f"{LAW}, Điều 41 khoản 2")
    if month.amount > month.due:
        over = month.amount - month.due
        said = f"{which}: đã trả {money(month.amount)}, mức đúng {money(month.due)},"
        said += f" thu hồi {money(over)}."
        return over, Reason(said, f"{LAW}, Điều 39 khoản 1")
    return 0, None


def training_overpaid(
    *, tuition_paid: int, tuition_due: int, meals_paid: int, meals_due: int
) -> tuple[int, int, tuple[Reason, ...]]:
    """Tuition (from the school) and meals (from the worker) to be recovered, as form 09 names them.

    >>> training_overpaid(
    ...     tuition_paid=4_500_000, tuition_due=3_000_000, meals_paid=500_000, meals_due=500_000
    ... )[:2]
    (1500000, 0)
    """
    tuition, meals = max(0, tuition_paid - tuition_due), max(0, meals_paid - meals_due)
    reasons = []
    if tuition:
        said = f"Học phí đã trả {money(tuition_paid)}, mức đúng {money(tuition_due)}."
        reasons.append(Reason(said, f"{DECREE}, Điều 11 khoản 1; Mẫu số 09"))
    if meals:
        said = f"Tiền ăn đã trả {money(meals_paid)}, mức đúng {money(meals_due)}."
        reasons.append(Reason(said, f"{DECREE}, Điều 11 khoản 2; Mẫu số 09"))
    return tuition, meals, tuple(reasons)


def repay_due(decision_received: date, *, calendar: Calendar | None = None) -> Deadline:
    """The last day for the worker or the school to pay back."""
    reason = "Hoàn trả tiền bị thu hồi, kể từ ngày nhận quyết định (Mẫu 09)"
    return term("repay_wd", decision_received, reason, calendar=calendar)
