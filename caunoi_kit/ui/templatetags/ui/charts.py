"""Tags for the charts of the plan pages: flow, bars, choropleth."""

from collections.abc import Sequence
from typing import Any

from django.template import Library

from caunoi_kit.ui import charts, drawings, formats
from caunoi_kit.ui import months as months_module

register = Library()

LINE = 22  # between a name on the map and its figure, in drawing units


@register.inclusion_tag("ui/parts/flow.html")
def flow(picture: charts.Flow, id: str = "ba-ben") -> dict[str, Any]:
    """Three sides in one picture: `{% flow flow %}`; on a phone it becomes lines of figures."""
    n = formats.number
    share = 100 / max(picture.people, 1)
    return {
        "flow": picture,
        "drawing": charts.draw_flow(picture),
        "id": id,
        "people": n(picture.people),
        "positions": n(picture.positions),
        "direct": n(picture.direct),
        "learning": n(picture.learning),
        "classes": n(picture.classes),
        "seats": n(picture.seats),
        "waiting": n(picture.waiting),
        "open": n(picture.open),
        "direct_percent": picture.direct * share,
        "learning_percent": picture.learning * share,
        "waiting_percent": picture.waiting * share,
    }


@register.inclusion_tag("ui/parts/bars.html")
def bars(rows: Sequence[charts.Bar], most: float | None = None) -> dict[str, Any]:
    """Horizontal bars, each with its words and figure: `{% bars rows %}`.

    The longest bar fills the width unless `most` gives another full length.
    """
    full = most or max((row.value for row in rows), default=0) or 1
    return {
        "rows": [
            {
                "bar": row,
                "figure": row.shown or formats.number(row.value),
                "percent": row.value * 100 / full,
            }
            for row in rows
        ]
    }


@register.inclusion_tag("ui/parts/choropleth.html")
def choropleth(map: charts.Map, id: str = "ban-do") -> dict[str, Any]:
    """A map in five tones with its table: `{% choropleth map %}`."""
    places = [
        {
            "x": drawings.svg(area.label_at[0]),
            "y": drawings.svg(area.label_at[1]),
            "below": drawings.svg(area.label_at[1] + LINE),
            "area": area,
        }
        for area in map.areas
        if area.label_at is not None
    ]
    return {
        "map": map,
        "places": places,
        "box": f"0 0 {drawings.svg(map.width)} {drawings.svg(map.height)}",
        "id": id,
        "legend": [(tone, words) for tone, words in enumerate(map.legend) if words],
    }


@register.inclusion_tag("ui/parts/months.html")
def months(chart: months_module.Months, id: str = "theo-thang") -> dict[str, Any]:
    """A year by months with its plan and the year before: `{% months chart %}`; and as a table."""
    drawing = months_module.draw_months(chart)
    return {
        "chart": chart,
        "id": id,
        "drawing": drawing,
        "lines": [(y, words_y, formats.number(line)) for y, words_y, line in drawing.axis],
        "has_last": any(month.last is not None for month in chart.months),
    }
