"""Plans in words: rows, states, sums beside the whole, proposals and what was done."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.urls import reverse

from caunoi.indicators.choices.figures import Bound
from caunoi.indicators.choices.targets import TargetOrigin, TargetState
from caunoi.indicators.models import Definition, Target, TargetStep
from caunoi.indicators.queries.targets import PlanRow, Proposed, UnitRow
from caunoi.indicators.views.dashboard_words import figure, unit_of
from caunoi_kit.ui import formats
from caunoi_kit.ui.cards import Badge, Column, Event, Link

__all__ = ["figure", "unit_of"]

STATES: Final = {
    TargetState.PROPOSED: Badge("warn", "clock", str(TargetState.PROPOSED.label)),
    TargetState.ASSIGNED: Badge("info", "next", str(TargetState.ASSIGNED.label)),
    TargetState.ACCEPTED: Badge("good", "check", str(TargetState.ACCEPTED.label)),
    TargetState.CHANGED: Badge("warn", "edit", str(TargetState.CHANGED.label)),
}
NO_PLAN: Final = Badge("info", "info", "Chưa có")
PLANS: Final = [
    Column("Chỉ tiêu"),
    Column("Tình trạng"),
    Column("Năm trước đạt", figures=True),
    Column("Kế hoạch", figures=True),
    Column("Đơn vị cộng lại", figures=True),
    Column("Lệch", figures=True),
    Column("Đơn vị đã nhận"),
]
UNITS: Final = [
    Column("Đơn vị"),
    Column("Tình trạng"),
    Column("Năm trước đạt", figures=True),
    Column("Kế hoạch", figures=True),
    Column("So năm trước", figures=True),
]
OF_UNIT: Final = [Column("Chỉ tiêu"), Column("Tình trạng"), Column("Kế hoạch", figures=True)]
YEARS: Final = 4


def years(year: int, on: date, *, unit: str = "") -> list[Link]:
    """Next year and the last ones, as chips."""
    end = f"&don-vi={unit}" if unit else ""
    shown = sorted({on.year + 1 - back for back in range(YEARS)} | {year}, reverse=True)
    return [Link(f"Năm {each}", f"?nam={each}{end}", each == year) for each in shown]


def plan_link(each: PlanRow, year: int) -> Link:
    """The way to the plan of an indicator."""
    url = f"{reverse('indicators:plan', args=[each.indicator.code])}?nam={year}"
    return Link(each.definition.name, url)


def plan_row(each: PlanRow, year: int) -> list[Any]:
    """One indicator among all plans of a year."""
    whole = each.whole
    return [
        plan_link(each, year),
        NO_PLAN if whole is None else STATES[TargetState(whole.state)],
        figure(each.last_year.value, each.definition),
        "" if whole is None else _number(whole, each.definition),
        figure(each.parts_sum, each.definition)
        if each.parts and each.parts_sum is not None
        else "",
        difference(each.difference, each.definition),
        f"{each.accepted}/{each.parts}" if each.parts else "",
    ]


def difference(value: int | None, definition: Definition) -> str:
    """What units have more or less than the whole: "thừa 120", "khớp"."""
    if value is None:
        return ""
    if value == 0:
        return "khớp"
    return f"{'thừa' if value > 0 else 'thiếu'} {figure(abs(value), definition)}"


def whole(target: Target | None, definition: Definition) -> dict[str, Any] | None:
    """The plan of the province."""
    if target is None:
        return None
    return {
        "figure": figure(target.value, definition, target.bound),
        "unit": unit_of(definition),
        "badge": STATES[TargetState(target.state)],
        "derived": target.origin == TargetOrigin.FROM_PERCENT,
        "url": reverse("indicators:target", args=[target.public_id]),
    }


def sum_beside(
    target: Target | None, rows: Sequence[UnitRow], definition: Definition
) -> dict[str, Any] | None:
    """The sum of the parts beside the whole, with the difference."""
    planned = [each.target.value for each in rows if each.target is not None]
    if not planned:
        return None
    total = sum(planned)
    apart = None if target is None else total - target.value
    return {
        "total": figure(total, definition),
        "units": len(planned),
        "of": len(rows),
        "difference": difference(apart, definition),
        "fits": apart == 0,
    }


def unit_row(each: UnitRow, definition: Definition) -> list[Any]:
    """One unit under a plan."""
    target = each.target
    name: Link | str = each.unit.name
    more = ""
    if target is not None:
        name = Link(each.unit.name, reverse("indicators:target", args=[target.public_id]))
        if each.last_year:
            more = formats.change(100 * target.value / each.last_year - 100)
    return [
        name,
        NO_PLAN if target is None else STATES[TargetState(target.state)],
        figure(each.last_year, definition),
        "" if target is None else _number(target, definition),
        more,
    ]


def unit_target(target: Target, definition: Definition) -> list[Any]:
    """One indicator of a unit's plan."""
    return [
        Link(definition.name, reverse("indicators:target", args=[target.public_id])),
        STATES[TargetState(target.state)],
        f"{_number(target, definition)} {unit_of(definition)}".strip(),
    ]


def proposal(found: Proposed | None, definition: Definition, year: int) -> dict[str, Any] | None:
    """A number for the year, and how it was reached."""
    if found is None:
        return None
    told = found.proposal
    growth = formats.change(told.growth_percent)
    lines = [
        f"Trung bình {told.years} năm: {growth} mỗi năm"
        + (
            ", đã cắt ở mức 20% vì tăng giảm mạnh hơn là sự kiện, không phải xu hướng."
            if told.steep
            else "."
        ),
        f"Năm {year - 1} {'dự báo' if found.expected else 'đạt'} {figure(told.last, definition)}.",
    ]
    if told.capacity is not None:
        lines.append(
            f"Sức tiếp nhận {figure(told.capacity, definition)}: bốn lần quý cao nhất hai năm qua"
            + ("; xu hướng đòi nhiều hơn nên lấy mức này." if told.capped else ".")
        )
    return {
        "figure": figure(told.value, definition),
        "unit": unit_of(definition),
        "lines": lines,
        "years": [(each, figure(value, definition)) for each, value in found.years],
    }


def quarters(targets: Sequence[Target], definition: Definition) -> list[list[Any]]:
    """The quarterly plans of a year."""
    return [
        [
            Link(
                f"Quý {(each.last.month + 2) // 3}",
                reverse("indicators:target", args=[each.public_id]),
            ),
            STATES[TargetState(each.state)],
            _number(each, definition),
        ]
        for each in targets
    ]


def span_words(target: Target) -> str:
    """The days of a plan."""
    if (target.last - target.first).days > 360:  # noqa: PLR2004  a whole year, in either calendar
        return f"năm {target.last.year}"
    return f"từ {formats.day(target.first)} đến {formats.day(target.last)}"


def history(steps: Sequence[TargetStep], definitions: Mapping[int, Definition]) -> list[Event]:
    """What was done, the newest first."""
    many = len(definitions) > 1
    return [
        Event(
            when=formats.moment(step.at),
            what=f"{step.get_state_display()} {figure(step.value, definitions[step.target_id])}"
            + (f", {definitions[step.target_id].short_name}" if many else ""),
            detail=". ".join(
                each for each in (step.by.full_name if step.by else "Hệ thống", step.why) if each
            ),
            mark="now" if number == 0 else "done",
        )
        for number, step in enumerate(steps)
    ]


def _number(target: Target, definition: Definition) -> str:
    mark = " (suy ra)" if target.origin == TargetOrigin.FROM_PERCENT else ""
    bound = Bound.EXACT if mark else target.bound
    return figure(target.value, definition, bound) + mark
