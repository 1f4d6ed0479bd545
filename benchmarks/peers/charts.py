"""Two charts as plain SVG: the gap against time, and the cost against size."""

from collections.abc import Iterable, Sequence
from html import escape
from math import floor, log10
from typing import Any, NamedTuple

from benchmarks.peers import LISTS, PLANS
from benchmarks.peers.report import SIZES, Results, Row, rows_of

TEAL, VIOLET, INK, PALE = "#0B4F59", "#743A73", "#14262B", "#D2D6D0"
"""The look of the pages (docs/look.md): the centre, learning, text, lines."""
HEIGHT, PANEL, LEFT, TOP, BOTTOM = 360, 460, 62, 58, 48
FONT = "font-family='system-ui, sans-serif' font-size='12'"
NAME_HIGH, NAME_WIDE, NAME_STEPS = 13, 130, (0, -1, 1, -2, 2, -3, 3, -4)
LOWEST_GAP = 0.001
"""Percent. Proved optima stand here: a logarithm has no zero."""

SHORT_NAMES = {
    "postgresql-text": "PostgreSQL text",
    "min-cost-flow": "min-cost flow",
    "highs-simplex": "HiGHS simplex",
    "highs-interior": "HiGHS interior point",
    "pdlp": "PDLP",
}

Point = tuple[float, float]


class Line(NamedTuple):
    """Points, joined in their order; a single one is a dot."""

    label: str
    colour: str
    points: Sequence[Point]


class Panel(NamedTuple):
    """One system of two logarithmic axes."""

    title: str
    x_title: str
    y_title: str
    lines: Sequence[Line]


class Axes(NamedTuple):
    """Decades of both axes, and where the panel begins."""

    left: float
    x: tuple[int, int]
    y: tuple[int, int]

    def at(self, x: float, y: float) -> Point:
        """Where a point of the data lies in the drawing."""
        across = (log10(x) - self.x[0]) / (self.x[1] - self.x[0])
        down = 1 - (log10(y) - self.y[0]) / (self.y[1] - self.y[0])
        wide, high = PANEL - LEFT - 110, HEIGHT - TOP - BOTTOM
        return round(self.left + across * wide, 1), round(TOP + down * high, 1)


def text(x: float, y: float, words: str, *, colour: str = INK, more: str = "") -> str:
    """One line of text."""
    return f"<text x='{x}' y='{y}' fill='{colour}' {FONT} {more}>{escape(words)}</text>"


def decades(values: Iterable[float]) -> tuple[int, int]:
    """Powers of ten below and above all values.

    >>> decades([0.3, 20])
    (-1, 2)
    """
    values = list(values)
    low, high = floor(log10(min(values))), floor(log10(max(values))) + 1
    return low, max(high, low + 1)


def draw_panel(panel: Panel, left: float) -> str:
    """The axes, the lines, and their names at their last points."""
    points = [point for line in panel.lines for point in line.points]
    axes = Axes(left, decades(x for x, _ in points), decades(y for _, y in points))
    parts = [text(left, TOP - 14, panel.title, more="font-weight='600'")]
    for power in range(axes.x[0], axes.x[1] + 1):
        (x, low), (_, high) = axes.at(10**power, 10 ** axes.y[0]), axes.at(1, 10 ** axes.y[1])
        parts.append(f"<path d='M{x} {low}V{high}' stroke='{PALE}'/>")
        parts.append(text(x, low + 16, f"{10.0**power:,g}", more="text-anchor='middle'"))
    for power in range(axes.y[0], axes.y[1] + 1):
        (low, y), (high, _) = axes.at(10 ** axes.x[0], 10**power), axes.at(10 ** axes.x[1], 1)
        parts.append(f"<path d='M{low} {y}H{high}' stroke='{PALE}'/>")
        parts.append(text(low - 6, y + 4, f"{10.0**power:,g}", more="text-anchor='end'"))
    parts.append(text(left, HEIGHT - 10, panel.x_title))
    parts.append(text(left - LEFT + 8, TOP - 32, panel.y_title))
    taken: list[Point] = []
    for line in panel.lines:
        parts += draw_line(line, axes, taken)
    return "".join(parts)


