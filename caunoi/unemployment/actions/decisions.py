"""Decisions of every kind: one person proposes, another approves, the number comes with that.

Rows are locked in one order (claim, decision, book of numbers), the journal comes last.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from caunoi.accounts.models import User
from caunoi.unemployment.actions import effects
from caunoi.unemployment.actions.benefits import CannotOpen, open_benefit
from caunoi.unemployment.actions.letters import tell_cancelled, tell_ready, tell_refused
from caunoi.unemployment.actions.moves import CannotMove, lock_claim, move, refuse_move
from caunoi.unemployment.actions.numbers import next_number
from caunoi.unemployment.actions.proposals import CannotPropose, propose
from caunoi.unemployment.actions.slips import give_slip
from caunoi.unemployment.actions.training_effects import (
    check_training,
    hold_training,
    reopen_training,
    settle_training,
)
from caunoi.unemployment.choices import (
    OF_A_CLAIM,
    ClaimState,
    DecisionKind,
    DecisionState,
    FilingChannel,
    Series,
)
from caunoi.unemployment.models import (
    Benefit,
    Claim,
    Decision,
    NumberBook,
    TrainingSupport,
)
from caunoi.unemployment.permissions import can_approve, can_handle_claims
from caunoi.unemployment.queries.clock import answer_window, test_deadline
from caunoi.unemployment.queries.computation import (
    Computation,
    NotComputed,
    compute,
    snapshot,
)
from caunoi.unemployment.queries.obstacles import obstacles
from caunoi_kit.journal.actions import record
from caunoi_kit.ui import formats

FIGURES = ("amount", "months", "total_months", "reserve", "start")


class CannotApprove(Exception):
    """The decision is not approved; the message says why and what to do."""


@dataclass(frozen=True)
class Refused:
    """A decision of many that was not approved, and why."""

    decision: Decision
    why: str


@transaction.atomic
def propose_outcome(*, claim: Claim, by: User, at: datetime) -> Decision:
    """Propose what the law gives: the benefit, or the refusal with its reasons.

    A proposal that waits already is the answer. Raises CannotPropose.
    """
    if not can_handle_claims(by):
        raise CannotPropose("Chỉ người tiếp nhận hồ sơ được trình. Nhờ đồng nghiệp ở quầy.")
    locked = lock_claim(claim)
    waiting = locked.decisions.filter(state=DecisionState.PROPOSED, kind__in=OF_A_CLAIM).first()
    if waiting is not None:
        return waiting
    on = timezone.localtime(at).date()
    refuse_move(locked, ClaimState.PROPOSED)
    found = _computed(locked, on)
    if found.eligible and (stopping := obstacles(locked)):
        raise CannotPropose(f"Chưa trình được. {stopping[0]}")
    kind = DecisionKind.GRANT if found.eligible else DecisionKind.REFUSE
    move(locked, ClaimState.PROPOSED, at=at)
    locked.save(update_fields=["state", "state_since"])
    try:
        with transaction.atomic():
            return propose(
                kind=kind,
                person=locked.person,
                claim=locked,
                content=snapshot(found),
                by=by,
                at=at,
            )
    except IntegrityError as error:
        raise CannotPropose("Hồ sơ này vừa có người khác trình. Mở lại trang để xem.") from error


@transaction.atomic
def approve(*, decision: Decision, by: User, at: datetime) -> Decision:
    """Approve a proposal of somebody else: it gets its number and takes effect.

    Approved already by the same person is the answer. Raises CannotApprove.
    """
    if decision.claim_id:
        lock_claim(Claim(pk=decision.claim_id))
    hold_training(decision)
    locked = _lock(decision)
    if locked.state in {DecisionState.APPROVED, DecisionState.COLLECTED}:
        if locked.approved_by_id == by.pk:
            return locked
        raise CannotApprove(f"Văn bản này đã được duyệt, số {locked.symbol}.")
    _refuse_hands(locked, by)
    on = timezone.localtime(at).date()
    claim = lock_claim(locked.claim) if locked.claim else None
    if claim is not None and locked.kind in OF_A_CLAIM:
        _check_again(locked, claim, by=by, on=on)
    elif locked.training_id and locked.kind != DecisionKind.RECOVER:
        check_training(locked, on=on)
    locked.state = DecisionState.APPROVED
    locked.year, locked.number = on.year, next_number(Series.DECISION, on.year)
    locked.approved_by, locked.approved_at, locked.signed_on = by, at, on
    locked.save()
    if locked.kind in OF_A_CLAIM and claim is not None:
        _settle(locked, claim, by=by, at=at)
    elif locked.training_id and locked.kind != DecisionKind.RECOVER:
        settle_training(locked, by=by, at=at)
    else:
        effects.take_effect(decision=locked, by=by, at=at)
    record(
        "unemployment.decision.approved",
        by=by,
        about=locked,
        detail={"kind": locked.kind, "people": [locked.person_id]},
    )
    return locked


@transaction.atomic
def approve_many(
    *, decisions: Iterable[Decision], by: User, at: datetime
) -> tuple[list[Decision], list[Refused]]:
    """Approve several: each by itself, so that one that cannot be stops no other.

    All rows are locked before the first is written: the journal, which comes last in each, would
    otherwise be held while the next one waits.
    """
    decisions = sorted(decisions, key=lambda each: each.pk)
    _lock_all(decisions)
    done: list[Decision] = []
    refused: list[Refused] = []
    for decision in decisions:
        try:
            done.append(approve(decision=decision, by=by, at=at))
        except (CannotApprove, CannotMove) as refusal:
            refused.append(Refused(decision, str(refusal)))
    return done, refused


@transaction.atomic
def send_back(*, decision: Decision, why: str, by: User, at: datetime) -> Decision:
    """Send a proposal back to whoever made it, with the reason; the claim is open again."""
    if not can_approve(by):
        raise CannotApprove("Chỉ người duyệt được trả lại văn bản trình.")
    why = why.strip()
    if not why:
        raise CannotApprove("Ghi vì sao trả lại, để người trình biết cần sửa gì.")
    claim = lock_claim(decision.claim) if decision.claim else None
    hold_training(decision)
    locked = _lock(decision)
    if locked.state == DecisionState.RETURNED:
        return locked
    drop_proposal(locked, why=why, by=by, at=at)
    if claim is not None and claim.state == ClaimState.PROPOSED:
        move(claim, ClaimState.RECEIVED, at=at)
        claim.save(update_fields=["state", "state_since"])
    reopen_training(locked, at=at)
    record("unemployment.decision.sent_back", by=by, about=locked)
    return locked


def drop_proposal(locked: Decision, *, why: str, by: User, at: datetime) -> None:
    """A locked proposal is not decided. Raises CannotApprove when it is decided already."""
    if locked.state != DecisionState.PROPOSED:
        raise CannotApprove(
            f"Văn bản này {locked.get_state_display().lower()}, không trả lại được."
        )
    locked.state = DecisionState.RETURNED
    locked.returned_by, locked.returned_at, locked.returned_why = by, at, why[:300]
    locked.save(update_fields=["state", "returned_by", "returned_at", "returned_why"])


def _lock(decision: Decision) -> Decision:
    return (
        Decision.objects.select_for_update(of=("self",))
        .select_related("claim__person", "person", "about", "training")
        .get(pk=decision.pk)
    )


def _lock_all(decisions: Sequence[Decision]) -> None:
    claims = {each.claim_id for each in decisions if each.claim_id}
    files = {each.training_id for each in decisions if each.training_id}
    benefits = {each.benefit_id for each in decisions if each.benefit_id}
    for rows in (
        Claim.objects.filter(pk__in=claims),
        TrainingSupport.objects.filter(pk__in=files),
        Benefit.objects.filter(pk__in=benefits),
        Decision.objects.filter(pk__in=[each.pk for each in decisions]),
        NumberBook.objects.filter(series=Series.DECISION),
    ):
        list(rows.order_by("pk").select_for_update().values_list("pk", flat=True))


def _refuse_hands(decision: Decision, by: User) -> None:
    """Proposed by one, approved by another who may (trust B10)."""
    if not can_approve(by):
        raise CannotApprove("Chỉ trưởng phòng, giám đốc hoặc Sở được duyệt.")
    if decision.proposed_by_id == by.pk:
        raise CannotApprove("Người trình không tự duyệt được. Nhờ người có quyền duyệt khác.")
    if decision.state != DecisionState.PROPOSED:
        raise CannotApprove(
            f"Văn bản này {decision.get_state_display().lower()}. Xem lại hồ sơ rồi trình lại."
        )


def _computed(claim: Claim, on: date) -> Computation:
    if claim.completed_on is None:
        raise CannotPropose(
            "Hồ sơ chưa đủ giấy tờ. Đánh dấu giấy đã nhận, hoặc gửi phiếu yêu cầu bổ sung."
        )
    found = compute(claim, on=on)
    if isinstance(found, NotComputed):
        raise CannotPropose(f"Chưa tính được. {found.faults[0]}")
    return found


def _check_again(decision: Decision, claim: Claim, *, by: User, on: date) -> None:
    """What was proposed still comes out, and the days of the law have passed."""
    if decision.kind == DecisionKind.CANCEL:
        refuse_move(claim, ClaimState.CANCELLED)
        return
    last_test = test_deadline(claim)
    granted = decision.kind == DecisionKind.GRANT
    if granted and last_test is not None and on <= last_test.day:
        raise CannotApprove(
            f"Chưa hết 10 ngày làm việc chờ việc làm, đến hết {formats.day(last_test.day)}. "
            f"Duyệt từ ngày làm việc sau đó ({last_test.article})."
        )
    if granted and (stopping := obstacles(claim)):
        raise CannotApprove(f"Chưa duyệt được. {stopping[0]} Trả lại để xem lại.")
    _move_window(claim, by=by, on=on)
    try:
        found = _computed(claim, on)
    except CannotPropose as refusal:
        raise CannotApprove(f"{refusal} Trả lại để xem lại.") from refusal
    fresh = snapshot(found)
    if found.eligible != granted or any(
        fresh[name] != decision.content.get(name) for name in FIGURES
    ):
        raise CannotApprove(
            "Số liệu đã khác lúc trình, có thể vì quy định đổi. Trả lại để trình lại."
        )
    decision.content = fresh


def _move_window(claim: Claim, *, by: User, on: date) -> None:
    """A decision signed after the first day of the slip is fetched in days that begin later."""
    slip = getattr(claim, "slip", None)
    if slip is None:
        give_slip(claim, by=by, on=on)
    elif slip.first_day <= on:
        window = answer_window(claim, not_before=on)
        slip.first_day, slip.last_day = window.first, window.last
        slip.save(update_fields=["first_day", "last_day"])
    claim.refresh_from_db()


def _open(decision: Decision, *, by: User, at: datetime) -> None:
    try:
        open_benefit(decision=decision, by=by, at=at)
    except CannotOpen as refusal:
        raise CannotApprove(str(refusal)) from refusal


def _settle(decision: Decision, claim: Claim, *, by: User, at: datetime) -> None:
    """What the approval of a decision on a claim does to the claim."""
    on = timezone.localtime(at).date()
    if decision.kind == DecisionKind.REFUSE:
        move(claim, ClaimState.REFUSED, at=at)
        tell_refused(claim, decision, at=at)
    elif decision.kind == DecisionKind.CANCEL:
        move(claim, ClaimState.CANCELLED, at=at)
        if decision.about is not None:
            Decision.objects.filter(pk=decision.about.pk).update(
                state=DecisionState.CANCELLED, cancelled_on=on
            )
        tell_cancelled(claim, decision, at=at)
    elif claim.channel == FilingChannel.IN_PERSON:
        move(claim, ClaimState.APPROVED, at=at)
        decision.window_first, decision.window_last = claim.slip.first_day, claim.slip.last_day
        decision.save(update_fields=["window_first", "window_last"])
        tell_ready(claim, decision, at=at)
    else:
        move(claim, ClaimState.COLLECTED, at=at)
        decision.state = DecisionState.COLLECTED
        decision.collected_on, decision.collected_noted_by = on, by
        decision.save(update_fields=["state", "collected_on", "collected_noted_by"])
        _open(decision, by=by, at=at)
        tell_ready(claim, decision, at=at)
    claim.save(update_fields=["state", "state_since"])
