"""Training paid by the fund: of workers who lost their work, of firms that keep theirs."""

from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Final

from django.utils import timezone

from caunoi.people.models import Person
from caunoi.portal.actions.demo.claiming import crowd
from caunoi.portal.actions.demo.stage import Stage
from caunoi.unemployment.actions import employer_decisions, employer_support, training
from caunoi.unemployment.actions.attaching import NewPaper
from caunoi.unemployment.actions.decisions import approve
from caunoi.unemployment.actions.insurance import make_sending
from caunoi.unemployment.actions.my_training import send_training
from caunoi.unemployment.actions.training_recovery import note_training_overpaid
from caunoi.unemployment.choices import FilingChannel
from caunoi.unemployment.choices.benefits import InsuranceList
from caunoi.unemployment.choices.training import (
    FeePer,
    RiskCause,
    TrainingGround,
    TrainingPaperKind,
)
from caunoi.unemployment.models import Claim, EmployerSupport, TrainingSupport
from caunoi.unemployment.queries.insurance import waiting
from caunoi.unemployment.queries.training import test_last_day
from caunoi_rules.calendar import NoCalendar
from caunoi_rules.parameters import NoParameter

COURSES: Final = (
    ("Hàn 3G", 2_000_000),
    ("Điện dân dụng", 1_400_000),
    ("May công nghiệp", 1_200_000),
    ("Lái xe nâng", 1_800_000),
)
LEFT_BEFORE: Final = 40  # days between the last day of work and the request
COURSE_DAYS: Final = 100
PEOPLE, FIRMS = 9, 4
BLANK_PAGE: Final = b"%PDF-1.4\n% made to try the system out\n"


def store_supports(stage: Stage) -> None:
    """A file in every state, and firms whose plans are asked for, granted, paid and settled."""
    busy = set(Claim.objects.values_list("person", flat=True))
    people = list(islice((each for each in crowd(stage) if each.pk not in busy), PEOPLE))
    firms = stage.employers[-FIRMS:]
    if len(people) < PEOPLE or len(firms) < FIRMS:
        return
    try:
        _workers(stage, people)
        _firms(stage, firms)
    except (NoCalendar, NoParameter):
        return  # a demo invents no law


def _workers(stage: Stage, people: list[Person]) -> None:
    sent, new, lacking, proposed, granted, refused, *studying = people
    _sent(stage, sent)
    _received(stage, new, 3)
    _received(stage, lacking, 6, missing="Sổ bảo hiểm xã hội")
    _proposed(stage, _received(stage, proposed, 24))
    _decided(stage, _received(stage, granted, 30))
    _decided(stage, _received(stage, refused, 32, paid_months=4))
    for number, person in enumerate(studying):
        _studies(stage, person, number)
    if waiting(InsuranceList.STUDY_MONEY, on=stage.on).exists():
        make_sending(kind=InsuranceList.STUDY_MONEY, by=stage.counsellor, at=stage.at)


def _asked(stage: Stage, days: int, **changed: object) -> training.TrainingAsk:
    """A course that begins a month after the request."""
    course, fee = COURSES[days % len(COURSES)]
    told: dict = {
        "filed_on": stage.day(-days),
        "course": course,
        "school": stage.school.name,
        "school_address": stage.school.address,
        "starts_on": stage.day(-days + 35),
        "ends_on": stage.day(-days + 35 + COURSE_DAYS),
        "fee": fee,
        "fee_per": FeePer.MONTH,
        "ended_on": stage.day(-days - LEFT_BEFORE),
        "paid_months": 30,
        "total_months": 48,
        "account_number": f"0000{days:06d}",
        "bank": "Vietcombank",
    }
    return training.TrainingAsk(**(told | changed))


def _sent(stage: Stage, person: Person) -> None:
    send_training(
        person=person,
        ground=TrainingGround.LEFT,
        asked=_asked(
            stage, 0, channel=FilingChannel.ONLINE, account_holder=person.full_name, paid_months=0
        ),
        papers=[NewPaper(TrainingPaperKind.TERMINATION, "quyet-dinh-thoi-viec.pdf", BLANK_PAGE)],
        by=stage.users["nguoi-tim-viec"],
        at=stage.at,
    )


