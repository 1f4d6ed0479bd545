"""The chart of a year by months: this year beside the last one, and the line of the plan.

Given figures it works out its own geometry; its template draws it and repeats the figures as a
table.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Final

from caunoi_kit.ui.drawings import svg

LEFT, RIGHT = 70, 748  # of the drawing's 760 units: figures of the axis stand left of it
TOP, FLOOR = 40, 250
WORDS_AT: Final = 272
BAR, LAST, APART = 26, 9, 3  # widths of this year's and last year's bars, and between them
STEPS: Final = (1, 2, 2.5, 5, 10)
MOST_LINES: Final = 4


@dataclass(frozen=True)
class Month:
    """One month: its name, this year's and last year's figure, ready to draw and to read."""

    name: str  # "Tháng 1"
    short: str  # "T1"
    value: float | None
    shown: str
    last: float | None = None
    last_shown: str = ""
    url: str = ""


@dataclass(frozen=True)
class Months:
    """A year. `finding` says what the chart shows; `plan` is that of one month, if there is one."""

    finding: str
    months: tuple[Month, ...]
    plan: float | None = None
    plan_shown: str = ""


@dataclass(frozen=True)
class MonthsDrawing:
    """The chart as attribute text. axis: (y, y of its words, which line); bars: (path, class)."""

    axis: list[tuple[str, str, float]]
    bars: list[tuple[str, str]]
    last: list[str]
    words: list[tuple[str, str]]  # x, short name
    plan_y: str
    peak: tuple[str, str, str] | None  # x, y, figure


def draw_months(chart: Months) -> MonthsDrawing:
    """Lay the months out between the axis and the right edge."""
    known = [v for m in chart.months for v in (m.value, m.last) if v is not None]
    lines = axis_lines(max([*known, chart.plan or 0, 0]))
    top = lines[-1] or 1
    place = (RIGHT - LEFT) / max(len(chart.months), 1)

    def y(value: float) -> float:
        return FLOOR - (FLOOR - TOP) * max(value, 0) / top

    bars, last, words = [], [], []
    for at, month in enumerate(chart.months):
        x = LEFT + at * place + (place - BAR - APART - LAST) / 2
        if month.value:
            reached = chart.plan is None or month.value >= chart.plan
            bars.append((_arch(x, y(month.value)), "bar-a" if reached else "bar-b"))
        if month.last:
            left, up = svg(x + BAR + APART), svg(y(month.last))
            last.append(f"M{left} {FLOOR}V{up}h{LAST}V{FLOOR}z")
        words.append((svg(x + (BAR + APART + LAST) / 2), month.short))
    return MonthsDrawing(
        axis=[(svg(y(line)), svg(y(line) + 5), line) for line in lines],
        bars=bars,
        last=last,
        words=words,
        plan_y=svg(y(chart.plan)) if chart.plan else "",
        peak=_peak(chart.months, place, y),
    )


def axis_lines(most: float) -> list[float]:
    """Even lines from nothing to above the largest figure: 0, 1000, 2000, 3000."""
    if most <= 0:
        return [0.0, 1.0]
    rough = most / MOST_LINES
    size = 10.0 ** floor(log10(rough))
    step = next(size * each for each in STEPS if size * each >= rough)
    return [round(step * line, 6) for line in range(ceil(most / step - 1e-9) + 1)]


def _arch(x: float, up: float) -> str:
    """A bar with the round head of everything that stands; a low one is just a block."""
    left, half = svg(x), svg(BAR / 2)
    if FLOOR - up < BAR / 2:
        return f"M{left} {FLOOR}V{svg(up)}h{BAR}V{FLOOR}z"
    return f"M{left} {FLOOR}V{svg(up + BAR / 2)}a{half} {half} 0 0 1 {BAR} 0V{FLOOR}z"


def _peak(
    months: Sequence[Month], place: float, y: Callable[[float], float]
) -> tuple[str, str, str] | None:
    """The figure of the highest month stands above it."""
    filled = [(month.value, at) for at, month in enumerate(months) if month.value]
    if not filled:
        return None
    value, at = max(filled)
    x = LEFT + at * place + (place - APART - LAST) / 2
    return svg(x), svg(y(value) - 9), months[at].shown
