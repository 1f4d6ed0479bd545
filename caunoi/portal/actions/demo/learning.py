"""Classes with learners: coming, full, running and finished; and what firms order."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from caunoi.classifications.choices import Qualification
from caunoi.portal.actions.demo.stage import Stage
from caunoi.training.choices import (
    EnrolmentState,
    InstitutionKind,
    IntakeState,
    LeaveReason,
    Marking,
    OrderState,
    Origin,
    TimeOfDay,
)
from caunoi.training.models import (
    Attendance,
    ClassInvitation,
    Enrolment,
    EnrolmentPlan,
    FirmOrder,
    Intake,
    JobTrainingContract,
    Lesson,
    Programme,
)
from caunoi.training.queries.holds import last_day_of_hold
from caunoi.vacancies.models import Vacancy

FULL, WAITING, RUNNING, FINISHED = 12, 3, 15, 14
CERTIFIED: Final = 11  # of the finished class
LESSON_EVERY: Final = 3  # days
ABSENT_ONE_IN: Final = 7
ORDERS: Final = ((20, 30, 50), (35, 60, 100), (15, 45, 0))  # people, days ahead, percent paid
PLANS: Final = (
    (Qualification.ELEMENTARY, 240, 150, 210),
    (Qualification.SECONDARY, 120, 40, 95),
    (Qualification.SHORT_CERTIFICATE, 300, 220, 280),
)


def store_classes(stage: Stage) -> None:
    """The visitor's school with learners in every state, orders, plans and contracts."""
    programmes = list(Programme.objects.filter(institution=stage.school).order_by("id"))
    if not programmes:
        return
    people = iter(stage.anybody(400))
    own = [programmes[0], programmes[-1]]
    full = _intake(stage, own[0], starts=24, ends=110, seats=FULL, state=IntakeState.OPEN)
    running = _intake(stage, own[0], starts=-21, ends=40, seats=RUNNING, state=IntakeState.CLOSED)
    finished = _intake(
        stage, own[1], starts=-120, ends=-12, seats=FINISHED, state=IntakeState.CLOSED
    )
    Intake.objects.bulk_create([full, running, finished])
    learners = [
        *_coming(stage, people),
        *_full(stage, full, people),
        *_waiting(stage, full, people),
        *_seated(stage, running, people, EnrolmentState.LEARNING, days=35),
        *_graduates(stage, finished, people),
        _gone(stage, running, next(people)),
    ]
    Enrolment.objects.bulk_create(learners)
    _attendance(stage, running, [each for each in learners if each.intake is running])
    _invitations(stage, people)
    _orders(stage, full)
    _plans(stage)


def _intake(
    stage: Stage, programme: Programme, *, starts: int, ends: int, seats: int, state: IntakeState
) -> Intake:
    """A class without a free seat: the free ones of a province are counted exactly."""
    return Intake(
        programme=programme,
        starts_on=stage.day(starts),
        ends_on=stage.day(ends),
        seats=seats,
        taken=seats,
        minimum=seats // 2,
        time_of_day=TimeOfDay.EVENING,
        lat=stage.school.lat,
        lon=stage.school.lon,
        state=state,
        made=True,
    )


def _enrolment(
    stage: Stage, intake: Intake, person: int, state: EnrolmentState, *, days: float
) -> Enrolment:
    return Enrolment(
        intake=intake,
        person_id=person,
        state=state,
        state_at=stage.ago(days / 2),
        origin=Origin.SELF,
        made_at=stage.ago(days),
        made=True,
    )


def _coming(stage: Stage, people: Iterator[int]) -> Iterator[Enrolment]:
    """Who took the seats of the classes to come."""
    coming = Intake.objects.filter(programme__institution=stage.school, starts_on__gt=stage.on)
    for intake in coming.filter(state=IntakeState.OPEN, made=True).order_by("starts_on", "id"):
        if intake.taken >= intake.seats:
            continue
        for number in range(intake.taken):
            if (person := next(people, None)) is None:
                return
            held = number % 2 == 0
            made = _enrolment(stage, intake, person, EnrolmentState.ENROLLED, days=3 + number % 9)
            yield _hold(stage, intake, made) if held else made


def _seated(
    stage: Stage, intake: Intake, people: Iterator[int], state: EnrolmentState, *, days: int
) -> Iterator[Enrolment]:
    for number in range(intake.seats):
        person = next(people, None)
        if person is None:
            return
        made = _enrolment(stage, intake, person, state, days=days + number / 10)
        if state == EnrolmentState.LEARNING:
            made.started_on = intake.starts_on
        yield made


def _full(stage: Stage, intake: Intake, people: Iterator[int]) -> Iterator[Enrolment]:
    """The last seat is held for the visitor; some others have still to do the papers too."""
    taken = _seated(stage, intake, people, EnrolmentState.ENROLLED, days=9)
    for number, learner in enumerate(taken, start=1):
        if number % 4 == 0:
            _hold(stage, intake, learner)
        if number == intake.seats:
            learner.person_id = stage.guide.pk
        yield learner


def _hold(stage: Stage, intake: Intake, made: Enrolment) -> Enrolment:
    """The seat waits for the papers from today on."""
    made.state = EnrolmentState.HELD
    made.held_until = last_day_of_hold(stage.on, starts_on=intake.starts_on)
    return made


