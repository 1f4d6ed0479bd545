"""The days of a claim by law: filing, answer, collection, withdrawal."""

from dataclasses import dataclass
from datetime import date

from caunoi.unemployment.choices import ClaimState
from caunoi.unemployment.models import Claim
from caunoi_rules.calendar import provisional, working_days_between
from caunoi_rules.clocks import Deadline, Window
from caunoi_rules.unemployment import procedure


@dataclass(frozen=True)
class Left:
    """A deadline and how far it is from a day, in working days; negative when it has passed."""

    day: date
    working_days: int
    words: str
    article: str

    @property
    def said(self) -> str:
        """How much time is left, in words."""
        if self.working_days > 0:
            return f"còn {self.working_days} ngày làm việc"
        return "hôm nay" if self.working_days == 0 else f"trễ {-self.working_days} ngày làm việc"


def left(deadline: Deadline, *, on: date) -> Left:
    """How far a deadline is."""
    days = working_days_between(on, deadline.day, calendar=provisional())
    return Left(deadline.day, days, deadline.reason, deadline.article)


def decision_deadline(claim: Claim) -> Deadline | None:
    """By when it has to be decided; None while the clock stands still."""
    if claim.completed_on is None or claim.state in {ClaimState.DRAFT, ClaimState.SUPPLEMENT}:
        return None
    return procedure.decision_due(claim.completed_on)


def answer_window(claim: Claim, *, not_before: date | None = None) -> Window:
    """The days in which the person comes for the answer of a complete claim.

    `not_before`: the decision was signed late, so the days begin after that day.
    """
    if claim.completed_on is None:
        raise ValueError("the claim is not complete")
    due = procedure.decision_due(claim.completed_on).day
    first = procedure.first_slip_day(max(due, not_before) if not_before else due)
    return procedure.pickup_window(first.day)


def filing_deadline(claim: Claim) -> Deadline | None:
    """By when a complete claim had to be there; None while the end of work is unknown."""
    if claim.ended_on is None:
        return None
    return procedure.filing_deadline(claim.ended_on, claim.employer_unable_on)


def withdraw_deadline(claim: Claim) -> Deadline | None:
    """Until when the person may say that the benefit is not wanted (Mẫu 11)."""
    return procedure.withdraw_due(claim.filed_on) if claim.filed_on else None


def test_deadline(claim: Claim) -> Deadline | None:
    """The last day on which a new job rules the benefit out."""
    return procedure.test_last_day(claim.completed_on) if claim.completed_on else None