def _received(
    stage: Stage, person: Person, days: int, *, missing: str = "", paid_months: int = 30
) -> TrainingSupport:
    return training.receive_training(
        person=person,
        ground=TrainingGround.LEFT,
        asked=_asked(stage, days, account_holder=person.full_name, paid_months=paid_months),
        missing=missing,
        by=stage.counsellor,
        at=_at(stage, days),
    )


def _proposed(stage: Stage, support: TrainingSupport) -> None:
    training.propose_training(support=support, by=stage.counsellor, at=stage.at)


def _decided(stage: Stage, support: TrainingSupport) -> None:
    """Signed on the first day on which the law allows it."""
    last = test_last_day(support)
    at = _morning((last.day if last else stage.on) + timedelta(days=1))
    decision = training.propose_training(support=support, by=stage.counsellor, at=at)
    approve(decision=decision, by=stage.users["giam-doc"], at=at)


def _studies(stage: Stage, person: Person, number: int) -> None:
    """One is in the first month, one was paid once, the last one was paid too much."""
    filed = (75, 110, 145)[number]
    support = _received(stage, person, filed)
    _decided(stage, support)
    support.refresh_from_db()
    came = _morning(support.slip_last or stage.on)
    training.collect_training(support=support, by=stage.counsellor, at=came)
    by = stage.counsellor
    over = support.months.filter(list_due__lt=stage.on).order_by("number")
    for nth, month in enumerate(over):
        days = min(20, (month.ends_on - month.starts_on).days + 1)
        training.note_study_days(
            month=month, study_days=days, listed_on=month.list_due, by=by, at=stage.at
        )
        if nth + 1 < len(over) or number > 1:
            training.note_training_paid(
                month=month, paid_on=stage.on, paper=f"UNC {filed}.{nth}", by=by, at=stage.at
            )
    if number > 1:
        note_training_overpaid(
            support=support,
            right_days={1: 12},
            why="Đối chiếu lại điểm danh của lớp",
            by=by,
            at=stage.at,
        )


def _firms(stage: Stage, firms: list) -> None:
    _, proposed, granted, settled = (_plan(stage, firm, n) for n, firm in enumerate(firms))
    by = stage.counsellor
    for support in (proposed, granted, settled):
        decision = employer_support.propose_support(support=support, by=by, at=_at(stage, 40))
        if support is not proposed:
            employer_decisions.approve_support(
                decision=decision, by=stage.users["giam-doc"], at=_at(stage, 38)
            )
    for support in (granted, settled):
        day = stage.day(-36)
        employer_support.tell_insurance(support=support, on=day, by=by, at=_at(stage, 36))
    paid = stage.day(-30)
    employer_support.note_support_paid(support=settled, on=paid, by=by, at=_at(stage, 30))
    total = settled.decisions.get(kind="GRANT").amount
    employer_support.settle_support(
        support=settled, on=stage.day(-2), spent=total - 1_500_000, by=by, at=_at(stage, 2)
    )


def _plan(stage: Stage, firm, number: int) -> EmployerSupport:
    """A firm that changes its machines and teaches forty of its hundred and fifty workers."""
    filed = 60 if number else 4
    at, by = _at(stage, filed), stage.counsellor
    asked = employer_support.SupportAsk(
        filed_on=stage.day(-filed),
        workforce=150,
        insured=140,
        cut=42,
        cause=RiskCause.RESTRUCTURING,
        months_paid=24,
        keep_months=12,
        insurance_paper=f"{12 + number}/BHXH",
        representative=firm.representative,
        account=f"000011112{number}",
        bank="BIDV",
    )
    made = employer_support.receive_support(employer=firm, asked=asked, missing="", by=by, at=at)
    lines = [
        employer_support.TraineeLine(
            f"Người học ví dụ {n + 1}", None, "FEMALE" if n % 3 else "MALE", f"33{number}{n:07d}"
        )
        for n in range(40)
    ]
    trade, fee = COURSES[number % len(COURSES)]
    employer_support.add_course(
        support=made,
        trade=trade,
        school=stage.school.name,
        first=stage.day(-filed + 40),
        last=stage.day(-filed + 120),
        monthly_fee=fee,
        trainees=lines,
        by=by,
        at=at,
    )
    return made


def _at(stage: Stage, days: int) -> datetime:
    return _morning(stage.day(-days))


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))
