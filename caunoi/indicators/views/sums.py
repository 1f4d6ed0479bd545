"""Sums of the province for the ministry: Mẫu 03, 02/PLI, the supply of labour."""

from collections.abc import Sequence
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from caunoi.employers.queries.reports import COUNTS, LabourUseRow, labour_use
from caunoi.indicators.actions.supply import read_people
from caunoi.indicators.exports import sums as exports
from caunoi.indicators.permissions.receipts import can_open_sums, can_see_sums
from caunoi.indicators.queries.firm_reports import firm_reports
from caunoi.indicators.queries.service_periods import (
    ReportDue,
    report_asked,
    reports_around,
    short_words,
)
from caunoi.indicators.queries.services_province import SumLine, province_report, sum_line
from caunoi.indicators.queries.supply import COLUMNS, SPLITS, SupplyLine, supply
from caunoi.indicators.views.requests import SignedIn
from caunoi_kit.office.sending import file_answer
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Column, Link
from caunoi_kit.ui.paging import PARAMETER

NONE: Final = "—"
PROVINCE: Final = ("N352-M03-06", "N352-M03-12")
LABOUR_USE: Final = ("N145-02-06", "N145-02-12")


@require_safe
@only(can_see_sums)
def province(request: SignedIn) -> HttpResponse:
    """Mẫu 03: own records and what other offices handed in."""
    due = _due(request, PROVINCE)
    found = province_report(due.period, on=timezone.localdate())
    asked = f"?ky={due.before.isoformat()}"
    context: dict[str, Any] = {
        "due": due,
        "report": found,
        "chips": _chips(PROVINCE, due),
        "columns": _columns("Chỉ tiêu", ["Kế hoạch", "Cùng kỳ năm trước", "Kỳ báo cáo"]),
        "rows": [_sum_row(line, asked) for line in found.lines],
        "files": _files("indicators:services_province_file", asked),
    }
    return render(request, "indicators/services_province.html", context)


@require_safe
@only(can_see_sums)
def province_file(request: SignedIn, kind: str) -> HttpResponse:
    """Mẫu 03 as a Word file or a sheet."""
    due = _due(request, PROVINCE)
    write = _of_kind(kind, exports.province_docx, exports.province_xlsx)
    found = province_report(due.period, on=timezone.localdate())
    return file_answer(write(found), f"mau-03-{due.before.isoformat()}.{kind}")


@require_safe
@only(can_see_sums)
def province_row(request: SignedIn, row: str) -> HttpResponse:
    """What each office adds to a row; our own part opens its records."""
    due = _due(request, PROVINCE)
    line = sum_line(province_report(due.period, on=timezone.localdate()), row)
    if line is None:
        raise Http404
    asked = f"?ky={due.before.isoformat()}"
    own = ""
    if can_open_sums(request.user):
        own = reverse("indicators:services_behind", args=[line.row.slug]) + asked
    context = {
        "line": line,
        "due": due,
        "columns": _columns("Đơn vị", ["Cùng kỳ năm trước", "Kỳ báo cáo"]),
        "rows": [
            [part.name, _written(part.before), _opens(part.now, own if at == 0 else "")]
            for at, part in enumerate(line.parts)
        ],
        "back": reverse("indicators:services_province") + asked,
    }
    return render(request, "indicators/services_province_row.html", context)


@require_safe
@only(can_see_sums)
def use(request: SignedIn) -> HttpResponse:
    """02/PLI: the sums of what firms handed in by 01/PLI."""
    due = _due(request, LABOUR_USE)
    found = labour_use(due.period.first, due.period.last)
    asked = f"?ky={due.before.isoformat()}"
    context: dict[str, Any] = {
        "due": due,
        "found": found,
        "chips": _chips(LABOUR_USE, due),
        "columns": _columns("Nội dung", [*(row.words for row in found.rows), "Tổng"]),
        "rows": [
            ["Số đơn vị đã báo cáo", *(_firms(row, asked) for row in (*found.rows, found.total))],
            *(
                [words, *(_count(row, name, asked) for row in (*found.rows, found.total))]
                for name, words in exports.USE_NAMES.items()
            ),
        ],
        "files": _files("indicators:labour_use_file", asked),
    }
    return render(request, "indicators/labour_use.html", context)


@require_safe
@only(can_see_sums)
def use_file(request: SignedIn, kind: str) -> HttpResponse:
    """02/PLI as a Word file or a sheet."""
    due = _due(request, LABOUR_USE)
    write = _of_kind(kind, exports.labour_use_docx, exports.labour_use_xlsx)
    found = labour_use(due.period.first, due.period.last)
    return file_answer(write(found, due.period), f"02-PLI-{due.before.isoformat()}.{kind}")


