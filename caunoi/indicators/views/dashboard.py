"""The dashboard: twelve tiles, one indicator, its records, and the screen on the wall."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from urllib.parse import parse_qsl

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from caunoi.indicators.actions.records import open_records
from caunoi.indicators.choices.targets import Standing
from caunoi.indicators.models import Indicator
from caunoi.indicators.permissions.collecting import can_estimate
from caunoi.indicators.permissions.steering import can_open_records, can_see_figures
from caunoi.indicators.queries.catalogue import tiles
from caunoi.indicators.queries.choosing import period_choices
from caunoi.indicators.queries.compared import Compared, compared
from caunoi.indicators.queries.dashboard import (
    FIRST,
    LATE,
    NEW,
    OLD,
    ORDERS,
    arranged,
    last_month_over,
    missing,
    odd_ones,
    parts,
    places_under,
    stretches,
)
from caunoi.indicators.queries.estimates import behind
from caunoi.indicators.queries.people_behind import PARTS
from caunoi.indicators.queries.values import Ground, ground_of
from caunoi.indicators.views import dashboard_words as words
from caunoi.indicators.views.choosing import chosen_of
from caunoi.indicators.views.dashboard_words import Chosen
from caunoi.indicators.views.requests import SignedIn
from caunoi.places.choices import Level
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Column, Link, Pair
from caunoi_kit.ui.paging import PARAMETER

ROWS_SHOWN, ROWS_AT_HOME = 10, 6
WALL_EVERY: Final = 60  # seconds
RECORDS: Final = [Column("Ngày"), Column("Ai"), Column("Việc")]
GIVEN: Final = [Column("Đơn vị"), Column("Kỳ"), Column("Giá trị", figures=True), Column("Nguồn")]


@require_safe
@only(can_see_figures)
def home(request: SignedIn) -> HttpResponse:
    """Twelve indicators in words and numbers, one of them over the months and communes."""
    on = timezone.localdate()
    chosen = chosen_of(request.GET, on=on)
    ground = ground_of(chosen.place)
    found = compared(list(tiles()), chosen.place, chosen.period, on=on, ground=ground)
    shown = _shown(found, request.GET.get("chi-tieu", ""))
    context = _frame(chosen, on) | {
        "tiles": [words.tile(each, chosen, on) for each in found],
        "attention": words.attention(found, chosen),
        "reports_url": f"{reverse('indicators:reports')}?ky={chosen.period.code}",
        "wall_url": reverse("indicators:wall") + chosen.query,
        "unusual": _unusual(chosen, on),
        "until": min(chosen.period.last, on),
    }
    if shown is not None:
        context |= _one(request, shown, chosen, on, ground)
        context["more"] = len(context.get("rest", ())) + ROWS_SHOWN - ROWS_AT_HOME
        context["rows"] = context.get("rows", [])[:ROWS_AT_HOME]
    return render(request, "indicators/home.html", context)


@require_safe
@only(can_see_figures)
def indicator(request: SignedIn, code: str) -> HttpResponse:
    """One indicator: its months, its communes, what it means, who has not delivered."""
    on = timezone.localdate()
    asked = get_object_or_404(Indicator, code=code)
    chosen = chosen_of(request.GET, on=on)
    ground = ground_of(chosen.place)
    found = compared([asked], chosen.place, chosen.period, on=on, ground=ground)
    if not found:
        return render(request, "indicators/undefined.html", {"indicator": asked}, status=404)
    whole = found[0]
    context = _frame(chosen, on) | _one(request, whole, chosen, on, ground)
    may_open = can_open_records(request.user)
    context |= {
        "tile": words.tile(whole, chosen, on),
        "definition": whole.definition,
        "facts": _facts(whole),
        "taken": words.taken_words(whole.now),
        "forecast": whole.forecast,
        "forecast_words": words.forecast(whole),
        "records_url": reverse("indicators:records", args=[code]) + chosen.query
        if may_open
        else "",
        "back_url": reverse("indicators:home") + chosen.query,
        "estimate_url": f"{reverse('indicators:new_estimate')}?{urlencode({'code': code})}"
        if can_estimate(request.user)
        else "",
    }
    return render(request, "indicators/indicator.html", context)


@require_safe
@only(can_open_records)
def records(request: SignedIn, code: str) -> HttpResponse:
    """What a figure is made of, down to the single record."""
    on = timezone.localdate()
    asked = get_object_or_404(Indicator, code=code)
    chosen = chosen_of(request.GET, on=on)
    known = compared([asked], chosen.place, chosen.period, on=on)
    if not known:
        return render(request, "indicators/undefined.html", {"indicator": asked}, status=404)
    whole = known[0]
    found = open_records(
        indicator=asked,
        place=chosen.place,
        period=chosen.period,
        page=request.GET.get(PARAMETER),
        by=request.user,
    )
    guessed = behind(found.figures)
    context = {
        "chosen": chosen,
        "whole": whole,
        "figure": words.marked(whole.now, whole.definition),
        "unit": words.unit_of(whole.definition),
        "opened": found,
        "columns": RECORDS,
        "rows": [
            [
                formats.day(line.on) if line.on is not None else "",
                Link(line.whom, line.url) if line.url else line.whom,
                line.what,
            ]
            for line in found.lines
        ],
        "figure_columns": GIVEN,
        "figure_rows": [
            [
                each.unit.name,
                f"{formats.day(each.first)} – {formats.day(each.last)}",
                words.figure(each.value, each.definition, each.bound),
                Link("Ước tính", reverse("indicators:estimate", args=[guessed[each.pk].public_id]))
                if each.pk in guessed
                else each.get_origin_display(),
            ]
            for each in found.figures
        ],
        "made_of": _made_of(found.behind.indicators, chosen, on)
        if found.behind.kind == PARTS
        else [],
        "back_url": reverse("indicators:indicator", args=[code]) + chosen.query,
    }
    return render(request, "indicators/records.html", context)


@require_safe
@only(can_see_figures)
def wall(request: SignedIn) -> HttpResponse:
    """The tiles in large letters for a screen on the wall; no names of people."""
    on = timezone.localdate()
    chosen = chosen_of(request.GET, on=on)
    found = compared(list(tiles()), chosen.place, chosen.period, on=on)
    context = {
        "chosen": chosen,
        "tiles": [words.tile(each, chosen, on) for each in found],
        "attention": words.attention(found, chosen),
        "now": timezone.now(),
        "every": WALL_EVERY,
    }
    return render(request, "indicators/wall.html", context)


def _shown(found: Sequence[Compared], code: str) -> Compared | None:
    """The indicator whose months and communes stand on the first screen."""
    return next(
        (each for each in found if each.indicator.code == code), found[0] if found else None
    )


def _frame(chosen: Chosen, on: date) -> dict[str, Any]:
    """The pickers, which keep their choice from page to page."""
    now, before = (
        chosen
        if chosen.view == view
        else Chosen(chosen.province, chosen.period, view, chosen.province)
        for view in (NEW, OLD)
    )
    return {
        "chosen": chosen,
        "periods": period_choices(chosen.period, on=on),
        "places": places_under(chosen.province, view=chosen.view, on=on),
        "views": [
            Link("Đơn vị hiện nay", now.query, chosen.view == NEW),
            Link("Đơn vị trước 01/7/2025", before.query, chosen.view == OLD),
        ],
    }


def _one(
    request: SignedIn, whole: Compared, chosen: Chosen, on: date, ground: Ground
) -> dict[str, Any]:
    """One indicator over the months and, of a whole, over its parts."""
    year = chosen.period.last.year
    row = stretches(whole.definition, whole.indicator, chosen.place, year, on=on, ground=ground)
    context: dict[str, Any] = {
        "whole": whole,
        "chart": words.chart(row, whole, chosen),
        "chart_url": reverse("indicators:indicator", args=[whole.indicator.code]) + chosen.query,
    }
    if chosen.place.level == Level.COMMUNE:
        return context
    found = parts(whole, chosen.place, chosen.period, on=on, view=chosen.view, ground=ground)
    late = missing(found, chosen.place, whole.definition)
    month = last_month_over(whole.definition, chosen.period, on)
    counted = [each for each in found if each.standing in {Standing.SLOW, Standing.AT_RISK}]
    context |= {
        "late": [Link(each.name, _page(whole, chosen.at(each))) for each in late],
        "late_month": month.words,
    }
    if all(each.now.value is None for each in found):
        return context  # an empty map and a table of blanks say no more than who is late
    how, text = request.GET.get("xep", FIRST), request.GET.get("tim", "").strip()
    how = how if how in ORDERS else FIRST
    rows = words.rows(
        arranged(found, how, text, late), whole, chosen, records=can_open_records(request.user)
    )
    return context | {
        "map": words.chart_map(found, whole, chosen),
        "columns": words.columns(whole, chosen),
        "rows": rows[:ROWS_SHOWN],
        "rest": rows[ROWS_SHOWN:],
        "rest_words": f"Xem {len(rows) - ROWS_SHOWN} nơi còn lại",
        "all_rows": len(found),
        "orders": [
            Link(label, f"{_page(whole, chosen)}&{urlencode({'xep': key})}#h-xa", key == how)
            for key, label in ORDERS.items()
            if key != LATE or late
        ],
        "kept": parse_qsl(chosen.query.removeprefix("?")),
        "sought": text,
        "behind": len(counted),
    }


def _page(whole: Compared, chosen: Chosen) -> str:
    return reverse("indicators:indicator", args=[whole.indicator.code]) + chosen.query


def _facts(whole: Compared) -> list[Pair]:
    """What the indicator is and where its figures come from."""
    definition = whole.definition
    unconfirmed = "" if definition.confirmed else "chưa có định nghĩa chính thức"
    facts = [
        Pair("Đơn vị tính", str(definition.get_unit_display())),
        Pair("Nguồn số liệu", str(definition.get_source_display())),
        Pair("Kỳ ngắn nhất", str(definition.get_frequency_display())),
        Pair("Lịch", str(definition.get_calendar_display())),
        Pair("Phụ trách", definition.owner),
        Pair("Căn cứ", definition.law, note=unconfirmed),
        Pair("Bản định nghĩa", f"{definition.version}, từ {formats.day(definition.valid_from)}"),
    ]
    if definition.break_note:
        facts.append(Pair("Khác bản trước", definition.break_note))
    return facts


def _unusual(chosen: Chosen, on: date) -> list[Any]:
    return words.unusual_tasks(odd_ones(chosen.place, chosen.period, on=on))


def _made_of(indicators: Sequence[Indicator], chosen: Chosen, on: date) -> list[list[object]]:
    """The indicators a sum or ratio is made of, each with the way to its own records."""
    return [
        [
            Link(each.definition.name, _page(each, chosen)),
            Link(
                words.figure(each.now.value, each.definition),
                reverse("indicators:records", args=[each.indicator.code]) + chosen.query,
            ),
        ]
        for each in compared(list(indicators), chosen.place, chosen.period, on=on)
    ]
