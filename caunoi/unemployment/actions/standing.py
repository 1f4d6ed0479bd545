"""Suspension, resumption and other days of notice: put before those who sign."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from caunoi.accounts.models import User
from caunoi.unemployment.actions.proposals import CannotPropose, propose
from caunoi.unemployment.choices import DecisionKind
from caunoi.unemployment.choices.benefits import NoticeState
from caunoi.unemployment.models import Benefit, BenefitMonth, Decision
from caunoi.unemployment.queries.benefits import to_resume, to_suspend
from caunoi_kit.ui import formats
from caunoi_rules.unemployment import procedure
from caunoi_rules.unemployment.regimes import Regime


@dataclass(frozen=True)
class Proposed:
    """How many decisions were put forward, and which months could not be."""

    count: int
    refused: tuple[str, ...] = ()


def propose_suspensions(*, months: Iterable[BenefitMonth], by: User, at: datetime) -> Proposed:
    """Propose to suspend months without notice (Mẫu 15), each by itself. Twice changes nothing."""
    allowed = set(to_suspend().values_list("pk", flat=True))
    return _propose_each(months, allowed, DecisionKind.SUSPEND, by=by, at=at)


def propose_resumptions(*, months: Iterable[BenefitMonth], by: User, at: datetime) -> Proposed:
    """Propose to go on with benefits whose notices come again (Mẫu 16), each by itself."""
    allowed = set(to_resume().values_list("pk", flat=True))
    return _propose_each(months, allowed, DecisionKind.RESUME, by=by, at=at)


@transaction.atomic
def propose_other_days(
    *,
    months: Sequence[BenefitMonth],
    first: date,
    last: date,
    why: str,
    by: User,
    at: datetime,
) -> Decision:
    """Propose other days of notice for months hit by a disaster (N374 Điều 21 khoản 2).

    One decision for all of them; it stands in the name of the first. Raises CannotPropose.
    """
    if not months:
        raise CannotPropose("Chưa chọn người nào. Đánh dấu người bị ảnh hưởng.")
    if not why.strip():
        raise CannotPropose("Ghi thiên tai, dịch bệnh gì, ở đâu, từ ngày nào.")
    if last < first or any(first > month.ends_on or last < month.starts_on for month in months):
        raise CannotPropose("Ngày mới phải nằm trong tháng hưởng của mọi người đã chọn.")
    head = months[0]
    return propose(
        kind=DecisionKind.MOVE_NOTICE,
        person=head.benefit.person,
        benefit=head.benefit,
        claim=head.benefit.claim,
        content={
            "months": sorted(month.pk for month in months),
            "people": len(months),
            "first": first.isoformat(),
            "last": last.isoformat(),
            "reason": why.strip()[:300],
            "reasons": [[why.strip()[:300], "Nghị định 374/2025/NĐ-CP, Điều 21 khoản 2"]],
        },
        by=by,
        at=at,
    )


def _propose_each(
    months: Iterable[BenefitMonth],
    allowed: set[int],
    kind: DecisionKind,
    *,
    by: User,
    at: datetime,
) -> Proposed:
    done, refused = 0, []
    for month in months:
        if month.pk not in allowed:
            refused.append(f"Tháng thứ {month.k}, hạn {formats.day(month.window_to)}")
            continue
        try:
            with transaction.atomic():
                propose(
                    kind=kind,
                    person=month.benefit.person,
                    benefit=month.benefit,
                    claim=month.benefit.claim,
                    month=month,
                    content=_content(month, kind),
                    by=by,
                    at=at,
                )
        except IntegrityError:  # somebody else proposed it this moment
            continue
        done += 1
    return Proposed(done, tuple(refused))


def _content(month: BenefitMonth, kind: DecisionKind) -> dict:
    """What the paper says (Mẫu 15, 16), as it stands today."""
    benefit = month.benefit
    months = list(benefit.months.order_by("k"))
    suspended = [m for m in months if m.notice_state == NoticeState.MISSED and m.k < month.k]
    used = [m for m in months if m.k < month.k and m.notice_state != NoticeState.MISSED]
    content = {
        "months": benefit.months_granted,
        "used_months": len(used),
        "from_day": month.starts_on.isoformat(),
        **grant_words(benefit),
    }
    if kind == DecisionKind.SUSPEND:
        due = procedure.suspend_due(month.window_to, regime=_regime(benefit))
        said = f"Không thông báo tìm kiếm việc làm tháng thứ {month.k}, "
        said += f"hạn {formats.day(month.window_to)}."
        law = "Luật 74/2025/QH15, Điều 41 khoản 2; Nghị định 374/2025/NĐ-CP, Điều 17"
        content |= {"missed": month.k, "due": due.day.isoformat(), "reasons": [[said, law]]}
        return content
    run: list[BenefitMonth] = []
    for earlier in reversed([m for m in months if m.k < month.k]):
        if earlier.notice_state != NoticeState.MISSED:
            break
        run.append(earlier)
    noticed = month.notice.given_on
    due = procedure.resume_due(noticed, regime=_regime(benefit))
    said = f"Đã thông báo tìm kiếm việc làm tháng thứ {month.k} ngày {formats.day(noticed)}."
    law = "Luật 74/2025/QH15, Điều 41 khoản 3; Nghị định 374/2025/NĐ-CP, Điều 18"
    content |= {
        "suspended_from": (run[-1] if run else month).starts_on.isoformat(),
        "suspended_months": len(suspended),
        "notified": month.k,
        "left_months": benefit.months_granted - month.k + 1,
        "due": due.day.isoformat(),
        "reasons": [[said, law]],
    }
    return content


def grant_words(benefit: Benefit) -> dict[str, str]:
    """Number and day of the decision a benefit rests on, as papers cite it."""
    if benefit.decision is None:
        day = benefit.outside_on.isoformat() if benefit.outside_on else ""
        return {"grant_number": benefit.outside_number, "grant_on": day}
    signed = benefit.decision.signed_on
    return {
        "grant_number": benefit.decision.symbol,
        "grant_on": signed.isoformat() if signed else "",
    }


def _regime(benefit: Benefit) -> Regime:
    return Regime.OLD if benefit.old_law else Regime.NEW
