"""Pages of reports: the list with its one button, the paper, its text, its files, its signing."""

from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.indicators.actions import reports as actions
from caunoi.indicators.exports.report_pdf import report_pdf
from caunoi.indicators.exports.report_sheet import annex
from caunoi.indicators.exports.report_word import file_name, typed_over, word_file
from caunoi.indicators.forms.reports import NewReportForm, TextForm, VersionForm, WordForm
from caunoi.indicators.models import Report
from caunoi.indicators.permissions.reports import (
    can_draft_reports,
    can_edit_templates,
    can_read_reports,
    can_sign_reports,
)
from caunoi.indicators.queries import reports as asked
from caunoi.indicators.queries.report_snapshot import snapshot_of
from caunoi.indicators.views import report_shown as shown
from caunoi.indicators.views.requests import GET_OR_POST, SignedIn
from caunoi.places.queries import province
from caunoi_kit.office.packages import CannotRead
from caunoi_kit.office.sending import file_answer, foreign_answer
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.once import once

OLD: Final = "trước {day}"


@require_http_methods(GET_OR_POST)
@only(can_read_reports)
@once
def reports(request: SignedIn) -> HttpResponse:
    """All reports, and the one button that writes another."""
    at = timezone.now()
    here = province(settings.CAUNOI_PROVINCE, on=timezone.localdate(at))
    places = asked.places_to_report(here)
    templates = list(asked.current_templates())
    form = NewReportForm(
        request.POST or None,
        templates=templates,
        places=[(place, _label(place)) for place in places],
        initial={
            "period": request.GET.get("ky", str(timezone.localdate(at).year)),
            "template": request.GET.get("mau", "nam"),
        },
    )
    if request.method == "POST" and not can_draft_reports(request.user):
        raise Http404
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        unit = asked.office_of(request.user)
        try:
            if unit is None:
                raise actions.CannotReport("Chưa có sở hoặc trung tâm nào để đứng tên báo cáo.")
            made = actions.draft_report(
                template=next(each for each in templates if each.code == said["template"]),
                place=next(each for each in places if str(each.pk) == said["place"]),
                unit=unit,
                period=said["period"],
                by=request.user,
                at=at,
            )
        except actions.CannotReport as refusal:
            form.add_error("period", str(refusal))
        else:
            messages.success(request, "Đã lập báo cáo. Đọc lại, sửa câu chữ rồi trình ký.")
            return redirect("indicators:report", public_id=made.public_id)
    context = {
        "form": form if can_draft_reports(request.user) and templates else None,
        "one_place": len(places) == 1,
        "columns": shown.REPORTS,
        "rows": [shown.report_row(each) for each in asked.list_reports()],
        "may_edit_templates": can_edit_templates(request.user),
    }
    return render(request, "indicators/reports.html", context)


@require_safe
@only(can_read_reports)
def report(request: SignedIn, public_id: UUID) -> HttpResponse:
    """The report as it would be printed, with where each figure is from."""
    return _page(request, _report(public_id))


@require_http_methods(GET_OR_POST)
@only(can_draft_reports)
@once
def text(request: SignedIn, public_id: UUID) -> HttpResponse:
    """The text with its places for figures."""
    found = _report(public_id)
    initial = {"body": found.body, "version": found.version}
    form = TextForm(request.POST or None, initial=initial)
    faults: list[asked.Fault] = []
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.edit_text(
                report=found,
                body=said["body"],
                version=said["version"],
                by=request.user,
                at=timezone.now(),
            )
        except actions.CannotReport as refusal:
            form.add_error("body", str(refusal))
            faults = refusal.faults
        else:
            messages.success(request, "Đã lưu nội dung và lấy lại số liệu.")
            return redirect("indicators:report", public_id=public_id)
    context = {
        "report": found,
        "form": form,
        "faults": faults,
        "fields": asked.known_fields(),
        "parts": asked.parts_of_fields(),
    }
    return render(request, "indicators/report_text.html", context)


