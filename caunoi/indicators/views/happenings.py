"""Pages of happenings: the list, a new one, a list uploaded, one taken out again."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from caunoi.indicators.actions import happenings as actions
from caunoi.indicators.exports.figures import happenings_sheet
from caunoi.indicators.forms.happenings import (
    FilterForm,
    HappeningForm,
    HappeningsFileForm,
    SessionForm,
)
from caunoi.indicators.forms.submissions import WhyForm
from caunoi.indicators.imports.figures import Fault, HappeningsFile, read_happenings_file
from caunoi.indicators.models import Happening
from caunoi.indicators.permissions.collecting import (
    can_note_for,
    can_note_happenings,
    can_note_sessions,
)
from caunoi.indicators.queries.filling import units_noted_by
from caunoi.indicators.queries.happenings import (
    Asked,
    indicators_of_happenings,
    list_happenings,
    sums_of,
)
from caunoi.indicators.queries.services import centre_unit
from caunoi.indicators.views.requests import GET_OR_POST, SignedIn
from caunoi_kit.office.sending import file_answer
from caunoi_kit.office.sheets import CannotRead
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only, require
from caunoi_kit.ui.cards import Column, Link, Pair
from caunoi_kit.ui.once import once
from caunoi_kit.ui.paging import PARAMETER, page_of

COLUMNS: Final = [
    Column("Mã"),
    Column("Ngày"),
    Column("Chỉ tiêu"),
    Column("Đơn vị"),
    Column("Số lượng", figures=True),
    Column("Số tiền", figures=True),
    Column("Ghi chú"),
    Column("Ghi nhầm"),
]
A_PAGE: Final = 50
MOST_IN_FILE: Final = 50_000


@require_safe
@only(can_note_happenings)
def happenings(request: SignedIn) -> HttpResponse:
    """Happenings, filtered, with what they add up to; as a sheet with ?tep=xlsx."""
    units = units_noted_by(request.user, on=timezone.localdate())
    definitions = indicators_of_happenings()
    chosen = FilterForm(request.GET or None, definitions=definitions, units=list(units))
    asked = Asked(**chosen.cleaned_data) if chosen.is_valid() else Asked()
    rows = actions.read_happenings(rows=list_happenings(asked, units), asked=asked, by=request.user)
    if request.GET.get("tep") == "xlsx":
        return file_answer(happenings_sheet(rows[:MOST_IN_FILE]), "su-viec.xlsx")
    added = sums_of(rows)
    page = page_of(request.GET.get(PARAMETER), count=added.lines, size=A_PAGE)
    names = {each.indicator_id: each.short_name for each in definitions}
    context = {
        "form": chosen,
        "filtered": bool(request.GET),
        "columns": COLUMNS,
        "rows": [_row(each, names) for each in rows[page.part]],
        "page": page,
        "facts": [
            Pair("Dòng", formats.number(added.lines)),
            Pair("Số lượng", formats.number(added.quantity)),
            Pair("Số tiền", formats.money(added.amount)),
        ],
        "file": f"?{_query(request)}",
        "may_note_sessions": can_note_sessions(request.user),
    }
    return render(request, "indicators/happenings.html", context)


@require_http_methods(GET_OR_POST)
@only(can_note_happenings)
@once
def new_happening(request: SignedIn) -> HttpResponse:
    """Note one happening."""
    at = timezone.now()
    on = timezone.localdate(at)
    units = list(units_noted_by(request.user, on=on))
    definitions = indicators_of_happenings()
    form = HappeningForm(request.POST or None, definitions=definitions, units=units, on=on)
    if request.method == "POST" and form.is_valid():
        said: dict[str, Any] = dict(form.cleaned_data)
        indicator, unit = said.pop("indicator"), said.pop("unit")
        row = actions.HappeningRow(**said)
        try:
            noted = actions.note_list(
                indicator=indicator, rows={unit: [row]}, by=request.user, at=at
            )
        except actions.CannotNote as refusal:
            form.add_error(None, str(refusal))
        else:
            words = "Đã ghi." if noted.added else "Sự việc này đã ghi từ trước, không đếm lại."
            messages.success(request, words)
            return redirect("indicators:new_happening")
    return render(request, "indicators/new_happening.html", {"form": form})


@require_http_methods(GET_OR_POST)
@only(can_note_sessions)
@once
def new_session(request: SignedIn) -> HttpResponse:
    """Note a session of job exchange with how many came: rows 1.1 to 1.4 of the report."""
    at = timezone.now()
    on = timezone.localdate(at)
    form = SessionForm(request.POST or None, on=on)
    if request.method == "POST" and form.is_valid():
        unit = centre_unit(on=on)
        said = {name: form.cleaned_data[name] for name in ("on", "key", "kind", "note")}
        try:
            if unit is None:
                raise actions.CannotNote(
                    "Trung tâm chưa có trong danh sách đơn vị báo cáo. Quản trị chạy "
                    "«caunoi load-indicators»."
                )
            noted = actions.note_session(
                unit=unit, row=actions.HappeningRow(**said), came=form.came, by=request.user, at=at
            )
        except actions.CannotNote as refusal:
            form.add_error(None, str(refusal))
        else:
            words = "Đã ghi phiên." if noted.added else "Phiên này đã ghi từ trước, không đếm lại."
            messages.success(request, words)
            return redirect("indicators:new_session")
    came = [form[code] for code, _ in SessionForm.CAME]
    return render(request, "indicators/new_session.html", {"form": form, "came": came})


@require_http_methods(GET_OR_POST)
@only(can_note_happenings)
@once
def happenings_file(request: SignedIn) -> HttpResponse:
    """Note a list of happenings: all of it, or nothing while something is wrong."""
    on = timezone.localdate()
    units = list(units_noted_by(request.user, on=on))
    definitions = indicators_of_happenings()
    form = HappeningsFileForm(
        request.POST or None, request.FILES or None, definitions=definitions, units=units
    )
    faults: list[Fault] = []
    if request.method == "POST" and form.is_valid():
        file, unit = form.cleaned_data["file"], form.cleaned_data["unit"]
        try:
            read: HappeningsFile = read_happenings_file(
                file.read(), name=file.name, units=[unit] if unit is not None else units, on=on
            )
            faults = read.faults
            if not faults:
                noted = actions.note_list(
                    indicator=form.cleaned_data["indicator"],
                    rows=read.rows,
                    by=request.user,
                    at=timezone.now(),
                )
                n = formats.number
                messages.success(
                    request,
                    f"Tệp {file.name}: thêm {n(noted.added)}, đã có sẵn {n(noted.known)}.",
                )
                return redirect("indicators:happenings")
        except (CannotRead, actions.CannotNote) as refusal:
            form.add_error("file", str(refusal))
    return render(request, "indicators/happenings_file.html", {"form": form, "faults": faults})


@require_http_methods(GET_OR_POST)
@only(can_note_happenings)
@once
def undo_happening(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Take a happening out that was noted wrongly."""
    found = get_object_or_404(
        Happening.objects.select_related("indicator", "unit__institution"), public_id=public_id
    )
    require(can_note_for, request.user, found.unit)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.undo_happening(
            happening=found, why=form.cleaned_data["why"], by=request.user, at=timezone.now()
        )
        messages.success(request, "Đã bỏ sự việc ghi nhầm. Nhật ký giữ lại lý do.")
        return redirect("indicators:happenings")
    facts = [
        Pair("Mã", found.key),
        Pair("Ngày", formats.day(found.on)),
        Pair("Đơn vị", found.unit.name),
        Pair("Số lượng", formats.number(found.quantity)),
        Pair("Số tiền", formats.money(found.amount) if found.amount is not None else "không ghi"),
    ]
    return render(request, "indicators/undo_happening.html", {"form": form, "facts": facts})


def _row(each: Happening, names: dict[int, str]) -> list[Any]:
    words = " – ".join(part for part in (each.kind, each.note) if part)
    return [
        each.key,
        formats.day(each.on),
        names.get(each.indicator_id, each.indicator.code),
        each.unit.name,
        formats.number(each.quantity),
        formats.money(each.amount) if each.amount is not None else "",
        words,
        Link("Bỏ dòng", reverse("indicators:undo_happening", args=[each.public_id])),
    ]


def _query(request: SignedIn) -> str:
    query = request.GET.copy()
    query.pop(PARAMETER, None)
    query["tep"] = "xlsx"
    return query.urlencode()
