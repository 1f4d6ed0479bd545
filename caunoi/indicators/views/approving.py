"""Pages of whoever approves: forms by period, their units, many at once, back with a reason."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.indicators.actions import submissions as actions
from caunoi.indicators.actions.form_files import NotAllKept, keep_form_file
from caunoi.indicators.choices.figures import Stand, SubmissionState
from caunoi.indicators.exports.figures import all_units_sheet
from caunoi.indicators.forms.approving import ApprovalsFilter
from caunoi.indicators.forms.submissions import CorrectionForm, FileForm, WhyForm, ticked
from caunoi.indicators.imports.figures import Fault, read_form_file
from caunoi.indicators.models import ReportingForm
from caunoi.indicators.permissions.collecting import can_approve, can_correct
from caunoi.indicators.queries.catalogue import reporting_forms
from caunoi.indicators.queries.estimates import estimates_waiting
from caunoi.indicators.queries.filling import units_reporting
from caunoi.indicators.queries.standings import overview, totals_held, years_handed_in
from caunoi.indicators.queries.submissions import (
    Standing,
    form_with,
    owed_by,
    period_for,
    standing_of,
)
from caunoi.indicators.views import submissions_words as shown
from caunoi.indicators.views.requests import GET_OR_POST, SignedIn
from caunoi.indicators.views.submissions import found_sheet, page_of_sheet
from caunoi_kit.office.sending import file_answer
from caunoi_kit.office.sheets import CannotRead
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.once import once
from caunoi_kit.ui.paging import PARAMETER, page_of

MOST_REFUSALS: Final = 3
A_PAGE: Final = 25


@require_safe
@only(can_approve)
def approvals(request: SignedIn) -> HttpResponse:
    """Every form by period: how many units handed in, how many wait, how many are late; of one
    unit, its own forms.
    """
    on = timezone.localdate()
    forms, units = list(reporting_forms()), list(units_reporting(on=on))
    chosen = ApprovalsFilter(
        request.GET or None, years=years_handed_in(on=on), known=forms, units=units
    )
    asked = chosen.asked
    unit, state = asked["unit"], asked["state"]
    found: list[Any]
    row: Callable[[Any, date], list[Any]]
    if unit is not None:
        of_unit = owed_by([unit], on=on, year=asked["year"])
        found = [each for each in of_unit if not state or each.stand(on) == state]
        row, columns = shown.owed_row_alone, shown.OWED
    else:
        of_all = overview(on=on, year=asked["year"])
        found = [each for each in of_all if not state or state in each.stands(on)]
        found.sort(key=lambda each: Stand.WAITING not in each.stands(on))
        row, columns = shown.overview_row, shown.OVERVIEW
    found = [each for each in found if not asked["form"] or each.form.code == asked["form"]]
    page = page_of(request.GET.get(PARAMETER), count=len(found), size=A_PAGE)
    context = {
        "form": chosen,
        "filtered": any(asked.values()),
        "unit": unit,
        "columns": columns,
        "rows": [row(each, on) for each in found[page.part]],
        "page": page,
        "estimates_waiting": estimates_waiting(),
    }
    return render(request, "indicators/approvals.html", context)


@require_safe
@only(can_approve)
def standing(request: SignedIn, form: str, period: str) -> HttpResponse:
    """One form for one period, unit by unit."""
    return _page(request, _standing(form, period))


@require_POST
@only(can_approve)
@once
def approve_many(request: SignedIn, form: str, period: str) -> HttpResponse:
    """Approve the units that were ticked."""
    now = _standing(form, period)
    waiting = {
        each.unit.code: each.owed.submission
        for each in now.units
        if each.owed.state == SubmissionState.SENT
    }
    chosen = ticked(request.POST, "don-vi", waiting)
    if not chosen:
        messages.warning(request, "Chọn ít nhất một đơn vị đang chờ duyệt.")
        return _page(request, now)
    done, refused = actions.approve_many(submissions=chosen, by=request.user, at=timezone.now())
    if done:
        messages.success(request, f"Đã duyệt {formats.number(done)} biểu.")
    for _, why in refused[:MOST_REFUSALS]:
        messages.error(request, why)
    return redirect("indicators:standing", form=form, period=period)


@require_safe
@only(can_approve)
def standing_file(request: SignedIn, form: str, period: str) -> HttpResponse:
    """The form of all units as one sheet."""
    now = _standing(form, period)
    content = all_units_sheet(now.form, now.period, [each.unit for each in now.units])
    return file_answer(content, f"{now.form.code}-{now.period.code}.xlsx")


@require_POST
@only(can_approve)
@once
def standing_upload(request: SignedIn, form: str, period: str) -> HttpResponse:
    """A sheet of many units comes back: kept and handed in, all of it or nothing."""
    now = _standing(form, period)
    dropped = FileForm(request.POST, request.FILES)
    if not dropped.is_valid():
        return _page(request, now, file_form=dropped)
    file = dropped.cleaned_data["file"]
    try:
        read = read_form_file(
            file.read(),
            name=file.name,
            form=now.form,
            period=now.period,
            units=[each.unit for each in now.units],
        )
        if read.faults:
            return _page(request, now, faults=read.faults)
        kept = keep_form_file(
            form=now.form,
            period=now.period,
            values=read.values,
            by=request.user,
            at=timezone.now(),
            hand_in=True,
        )
    except CannotRead as refusal:
        dropped.add_error("file", str(refusal))
        return _page(request, now, file_form=dropped)
    except NotAllKept as refusal:
        faults = [Fault("", unit, why) for unit, why in refusal.faults.items()]
        return _page(request, now, faults=faults)
    n = formats.number
    messages.success(
        request,
        f"Tệp {file.name}: nộp {n(kept.sent)} biểu, {n(len(kept.same))} biểu không đổi. "
        "Người khác duyệt.",
    )
    return redirect("indicators:standing", form=form, period=period)


@require_POST
@only(can_approve)
@once
def decide(request: SignedIn, form: str, unit: str, period: str) -> HttpResponse:
    """Approve one form, send it back, or take its lock off: as the button says."""
    found = found_sheet(request, form, unit, period)
    if found.submission is None:
        raise Http404
    deed = request.POST.get("viec", "")
    said: dict[str, Any] = {"submission": found.submission, "by": request.user}
    why = WhyForm(request.POST)
    if deed != "duyet" and not why.is_valid():
        return page_of_sheet(request, found, why_form=why)
    try:
        if deed == "duyet":
            actions.approve(**said, at=timezone.now())
            done = "Đã duyệt."
        elif deed == "mo-khoa":
            actions.unlock(**said, why=why.cleaned_data["why"])
            done = "Đã mở khoá. Báo cáo đã ký vẫn giữ số cũ."
        else:
            actions.send_back(**said, why=why.cleaned_data["why"], at=timezone.now())
            done = f"Đã trả lại cho {found.unit.name}."
    except actions.CannotHandIn as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(shown.sheet_url(found))


@require_http_methods(GET_OR_POST)
@only(can_correct)
@once
def correct(request: SignedIn, form: str, unit: str, period: str, code: str) -> HttpResponse:
    """Correct one figure that was approved."""
    found = found_sheet(request, form, unit, period)
    line = next((each for each in found.lines if each.indicator.code == code), None)
    if line is None or line.figure is None:
        raise Http404
    asked = CorrectionForm(request.POST or None, definition=line.definition)
    if request.method == "POST" and asked.is_valid():
        try:
            actions.correct(
                figure=line.figure,
                entry=asked.cleaned_data["entry"],
                why=asked.cleaned_data["why"],
                by=request.user,
                at=timezone.now(),
            )
        except actions.CannotHandIn as refusal:
            asked.add_error(None, str(refusal))
        else:
            messages.success(request, "Đã đính chính. Số cũ, lý do và người sửa được giữ lại.")
            return redirect(shown.sheet_url(found))
    context = {
        "sheet": found,
        "back": shown.sheet_url(found),
        "line": shown.correction_words(line),
        "form": asked,
    }
    return render(request, "indicators/correct.html", context)


def _standing(form: str, period: str) -> Standing:
    try:
        what = form_with(form)
        return standing_of(what, period_for(what, period))
    except (ReportingForm.DoesNotExist, ValueError) as error:
        raise Http404 from error


def _page(
    request: SignedIn,
    now: Standing,
    *,
    file_form: FileForm | None = None,
    faults: list[Fault] | None = None,
) -> HttpResponse:
    on = timezone.localdate()
    context = {
        "standing": now,
        "where": {"form": now.form.code, "period": now.period.code},
        "facts": shown.standing_facts(now, totals_held(now), on),
        "rows": [shown.unit_words_of(each, on, request.user) for each in now.units],
        "waiting": now.count(SubmissionState.SENT),
        "file_form": file_form or FileForm(),
        "faults": faults,
        "file_open": bool(file_form or faults),
        "back": reverse("indicators:approvals"),
    }
    return render(request, "indicators/standing.html", context)
