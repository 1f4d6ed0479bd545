"""The demand of firms for six months: one firm's grid and file, and the sums of the province."""

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.employers.models import Employer
from caunoi.vacancies import actions, exports
from caunoi.vacancies.actions.needs import read_half_year
from caunoi.vacancies.choices import ItemStatus, NeedChannel
from caunoi.vacancies.forms.needs import (
    ROWS_MORE,
    GroupsForm,
    NeedFileForm,
    NeedGrid,
    half_years,
)
from caunoi.vacancies.imports.files import CannotRead
from caunoi.vacancies.imports.needs import read_need_sheet
from caunoi.vacancies.permissions import (
    can_post,
    can_post_for,
    can_see_needs,
    is_centre_staff,
)
from caunoi.vacancies.queries import needs as queries
from caunoi.vacancies.views.firms import PARAMETER as FIRM
from caunoi.vacancies.views.firms import firm_of
from caunoi.vacancies.views.posting import which_firm
from caunoi.vacancies.views.signed_in import SignedIn
from caunoi_kit.office.sending import file_answer
from caunoi_kit.ui import editing, formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Column, Link
from caunoi_kit.ui.once import once
from caunoi_kit.ui.paging import PARAMETER, page_of

HALF = "nua-nam"
PAGE_SIZE = 20


@require_http_methods(["GET", "HEAD", "POST"])
@only(can_post)
@once
def needs(request: SignedIn) -> HttpResponse:
    """A firm's rows for one half-year: type, add rows, send."""
    employer = firm_of(request)
    if employer is None:
        return which_firm(request)
    half_year = _half_year(request)
    if request.method != "POST":
        return _stored_page(request, employer, half_year)
    more = ROWS_MORE if request.POST.get("viec") == "them" else 0
    grid = NeedGrid.of_typed(request.POST, more=more)
    if more:
        return _grid_page(request, grid, employer, half_year)
    try:
        receipt = actions.receive_needs(
            lines=grid.lines(),
            md5=_md5(repr(grid.lines()).encode()),
            channel=NeedChannel.GRID,
            allowed=lambda firm: can_post_for(request.user, firm),
            by=request.user,
            at=timezone.now(),
            employer=employer,
            half_year=half_year,
            replaces=True,
            seen=request.POST.get(editing.FIELD, ""),
        )
    except editing.EditedMeanwhile as meanwhile:
        return _grid_page(request, grid, employer, half_year, conflicts=meanwhile.conflicts)
    except actions.CannotReceive as refusal:
        for fault in refusal.faults:
            grid.note(fault.line, fault.field, fault.message)
        return _grid_page(request, grid, employer, half_year, refusal=str(refusal))
    return redirect("vacancies:need_receipt", public_id=receipt.public_id)


@require_POST
@only(can_post)
@once
def need_file(request: SignedIn) -> HttpResponse:
    """A sheet of needs: all of it is stored, or every fault is shown with its cell."""
    employer = firm_of(request)
    if employer is None and not is_centre_staff(request.user):
        raise Http404
    half_year = _half_year(request)
    form = NeedFileForm(request.POST, request.FILES)
    faults: list[tuple[str, str]] = []
    if form.is_valid():
        file = form.cleaned_data["file"]
        content = file.read()
        try:
            sheet = read_need_sheet(content, name=file.name)
            receipt = actions.receive_needs(
                lines=sheet.lines,
                md5=_md5(content),
                channel=NeedChannel.FILE,
                allowed=lambda firm: can_post_for(request.user, firm),
                by=request.user,
                at=timezone.now(),
                employer=employer,
                half_year=half_year,
            )
        except CannotRead as refusal:
            form.add_error("file", str(refusal))
        except actions.CannotReceive as refusal:
            form.add_error("file", str(refusal))
            faults = [
                (_where(sheet.cell(fault.line, fault.field)), fault.message)
                for fault in refusal.faults
            ]
        else:
            return redirect("vacancies:need_receipt", public_id=receipt.public_id)
    context = {
        "form": form,
        "faults": faults,
        "employer": employer,
        "half_year": half_year,
        "half_words": queries.half_year_words(half_year),
        "parameter": FIRM,
        "half": HALF,
    }
    return render(request, "vacancies/need_file.html", context)


@require_safe
@only(can_post)
def need_receipt(request: SignedIn, public_id: UUID) -> HttpResponse:
    """What became of one sending, line by line. Of another's sending nothing is known."""
    receipt = queries.find_receipt(public_id)
    if receipt is None or not _may_read(request, receipt.employer, receipt.by_id):
        raise Http404
    page = page_of(request.GET.get(PARAMETER), count=len(receipt.items), size=PAGE_SIZE)
    noted = any(one["message"] for one in receipt.items)
    columns = [Column("Dòng"), Column("Kết quả"), *([Column("Ghi chú")] if noted else [])]
    rows = [
        [f"Dòng {one['reference']}", ItemStatus(one["status"]).label]
        + ([one["message"]] if noted else [])
        for one in receipt.items[page.part]
    ]
    context = {"receipt": receipt, "columns": columns, "rows": rows, "page": page}
    return render(request, "vacancies/need_receipt.html", context)