@require_safe
@only(can_see_sums)
def use_firms(request: SignedIn, group: str) -> HttpResponse:
    """The reports of firms behind a column of 02/PLI."""
    due = _due(request, LABOUR_USE)
    column = request.GET.get("cot", "total")
    found = firm_reports(due.period.last, group, page=request.GET.get(PARAMETER))
    if found is None or column not in COUNTS:
        raise Http404
    words = exports.USE_NAMES[column]
    context = {
        "found": found,
        "words": words,
        "due": due,
        "columns": _columns("Đơn vị", ["Mã số", words, "Tổng số lao động", "Ngày gửi"]),
        "rows": [
            [
                Link(each.employer.name, reverse("home:firm", args=[each.employer.public_id]))
                if can_open_sums(request.user)
                else each.employer.name,
                each.employer.tax_code or "",
                formats.number(getattr(each, column)),
                formats.number(each.total),
                formats.day(each.sent_at) if each.sent_at else "",
            ]
            for each in found.reports
        ],
        "back": f"{reverse('indicators:labour_use')}?ky={due.before.isoformat()}",
    }
    return render(request, "indicators/labour_use_firms.html", context)


@require_safe
@only(can_see_sums)
def supply_page(request: SignedIn) -> HttpResponse:
    """The supply of labour by qualification, age and commune, as the register stands."""
    found = supply(on=timezone.localdate())
    may_open = can_open_sums(request.user)
    context: dict[str, Any] = {
        "found": found,
        "splits": [
            {
                "key": split,
                "words": words,
                "columns": _columns(words.removeprefix("Theo ").capitalize(), [*COLUMNS.values()]),
                "rows": [_supply_row(split, line, may_open) for line in found.splits[split]],
            }
            for split, words in SPLITS.items()
        ],
        "columns": _columns("Cả tỉnh", [*COLUMNS.values()]),
        "total": [_supply_row("", found.total, may_open)],
        "files": _files("indicators:supply_file", ""),
    }
    return render(request, "indicators/supply.html", context)


@require_safe
@only(can_see_sums)
def supply_file(request: SignedIn, kind: str) -> HttpResponse:
    """The supply of labour as a Word file or a sheet."""
    write = _of_kind(kind, exports.supply_docx, exports.supply_xlsx)
    found = supply(on=timezone.localdate())
    return file_answer(write(found), f"cung-lao-dong-{found.on.isoformat()}.{kind}")


@require_safe
@only(can_open_sums)
def supply_people(request: SignedIn) -> HttpResponse:
    """The people behind a count of labour supply."""
    said = request.GET
    try:
        found = read_people(
            split=said.get("theo", ""),
            key=said.get("muc", ""),
            column=said.get("cot", "tong"),
            on=timezone.localdate(),
            page=said.get(PARAMETER),
            by=request.user,
        )
    except KeyError:
        raise Http404 from None
    context = {
        "found": found,
        "columns": [Column("Ai"), Column("Ngày sinh"), Column("Nơi ở")],
        "rows": [
            [
                Link(person.full_name, reverse("home:record", args=[person.public_id])),
                formats.day(person.birth_date) if person.birth_date else "",
                person.place_name,
            ]
            for person in found.people
        ],
    }
    return render(request, "indicators/supply_people.html", context)


def _due(request: SignedIn, codes: Sequence[str]) -> ReportDue:
    return report_asked(request.GET.get("ky", ""), on=timezone.localdate(), codes=codes)


def _chips(codes: Sequence[str], due: ReportDue) -> list[Link]:
    return [
        Link(short_words(each), f"?ky={each.before.isoformat()}", each == due)
        for each in reports_around(codes, on=timezone.localdate())
    ]


def _columns(first: str, figures: Sequence[str]) -> list[Column]:
    return [Column(first), *(Column(name, figures=True) for name in figures)]


def _files(route: str, asked: str) -> dict[str, str]:
    return {kind: reverse(route, args=[kind]) + asked for kind in ("docx", "xlsx")}


def _of_kind(kind: str, word: Any, sheet: Any) -> Any:
    if kind not in {"docx", "xlsx"}:
        raise Http404
    return word if kind == "docx" else sheet


def _sum_row(line: SumLine, asked: str) -> list[Any]:
    url = reverse("indicators:services_province_row", args=[line.row.slug]) + asked
    name = f"{line.row.key} {line.row.label} ({line.row.unit})"
    return [name, _written(line.plan), _written(line.before), _opens(line.now, url)]


def _firms(row: LabourUseRow, asked: str) -> Any:
    return _opens(row.employers, _firms_url(row, asked))


def _count(row: LabourUseRow, name: str, asked: str) -> Any:
    return _opens(getattr(row, name), f"{_firms_url(row, asked)}&cot={name}")


def _firms_url(row: LabourUseRow, asked: str) -> str:
    return reverse("indicators:labour_use_firms", args=[row.group or "ALL"]) + asked


def _supply_row(split: str, line: SupplyLine, may_open: bool) -> list[Any]:
    address = reverse("indicators:supply_people")
    cells: list[Any] = [line.words]
    for column, count in zip(COLUMNS, line.counts, strict=True):
        url = f"{address}?theo={split}&muc={line.key}&cot={column}" if may_open else ""
        cells.append(_opens(count, url))
    return cells


def _written(value: int | None) -> str:
    return formats.number(value) if value is not None else NONE


def _opens(value: int | None, url: str) -> Link | str:
    return Link(formats.number(value), url) if value and url else _written(value)
