"""Tags that say a state or a figure: icon, badge, arch, deck, tile, history, steps, notices."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.template import Library
from django.utils.html import format_html
from django.utils.safestring import SafeString

from caunoi_kit.ui import cards, drawings, formats
from caunoi_kit.ui.icons import ICONS
from caunoi_kit.ui.templatetags.ui.parts import part

register = Library()

KPI_ICONS = {"good": "check", "warn": "clock", "bad": "warn", "info": "clock"}
NOTE_ICONS = {"info": "info", "good": "check", "warn": "warn", "bad": "warn"}


@register.simple_tag
@lru_cache(maxsize=128)  # the same few drawings stand dozens of times on a page
def icon(name: str, back: bool = False) -> SafeString:
    """A drawing beside its word: `{% icon "pin" %}`. `back=True` turns "next" round."""
    return format_html(
        '<svg class="i{}" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>',
        " i--back" if back else "",
        ICONS[name],
    )


@register.simple_tag
def badge(kind: cards.Badge | cards.State | cards.Side, icon_name: str = "", word: str = "") -> str:
    """A state in a drawing and a word: `{% badge "warn" "clock" "Trễ 3 ngày" %}`."""
    said = kind if isinstance(kind, cards.Badge) else cards.Badge(kind, icon_name, word)
    return format_html(
        '<span class="badge badge--{}">{}{}</span>', said.kind, icon(said.icon), said.word
    )


@register.simple_tag
def arch(
    met: int | cards.Arch,
    total: int = 1,
    filled: int = 0,
    big: bool = False,
    seats: bool = False,
) -> str:
    """What is met and what is missing: `{% arch 4 5 %}`, `{% arch 3 5 filled=1 %}`.

    `{% arch 20 24 seats=True %}` draws how full a class is; `{% arch card.arch %}` takes a record.
    """
    if isinstance(met, cards.Arch):
        return _drawn(met, big)
    if seats:
        return _drawn(cards.seats(met, total), big)
    return _drawn(cards.Arch(met, total, filled), big)


@lru_cache(maxsize=512)  # there are few different arches, and twenty of them on a page of results
def _drawn(arch: cards.Arch, big: bool) -> str:
    return part(
        "arch",
        arch=arch,
        strokes=drawings.arch_parts(arch),
        length=drawings.arch_length(arch),
        continuous=drawings.is_continuous(arch),
        big=big,
        met=formats.number(arch.met),
        total=formats.number(arch.total),
    )


@register.inclusion_tag("ui/parts/deck.html")
def deck(percent: float, state: str = "", plan: bool = True) -> dict[str, Any]:
    """A figure against its plan: `{% deck 117 "good" %}`; progress without one: `plan=False`."""
    return {
        "width": drawings.deck_width(float(percent), has_plan=plan),
        "state": state,
        "plan": plan,
    }


@register.inclusion_tag("ui/parts/kpi.html")
def kpi(tile: cards.Kpi) -> dict[str, Any]:
    """An indicator tile, in `<ul class="grid grid--4">`: `{% kpi tile %}`."""
    trend = "" if tile.trend is None else formats.change(tile.trend)
    return {
        "tile": tile,
        "icon_name": KPI_ICONS[tile.state],
        "percent": formats.percent(tile.percent),
        "trend": trend,
        "rises": tile.trend is not None and tile.trend > 0,
        "falls": tile.trend is not None and tile.trend < 0,
        "size": "" if tile.trend is None else formats.percent(abs(tile.trend)),
    }


@register.inclusion_tag("ui/parts/timeline.html")
def timeline(events: Sequence[cards.Event]) -> dict[str, Any]:
    """A history, newest first: `{% timeline events %}`."""
    return {
        "events": [
            (event, " ".join(f"is-{mark}" for mark in event.mark.split())) for event in events
        ]
    }


@register.inclusion_tag("ui/parts/steps.html")
def steps(steps: Sequence[cards.Step], row: bool = False) -> dict[str, Any]:
    """The steps of a way: `{% steps steps row=True %}`."""
    return {"steps": steps, "row": row}


@register.inclusion_tag("ui/parts/tasks.html")
def tasks(tasks: Sequence[cards.Task]) -> dict[str, Any]:
    """Work to do and how far it is: `{% tasks tasks %}`."""
    return {"tasks": tasks}


@register.simple_block_tag
def note(content: str, kind: str = "info", icon: str = "") -> str:
    """A notice in the text: `{% note "warn" %}Hạn nộp còn 3 ngày.{% endnote %}`."""
    return part("note", content=content, kind=kind, icon_name=icon or NOTE_ICONS[kind])


@register.simple_block_tag
def toast(content: str, icon: str = "check") -> str:
    """What has just happened: `{% toast %}Đã gửi hồ sơ.{% endtoast %}`."""
    return part("toast", content=content, icon_name=icon)


@register.simple_block_tag
def empty(content: str, title: str, level: int = 2) -> str:
    """Nothing found, and what to do: `{% empty "Chưa có việc này" %}…{% endempty %}`."""
    return part("empty", content=content, title=title, level=level)
