"""Questions about benefits: one with all that happened to it, and lists of them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from caunoi.people.models import Person
from caunoi.unemployment.choices import NUMBERED, DecisionKind, DecisionState
from caunoi.unemployment.choices.benefits import (
    OPEN_REPORTS,
    OPEN_TRANSFERS,
    STANDING_BENEFITS,
    BenefitState,
    MonthState,
    NoticeState,
)
from caunoi.unemployment.models import (
    Benefit,
    BenefitMonth,
    Complaint,
    Decision,
    EndReport,
    Recovery,
    Transfer,
    UncollectedMoney,
)
from caunoi_rules.unemployment import procedure
from caunoi_rules.unemployment.regimes import Regime


@dataclass(frozen=True)
class BenefitPage:
    """A benefit as its page shows it."""

    benefit: Benefit
    months: tuple[BenefitMonth, ...]
    decisions: tuple[Decision, ...]
    reports: tuple[EndReport, ...]
    transfers: tuple[Transfer, ...]
    recoveries: tuple[Recovery, ...]
    uncollected: tuple[UncollectedMoney, ...]
    complaints: tuple[Complaint, ...]
    open_month: BenefitMonth | None
    """The month whose notice can be given today."""

    @property
    def report(self) -> EndReport | None:
        """The ending that is being worked on."""
        return next((each for each in self.reports if each.state in OPEN_REPORTS), None)

    @property
    def transfer(self) -> Transfer | None:
        """The move that is under way."""
        return next((each for each in self.transfers if each.state in OPEN_TRANSFERS), None)

    @property
    def paid(self) -> int:
        """Đồng on signed lists."""
        cleared = [m for m in self.months if m.state == MonthState.CLEARED]
        return sum(month.amount for month in cleared)

    @property
    def months_cleared(self) -> int:
        return sum(month.state == MonthState.CLEARED for month in self.months)

    @property
    def months_suspended(self) -> int:
        return sum(month.notice_state == NoticeState.MISSED for month in self.months)


def benefits() -> QuerySet[Benefit]:
    """Benefits with what their lists show, the newest first."""
    found = Benefit.objects.select_related("person", "decision")
    return found.order_by("-starts_on", "-id")


def find_benefit(public_id: UUID) -> Benefit | None:
    """The benefit of an address."""
    found = Benefit.objects.select_related("person__account", "decision", "claim")
    return found.filter(public_id=public_id).first()


def find_month(public_id: UUID) -> BenefitMonth | None:
    """The benefit month of an address."""
    found = BenefitMonth.objects.select_related("benefit__person", "benefit__decision", "person")
    return found.filter(public_id=public_id).first()


def benefit_page(benefit: Benefit, *, on: date) -> BenefitPage:
    """All that hangs on a benefit. Eight queries."""
    months = tuple(benefit.months.select_related("notice__by", "line__list").order_by("k"))
    decisions = benefit.decisions.select_related("proposed_by", "approved_by", "month")
    complaints = Complaint.objects.filter(
        Q(decision__benefit=benefit) | Q(decision=benefit.decision_id)
    )
    return BenefitPage(
        benefit=benefit,
        months=months,
        decisions=tuple(decisions.order_by("-proposed_at", "-id")),
        reports=tuple(benefit.end_reports.select_related("by", "decision").order_by("-id")),
        transfers=tuple(benefit.transfers.order_by("-id")),
        recoveries=tuple(benefit.recoveries.select_related("decision").order_by("-id")),
        uncollected=tuple(benefit.uncollected.select_related("decision").order_by("-id")),
        complaints=tuple(complaints.select_related("decision").order_by("-id")),
        open_month=next((m for m in months if takes_notice(m, on=on)), None),
    )


def takes_notice(month: BenefitMonth, *, on: date) -> bool:
    """Whether the notice of a month is awaited on a day; the law's own test is in the action."""
    waiting = month.notice_state == NoticeState.WAITING and month.state == MonthState.OPEN
    opens = month.window_from if month.k == 1 else min(month.starts_on, month.window_from)
    return waiting and opens <= on <= month.window_to


def running_benefit(person: Person) -> Benefit | None:
    """The benefit of somebody that runs or is suspended."""
    found = Benefit.objects.select_related("person", "decision")
    return found.filter(person=person, state__in=STANDING_BENEFITS).first()


def latest_benefit(person: Person) -> Benefit | None:
    """The benefit of somebody that began last, whatever became of it."""
    found = Benefit.objects.select_related("person", "decision", "claim")
    return found.filter(person=person).order_by("-starts_on", "-id").first()


def open_month_of(person: Person, *, on: date) -> BenefitMonth | None:
    """The month whose notice somebody can give today."""
    waiting = BenefitMonth.objects.select_related("benefit__person").filter(
        person=person,
        notice_state=NoticeState.WAITING,
        state=MonthState.OPEN,
        benefit__state__in=STANDING_BENEFITS,
        window_to__gte=on,
    )
    return next((m for m in waiting.order_by("window_to") if takes_notice(m, on=on)), None)


