"""Applications in every state, with their interviews."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from caunoi.people.models import Person
from caunoi.placement.choices import ApplicationState as State
from caunoi.placement.choices import InvitationState, Origin, Refusal
from caunoi.placement.models import Application, ApplicationStep, InterviewSlot, Invitation
from caunoi.portal.actions.demo.stage import Stage
from caunoi.vacancies.models import Vacancy

Board = tuple[tuple[State, float], ...]  # state, days since it was sent

# By which states an application came to where it stands.
PATHS: Final[dict[State, tuple[State, ...]]] = {
    State.SENT: (),
    State.SEEN: (State.SENT,),
    State.SUITABLE: (State.SENT, State.SEEN),
    State.INTERVIEW: (State.SENT, State.SEEN, State.SUITABLE),
    State.OFFERED: (State.SENT, State.SEEN, State.SUITABLE, State.INTERVIEW),
    State.HIRED: (State.SENT, State.SEEN, State.INTERVIEW, State.OFFERED),
    State.REJECTED: (State.SENT, State.SEEN),
    State.WITHDRAWN: (State.SENT,),
    State.EXPIRED: (State.SENT,),
}
# What stands at the visitor's firm for its first advert: state, days since it was sent.
FULL_BOARD: Final[Board] = (
    (State.SENT, 0.2), (State.SENT, 1), (State.SENT, 2), (State.SEEN, 2), (State.SEEN, 3),
    (State.SUITABLE, 4), (State.SUITABLE, 5), (State.INTERVIEW, 6), (State.INTERVIEW, 6),
    (State.INTERVIEW, 7), (State.OFFERED, 8), (State.REJECTED, 9), (State.REJECTED, 11),
    (State.WITHDRAWN, 10), (State.EXPIRED, 26), (State.HIRED, 9), (State.HIRED, 34),
)  # fmt: skip
SMALL_BOARD: Final[Board] = (
    (State.SENT, 1),
    (State.SEEN, 3),
    (State.SUITABLE, 5),
    (State.HIRED, 36),
)
# Of other firms, one board after the other; the second leaves people without an answer.
OTHER_BOARDS: Final[tuple[Board, ...]] = (
    ((State.SENT, 2), (State.INTERVIEW, 5), (State.HIRED, 33)),
    ((State.SENT, 16), (State.SEEN, 18), (State.HIRED, 16)),
    ((State.SUITABLE, 4), (State.REJECTED, 8), (State.HIRED, 92)),
)
OWN: Final[Board] = (
    (State.INTERVIEW, 5), (State.SENT, 17), (State.SUITABLE, 3), (State.REJECTED, 12),
    (State.WITHDRAWN, 14),
)  # fmt: skip
OTHER_FIRMS: Final = 60
HIRED_AFTER: Final = timedelta(days=6)  # so that some are to be called today: after 3, 10, 30 days
REFUSALS: Final = (Refusal.SKILL, Refusal.CERTIFICATE, Refusal.SHIFT, Refusal.DISTANCE)
PLACE: Final = "Phòng Nhân sự, cổng số 1 (ghi cho bản xem thử)"
SLOT: Final = timedelta(minutes=30)


@dataclass
class _Boards:
    """The applications as they are made up, and the hires each advert still has room for."""

    stage: Stage
    made: list[Application] = field(default_factory=list)
    taken: set[tuple[int, int]] = field(default_factory=set)
    hires: dict[int, int] = field(default_factory=dict)
    adverts: dict[int, Vacancy] = field(default_factory=dict)

    def add(self, person: int, vacancy: Vacancy, state: State, days: float) -> Application | None:
        """One more application; None when there is one, or nobody more was hired there."""
        room = self.hires.setdefault(vacancy.pk, vacancy.filled)
        if (person, vacancy.pk) in self.taken or (state == State.HIRED and not room):
            return None
        self.taken.add((person, vacancy.pk))
        sent, changed = self._moments(state, days)
        vacancy.posted_on = min(vacancy.posted_on, timezone.localtime(sent).date())
        self.adverts[vacancy.pk] = vacancy
        made = Application(
            person_id=person,
            vacancy=vacancy,
            origin=Origin.SELF,
            state=state,
            made_at=sent,
            state_at=changed,
            made=True,
        )
        if state == State.REJECTED:
            made.reason = REFUSALS[len(self.made) % len(REFUSALS)]
        if state == State.HIRED:
            self.hires[vacancy.pk] -= 1
            made.hired_on = timezone.localtime(changed).date()
        self.made.append(made)
        return made

    def _moments(self, state: State, days: float) -> tuple[datetime, datetime]:
        sent = self.stage.ago(days)
        if state == State.SENT:
            return sent, sent
        if state == State.HIRED:
            return sent, sent + min(HIRED_AFTER, timedelta(days=days))
        return sent, sent + timedelta(days=min(days, 20) * 0.8)


def store_applications(stage: Stage) -> None:
    """Applications at the visitor's firm and at others, the visitor's own, and interviews."""
    boards = _Boards(stage)
    own = stage.adverts(stage.firm)
    others = _adverts_of_others(stage)
    wishing = stage.people_wishing(v.occupation_id for v in (*own, *others) if v.occupation_id)
    anybody = stage.anybody(200)
    for number, advert in enumerate(own):
        plan = FULL_BOARD if number == 0 else SMALL_BOARD
        _fill(boards, advert, plan, [*wishing.get(advert.occupation_id or 0, ()), *anybody])
    for number, advert in enumerate(others):
        plan = OTHER_BOARDS[number % len(OTHER_BOARDS)]
        _fill(boards, advert, plan, wishing.get(advert.occupation_id or 0, []))
    for advert, (state, days) in zip(_for_the_guide(stage), OWN, strict=False):
        boards.add(stage.guide.pk, advert, state, days)
    Vacancy.objects.bulk_update(boards.adverts.values(), ["posted_on"])  # before who applied
    Application.objects.bulk_create(boards.made, batch_size=500)
    ApplicationStep.objects.bulk_create(_steps(boards.made), batch_size=1_000)
    _interviews(stage, boards.made, own)


def _fill(boards: _Boards, advert: Vacancy, plan: Board, people: list[int]) -> None:
    free = iter(dict.fromkeys(people))
    for state, days in plan:
        for person in free:
            if boards.add(person, advert, state, days) is not None or state == State.HIRED:
                break


def _adverts_of_others(stage: Stage) -> list[Vacancy]:
    """The first open adverts of other verified firms, one each."""
    firms = [e.pk for e in stage.employers if e.verified_at and e.pk != stage.firm.pk]
    first: dict[int, Vacancy] = {}
    found = Vacancy.objects.open_on(stage.on).filter(employer__in=firms[:OTHER_FIRMS])
    for vacancy in found.order_by("id"):
        first.setdefault(vacancy.employer_id, vacancy)
    return list(first.values())


def _for_the_guide(stage: Stage) -> list[Vacancy]:
    """Adverts for the visitor's own applications: of what they wish first, then any."""
    wished = list(stage.guide.profile.wishes.order_by("rank").values_list("occupation", flat=True))
    found = Vacancy.objects.open_on(stage.on).exclude(employer=stage.firm)
    fitting = list(found.filter(occupation__in=wished).order_by("id")[: len(OWN)])
    rest = found.exclude(pk__in=[each.pk for each in fitting])
    return [*fitting, *rest.order_by("id")[: len(OWN) - len(fitting)]]


