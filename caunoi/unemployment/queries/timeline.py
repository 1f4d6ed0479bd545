"""What unemployment insurance knows of somebody, for the page that shows all services together."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from caunoi.people.models import Person
from caunoi.unemployment.choices import OPEN_CLAIMS, ClaimState, DecisionKind
from caunoi.unemployment.choices.benefits import (
    STANDING_BENEFITS,
    BenefitState,
    MonthState,
    NoticeState,
)
from caunoi.unemployment.choices.payments import SIGNED_LISTS
from caunoi.unemployment.models import Claim, Decision, SupplementRequest
from caunoi.unemployment.models.benefits import Benefit, BenefitMonth, EndReport, MonthlyNotice
from caunoi.unemployment.models.payments import PaymentLine
from caunoi_kit.ui import formats
from caunoi_kit.ui.cards import State

STILL_COUNTS: Final = timedelta(days=366)  # the longest benefit: after it nobody is "on benefit"

# Columns of the lines: a history shows little of each row, and reads hundreds.
_CLAIM: Final = ("public_id", "year", "number", "state", "begun_at", "withdrawn_on")
_DECISION: Final = (
    "kind", "state", "number", "proposed_at", "approved_at", "collected_on", "cancelled_on",
    "proposed_by__full_name", "approved_by__full_name",
)  # fmt: skip
_MONTH: Final = ("month__k", "month__benefit__public_id")

Words = tuple[State, str, str]  # kind of badge, drawing, words


@dataclass(frozen=True)
class BenefitPast:
    """The latest rows of each kind, each the newest first."""

    claims: tuple[Claim, ...]
    supplements: tuple[SupplementRequest, ...]
    decisions: tuple[Decision, ...]
    notices: tuple[MonthlyNotice, ...]
    missed: tuple[BenefitMonth, ...]  # months whose notice did not come
    payments: tuple[PaymentLine, ...]  # on signed lists
    endings: tuple[EndReport, ...]


@dataclass(frozen=True)
class BenefitNow:
    """Where somebody stands today: the claim that is open, the benefit that runs, its month."""

    claim: Claim | None
    benefit: Benefit | None
    month: BenefitMonth | None  # the one of the day, else the next
    notice_due: BenefitMonth | None  # the first whose window is open and unanswered

    def words(self, on: date) -> Iterator[Words]:
        """What whoever serves the person has to know, as badges."""
        if self.claim is not None:
            yield "info", "list", f"Hồ sơ trợ cấp: {self.claim.get_state_display().lower()}"
        if self.benefit is not None and self.month is not None:
            of = f"{self.month.k}/{self.benefit.months_granted}"
            stopped = self.benefit.state == BenefitState.SUSPENDED
            what = "tạm dừng" if stopped else "đang hưởng"
            yield "warn" if stopped else "info", "pay", f"Trợ cấp thất nghiệp {what}, tháng {of}"
        if self.notice_due is not None:
            last = self.notice_due.window_to
            words = f"Thông báo tìm việc {formats.deadline(last, on)}"
            yield "bad" if last == on else "warn", "calendar", words


def benefit_past(person: Person, *, before: datetime, most: int) -> BenefitPast:
    """What happened before a moment, at most so many rows of each kind. Seven queries.

    Of the rows and of what they belong to only the columns that a line of a history shows.
    """
    day = before.date()
    claims = Claim.objects.filter(person=person, begun_at__lt=before)
    supplements = SupplementRequest.objects.filter(claim__person=person, asked_on__lte=day)
    decisions = Decision.objects.filter(person=person, proposed_at__lt=before)
    notices = MonthlyNotice.objects.filter(month__person=person, given_at__lt=before)
    missed = BenefitMonth.objects.filter(
        person=person, notice_state=NoticeState.MISSED, window_to__lte=day
    )
    payments = PaymentLine.objects.filter(
        person=person, standing=True, list__state__in=SIGNED_LISTS, list__signed_at__lt=before
    )
    endings = EndReport.objects.filter(benefit__person=person, at__lt=before)
    return BenefitPast(
        claims=tuple(
            claims.select_related("begun_by")
            .only(*_CLAIM, "begun_by__full_name")
            .order_by("-begun_at", "-id")[:most]
        ),
        supplements=tuple(
            supplements.select_related("claim")
            .only("asked_on", "answered_on", "what", "claim__public_id")
            .order_by("-asked_on", "-id")[:most]
        ),
        decisions=tuple(
            decisions.select_related("proposed_by", "approved_by", "claim")
            .only(*_DECISION, "claim__public_id")
            .order_by("-proposed_at", "-id")[:most]
        ),
        notices=tuple(
            notices.select_related("month__benefit", "by")
            .only("given_at", "channel", "by__full_name", *_MONTH)
            .order_by("-given_at", "-id")[:most]
        ),
        missed=tuple(
            missed.select_related("benefit")
            .only("k", "window_to", "benefit__public_id")
            .order_by("-window_to", "-id")[:most]
        ),
        payments=tuple(
            payments.select_related("list", "month__benefit")
            .only("starts_on", "amount", "list__signed_at", *_MONTH)
            .order_by("-starts_on", "-id")[:most]
        ),
        endings=tuple(
            endings.select_related("benefit", "by")
            .only("at", "cause", "state", "by__full_name", "benefit__public_id")
            .order_by("-at", "-id")[:most]
        ),
    )


def benefit_now(person: Person, *, on: date) -> BenefitNow:
    """Where somebody stands on a day. Three queries at most."""
    benefit = (
        Benefit.objects.filter(person=person, state__in=STANDING_BENEFITS).order_by("-id").first()
    )
    months: list[BenefitMonth] = []
    if benefit is not None:
        months = list(benefit.months.exclude(state=MonthState.VOID).order_by("k"))
    waiting = [
        month
        for month in months
        if month.notice_state == NoticeState.WAITING and month.window_from <= on <= month.window_to
    ]
    return BenefitNow(
        claim=open_claim_of(person),
        benefit=benefit,
        month=next((month for month in months if month.ends_on >= on), None),
        notice_due=waiting[0] if waiting else None,
    )


def open_claim_of(person: Person) -> Claim | None:
    """The claim of somebody that is not over."""
    found = Claim.objects.filter(person=person, state__in=OPEN_CLAIMS).defer("notes")
    return found.select_related("received_by").order_by("-id").first()


def has_benefit_file(person: Person, *, on: date) -> bool:
    """Whether somebody asks for the benefit or was granted it within the longest time it lasts."""
    if Claim.objects.filter(person=person, state__in=OPEN_CLAIMS).exists():
        return True
    granted = Decision.objects.filter(
        person=person, kind=DecisionKind.GRANT, signed_on__gt=on - STILL_COUNTS
    )
    return granted.filter(cancelled_on__isnull=True).exists()


def awaits_collection(claim: Claim | None) -> bool:
    """Whether a signed decision of this claim lies ready to be handed over."""
    return claim is not None and claim.state == ClaimState.APPROVED
