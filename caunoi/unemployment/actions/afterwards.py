"""Money nobody fetched and money that goes back."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.unemployment.actions.benefits import lock_benefit, lock_months
from caunoi.unemployment.actions.proposals import CannotPropose, propose
from caunoi.unemployment.actions.standing import grant_words
from caunoi.unemployment.actions.training_recovery import propose_training_recovery
from caunoi.unemployment.choices import DecisionKind, DecisionState
from caunoi.unemployment.choices.benefits import (
    CAUSE_POINTS,
    EndCause,
    MonthState,
    NoticeState,
    RecoveryState,
)
from caunoi.unemployment.models import Benefit, Decision, Recovery, Repayment, UncollectedMoney
from caunoi.unemployment.queries.computation import USED
from caunoi_kit.journal.actions import record
from caunoi_kit.ui import formats
from caunoi_rules.unemployment import procedure
from caunoi_rules.unemployment.recovery import repay_due
from caunoi_rules.unemployment.regimes import Regime
from caunoi_rules.unemployment.reserve import reserve_after


class CannotNote(Exception):
    """This cannot be written down; the message says why and what to do."""


@transaction.atomic
def note_uncollected(
    *,
    benefit: Benefit,
    months: Sequence[int],
    letter: str,
    told_on: date,
    by: User,
    at: datetime,
) -> UncollectedMoney:
    """Social insurance says whose money lies there (Mẫu 13): which months, and what is reserved.

    Raises CannotNote before three months after the end of the benefit, or for a month that no
    signed list holds.
    """
    locked = lock_benefit(benefit)
    before = UncollectedMoney.objects.filter(benefit=locked, letter=letter.strip()).first()
    if before is not None:
        return before
    regime = Regime.OLD if locked.old_law else Regime.NEW
    limit = procedure.uncollected_limit(locked.ends_on, regime=regime)
    if told_on <= limit.day:
        raise CannotNote(
            f"Chưa hết hạn nhận tiền: {limit.words} Chỉ bảo lưu sau ngày {formats.day(limit.day)}."
        )
    rows = lock_months(locked)
    listed = [row for row in rows if row.k in set(months)]
    if not listed or len(listed) != len(set(months)):
        raise CannotNote("Chọn ít nhất một tháng của lần hưởng này.")
    if wrong := [row for row in listed if row.state != MonthState.CLEARED]:
        raise CannotNote(
            f"Tháng thứ {wrong[0].k} {wrong[0].get_state_display().lower()}: chưa duyệt chi thì "
            "không thể là tiền không nhận. Xem lại văn bản của bảo hiểm xã hội."
        )
    found = reserve_after(
        total=locked.total_months,
        granted=locked.months_granted,
        received=sum(row.state == MonthState.CLEARED for row in rows) - len(listed),
        suspended=sum(row.notice_state == NoticeState.MISSED for row in rows),
        uncollected=len(listed),
        odd=locked.reserve_at_start,
        cause=CAUSE_POINTS[EndCause(locked.end_cause)] if locked.end_cause else "",
        reported=bool(locked.reserve_at_end),
        regime=regime,
        readings=USED,
    )
    noted = UncollectedMoney.objects.create(
        benefit=locked,
        letter=letter.strip(),
        told_on=told_on,
        months=sorted(set(months)),
        reserve=found.uncollected,
        due_on=procedure.reserve_decision_due(told_on, regime=regime).day,
        reasons=[[reason.text, reason.article] for reason in found.reasons],
        by=by,
        at=at,
    )
    record("unemployment.uncollected.noted", by=by, about=noted, at=at)
    return noted


@transaction.atomic
def propose_reserve(*, noted: UncollectedMoney, by: User, at: datetime) -> Decision:
    """Put the reservation of unfetched months before those who sign (Mẫu 14)."""
    benefit = lock_benefit(noted.benefit)
    locked = UncollectedMoney.objects.select_for_update().get(pk=noted.pk)
    if locked.decision is not None and locked.decision.state != DecisionState.RETURNED:
        return locked.decision
    decision = propose(
        kind=DecisionKind.RESERVE,
        person=benefit.person,
        benefit=benefit,
        claim=benefit.claim,
        content={
            "reserved_months": locked.reserve,
            "reserve_total": benefit.reserve_at_start
            + (benefit.reserve_at_end or 0)
            + locked.reserve,
            "unpaid_months": len(locked.months),
            "unfetched": locked.months,
            "months": benefit.months_granted,
            "letter": locked.letter,
            "reasons": locked.reasons,
            "due": locked.due_on.isoformat(),
            **grant_words(benefit),
        },
        by=by,
        at=at,
    )
    locked.decision = decision
    locked.save(update_fields=["decision"])
    return decision


@transaction.atomic
def propose_recovery(
    *, recovery: Recovery, violation_paper: str, by: User, at: datetime
) -> Decision:
    """Put the recovery of money before those who sign (Mẫu 09). Twice finds the first."""
    if recovery.benefit is None:
        return propose_training_recovery(recovery=recovery, by=by, at=at)
    benefit = lock_benefit(recovery.benefit)
    locked = Recovery.objects.select_for_update().get(pk=recovery.pk)
    if locked.decision is not None and locked.decision.state != DecisionState.RETURNED:
        return locked.decision
    if locked.state not in {RecoveryState.OPEN, RecoveryState.PROPOSED}:
        raise CannotPropose("Khoản này đã xử lý xong. Mở trang trợ cấp để xem.")
    paid = [m for m in lock_months(benefit) if m.state == MonthState.CLEARED]
    decision = propose(
        kind=DecisionKind.RECOVER,
        person=benefit.person,
        benefit=benefit,
        claim=benefit.claim,
        content={
            "total": sum(month.amount for month in paid),
            "amount": locked.amount,
            "months_back": locked.months,
            "reason": locked.why,
            "violation_paper": violation_paper.strip(),
            "reasons": [[locked.why, "Nghị định 374/2025/NĐ-CP, Điều 38; Mẫu số 09"]],
            **grant_words(benefit),
        },
        by=by,
        at=at,
    )
    locked.decision, locked.state = decision, RecoveryState.PROPOSED
    locked.save(update_fields=["decision", "state"])
    return decision


@transaction.atomic
def note_recovery_received(*, recovery: Recovery, on: date, by: User, at: datetime) -> Recovery:
    """The person has the decision: ten working days to repay begin."""
    locked = Recovery.objects.select_for_update().get(pk=recovery.pk)
    if locked.state != RecoveryState.DECIDED:
        raise CannotNote("Chưa có quyết định thu hồi được ký. Trình ký trước.")
    if locked.received_on is None:
        locked.received_on, locked.due_on = on, repay_due(on).day
        locked.save(update_fields=["received_on", "due_on"])
        record("unemployment.recovery.received", by=by, about=locked, at=at)
    return locked


@transaction.atomic
def note_repayment(
    *, recovery: Recovery, amount: int, paid_on: date, paper: str, by: User, at: datetime
) -> Recovery:
    """A part or all of the money has come back, by its paper. The same paper counts once."""
    locked = Recovery.objects.select_for_update().get(pk=recovery.pk)
    if Repayment.objects.filter(recovery=locked, paper=paper.strip()).exists():
        return locked
    if locked.state != RecoveryState.DECIDED:
        raise CannotNote("Chỉ ghi tiền trả sau khi có quyết định thu hồi được ký.")
    left = locked.amount - locked.repaid
    if not 0 < amount <= left:
        raise CannotNote(f"Còn phải trả {formats.money(left)}. Ghi số tiền từ 1 đ đến mức đó.")
    if not paper.strip():
        raise CannotNote("Ghi số chứng từ nộp tiền.")
    Repayment.objects.create(
        recovery=locked, amount=amount, paid_on=paid_on, paper=paper.strip(), by=by, at=at
    )
    locked.repaid += amount
    if locked.repaid == locked.amount:
        locked.state = RecoveryState.REPAID
    locked.save(update_fields=["repaid", "state"])
    record("unemployment.recovery.repaid", by=by, about=locked, detail={"amount": amount}, at=at)
    return locked