def missed_before() -> Exists:
    """Whether the month before a month had no notice."""
    return Exists(
        BenefitMonth.objects.filter(
            benefit=OuterRef("benefit"), k=OuterRef("k") - 1, notice_state=NoticeState.MISSED
        )
    )


def decided(kind: DecisionKind) -> Exists:
    """Whether a signed decision of a kind is about a month."""
    return Exists(Decision.objects.filter(month=OuterRef("pk"), kind=kind, state__in=NUMBERED))


def in_hand(kind: DecisionKind) -> Exists:
    """Whether a decision of a kind about a month is proposed or signed."""
    going = [DecisionState.PROPOSED, *NUMBERED]
    return Exists(Decision.objects.filter(month=OuterRef("pk"), kind=kind, state__in=going))


def to_suspend() -> QuerySet[BenefitMonth]:
    """Months without notice that nobody has proposed to suspend, the oldest window first.

    The third in a row is none of them: it ends the benefit (L74 Điều 41 khoản 4 điểm đ).
    """
    third = Exists(
        BenefitMonth.objects.filter(
            missed_before(),
            benefit=OuterRef("benefit"),
            k=OuterRef("k") - 1,
            notice_state=NoticeState.MISSED,
        )
    )
    missed = (
        BenefitMonth.objects.filter(
            notice_state=NoticeState.MISSED,
            state__in=[MonthState.OPEN, MonthState.HELD],
            benefit__state__in=[*STANDING_BENEFITS, BenefitState.FINISHED],
        )
        .exclude(in_hand(DecisionKind.SUSPEND))
        .exclude(third)
    )
    return missed.select_related("benefit__decision", "person").order_by("window_to", "id")


def to_resume() -> QuerySet[BenefitMonth]:
    """Months with a notice after one without, whose continuation nobody has proposed."""
    again = BenefitMonth.objects.filter(
        missed_before(),
        notice_state=NoticeState.GIVEN,
        state__in=[MonthState.OPEN, MonthState.HELD],
        benefit__state__in=[*STANDING_BENEFITS, BenefitState.FINISHED],
    ).exclude(in_hand(DecisionKind.RESUME))
    return again.select_related("benefit__decision", "person", "notice").order_by("window_to", "id")


def silent() -> QuerySet[Benefit]:
    """Benefits with three months in a row without notice that nobody has reported as ended."""

    def missed(back: int) -> Exists:
        return Exists(
            BenefitMonth.objects.filter(
                benefit=OuterRef("benefit"),
                k=OuterRef("k") - back,
                notice_state=NoticeState.MISSED,
            )
        )

    third = BenefitMonth.objects.filter(
        missed(1), missed(2), benefit=OuterRef("pk"), notice_state=NoticeState.MISSED
    )
    reported = EndReport.objects.filter(benefit=OuterRef("pk"), state__in=OPEN_REPORTS)
    found = benefits().filter(Exists(third), state__in=STANDING_BENEFITS)
    return found.exclude(Exists(reported)).order_by("starts_on", "id")


def windows_open(on: date) -> QuerySet[BenefitMonth]:
    """Months whose notice is awaited on a day, those that close first at the top."""
    waiting = BenefitMonth.objects.filter(
        notice_state=NoticeState.WAITING,
        state=MonthState.OPEN,
        benefit__state__in=STANDING_BENEFITS,
        window_from__lte=on,
        window_to__gte=on,
    )
    return waiting.select_related("benefit", "person").order_by("window_to", "id")


def state_by_months(benefit: Benefit) -> BenefitState:
    """Suspended while the last judged month is, until its continuation is signed."""
    months = benefit.months.exclude(notice_state=NoticeState.WAITING).order_by("-k")
    for month in months:
        if month.state == MonthState.SUSPENDED:
            return BenefitState.SUSPENDED
        resumed = Decision.objects.filter(
            month=month, kind=DecisionKind.RESUME, state__in=NUMBERED
        ).exists()
        if resumed:
            return BenefitState.RUNNING
        before = BenefitMonth.objects.filter(benefit=benefit, k=month.k - 1)
        if not before.filter(notice_state=NoticeState.MISSED).exists():
            return BenefitState.RUNNING
    return BenefitState.RUNNING


def unfinished_ends() -> QuerySet[EndReport]:
    """Endings that are not decided, those known first at the top."""
    found = EndReport.objects.filter(state__in=OPEN_REPORTS)
    return found.select_related("benefit__person", "decision", "by").order_by("at", "id")


def cleared_too_much(benefit: Benefit) -> QuerySet[BenefitMonth]:
    """Months on signed lists that began after the end of the benefit."""
    return benefit.months.filter(
        state=MonthState.CLEARED, starts_on__gt=F("benefit__ended_on")
    ).order_by("k")


def due_of(month: BenefitMonth, *, resume: bool) -> date:
    """The last day to submit the suspension of a month, or the continuation from it."""
    regime = Regime.OLD if month.benefit.old_law else Regime.NEW
    if resume:
        return procedure.resume_due(month.notice.given_on, regime=regime).day
    return procedure.suspend_due(month.window_to, regime=regime).day
