"""The charts of the plan pages: given figures, they work out their own geometry.

A chart is a frozen record; its template draws it as SVG without style attributes and repeats the
figures as text for those who cannot see it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from caunoi_kit.ui import formats
from caunoi_kit.ui.drawings import svg

TALLEST: Final = 222  # height of the larger side of the flow, in drawing units
TOP: Final = 62  # where both sides start: the bridge rises above them
LEFT, RIGHT, BAR_WIDTH = 104, 656, 14
MARGIN: Final = 50  # more room for the words on either side
LINE: Final = 20  # between two lines of words
RISE: Final = 56  # of the control points of the bridge above its ends
DIP: Final = 53  # of the branch through courses below its ends
READABLE: Final = 18  # a band of this height can hold its words
THINNEST: Final = 3  # what exists is seen
TONES: Final = 5


@dataclass(frozen=True)
class Flow:
    """Where the three sides meet: people on the left, positions on the right, courses below.

    `direct` people get a position now, `learning` ones by way of `classes` classes with `seats`
    seats.
    """

    people: int
    positions: int
    direct: int
    learning: int
    classes: int = 0
    seats: int = 0

    def __post_init__(self) -> None:
        placed = self.direct + self.learning
        if min(self.direct, self.learning, self.classes, self.seats) < 0:
            raise ValueError("a flow has no negative part")
        if placed > min(self.people, self.positions):
            raise ValueError("more people are placed than there are people or positions")

    @property
    def waiting(self) -> int:
        """People for whom no position fits."""
        return self.people - self.direct - self.learning

    @property
    def open(self) -> int:
        """Positions that nobody takes."""
        return self.positions - self.direct - self.learning

    @property
    def finding(self) -> str:
        """The whole picture in words."""
        n = formats.number
        return (
            f"{n(self.people)} người: {n(self.direct)} có việc ngay, "
            f"{n(self.learning)} học rồi làm, {n(self.waiting)} chưa có chỗ hợp. "
            f"{n(self.positions)} chỗ làm: "
            f"{n(self.direct + self.learning)} đã có người, {n(self.open)} còn trống."
        )


@dataclass(frozen=True)
class FlowDrawing:
    """The flow as paths and places of its words, all attribute text.

    Words about a side stand outside its bar, where no band passes; a place is that of the first of
    two lines.
    """

    box: str
    bridge: str
    bridge_words_y: str
    bridge_holds_words: bool
    branch: str
    branch_words_y: str
    branch_holds_words: bool
    classes_y: str
    people_height: str
    positions_height: str
    waiting: str
    waiting_words: tuple[str, str]
    open: str
    open_words: tuple[str, str]
    side_words: tuple[str, str]


def draw_flow(flow: Flow) -> FlowDrawing:
    """Lay the flow out between its two bars."""
    scale = TALLEST / max(flow.people, flow.positions, 1)
    bridge, branch = _thickness(flow.direct, scale), _thickness(flow.learning, scale)
    middle, low = TOP + bridge, TOP + bridge + branch
    people_end = max(TOP + _thickness(flow.people, scale), low)
    positions_end = max(TOP + _thickness(flow.positions, scale), low)
    crest = TOP - RISE * 0.75 + bridge / 2
    bottom = low + DIP  # of the branch
    below = bottom + (LINE if branch >= READABLE else 2 * LINE)
    waiting_y, open_y = (max(end - LINE, TOP + 4 * LINE) for end in (people_end, positions_end))
    height = max(people_end, positions_end, waiting_y + LINE, open_y + LINE, below if branch else 0)
    return FlowDrawing(
        box=f"{-MARGIN} 0 {LEFT + RIGHT + 2 * MARGIN} {svg(height + LINE)}",
        bridge=_bridge(TOP, middle) if bridge else "",
        bridge_words_y=svg(crest + 5 if bridge >= READABLE else crest - bridge / 2 - 8),
        bridge_holds_words=bridge >= READABLE,
        branch=_branch(middle, low) if branch else "",
        branch_words_y=svg(bottom - branch / 2 + 5 if branch >= READABLE else bottom + LINE),
        branch_holds_words=branch >= READABLE,
        classes_y=svg(below),
        people_height=svg(people_end - TOP),
        positions_height=svg(positions_end - TOP),
        waiting=_gap(LEFT + BAR_WIDTH, 24, low, people_end),
        waiting_words=_two_lines(waiting_y),
        open=_gap(RIGHT - BAR_WIDTH, -24, low, positions_end),
        open_words=_two_lines(open_y),
        side_words=_two_lines(TOP + LINE),
    )


@dataclass(frozen=True)
class Bar:
    """A row of a bar chart; `state` colours it (good, warn, bad, school)."""

    label: str
    value: float
    state: str = ""
    url: str = ""
    shown: str = ""  # the figure in words; by default the value as a number


@dataclass(frozen=True)
class Area:
    """A piece of a map: its outline, how strong its tone is (0-4), what it is and its figure."""

    outline: str  # the `d` of an SVG path
    tone: int
    label: str
    figure: str
    url: str = ""
    label_at: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        if self.tone not in range(TONES):
            raise ValueError(f"a tone is one of 0 to {TONES - 1}")


@dataclass(frozen=True)
class Map:
    """Areas in a frame of `width` by `height` units, and what they show.

    `finding` says it in a sentence, `column` names the figure, `legend` words the tones from 0 up.
    """

    areas: tuple[Area, ...]
    finding: str
    width: float
    height: float
    column: str = "Số lượng"
    legend: tuple[str, ...] = ()


def tones(values: Sequence[float]) -> list[int]:
    """A tone for each value: 0 for nothing, then four classes with as many areas in each.

    Equal values get equal tones.
    """
    ranked = sorted({value for value in values if value > 0})
    return [
        0 if value <= 0 else 1 + ranked.index(value) * (TONES - 1) // len(ranked)
        for value in values
    ]


def legend(values: Sequence[int], toned: Sequence[int], unit: str) -> tuple[str, ...]:
    """What each tone stands for, from none upwards: "0 chỗ", "1–4 chỗ"; "" for a tone not used."""
    words = []
    for tone in range(TONES):
        inside = [value for value, its in zip(values, toned, strict=True) if its == tone]
        bounds = sorted({min(inside), max(inside)}) if inside else []
        words.append(f"{'–'.join(map(formats.number, bounds))} {unit}" if bounds else "")
    return tuple(words)


def _two_lines(first: float) -> tuple[str, str]:
    return svg(first), svg(first + LINE)


def _thickness(count: int, scale: float) -> float:
    return max(count * scale, THINNEST) if count else 0


def _bridge(upper: float, lower: float) -> str:
    a, b = LEFT + BAR_WIDTH, RIGHT - BAR_WIDTH
    u, lo = svg(upper), svg(lower)
    up, low = svg(upper - RISE), svg(lower - RISE)
    return f"M{a} {u}C300 {up} 460 {up} {b} {u}V{lo}C460 {low} 300 {low} {a} {lo}Z"


def _branch(upper: float, lower: float) -> str:
    a, b = LEFT + BAR_WIDTH, RIGHT - BAR_WIDTH
    u, lo = svg(upper), svg(lower)
    ud, ld = svg(upper + DIP), svg(lower + DIP)
    return (
        f"M{a} {u}C230 {u} 260 {ud} 330 {ud}H430C500 {ud} 530 {u} {b} {u}V{lo}"
        f"C530 {lo} 500 {ld} 430 {ld}H330C260 {ld} 230 {lo} {a} {lo}Z"
    )


def _gap(x: int, width: int, upper: float, lower: float) -> str:
    return f"M{x} {svg(upper)}h{width}V{svg(lower)}h{-width}Z" if lower > upper else ""
