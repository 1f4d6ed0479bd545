"""Public statistics: the page for everybody, one indicator, and the same figures as files."""

import json
import re
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from caunoi.indicators.choices.catalogue import Unit
from caunoi.indicators.choices.figures import Bound
from caunoi.indicators.exports import catalogue_dcat as dcat
from caunoi.indicators.exports import open_data as exports
from caunoi.indicators.models import Definition
from caunoi.indicators.queries.open_data import (
    here,
    last_change,
    observations,
    published,
    years_offered,
)
from caunoi.indicators.queries.public_page import (
    PublicIndicator,
    PublicLine,
    public_indicator,
    public_page,
)
from caunoi.indicators.queries.publishing import Seen
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import anyone, only
from caunoi_kit.ui.cards import Column, Link, Pair
from caunoi_kit.ui.charts import Bar

HIDDEN: Final = "ẩn"
YEAR: Final = re.compile(r"[12]\d{3}")
NONE: Final = "—"
LINES: Final = (
    Column("Chỉ tiêu"), Column("Số liệu", figures=True), Column("So với cùng kỳ", figures=True),
)  # fmt: skip
TYPES: Final = {
    "csv": "text/csv; charset=utf-8",
    "sdmx.json": "application/json",
    "dhis2.json": "application/json",
    "jsonld": "application/ld+json",
    "ttl": "text/turtle; charset=utf-8",
}
WORDS: Final = {"csv": "CSV", "sdmx.json": "SDMX", "dhis2.json": "DHIS2"}


@require_safe
@only(anyone)
def page(request: HttpRequest) -> HttpResponse:
    """The public figures of a period that is over, in plain words."""
    found = public_page(request.GET.get("ky", ""), on=timezone.localdate())
    year = found.period.last.year if found.period else timezone.localdate().year
    context: dict[str, Any] = {
        "found": found,
        "chips": [
            Link(_short(each.code), f"?ky={each.code}", each == found.period)
            for each in found.periods
        ],
        "tiles": [_tile(line) for line in found.tiles],
        "columns": LINES,
        "topics": [(topic, [_row(line) for line in lines]) for topic, lines in found.topics],
        "downloads": _downloads(year) if found.period else [],
    }
    return render(request, "indicators/public.html", context)


@require_safe
@only(anyone)
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """One public indicator: what it counts, over time, by commune."""
    year = request.GET.get("nam", "")
    found = public_indicator(
        code, int(year) if YEAR.fullmatch(year) else None, on=timezone.localdate()
    )
    if found is None:
        raise Http404
    context: dict[str, Any] = {
        "found": found,
        "tile": _tile(found.line) if found.line else None,
        "chips": [Link(f"Năm {each}", f"?nam={each}", each == found.year) for each in found.years],
        "facts": _facts(found),
        "bars": [
            Bar(_short(period.code), _size(seen), shown=_words(seen))
            for period, seen in found.over_time
        ],
        "columns": [
            Column("Xã, phường"),
            *(Column(_short(each.code), figures=True) for each in found.columns),
        ],
        "communes_words": f"Xem {len(found.communes)} xã, phường",
        "rows": [
            [line.place.name, *(_words(seen) for seen in line.seen)] for line in found.communes
        ],
        "downloads": _downloads(found.year),
    }
    return render(request, "indicators/public_indicator.html", context)


@require_safe
@only(anyone)
def year_file(request: HttpRequest, year: int, kind: str) -> HttpResponse:
    """The public figures of a year as CSV, SDMX-JSON or a dataValueSet of DHIS2."""
    found = published(year, on=timezone.localdate()) if kind in WORDS else None
    if found is None:
        raise Http404
    told = list(observations(found))
    if kind == "csv":
        content = exports.as_csv(told)
    elif kind == "sdmx.json":
        content = _json(exports.as_sdmx(told, prepared=timezone.localtime()))
    else:
        content = _json(exports.as_dhis2(told))
    return _file(content, f"so-lieu-{year}.{kind}", kind)


