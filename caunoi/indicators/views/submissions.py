"""Pages of forms: what a unit owes, one form filled in as a grid or as a file, handing it in."""

from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.accounts.models import User
from caunoi.indicators.actions import submissions as actions
from caunoi.indicators.actions.form_files import NotAllKept, keep_form_file
from caunoi.indicators.choices.figures import SubmissionState
from caunoi.indicators.exports.figures import one_unit_sheet
from caunoi.indicators.forms.submissions import FigureField, FiguresForm, FileForm, WhyForm
from caunoi.indicators.imports.figures import Fault, read_form_file
from caunoi.indicators.models import ReportingForm, ReportingUnit
from caunoi.indicators.permissions.collecting import (
    can_approve,
    can_fill,
    can_fill_forms,
    can_see_form,
    can_see_forms,
)
from caunoi.indicators.queries.filling import units_filled_by
from caunoi.indicators.queries.submissions import (
    Sheet,
    corrections_of,
    form_with,
    owed_by,
    period_for,
    sheet_of,
    values_of_submission,
)
from caunoi.indicators.queries.unusual import contradictions_of, jump_words
from caunoi.indicators.views import submissions_words as shown
from caunoi.indicators.views.requests import GET_OR_POST, SignedIn
from caunoi.places.models import Place
from caunoi.places.queries import province
from caunoi_kit.office.sending import file_answer
from caunoi_kit.office.sheets import CannotRead
from caunoi_kit.ui import editing, formats
from caunoi_kit.ui.access import only, require
from caunoi_kit.ui.cards import Link
from caunoi_kit.ui.once import once

OPEN: Final = frozenset({SubmissionState.OPEN, SubmissionState.RETURNED})


@require_safe
@only(can_fill_forms)
def owed(request: SignedIn) -> HttpResponse:
    """What the units of an officer owe, the nearest due day first."""
    on = timezone.localdate()
    units = list(units_filled_by(request.user, province=_province(on), on=on))
    found = owed_by(units, on=on) if units else []
    several = len(units) > 1
    context = {
        "units": units,
        "columns": shown.OWED,
        "to_do": [
            shown.owed_row(each, on, several=several) for each in found if not each.is_handed_in
        ],
        "done": [
            shown.owed_row(each, on, several=several)
            for each in reversed(found)
            if each.is_handed_in
        ],
        "may_approve": can_approve(request.user),
    }
    return render(request, "indicators/owed.html", context)


@require_http_methods(GET_OR_POST)
@only(can_see_forms)
@once
def sheet(request: SignedIn, form: str, unit: str, period: str) -> HttpResponse:
    """One form of a unit: the grid, and what can be done with it."""
    found = _sheet(request, form, unit, period)
    if request.method != "POST":
        return _page(request, found)
    require(can_fill, request.user, found.unit)
    typed = FiguresForm(request.POST, lines=found.lines)
    good, at = typed.good(), timezone.now()
    seen = request.POST.get(editing.FIELD, "")
    hand_in = request.POST.get("viec") in {"nop", "nop-thieu"}
    try:
        submission = actions.open_submission(form=found.form, unit=found.unit, period=found.period)
        actions.save_figures(submission=submission, values=good, by=request.user, at=at, seen=seen)
        if typed.errors:
            return _page(request, found, typed=typed, seen=editing.also_seen(seen, good))
        if hand_in:
            gaps = request.POST.get("viec") == "nop-thieu"
            actions.send(submission=submission, by=request.user, at=at, gaps=gaps)
    except editing.EditedMeanwhile as meanwhile:
        return _page(request, found, typed=typed, conflicts=meanwhile.conflicts)
    except actions.SomethingMissing as refusal:
        return _page(request, _again(found), missing=str(refusal))
    except actions.CannotHandIn as refusal:
        messages.error(request, str(refusal))
        return _page(request, found, typed=typed)
    done = "Đã nộp biểu. Người duyệt sẽ xem." if hand_in else "Đã lưu nháp. Chưa nộp."
    messages.success(request, done)
    return redirect(shown.sheet_url(found))


