"""Reports of unemployment insurance: what is due, the figures, what stands behind them."""

import re
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from caunoi.accounts.choices import FRONT_OFFICE
from caunoi.accounts.models import User
from caunoi.people.models import Person
from caunoi.unemployment.actions.reports import CannotReport, read_cell, save_report
from caunoi.unemployment.exports import reports as files
from caunoi.unemployment.forms.reports import ReportForm
from caunoi.unemployment.models import Report, SupportDecision
from caunoi.unemployment.permissions.reports import can_save_reports, can_see_reports
from caunoi.unemployment.queries import report_sheets as queries
from caunoi.unemployment.queries.report_figures import is_counted, is_mean
from caunoi.unemployment.queries.report_records import RecordLine
from caunoi.unemployment.queries.report_sheets import Cell, FilledLine, Sheet
from caunoi_kit.office.sending import file_answer
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Column, Link
from caunoi_kit.ui.once import once
from caunoi_kit.ui.paging import PARAMETER, page_of

GET_OR_POST: Final = ["GET", "HEAD", "POST"]
AHEAD: Final = timedelta(days=62)
SAVED_A_PAGE: Final = 20
KINDS: Final = ("pdf", "docx", "xlsx")
SLUG: Final = re.compile(r"(\d{4})-(\d{2}|nua-dau|ca-nam)")
NOT_KEPT: Final = "chưa ghi"
NOTHING: Final = "không có"
CHANGE_COLUMNS: Final = (
    Column("Số liệu"),
    Column("Lúc lưu", figures=True),
    Column("Đếm lại", figures=True),
)
# From which line of the form on the lines are about what: a long form is read in parts.
PARTS: Final = {
    "month": (("1", "Hồ sơ và quyết định"), ("9", "Tiền và mức hưởng"), ("14", "Đơn vị đào tạo")),
    "long": (("1", "Hồ sơ và quyết định"), ("11", "Tiền"), ("12", "Đơn vị đào tạo")),
}
OPENS: Final = {
    "claim": ("unemployment:claim", ()),
    "benefit": ("unemployment:benefit", ()),
    "decision": ("unemployment:paper", ("pdf",)),
    "training": ("unemployment:training", ()),
    "support": ("unemployment:support", ()),
}
"""Where a record opens: its route, and what stands after the number of the record."""


class SignedIn(HttpRequest):
    """A request whose sender has an account."""

    user: User


@require_safe
@only(can_see_reports)
def reports(request: SignedIn) -> HttpResponse:
    """What is due soon, the periods to look at, and what was saved."""
    on = timezone.localdate()
    found = queries.saved()
    page = page_of(request.GET.get(PARAMETER), count=found.count(), size=SAVED_A_PAGE)
    context = {
        "due": [
            _due(each)
            for each in queries.due(on, on + AHEAD)
            if each.code.startswith("N374") and each.by != "employer"
        ],
        "months": [
            Link(f"{month:%m/%Y}", reverse("unemployment:report", args=[f"{month:%Y-%m}"]))
            for month in _months_back(on, 6)
        ],
        "long": [
            Link(words, reverse("unemployment:report", args=[f"{year}-{slug}"]))
            for year in (on.year, on.year - 1)
            for slug, words in (
                ("nua-dau", f"6 tháng đầu năm {year}"),
                ("ca-nam", f"Năm {year}"),
            )
        ],
        "page": page,
        "saved": [
            (each, reverse("unemployment:saved_report", args=[each.public_id]))
            for each in found[page.part]
        ],
    }
    return render(request, "unemployment/reports.html", context)


@require_safe
@only(can_see_reports)
def report(request: SignedIn, slug: str) -> HttpResponse:
    """The figures of a period as they are counted now; each opens its records."""
    period = _period(slug)
    sheet = queries.lay_out(period, queries.count(period))
    context = {
        **_sheet(sheet, slug),
        "counted_at": timezone.now(),
        "over": timezone.localdate() > period.last,
        "save_url": reverse("unemployment:save_report", args=[slug])
        if can_save_reports(request.user)
        else "",
        "files": _files(reverse("unemployment:report_file", args=[slug, "pdf"])),
        "saved": [
            (each, reverse("unemployment:saved_report", args=[each.public_id]))
            for each in queries.saved(period)[:5]
        ],
    }
    return render(request, "unemployment/report.html", context)


@require_safe
@only(can_see_reports)
def report_file(request: SignedIn, slug: str, kind: str) -> HttpResponse:
    """The report as it is counted now, as a file."""
    if kind not in KINDS:
        raise Http404
    period = _period(slug)
    sheet = queries.lay_out(period, queries.count(period))
    return _file(sheet, {}, kind, f"{sheet.form}-{slug}")


