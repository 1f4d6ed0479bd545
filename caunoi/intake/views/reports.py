"""Pages of the reports of firms: hand one in, its receipt, who is late, the sums of 02/PLI."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from caunoi.accounts.choices import FRONT_OFFICE, Role
from caunoi.employers.actions.reports import CannotReport, send_labour_counts, tell_change
from caunoi.employers.models import Employer
from caunoi.employers.permissions import is_employer
from caunoi.employers.queries import employers_of, find_employer
from caunoi.employers.queries import reports as asked
from caunoi.intake.choices.files import Schema
from caunoi.intake.forms.reports import ChangeForm, CountsForm, ReportFileForm
from caunoi.intake.permissions.files import (
    can_open_report,
    can_read_receipts,
    can_remind_firms,
    can_report,
    can_report_for,
    can_see_reports,
)
from caunoi.intake.queries import reminders as late
from caunoi.intake.queries.files.uploads import open_uploads
from caunoi.intake.views import files_words
from caunoi.intake.views import reports_words as shown
from caunoi.intake.views.files import receive
from caunoi.intake.views.reminders import morning
from caunoi.intake.views.requests import GET_OR_POST, SignedIn
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Link
from caunoi_kit.ui.once import once
from caunoi_kit.ui.paging import PARAMETER, page_of

A_PAGE: Final = 50
PERIOD: Final = "ky"
KIND: Final = "loai"
LATE, CAME = "chua", "da"


@require_safe
@only(is_employer)
def my_reports(request: SignedIn) -> HttpResponse:
    """The firms somebody reports for; the only one opens at once."""
    firms = list(employers_of(request.user))
    if len(firms) == 1:
        return redirect("intake:firm_reports", public_id=firms[0].public_id)
    return render(request, "intake/my_reports.html", {"firms": firms})


@require_http_methods(GET_OR_POST)
@only(can_report)
@once
def firm_reports(request: SignedIn, public_id: UUID) -> HttpResponse:
    """What a firm owes and has sent; a file is handed in here."""
    firm, on = _firm(request, public_id), timezone.localdate()
    periods = asked.periods_around(on)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ReportFileForm(*sent, periods=periods)
    if form.is_valid():
        schema = Schema(form.cleaned_data["schema"])
        labour = schema == Schema.LABOUR_USE
        upload = receive(
            request,
            form.cleaned_data["file"],
            None,
            schema=schema,
            employer=firm,
            due_before=form.cleaned_data["due_before"] if labour else None,
        )
        return redirect("intake:upload", public_id=upload.public_id)
    reports = list(asked.reports_of(firm)[:20])
    latest = next((each for each in reports if each.state == "SENT"), None)
    context = {
        "firm": firm,
        "form": form,
        "dues": [
            (period, shown.due_badge(period, asked.report_in_force(firm, period), on=on))
            for period in periods[:2]
        ],
        "notice": shown.notice_words(latest),
        "open": [
            files_words.open_task(each)
            for each in open_uploads(request.user)
            if each.upload.employer_id == firm.pk
        ],
        "columns": shown.SENT,
        "rows": [
            *(shown.labour_row(each) for each in reports),
            *(shown.foreign_row(each) for each in asked.foreign_reports_of(firm)[:10]),
            *(shown.change_row(each) for each in asked.changes_of(firm)[:10]),
        ],
        "staff": request.user.role in FRONT_OFFICE,
        "remind": _reminding(firm, on) if can_remind_firms(request.user) else None,
    }
    return render(request, "intake/firm_reports.html", context)


@require_http_methods(GET_OR_POST)
@only(can_report)
@once
def firm_counts(request: SignedIn, public_id: UUID) -> HttpResponse:
    """01/PLI by form: counts alone, which have to add up."""
    firm, on = _firm(request, public_id), timezone.localdate()
    latest = asked.reports_of(firm).first()
    form = CountsForm(
        request.POST if request.method == "POST" else None,
        periods=asked.periods_around(on),
        initial=dict(shown.first_counts(latest)),
    )
    if form.is_valid():
        period = asked.period_due(form.cleaned_data["due_before"])
        try:
            if period is None:
                raise CannotReport("Kỳ này không có báo cáo. Chọn lại kỳ.")
            report = send_labour_counts(
                employer=firm,
                period=period,
                counts=form.counts(),
                by=request.user,
                at=timezone.now(),
            )
        except CannotReport as refusal:
            _refuse(form, refusal)
        else:
            messages.success(request, f"Đã nhận báo cáo, số {report.number}.")
            return redirect("intake:receipt", kind="lao-dong", public_id=report.public_id)
    context = {"firm": firm, "form": form, "groups": shown.groups_of(form)}
    return render(request, "intake/firm_counts.html", context)


@require_http_methods(GET_OR_POST)
@only(can_report)
@once
def firm_change(request: SignedIn, public_id: UUID) -> HttpResponse:
    """A notice of many workers more or less."""
    firm, on = _firm(request, public_id), timezone.localdate()
    latest = asked.reports_of(firm).filter(state="SENT").first()
    initial = {"on": on, "before": latest.total if latest is not None else None}
    form = ChangeForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            change = tell_change(
                employer=firm, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except CannotReport as refusal:
            _refuse(form, refusal)
        else:
            messages.success(request, f"Đã nhận thông báo, số {change.number}.")
            return redirect("intake:receipt", kind="bien-dong", public_id=change.public_id)
    context = {"firm": firm, "form": form, "least": asked.notice_from(on=on)}
    return render(request, "intake/firm_change.html", context)


@require_safe
@only(can_read_receipts)
def receipt(request: SignedIn, kind: str, public_id: UUID) -> HttpResponse:
    """What was received, to be printed: counts, no names."""
    found = asked.find_report(kind, public_id)
    if found is None or not can_open_report(request.user, found.employer):
        raise Http404
    context = {
        "found": found,
        "badge": shown.badge_of(kind, found),
        "groups": shown.receipt_pairs(kind, found),
        "notice": shown.notice_words(found) if kind == "lao-dong" else "",
        "may_report": can_report_for(request.user, found.employer),
        "titles": {
            "lao-dong": "Báo cáo sử dụng lao động (01/PLI)",
            "nuoc-ngoai": "Danh sách lao động nước ngoài",
            "bien-dong": "Thông báo biến động lao động",
        }[kind],
    }
    return render(request, "intake/receipt.html", context)


@require_safe
@only(can_see_reports)
def reports(request: SignedIn) -> HttpResponse:
    """Who has reported for a period and who is late, and what it adds up to (02/PLI)."""
    on = timezone.localdate()
    periods = asked.periods_around(on)
    period = _period(request.GET.get(PERIOD, ""), periods)
    kind = request.GET.get(KIND, "")
    sent = {LATE: False, CAME: True}.get(kind)
    found = asked.standing(period, sent=sent)
    page = page_of(request.GET.get(PARAMETER), count=found.count(), size=A_PAGE)
    firms = list(found[page.part])
    came = asked.reports_by_employer(firms, period)
    use = asked.labour_use(period.first, period.last)
    reminded = late.reminded_at(firms, at=timezone.now())
    may_open = request.user.role != Role.DEPARTMENT
    context = {
        "period": period,
        "use": use,
        "late": use.owing - use.reported if late.is_late(period, on=on) else 0,
        "run_out": late.lists_run_out(on),
        "remind": _to_remind(period) if can_remind_firms(request.user) else 0,
        "periods": [
            Link(
                each.words[0].upper() + each.words[1:],
                f"?{PERIOD}={each.before.isoformat()}",
                current=each == period,
            )
            for each in periods
        ],
        "tabs": _tabs(period, kind, use),
        "columns": shown.STANDING,
        "rows": [
            [
                *shown.standing_row(firm, came.get(firm.pk), period, on=on, may_open=may_open),
                shown.day_of(reminded.get(firm.pk)),
            ]
            for firm in firms
        ],
        "sums": shown.SUMS,
        "sum_rows": shown.sums_rows(use),
        "page": page,
    }
    return render(request, "intake/reports.html", context)


def _to_remind(period: asked.ReportPeriod) -> int:
    """How many late firms nobody has reminded today."""
    now = timezone.now()
    firms = late.late_firms(period, on=timezone.localdate(now))
    return late.unreminded(firms, since=morning(now)).count()


def _reminding(firm: Employer, on: date) -> dict[str, Any] | None:
    """What staff see on the page of a late firm: of which period, and when it was reminded."""
    now, period = timezone.now(), late.late_period(on)
    if not late.lateness_of([firm], period, on=on):
        return None
    last = late.reminded_at([firm], at=now).get(firm.pk)
    today = last is not None and last >= morning(now)
    return {"period": period, "last": last, "today": today}


def _tabs(period: asked.ReportPeriod, kind: str, use: asked.LabourUse) -> list[Link]:
    here = f"?{PERIOD}={period.before.isoformat()}"
    missing = use.owing - use.reported
    return [
        Link(f"Tất cả ({use.owing})", here, current=kind not in {LATE, CAME}),
        Link(f"Chưa gửi ({missing})", f"{here}&{KIND}={LATE}", current=kind == LATE),
        Link(f"Đã gửi ({use.reported})", f"{here}&{KIND}={CAME}", current=kind == CAME),
    ]


def _period(said: str, periods: list[asked.ReportPeriod]) -> asked.ReportPeriod:
    try:
        before = date.fromisoformat(said)
    except ValueError:
        return periods[0]
    return next((each for each in periods if each.before == before), periods[0])


def _refuse(form: Any, refusal: CannotReport) -> None:
    for name, why in refusal.fields.items():
        form.add_error(name, why)
    if not refusal.fields:
        form.add_error(None, str(refusal))


def _firm(request: SignedIn, public_id: UUID) -> Employer:
    """The firm of the address; one of somebody else is missing, as one that never was."""
    found = find_employer(public_id)
    if found is None or not can_report_for(request.user, found):
        raise Http404
    return found
