"""The page of what is odd about the figures of a period."""

from typing import Any, Final

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from caunoi.indicators.choices.unusual import UnusualKind
from caunoi.indicators.permissions.collecting import can_see_unusual
from caunoi.indicators.queries.months import last_months
from caunoi.indicators.queries.unusual import Unusual, unusual
from caunoi.indicators.views.requests import SignedIn
from caunoi.places.queries import province
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Badge, Column, Link
from caunoi_kit.ui.paging import PARAMETER, page_of

BADGES: Final = {
    UnusualKind.RELATION: Badge("bad", "warn", str(UnusualKind.RELATION.label)),
    UnusualKind.TWO_VALUES: Badge("bad", "warn", str(UnusualKind.TWO_VALUES.label)),
    UnusualKind.JUMP: Badge("warn", "warn", str(UnusualKind.JUMP.label)),
    UnusualKind.LATE: Badge("warn", "clock", str(UnusualKind.LATE.label)),
}
COLUMNS: Final = [Column("Đơn vị"), Column("Loại"), Column("Chỉ tiêu, biểu"), Column("Thấy gì")]
A_PAGE: Final = 50
KIND, MONTH = "loai", "thang"


@require_safe
@only(can_see_unusual)
def odd_figures(request: SignedIn) -> HttpResponse:
    """Everything odd of a month, by kind."""
    on = timezone.localdate()
    months = last_months(on=on)
    month = next((each for each in months if each.code == request.GET.get(MONTH)), months[0])
    found = unusual(province(settings.CAUNOI_PROVINCE, on=on), month, on=on)
    kind = request.GET.get(KIND, "")
    shown = [each for each in found if kind in {"", each.kind}]
    page = page_of(request.GET.get(PARAMETER), count=len(shown), size=A_PAGE)
    context = {
        "month": month,
        "months": [
            Link(f"{each.last.month:02d}/{each.last.year}", _url(each.code, kind), each == month)
            for each in months
        ],
        "chips": _chips(found, month.code, kind),
        "columns": COLUMNS,
        "rows": [_row(each) for each in shown[page.part]],
        "page": page,
    }
    return render(request, "indicators/unusual.html", context)


def url_of(each: Unusual) -> str:
    """Where to look at it."""
    where = each.where
    return reverse(where.page, kwargs=where.parts, query=where.query or None)


def _row(each: Unusual) -> list[Any]:
    name = each.unit.name if each.unit is not None else "Nhiều đơn vị"
    return [Link(name, url_of(each)), BADGES[each.kind], each.name, each.words]


def _chips(found: list[Unusual], month: str, kind: str) -> list[Link]:
    n = formats.number
    chips = [Link(f"Tất cả ({n(len(found))})", _url(month, ""), not kind)]
    for each in UnusualKind:
        if count := sum(1 for one in found if one.kind == each):
            chips.append(Link(f"{each.label} ({n(count)})", _url(month, each), kind == each))
    return chips


def _url(month: str, kind: str) -> str:
    query = {name: value for name, value in ((MONTH, month), (KIND, kind)) if value}
    return reverse("indicators:unusual", query=query)
