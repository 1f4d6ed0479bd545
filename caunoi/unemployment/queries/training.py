"""Training support of workers: what the law gives for a course, and the files under a filter."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from caunoi.people.models import Person
from caunoi.training.models import Attendance, Intake
from caunoi.unemployment.choices import OPEN_CLAIMS, ClaimState
from caunoi.unemployment.choices.benefits import STANDING_BENEFITS
from caunoi.unemployment.choices.training import (
    OPEN_TRAINING,
    FeePer,
    TrainingGround,
    TrainingState,
)
from caunoi.unemployment.models import Benefit, Claim, TrainingMonth, TrainingSupport
from caunoi_rules.clocks import Deadline
from caunoi_rules.unemployment import procedure, training
from caunoi_rules.unemployment.training_figures import figure, said_months, whole_dong

FILTERS: Final = {
    "": "Đang xử lý",
    "mang": "Gửi qua mạng",
    "duyet": "Chờ duyệt",
    "nhan": "Chờ đến nhận",
    "hoc": "Đang học",
    "xong": "Đã xong",
}
_STATES: Final = {
    "": (
        TrainingState.SENT,
        TrainingState.RECEIVED,
        TrainingState.SUPPLEMENT,
        TrainingState.PROPOSED,
    ),
    "mang": (TrainingState.SENT,),
    "duyet": (TrainingState.PROPOSED,),
    "nhan": (TrainingState.APPROVED,),
    "hoc": (TrainingState.STUDYING,),
    "xong": tuple(state for state in TrainingState if state not in OPEN_TRAINING),
}


@dataclass(frozen=True)
class Part:
    """A supported month of a course and the tuition planned for it."""

    number: int
    first: date
    last: date
    planned: int


@dataclass(frozen=True)
class TrainingSum:
    """What the law makes of a file on a day."""

    verdict: training.Verdict
    start: training.StartVerdict
    support: training.Support
    parts: tuple[Part, ...]
    meal_day: int
    on_benefit: bool
    short: bool  # under three months: the ceiling is for the course

    @property
    def last_day(self) -> date:
        """The last supported day."""
        return self.parts[-1].last

    @property
    def reasons(self) -> list[dict[str, str]]:
        """Sentences with their articles, ready for a snapshot."""
        told = list(self.verdict.reasons)
        if self.verdict.eligible:
            told += [*self.start.reasons, *self.support.reasons]
        return [{"text": one.text, "article": one.article} for one in told]


def compute_training(support: TrainingSupport, *, on: date) -> TrainingSum:
    """What a file comes to when it is decided on that day. One query."""
    months, odd_days = training.length_of(support.starts_on, support.ends_on)
    per_course = support.fee_per == FeePer.COURSE
    found = training.support(
        months=months,
        odd_days=odd_days,
        on=on,
        tuition_course=support.fee if per_course else None,
        tuition_month=None if per_course else support.fee,
    )
    last = _benefit_days(support)
    return TrainingSum(
        training.judge(_worker(support)),
        training.judge_start(
            support.starts_on,
            decided=on,
            benefit_last=last[1] if last else None,
            catch_up=support.catch_up,
        ),
        found,
        _parts(support, found.tuition, on=on),
        figure("meal_day", on).value,
        support.ground in {TrainingGround.BENEFIT, TrainingGround.ELSEWHERE},
        months < figure("short_course_under_months", on).value,
    )


def snapshot_of(found: TrainingSum, support: TrainingSupport) -> dict[str, Any]:
    """What a decision keeps: the figures of Mẫu 05, or the reasons of Mẫu 06."""
    if not found.verdict.eligible:
        return {"reasons": found.reasons, "codes": [str(code) for code in found.verdict.codes]}
    a_month = found.support.tuition / found.support.months
    school = ", ".join(filter(None, (support.school, support.school_address)))
    return {
        "months": said_months(found.support.months),
        "course_name": support.course,
        "course_start": support.starts_on.isoformat(),
        "course_end": support.ends_on.isoformat(),
        "start": support.starts_on.isoformat(),
        "end": found.last_day.isoformat(),
        "amount": found.support.tuition if found.short else whole_dong(a_month),
        "per": "khóa" if found.short else "tháng",
        "tuition": found.support.tuition,
        "own_part": found.support.own_part,
        "school": school,
        "meal": found.meal_day,
        "parts": [[p.first.isoformat(), p.last.isoformat(), p.planned] for p in found.parts],
        "on_benefit": found.on_benefit,
        "clause": found.verdict.clause,
        "reasons": found.reasons,
    }


def money_of(month: TrainingMonth, study_days: int) -> tuple[int, int]:
    """Tuition for the school and meals for the worker of a month (Điều 13 khoản 8)."""
    meal = figure("meal_day", month.starts_on).value
    return (month.planned if study_days else 0), study_days * meal


def _worker(support: TrainingSupport) -> training.Worker:
    return training.Worker(
        filed=support.filed_on,
        benefit=_benefit_days(support),
        awaiting_benefit=support.ground == TrainingGround.WAITING,
        ended=support.ended_on,
        lawful=support.lawful,
        paid_months=support.paid_months,
        barred_by=support.barred_by,
        had_support=_had_support(support),
    )


def _benefit_days(support: TrainingSupport) -> tuple[date, date] | None:
    if support.ground == TrainingGround.BENEFIT and support.benefit is not None:
        return support.benefit.starts_on, support.benefit.ended_on or support.benefit.ends_on
    if support.outside_first and support.outside_last:
        return support.outside_first, support.outside_last
    return None


def _had_support(support: TrainingSupport) -> bool:
    """Whether this spell without work had its one course already (Điều 13 khoản 1)."""
    since = support.ended_on
    if support.benefit is not None:
        since = support.benefit.unemployed_from
    elif support.claim is not None:
        since = support.claim.ended_on
    others = TrainingSupport.objects.filter(
        person=support.person_id,
        state__in=[TrainingState.APPROVED, TrainingState.STUDYING, TrainingState.ENDED],
    ).exclude(pk=support.pk)
    return others.filter(filed_on__gte=since).exists() if since else others.exists()


def _parts(support: TrainingSupport, tuition: int, *, on: date) -> tuple[Part, ...]:
    months, odd_days = training.length_of(support.starts_on, support.ends_on)
    counted = min(months + (odd_days > 0), figure("max_months", on).value)
    shares = training.monthly_payments(
        on=on, months=months, odd_days=odd_days, tuition=tuition, study_days=[1] * counted
    )
    parts, first = [], support.starts_on
    for share in shares:
        last = min(training.month_end(support.starts_on, share.number), support.ends_on)
        parts.append(Part(share.number, first, last, share.tuition))
        first = last + training.ONE_DAY
    return tuple(parts)


# Whom and what


def ground_of(person: Person) -> tuple[TrainingGround, Benefit | None, Claim | None]:
    """On what somebody may ask: the benefit that runs, a claim that waits, else an ended job."""
    benefit = Benefit.objects.filter(person=person, state__in=sorted(STANDING_BENEFITS)).first()
    if benefit is not None:
        return TrainingGround.BENEFIT, benefit, benefit.claim
    claims = Claim.objects.filter(person=person, state__in=OPEN_CLAIMS)
    claim = claims.exclude(state=ClaimState.DRAFT).first()
    if claim is not None:
        return TrainingGround.WAITING, None, claim
    return TrainingGround.LEFT, None, None


def classes_to_choose(*, on: date) -> QuerySet[Intake]:
    """Classes of the register one may still be sent to, the nearest first."""
    found = Intake.objects.open_on(on).filter(ends_on__isnull=False)
    return found.select_related("programme__institution").order_by("starts_on", "id")


def days_present(support: TrainingSupport) -> dict[int, int]:
    """Days the register of the class saw the learner, by number of the month. One query."""
    if support.intake_id is None:
        return {}
    days = Attendance.objects.filter(
        enrolment__person=support.person_id, lesson__intake=support.intake_id
    ).values_list("lesson__held_on", flat=True)
    seen = list(days)
    return {
        month.number: sum(month.starts_on <= day <= month.ends_on for day in seen)
        for month in support.months.all()
    }


# Files and their days


def training_files(chosen: str) -> QuerySet[TrainingSupport]:
    """Files under a filter of FILTERS, the earliest complete first."""
    found = TrainingSupport.objects.filter(state__in=_STATES[chosen]).select_related("person")
    if chosen == "xong":
        return found.order_by("-state_since", "-id")
    return found.order_by(F("completed_on").asc(nulls_last=True), "id")


def find_training(public_id: UUID) -> TrainingSupport | None:
    """The file of an address, with whom and what it is about."""
    found = TrainingSupport.objects.select_related(
        "person__place__parent", "claim", "benefit__decision", "received_by", "intake"
    )
    return found.filter(public_id=public_id).first()


def find_month(public_id: UUID) -> TrainingMonth | None:
    """A month of a course by its address."""
    found = TrainingMonth.objects.select_related("support__person")
    return found.filter(public_id=public_id).first()


def training_of(person: Person) -> QuerySet[TrainingSupport]:
    """The files of somebody, the newest first."""
    return TrainingSupport.objects.filter(person=person).order_by("-id")


def decision_due(support: TrainingSupport) -> Deadline | None:
    """By when it has to be put before the department; None while papers are missing.

    What was sent and not looked at yet counts as complete on its day of filing.
    """
    if support.state == TrainingState.SENT:
        return training.decision_due(support.filed_on)
    return training.decision_due(support.completed_on) if support.completed_on else None


def test_last_day(support: TrainingSupport) -> Deadline | None:
    """Until when a job bars somebody without a benefit (Điều 37 khoản 2)."""
    if support.completed_on is None or support.ground != TrainingGround.LEFT:
        return None
    return training.test_last_day(support.completed_on)


def slip_days(completed: date, *, not_before: date | None = None) -> tuple[date, date]:
    """Three working days to come for the answer (Mẫu 04)."""
    due = training.decision_due(completed).day
    first = procedure.first_slip_day(max(due, not_before) if not_before else due)
    window = training.pickup_window(first.day)
    return window.first, window.last


def months_to_list(*, on: date) -> QuerySet[TrainingMonth]:
    """Months that are over and whose list did not reach social insurance, or are not paid."""
    found = TrainingMonth.objects.filter(
        Q(support__study_ended_on__isnull=True) | Q(starts_on__lte=F("support__study_ended_on")),
        support__state__in=[TrainingState.STUDYING, TrainingState.ENDED],
        ends_on__lt=on,
        paid_on__isnull=True,
    ).exclude(study_days=0, listed_on__isnull=False)
    return found.select_related("support__person").order_by("list_due", "support__school", "id")


def counts() -> dict[str, int]:
    """Files by state, for the filters."""
    rows = TrainingSupport.objects.values("state").annotate(files=Count("pk")).order_by("state")
    by_state = {row["state"]: row["files"] for row in rows}
    return {key: sum(by_state.get(s, 0) for s in states) for key, states in _STATES.items()}


def day_of(at: datetime) -> date:
    """The day of a moment, here."""
    return timezone.localtime(at).date()