@require_safe
@only(can_see_reports)
def cell(request: SignedIn, slug: str, key: str) -> HttpResponse:
    """The people behind one figure, and the records that count."""
    if not is_counted(key):
        raise Http404
    period = _period(slug)
    so_far = request.GET.get("luy-ke") == "1"
    band, women = _band(request), request.GET.get("nu") == "1"
    days = period.so_far if so_far else period
    found = read_cell(
        key=key,
        days=days,
        band=band,
        women=women,
        page=request.GET.get(PARAMETER),
        by=request.user,
    )
    parts = [key, "so_far" if so_far else "now"]
    if band or women:
        parts += [band, "women" if women else "all"]
    staff = request.user.role in FRONT_OFFICE
    context = {
        "title": queries.cell_words(".".join(parts)),
        "days": days,
        "back": reverse("unemployment:report", args=[slug]),
        "period": period,
        "page": found.page,
        "unit": "văn bản" if key.startswith("firms") else "người",
        "rows": [
            (
                *_who(one),
                [_record(line) for line in records],
                reverse("people:person", args=[one.public_id])
                if staff and isinstance(one, Person)
                else "",
            )
            for one, records in found.people
        ],
    }
    return render(request, "unemployment/report_cell.html", context)


@require_http_methods(GET_OR_POST)
@only(can_save_reports)
@once
def save(request: SignedIn, slug: str) -> HttpResponse:
    """Write the free parts and keep the figures."""
    period = _period(slug)
    form = ReportForm(
        request.POST if request.method == "POST" else None, words=_free_words(period.kind)
    )
    if form.is_valid():
        try:
            made = save_report(
                period=period, words=form.cleaned_data, by=request.user, at=timezone.localtime()
            )
        except CannotReport as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Đã lưu báo cáo. Số liệu giữ nguyên như lúc này.")
            return redirect("unemployment:saved_report", public_id=made.public_id)
    context = {
        "form": form,
        "period": period,
        "back": reverse("unemployment:report", args=[slug]),
    }
    return render(request, "unemployment/report_save.html", context)


@require_safe
@only(can_see_reports)
def saved_report(request: SignedIn, public_id: UUID) -> HttpResponse:
    """A report as it was saved, and what is counted differently now."""
    found = _saved(public_id)
    period = queries.period_of(found.kind, found.first)
    sheet = queries.lay_out(period, found.figures)
    words = [
        (label, found.words[name])
        for name, label in files.FREE_WORDS.items()
        if found.words.get(name)
    ]
    context = {
        **_sheet(sheet, _slug(found), opens=False),
        "report": found,
        "words": words,
        "change_columns": CHANGE_COLUMNS,
        "changes": [
            [each.words, _plain(each.then), _plain(each.now)] for each in queries.changes(found)
        ],
        "now_url": reverse("unemployment:report", args=[_slug(found)]),
        "counted_at": timezone.now(),
        "files": _files(reverse("unemployment:saved_report_file", args=[public_id, "pdf"])),
    }
    return render(request, "unemployment/report_saved.html", context)


@require_safe
@only(can_see_reports)
def saved_report_file(request: SignedIn, public_id: UUID, kind: str) -> HttpResponse:
    """A saved report as a file, with its own figures."""
    if kind not in KINDS:
        raise Http404
    found = _saved(public_id)
    sheet = queries.lay_out(queries.period_of(found.kind, found.first), found.figures)
    return _file(sheet, found.words, kind, f"{sheet.form}-{_slug(found)}-luu")


def _file(sheet: Sheet, words: dict[str, str], kind: str, name: str) -> HttpResponse:
    if kind == "xlsx":
        return file_answer(files.xlsx(sheet), f"{name}.xlsx")
    content = files.paper(sheet, words, kind=kind, on=timezone.localdate())
    return file_answer(content, f"{name}.{kind}", shown=kind == "pdf")


def _sheet(sheet: Sheet, slug: str, *, opens: bool = True) -> dict[str, Any]:
    monthly = bool(sheet.rows)
    return {
        "period": sheet.period,
        "form_number": sheet.form[-2:],
        "spans": ["Trong kỳ", "Luỹ kế"] if monthly else ["Trong kỳ"],
        "parts": _parts(sheet, slug, opens=opens),
        "matrix": [
            (
                words,
                [
                    [row.label, *(_shown(one, "người", slug, opens=opens) for one in cells)]
                    for row in sheet.rows
                    if (cells := row.cells[place : place + 2])
                ],
            )
            for words, place in zip(queries.COLUMNS.values(), range(0, 8, 2), strict=True)
        ]
        if monthly
        else [],
        "back": reverse("unemployment:reports"),
    }