@require_POST
@only(can_fill_forms)
@once
def save_cell(request: SignedIn, form: str, unit: str, period: str) -> HttpResponse:
    """Keep one cell while the form is being filled in; says how it was understood."""
    found = _sheet(request, form, unit, period)
    require(can_fill, request.user, found.unit)
    line = next((each for each in found.lines if each.indicator.code in request.POST), None)
    if line is None or line.is_calculated:
        raise Http404
    code, seen = line.indicator.code, request.POST.get(editing.FIELD, "")
    typed = FiguresForm(request.POST, lines=[line])
    if not typed.is_valid():
        return JsonResponse({"error": " ".join(map(str, typed.errors[code])), "state": seen})
    entry, at = typed.cleaned_data[code], timezone.now()
    try:
        actions.save_figures(
            submission=actions.open_submission(
                form=found.form, unit=found.unit, period=found.period
            ),
            values={code: entry},
            by=request.user,
            at=at,
            seen=seen,
        )
    except editing.EditedMeanwhile as meanwhile:
        theirs = FigureField(line.definition).write(meanwhile.conflicts[0].theirs)
        words = f"Đồng nghiệp vừa ghi {theirs or 'bỏ trống'}. Bấm Lưu nháp để xem cả hai số."
        return JsonResponse({"error": words, "state": seen})
    except actions.CannotHandIn as refusal:
        return JsonResponse({"error": str(refusal), "state": seen})
    note = jump_words(entry, line.earlier, line.last_year)
    return JsonResponse(
        {
            "said": FigureField(line.definition).write(entry),
            "note": f"{note}. Kiểm tra lại; đúng thì cứ để." if note else "",
            "state": editing.also_seen(seen, {code: entry}),
            "saved": f"Đã lưu nháp lúc {formats.moment(at).rpartition(' ')[2]}.",
        }
    )


@require_safe
@only(can_see_forms)
def sheet_file(request: SignedIn, form: str, unit: str, period: str) -> HttpResponse:
    """The form of one unit as a sheet, to be filled in elsewhere."""
    found = _sheet(request, form, unit, period)
    name = f"{found.form.code}-{found.unit.code}-{found.period.code}.xlsx"
    return file_answer(one_unit_sheet(found), name)


@require_POST
@only(can_fill_forms)
@once
def sheet_upload(request: SignedIn, form: str, unit: str, period: str) -> HttpResponse:
    """A sheet that was filled in comes back: kept as a draft when nothing in it is wrong."""
    found = _sheet(request, form, unit, period)
    require(can_fill, request.user, found.unit)
    dropped = FileForm(request.POST, request.FILES)
    if not dropped.is_valid():
        return _page(request, found, file_form=dropped)
    file = dropped.cleaned_data["file"]
    try:
        read = read_form_file(
            file.read(),
            name=file.name,
            form=found.form,
            period=found.period,
            units=[found.unit],
        )
        if read.faults:
            return _page(request, found, faults=read.faults)
        kept = keep_form_file(
            form=found.form,
            period=found.period,
            values=read.values,
            by=request.user,
            at=timezone.now(),
            hand_in=False,
        )
    except CannotRead as refusal:
        dropped.add_error("file", str(refusal))
        return _page(request, found, file_form=dropped)
    except NotAllKept as refusal:
        dropped.add_error("file", str(refusal))
        return _page(request, found, file_form=dropped)
    changed = sum(map(len, kept.changed.values()))
    if changed:
        messages.success(request, f"Đã ghi {changed} số từ tệp {file.name}. Xem lại rồi nộp.")
    else:
        messages.info(request, f"Tệp {file.name} không khác số đang có.")
    return redirect(shown.sheet_url(found))


