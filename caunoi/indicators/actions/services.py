"""The plan of the report of services, and opening the people behind a figure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.utils import timezone

from caunoi.accounts.models import User
from caunoi.indicators.choices.targets import TargetOrigin, TargetState
from caunoi.indicators.models import Indicator, ReportingUnit, Target, TargetStep
from caunoi.indicators.queries.services import ALL, Row, centre_unit
from caunoi.indicators.queries.services_behind import BehindPage, behind_row
from caunoi_kit.journal.actions import record
from caunoi_rules.periods import Period


class CannotPlan(Exception):
    """Why no plan can be written, and what to do now."""


@dataclass(frozen=True)
class Spot:
    """Where a plan stands: whose, of what, for which days."""

    unit: ReportingUnit
    indicator: Indicator
    period: Period


@transaction.atomic
def set_plan(*, period: Period, figures: Mapping[str, int | None], by: User, at: datetime) -> int:
    """Write the plan of each row; None takes a plan away. Says how many rows changed."""
    unit = centre_unit(on=timezone.localtime(at).date())
    if unit is None:
        raise CannotPlan(
            "Chưa có đơn vị báo cáo của trung tâm. Nhờ quản trị nạp danh mục chỉ tiêu và đơn vị "
            "báo cáo rồi ghi lại kế hoạch."
        )
    held = {
        plan.indicator.code: plan
        for plan in Target.objects.select_for_update(of=("self",))
        .select_related("indicator")
        .filter(unit=unit, first=period.first, last=period.last)
    }
    indicators = Indicator.objects.in_bulk([row.code for row in ALL], field_name="code")
    changed = []
    for row in ALL:
        value = figures.get(row.key)
        if row.code not in indicators:
            if value is not None:
                raise CannotPlan(f"Danh mục chưa có chỉ tiêu {row.code}: nhờ quản trị nạp.")
        elif row.key in figures:
            spot = Spot(unit, indicators[row.code], period)
            if _put(spot, held.get(row.code), value, by=by, at=at):
                changed.append(row.key)
    if changed:
        detail = {"unit": unit.code, "rows": list(islice(changed, 50))}
        record("indicators.services.plan_set", by=by, detail=detail)
    return len(changed)


def _put(spot: Spot, plan: Target | None, value: int | None, *, by: User, at: datetime) -> bool:
    """One row of the plan as it was typed; False where nothing changes."""
    if value == (plan.value if plan else None):
        return False
    if value is None and plan is not None:
        plan.steps.all().delete()
        plan.delete()
        return True
    if value is None:
        return False
    state = TargetState.ASSIGNED if plan is None else TargetState.CHANGED
    why = "" if plan is None else "Ghi lại ở báo cáo dịch vụ việc làm"
    target, _ = Target.objects.update_or_create(
        indicator=spot.indicator, unit=spot.unit, first=spot.period.first, last=spot.period.last,
        defaults={"value": value, "origin": TargetOrigin.STATED, "state": state},
    )  # fmt: skip
    TargetStep.objects.create(target=target, state=state, value=value, why=why, by=by, at=at)
    return True


@transaction.atomic
def read_behind(*, row: Row, period: Period, page: str | None, by: User) -> BehindPage:
    """One page of the records behind a figure; those of people are in the journal."""
    found = behind_row(row, period, page=page)
    if found.people:
        detail = {"fields": ["full_name"], "people": found.people, "why": f"báo cáo, {row.label}"}
        record("indicators.services.people_read", by=by, detail=detail)
    return found
