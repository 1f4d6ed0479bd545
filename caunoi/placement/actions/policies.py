"""Proposing a policy of the match, deciding on it by another hand, taking it back."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.placement.choices import PolicyOrigin, PolicyState
from caunoi.placement.models import MatchPolicy
from caunoi.placement.queries.policies import policy_in_force
from caunoi_engine.matching import Policy, ReferralRules
from caunoi_kit.journal.actions import record
from caunoi_kit.ui.formats import day


class CannotPropose(Exception):
    """This policy cannot be proposed; the message says why and what to do."""


class CannotDecide(Exception):
    """The proposal cannot be decided on like this; the message says why and what to do."""


@transaction.atomic
def propose_policy(
    *,
    policy: Policy,
    rules: ReferralRules,
    starts_on: date,
    why: str,
    by: User,
    on: date,
    at: datetime,
    lesson: dict[str, Any] | None = None,
) -> MatchPolicy:
    """Put a policy before another hand; it changes nothing until that hand accepts it.

    Raises CannotPropose for a day gone by, and when it is what holds already or waits already.
    """
    if starts_on < on:
        raise CannotPropose(f"Ngày bắt đầu dùng phải từ hôm nay ({day(on)}) trở đi. Chọn lại ngày.")
    holds = policy_in_force(on=starts_on)
    if (holds.policy, holds.rules) == (policy, rules):
        raise CannotPropose("Chính sách này đang dùng rồi. Đổi ít nhất một mục rồi đề nghị.")
    options, lists = asdict(policy), asdict(rules)
    waiting = MatchPolicy.objects.filter(state=PolicyState.PROPOSED, starts_on=starts_on)
    if any((one.options, one.rules) == (options, lists) for one in waiting):
        raise CannotPropose("Đã có một đề nghị giống hệt đang chờ duyệt. Mở đề nghị đó.")
    made = MatchPolicy.objects.create(
        proposed_by=by,
        proposed_at=at,
        origin=PolicyOrigin.LEARNT if lesson else PolicyOrigin.STATED,
        why=why,
        starts_on=starts_on,
        options=options,
        rules=lists,
        lesson=lesson or {},
    )
    record(
        "placement.policy.proposed",
        by=by,
        about=made,
        detail={"origin": made.origin, "starts_on": starts_on.isoformat()},
    )
    return made


@transaction.atomic
def decide_policy(
    *, policy: MatchPolicy, accept: bool, note: str, by: User, on: date, at: datetime
) -> MatchPolicy:
    """Accept or refuse a proposal. Raises CannotDecide for one's own, and without a reason to
    refuse; decided already, nothing changes.
    """
    locked = MatchPolicy.objects.select_for_update().get(pk=policy.pk)
    if locked.state != PolicyState.PROPOSED:
        return locked
    if locked.proposed_by_id == by.pk:
        raise CannotDecide("Người đề nghị không tự duyệt. Nhờ một trưởng phòng hoặc giám đốc khác.")
    if not accept and not note.strip():
        raise CannotDecide("Ghi lý do không duyệt để người đề nghị biết.")
    locked.state = PolicyState.ACCEPTED if accept else PolicyState.REFUSED
    locked.decided_by, locked.decided_at, locked.note = by, at, note.strip()
    # Accepted after its day, it holds from the day it was accepted: no plan of the past changes.
    locked.starts_on = max(locked.starts_on, on) if accept else locked.starts_on
    locked.save(update_fields=["state", "decided_by", "decided_at", "note", "starts_on"])
    record(
        "placement.policy.accepted" if accept else "placement.policy.refused",
        by=by,
        about=locked,
        detail={"starts_on": locked.starts_on.isoformat()},
    )
    return locked


@transaction.atomic
def take_back_policy(*, policy: MatchPolicy, why: str, by: User, at: datetime) -> MatchPolicy:
    """Take back a proposal or an accepted policy: the one before holds again from the next plan.

    Raises CannotDecide without a reason, and for one that was refused.
    """
    locked = MatchPolicy.objects.select_for_update().get(pk=policy.pk)
    if locked.state == PolicyState.TAKEN_BACK:
        return locked
    if locked.state == PolicyState.REFUSED:
        raise CannotDecide("Đề nghị này không được duyệt: không có gì để rút lại.")
    if not why.strip():
        raise CannotDecide("Ghi lý do rút lại.")
    locked.state, locked.ending = PolicyState.TAKEN_BACK, why.strip()
    locked.ended_by, locked.ended_at = by, at
    locked.save(update_fields=["state", "ending", "ended_by", "ended_at"])
    record("placement.policy.taken_back", by=by, about=locked, detail={})
    return locked
