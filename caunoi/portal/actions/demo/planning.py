"""The plans of the made province: this year's shared over communes, next year's being agreed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from django.utils import timezone

from caunoi.indicators.choices.targets import TargetOrigin, TargetState
from caunoi.indicators.models import Definition, Indicator, ReportingUnit, Target, TargetStep
from caunoi.portal.actions.demo.stage import Stage
from caunoi_engine.series import share_out
from caunoi_rules.periods import period_of

PLANS: Final = {  # by code: last year, this year, in whole last decimals
    "jobs_created": (23_900, 22_182),
    "overseas_workers": (2_200, 2_500),
    "jobs_via_centre": (0, 15),
    "consultations": (0, 20),
    "referrals": (0, 26),
    "vacancies_collected": (0, 1_500),
    "job_sessions": (34, 36),
    "gdnn_enrolled": (0, 8_000),
    "gifts_ncc": (16_000, 16_500),
    "poverty_reduction": (40, 40),
    "temp_houses_removed": (1_500, 1_135),
}
SHARED: Final = ("jobs_created", "overseas_workers")
NEXT: Final = {"jobs_created": 22_550}
JANUARY: Final = (5, 12, 19)
ANSWERING: Final = 2  # of the communes of this year's plan that have not accepted it


@dataclass(frozen=True)
class Plans:
    """Of what, and whose whole it is."""

    indicators: Mapping[str, Indicator]
    definitions: Mapping[int, Definition]
    whole: ReportingUnit


Agreed = tuple[Target, list[TargetStep]]


def store_plans(stage: Stage, plans: Plans, parts: Sequence[tuple[ReportingUnit, int]]) -> None:
    """Plans of two years with their steps; communes have accepted theirs, but for a few.

    parts: the communes, each with its people.
    """
    rows: list[Agreed] = []
    for code, values in PLANS.items():
        if code not in plans.indicators:
            continue
        for back, value in zip((1, 0), values, strict=True):
            year = stage.on.year - back
            if value:
                rows.append(_agreed(stage, plans, code, year, (plans.whole, value)))
            if code in SHARED and not back:
                rows += _shared(stage, plans, code, rows[-1][0], parts)
    for code, value in NEXT.items():
        if code in plans.indicators:
            year = stage.on.year + 1
            target, steps = _agreed(stage, plans, code, year, (plans.whole, value))
            target.state = TargetState.PROPOSED
            steps[0].at = stage.at
            rows.append((target, steps[:1]))
    Target.objects.bulk_create([target for target, _ in rows])
    TargetStep.objects.bulk_create([step for _, steps in rows for step in steps])


def _shared(
    stage: Stage,
    plans: Plans,
    code: str,
    whole: Target,
    parts: Sequence[tuple[ReportingUnit, int]],
) -> list[Agreed]:
    """The plan of the whole over its communes; the first ones have not accepted it yet."""
    rows = []
    shares = share_out(whole.value, [people for _, people in parts])
    for number, ((unit, _), share) in enumerate(zip(parts, shares, strict=True)):
        target, steps = _agreed(stage, plans, code, whole.last.year, (unit, share))
        target.origin = TargetOrigin.SHARED
        if number < ANSWERING:
            target.state = TargetState.ASSIGNED
            steps.pop()
        rows.append((target, steps))
    return rows


def _agreed(
    stage: Stage, plans: Plans, code: str, year: int, whose: tuple[ReportingUnit, int]
) -> Agreed:
    """A plan that was proposed by the one, assigned by the other and accepted."""
    indicator, (unit, value) = plans.indicators[code], whose
    span = period_of(str(year), calendar=plans.definitions[indicator.pk].calendar)
    target = Target(
        indicator=indicator,
        unit=unit,
        first=span.first,
        last=span.last,
        value=value,
        origin=TargetOrigin.STATED,
        state=TargetState.ACCEPTED,
        made=True,
    )
    done = (
        (TargetState.PROPOSED, stage.users["truong-phong"]),
        (TargetState.ASSIGNED, stage.users["giam-doc"]),
        (TargetState.ACCEPTED, None),
    )
    steps = [
        TargetStep(target=target, state=state, value=value, by=by, at=_morning(year, day))
        for (state, by), day in zip(done, JANUARY, strict=True)
    ]
    return target, steps


def _morning(year: int, day: int) -> datetime:
    return timezone.make_aware(datetime.combine(date(year, 1, day), time(9)))