@require_safe
@only(anyone)
def catalogue(request: HttpRequest, kind: str) -> HttpResponse:
    """The catalogue of the open data, for portals that gather catalogues (DCAT-AP)."""
    if kind not in {"jsonld", "ttl"}:
        raise Http404
    on = timezone.localdate()
    place, years = here(on), years_offered(on=on)
    newest = published(years[0], on=on) if years else None
    names = [newest.definitions[each.pk].name for each in newest.indicators] if newest else []
    node = dcat.catalogue(
        years, names=names, area=place.name if place else "", changed=last_change()
    )
    if kind == "ttl":
        return _file(dcat.as_turtle(node).encode(), "danh-muc.ttl", kind)
    return _file(_json(dcat.as_json_ld(node)), "danh-muc.jsonld", kind)


def _json(told: dict[str, Any]) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    headers = {
        "Content-Disposition": content_disposition_header(kind == "csv", name) or "",
        "Access-Control-Allow-Origin": "*",
    }
    return HttpResponse(content, content_type=TYPES[kind], headers=headers)


def _downloads(year: int) -> list[Link]:
    return [
        *(
            Link(f"{words}, năm {year}", reverse("indicators:public_file", args=[year, kind]))
            for kind, words in WORDS.items()
        ),
        Link("Danh mục DCAT (JSON-LD)", reverse("indicators:public_catalogue", args=["jsonld"])),
        Link("Danh mục DCAT (Turtle)", reverse("indicators:public_catalogue", args=["ttl"])),
    ]


def _tile(line: PublicLine) -> dict[str, str]:
    return {
        "name": line.definition.short_name,
        "figure": _words(line.seen, line.definition),
        "unit": _unit(line.definition),
        "change": _change(line),
        "url": reverse("indicators:public_indicator", args=[line.indicator.code])
        + f"?nam={line.period.last.year}",
    }


def _row(line: PublicLine) -> list[Any]:
    tile = _tile(line)
    unit = "" if line.definition.unit == Unit.PERCENT else f" {tile['unit']}"
    figure = tile["figure"] if tile["figure"] == HIDDEN else f"{tile['figure']}{unit}"
    return [Link(line.definition.name, tile["url"]), figure, _change(line) or NONE]


def _words(seen: Seen | None, definition: Definition | None = None) -> str:
    """A figure as it is printed; "ẩn" where it may not be shown."""
    if seen is None or seen.value.decimal is None:
        return NONE
    if seen.hidden:
        return HIDDEN
    value = seen.value
    figure = (
        formats.money_short(value.value or 0)
        if definition is not None and value.unit == Unit.DONG
        else formats.number(value.decimal or 0, value.decimals)
    )
    sign = "%" if value.unit == Unit.PERCENT else ""
    guessed = " (ước tính)" if value.estimated else ""
    return f"{Bound(value.bound).label} {figure}{sign}{guessed}".strip()


def _unit(definition: Definition) -> str:
    return "" if definition.unit in {Unit.PERCENT, Unit.DONG} else str(Unit(definition.unit).label)


def _change(line: PublicLine) -> str:
    if line.change is None:
        return ""
    amount = line.change.amount
    if line.definition.unit == Unit.PERCENT:
        return formats.points(float(amount))
    return formats.change(float(amount))


def _size(seen: Seen) -> float:
    return float(seen.value.decimal or 0) if seen.is_shown else 0.0


def _facts(found: PublicIndicator) -> list[Pair]:
    definition = found.definition
    return [
        Pair("Tính gì", definition.meaning),
        Pair("Nguồn", str(definition.get_source_display()), note=definition.owner),
        Pair("Căn cứ", definition.law, note="" if definition.confirmed else "chưa xác nhận"),
        Pair(
            "Bản định nghĩa",
            f"bản {definition.version}, từ {formats.day(definition.valid_from)}",
            note=definition.break_note,
        ),
    ]


def _short(code: str) -> str:
    """A period in a few letters: "Quý III/2026", "09/2026", "6 tháng 2026", "Năm 2026"."""
    year, rest = code[:4], code[4:]
    if not rest:
        return f"Năm {year}"
    if rest.startswith("Q"):
        return f"Quý {('I', 'II', 'III', 'IV')[int(rest[1]) - 1]}/{year}"
    if rest.endswith("M"):
        return f"{rest[1]} tháng {year}"
    return f"{rest[1:]}/{year}"
