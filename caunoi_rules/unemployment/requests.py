"""What a person on benefit may ask besides: to move it, and support for a course."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from caunoi_rules.calendar import Calendar
from caunoi_rules.unemployment import training
from caunoi_rules.unemployment.case import Case, TrainingRequest
from caunoi_rules.unemployment.contributions import months_in_window
from caunoi_rules.unemployment.eligibility import PENSION_ENDINGS, REFUSALS
from caunoi_rules.unemployment.ending import Event, blocking_code
from caunoi_rules.unemployment.outcome import Life, Plan, Training
from caunoi_rules.unemployment.readings import Readings
from caunoi_rules.unemployment.regimes import NEW_LAW_FROM, Regime
from caunoi_rules.unemployment.transfer import Transfer, transfer

TRAINING_WINDOW: Final = 36
"""Months looked back on (Law 74/2025, Điều 37 khoản 2 điểm d)."""


def decide_transfer(  # noqa: PLR0917 - the state of one decision
    case: Case,
    plan: Plan | None,
    life: Life | None,
    regime: Regime,
    readings: Readings,
    calendar: Calendar,
    used: set[str],
) -> Transfer | None:
    """The transfer a case asks for; None when it asks for none."""
    asked = case.transfer
    if asked is None:
        return None
    enjoyed, running = 0, False
    if plan and life:
        last = life.end or plan.last_day
        running = plan.periods[0].first <= asked.requested <= last
        paid = set(life.months.paid)
        begun = sum(p.first <= asked.requested for p in plan.periods if p.k in paid)
        ended = sum(p.last < asked.requested for p in plan.periods if p.k in paid)
        if bool(begun) != bool(ended):
            used.add("transfer_after")
        enjoyed = ended if readings.transfer_after == "month_ended" else begun
    return transfer(
        origin=asked.origin,
        destination=asked.destination,
        requested=asked.requested,
        received=asked.received,
        withdrawn=asked.withdrawn,
        months_received=enjoyed,
        running=running,
        regime=regime,
        calendar=calendar,
    )


def decide_training(
    case: Case,
    plan: Plan | None,
    life: Life | None,
    result: str,
    dated: Iterable[tuple[date, Event, Regime]],
) -> Training | None:
    """The course a case asks support for; None when it asks for none."""
    asked = case.training
    if asked is None:
        return None
    benefit, awaiting = None, False
    if plan and life:
        benefit = (plan.periods[0].first, life.end or plan.last_day)
        awaiting = case.dossier.filed <= asked.filed < benefit[0]
    verdict = training.judge(
        training.Worker(
            filed=asked.filed,
            benefit=benefit,
            awaiting_benefit=awaiting,
            ended=case.ended_on,
            lawful=case.ending != "unlawful_unilateral"
            and case.ending not in PENSION_ENDINGS[Regime.NEW],
            paid_months=months_in_window(
                case.segments, ended_on=case.ended_on, window=TRAINING_WINDOW
            ),
            barred_by=_barred(asked, list(dated)),
        )
    )
    support = training.support(
        months=asked.months,
        odd_days=asked.odd_days,
        on=max(asked.filed, NEW_LAW_FROM),  # not decided before: the new law (Điều 43 khoản 5)
        study_days=asked.study_days,
        tuition_course=asked.tuition_course,
        tuition_month=asked.tuition_month,
    )
    why = (*verdict.reasons, *support.reasons)
    return Training(
        verdict.eligible, str(support.months), support.tuition, support.meals, support.total, why
    )


def _barred(asked: TrainingRequest, dated: Sequence[tuple[date, Event, Regime]]) -> str:
    """What happened by the tenth working day after the course was asked for, in Vietnamese."""
    last = training.test_last_day(asked.filed).day
    for day, event, _ in dated:
        code = blocking_code(event)
        if code and day <= last:
            return REFUSALS[code].label
    return ""
