"""What the latest plan has followed since its run: how many changes, which, and why."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

import numpy as np
from django.db.models import Count, Q
from numpy.typing import NDArray

from caunoi.placement.choices import ChangeKind
from caunoi.placement.models import (
    IntakeResult,
    MatchRun,
    PlanChange,
    PlanMove,
    Proposal,
    VacancyResult,
)
from caunoi_engine.matching import Market, Places
from caunoi_kit.journal.actions import READ
from caunoi_kit.journal.models import Entry
from caunoi_kit.ui.paging import Page, page_of

PAGE_SIZE: Final = 20
MOVES_SHOWN: Final = 6

CHANGING: Final = (
    "people.",
    "vacancies.",
    "training.",
    "intake.",
    "placement.application.hired",
    "placement.told.",
    "placement.referral.",
)
"""Beginnings of the events after which a plan may be another one."""


@dataclass(frozen=True)
class Followed:
    """How far a plan has come since its run."""

    at: datetime
    changes: int
    kinds: tuple[tuple[str, int], ...]  # in words, the most first
    moved: int  # people with another place than before


@dataclass(frozen=True)
class ChangeLine:
    """A change and some of the people who have another place for it."""

    change: PlanChange
    moves: tuple[PlanMove, ...]

    @property
    def more(self) -> int:
        """How many moved that are not shown."""
        return self.change.moved - len(self.moves)


@dataclass(frozen=True)
class ChangesPage:
    """One page of what a plan has followed, the latest first."""

    run: MatchRun
    lines: tuple[ChangeLine, ...]
    page: Page


def has_news(run: MatchRun) -> bool:
    """Whether anything was written since that may change the plan. One query by number."""
    events = Q()
    for beginning in CHANGING:
        events |= Q(event__startswith=beginning)
    since = Entry.objects.filter(events, number__gt=run.journal_seen)
    return since.exclude(event__endswith=READ).exists()


def places_of(run: MatchRun, market: Market) -> Places:
    """The stored plan by rows of its market. Three queries."""
    people = {key: row for row, key in enumerate(market.workers.worker_id.tolist())}
    jobs = {key: row for row, key in enumerate(market.vacancies.vacancy_id.tolist())}
    classes = {key: row for row, key in enumerate(market.courses.course_id.tolist())}
    size = len(people)
    vacancy, course = (np.full(size, -1, np.int32) for _ in range(2))
    net = np.zeros(size, np.int32)
    proposals = Proposal.objects.filter(run=run).values_list(
        "person", "vacancy", "intake", "net_value"
    )
    for person, job, intake, worth in proposals.iterator(chunk_size=20_000):
        row = people[person]
        vacancy[row], net[row] = jobs[job], worth
        if intake is not None:
            course[row] = classes[intake]
    return Places(
        vacancy,
        course,
        net,
        _prices(VacancyResult, "vacancy", run, jobs),
        _prices(IntakeResult, "intake", run, classes),
        np.zeros(size, np.bool_),
    )


def _prices(
    model: type[VacancyResult] | type[IntakeResult],
    name: str,
    run: MatchRun,
    rows: dict[int, int],
) -> NDArray[np.int32]:
    found = np.zeros(len(rows), np.int32)
    for key, price in model._default_manager.filter(run=run).values_list(name, "price"):
        found[rows[key]] = price
    return found


def followed(run: MatchRun) -> Followed | None:
    """What a plan has followed since its run; None when it stands as it was made. Two queries."""
    if run.followed_at is None:
        return None
    counts = (
        PlanChange.objects.filter(run=run)
        .exclude(kind=ChangeKind.IMPROVED)
        .values_list("kind")
        .annotate(times=Count("id"))
        .order_by("-times", "kind")
    )
    kinds = tuple((str(ChangeKind(kind).label), times) for kind, times in counts)
    moved = PlanMove.objects.filter(change__run=run).values("person").distinct().count()
    return Followed(run.followed_at, run.changes, kinds, moved)


def changes_page(run: MatchRun, *, page: str | None, moved: bool = False) -> ChangesPage:
    """One page of the changes, all or those for which somebody moved. Three queries."""
    chosen = PlanChange.objects.filter(run=run)
    if moved:
        chosen = chosen.filter(moved__gt=0)
    asked = page_of(page, count=chosen.count(), size=PAGE_SIZE)
    changes = list(
        chosen.select_related("person", "vacancy__employer", "intake__programme").order_by(
            "-number"
        )[asked.part]
    )
    moves: dict[int, list[PlanMove]] = {change.pk: [] for change in changes}
    found = PlanMove.objects.filter(change__in=changes).select_related(
        "person", "vacancy_before", "vacancy", "intake__programme"
    )
    for move in found.order_by("id"):
        if len(moves[move.change_id]) < MOVES_SHOWN:
            moves[move.change_id].append(move)
    return ChangesPage(run, tuple(ChangeLine(one, tuple(moves[one.pk])) for one in changes), asked)
