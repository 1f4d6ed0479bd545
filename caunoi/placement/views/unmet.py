"""Unmet demand: the table, what stands behind a line, files, and the way to a training order."""

from datetime import date
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from caunoi.placement import exports
from caunoi.placement.actions.schools import read_people_lacking
from caunoi.placement.permissions import (
    can_see_candidates,
    can_see_unmet,
    is_counselling_staff,
    is_employer,
)
from caunoi.placement.queries import unmet as queries
from caunoi.placement.views.signed_in import SignedIn
from caunoi.vacancies.models import Vacancy
from caunoi.vacancies.queries import monthly_wage
from caunoi_kit.office.sending import file_answer
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Column, Link
from caunoi_kit.ui.paging import PARAMETER

COLUMNS: Final = (
    Column("Nghề"),
    Column("Nơi, tháng đăng tin"),
    Column("Tin", figures=True),
    Column("Chỗ trống", figures=True),
    Column("Trống quá 30 ngày", figures=True),
    Column("Người chỉ thiếu đúng điều này", figures=True),
    Column("Lương giữa", figures=True),
    Column("Doanh nghiệp đặt lớp", figures=True),
)
VACANCY_COLUMNS: Final = (
    Column("Tin tuyển"),
    Column("Nơi tuyển"),
    Column("Đăng ngày"),
    Column("Chỗ trống", figures=True),
    Column("Lương"),
)
PEOPLE_COLUMNS: Final = (Column("Người"), Column("Nơi ở"))


@require_safe
@only(can_see_unmet)
def unmet(request: SignedIn) -> HttpResponse:
    """Unmet demand by occupation, area and month, each figure with its source and time."""
    by_commune, month = _asked(request)
    staff = is_counselling_staff(request.user)
    found = queries.unmet_page(
        on=timezone.localdate(),
        page=request.GET.get(PARAMETER),
        month=month,
        by_commune=by_commune,
    )
    context = {
        "found": found,
        "columns": COLUMNS,
        "rows": [_row(line, by_commune=by_commune, staff=staff) for line in found.lines],
        "months": [
            Link("Mọi tháng", _url(by_commune), not month),
            *(Link(_month(m), _url(by_commune, m), m == month) for m in found.months),
        ],
        "areas": [
            Link("Huyện cũ", _url(False, month), not by_commune),
            Link("Xã, phường", _url(True, month), by_commune),
        ],
        "counted_at": timezone.now(),
        "stale": found.is_stale(timezone.now()),
        "files": [
            Link(f"Tải {kind}", _file_url(kind, by_commune, month))
            for kind in ("xlsx", "csv")
        ],
    }  # fmt: skip
    return render(request, "placement/unmet.html", context)


def _asked(request: SignedIn) -> tuple[bool, str]:
    """Whether by commune, and which month, as the address says."""
    month = request.GET.get("thang", "")
    return request.GET.get("theo") == "xa", month if _is_month(month) else ""


def _is_month(text: str) -> bool:
    year, _, month = text.partition("-")
    return text.isascii() and len(text) == len("2026-11") and year.isdecimal() and month.isdecimal()


def _query(by_commune: bool, month: str = "", **more: Any) -> str:
    asked = {"theo": "xa" if by_commune else "", "thang": month, **more}
    return urlencode({name: value for name, value in asked.items() if value})


def _url(by_commune: bool, month: str = "") -> str:
    return f"{reverse('placement:unmet')}?{_query(by_commune, month)}"


def _file_url(kind: str, by_commune: bool, month: str) -> str:
    return f"{reverse('placement:unmet_file', args=[kind])}?{_query(by_commune, month)}"


def _month(month: str) -> str:
    year, _, number = month.partition("-")
    return f"{number}/{year}"


def _people(count: int | None, address: str) -> Link | str:
    """The figure of people; it opens their names to those who may see them."""
    if count is None:
        return "chưa tính"
    words = formats.number(count)
    return Link(words, f"{address}#nguoi") if address and count else words


def _row(line: queries.UnmetLine, *, by_commune: bool, staff: bool) -> list[Any]:
    n = formats.number
    place = reverse("placement:unmet_line", args=[line.key.occupation, line.key.area])
    address = f"{place}?{_query(by_commune, line.key.month)}"
    return [
        Link(line.occupation, address),
        f"{line.area}, {_month(line.key.month)}",
        Link(n(len(line.vacancies)), f"{address}#tin"),
        n(line.unfilled),
        n(line.long_unfilled),
        _people(line.lacking, address if staff else ""),
        formats.wage_short(line.wage, line.wage),
        Link(f"{n(line.ordered)} người", reverse("training:orders")) if line.orders else "0",
    ]


@require_safe
@only(can_see_unmet)
def unmet_line(request: SignedIn, occupation: str, area: int) -> HttpResponse:
    """The records behind one line: its adverts; for counselling staff its people, with names."""
    by_commune, month = _asked(request)
    on = timezone.localdate()
    key = queries.Key(occupation, area, month)
    line = queries.find_line(key, on=on, by_commune=by_commune)
    if line is None:
        raise Http404
    staff = is_counselling_staff(request.user)
    people = read_people_lacking(line=line, by=request.user, on=on) if staff else []
    context = {
        "line": line,
        "month": _month(line.key.month),
        "back": _url(by_commune, month),
        "columns": VACANCY_COLUMNS,
        "rows": [_vacancy_row(each) for each in queries.vacancies_of_line(line)],
        "staff": staff,
        "people_columns": PEOPLE_COLUMNS,
        "people": [
            [
                Link(each.full_name, reverse("placement:person_lists", args=[each.pk])),
                each.place.name if each.place else "",
            ]
            for each in people
        ],
    }
    return render(request, "placement/unmet_line.html", context)


def _vacancy_row(vacancy: Vacancy) -> list[Any]:
    low, high = monthly_wage(vacancy)
    slug = slugify(vacancy.title) or "tin"
    return [
        Link(vacancy.title, reverse("portal:vacancy", args=[vacancy.pk, slug])),
        vacancy.employer.name,
        formats.day(vacancy.posted_on),
        formats.number(vacancy.free),
        formats.wage_short(low, high),
    ]


@require_safe
@only(can_see_unmet)
def unmet_file(request: SignedIn, kind: str) -> HttpResponse:
    """The whole table as a file."""
    if kind not in {"xlsx", "csv"}:
        raise Http404
    by_commune, month = _asked(request)
    on = timezone.localdate()
    found = queries.all_unmet(on=on, month=month, by_commune=by_commune)
    return file_answer(exports.unmet_file(found, kind=kind), f"{_file_name(on)}.{kind}")


def _file_name(on: date) -> str:
    return f"nhu-cau-chua-dap-ung-{on:%Y-%m-%d}"


@require_safe
@only(is_employer)
def order_training(request: SignedIn, pk: int) -> HttpResponse:
    """From a vacancy without candidates to a training order with the figures filled in."""
    vacancy = get_object_or_404(Vacancy.objects.select_related("occupation"), pk=pk)
    if not can_see_candidates(request.user, vacancy):
        raise Http404
    low, high = monthly_wage(vacancy)
    asked: dict[str, str | int] = {
        "nghe": vacancy.occupation.code if vacancy.occupation else "",
        "so": vacancy.free,
        "luong": low or high or "",
    }
    return redirect(f"{reverse('training:new_order')}?{urlencode(asked)}")
