"""How a plan comes about: proposed, assigned, accepted, changed with a reason, shared down.

Two hands: nobody assigns a number they proposed themselves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.indicators.choices.figures import Bound
from caunoi.indicators.choices.targets import TargetOrigin, TargetState
from caunoi.indicators.models import Definition, Indicator, ReportingUnit, Target, TargetStep
from caunoi.indicators.queries.compared import is_level
from caunoi_engine.series import share_out
from caunoi_engine.series.comparing import plan_from_percent
from caunoi_kit.journal.actions import record
from caunoi_rules.periods import Period, period_of

__all__ = [
    "CannotTarget",
    "Plan",
    "accept_targets",
    "answer_target",
    "assign_targets",
    "change_target",
    "derive_target",
    "propose_target",
    "share_down",
    "share_over_quarters",
]

SETTLED = frozenset({TargetState.ASSIGNED, TargetState.ACCEPTED, TargetState.CHANGED})
LARGEST = 10**15


class CannotTarget(Exception):
    """The plan cannot be written so; the message says why and what to do."""


@dataclass(frozen=True)
class Plan:
    """Whose plan of what, for which days."""

    indicator: Indicator
    unit: ReportingUnit
    period: Period


@transaction.atomic
def propose_target(
    *,
    plan: Plan,
    value: int,
    by: User | None,
    at: datetime,
    why: str = "",
    bound: str = Bound.EXACT,
) -> Target:
    """Propose a number, or another one while nothing is assigned."""
    target = _propose(plan, value, by=by, at=at, why=why, bound=bound, origin=TargetOrigin.STATED)
    record("indicators.target.proposed", by=by, about=target)
    return target


@transaction.atomic
def assign_targets(*, targets: Sequence[Target], by: User | None, at: datetime) -> int:
    """Assign what others proposed; says how many were waiting. All of them or none."""
    waiting = [each for each in _locked(targets) if each.state == TargetState.PROPOSED]
    if not waiting:
        raise CannotTarget("Không có đề xuất nào đang chờ giao. Tải lại trang để xem mới nhất.")
    hands = _last_hands(waiting)
    own = [each for each in waiting if by is not None and hands.get(each.pk) == by.pk]
    if own:
        raise CannotTarget(
            f"{len(own)} số do chính bạn đề xuất nên bạn không tự giao được. Nhờ người có quyền "
            "giao khác bấm «Giao»."
        )
    _step(waiting, TargetState.ASSIGNED, by=by, at=at)
    record("indicators.target.assigned", by=by, detail={"targets": len(waiting)})
    return len(waiting)


@transaction.atomic
def accept_targets(*, targets: Sequence[Target], by: User | None, at: datetime) -> int:
    """The unit takes what it was assigned."""
    given = [
        each
        for each in _locked(targets)
        if each.state in {TargetState.ASSIGNED, TargetState.CHANGED}
    ]
    if not given:
        raise CannotTarget("Không có kế hoạch nào đang chờ nhận. Tải lại trang để xem mới nhất.")
    _step(given, TargetState.ACCEPTED, by=by, at=at)
    record("indicators.target.accepted", by=by, detail={"targets": len(given)})
    return len(given)


@transaction.atomic
def answer_target(*, target: Target, value: int, why: str, by: User | None, at: datetime) -> Target:
    """The unit answers what it was assigned with another number, which then waits as a proposal."""
    (target,) = _locked([target])
    if target.state not in {TargetState.ASSIGNED, TargetState.CHANGED}:
        raise CannotTarget(
            f"Số này {target.get_state_display().lower()} nên không trả lời được nữa. "
            "Cần đổi thì đề nghị nơi giao điều chỉnh."
        )
    _other(target, value, why)
    target.value = value
    _step([target], TargetState.PROPOSED, by=by, at=at, why=why)
    record("indicators.target.answered", by=by, about=target)
    return target


@transaction.atomic
def change_target(*, target: Target, value: int, why: str, by: User | None, at: datetime) -> Target:
    """Another number for a plan that was assigned, with the reason; the unit accepts it anew."""
    (target,) = _locked([target])
    if target.state not in SETTLED:
        raise CannotTarget("Kế hoạch này chưa giao nên chưa cần điều chỉnh: ghi đề xuất khác.")
    _other(target, value, why)
    target.value = value
    _step([target], TargetState.CHANGED, by=by, at=at, why=why)
    record("indicators.target.changed", by=by, about=target)
    return target


@transaction.atomic
def share_down(
    *,
    whole: Target,
    weights: Mapping[ReportingUnit, int],
    by: User | None,
    at: datetime,
    why: str = "",
) -> list[Target]:
    """Share a plan out over units by their weights; what was settled with some stays.

    The parts add up to the whole: units without a settled plan share what is left of it.
    """
    if not weights:
        raise CannotTarget("Không có đơn vị nào để chia.")
    units = list(weights)
    held = {
        each.unit_id: each
        for each in Target.objects.select_for_update().filter(
            indicator=whole.indicator, unit__in=units, first=whole.first, last=whole.last
        )
    }
    settled = sum(each.value for each in held.values() if each.state in SETTLED)
    left = whole.value - settled
    if left < 0:
        raise CannotTarget(
            "Các đơn vị đã được giao nhiều hơn kế hoạch chung. Điều chỉnh số của đơn vị hoặc số "
            "chung trước khi chia."
        )
    open_units = [
        each for each in units if each.pk not in held or held[each.pk].state not in SETTLED
    ]
    if not open_units:
        raise CannotTarget("Mọi đơn vị đã được giao. Muốn đổi thì điều chỉnh từng số kèm lý do.")
    parts = share_out(left, [weights[each] for each in open_units])
    period = _span(whole)
    made = [
        _propose(
            Plan(whole.indicator, unit, period),
            part,
            by=by,
            at=at,
            why=why,
            bound=whole.bound,
            origin=TargetOrigin.SHARED,
        )
        for unit, part in zip(open_units, parts, strict=True)
    ]
    record("indicators.target.shared", by=by, about=whole, detail={"units": len(made)})
    return made


@transaction.atomic
def share_over_quarters(
    *,
    year: Target,
    definition: Definition,
    weights: Sequence[int],
    by: User | None,
    at: datetime,
) -> list[Target]:
    """The four quarters of a yearly plan, by what each quarter brought before.

    Of a level there is nothing to share: December's is the year's.
    """
    if is_level(definition):
        raise CannotTarget("Chỉ tiêu này là mức cuối năm, không chia theo quý được.")
    held = Target.objects.filter(
        indicator=year.indicator,
        unit=year.unit,
        first__gte=year.first,
        last__lte=year.last,
        state__in=SETTLED,
    )
    if held.exclude(pk=year.pk).exists():
        raise CannotTarget("Kế hoạch quý đã được giao. Muốn đổi thì điều chỉnh từng quý kèm lý do.")
    made = []
    for quarter, part in enumerate(share_out(year.value, weights), start=1):
        period = period_of(f"{year.last.year}Q{quarter}", calendar=definition.calendar)
        plan = Plan(year.indicator, year.unit, period)
        made.append(
            _propose(plan, part, by=by, at=at, why="", bound=year.bound, origin=TargetOrigin.SHARED)
        )
    record("indicators.target.quarters", by=by, about=year)
    return made


@transaction.atomic
def derive_target(
    *, plan: Plan, actual: int, percent: Decimal, by: User | None, at: datetime
) -> Target:
    """The plan of which only the percentage reached was printed: marked as derived.

    It was assigned then, whatever is known of it now.
    """
    if percent <= 0:
        raise CannotTarget("Tỷ lệ hoàn thành phải lớn hơn 0 thì mới suy ra được kế hoạch.")
    target = _propose(
        plan,
        plan_from_percent(actual, percent),
        by=by,
        at=at,
        why=f"Suy ra từ tỷ lệ hoàn thành {str(percent).replace('.', ',')}%",
        bound=Bound.ABOUT,
        origin=TargetOrigin.FROM_PERCENT,
    )
    _step([target], TargetState.ASSIGNED, by=by, at=at)
    record("indicators.target.derived", by=by, about=target)
    return target


def _propose(
    plan: Plan, value: int, *, by: User | None, at: datetime, why: str, bound: str, origin: str
) -> Target:
    if not 0 <= value <= LARGEST:
        raise CannotTarget("Kế hoạch phải là một số không âm và không quá lớn. Sửa lại con số.")
    spot = {
        "indicator": plan.indicator,
        "unit": plan.unit,
        "first": plan.period.first,
        "last": plan.period.last,
    }
    target = Target.objects.select_for_update().filter(**spot).first()
    if target is not None and target.state in SETTLED:
        raise CannotTarget(
            f"Kế hoạch của {plan.unit.name} đã giao. Muốn đổi thì bấm «Điều chỉnh» và ghi lý do."
        )
    if target is None:
        target = Target(**spot, made=plan.unit.made)
    target.value, target.bound, target.origin = value, bound, origin
    target.state = TargetState.PROPOSED
    target.save()
    TargetStep.objects.create(
        target=target, state=TargetState.PROPOSED, value=value, why=why, by=by, at=at
    )
    return target


def _other(target: Target, value: int, why: str) -> None:
    if not why.strip():
        raise CannotTarget("Ghi lý do: vì sao con số phải khác.")
    if value == target.value:
        raise CannotTarget("Con số mới trùng con số đang có. Ghi số khác, hoặc bấm nhận kế hoạch.")
    if not 0 <= value <= LARGEST:
        raise CannotTarget("Kế hoạch phải là một số không âm và không quá lớn. Sửa lại con số.")


def _locked(targets: Sequence[Target]) -> list[Target]:
    keys = [each.pk for each in targets]
    return list(Target.objects.select_for_update().filter(pk__in=keys).order_by("id"))


def _last_hands(targets: Sequence[Target]) -> dict[int, int | None]:
    """Who wrote the number that stands, by target."""
    steps = TargetStep.objects.filter(
        target__in=[each.pk for each in targets],
        state__in=[TargetState.PROPOSED, TargetState.CHANGED],
    )
    return {step.target_id: step.by_id for step in steps.order_by("id")}


def _step(
    targets: Sequence[Target], state: TargetState, *, by: User | None, at: datetime, why: str = ""
) -> None:
    for each in targets:
        each.state = state
    Target.objects.bulk_update(targets, ["state", "value"])
    TargetStep.objects.bulk_create(
        TargetStep(target=each, state=state, value=each.value, why=why, by=by, at=at)
        for each in targets
    )


def _span(target: Target) -> Period:
    return Period("days", target.first, target.last)
