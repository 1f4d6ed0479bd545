"""What people were told of: which of it a plan can keep, and what it could not."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

import numpy as np
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from numpy.typing import NDArray

from caunoi.people.choices import Purpose
from caunoi.people.models import Consent, LabourProfile
from caunoi.people.queries import allows
from caunoi.placement.choices import KEPT_ANYHOW, Keeping
from caunoi.placement.models import MatchRun, Proposal, ToldProposal, ToldResult
from caunoi.training.choices import IntakeState
from caunoi.training.models import Intake
from caunoi.vacancies.choices import VacancyState
from caunoi.vacancies.models import Vacancy
from caunoi_engine.matching import Kept, Market
from caunoi_kit.ui.paging import Page, page_of

PAGE_SIZE: Final = 20
SHOWN: Final = 6
"""Lines on the page of a plan; the list has them all."""


@dataclass(frozen=True)
class ToldInMarket:
    """What was told, as a run finds it: the rows it has to keep, and what it cannot keep."""

    kept: Kept | None  # rows of the market; None when there is nothing to keep
    keys: tuple[int, ...] = ()  # primary key of the told proposal of each kept row
    lost: tuple[tuple[int, Keeping], ...] = ()

    @property
    def seen(self) -> frozenset[int]:
        """Primary keys of all that was told when the run looked."""
        return frozenset(self.keys) | {key for key, _ in self.lost}


@dataclass(frozen=True)
class ToldFigures:
    """How many of the told proposals a run kept, and how many not."""

    kept: int = 0
    unfit: int = 0  # of the kept ones, those that some condition speaks against now
    lost: int = 0

    @property
    def all(self) -> int:
        return self.kept + self.lost


@dataclass(frozen=True)
class ToldPage:
    """One page of the told proposals of a run."""

    run: MatchRun
    lines: tuple[ToldResult, ...]
    page: Page


@dataclass
class _Room:
    """Rows of one side of the market by primary key, and what is left of each."""

    rows: dict[int, int]
    left: NDArray[Any] | None = None
    taken: Counter[int] = field(default_factory=Counter)

    @classmethod
    def of(cls, keys: NDArray[Any], capacity: NDArray[Any] | None = None) -> "_Room":
        return cls({int(key): row for row, key in enumerate(keys)}, capacity)

    def refusal(self, key: int, missing: Keeping, full: Keeping | None = None) -> Keeping | None:
        """Why one more cannot have this row."""
        row = self.rows.get(key)
        if row is None:
            return missing
        if self.left is not None and self.taken[row] >= self.left[row]:
            return full
        return None


def told_in_market(market: Market, *, on: date) -> ToldInMarket:
    """Which of the promises in force a plan on this market can keep. One query.

    Where fewer places are left than were promised, those told first keep theirs.
    """
    workers = _Room.of(market.workers.worker_id)
    vacancies = _Room.of(market.vacancies.vacancy_id, market.vacancies.positions)
    courses = _Room.of(market.courses.course_id, market.courses.seats)
    kept: list[tuple[int, int, int]] = []
    keys: list[int] = []
    lost: list[tuple[int, Keeping]] = []
    for told in _in_force():
        reason = (
            person_refusal(looking=told.looking, consented=told.consented)
            or workers.refusal(told.person_id, Keeping.PERSON_UNFINISHED)
            or vacancy_refusal(told.vacancy, on=on)
            or vacancies.refusal(told.vacancy_id, Keeping.VACANCY_UNFINISHED, Keeping.NO_POSITION)
        )
        if reason is None and told.intake is not None:
            reason = intake_refusal(told.intake, on=on) or courses.refusal(
                told.intake_id, Keeping.INTAKE_UNFINISHED, Keeping.NO_SEAT
            )
        if reason is not None:
            lost.append((told.pk, reason))
            continue
        row = vacancies.rows[told.vacancy_id]
        course = courses.rows[told.intake_id] if told.intake_id else -1
        vacancies.taken[row] += 1
        if course >= 0:
            courses.taken[course] += 1
        kept.append((workers.rows[told.person_id], row, course))
        keys.append(told.pk)
    return ToldInMarket(_rows(kept), tuple(keys), tuple(lost))


def _rows(kept: list[tuple[int, int, int]]) -> Kept | None:
    if not kept:
        return None
    worker, vacancy, course = np.array(kept, np.int32).T.copy()
    return Kept(worker=worker, vacancy=vacancy, course=course)


def _in_force() -> Iterable[Any]:
    """All promises in force, those told first before the others."""
    consented = Consent.objects.filter(
        person=OuterRef("person"), purpose=Purpose.CENTRE, withdrawn_at__isnull=True
    )
    return (
        ToldProposal.objects.in_force()
        .select_related("vacancy", "intake")
        .annotate(looking=F("person__profile__looking"), consented=Exists(consented))
        .order_by("told_at", "id")
    )


def person_refusal(*, looking: bool | None, consented: bool) -> Keeping | None:
    """Why somebody is not to be referred; `looking` is None without a labour profile."""
    if not looking:
        return Keeping.NOT_LOOKING
    return None if consented else Keeping.NO_CONSENT


def vacancy_refusal(vacancy: Vacancy, *, on: date) -> Keeping | None:
    """Why nobody can be sent to a vacancy on that day."""
    if vacancy.state != VacancyState.OPEN:
        return Keeping.VACANCY_CLOSED
    if vacancy.closes_on < on:
        return Keeping.VACANCY_EXPIRED
    return None if vacancy.free > 0 else Keeping.NO_POSITION


def intake_refusal(intake: Intake, *, on: date) -> Keeping | None:
    """Why nobody can join a class on that day."""
    if intake.state != IntakeState.OPEN:
        return Keeping.INTAKE_CLOSED
    if intake.starts_on < on:
        return Keeping.INTAKE_BEGUN
    return None if intake.free > 0 else Keeping.NO_SEAT


def why_not_tell(proposal: Proposal, *, on: date) -> Keeping | None:
    """Why this proposal must not be promised on that day.

    What is promised already counts, except what the run of the proposal could not keep.
    """
    vacancy, intake = proposal.vacancy, proposal.intake
    profile = LabourProfile.objects.filter(person=proposal.person_id).first()
    reason = person_refusal(
        looking=profile.looking if profile else None,
        consented=allows(proposal.person, Purpose.CENTRE),
    ) or vacancy_refusal(vacancy, on=on)
    if reason is None and intake is not None:
        reason = intake_refusal(intake, on=on)
    if reason is not None:
        return reason
    lost = ToldResult.objects.filter(run=proposal.run_id, told=OuterRef("pk"))
    promised = ToldProposal.objects.in_force().exclude(
        Exists(lost.exclude(keeping__in=KEPT_ANYHOW))
    )
    if promised.filter(vacancy=vacancy).count() >= vacancy.free:
        return Keeping.NO_POSITION
    if intake is not None and promised.filter(intake=intake).count() >= intake.free:
        return Keeping.NO_SEAT
    return None


def told_to(people: Iterable[int]) -> dict[int, ToldProposal]:
    """What each of these people may count on now, by person. One query."""
    found = ToldProposal.objects.in_force().filter(person__in=list(people))
    return {told.person_id: told for told in found.select_related("vacancy").order_by("id")}


def told_same(run: MatchRun) -> int:
    """How many people of a plan have been told just what it proposes."""
    same = ToldProposal.objects.in_force().filter(
        person=OuterRef("person"), vacancy=OuterRef("vacancy")
    )
    direct = Q(intake__isnull=True) & Exists(same.filter(intake__isnull=True))
    trained = Exists(same.filter(intake=OuterRef("intake")))
    return Proposal.objects.filter(direct | trained, run=run).count()


def told_figures(run: MatchRun) -> ToldFigures:
    """What a run made of the told proposals, in figures. One query."""
    counts = Counter(ToldResult.objects.filter(run=run).values_list("keeping", flat=True))
    kept = sum(counts[keeping] for keeping in KEPT_ANYHOW)
    return ToldFigures(kept, counts[Keeping.KEPT_UNFIT], counts.total() - kept)


def lost_lines(run: MatchRun) -> tuple[ToldResult, ...]:
    """The first of what a run could not keep and nobody has taken back since."""
    return tuple(_results(run, kept=False).filter(told__ended_at__isnull=True)[:SHOWN])


def told_page(run: MatchRun, *, page: str | None, kept: bool | None = None) -> ToldPage:
    """What a run made of the told proposals: all, the kept or the others. Two queries."""
    chosen = _results(run, kept=kept)
    asked = page_of(page, count=chosen.count(), size=PAGE_SIZE)
    return ToldPage(run, tuple(chosen[asked.part]), asked)


def _results(run: MatchRun, *, kept: bool | None) -> QuerySet[ToldResult]:
    results = ToldResult.objects.filter(run=run).select_related(
        "told__person", "told__vacancy__employer", "told__intake__programme", "told__told_by"
    )
    if kept is True:
        results = results.filter(keeping__in=KEPT_ANYHOW)
    elif kept is False:
        results = results.exclude(keeping__in=KEPT_ANYHOW)
    return results.order_by("told__told_at", "id")


def find_told(pk: int) -> ToldProposal | None:
    """A told proposal with all that its page shows."""
    told = ToldProposal.objects.select_related(
        "person", "vacancy__employer", "intake__programme", "told_by", "ended_by"
    )
    return told.filter(pk=pk).first()


def latest_keeping(told: ToldProposal) -> Keeping | None:
    """What the latest run that knew of it made of it."""
    result = ToldResult.objects.filter(told=told).order_by("-run__started_at", "-id").first()
    return Keeping(result.keeping) if result else None
