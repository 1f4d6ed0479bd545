"""Figures of the dashboard in words: tiles, chart, map, rows, what needs a look."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.urls import reverse
from django.utils.http import urlencode

from caunoi.indicators.choices.catalogue import Direction, Frequency, Unit
from caunoi.indicators.choices.figures import Bound
from caunoi.indicators.choices.targets import Standing, TargetOrigin
from caunoi.indicators.choices.unusual import UnusualKind
from caunoi.indicators.models import Definition
from caunoi.indicators.queries.choosing import Period
from caunoi.indicators.queries.compared import Compared, is_level
from caunoi.indicators.queries.dashboard import NEW, Part, Stretch, per_week
from caunoi.indicators.queries.report_fields import rate_digits
from caunoi.indicators.queries.unusual import Unusual
from caunoi.indicators.queries.values import Value
from caunoi.indicators.views.unusual import url_of
from caunoi.places.models import Place
from caunoi.places.queries import commune_outlines
from caunoi_kit.ui import formats
from caunoi_kit.ui.cards import Badge, Column, Link, Task
from caunoi_kit.ui.charts import Area, Map, legend, tones
from caunoi_kit.ui.months import Month, Months

BADGES: Final = {
    Standing.BEYOND: Badge("good", "check", str(Standing.BEYOND.label)),
    Standing.REACHED: Badge("good", "check", str(Standing.REACHED.label)),
    Standing.SLOW: Badge("warn", "clock", str(Standing.SLOW.label)),
    Standing.AT_RISK: Badge("bad", "warn", str(Standing.AT_RISK.label)),
    Standing.NO_PLAN: Badge("info", "info", "Chưa có KH"),
}
UNUSUAL: Final = {
    UnusualKind.RELATION: Badge("warn", "gap", "Cộng chưa khớp"),
    UnusualKind.TWO_VALUES: Badge("warn", "gap", "Hai giá trị"),
    UnusualKind.JUMP: Badge("warn", "warn", "Thay đổi mạnh"),
    UnusualKind.LATE: Badge("bad", "clock", "Nộp trễ"),
}
MONTHS: Final = 12
NOTHING: Final = "chưa có"
BY_PLAN: Final = (0, 60, 80, 100)  # percent of plan; above the last: the fullest tone
BY_PLAN_WORDS: Final = ("chưa có số", "đến 60%", "61–80%", "81–100%", "vượt kế hoạch")


@dataclass(frozen=True)
class Chosen:
    """What the pickers say: whose figures, of which days, by the units of which time."""

    place: Place
    period: Period
    view: str
    province: Place

    @property
    def query(self) -> str:
        """The same choice for another page, as the end of an address."""
        asked: dict[str, str | int] = {}
        if self.period.code:
            asked["ky"] = self.period.code
        else:
            asked |= {"tu": self.period.first.isoformat(), "den": self.period.last.isoformat()}
        if self.place.pk != self.province.pk:
            asked["noi"] = self.place.pk
        if self.view != NEW:
            asked["xem"] = self.view
        return f"?{urlencode(asked)}"

    def at(self, place: Place) -> "Chosen":
        """The same of another place."""
        return Chosen(place, self.period, self.view, self.province)


@dataclass(frozen=True)
class Tile:
    """An indicator on the first screen, ready to read."""

    name: str
    url: str
    actual: str
    unit: str
    estimated: bool
    plan: str
    plan_url: str
    derived: bool
    percent: str
    width: float
    state: str
    badge: Badge
    trend: str  # "tăng 4%"
    arrow: str  # "▲", "▼", ""
    size: str
    good: bool
    note: str


def figure(value: int | None, definition: Definition, bound: str = Bound.EXACT) -> str:
    """A stored figure as it is read: 25.953, 98,6%, 4,87, "trên 6,96 tỷ"."""
    if value is None:
        return NOTHING
    exact = Decimal(value).scaleb(-definition.decimals)
    if definition.unit == Unit.DONG:
        words = formats.money_short(int(exact)).removesuffix(" đồng")
    elif definition.unit == Unit.PERCENT:
        words = f"{rate_digits(exact, definition.decimals)}%"
    else:
        words = formats.number(exact, definition.decimals)
    label = str(Bound(bound).label)
    return f"{label} {words}".strip()


def marked(value: Value, definition: Definition) -> str:
    """A figure that says when somebody estimated it, or a part of it."""
    words = figure(value.value, definition, value.bound)
    return f"{words} (ước tính)" if value.estimated else words


def unit_of(definition: Definition) -> str:
    """Its unit where the figure does not say it already."""
    return "" if definition.unit == Unit.PERCENT else str(Unit(definition.unit).label)


def tile(each: Compared, chosen: Chosen, on: date) -> Tile:
    """One indicator with its plan, its change and what the year is expected to end with."""
    change = each.change
    size, trend = "", ""
    if change is not None:
        amount = abs(change.amount)
        is_points = change.kind == "points"
        size = f"{formats.number(amount)} điểm" if is_points else formats.percent(amount)
        trend = formats.points(change.amount) if is_points else formats.change(change.amount)
    way = change.direction if change is not None and trend != "không đổi" else 0
    down = each.definition.direction == Direction.DOWN
    badge = BADGES[each.standing]
    if each.standing == Standing.NO_PLAN and each.plan is not None:
        badge = Badge("info", "info", "Chưa có số")
    return Tile(
        name=each.definition.short_name,
        url=reverse("indicators:indicator", args=[each.indicator.code]) + chosen.query,
        actual=figure(each.now.value, each.definition, each.now.bound),
        unit=unit_of(each.definition),
        estimated=each.now.estimated > 0,
        plan="" if each.plan is None else figure(each.plan, each.definition, each.plan_bound),
        plan_url=reverse("indicators:plan", args=[each.indicator.code])
        + f"?nam={chosen.period.last.year}",
        derived=each.plan_origin == TargetOrigin.FROM_PERCENT,
        percent="" if each.percent is None else percent_words(each.percent),
        width=0.0 if each.percent is None else max(float(each.percent), 0.0),
        state=badge.kind,
        badge=badge,
        trend=trend,
        arrow={1: "▲", -1: "▼"}.get(way, ""),
        size=size,
        good=(way < 0) == down,
        note=note(each, on),
    )


def percent_words(percent: Decimal) -> str:
    """A percentage of plan: 117%, 91,7%; never rounded up to a plan that is not reached."""
    hundred = Decimal(100)
    if percent < hundred and round(percent, 1) == hundred:
        return "99,9%"
    return formats.percent(percent)


def note(each: Compared, on: date) -> str:
    """What the year is expected to end with, and what is needed or missing."""
    said = []
    if each.forecast is not None and each.forecast.as_of.month < MONTHS:  # the year is not over
        said.append(f"Dự báo cả năm {figure(each.forecast.value, each.definition)}")
    if each.standing in {Standing.SLOW, Standing.AT_RISK} and (more := per_week(each, on)):
        said.append(f"cần thêm {figure(more, each.definition)} mỗi tuần")
    if each.over.value is not None and each.over.units < each.over.of:
        said.append(f"thiếu {each.over.of - each.over.units}/{each.over.of} xã")
    if each.now.estimated and each.now.of > 1:
        said.append(f"ước tính {each.now.estimated}/{each.now.of} xã")
    if each.now.people is not None and each.definition.unit not in {Unit.PEOPLE, Unit.WORKERS}:
        said.append(f"{formats.number(each.now.people)} người")
    if not said and is_level(each.definition):
        said.append(f"Mức mới nhất, tính bằng {unit_of(each.definition) or '%'}")
    line = " · ".join(said)
    return line[:1].upper() + line[1:]


def forecast(each: Compared) -> dict[str, str]:
    """The year's end and its interval."""
    if each.forecast is None:
        return {}
    return {
        name: figure(getattr(each.forecast, name), each.definition)
        for name in ("value", "low", "high")
    }


