"""A benefit ends before its time: reported, worked out by the law, put before those who sign."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from caunoi.accounts.models import User
from caunoi.unemployment.actions.benefits import lock_benefit
from caunoi.unemployment.actions.proposals import CannotPropose, propose
from caunoi.unemployment.actions.standing import grant_words
from caunoi.unemployment.choices import DecisionKind, DecisionState
from caunoi.unemployment.choices.benefits import (
    OPEN_REPORTS,
    STANDING_BENEFITS,
    BenefitState,
    EndCause,
    EndSource,
    JobKind,
    ReportState,
)
from caunoi.unemployment.models import Benefit, Decision, EndReport
from caunoi.unemployment.queries.benefits import silent
from caunoi.unemployment.queries.course import Ending, course_of
from caunoi_kit.journal.actions import record
from caunoi_kit.ui import formats


class CannotEnd(Exception):
    """The ending cannot be written down; the message says why and what to do."""


@dataclass(frozen=True)
class Happened:
    """What ended the benefit, as it was told (Mẫu 17) or found."""

    cause: EndCause
    on: date
    source: EndSource = EndSource.PERSON
    told_on: date | None = None
    job_kind: str = ""
    workplace: str = ""
    paper: str = ""
    paper_promised: bool = False
    note: str = ""


@transaction.atomic
def report_end(*, benefit: Benefit, happened: Happened, by: User, at: datetime) -> EndReport:
    """Write down what ends a benefit, with the days and months the law makes of it.

    Raises CannotEnd when the benefit does not run, ends already, or the day lies outside it.
    """
    locked = lock_benefit(benefit)
    on = timezone.localtime(at).date()
    if locked.state not in (*STANDING_BENEFITS, BenefitState.MOVED, BenefitState.FINISHED):
        raise CannotEnd(
            f"Việc hưởng này {locked.get_state_display().lower()}. Không ghi chấm dứt nữa."
        )
    found = worked_out(locked, happened, on=on)
    try:
        with transaction.atomic():
            report = EndReport.objects.create(
                benefit=locked,
                cause=happened.cause,
                job_kind=happened.job_kind,
                source=happened.source,
                happened_on=happened.on,
                told_on=happened.told_on,
                report_due=found.report_due.day if found.report_due else None,
                effective_on=found.effective_on,
                in_time=found.in_time,
                keeps_reserve=found.keeps,
                reserve=found.reserve.termination,
                workplace=happened.workplace.strip(),
                paper=happened.paper.strip(),
                paper_promised=happened.paper_promised,
                reasons=found.reasons,
                note=happened.note.strip(),
                by=by,
                at=at,
            )
    except IntegrityError as error:
        raise CannotEnd(
            "Việc hưởng này đang được xử lý chấm dứt. Mở trang trợ cấp để xem."
        ) from error
    record(
        "unemployment.end.reported",
        by=by,
        about=report,
        detail={"people": [locked.person_id], "cause": report.cause},
        at=at,
    )
    return report


def worked_out(benefit: Benefit, happened: Happened, *, on: date) -> Ending:
    """What the law makes of an ending, before anything is written. Raises CannotEnd."""
    if happened.on > on or (happened.told_on is not None and happened.told_on > on):
        raise CannotEnd("Ngày này chưa đến. Ghi khi việc đã xảy ra.")
    if happened.cause == EndCause.JOB and happened.job_kind not in JobKind.values:
        raise CannotEnd("Chọn có việc làm theo giấy tờ nào: hợp đồng, quyết định, đăng ký.")
    found = course_of(benefit).end(
        happened.cause,
        happened_on=happened.on,
        told_on=happened.told_on,
        job_kind=happened.job_kind,
    )
    if found is None:
        raise CannotEnd(
            "Chủ hộ kinh doanh hoặc doanh nghiệp: tính từ ngày người đó báo bắt đầu hoạt động. "
            "Ghi ngày báo."
        )
    if not benefit.starts_on <= found.effective_on <= benefit.ends_on:
        raise CannotEnd(
            f"Ngày chấm dứt {formats.day(found.effective_on)} nằm ngoài thời gian hưởng, từ "
            f"{formats.day(benefit.starts_on)} đến {formats.day(benefit.ends_on)}. "
            "Việc xảy ra trước khi hưởng: xem lại hồ sơ, quyết định có thể phải huỷ."
        )
    return found


@transaction.atomic
def propose_end(*, report: EndReport, by: User, at: datetime) -> Decision:
    """Put the end of a benefit before those who sign (Mẫu 18). Twice finds the first.

    The months are worked out again: notices may have come since. Raises CannotPropose.
    """
    benefit = lock_benefit(report.benefit)
    locked = EndReport.objects.select_for_update().get(pk=report.pk)
    if locked.decision is not None and locked.decision.state != DecisionState.RETURNED:
        return locked.decision
    if locked.state not in OPEN_REPORTS:
        raise CannotPropose("Việc chấm dứt này đã xử lý xong. Mở trang trợ cấp để xem.")
    found = course_of(benefit).end(
        EndCause(locked.cause),
        happened_on=locked.happened_on,
        told_on=locked.told_on,
        job_kind=locked.job_kind,
    )
    if found is None:
        raise CannotPropose("Chưa có ngày báo bắt đầu kinh doanh. Ghi ngày báo rồi trình.")
    decision = propose(
        kind=DecisionKind.END,
        person=benefit.person,
        benefit=benefit,
        claim=benefit.claim,
        content=_content(benefit, locked, found),
        by=by,
        at=at,
    )
    locked.decision, locked.state = decision, ReportState.PROPOSED
    locked.reserve, locked.keeps_reserve = found.reserve.termination, found.keeps
    locked.reasons = found.reasons
    locked.save(update_fields=["decision", "state", "reserve", "keeps_reserve", "reasons"])
    return decision


@transaction.atomic
def drop_report(*, report: EndReport, why: str, by: User, at: datetime) -> EndReport:
    """It was not so after all: the benefit goes on. Raises CannotEnd once it is before a signer."""
    if not why.strip():
        raise CannotEnd("Ghi vì sao thôi xử lý chấm dứt.")
    lock_benefit(report.benefit)
    locked = EndReport.objects.select_for_update().get(pk=report.pk)
    if locked.state == ReportState.DROPPED:
        return locked
    waiting = locked.decision is not None and locked.decision.state != DecisionState.RETURNED
    if waiting or locked.state not in OPEN_REPORTS:
        raise CannotEnd("Đã trình ký. Nhờ người ký trả lại trước, rồi thôi xử lý.")
    locked.state, locked.note = ReportState.DROPPED, why.strip()[:300]
    locked.save(update_fields=["state", "note"])
    record("unemployment.end.dropped", by=by, about=locked, at=at)
    return locked


def report_silent(*, by: User, at: datetime) -> int:
    """Write down the end of every benefit with three notices missed in a row; how many are new."""
    count = 0
    for benefit in silent():
        since = course_of(benefit).silent_since
        if since is None:
            continue
        happened = Happened(EndCause.NO_NOTICE, since, EndSource.NOTICES)
        try:
            report_end(benefit=benefit, happened=happened, by=by, at=at)
        except CannotEnd:  # reported by somebody else this moment
            continue
        count += 1
    return count


def _content(benefit: Benefit, report: EndReport, found: Ending) -> dict:
    """What the paper says (Mẫu 18)."""
    return {
        "from_day": found.effective_on.isoformat(),
        "cause": report.cause,
        "reason": report.get_cause_display(),
        "months": benefit.months_granted,
        "used_months": len(found.months.paid),
        "suspended_months": len(found.months.suspended),
        "reserved_months": found.reserve.termination,
        "reserve_total": found.reserve.total,
        "in_time": found.in_time,
        "reasons": found.reasons,
        "readings": found.readings,
        **grant_words(benefit),
    }
