"""A benefit ends: reported, worked out, put before those who sign."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from caunoi.unemployment.actions import endings as actions
from caunoi.unemployment.actions.endings import CannotEnd, Happened
from caunoi.unemployment.actions.looking import look
from caunoi.unemployment.actions.proposals import CannotPropose
from caunoi.unemployment.choices.benefits import EndCause, EndSource
from caunoi.unemployment.forms.benefits import EndForm, WhyForm
from caunoi.unemployment.models import EndReport
from caunoi.unemployment.permissions.benefits import can_handle_benefits
from caunoi.unemployment.queries import benefits as asked
from caunoi.unemployment.queries.course import Ending
from caunoi.unemployment.views import benefit_words as shown
from caunoi.unemployment.views.requests import GET_OR_POST, SignedIn
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Pair
from caunoi_kit.ui.once import once
from caunoi_kit.ui.paging import PARAMETER


@require_http_methods(GET_OR_POST)
@only(can_handle_benefits)
@once
def end(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Write down what ends a benefit. «Tính thử» shows days and months, nothing is written."""
    benefit = asked.find_benefit(public_id)
    if benefit is None:
        raise Http404
    form = EndForm(request.POST if request.method == "POST" else None)
    found: Ending | None = None
    if request.POST.get("do") == "try":
        if form.is_valid():
            try:
                found = actions.worked_out(benefit, _happened(form), on=timezone.localdate())
            except CannotEnd as refusal:
                form.add_error(None, str(refusal))
    elif request.method == "POST" and shown.sent(
        request,
        form,
        lambda: actions.report_end(
            benefit=benefit, happened=_happened(form), by=request.user, at=timezone.now()
        ),
        (CannotEnd,),
        "Đã ghi việc chấm dứt. Trình ký ở mục Chấm dứt.",
    ):
        return redirect("unemployment:ends")
    context = {
        "form": form,
        "benefit": benefit,
        "back": shown.benefit_url(benefit),
        "worked": _worked(found) if found else [],
        "reasons": found.reasons if found else [],
    }
    return render(request, "unemployment/end.html", context)


@require_http_methods(GET_OR_POST)
@only(can_handle_benefits)
@once
def ends(request: SignedIn) -> HttpResponse:
    """Endings that wait; three notices missed in a row are taken up with one button."""
    if request.method == "POST":
        count = actions.report_silent(by=request.user, at=timezone.now())
        messages.success(request, f"Đã ghi {count} người ba tháng liền không thông báo.")
        return redirect("unemployment:ends")
    found = look(
        rows=asked.unfinished_ends(),
        person="benefit.person_id",
        page=request.GET.get(PARAMETER),
        by=request.user,
        why="trình chấm dứt hưởng",
    )
    context = {
        "page": found.page,
        "cards": [_card(report) for report in found.rows],
        "silent": asked.silent().count(),
    }
    return render(request, "unemployment/ends.html", context)


@require_POST
@only(can_handle_benefits)
@once
def propose_end(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Put one end before those who sign."""
    report = _report(public_id)
    shown.done_or_said(
        request,
        lambda: actions.propose_end(report=report, by=request.user, at=timezone.now()),
        (CannotPropose,),
        "Đã trình quyết định chấm dứt. Người khác duyệt.",
    )
    return redirect("unemployment:ends")


@require_POST
@only(can_handle_benefits)
@once
def drop_end(request: SignedIn, public_id: UUID) -> HttpResponse:
    """It was not so: the benefit goes on."""
    report, form = _report(public_id), WhyForm(request.POST)
    why = form.cleaned_data["why"] if form.is_valid() else ""
    shown.done_or_said(
        request,
        lambda: actions.drop_report(report=report, why=why, by=request.user, at=timezone.now()),
        (CannotEnd,),
        "Đã thôi xử lý chấm dứt. Người này hưởng tiếp.",
    )
    return redirect("unemployment:ends")


def _happened(form: EndForm) -> Happened:
    told = form.cleaned_data
    source = EndSource.PERSON if told["told_on"] else EndSource.CENTRE
    return Happened(
        cause=EndCause(told["cause"]),
        on=told["on"],
        source=source,
        told_on=told["told_on"],
        job_kind=told["job_kind"] if told["cause"] == EndCause.JOB else "",
        workplace=told["workplace"],
        paper=told["paper"],
        paper_promised=told["paper_promised"],
        note=told["note"],
    )


def _worked(found: Ending) -> list[Pair]:
    due = found.report_due
    return [
        Pair("Chấm dứt từ", formats.day(found.effective_on)),
        Pair("Hạn báo", formats.day(due.day) if due else "không phải báo"),
        Pair("Báo đúng hạn", "có" if found.in_time else "không"),
        Pair("Tháng được hưởng", f"{len(found.months.paid)} tháng"),
        Pair("Tháng tạm dừng", f"{len(found.months.suspended)} tháng"),
        Pair("Bảo lưu", f"{found.reserve.termination} tháng đóng"),
    ]


def _card(report: EndReport) -> dict[str, Any]:
    returned = report.decision is not None and report.decision.state == "RETURNED"
    return {
        "report": report,
        "name": report.benefit.person.full_name,
        "url": shown.benefit_url(report.benefit),
        "waits": report.decision is None or returned,
        "returned_why": report.decision.returned_why if returned and report.decision else "",
        "facts": [
            Pair("Lý do", report.get_cause_display(), note=report.workplace),
            Pair("Chấm dứt từ", formats.day(report.effective_on)),
            Pair("Biết từ", report.get_source_display()),
            Pair("Bảo lưu", f"{report.reserve} tháng đóng"),
        ],
    }


def _report(public_id: UUID) -> EndReport:
    found = EndReport.objects.select_related("benefit__person", "decision")
    report = found.filter(public_id=public_id).first()
    if report is None:
        raise Http404
    return report
