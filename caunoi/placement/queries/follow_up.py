"""Who is to be called after a hire, what has to stand on the exchange, and what the calls found."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from caunoi.placement.choices import ApplicationState, CallResult
from caunoi.placement.models import Application, ExchangeUpdate, FollowUp, Referral
from caunoi.placement.queries.referrals import has_referral, without_result
from caunoi_kit.ui.paging import Page, page_of

PAGE_SIZE: Final = 20
SHOWN: Final = 10
DAYS_OF_FIGURES: Final = 365


@dataclass(frozen=True)
class StepFigures:
    """What the calls of one step found in the last year."""

    days: int
    still: int
    left: int
    unreached: int

    @property
    def answered(self) -> int:
        return self.still + self.left

    @property
    def still_percent(self) -> float | None:
        """Of those who answered, how many still work there."""
        return 100 * self.still / self.answered if self.answered else None


@dataclass(frozen=True)
class CallPage:
    """The list of today: calls, letters nobody answered, results for the exchange."""

    calls: tuple[FollowUp, ...]
    page: Page
    letters: tuple[Referral, ...]
    letters_count: int
    updates: tuple[ExchangeUpdate, ...]
    updates_count: int
    figures: tuple[StepFigures, ...]


def call_page(*, on: date, page: str | None) -> CallPage:
    """All that is to be asked or written today. Seven queries."""
    due = calls_due(on=on)
    asked = page_of(page, count=due.count(), size=PAGE_SIZE)
    letters, updates = without_result(on=on), updates_open()
    return CallPage(
        tuple(due[asked.part]),
        asked,
        tuple(letters[:SHOWN]),
        letters.count(),
        tuple(updates[:SHOWN]),
        updates.count(),
        step_figures(on=on),
    )


def calls_due(*, on: date) -> QuerySet[FollowUp]:
    """Calls to make by that day, the oldest first: of each hire only the latest step.

    Who has left is not asked again.
    """
    others = FollowUp.objects.filter(application=OuterRef("application"))
    left = others.filter(result=CallResult.LEFT)
    later = others.filter(days__gt=OuterRef("days"), due_on__lte=on)
    return (
        FollowUp.objects.filter(Q(result=""), ~Exists(left), ~Exists(later), due_on__lte=on)
        .select_related("application__person", "application__vacancy__employer")
        .order_by("due_on", "id")
    )


def updates_open() -> QuerySet[ExchangeUpdate]:
    """Results that do not stand on the exchange yet, the most urgent first."""
    return (
        ExchangeUpdate.objects.filter(done_at__isnull=True)
        .select_related("application__person", "application__vacancy__employer")
        .order_by("due_on", "id")
    )


def step_figures(*, on: date) -> tuple[StepFigures, ...]:
    """What the calls of the last year found, by step. One query."""
    rows = (
        FollowUp.objects.exclude(result="")
        .filter(done_at__date__gte=on - timedelta(days=DAYS_OF_FIGURES))
        .values("days", "result")
        .annotate(number=Count("id"))
        .order_by("days", "result")
    )
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    for row in rows:
        counts[row["days"]][row["result"]] = row["number"]
    return tuple(
        StepFigures(
            days,
            found.get(CallResult.STILL, 0),
            found.get(CallResult.LEFT, 0),
            found.get(CallResult.UNREACHED, 0),
        )
        for days, found in sorted(counts.items())
    )


def hires_to_follow() -> QuerySet[Application]:
    """Hires of which a call is not planned yet."""
    planned = FollowUp.objects.filter(
        application=OuterRef("pk"), days=max(settings.CAUNOI_FOLLOW_UP_DAYS)
    )
    return Application.objects.filter(~Exists(planned), state=ApplicationState.HIRED).order_by("id")


def results_to_publish() -> QuerySet[Application]:
    """What firms answered, hires and referrals, and no update of the exchange is planned for."""
    planned = ExchangeUpdate.objects.filter(application=OuterRef("pk"))
    answered = Q(state=ApplicationState.HIRED) | Q(has_referral(), state=ApplicationState.REJECTED)
    return Application.objects.filter(answered, ~Exists(planned)).order_by("id")


def find_call(public_id: UUID) -> FollowUp | None:
    """A call with its person and job."""
    found = FollowUp.objects.select_related("application__person", "application__vacancy")
    return found.filter(public_id=public_id).first()


def find_update(public_id: UUID) -> ExchangeUpdate | None:
    """An update of the exchange with its job."""
    return (
        ExchangeUpdate.objects.select_related("application__vacancy")
        .filter(public_id=public_id)
        .first()
    )