@dataclass(frozen=True)
class Attention:
    """The indicators at risk and the slow ones, as links."""

    risk: tuple[Link, ...]
    slow: tuple[Link, ...]

    @property
    def count(self) -> int:
        """How many need a look."""
        return len(self.risk) + len(self.slow)


def attention(rows: Sequence[Compared], chosen: Chosen) -> Attention:
    """Which indicators need a look."""
    found: dict[str, list[Link]] = {"risk": [], "slow": []}
    for each in rows:
        key = {Standing.AT_RISK: "risk", Standing.SLOW: "slow"}.get(each.standing)
        if key:
            url = reverse("indicators:indicator", args=[each.indicator.code]) + chosen.query
            found[key].append(Link(each.definition.short_name, url))
    return Attention(tuple(found["risk"]), tuple(found["slow"]))


def chart(row: Sequence[Stretch], whole: Compared, chosen: Chosen) -> Months | None:
    """The months of the year with the line of the plan; None where no month has a figure."""
    definition = whole.definition
    known = [each for each in row if each.value.value is not None]
    if not known:
        return None
    plan = _plan_a_month(whole)
    decimals = definition.decimals
    url = reverse("indicators:indicator", args=[whole.indicator.code])
    months = tuple(
        Month(
            name=_name(each.period)[0],
            short=_name(each.period)[1],
            value=_float(each.value.value, decimals),
            shown=marked(each.value, definition),
            last=_float(each.last.value, decimals) if each.last is not None else None,
            last_shown=figure(each.last.value, definition) if each.last is not None else "",
            url=url + Chosen(chosen.place, each.period, chosen.view, chosen.province).query
            if each.value.value is not None
            else "",
        )
        for each in row
    )
    low = min(known, key=lambda each: each.value.value or 0)
    high = max(known, key=lambda each: each.value.value or 0)
    finding = (
        f"{definition.name}, {chosen.place.name}: thấp nhất {_name(low.period)[0].lower()} là "
        f"{figure(low.value.value, definition)}, cao nhất {_name(high.period)[0].lower()} là "
        f"{figure(high.value.value, definition)}"
    )
    shown = figure(plan, definition) if plan is not None else ""
    finding += f"; kế hoạch mỗi tháng {shown}." if shown else "."
    return Months(finding, months, _float(plan, decimals), shown)


