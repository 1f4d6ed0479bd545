"""What a history comes to, and the same as data."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from caunoi_rules.clocks import Deadline, Window
from caunoi_rules.unemployment.amount import Amount
from caunoi_rules.unemployment.case import Case
from caunoi_rules.unemployment.duration import Duration
from caunoi_rules.unemployment.eligibility import Eligibility
from caunoi_rules.unemployment.ending import CAUSES
from caunoi_rules.unemployment.months import Months
from caunoi_rules.unemployment.procedure import BENEFIT_MONTHS, OLD_BENEFIT_MONTHS, Period
from caunoi_rules.unemployment.readings import BY_NAME, words
from caunoi_rules.unemployment.reasons import Reason, day, decimal
from caunoi_rules.unemployment.regimes import SWITCH_ARTICLE, Regime, figures
from caunoi_rules.unemployment.reserve import Reserve
from caunoi_rules.unemployment.transfer import Transfer

TRANSFER_DAYS = ("sender_due", "receiver_due", "withdraw_due")


@dataclass(frozen=True, slots=True)
class Counted:
    """What was contributed."""

    regime: Regime
    total: int
    """With months reserved earlier."""
    window: int
    in_window: int
    clause: int


@dataclass(frozen=True, slots=True)
class Filing:
    """The days that run from the dossier."""

    deadline: Deadline
    in_time: bool
    withdraw_due: Deadline
    test_last: Deadline
    decision_due: Deadline
    start: Deadline


@dataclass(frozen=True, slots=True)
class Plan:
    """What the decision on the benefit says."""

    amount: Amount
    duration: Duration
    periods: tuple[Period, ...]
    pickup: Window
    windows: tuple[Window, ...]
    pay_due: tuple[Deadline, ...]
    """One for each month; empty under the old law."""

    @property
    def last_day(self) -> date:
        """The last day of the benefit by its decision."""
        return self.periods[-1].last


@dataclass(frozen=True, slots=True)
class Cancellation:
    """Days after a decision that was not collected."""

    inform: Deadline | None
    """None under the old law."""
    cancel: Deadline


@dataclass(frozen=True, slots=True)
class Life:
    """How the benefit ran and ended."""

    months: Months
    received: tuple[int, ...]
    """Paid months whose money was fetched."""
    cause: str
    """"" when it ran to its end."""
    end: date | None
    """The day a cause ended it."""
    last: date
    """The last day of the benefit, ended or not."""
    report_due: Deadline | None
    reported: bool | None
    uncollected_limit: Deadline | None
    """None when the calendar of its year is not known at all."""
    uncollected_inform: Deadline | None


@dataclass(frozen=True, slots=True)
class Training:
    """Support for a course."""

    eligible: bool
    months: str
    """A fraction as text: "2", "5/2"."""
    tuition: int
    meals: int
    total: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The whole decision, with its reasons."""

    case: Case
    result: str
    """refused, withdrawn, cancelled, completed or terminated."""
    counted: Counted
    filing: Filing
    eligibility: Eligibility
    reserve: Reserve
    plan: Plan | None
    cancellation: Cancellation | None
    life: Life | None
    transfer: Transfer | None
    training: Training | None
    used: dict[str, str | bool]
    """The readings that mattered, with their values."""
    calendar_unconfirmed: bool

    @property
    def eligible(self) -> bool:
        """Whether the benefit is due."""
        return self.eligibility.eligible

    @property
    def codes(self) -> tuple[str, ...]:
        """Every ground of refusal, sorted."""
        return self.eligibility.codes

    @property
    def amount(self) -> int | None:
        """Đồng a month; None when no decision was made."""
        return self.plan.amount.amount if self.plan else None

    @property
    def months_paid(self) -> int:
        """Months whose money the person received."""
        return len(self.life.received) if self.life else 0

    @property
    def total_money(self) -> int:
        """Đồng received in all."""
        return self.months_paid * (self.amount or 0)

    @property
    def readings(self) -> tuple[Reason, ...]:
        """The readings that mattered, as sentences."""
        return tuple(
            Reason(words(name, value), BY_NAME[name].article) for name, value in self.used.items()
        )

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Every step, in the order of the file."""
        old = self.counted.regime is Regime.OLD
        law = "Luật Việc làm 2013, vì quyết định trước 01/01/2026" if old else "Luật Việc làm 2025"
        why = [Reason(f"Áp dụng {law}.", SWITCH_ARTICLE), self._total(), *self.eligibility.reasons]
        filing = self.filing
        terms = (filing.deadline, filing.withdraw_due, filing.test_last, filing.decision_due)
        why += [_term(each) for each in terms]
        if self.plan:
            why += [*self.plan.amount.reasons, *self.plan.duration.reasons, _start(filing.start)]
        why += self._after()
        if self.transfer:
            why += self.transfer.reasons
        if self.training:
            why += self.training.reasons
        return tuple(why)

    def _total(self) -> Reason:
        said = f"Tổng số tháng đóng để xét hưởng: {self.counted.total}"
        if self.case.prior_reserve:
            said += f", trong đó {self.case.prior_reserve} tháng bảo lưu từ lần trước"
        old = self.counted.regime is Regime.OLD
        article = "Luật 38/2013/QH13, Điều 45" if old else "Luật 74/2025/QH15, Điều 35"
        return Reason(f"{said}.", article)

    def _after(self) -> list[Reason]:
        why: list[Reason] = []
        if self.plan:
            first, last = self.plan.periods[0].first, self.plan.last_day
            old = self.counted.regime is Regime.OLD
            article = OLD_BENEFIT_MONTHS if old else BENEFIT_MONTHS
            why.append(Reason(f"Thời gian hưởng từ {day(first)} đến {day(last)}.", article))
        withdrawn = self.case.withdrawn
        if withdrawn and self.result != "withdrawn":
            said = f"Đề nghị không hưởng ngày {day(withdrawn)} nộp sau hạn nên không có hiệu lực."
            why.append(Reason(said, self.filing.withdraw_due.article))
        if self.cancellation and self.plan:
            slip = f"từ {day(self.plan.pickup.first)} đến {day(self.plan.pickup.last)}"
            said = f"Không đến nhận quyết định {slip}: coi như không muốn hưởng."
            why.append(Reason(said, self.cancellation.cancel.article))
            due = (self.cancellation.inform, self.cancellation.cancel)
            why += [_term(each) for each in due if each]
        life = self.life
        if life:
            why += life.months.reasons
            if life.end:
                cause = CAUSES[life.cause]
                said = f"Chấm dứt hưởng từ {day(life.end)}: {cause.label}."
                article = cause.article
                if self.counted.regime is Regime.OLD and cause.old_article:
                    article = cause.old_article
                why.append(Reason(said, article))
            if life.report_due:
                said = "đã thông báo đúng hạn" if life.reported else "không thông báo đúng hạn"
                report = life.report_due
                why.append(Reason(f"{report.words[:-1]}; {said}.", report.article))
        return why + list(self.reserve.reasons)

    @property
    def unconfirmed(self) -> tuple[str, ...]:
        """Names of the figures used whose source was not read in full."""
        known = figures(self.counted.regime)
        names = sorted(known.unconfirmed) if self.plan else []
        if self.plan and not self.plan.amount.confirmed:
            names.append("wages")
        return tuple(names)


def write_outcome(outcome: Outcome, *, why: bool = False) -> dict[str, Any]:
    """A decision as data: what does not apply is left out. `why` adds the reasons in words."""
    found = {"id": outcome.case.id, **_counted(outcome)}
    if outcome.plan:
        found |= _plan(outcome.plan)
    found["outcome"] = outcome.result
    if outcome.cancellation:
        if outcome.cancellation.inform:
            found["inform_bhxh_due"] = _iso(outcome.cancellation.inform.day)
        found["cancel_due"] = _iso(outcome.cancellation.cancel.day)
    if outcome.life:
        found |= _life(outcome.life)
    found |= _kept(outcome)
    if outcome.used:
        found["readings"] = dict(outcome.used)
    if why:
        found["why"] = [each._asdict() for each in (*outcome.reasons, *outcome.readings)]
    return found


def _counted(outcome: Outcome) -> dict[str, Any]:
    counted, filing = outcome.counted, outcome.filing
    return {
        "regime": counted.regime.value,
        "months_total": counted.total,
        "window": counted.window,
        "months_in_window": counted.in_window,
        "contributing_clause": counted.clause,
        "filing_deadline": _iso(filing.deadline.day),
        "filed_in_time": filing.in_time,
        "withdraw_due": _iso(filing.withdraw_due.day),
        "test_last_day": _iso(filing.test_last.day),
        "decision_due": _iso(filing.decision_due.day),
        "eligible": outcome.eligible,
        "reasons": list(outcome.codes),
    }


def _plan(plan: Plan) -> dict[str, Any]:
    amount = plan.amount
    found: dict[str, Any] = {
        "average": decimal(amount.average),
        "cap_law": amount.cap_law,
        "cap_decree": amount.cap_decree,
        "amount": amount.amount,
        "amount_exact": str(amount.exact),
        "amount_decree": amount.decree,
        "cap_readings_differ": amount.readings_differ,
        "months_granted": plan.duration.months,
        "reserve_decision": plan.duration.reserve,
        "start": _iso(plan.periods[0].first),
        "periods": [
            {"k": k, "from": _iso(first), "to": _iso(last)} for k, first, last in plan.periods
        ],
        "pickup_window": {"from": _iso(plan.pickup.first), "to": _iso(plan.pickup.last)},
        "notice_windows": [
            {"k": k, "from": _iso(each.first), "to": _iso(each.last)}
            for k, each in enumerate(plan.windows, start=1)
        ],
    }
    if plan.pay_due:
        found["pay_due"] = [_iso(each.day) for each in plan.pay_due]
    return found


def _life(life: Life) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if life.cause:
        found["cause"] = life.cause
    found["end_date"] = _iso(life.last)
    if life.report_due:
        found["report_due"] = _iso(life.report_due.day)
        found["reported_in_time"] = life.reported
    months = life.months
    found["suspended"] = list(months.suspended)
    found["suspensions"] = [
        {"k": k, "from": _iso(first), "submit_due": _iso(due)}
        for k, first, due in months.suspensions
    ]
    found["resumptions"] = [
        {"k": k, "from": _iso(first), "submit_due": _iso(due), "remaining": remaining}
        for k, first, due, remaining in months.resumptions
    ]
    if life.uncollected_limit:
        found["uncollected_limit"] = _iso(life.uncollected_limit.day)
    if life.uncollected_inform:
        found["bhxh_inform_due"] = _iso(life.uncollected_inform.day)
    return found


def _kept(outcome: Outcome) -> dict[str, Any]:
    reserve = outcome.reserve
    found: dict[str, Any] = {
        "months_paid": outcome.months_paid,
        "months_suspended": len(outcome.life.months.suspended) if outcome.life else 0,
        "total_money": outcome.total_money,
        "reserve_termination": reserve.termination,
        "reserve_uncollected": reserve.uncollected,
        "reserve_total": reserve.total,
    }
    if outcome.transfer:
        moved = outcome.transfer
        days = {name: getattr(moved, name) for name in TRANSFER_DAYS}
        found["transfer"] = {
            "allowed": moved.allowed,
            **{name: _iso(each) for name, each in days.items() if each},
        }
    if outcome.training:
        course = outcome.training
        found["training"] = {
            "eligible": course.eligible,
            "months": course.months,
            "tuition": course.tuition,
            "meals": course.meals,
            "total": course.total,
        }
    found["calendar_unconfirmed"] = outcome.calendar_unconfirmed
    return found


def _term(deadline: Deadline) -> Reason:
    return Reason(deadline.words, deadline.article)


def _start(start: Deadline) -> Reason:
    return Reason(
        f"Bắt đầu hưởng từ {day(start.day)}, ngày làm việc thứ {start.length} "
        f"sau ngày nộp đủ hồ sơ {day(start.start)}.",
        start.article,
    )


@lru_cache(maxsize=16384)
def _iso(value: date) -> str:
    return value.isoformat()