@require_POST
@only(can_draft_reports)
@once
def refresh(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Take the figures anew; sentences stay."""
    found = _report(public_id)
    try:
        actions.refresh_report(
            report=found, version=_version(request), by=request.user, at=timezone.now()
        )
    except actions.CannotReport as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Đã lấy lại số liệu. Câu chữ đã sửa giữ nguyên.")
    return redirect("indicators:report", public_id=public_id)


@require_POST
@only(can_draft_reports)
@once
def upload(request: SignedIn, public_id: UUID) -> HttpResponse:
    """A report edited in Word comes back: its figures are taken anew, the rest stays."""
    found = _report(public_id)
    form = WordForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, found, word=form)
    file = form.cleaned_data["file"]
    content = file.read()
    try:
        typed = typed_over(content, found, name=file.name)
        actions.keep_word_file(
            report=found,
            content=content,
            version=form.cleaned_data["version"],
            by=request.user,
            at=timezone.now(),
        )
    except (CannotRead, actions.CannotReport) as refusal:
        form.add_error("file", str(refusal))
        return _page(request, found, word=form)
    messages.success(request, "Đã nhận tệp Word. Số liệu lấy lại, phần khác giữ nguyên.")
    for each in typed:
        messages.warning(
            request,
            f"{each.title}: trong Word ghi tay «{each.typed}», báo cáo lại in «{each.ours}». "
            "Muốn đổi số, sửa số liệu của đơn vị.",
        )
    return redirect("indicators:report", public_id=public_id)


@require_POST
@only(can_draft_reports)
@once
def drop_word(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Go back to the text of the page."""
    try:
        actions.drop_word_file(
            report=_report(public_id),
            version=_version(request),
            by=request.user,
            at=timezone.now(),
        )
    except actions.CannotReport as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Đã bỏ tệp Word; báo cáo theo nội dung trên trang.")
    return redirect("indicators:report", public_id=public_id)


@require_POST
@only(can_sign_reports)
@once
def sign(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Sign it: number, snapshot, lock."""
    at = timezone.now()
    try:
        signed = actions.sign_report(
            report=_report(public_id),
            version=_version(request),
            write=word_file,
            by=request.user,
            on=timezone.localdate(at),
            at=at,
        )
    except actions.CannotReport as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Đã ký, số {signed.document}. Số liệu của báo cáo đã khoá.")
    return redirect("indicators:report", public_id=public_id)


@require_safe
@only(can_read_reports)
def file(request: SignedIn, public_id: UUID, kind: str) -> HttpResponse:
    """The report as .docx, .pdf or .xlsx. A signed .docx is the one that was signed."""
    found = _report(public_id)
    if kind == "docx":
        signed = found.document.file if found.document is not None else None
        content = bytes(signed) if signed else word_file(found)
        return foreign_answer(content, file_name(found, kind))
    if kind == "pdf" and found.word_file is None:
        content = report_pdf(found)
    elif kind == "xlsx":
        content = annex(found)
    else:
        raise Http404
    return file_answer(content, file_name(found, kind))


def _report(public_id: UUID) -> Report:
    return get_object_or_404(
        Report.objects.select_related(
            "place", "unit", "template", "made_by", "document__signed_by", "document__letterhead"
        ),
        public_id=public_id,
    )


def _version(request: SignedIn) -> int:
    form = VersionForm(request.POST)
    return form.cleaned_data["version"] if form.is_valid() else -1


def _page(request: SignedIn, found: Report, word: WordForm | None = None) -> HttpResponse:
    at = timezone.now()
    on = timezone.localdate(at)
    figures = asked.figures_of(found)
    snapshot = snapshot_of(found)
    draft = found.document is None
    user = request.user
    may_sign = draft and can_sign_reports(user) and found.made_by_id != user.pk
    moved = asked.moved_figures(found, figures, at=at, on=on)
    context: dict[str, Any] = {
        "report": found,
        "title": snapshot.title,
        "head": shown.around(snapshot),
        "receivers": snapshot.receivers,
        "lines": shown.paper(snapshot, figures),
        "figure_columns": shown.FIGURES,
        "figure_rows": shown.figure_rows(figures),
        "differing_columns": shown.DIFFERING,
        "differing_rows": shown.differing_rows(asked.differing_figures(found, figures)),
        "moved_columns": shown.MOVED,
        "moved_rows": shown.moved_rows(moved),
        "incomplete": shown.incomplete(figures),
        "may_draft": draft and can_draft_reports(user),
        "may_sign": may_sign,
        "ended": found.last < on,
        "own_draft": draft and can_sign_reports(user) and found.made_by_id == user.pk,
        "version": VersionForm(initial={"version": found.version}),
        "word": word or WordForm(initial={"version": found.version}),
        "word_open": bool(word and word.errors),
        "has_word": found.word_file is not None,
    }
    return render(request, "indicators/report.html", context)


def _label(place: Any) -> str:
    if place.valid_to is None:
        return place.name
    return f"{place.name} (đến hết {formats.day(place.valid_to)})"