def _plan_a_month(whole: Compared) -> int | None:
    """A twelfth of a yearly plan, or the plan itself of a level."""
    definition = whole.definition
    if whole.plan is None or whole.plan_for is None or definition.plan_is_a_fall:
        return None
    if definition.frequency != Frequency.MONTH:
        return None
    if is_level(definition):
        return whole.plan
    return round(whole.plan / MONTHS) if whole.plan_for.kind == "year" else None


def _name(period: Period) -> tuple[str, str]:
    month = period.last.month
    if period.kind == "month":
        return f"Tháng {month}", f"T{month}"
    if period.kind == "quarter":
        return f"Quý {(month + 2) // 3}", f"Q{(month + 2) // 3}"
    if period.kind == "half":
        return "6 tháng đầu năm", "6 tháng"
    return f"Năm {period.last.year}", str(period.last.year)


def _float(value: int | None, decimals: int) -> float | None:
    return None if value is None else value / 10**decimals


def chart_map(rows: Sequence[Part], whole: Compared, chosen: Chosen) -> Map | None:
    """The communes by percent of plan, or by the figure itself where they have no plan."""
    outlines = commune_outlines(chosen.province.code)
    drawn = [each for each in rows if each.place.code in outlines.by_code and chosen.view == NEW]
    drawn = [each for each in drawn if each.place.pk != chosen.place.pk]
    if not drawn:
        return None
    planned = [each for each in drawn if each.percent is not None]
    by_plan = 2 * len(planned) > len(drawn)
    values = [each.now.value or 0 for each in drawn]
    if by_plan:
        toned = [
            0 if each.percent is None else sum(each.percent > bound for bound in BY_PLAN)
            for each in drawn
        ]
        words: tuple[str, ...] = BY_PLAN_WORDS
        behind = sum(each.standing in {Standing.SLOW, Standing.AT_RISK} for each in drawn)
        finding = (
            f"{behind} xã, phường chậm hoặc có nguy cơ." if behind else "Không xã, phường nào chậm."
        )
    else:
        toned = tones(values)
        words = legend(values, toned, unit_of(whole.definition) or "%")
        finding = f"{whole.definition.short_name} theo xã, phường."
    areas = tuple(
        Area(
            outline=outlines.by_code[each.place.code],
            tone=tone,
            label=each.place.name,
            figure=percent_words(each.percent)
            if by_plan and each.percent is not None
            else marked(each.now, whole.definition),
            url=reverse("indicators:indicator", args=[whole.indicator.code])
            + chosen.at(each.place).query,
        )
        for each, tone in zip(drawn, toned, strict=True)
    )
    column = "Phần trăm kế hoạch" if by_plan else whole.definition.short_name
    return Map(areas, finding, outlines.width, outlines.height, column, words)


