"""Reports due by law: the calendar of all of them, and the way of one."""

from datetime import date, timedelta
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from caunoi.indicators.actions import receipts as actions
from caunoi.indicators.choices.reports import ReceiptState
from caunoi.indicators.forms.receipts import AnswerForm, SentForm
from caunoi.indicators.models import Receipt
from caunoi.indicators.permissions.receipts import (
    can_note_reports,
    can_see_due_reports,
    can_see_sums,
)
from caunoi.indicators.queries.receipts import (
    Due,
    address_of,
    find_due,
    report_calendar,
    title_of,
)
from caunoi.indicators.views.requests import GET_OR_POST, SignedIn
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Badge, Column, Link, Pair
from caunoi_kit.ui.once import once

SOON: Final = 10  # days
DUE: Final = [
    Column("Báo cáo"),
    Column("Kỳ"),
    Column("Ngày cuối"),
    Column("Còn lại"),
    Column("Nơi gửi"),
]
GONE: Final = [Column("Báo cáo"), Column("Gửi ngày"), Column("Số"), Column("Tình trạng")]
BADGES: Final = {
    ReceiptState.DUE: Badge("info", "clock", str(ReceiptState.DUE.label)),
    ReceiptState.SENT: Badge("good", "check", str(ReceiptState.SENT.label)),
    ReceiptState.RECEIVED: Badge("good", "check", str(ReceiptState.RECEIVED.label)),
    ReceiptState.RETURNED: Badge("bad", "warn", str(ReceiptState.RETURNED.label)),
}


@require_safe
@only(can_see_due_reports)
def calendar(request: SignedIn) -> HttpResponse:
    """What has to go out by when, what comes in, what went out last."""
    found = report_calendar(on=timezone.localdate())
    context: dict[str, Any] = {
        "found": found,
        "soonest": found.soonest,
        "columns": DUE,
        "own": [_row(due) for due in found.own],
        "others": [_row(due) for due in found.others],
        "gone_columns": GONE,
        "gone": [_gone(receipt) for receipt in found.gone],
    }
    return render(request, "indicators/receipts.html", context)


@require_http_methods(GET_OR_POST)
@only(can_see_due_reports)
@once
def receipt(request: SignedIn, code: str, before: str) -> HttpResponse:
    """One report: its law, its days, its way; noting that it went out or came back."""
    due = _due(code, before)
    may_note = can_note_reports(request.user)
    sent = SentForm(
        initial={"sent_on": due.on, "number": due.receipt.number if due.receipt else ""}
    )
    answer = AnswerForm()
    if request.method == "POST":
        if not may_note:
            raise Http404
        if request.POST.get("viec") == "gui":
            sent = SentForm(request.POST)
        else:
            answer = AnswerForm(request.POST)
        if _noted(request, due, sent, answer):
            return redirect(due.url)
    context = {
        "due": due,
        "badge": _badge(due),
        "facts": _facts(due),
        "sent": sent if may_note and not due.is_out else None,
        "answer": answer if may_note and due.is_out else None,
        "may_receive": due.state == ReceiptState.SENT,
        "made_at": due.made_at if can_see_sums(request.user) else "",
    }
    return render(request, "indicators/receipt.html", context)


def _noted(request: SignedIn, due: Due, sent: SentForm, answer: AnswerForm) -> bool:
    """Write down what the form says; False when it has to be shown again."""
    form = sent if sent.is_bound else answer
    if not form.is_valid():
        return False
    said, by, at = form.cleaned_data, request.user, timezone.localtime()
    try:
        if form is sent:
            actions.mark_sent(report=due.report, **said, by=by, at=at)
            words = f"Đã ghi gửi ngày {formats.day(said['sent_on'])}."
        elif request.POST.get("viec") == "nhan":
            actions.mark_received(report=due.report, note=said["note"], by=by, at=at)
            words = "Đã ghi nơi nhận đã nhận được báo cáo."
        else:
            actions.mark_returned(report=due.report, why=said["note"], by=by, at=at)
            words = "Đã ghi báo cáo bị trả lại. Sửa rồi ghi gửi lại."
    except actions.CannotNote as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, words)
    return True


def _due(code: str, before: str) -> Due:
    try:
        day = date.fromisoformat(before)
    except ValueError:
        raise Http404 from None
    found = find_due(code, day, on=timezone.localdate())
    if found is None:
        raise Http404
    return found


def _row(due: Due) -> list[Any]:
    report = due.report
    return [
        Link(report.title, due.url),
        report.period.words,
        formats.day(report.last_day),
        _badge(due),
        due.from_whom,
    ]


def _badge(due: Due) -> Badge:
    """Its state when it is out or came back, else how many days are left."""
    if due.state != ReceiptState.DUE:
        return BADGES[due.state]
    if due.days_left < 0:
        return Badge("bad", "warn", f"trễ {-due.days_left} ngày")
    words = "hạn hôm nay" if due.days_left == 0 else f"còn {due.days_left} ngày"
    return Badge("warn" if due.days_left <= SOON else "info", "clock", words)


def _gone(receipt: Receipt) -> list[Any]:
    url = address_of(receipt.code, receipt.due_on + timedelta(days=1))
    sent_on = formats.day(receipt.sent_on) if receipt.sent_on else ""
    late = receipt.sent_on is not None and receipt.sent_on > receipt.due_on
    return [
        Link(title_of(receipt), url),
        f"{sent_on} (trễ hạn)" if late else sent_on,
        receipt.number,
        BADGES[ReceiptState(receipt.state)],
    ]


def _facts(due: Due) -> list[Pair]:
    report, noted = due.report, due.receipt
    facts = [
        Pair(
            "Kỳ báo cáo",
            f"{formats.day(report.period.first)} đến {formats.day(report.period.last)}",
        ),
        Pair("Ngày cuối", formats.day(report.last_day)),
        Pair("Nơi gửi", due.from_whom),
        Pair("Nơi nhận", due.to_whom),
        Pair("Căn cứ", report.law, note="" if report.confirmed else "chưa xác nhận với văn bản"),
    ]
    if report.note:
        facts.append(Pair("Cách hiểu", report.note))
    if noted and noted.sent_on:
        facts.append(Pair("Đã gửi", formats.day(noted.sent_on), note=noted.number))
    if noted and noted.note:
        facts.append(Pair("Ghi chú", noted.note))
    if noted and noted.by:
        facts.append(Pair("Người ghi", noted.by.full_name, note=formats.moment(noted.at)))
    return facts