def _steps(applications: list[Application]) -> Iterator[ApplicationStep]:
    for made in applications:
        path = PATHS[State(made.state)]
        for number, state in enumerate(path):
            share = (made.state_at - made.made_at) * number / max(1, len(path))
            yield ApplicationStep(application=made, state=state, at=made.made_at + share)
        yield ApplicationStep(
            application=made, state=made.state, at=made.state_at, reason=made.reason
        )


def _interviews(stage: Stage, applications: list[Application], own: list[Vacancy]) -> None:
    """Times of the adverts where somebody is to be seen, and who comes to which."""
    adverts = {each.pk: each for each in own[:2]}
    adverts |= {a.vacancy_id: a.vacancy for a in applications if a.state == State.INTERVIEW}
    slots: dict[int, list[InterviewSlot]] = {
        pk: [_slot(stage, advert, days, n) for days in (-1, 1, 2) for n in range(3)]
        for pk, advert in adverts.items()
    }
    coming = [a for a in applications if a.state == State.INTERVIEW]
    met = [
        a for a in applications
        if a.state in {State.OFFERED, State.REJECTED} and a.vacancy_id in slots
    ]  # fmt: skip
    invitations = [
        *_come(stage, coming, slots, InvitationState.COMING),
        *_come(stage, met, slots, InvitationState.CAME),
    ]
    InterviewSlot.objects.bulk_create(slot for several in slots.values() for slot in several)
    if own:
        invitations += _waiting_for_an_answer(stage, own, applications)
    Invitation.objects.bulk_create(invitations)


def _come(
    stage: Stage,
    applications: list[Application],
    slots: dict[int, list[InterviewSlot]],
    state: InvitationState,
) -> Iterator[Invitation]:
    """Everybody the first time that still has room: yesterday's for whom was seen already."""
    for application in applications:
        past = state != InvitationState.COMING
        for slot in slots[application.vacancy_id]:
            if slot.free and (slot.starts_at < stage.at) == past:
                slot.taken += 1
                absent = past and application.reason == Refusal.SHIFT
                yield Invitation(
                    person_id=application.person_id,
                    vacancy=application.vacancy,
                    application=application,
                    slot=slot,
                    state=InvitationState.NO_SHOW if absent else state,
                    sent_at=application.made_at,
                    sent_by=stage.recruiter,
                    answered_at=application.made_at + timedelta(hours=1),
                )
                break


def _waiting_for_an_answer(
    stage: Stage, own: list[Vacancy], applications: list[Application]
) -> list[Invitation]:
    """The visitor's firm has asked the visitor, and a few people it found by itself."""
    advert = own[min(1, len(own) - 1)]
    known = {a.person_id for a in applications if a.vacancy_id == advert.pk}
    people = Person.objects.filter(
        pk__in=stage.people_wishing([advert.occupation_id or 0]).get(advert.occupation_id or 0, ())
    )
    found = [pk for pk in people.order_by("-pk").values_list("pk", flat=True) if pk not in known]
    return [
        Invitation(person_id=pk, vacancy=advert, sent_at=stage.ago(1), sent_by=stage.recruiter)
        for pk in [stage.guide.pk, *found[:3]]
    ]


def _slot(stage: Stage, advert: Vacancy, days: int, number: int) -> InterviewSlot:
    start = stage.moment(days, 8, 30) + number * SLOT
    return InterviewSlot(
        vacancy=advert,
        place=PLACE,
        starts_at=start,
        ends_at=start + SLOT,
        capacity=2,
        made_by=stage.recruiter,
    )
