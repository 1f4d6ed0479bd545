"""What stands in the way of a grant, and what a clerk has to look at before saving."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from caunoi.placement.choices import ApplicationState
from caunoi.placement.models import Application
from caunoi.unemployment.choices import CircumstanceKind, ClaimState, DecisionKind, DecisionState
from caunoi.unemployment.choices.benefits import STANDING_BENEFITS
from caunoi.unemployment.models import Benefit, Claim, Decision
from caunoi.unemployment.queries.clock import filing_deadline
from caunoi_kit.ui import formats
from caunoi_rules.calendar import provisional, working_days_between


@dataclass(frozen=True)
class Caution:
    """Something to look at: "bad" stops a grant, "warn" only asks for a look."""

    kind: Literal["bad", "warn"]
    text: str
    article: str = ""


def obstacles(claim: Claim) -> list[str]:
    """What stops a grant whatever the sum says: another benefit runs, or was granted for this."""
    return [each.text for each in _overlaps(claim)]


def warnings(claim: Claim, *, on: date) -> list[Caution]:
    """All that a clerk looks at before saving. Five queries."""
    return [
        *_overlaps(claim),
        *_late(claim, on),
        *_working(claim),
        *_elsewhere(claim),
        *_earlier(claim),
    ]


def _overlaps(claim: Claim) -> list[Caution]:
    running = Benefit.objects.filter(
        person=claim.person_id, state__in=sorted(STANDING_BENEFITS)
    ).first()
    if running is None:
        return []
    return [
        Caution(
            "bad",
            "Người này đang hưởng trợ cấp thất nghiệp đến "
            f"{formats.day(running.ends_on)}. Chấm dứt lần hưởng đó trước.",
        )
    ]


def _late(claim: Claim, on: date) -> list[Caution]:
    deadline = filing_deadline(claim)
    done = claim.completed_on or claim.filed_on or on
    if deadline is None or done <= deadline.day:
        return []
    days = working_days_between(deadline.day, done, calendar=provisional())
    return [
        Caution(
            "bad",
            f"Quá hạn nộp {days} ngày làm việc: hạn cuối là {formats.day(deadline.day)}.",
            deadline.article,
        )
    ]


def _working(claim: Claim) -> list[Caution]:
    found = [
        Caution("bad", f"Đã ghi có việc làm từ {formats.day(each.on)}.")
        for each in claim.circumstances.filter(kind=CircumstanceKind.JOB)
    ]
    if claim.ended_on is None:
        return found
    hires = Application.objects.filter(
        person=claim.person_id, state=ApplicationState.HIRED, hired_on__gt=claim.ended_on
    ).select_related("vacancy__employer")
    return found + [
        Caution(
            "warn",
            f"Trung tâm ghi người này nhận việc ở {hire.vacancy.employer.name} "
            f"ngày {formats.day(hire.hired_on)}. Hỏi lại rồi ghi vào hồ sơ.",
        )
        for hire in hires[:3]
        if hire.hired_on
    ]


def _elsewhere(claim: Claim) -> list[Caution]:
    """Somebody registered in another province may have filed there (trap: any province will do)."""
    home = claim.person.permanent_place
    if home is None or home.parent is None or home.parent.code == claim.province:
        return []
    return [
        Caution(
            "warn",
            f"Thường trú ở {home.parent.name}. Hỏi xem có nộp hồ sơ ở tỉnh đó không.",
        )
    ]


def _earlier(claim: Claim) -> list[Caution]:
    """The same work was decided once already."""
    if claim.ended_on is None:
        return []
    before = (
        Decision.objects.filter(
            person=claim.person_id,
            kind=DecisionKind.GRANT,
            state__in=[DecisionState.APPROVED, DecisionState.COLLECTED],
            claim__ended_on__gte=claim.ended_on,
        )
        .exclude(claim=claim.pk)
        .exclude(claim__state=ClaimState.CANCELLED)
        .first()
    )
    if before is None:
        return []
    return [
        Caution(
            "bad",
            f"Quyết định {before.symbol} đã tính thời gian đóng đến ngày này hoặc sau đó. "
            "Xem lại quá trình đóng.",
        )
    ]
