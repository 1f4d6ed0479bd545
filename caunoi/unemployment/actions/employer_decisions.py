"""Decisions about employers: approved by another than who proposed, numbered, in effect."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from caunoi.accounts.models import User
from caunoi.unemployment.actions.decisions import CannotApprove
from caunoi.unemployment.actions.employer_support import (
    CannotSupport,
    lock_support,
    move_support,
)
from caunoi.unemployment.actions.numbers import next_number
from caunoi.unemployment.choices import DecisionState, Series
from caunoi.unemployment.choices.training import RecoverWhy, SupportDecisionKind, SupportState
from caunoi.unemployment.models import EmployerSupport, SupportDecision, Trainee
from caunoi.unemployment.permissions import can_approve
from caunoi.unemployment.queries.employer_support import compute_plan, plan_snapshot
from caunoi_kit.journal.actions import record
from caunoi_rules.unemployment import employer_training as law


@transaction.atomic
def approve_support(*, decision: SupportDecision, by: User, at: datetime) -> SupportDecision:
    """Approve somebody else's proposal: it gets its number and takes effect.

    Approved already by the same person is the answer. Raises CannotApprove.
    """
    support = lock_support(decision.support)
    locked = SupportDecision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if locked.state == DecisionState.APPROVED and locked.approved_by_id == by.pk:
        return locked
    if not can_approve(by):
        raise CannotApprove("Chỉ trưởng phòng, giám đốc hoặc Sở được duyệt.")
    if locked.proposed_by_id == by.pk:
        raise CannotApprove("Người trình không tự duyệt được. Nhờ người có quyền duyệt khác.")
    if locked.state != DecisionState.PROPOSED:
        raise CannotApprove(f"Văn bản này {locked.get_state_display().lower()}. Mở lại hồ sơ.")
    on = timezone.localtime(at).date()
    _check_again(locked, support, on)
    locked.state = DecisionState.APPROVED
    locked.year, locked.number = on.year, next_number(Series.DECISION, on.year)
    locked.approved_by, locked.approved_at, locked.signed_on = by, at, on
    locked.save()
    _take_effect(locked, support, at)
    record("unemployment.support.approved", by=by, about=locked, detail={"kind": locked.kind})
    return locked


@transaction.atomic
def send_back_support(
    *, decision: SupportDecision, why: str, by: User, at: datetime
) -> SupportDecision:
    """Send a proposal back with the reason; the file is in the hands of the desk again."""
    if not can_approve(by):
        raise CannotApprove("Chỉ người duyệt được trả lại văn bản trình.")
    if not why.strip():
        raise CannotApprove("Ghi vì sao trả lại, để người trình biết cần sửa gì.")
    support = lock_support(decision.support)
    locked = SupportDecision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if locked.state == DecisionState.RETURNED:
        return locked
    if locked.state != DecisionState.PROPOSED:
        raise CannotApprove(
            f"Văn bản này {locked.get_state_display().lower()}, không trả lại được."
        )
    locked.state, locked.returned_by = DecisionState.RETURNED, by
    locked.returned_why = why.strip()[:300]
    locked.save(update_fields=["state", "returned_by", "returned_why"])
    if support.state == SupportState.PROPOSED:
        move_support(support, SupportState.RECEIVED, at)
    elif locked.why == RecoverWhy.SURPLUS:  # the accounts are looked at again
        move_support(support, SupportState.PAID, at)
    elif locked.why == RecoverWhy.UNKEPT:  # and so is what happened to the worker
        Trainee.objects.filter(pk=locked.content["trainee"]).update(
            left_on=None, leaving="", told_on=None
        )
    record("unemployment.support.sent_back", by=by, about=locked)
    return locked


@transaction.atomic
def note_decision_received(
    *, decision: SupportDecision, on: date, by: User, at: datetime
) -> SupportDecision:
    """The employer has the decision to pay back: five working days begin."""
    locked = _recovery(decision)
    if locked.received_on is None:
        locked.received_on, locked.due_on = on, law.repay_due(on).day
        locked.save(update_fields=["received_on", "due_on"])
        record("unemployment.support.recovery_received", by=by, about=locked)
    return locked


@transaction.atomic
def note_support_repaid(
    *, decision: SupportDecision, on: date, paper: str, by: User, at: datetime
) -> SupportDecision:
    """The money is back in the fund, by its paper. Once."""
    locked = _recovery(decision)
    if locked.repaid_on is not None:
        return locked
    if not paper.strip():
        raise CannotSupport("Ghi số chứng từ nộp tiền.")
    if locked.signed_on and on < locked.signed_on:
        raise CannotSupport("Ngày hoàn trả không trước ngày ký quyết định thu hồi.")
    locked.repaid_on, locked.repaid_paper = on, paper.strip()
    locked.save(update_fields=["repaid_on", "repaid_paper"])
    record("unemployment.support.repaid", by=by, about=locked)
    return locked


def _recovery(decision: SupportDecision) -> SupportDecision:
    locked = SupportDecision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if locked.kind != SupportDecisionKind.RECOVER or locked.state != DecisionState.APPROVED:
        raise CannotSupport("Chỉ ghi khi quyết định thu hồi đã được ký.")
    return locked


def _check_again(decision: SupportDecision, support: EmployerSupport, on: date) -> None:
    """What was proposed still comes out on the day of signing."""
    if decision.kind not in {SupportDecisionKind.GRANT, SupportDecisionKind.REFUSE}:
        return
    found = compute_plan(support, on=on)
    granted = decision.kind == SupportDecisionKind.GRANT
    same = (found.workers, found.amount) == (decision.workers, decision.amount)
    if found.verdict.eligible != granted or (granted and not same):
        raise CannotApprove("Số liệu đã khác lúc trình. Trả lại để trình lại.")
    decision.content = plan_snapshot(found)


def _take_effect(decision: SupportDecision, support: EmployerSupport, at: datetime) -> None:
    kind = decision.kind
    if kind == SupportDecisionKind.GRANT:
        move_support(support, SupportState.GRANTED, at)
    elif kind == SupportDecisionKind.REFUSE:
        move_support(support, SupportState.REFUSED, at)
    elif kind == SupportDecisionKind.CANCEL:
        if support.insurance_told_on is not None:
            raise CannotApprove(
                "Quyết định hỗ trợ đã gửi bảo hiểm xã hội. Trả lại, rồi trình thu hồi (Mẫu 29)."
            )
        move_support(support, SupportState.CANCELLED, at)
        support.decisions.filter(
            kind=SupportDecisionKind.GRANT, state=DecisionState.APPROVED
        ).update(state=DecisionState.CANCELLED)
    elif decision.why == RecoverWhy.UNNEEDED:
        move_support(support, SupportState.RECOVERED, at)