def _parts(sheet: Sheet, slug: str, *, opens: bool) -> list[tuple[str, list[Any]]]:
    """The lines of the form under the headings of PARTS, in their order."""
    monthly = bool(sheet.rows)
    begins = dict(PARTS["month" if monthly else "long"])
    parts: list[tuple[str, list[Any]]] = []
    for each in sheet.lines:
        if each.line.tt in begins:
            parts.append((begins[each.line.tt], []))
        parts[-1][1].append(_line(each, slug, 2 if monthly else 1, opens=opens))
    return parts


def _line(line: FilledLine, slug: str, spans: int, *, opens: bool) -> tuple[str, list[Any]]:
    words = f"{line.line.tt}. {line.line.words}" if line.line.tt else f"– {line.line.words}"
    cells = (line.now, line.so_far)[:spans]
    return words, [_shown(one, line.line.unit, slug, opens=opens) for one in cells if one]


def _shown(cell: Cell, unit: str, slug: str, *, opens: bool) -> Link | str:
    measure, span, *rest = cell.key.split(".")
    if cell.value is None:  # saved before the software kept records of it
        return NOTHING if is_mean(measure) else NOT_KEPT
    words = files.written(cell.value, unit)
    if not (opens and cell.opens):
        return words
    band, kind = rest or ("", "all")
    asked = {
        "luy-ke": "1" if span == "so_far" else "",
        "tuoi": band,
        "nu": "1" if kind == "women" else "",
    }
    query = urlencode({name: value for name, value in asked.items() if value})
    address = reverse("unemployment:report_cell", args=[slug, measure])
    return Link(words, f"{address}?{query}" if query else address)


def _who(one: Any) -> tuple[str, str]:
    """The name of a person or of a trained worker, of an employer behind a decision; about it."""
    if isinstance(one, SupportDecision):
        return one.support.employer.name, ""
    born = f"Sinh {formats.day(one.birth_date)}" if one.birth_date else "Chưa ghi ngày sinh"
    return one.full_name, f"{born}, {one.get_sex_display().lower()}." if one.sex else f"{born}."


def _record(one: RecordLine) -> dict[str, Any]:
    url = ""
    if one.what:
        route, more = OPENS[one.what]
        first = ["quyet-dinh"] if one.what == "decision" else []
        url = reverse(route, args=[*first, one.public_id, *more])
    return {"words": one.words, "on": one.on, "amount": one.amount, "url": url}


def _plain(value: float | None) -> str:
    return NOTHING if value is None else formats.number(value)


def _due(each: Any) -> dict[str, Any]:
    ours = each.code.startswith("N374-M3")
    slug = _slug_of(each.period.kind, each.period.first)
    return {"report": each, "url": reverse("unemployment:report", args=[slug]) if ours else ""}


def _files(pdf: str) -> list[Link]:
    stem = pdf.removesuffix("pdf")
    return [Link(f"Tải .{kind}", stem + kind) for kind in KINDS]


def _free_words(kind: str) -> dict[str, str]:
    words = files.FREE_WORDS
    return {"assessment": words["assessment"]} if kind == "month" else dict(words)


def _band(request: HttpRequest) -> str:
    asked = request.GET.get("tuoi", "")
    if asked and asked not in queries.BANDS:
        raise Http404
    return asked


def _period(slug: str) -> Any:
    found = SLUG.fullmatch(slug)
    try:
        if found is None:
            raise ValueError(slug)
        year, part = int(found[1]), found[2]
        kind = {"nua-dau": "half", "ca-nam": "year"}.get(part, "month")
        return queries.period_of(kind, date(year, int(part) if kind == "month" else 1, 1))
    except ValueError as error:
        raise Http404 from error


def _slug_of(kind: str, first: date) -> str:
    return f"{first:%Y}-" + {"half": "nua-dau", "year": "ca-nam"}.get(kind, f"{first:%m}")


def _slug(found: Report) -> str:
    return _slug_of(found.kind, found.first)


def _saved(public_id: UUID) -> Report:
    found = queries.find_report(public_id)
    if found is None:
        raise Http404
    return found


def _months_back(on: date, count: int) -> list[date]:
    months, first = [], on.replace(day=1)
    for _ in range(count):
        months.append(first)
        first = (first - timedelta(days=1)).replace(day=1)
    return months