@require_POST
@only(can_fill_forms)
@once
def take_back(request: SignedIn, form: str, unit: str, period: str) -> HttpResponse:
    """Open a form again that nobody has decided on."""
    found = _sheet(request, form, unit, period)
    require(can_fill, request.user, found.unit)
    if found.submission is None:
        raise Http404
    try:
        actions.take_back(submission=found.submission, by=request.user, at=timezone.now())
    except actions.CannotHandIn as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Đã rút biểu về. Sửa rồi nộp lại.")
    return redirect(shown.sheet_url(found))


def found_sheet(request: SignedIn, form: str, unit: str, period: str) -> Sheet:
    """The form an address is about, for those who may see it; 404 for one that is none."""
    try:
        what = form_with(form)
        when = period_for(what, period)
    except (ReportingForm.DoesNotExist, ValueError) as error:
        raise Http404 from error
    who = (
        ReportingUnit.objects.select_related("place", "institution", "org_unit")
        .filter(code=unit, kind=what.unit_kind)
        .first()
    )
    if who is None:
        raise Http404
    require(can_see_form, request.user, who)
    return sheet_of(what, who, when)


_sheet = found_sheet


def _again(found: Sheet) -> Sheet:
    return sheet_of(found.form, found.unit, found.period)


def _back(user: User, found: Sheet) -> Link:
    """Where the page is come to from: one's own list, or the units of the period."""
    if not can_approve(user) or can_fill(user, found.unit):
        return Link("Nộp số liệu", reverse("indicators:owed"))
    where = {"form": found.form.code, "period": found.period.code}
    return Link("Các đơn vị của kỳ này", reverse("indicators:standing", kwargs=where))


def _province(on: Any) -> Place | None:
    try:
        return province(settings.CAUNOI_PROVINCE, on=on)
    except Place.DoesNotExist:
        return None


def page_of_sheet(request: SignedIn, found: Sheet, **more: Any) -> HttpResponse:
    """The page of a form, as other views of it answer too."""
    return _page(request, found, **more)


def _page(
    request: SignedIn,
    found: Sheet,
    *,
    typed: FiguresForm | None = None,
    conflicts: Any = (),
    seen: str = "",
    missing: str = "",
    file_form: FileForm | None = None,
    faults: list[Fault] | None = None,
    why_form: WhyForm | None = None,
) -> HttpResponse:
    on, user, submission = timezone.localdate(), request.user, found.submission
    state = submission.state if submission is not None else SubmissionState.OPEN
    editable = can_fill(user, found.unit) and state in OPEN
    now = (
        values_of_submission(submission) if submission is not None else dict.fromkeys(found.values)
    )
    grid = typed or FiguresForm(lines=found.lines)
    odd = contradictions_of(found)
    corrects = can_approve(user) and state == SubmissionState.APPROVED
    where = shown.place_of(found.form, found.unit, found.period)
    context = {
        "sheet": found,
        "where": where,
        "back": _back(user, found),
        "owed": shown.standing_words(found, on),
        "badge": shown.sheet_badge(found, on),
        "state_why": submission.state_why if submission is not None else "",
        "state": state,
        "form": grid,
        "conflicts": conflicts,
        "form_state": seen or editing.state_of(now),
        "lines": [
            shown.line_words(
                each,
                grid,
                where,
                editable=editable,
                corrects=corrects,
                contradiction=odd.get(each.indicator.code, ""),
            )
            for each in found.lines
        ],
        "editable": editable,
        "missing": missing,
        "faults": faults,
        "file_form": file_form or FileForm(),
        "file_open": bool(file_form or faults),
        "why_form": why_form or WhyForm(),
        "why_open": why_form is not None,
        "may_take_back": can_fill(user, found.unit) and state == SubmissionState.SENT,
        "may_decide": can_approve(user) and state == SubmissionState.SENT,
        "may_return": can_approve(user) and state == SubmissionState.APPROVED,
        "may_unlock": can_approve(user) and state == SubmissionState.LOCKED,
        "corrects": corrects,
        "columns": shown.CORRECTIONS,
        "corrections": [shown.correction_row(each) for each in corrections_of(submission)]
        if submission is not None
        else [],
    }
    return render(request, "indicators/sheet.html", context)
