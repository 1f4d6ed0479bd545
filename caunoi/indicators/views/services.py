"""The report of all services: plan, the year before, now; every figure opens its records."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from caunoi.indicators.actions import services as actions
from caunoi.indicators.exports import services as exports
from caunoi.indicators.forms.services import PlanForm
from caunoi.indicators.permissions.services import can_plan_services, can_see_services_report
from caunoi.indicators.queries.service_periods import (
    Period,
    ReportDue,
    report_asked,
    service_reports,
    short_words,
    so_far,
    year_before,
)
from caunoi.indicators.queries.services import (
    ALL,
    Line,
    ServicesReport,
    find_row,
    plan_of,
    services_report,
)
from caunoi.indicators.views.requests import GET_OR_POST, SignedIn
from caunoi_kit.office.sending import file_answer
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Column, Link
from caunoi_kit.ui.once import once
from caunoi_kit.ui.paging import PARAMETER

KINDS = {"docx": exports.services_docx, "xlsx": exports.services_xlsx}
NONE = "—"
COLUMNS = [
    Column("Chỉ tiêu"),
    Column("Kế hoạch", figures=True),
    Column("Cùng kỳ năm trước", figures=True),
    Column("Kỳ báo cáo", figures=True),
    Column("% kế hoạch", figures=True),
    Column("Số người", figures=True),
]


@require_safe
@only(can_see_services_report)
def report(request: SignedIn) -> HttpResponse:
    """The form on a page."""
    due = _due(request)
    found = _report(due)
    may_open = can_plan_services(request.user)
    asked = f"?ky={due.before.isoformat()}"
    context: dict[str, Any] = {
        "due": due,
        "report": found,
        "columns": COLUMNS,
        "sections": [
            {
                "section": section,
                "rows": [_row(line, found, asked, may_open) for line in lines],
            }
            for section, lines in found.sections
        ],
        "chips": [
            Link(short_words(each), f"?ky={each.before.isoformat()}", each == due)
            for each in service_reports(timezone.localdate())
        ],
        "docx": reverse("indicators:services_file", args=["docx"]) + asked,
        "xlsx": reverse("indicators:services_file", args=["xlsx"]) + asked,
        "plan_url": reverse("indicators:services_plan") + asked if may_open else "",
    }
    return render(request, "indicators/services.html", context)


@require_safe
@only(can_see_services_report)
def report_file(request: SignedIn, kind: str) -> HttpResponse:
    """The form as a Word file or a sheet."""
    if kind not in KINDS:
        raise Http404
    due = _due(request)
    return file_answer(KINDS[kind](_report(due)), f"mau-01-{due.before.isoformat()}.{kind}")


@require_safe
@only(can_plan_services)
def behind(request: SignedIn, row: str) -> HttpResponse:
    """The records behind a figure."""
    found_row = find_row(row)
    if found_row is None:
        raise Http404
    due = _due(request)
    period = year_before(due.period) if request.GET.get("nam") == "truoc" else due.period
    period = so_far(period, on=timezone.localdate())
    page = actions.read_behind(
        row=found_row, period=period, page=request.GET.get(PARAMETER), by=request.user
    )
    context = {
        "row": found_row,
        "period": period,
        "page": page.page,
        "columns": [Column("Ngày"), Column("Ai"), Column("Việc")],
        "rows": [
            [
                formats.day(line.on) if line.on else "",
                Link(line.whom, line.url) if line.url else line.whom,
                line.what,
            ]
            for line in page.lines
        ],
        "back": f"{reverse('indicators:services')}?ky={due.before.isoformat()}",
    }
    return render(request, "indicators/services_behind.html", context)


@require_http_methods(GET_OR_POST)
@only(can_plan_services)
@once
def set_plan(request: SignedIn) -> HttpResponse:
    """The plan of every row for a period."""
    due = _due(request)
    plans = plan_of(due.period, on=timezone.localdate())
    form = PlanForm(
        request.POST if request.method == "POST" else None,
        rows=ALL,
        initial={row.field: plans.get(row.key) for row in ALL},
    )
    back = f"{reverse('indicators:services')}?ky={due.before.isoformat()}"
    if form.is_valid():
        try:
            changed = actions.set_plan(
                period=due.period,
                figures={row.key: form.cleaned_data[row.field] for row in ALL},
                by=request.user,
                at=timezone.now(),
            )
        except actions.CannotPlan as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Đã ghi kế hoạch: {changed} dòng thay đổi.")
            return redirect(back)
    return render(
        request, "indicators/services_plan.html", {"form": form, "due": due, "back": back}
    )


def _due(request: SignedIn) -> ReportDue:
    return report_asked(request.GET.get("ky", ""), on=timezone.localdate())


def _report(due: ReportDue) -> ServicesReport:
    return services_report(due.period, previous=year_before(due.period), on=timezone.localdate())


def _row(line: Line, found: ServicesReport, asked: str, may_open: bool) -> list[Link | str]:
    percent = formats.percent(line.percent) if line.percent is not None else NONE
    url = reverse("indicators:services_behind", args=[line.row.slug]) + asked if may_open else ""
    before = f"{url}&nam=truoc" if url else ""
    return [
        f"{line.key} {line.label} ({line.unit})",
        _figure(line.plan),
        _opens(line.before, _address(line, found.previous, before)),
        _opens(line.now, _address(line, found.period, url)),
        percent,
        _figure(line.people),
    ]


def _address(line: Line, period: Period, url: str) -> str:
    """The page behind a figure; of one the centre handed in by form, that of the indicator."""
    if not url or period.first not in line.given:
        return url
    days = {"tu": period.first.isoformat(), "den": period.last.isoformat()}
    return f"{reverse('indicators:records', args=[line.row.code])}?{urlencode(days)}"


def _figure(value: int | None) -> str:
    return formats.number(value) if value is not None else NONE


def _opens(value: int | None, url: str) -> Link | str:
    return Link(formats.number(value), url) if value and url else _figure(value)