@require_safe
@only(can_post)
def need_template(request: SignedIn) -> HttpResponse:
    """An empty sheet with the heads and the groups of the form."""
    return file_answer(exports.need_template(list(queries.form_groups())), "nhu-cau-mau.xlsx")


@require_safe
@only(can_see_needs)
def needs_sum(request: SignedIn) -> HttpResponse:
    """What all firms need, by group and by firm; `?tai=xlsx` is the same as a sheet."""
    half_year = _half_year(request)
    found = queries.province_needs(half_year=half_year)
    if request.GET.get("tai") == "xlsx":
        name = f"nhu-cau-{half_year:%Y-%m}.xlsx"
        return file_answer(exports.needs_sheet(found, queries.half_year_words(half_year)), name)
    page = page_of(request.GET.get(PARAMETER), count=found.totals.firms, size=PAGE_SIZE)
    return render(request, "vacancies/needs_sum.html", _sum_page(found, page, half_year))


def _sum_page(found: queries.ProvinceNeeds, page: Any, half_year: date) -> dict[str, Any]:
    n = formats.number
    groups = [
        [f"{one['occupation__code']} {one['occupation__name']}", n(one["firms"]), n(one["people"]),
         n(one["of_women"])]
        for one in found.groups
    ]  # fmt: skip
    address = reverse("vacancies:needs")
    firms = [
        [
            Link(one["employer__name"],
                 f"{address}?{FIRM}={one['employer']}&{HALF}={half_year:%Y-%m}"),
            n(one["groups"]),
            n(one["people"]),
            n(one["of_women"]),
            formats.day(timezone.localtime(one["sent_at"])),
        ]
        for one in found.firms[page.part]
    ]  # fmt: skip
    figures = {"Số nơi tuyển": True, "Số người": True, "Trong đó nữ": True}
    return {
        "found": found,
        "page": page,
        "half_words": queries.half_year_words(half_year),
        "chips": [
            Link(
                queries.half_year_words(one).capitalize(), f"?{HALF}={one:%Y-%m}", one == half_year
            )
            for one in half_years(date(half_year.year - 1, 7, 1), 4)
        ],
        "group_columns": [Column("Nhóm nghề"), *(Column(name, True) for name in figures)],
        "group_rows": groups,
        "firm_columns": [
            Column("Nơi tuyển"),
            Column("Nhóm nghề", True),
            Column("Số người", True),
            Column("Trong đó nữ", True),
            Column("Gửi ngày"),
        ],
        "firm_rows": firms,
        "download": f"?{HALF}={half_year:%Y-%m}&tai=xlsx",
    }


def _stored_page(request: SignedIn, employer: Employer, half_year: date) -> HttpResponse:
    stored = list(queries.needs_of(employer, half_year=half_year))
    return _grid_page(request, NeedGrid.of_stored(stored), employer, half_year)


def _grid_page(
    request: SignedIn,
    grid: NeedGrid,
    employer: Employer,
    half_year: date,
    *,
    refusal: str = "",
    conflicts: Sequence[editing.Conflict] = (),
) -> HttpResponse:
    first = queries.half_year_of(timezone.localdate())
    groups = [(one.code, one.name) for one in queries.form_groups()]
    before = "" if conflicts else request.POST.get(editing.FIELD, "")
    stored = queries.needs_of(employer, half_year=half_year)
    context = {
        "grid": grid,
        "employer": employer,
        "groups": groups,
        "refusal": refusal,
        "conflicts": conflicts,
        "names": GroupsForm(groups),
        "form_state": before or editing.state_of(queries.stated(stored)),
        "half_year": half_year,
        "half_words": queries.half_year_words(half_year),
        "chips": [
            Link(
                queries.half_year_words(one).capitalize(),
                f"?{FIRM}={employer.pk}&{HALF}={one:%Y-%m}",
                one == half_year,
            )
            for one in half_years(first, 3)
        ],
        "receipts": queries.receipts_of(employer),
        "file_form": NeedFileForm(),
        "parameter": FIRM,
        "half": HALF,
    }
    return render(request, "vacancies/needs.html", context)


def _half_year(request: SignedIn) -> date:
    written = request.POST.get(HALF) or request.GET.get(HALF) or ""
    return read_half_year(written) or queries.next_half_year(timezone.localdate())


def _may_read(request: SignedIn, employer: Employer | None, sender: int) -> bool:
    if request.user.pk == sender or is_centre_staff(request.user):
        return True
    return employer is not None and can_post_for(request.user, employer)


def _where(cell: str) -> str:
    return cell[:1].upper() + cell[1:]


def _md5(content: bytes) -> str:
    return hashlib.md5(content, usedforsecurity=False).hexdigest()
