"""The labour market for everybody: which work is looked for and offered, where, at what pay."""

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from caunoi.portal import exports
from caunoi.portal.forms import AreaForm
from caunoi.portal.queries import market as queries
from caunoi.portal.queries.market import Line, Market
from caunoi_kit.office.sending import file_answer
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import anyone, only
from caunoi_kit.ui.cards import Column, Link, Pair
from caunoi_kit.ui.charts import Bar

HIDDEN: Final = "ẩn"
UNKNOWN: Final = "chưa rõ"
COLUMNS: Final = (
    Column("Nghề"),
    Column("Người tìm việc", figures=True),
    Column("Chỗ đang tuyển", figures=True),
    Column("Chỗ cho 100 người", figures=True),
    Column("Lương thường gặp", figures=True),
)


@require_safe
@only(anyone)
def market(request: HttpRequest) -> HttpResponse:
    """The market of a trade in an area, with its parts."""
    found = _found(request)
    context = {
        "market": found,
        "form": AreaForm({"xa": found.area}, communes=found.areas),
        "crumbs": _crumbs(found),
        "facts": _facts(found),
        "columns": COLUMNS,
        "rows": [_row(line, found.area) for line in found.lines],
        "months": [Bar(f"{month.first:%m/%Y}", month.positions) for month in found.months],
        "map": exports.commune_map(found) if request.GET.get("ban-do") else None,
        "map_url": _url(found.trade, found.area, **{"ban-do": "1"}),
        "downloads": [
            Link(f"Tải {kind.upper()}", _url(found.trade, found.area, "market_file", kind=kind))
            for kind in exports.WRITERS
        ],
        "jobs_url": f"{reverse('portal:search')}?{urlencode({'q': found.trade_name})}",
    }
    return render(request, "portal/market.html", context)


@require_safe
@only(anyone)
def market_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The same figures as a file, with the same cells hidden."""
    if kind not in exports.WRITERS:
        raise Http404
    found = _found(request)
    name = f"thi-truong-{found.trade or 'moi-nghe'}-{found.on:%Y%m%d}.{kind}"
    return file_answer(exports.market_file(found, kind), name)


def _found(request: HttpRequest) -> Market:
    found = queries.market(
        trade=request.GET.get("nghe", ""),
        area=request.GET.get("xa", ""),
        on=timezone.localdate(),
    )
    if found is None:
        raise Http404
    return found


def _url(trade: str, area: str, route: str = "market", *, kind: str = "", **more: str) -> str:
    address = reverse(f"portal:{route}", kwargs={"kind": kind} if kind else {})
    asked = {name: value for name, value in {"nghe": trade, "xa": area, **more}.items() if value}
    return f"{address}?{urlencode(asked)}" if asked else address


def _crumbs(found: Market) -> list[Link]:
    above = [("", "Mọi nghề"), *found.path] if found.trade else []
    links = [Link(name, _url(code, found.area)) for code, name in above]
    return [*links, Link(found.trade_name, "", current=True)]


def _facts(found: Market) -> list[Pair]:
    whole, n = found.whole, formats.number
    fill = f"{n(whole.fill_days)} ngày" if whole.fill_days is not None else UNKNOWN
    return [
        Pair("Người tìm việc", _people(whole.seekers), icon="people"),
        Pair("Chỗ đang tuyển", n(whole.positions), icon="firm", note=f"{n(whole.adverts)} tin"),
        Pair("Lương giữa", _middle(whole), icon="pay", note=_range(whole)),
        Pair("Từ đăng tin đến nhận việc", fill, icon="clock"),
        Pair("Khoá học đang tuyển sinh", n(found.courses), icon="course"),
    ]


def _row(line: Line, area: str) -> tuple[Any, ...]:
    name = Link(line.name, _url(line.code, area)) if line.deeper else line.name
    ratio = line.tightness
    return (
        name,
        _people(line.seekers),
        formats.number(line.positions),
        formats.number(round(ratio * 100)) if ratio is not None else UNKNOWN,
        _range(line) or UNKNOWN,
    )


def _people(count: int | None) -> str:
    return HIDDEN if count is None else formats.number(count)


def _middle(line: Line) -> str:
    return formats.money_short(line.wages.middle) if line.wages else UNKNOWN


def _range(line: Line) -> str:
    return formats.wage_short(line.wages.low, line.wages.high) if line.wages else ""
