"""The decision is handed over in its days, or it is cancelled; the claim is taken back in time."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from caunoi.accounts.models import User
from caunoi.unemployment.actions.benefits import CannotOpen, open_benefit
from caunoi.unemployment.actions.decisions import drop_proposal
from caunoi.unemployment.actions.moves import lock_claim, move, refuse_move
from caunoi.unemployment.actions.proposals import CannotPropose, propose
from caunoi.unemployment.choices import ClaimState, DecisionKind, DecisionState, FilingChannel
from caunoi.unemployment.models import Claim, Decision
from caunoi.unemployment.permissions import can_handle_claims
from caunoi.unemployment.queries.clock import left, withdraw_deadline
from caunoi_kit.journal.actions import record
from caunoi_kit.ui import formats


class CannotCollect(Exception):
    """The decision is not handed over; the message says why and what to do."""


class CannotWithdraw(Exception):
    """The claim cannot be taken back; the message says why and what to do."""


@transaction.atomic
def collect(*, claim: Claim, by: User, at: datetime) -> Decision:
    """The person has the decision in hand; the benefit opens. Noted once.

    Raises CannotCollect outside the days of collection.
    """
    locked = lock_claim(claim)
    decision = _grant_of(locked)
    if decision is not None and decision.state == DecisionState.COLLECTED:
        return decision
    on = timezone.localtime(at).date()
    refuse_move(locked, ClaimState.COLLECTED)
    if decision is None or decision.state != DecisionState.APPROVED:
        raise CannotCollect("Hồ sơ này chưa có quyết định được duyệt. Chờ duyệt xong.")
    if decision.window_last is not None and on > decision.window_last:
        raise CannotCollect(
            f"Đã quá hạn nhận ngày {formats.day(decision.window_last)}. "
            "Trình huỷ quyết định; thời gian đóng được bảo lưu."
        )
    move(locked, ClaimState.COLLECTED, at=at)
    locked.save(update_fields=["state", "state_since"])
    decision.state = DecisionState.COLLECTED
    decision.collected_on, decision.collected_noted_by = on, by
    decision.save(update_fields=["state", "collected_on", "collected_noted_by"])
    try:
        open_benefit(decision=decision, by=by, at=at)
    except CannotOpen as refusal:
        raise CannotCollect(str(refusal)) from refusal
    record("unemployment.decision.collected", by=by, about=decision)
    return decision


def note_uncollected(*, on: date, at: datetime) -> int:
    """Every decision whose days of collection are over waits to be cancelled; how many are new."""
    over = Decision.objects.filter(
        kind=DecisionKind.GRANT, state=DecisionState.APPROVED, window_last__lt=on
    )
    return sum(
        _note_one(pk, at=at) for pk in over.order_by("id").values_list("claim_id", flat=True)
    )


@transaction.atomic
def tell_insurance(*, decisions: Iterable[Decision], by: User, at: datetime) -> int:
    """The list of those who did not come has gone to the insurance office; how many are new."""
    on = timezone.localtime(at).date()
    keys = [decision.pk for decision in decisions]
    waiting = Decision.objects.select_for_update().filter(
        pk__in=keys, insurance_told_on__isnull=True, claim__state=ClaimState.UNCOLLECTED
    )
    told = [decision.pk for decision in waiting.order_by("id")]
    Decision.objects.filter(pk__in=told).update(insurance_told_on=on)
    if told:
        record("unemployment.uncollected.told", by=by, detail={"decisions": told})
    return len(told)


@transaction.atomic
def propose_cancel(*, claim: Claim, by: User, at: datetime, wish: bool = False) -> Decision:
    """Propose to cancel a decision that was not fetched, or that the person does not want.

    All months are reserved. A proposal that waits is the answer. Raises CannotPropose.
    """
    if not can_handle_claims(by):
        raise CannotPropose("Chỉ người tiếp nhận hồ sơ được trình. Nhờ đồng nghiệp ở quầy.")
    locked = lock_claim(claim)
    waiting = locked.decisions.filter(kind=DecisionKind.CANCEL, state=DecisionState.PROPOSED)
    if (before := waiting.first()) is not None:
        return before
    refuse_move(locked, ClaimState.CANCELLED)
    grant = _grant_of(locked)
    if grant is None:
        raise CannotPropose("Không có quyết định hưởng nào để huỷ.")
    if locked.state == ClaimState.APPROVED and not wish:
        raise CannotPropose(
            "Chưa hết hạn đến nhận. Chỉ huỷ sớm khi người lao động không muốn hưởng."
        )
    reason = "Người lao động không có nhu cầu hưởng" if wish else "Không đến nhận quyết định"
    total = int(grant.content.get("total_months") or 0)
    return propose(
        kind=DecisionKind.CANCEL,
        person=locked.person,
        claim=locked,
        about=grant,
        content={
            "reason": reason,
            "article": "Nghị định 374/2025/NĐ-CP, Điều 16 khoản 3",
            "grant_number": grant.symbol,
            "grant_on": grant.signed_on.isoformat() if grant.signed_on else None,
            "total_months": total,
            "reserve": total,
        },
        by=by,
        at=at,
    )


@transaction.atomic
def withdraw_claim(*, claim: Claim, by: User, at: datetime) -> Claim:
    """The person does not want the benefit (Mẫu 11), within ten working days of filing.

    A proposal that waits falls with it. Withdrawn already is the answer. Raises CannotWithdraw.
    """
    locked = lock_claim(claim)
    if locked.state == ClaimState.WITHDRAWN:
        return locked
    on = timezone.localtime(at).date()
    refuse_move(locked, ClaimState.WITHDRAWN)
    deadline = withdraw_deadline(locked)
    if deadline is not None and on > deadline.day:
        late = left(deadline, on=on)
        raise CannotWithdraw(
            f"Hạn rút hồ sơ là {formats.day(deadline.day)}, đã {late.said}. "
            f"Không đến nhận thì quyết định bị huỷ và được bảo lưu ({deadline.article})."
        )
    for proposal in locked.decisions.select_for_update().filter(state=DecisionState.PROPOSED):
        drop_proposal(proposal, why="Người lao động rút hồ sơ", by=by, at=at)
    move(locked, ClaimState.WITHDRAWN, at=at)
    locked.withdrawn_on = on
    locked.save(update_fields=["state", "state_since", "withdrawn_on"])
    record("unemployment.claim.withdrawn", by=by, about=locked)
    return locked


@transaction.atomic
def drop_draft(*, claim: Claim, by: User, at: datetime) -> None:
    """Throw away a draft that was never filed; it leaves a line in the journal."""
    locked = lock_claim(claim)
    if locked.state != ClaimState.DRAFT:
        raise CannotWithdraw("Hồ sơ đã nộp, không xoá được. Dùng “Rút hồ sơ” (Mẫu 11).")
    record("unemployment.draft.dropped", by=by, about=locked, detail={"people": [locked.person_id]})
    locked.delete()


@transaction.atomic
def _note_one(claim_id: int, *, at: datetime) -> bool:
    claim = lock_claim(Claim(pk=claim_id))
    if claim.state != ClaimState.APPROVED or claim.channel != FilingChannel.IN_PERSON:
        return False
    move(claim, ClaimState.UNCOLLECTED, at=at)
    claim.save(update_fields=["state", "state_since"])
    record("unemployment.decision.uncollected", by=None, about=claim)
    return True


def _grant_of(claim: Claim) -> Decision | None:
    """The grant of a locked claim that stands, locked."""
    found = claim.decisions.select_for_update(of=("self",)).filter(
        kind=DecisionKind.GRANT,
        state__in=[DecisionState.APPROVED, DecisionState.COLLECTED],
    )
    return found.first()
