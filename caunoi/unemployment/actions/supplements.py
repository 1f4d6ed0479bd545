"""What is missing is asked for in writing, and the clock stands still until it is there."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from caunoi.accounts.models import User
from caunoi.unemployment.actions.intake import note_papers
from caunoi.unemployment.actions.letters import tell_received, tell_supplement
from caunoi.unemployment.actions.moves import lock_claim, move
from caunoi.unemployment.actions.numbers import next_number
from caunoi.unemployment.actions.slips import give_slip
from caunoi.unemployment.choices import (
    CircumstanceKind,
    CircumstanceSource,
    ClaimState,
    PaperKind,
    PaperState,
    Series,
)
from caunoi.unemployment.models import Circumstance, Claim, SupplementRequest
from caunoi.unemployment.queries.case import HANDED_IN, values_of
from caunoi_kit.journal.actions import record
from caunoi_kit.ui import editing, formats


class CannotAsk(Exception):
    """The request cannot be made or answered; the message says why and what to do."""


@transaction.atomic
def ask_supplement(
    *, claim: Claim, what: str, papers: Iterable[str] = (), by: User, at: datetime
) -> SupplementRequest:
    """Ask the person for what is missing (N374 Mẫu 03); the claim is complete no longer.

    A request that is still open is the answer.
    """
    locked = lock_claim(claim)
    if (before := locked.supplements.filter(answered_on__isnull=True).first()) is not None:
        return before
    missing = [kind for kind in papers if kind in PaperKind.values]
    words = "; ".join([*(PaperKind(kind).label for kind in missing), *([what] if what else [])])
    if not words:
        raise CannotAsk("Chưa ghi cần bổ sung gì. Chọn giấy tờ hoặc ghi vào ô.")
    on = timezone.localtime(at).date()
    move(locked, ClaimState.SUPPLEMENT, at=at)
    locked.completed_on = None
    locked.save(update_fields=["state", "state_since", "completed_on"])
    locked.papers.filter(kind__in=missing).update(state=PaperState.MISSING)
    request = SupplementRequest.objects.create(
        claim=locked,
        year=on.year,
        number=next_number(Series.SUPPLEMENT, on.year),
        what=words[:1_000],
        papers=missing,
        asked_on=on,
        asked_by=by,
    )
    tell_supplement(locked, what=words, number=request.number, at=at)
    record("unemployment.supplement.asked", by=by, about=locked, detail={"papers": missing})
    return request


@transaction.atomic
def answer_supplement(*, claim: Claim, papers: Iterable[str], by: User, at: datetime) -> Claim:
    """What was missing is there: the clock runs again from this day.

    Raises CannotAsk while a needed paper is still missing.
    """
    locked = lock_claim(claim)
    request = locked.supplements.filter(answered_on__isnull=True).first()
    if request is None:
        if locked.state == ClaimState.RECEIVED and locked.completed_on:
            return locked
        raise CannotAsk("Không có phiếu yêu cầu bổ sung nào đang chờ.")
    on = timezone.localtime(at).date()
    there = {*papers, *values_of(locked)[HANDED_IN]}
    if still := [kind for kind in request.papers if kind not in there]:
        words = ", ".join(PaperKind(kind).label.lower() for kind in still)
        raise CannotAsk(f"Còn thiếu: {words}. Đánh dấu khi đã nhận đủ.")
    note_papers(locked, there, by=by, at=at)
    request.answered_on, request.answered_by = on, by
    request.save(update_fields=["answered_on", "answered_by"])
    move(locked, ClaimState.RECEIVED, at=at)
    _complete(locked, by=by, at=at)
    record("unemployment.supplement.answered", by=by, about=locked)
    return locked


@transaction.atomic
def complete_claim(*, claim: Claim, papers: Iterable[str], by: User, at: datetime) -> Claim:
    """The last papers were handed in without a request in writing: complete from this day."""
    locked = lock_claim(claim)
    if locked.completed_on is not None:
        return locked
    if locked.state != ClaimState.RECEIVED:
        raise CannotAsk("Hồ sơ không ở bước tiếp nhận. Mở lại trang để xem đang ở bước nào.")
    note_papers(locked, {*papers, *values_of(locked)[HANDED_IN]}, by=by, at=at)
    missing = locked.papers.filter(state=PaperState.MISSING)
    if still := [paper.get_kind_display().lower() for paper in missing]:
        raise CannotAsk(f"Còn thiếu: {', '.join(still)}. Nhận đủ rồi mới ghi đủ hồ sơ.")
    _complete(locked, by=by, at=at)
    record("unemployment.claim.completed", by=by, about=locked)
    return locked


@transaction.atomic
def ask_insurance(*, claim: Claim, by: User, at: datetime) -> Claim:
    """The months wait for the insurance office. The clock goes on: only a request stops it."""
    locked = lock_claim(claim)
    if locked.state == ClaimState.INSURANCE:
        return locked
    move(locked, ClaimState.INSURANCE, at=at)
    locked.save(update_fields=["state", "state_since"])
    record("unemployment.insurance.asked", by=by, about=locked)
    return locked


@transaction.atomic
def insurance_answered(*, claim: Claim, by: User, at: datetime) -> Claim:
    """The insurance office answered; the rows are filled in on the page of the claim."""
    locked = lock_claim(claim)
    if locked.state == ClaimState.RECEIVED:
        return locked
    if locked.state != ClaimState.INSURANCE:
        raise CannotAsk("Hồ sơ này không chờ bảo hiểm xã hội.")
    move(locked, ClaimState.RECEIVED, at=at)
    locked.save(update_fields=["state", "state_since"])
    record("unemployment.insurance.answered", by=by, about=locked)
    return locked


@transaction.atomic
def note_circumstance(
    *,
    claim: Claim,
    kind: CircumstanceKind,
    on: date,
    source: CircumstanceSource,
    by: User,
    at: datetime,
) -> Circumstance:
    """Something happened after the filing that may rule the benefit out; noted once."""
    locked = lock_claim(claim)
    if not locked.is_open or locked.state == ClaimState.APPROVED:
        raise CannotAsk("Hồ sơ đã có kết quả. Ghi việc này ở trang Trợ cấp của người đó.")
    if locked.ended_on is not None and on < locked.ended_on:
        raise CannotAsk(f"Ngày {formats.day(on)} trước ngày chấm dứt hợp đồng. Xem lại ngày.")
    found, new = Circumstance.objects.get_or_create(
        claim=locked,
        kind=kind,
        on=on,
        defaults={"source": source, "noted_by": by, "noted_at": at},
    )
    if new:
        record("unemployment.circumstance.noted", by=by, about=locked, detail={"kind": kind})
    return found


@transaction.atomic
def keep_notes(*, claim: Claim, notes: str, before: str, by: User, at: datetime) -> Claim:
    """Save the notes of the clerks; somebody else's newer notes are never overwritten."""
    locked = lock_claim(claim)
    editing.refuse_overwriting(before, current={"notes": locked.notes}, typed={"notes": notes})
    if locked.notes != notes:
        locked.notes = notes
        locked.save(update_fields=["notes"])
        record("unemployment.claim.noted", by=by, about=locked)
    return locked


def _complete(claim: Claim, *, by: User, at: datetime) -> None:
    on = timezone.localtime(at).date()
    claim.completed_on = on
    claim.save(update_fields=["state", "state_since", "completed_on"])
    slip = give_slip(claim, by=by, on=on)
    tell_received(claim, answer_by=slip.first_day, at=at)