def draw_line(line: Line, axes: Axes, taken: list[Point]) -> list[str]:
    """One line with its dots, and its name where none of those `taken` stands."""
    places = [axes.at(*point) for point in line.points]
    path = "L".join(f"{x} {y}" for x, y in places)
    parts = [f"<path d='M{path}' fill='none' stroke='{line.colour}' stroke-width='2'/>"]
    parts += [f"<circle cx='{x}' cy='{y}' r='3.5' fill='{line.colour}'/>" for x, y in places]
    x, y = places[-1]
    steps = (round(y + 4 + NAME_HIGH * step, 1) for step in NAME_STEPS)
    free = (
        at
        for at in steps
        if not any(abs(at - h) < NAME_HIGH and abs(x - b) < NAME_WIDE for b, h in taken)
    )
    height = next(free, y)
    taken.append((x, height))
    parts.append(text(x + 8, height, line.label, colour=line.colour))
    return parts


def draw(panels: Sequence[Panel], title: str) -> str:
    """The whole drawing, on white so that it reads on any ground."""
    width = PANEL * len(panels) + 20
    body = "".join(draw_panel(panel, LEFT + i * PANEL) for i, panel in enumerate(panels))
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {HEIGHT}' role='img'>"
        f"<title>{escape(title)}</title><rect width='{width}' height='{HEIGHT}' fill='#fff'/>"
        f"{body}</svg>\n"
    )


def _seconds(row: Row) -> float:
    """All of a plan, options included; or the lists of everybody."""
    return float(row["listing_s"] + row["planning_s"] if "kind" in row else row["wall_s"])


def gap_panel(result: dict[str, Any]) -> Panel:
    """Gap of every plan against its whole time, options included."""
    ours: dict[str, list[Point]] = {"direct": [], "three-sided": []}
    others = []
    for row in rows_of(result, PLANS):
        if not row["value"]:
            continue
        point = (_seconds(row), max(row["gap_percent"], LOWEST_GAP))
        if row["peer"] == "ours-plans":
            ours[row["kind"]].append(point)
        else:
            others.append(Line(SHORT_NAMES[row["peer"]], INK, [point]))
    lines = [
        Line(f"Cầu Nối, {kind}", colour, ours[kind])
        for kind, colour in (("direct", TEAL), ("three-sided", VIOLET))
        if ours[kind]
    ]
    title = f"{result['sides']['workers']:,} workers"
    return Panel(title, "seconds, options included", "gap, % (0.001 = proved best)", lines + others)


def cost_panels(results: Results) -> list[Panel]:
    """Seconds against workers, of lists and of plans."""
    lines: dict[str, dict[str, list[Point]]] = {LISTS: {}, PLANS: {}}
    for size in SIZES:
        if (size, 1) not in results:
            continue
        workers = results[size, 1]["sides"]["workers"]
        best: dict[tuple[str, str], float] = {}
        for question in lines:
            for row in rows_of(results[size, 1], question):
                label = _cost_label(row)
                if label:
                    seconds = _seconds(row)
                    best[question, label] = seconds
        for (question, label), seconds in best.items():
            lines[question].setdefault(label, []).append((workers, seconds))
    return [
        Panel(title, "workers", "seconds", [Line(label, _colour(label), points)
              for label, points in lines[question].items()])
        for question, title in ((LISTS, "Top 50 of everybody"), (PLANS, "A plan for everybody"))
        if lines[question]
    ]  # fmt: skip


def _cost_label(row: Row) -> str:
    """The name of a row's line in the chart of costs; none for rows that have no line."""
    if row["peer"] == "ours-plans":
        wanted = {"direct": 0.01, "three-sided": 0.25}[row["kind"]]
        close = abs(row["target_percent"] - wanted) < 1e-9
        return f"Cầu Nối, {row['kind']}" if close else ""
    if row["peer"] == "ours-lists":
        return "Cầu Nối" if "2 threads" in row["method"] else ""
    if row["peer"] == "vectors":
        return "faiss" if "800 fetched" in row["method"] else ""
    if row["peer"] == "postgresql":
        return "PostgreSQL" if "one statement" in row["method"] else ""
    return SHORT_NAMES.get(row["peer"], str(row["peer"]))


def _colour(label: str) -> str:
    if "three-sided" in label:
        return VIOLET
    return TEAL if "Cầu Nối" in label else INK


def drawings(results: Results) -> dict[str, str]:
    """Both charts by their names, of what has been measured."""
    gaps = [gap_panel(results[size, 1]) for size in SIZES[:2] if (size, 1) in results]
    return {
        name: draw(panels, title)
        for name, panels, title in (
            ("gap-against-time", gaps, "How near to the best a plan is, against seconds"),
            ("cost-against-size", cost_panels(results), "Seconds against the number of workers"),
        )
        if panels
    }