def columns(whole: Compared, chosen: Chosen) -> list[Column]:
    """The heads of the table of parts."""
    return [
        Column("Huyện cũ" if chosen.view != NEW else "Xã, phường"),
        Column("Mức"),
        Column("Đã đạt", figures=True),
        Column("Kế hoạch", figures=True),
        Column("Phần trăm", figures=True),
        Column("So cùng kỳ", figures=True),
    ]


def rows(
    found: Sequence[Part], whole: Compared, chosen: Chosen, *, records: bool
) -> list[list[Any]]:
    """The parts as rows; the figure opens its records for those who may, else its page."""
    page = reverse("indicators:indicator", args=[whole.indicator.code])
    behind = reverse("indicators:records", args=[whole.indicator.code])
    told = []
    for each in found:
        there = chosen.at(each.place).query
        is_rest = each.place.pk == chosen.place.pk
        words = marked(each.now, whole.definition)
        to = behind if records else page
        told.append(
            [
                "Chưa rõ xã, phường" if is_rest else Link(each.place.name, page + there),
                BADGES[each.standing],
                words if each.now.value is None or is_rest else Link(words, to + there),
                "" if each.plan is None else figure(each.plan, whole.definition),
                "" if each.percent is None else percent_words(each.percent),
                moved(each),
            ]
        )
    return told


def moved(each: Part) -> str:
    """A part's change in words."""
    if each.change is None:
        return ""
    if each.change.kind == "points":
        return formats.points(each.change.amount)
    return formats.change(each.change.amount)


def unusual_tasks(found: Sequence[Unusual]) -> list[tuple[Task, str]]:
    """What needs a look, each with its sentence."""
    told = []
    for each in found:
        url = url_of(each) or reverse("indicators:unusual")
        label = each.unit.name if each.unit is not None else each.name
        said = f"{each.name}: {each.words}" if each.unit is not None else each.words
        told.append((Task(label, url, UNUSUAL[each.kind]), said))
    return told


def taken_words(value: Value) -> str:
    """Where a figure comes from and when it was taken."""
    when = f", lấy lúc {formats.moment(value.taken_at)}" if value.taken_at else ""
    broken = "; định nghĩa hoặc địa giới đổi trong kỳ" if value.broken else ""
    guessed = f"; có số ước tính của {value.estimated} đơn vị" if value.estimated else ""
    return f"{when}{broken}{guessed}".lstrip(",; ")
