"""Complaints about decisions: taken in, accepted, answered by somebody who had no part in them."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from caunoi.accounts.models import User
from caunoi.unemployment.choices import NUMBERED
from caunoi.unemployment.choices.benefits import (
    OPEN_COMPLAINTS,
    ComplaintLevel,
    ComplaintState,
    Finding,
)
from caunoi.unemployment.models import Complaint, Decision
from caunoi.unemployment.permissions.benefits import can_answer_first, can_answer_second
from caunoi_kit.journal.actions import record
from caunoi_kit.ui import formats
from caunoi_rules import complaints as law


class CannotComplain(Exception):
    """The complaint cannot go on so; the message says why and what to do."""


@transaction.atomic
def receive_complaint(
    *, decision: Decision, what: str, received_on: date, by: User, at: datetime
) -> Complaint:
    """Take in a first complaint about a signed decision. Raises CannotComplain."""
    if not what.strip():
        raise CannotComplain("Ghi người lao động không đồng ý điều gì.")
    if decision.state not in NUMBERED or decision.signed_on is None:
        raise CannotComplain("Văn bản này chưa được ký nên chưa khiếu nại được.")
    limit = law.file_by(decision.collected_on or decision.signed_on)
    if received_on > limit.day:
        raise CannotComplain(
            f"Đã hết hạn khiếu nại ngày {formats.day(limit.day)} ({limit.article}). "
            "Hướng dẫn người lao động khởi kiện tại toà án nếu muốn."
        )
    return _take_in(
        decision,
        ComplaintLevel.FIRST,
        {"what": what.strip(), "received_on": received_on},
        by=by,
        at=at,
    )


@transaction.atomic
def receive_second(
    *, first: Complaint, what: str, received_on: date, by: User, at: datetime
) -> Complaint:
    """Take in a second complaint, once the first was answered or its term has run out."""
    locked = Complaint.objects.select_for_update().get(pk=first.pk)
    if locked.level != ComplaintLevel.FIRST:
        raise CannotComplain("Đã khiếu nại lần hai. Hướng dẫn khởi kiện tại toà án.")
    run_out = locked.answer_due is not None and received_on > locked.answer_due
    answered = locked.state == ComplaintState.ANSWERED
    if not answered and not run_out:
        raise CannotComplain("Lần đầu chưa trả lời và chưa hết hạn. Chờ trả lời lần đầu.")
    since = locked.answered_on if answered else locked.answer_due
    limit = law.second_by(since or received_on, remote=locked.remote)
    if received_on > limit.day:
        raise CannotComplain(
            f"Đã hết hạn khiếu nại lần hai ngày {formats.day(limit.day)} ({limit.article})."
        )
    return _take_in(
        locked.decision,
        ComplaintLevel.SECOND,
        {"what": what.strip() or locked.what, "received_on": received_on, "first": locked},
        by=by,
        at=at,
    )


@transaction.atomic
def accept_complaint(
    *, complaint: Complaint, on: date, hard: bool, remote: bool, by: User, at: datetime
) -> Complaint:
    """Take a complaint up: the term of the answer begins."""
    locked = _lock(complaint)
    if locked.state == ComplaintState.ACCEPTED:
        return locked
    _refuse_closed(locked)
    locked.state, locked.accepted_on = ComplaintState.ACCEPTED, on
    locked.hard, locked.remote = hard, remote
    second = locked.level == ComplaintLevel.SECOND
    locked.answer_due = law.answer_by(on, second=second, hard=hard, remote=remote).day
    locked.save(update_fields=["state", "accepted_on", "hard", "remote", "answer_due"])
    record("unemployment.complaint.accepted", by=by, about=locked, at=at)
    return locked


@transaction.atomic
def answer_complaint(
    *, complaint: Complaint, finding: str, answer: str, on: date, by: User, at: datetime
) -> Complaint:
    """Answer a complaint. Never by who proposed or approved the decision (the database keeps it).

    The first complaint is answered by the director of the centre, the second by the department.
    """
    locked = _lock(complaint)
    if locked.state == ComplaintState.ANSWERED and locked.answered_by_id == by.pk:
        return locked
    _refuse_closed(locked)
    if locked.state != ComplaintState.ACCEPTED:
        raise CannotComplain("Chưa thụ lý. Ghi ngày thụ lý trước.")
    may = can_answer_second if locked.level == ComplaintLevel.SECOND else can_answer_first
    if not may(by):
        raise CannotComplain(f"{locked.get_level_display()}. Chuyển cho người có thẩm quyền.")
    if by.pk in {locked.proposer_id, locked.approver_id}:
        raise CannotComplain(
            "Anh/chị đã trình hoặc ký quyết định này nên không trả lời khiếu nại về nó. "
            "Chuyển cho người khác có thẩm quyền."
        )
    if finding not in Finding.values or not answer.strip():
        raise CannotComplain("Chọn kết luận và ghi lời trả lời.")
    locked.state, locked.finding, locked.answer = ComplaintState.ANSWERED, finding, answer.strip()
    locked.answered_on, locked.answered_by = on, by
    locked.save(update_fields=["state", "finding", "answer", "answered_on", "answered_by"])
    record(
        "unemployment.complaint.answered", by=by, about=locked, detail={"finding": finding}, at=at
    )
    return locked


@transaction.atomic
def close_complaint(
    *, complaint: Complaint, state: ComplaintState, by: User, at: datetime
) -> Complaint:
    """It is not taken up, or the person takes it back."""
    locked = _lock(complaint)
    if locked.state == state:
        return locked
    _refuse_closed(locked)
    if state not in {ComplaintState.REFUSED, ComplaintState.WITHDRAWN}:
        raise CannotComplain("Chọn không thụ lý hoặc đã rút đơn.")
    locked.state = state
    locked.save(update_fields=["state"])
    record("unemployment.complaint.closed", by=by, about=locked, detail={"state": state}, at=at)
    return locked


def _take_in(
    decision: Decision, level: ComplaintLevel, told: dict[str, Any], *, by: User, at: datetime
) -> Complaint:
    try:
        with transaction.atomic():
            complaint = Complaint.objects.create(
                decision=decision,
                person=decision.person,
                level=level,
                accept_due=law.accept_by(told["received_on"]).day,
                proposer_id=decision.proposed_by_id,
                approver_id=decision.approved_by_id,
                by=by,
                at=at,
                **told,
            )
    except IntegrityError as error:
        raise CannotComplain("Quyết định này đang có khiếu nại chưa giải quyết.") from error
    record(
        "unemployment.complaint.received",
        by=by,
        about=complaint,
        detail={"people": [decision.person_id], "level": str(level)},
        at=at,
    )
    return complaint


def _lock(complaint: Complaint) -> Complaint:
    found = Complaint.objects.select_related("decision", "person")
    return found.select_for_update(of=("self",)).get(pk=complaint.pk)


def _refuse_closed(complaint: Complaint) -> None:
    if complaint.state not in OPEN_COMPLAINTS:
        raise CannotComplain(f"Khiếu nại này {complaint.get_state_display().lower()}.")
