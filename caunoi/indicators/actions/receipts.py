"""What is noted of a report due by law, and the messages before its day."""

from datetime import date, datetime
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from caunoi.accounts.choices import Role
from caunoi.accounts.models import User
from caunoi.indicators.choices.reports import ReceiptState
from caunoi.indicators.models import Receipt
from caunoi.indicators.queries.receipts import Due, still_due
from caunoi_kit.journal.actions import record
from caunoi_kit.messaging.actions import send
from caunoi_rules.reports import DueReport

REMIND_DAYS: Final = (10, 3, 0)  # before the last day
LONGEST_NOTE: Final = 300


class CannotNote(Exception):
    """Why a report is not noted so, and what to do now."""


@transaction.atomic
def mark_sent(
    *, report: DueReport, sent_on: date, number: str, by: User, at: datetime, note: str = ""
) -> Receipt:
    """Sent on a day under a number, for the first time or again after it came back."""
    receipt = _locked(report)
    if receipt is not None and receipt.state in {ReceiptState.SENT, ReceiptState.RECEIVED}:
        raise CannotNote(
            f"Báo cáo này đã ghi gửi ngày {receipt.sent_on:%d/%m/%Y}. Nếu bị trả lại thì ghi "
            "trả lại trước, rồi ghi gửi lại."
        )
    if sent_on > timezone.localtime(at).date():
        raise CannotNote(f"Ngày gửi {sent_on:%d/%m/%Y} chưa tới. Ghi sau khi đã gửi.")
    sent = _put(
        report, receipt, ReceiptState.SENT, sent_on=sent_on, number=number, note=note, by=by, at=at
    )
    record("indicators.receipt.sent", by=by, about=sent, detail=_detail(report))
    return sent


@transaction.atomic
def mark_received(*, report: DueReport, note: str, by: User, at: datetime) -> Receipt:
    """Who received it said so."""
    receipt = _locked(report)
    if receipt is None or receipt.state != ReceiptState.SENT:
        raise CannotNote("Chỉ ghi đã nhận được với báo cáo đang ở bước “Đã gửi”. Ghi gửi trước.")
    received = _put(report, receipt, ReceiptState.RECEIVED, note=note, by=by, at=at)
    record("indicators.receipt.received", by=by, about=received, detail=_detail(report))
    return received


@transaction.atomic
def mark_returned(*, report: DueReport, why: str, by: User, at: datetime) -> Receipt:
    """Sent back, with the reason: it is due again."""
    receipt = _locked(report)
    if receipt is None or receipt.state not in {ReceiptState.SENT, ReceiptState.RECEIVED}:
        raise CannotNote("Chưa ghi gửi thì không ghi trả lại được. Ghi gửi trước.")
    if not why.strip():
        raise CannotNote("Ghi vì sao báo cáo bị trả lại, để người làm lại biết sửa gì.")
    back = _put(report, receipt, ReceiptState.RETURNED, note=why.strip(), by=by, at=at)
    record("indicators.receipt.returned", by=by, about=back, detail=_detail(report))
    return back


def _locked(report: DueReport) -> Receipt | None:
    return (
        Receipt.objects.select_for_update(of=("self",))
        .filter(code=report.code, first=report.period.first, last=report.period.last)
        .first()
    )


def _put(
    report: DueReport,
    receipt: Receipt | None,
    state: ReceiptState,
    *,
    by: User,
    at: datetime,
    note: str,
    sent_on: date | None = None,
    number: str | None = None,
) -> Receipt:
    if receipt is None:
        receipt = Receipt(code=report.code, first=report.period.first, last=report.period.last)
    receipt.due_on = report.last_day
    receipt.state, receipt.note, receipt.by, receipt.at = state, note[:LONGEST_NOTE], by, at
    if sent_on is not None:
        receipt.sent_on = sent_on
    if number is not None:
        receipt.number = number
    receipt.save()
    return receipt


def _detail(report: DueReport) -> dict[str, str]:
    return {"code": report.code, "period": report.period.words}


def remind_of_reports(*, on: date, at: datetime) -> int:
    """One message to each head 10, 3 and 0 days before the last day; how many were written.

    A day the software did not run is made up for by the step it was due at; each step goes once.
    """
    soon = still_due(on, date.fromordinal(on.toordinal() + REMIND_DAYS[0]), on=on)
    people = list(
        User.objects.filter(role__in=[Role.HEAD, Role.DEPARTMENT], is_active=True).order_by("pk")
    )
    written = 0
    for due in soon:
        step = min(days for days in REMIND_DAYS if days >= due.days_left)
        for user in people:
            if user.role == Role.HEAD or due.report.by == "department":
                written += _remind(due, user, step, at=at)
    return written


def _remind(due: Due, user: User, step: int, *, at: datetime) -> bool:
    report = due.report
    when = "hôm nay" if due.days_left == 0 else f"còn {due.days_left} ngày"
    message = send(
        kind="indicators.report_due",
        key=f"report-due:{report.code}:{report.period.first}:{report.period.last}:{step}:{user.pk}",
        user=user,
        phone=user.phone,
        email=user.email,
        subject=f"Báo cáo đến hạn {report.last_day:%d/%m/%Y}",
        text=(
            f"{report.title}, {report.period.words}: ngày cuối {report.last_day:%d/%m/%Y} "
            f"({when}). Xem và ghi đã gửi: {settings.CAUNOI_ADDRESS}{due.url}"
        ),
        at=at,
    )
    return message.made_at == at