def _waiting(stage: Stage, intake: Intake, people: Iterator[int]) -> Iterator[Enrolment]:
    for number in range(WAITING):
        if (person := next(people, None)) is not None:
            yield _enrolment(stage, intake, person, EnrolmentState.WAITING, days=4 - number)


def _graduates(stage: Stage, intake: Intake, people: Iterator[int]) -> Iterator[Enrolment]:
    """Most have their certificate; for the others the school still has to enter a number."""
    learners = _seated(stage, intake, people, EnrolmentState.LEARNING, days=130)
    for number, learner in enumerate(learners, start=1):
        if number <= CERTIFIED:
            learner.state = EnrolmentState.GRADUATED
            learner.graduated_on = intake.ends_on
            learner.certificate_number = f"XEMTHU-{number:03d}"
        yield learner


def _gone(stage: Stage, intake: Intake, person: int) -> Enrolment:
    left = _enrolment(stage, intake, person, EnrolmentState.LEFT, days=30)
    left.left_because = LeaveReason.STOPPED
    return left


def _attendance(stage: Stage, intake: Intake, learners: list[Enrolment]) -> None:
    """A lesson every third day until today; today's register is still empty."""
    days = range(0, (stage.on - intake.starts_on).days + 1, LESSON_EVERY)
    lessons = Lesson.objects.bulk_create(
        Lesson(
            intake=intake, held_on=intake.starts_on + timedelta(days=day), topic=f"Buổi {number}"
        )
        for number, day in enumerate(days, start=1)
    )
    there = [each for each in learners if each.state == EnrolmentState.LEARNING]
    Attendance.objects.bulk_create(
        Attendance(
            lesson=lesson,
            enrolment=learner,
            marking=Marking.HAND if (place + number) % 2 else Marking.CODE,
            at=stage.ago((stage.on - lesson.held_on).days),
            by=stage.teacher,
        )
        for number, lesson in enumerate(lessons)
        if lesson.held_on < stage.on
        for place, learner in enumerate(there)
        if (place * 3 + number) % ABSENT_ONE_IN
    )


def _invitations(stage: Stage, people: Iterator[int]) -> None:
    """The school asked the visitor and some others into its first class to come."""
    coming = (
        Intake.objects.open_on(stage.day(1))
        .filter(programme__institution=stage.school)
        .exclude(enrolments__person=stage.guide)
        .order_by("starts_on", "id")
        .first()
    )
    if coming is None:
        return
    asked = [stage.guide.pk, *(person for person, _ in zip(people, range(5), strict=False))]
    ClassInvitation.objects.bulk_create(
        ClassInvitation(
            intake=coming, person_id=person, made_at=stage.ago(2), made_by=stage.teacher
        )
        for person in asked
    )


def _orders(stage: Stage, full: Intake) -> None:
    """Orders of the visitor's firm and others wait for a school; one has its class."""
    taught = list(
        Programme.objects.filter(institution=stage.school).order_by("id").values_list(
            "occupation", "pk"
        )
    )  # fmt: skip
    firms = [stage.firm, *[each for each in stage.employers if each.pk != stage.firm.pk][:4]]
    wages = dict(
        Vacancy.objects.filter(employer__in=firms, pay_period="MONTH", wage_min__isnull=False)
        .order_by("-id")
        .values_list("employer", "wage_min")
    )
    orders = []
    for number, firm in enumerate(firms):
        people, days, share = ORDERS[number % len(ORDERS)]
        occupation, programme = taught[number % len(taught)]
        orders.append(
            FirmOrder(
                employer=firm,
                occupation_id=occupation,
                programme_id=programme if number % 2 else None,
                people=people,
                starts_on=stage.day(days),
                wage_min=wages.get(firm.pk),
                share_percent=share,
                note="Cần người học xong vào làm ngay.",
                made_on=stage.day(-5 - number),
                made_by=stage.recruiter,
                made=True,
            )
        )
    orders.append(
        FirmOrder(
            employer=stage.firm,
            occupation_id=full.programme.occupation_id,
            programme=full.programme,
            people=FULL,
            starts_on=full.starts_on,
            share_percent=30,
            state=OrderState.ANSWERED,
            intake=full,
            made_on=stage.day(-30),
            made_by=stage.recruiter,
            made=True,
        )
    )
    FirmOrder.objects.bulk_create(orders)


def _plans(stage: Stage) -> None:
    EnrolmentPlan.objects.bulk_create(
        EnrolmentPlan(
            institution=stage.school,
            year=stage.on.year,
            level=level,
            learners=learners,
            rural_learners=rural,
            graduates=graduates,
        )
        for level, learners, rural, graduates in PLANS
    )
    JobTrainingContract.objects.bulk_create(
        JobTrainingContract(
            institution=institution,
            number=f"{number:02d}/HĐĐT-XEMTHU",
            signed_on=stage.day(-60),
            ends_on=_year_end(stage.on),
            learners=30,
            amount=90_000_000,
        )
        for number, institution in enumerate(stage.institutions, start=1)
        if institution.kind == InstitutionKind.FIRM
    )


def _year_end(day: date) -> date:
    return date(day.year + 1, 6, 30)
