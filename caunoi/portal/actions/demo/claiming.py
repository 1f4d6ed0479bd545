"""Claims for unemployment benefit in every state, made by the same actions as in real life."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.utils import timezone

from caunoi.classifications.choices import Sex
from caunoi.people.models import Person
from caunoi.people.queries import identity_digest
from caunoi.portal.actions.demo.numbers import made_identity_number
from caunoi.portal.actions.demo.stage import Stage
from caunoi.unemployment.actions import collecting, decisions, intake, supplements
from caunoi.unemployment.choices import (
    CircumstanceKind,
    CircumstanceSource,
    FilingChannel,
    PaperKind,
    Payout,
    Termination,
)
from caunoi.unemployment.models import Claim, Decision
from caunoi.unemployment.queries import clock
from caunoi.unemployment.queries.case import Row, values_of
from caunoi_kit.ui import editing
from caunoi_rules.calendar import NoCalendar
from caunoi_rules.parameters import NoParameter

ALL_PAPERS: Final = tuple(PaperKind.values)
BANKS: Final = ("Vietcombank", "Agribank", "VietinBank", "BIDV")
# Months paid and wage; the last is above the ceiling.
LINES: Final = (
    (72, 8_000_000),
    (36, 6_500_000),
    (50, 9_200_000),
    (20, 7_000_000),
    (150, 60_000_000),
)
LEAVING: Final = (Termination.EXPIRY, Termination.AGREEMENT, Termination.RESTRUCTURING)


@dataclass
class _Claims:
    """Who plays in the scene, one after the other."""

    stage: Stage
    people: Iterator[Person]
    made: int = 0

    def at(self, day: date) -> datetime:
        """Half past eight of a day, and of the Friday before when it falls on a weekend."""
        day -= timedelta(days=max(0, day.weekday() - 4))
        return timezone.make_aware(datetime.combine(day, time(8, 30)))

    def drafted(self, days: int, *, person: Person | None = None) -> Claim:
        """A draft begun so many days ago."""
        person = person or next(self.people)
        if not person.identity_digest or person.birth_date is None:
            _identify(person)
        return intake.begin_claim(
            person=person, by=self.stage.counsellor, at=self.at(self.stage.day(-days))
        )

    def received(
        self,
        days: int,
        *,
        papers: tuple[str, ...] = ALL_PAPERS,
        person: Person | None = None,
        channel: str = FilingChannel.IN_PERSON,
        months: int = 0,
    ) -> Claim:
        """A claim taken in so many days ago."""
        claim = self.drafted(days, person=person)
        at = self.at(self.stage.day(-days))
        count, wage = LINES[self.made % len(LINES)]
        facts = self.facts(claim, at, channel=channel)
        rows = [_row(facts["ended_on"], months or count, wage, claim.employer_name)]
        self.made += 1
        return intake.take_in(
            claim=claim,
            facts=facts,
            rows=rows,
            papers=papers,
            before=editing.state_of(values_of(claim)),
            by=self.stage.counsellor,
            at=at,
        )

    def facts(self, claim: Claim, at: datetime, *, channel: str) -> dict:
        """What the person would have told."""
        ended_on = timezone.localtime(at).date() - timedelta(days=20 + self.made % 15)
        return {
            "ended_on": ended_on,
            "contract": claim.contract,
            "end_kind": LEAVING[self.made % len(LEAVING)],
            "employer_name": claim.employer_name or self.stage.firm.name,
            "payout": Payout.ACCOUNT,
            "account_holder": claim.account_holder,
            "account_number": f"00000{self.made:05d}",
            "bank": BANKS[self.made % len(BANKS)],
            "channel": channel,
        }

    def proposed(self, days: int, **more) -> Decision:
        """A claim that waits for its approval."""
        claim = self.received(days, **more)
        return decisions.propose_outcome(
            claim=claim, by=self.stage.counsellor, at=self.at(self.stage.day(-max(days - 5, 0)))
        )

    def approved(self, days: int, **more) -> Claim:
        """A claim with its decision, signed on the first day on which the law allows it."""
        decision = self.proposed(days, **more)
        claim = Claim.objects.select_related("person").get(decisions=decision)
        last = clock.test_deadline(claim)
        day = (last.day if last else self.stage.on) + timedelta(days=1)
        decisions.approve(
            decision=decision,
            by=self.stage.users["giam-doc"],
            at=timezone.make_aware(datetime.combine(day, time(9))),
        )
        claim.refresh_from_db()
        return claim

    def collected(self, days: int, **more) -> Claim:
        """A claim whose decision was fetched on the first day of the slip."""
        claim = self.approved(days, **more)
        at = timezone.make_aware(datetime.combine(claim.slip.first_day, time(10)))
        collecting.collect(claim=claim, by=self.stage.counsellor, at=at)
        return claim


def store_claims(stage: Stage) -> None:
    """One claim or more in each state; the visitor's own was granted and runs.

    Years without a calendar or figures of the law have no claims: a demo invents no law.
    """
    claims = _Claims(stage, crowd(stage))
    for scene in _SCENES:
        try:
            scene(claims)
        except (NoCalendar, NoParameter):
            return
    collecting.note_uncollected(on=stage.on, at=stage.at)


def _own(claims: _Claims) -> None:
    claims.collected(75, person=claims.stage.guide)


def _running(claims: _Claims) -> None:
    for days in (70, 95, 120):
        claims.collected(days)


def _waiting(claims: _Claims) -> None:
    claims.drafted(0)
    for days in (1, 4, 9, 19):
        claims.received(days)


def _online(claims: _Claims) -> None:
    claim = claims.drafted(1)
    at = claims.at(claims.stage.day(-1))
    facts = claims.facts(claim, at, channel=FilingChannel.ONLINE)
    intake.send_claim(
        claim=claim,
        facts=facts,
        before=editing.state_of(values_of(claim)),
        by=claims.stage.users["nguoi-tim-viec"],
        at=at,
    )
    claims.made += 1


def _stopped(claims: _Claims) -> None:
    stage = claims.stage
    without = tuple(kind for kind in ALL_PAPERS if kind != PaperKind.BOOK)
    claim = claims.received(6, papers=without)
    supplements.ask_supplement(
        claim=claim,
        what="",
        papers=[PaperKind.BOOK],
        by=stage.counsellor,
        at=claims.at(stage.day(-5)),
    )
    waiting = claims.received(7)
    supplements.ask_insurance(claim=waiting, by=stage.counsellor, at=claims.at(stage.day(-6)))


def _for_approval(claims: _Claims) -> None:
    for days in (22, 21, 20):
        claims.proposed(days)
    claims.proposed(18, months=10)


def _ended(claims: _Claims) -> None:
    stage = claims.stage
    claims.approved(24)
    claims.approved(45)  # nobody came
    gone = claims.received(40)
    collecting.withdraw_claim(
        claim=gone, by=stage.counsellor, at=claims.at(stage.day(-40) + timedelta(days=5))
    )
    job = claims.received(50)
    supplements.note_circumstance(
        claim=job,
        kind=CircumstanceKind.JOB,
        on=stage.day(-45),
        source=CircumstanceSource.PERSON,
        by=stage.counsellor,
        at=claims.at(stage.day(-44)),
    )
    refused = decisions.propose_outcome(
        claim=job, by=stage.counsellor, at=claims.at(stage.day(-40))
    )
    decisions.approve(decision=refused, by=stage.users["giam-doc"], at=claims.at(stage.day(-36)))


_SCENES: Final[tuple[Callable[[_Claims], None], ...]] = (
    _own,
    _running,
    _waiting,
    _online,
    _stopped,
    _for_approval,
    _ended,
)


def _row(ended_on: date, months: int, wage: int, employer: str) -> Row:
    """So many months up to the month in which the work ended."""
    last = ended_on.replace(day=1)
    total = last.year * 12 + last.month - months
    return Row(date(total // 12, total % 12 + 1, 1), last, wage, 2, employer)


def crowd(stage: Stage) -> Iterator[Person]:
    """People who are not busy in another scene: from the end of the crowd."""
    keys = stage.anybody(1_000)[::-1]
    yield from Person.objects.filter(pk__in=keys, birth_date__isnull=False).order_by("-pk")


def _identify(person: Person) -> None:
    """A made number, as the card of a made person would have it."""
    born = person.birth_date.year if person.birth_date else 1990
    person.identity_number = made_identity_number(
        person.pk % 1_000_000, born=born, male=person.sex == Sex.MALE
    )
    person.identity_digest = identity_digest(person.identity_number)
    person.save(update_fields=["identity_number", "identity_digest"])
