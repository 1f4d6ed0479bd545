"""A whole history decided: contributions, dossier, benefit month by month, end, what is carried on.

`decide` walks the articles in the order of a file. The pieces it calls are the ones the pages call,
so a person hears the same from both.
"""

from collections.abc import Iterable
from datetime import date
from typing import Final

from caunoi_rules.calendar import Calendar, NoCalendar, provisional
from caunoi_rules.clocks import Deadline
from caunoi_rules.unemployment import procedure
from caunoi_rules.unemployment.amount import monthly_amount
from caunoi_rules.unemployment.case import IN_PERSON, Case
from caunoi_rules.unemployment.case_reading import CaseError, Fault, read_case
from caunoi_rules.unemployment.contributions import (
    contributing_clause,
    count_months,
    months_in_window,
)
from caunoi_rules.unemployment.duration import duration
from caunoi_rules.unemployment.eligibility import judge, window_months
from caunoi_rules.unemployment.ending import (
    CAUSES,
    MISSED,
    REFUSED_JOBS,
    Event,
    blocking_code,
    cause_of,
    effective_day,
    order,
    own_request_untold,
    reported_in_time,
)
from caunoi_rules.unemployment.months import Notices, judge_months, third_missed
from caunoi_rules.unemployment.outcome import (
    Cancellation,
    Counted,
    Filing,
    Life,
    Outcome,
    Plan,
    write_outcome,
)
from caunoi_rules.unemployment.readings import DEFAULT, NAMES, Readings
from caunoi_rules.unemployment.regimes import NEW_LAW_FROM, Regime, figures, regime_of
from caunoi_rules.unemployment.requests import decide_training, decide_transfer
from caunoi_rules.unemployment.reserve import Reserve, reserve_after, reserve_of_all

__all__ = ["Case", "CaseError", "Fault", "Outcome", "decide", "read_case", "write_outcome"]

KEPT: Final = {
    "refused": ("Chưa hưởng trợ cấp", "Luật 74/2025/QH15, Điều 35 khoản 1"),
    "withdrawn": ("Đề nghị không hưởng", "Nghị định 374/2025/NĐ-CP, Điều 14 khoản 3; Mẫu số 11"),
    "cancelled": ("Quyết định bị hủy", "Nghị định 374/2025/NĐ-CP, Điều 8 khoản 2"),
}
OLD_KEPT: Final = "Luật 38/2013/QH13, Điều 45 khoản 1; Nghị định 28/2015/NĐ-CP, Điều 18 khoản 5"


def decide(
    case: Case, readings: Readings = DEFAULT, *, calendar: Calendar | None = None
) -> Outcome:
    """Decide a history.

    Raises NoCalendar where it reaches a year without a calendar, NoParameter where a wage of the
    State is not known (before 2019).
    """
    return _Decision(case, readings, calendar or provisional()).made()


class _Decision:
    """One decision in the making: what has been found so far, and the readings that mattered."""

    def __init__(self, case: Case, readings: Readings, calendar: Calendar) -> None:
        self.case = case
        self.readings = readings
        self.calendar = calendar
        self.regime = regime_of(case.decision_date)
        self.known = figures(self.regime)
        self.used: set[str] = set()
        self.extra = sum(e.months or 0 for e in case.events if e.type == "late_confirmation")
        self.counted = self._count()
        self.filing = self._file()
        self.dated = tuple(
            (day, event, self._regime_of(event))
            for event in case.events
            if (day := effective_day(event)) is not None
        )
        self.eligibility = judge(
            regime=self.regime,
            window=self.counted.window,
            months_in_window=self.counted.in_window,
            clause=self.counted.clause,
            termination_kind=case.ending,
            filed_in_time=self.filing.in_time,
            blocking=self._blocking(),
        )
        self.plan: Plan | None = None
        self.cancellation: Cancellation | None = None
        self.life: Life | None = None

    def made(self) -> Outcome:
        """Everything, in one result."""
        result, reserve = self._result()
        calendar, plan = self.calendar, self.plan
        confirmed_to = calendar.confirmed_to
        transfer = decide_transfer(
            self.case, plan, self.life, self.regime, self.readings, calendar, self.used
        )
        training = decide_training(self.case, plan, self.life, result, self.dated)
        return Outcome(
            case=self.case,
            result=result,
            counted=self.counted,
            filing=self.filing,
            eligibility=self.eligibility,
            reserve=reserve,
            plan=plan,
            cancellation=self.cancellation,
            life=self.life,
            transfer=transfer,
            training=training,
            used={name: getattr(self.readings, name) for name in NAMES if name in self.used},
            calendar_unconfirmed=plan is not None
            and (confirmed_to is None or plan.last_day > confirmed_to),
        )

    def _result(self) -> tuple[str, Reserve]:
        case = self.case
        if case.withdrawn is not None and case.withdrawn <= self.filing.withdraw_due.day:
            return "withdrawn", self._all_kept("withdrawn")
        if not self.eligibility.eligible:
            return "refused", self._all_kept("refused")
        self.plan = plan = self._plan()
        if self._not_collected(plan):
            self.cancellation = self._cancel(plan)
            return "cancelled", self._all_kept("cancelled")
        cause, end, event = self._end(plan)
        self.life = life = self._live(plan, cause, end, event)
        uncollected = len(life.months.paid) - len(life.received)
        reserve = reserve_after(
            total=self.counted.total,
            granted=plan.duration.months,
            received=len(life.received),
            suspended=len(life.months.suspended),
            uncollected=uncollected,
            odd=plan.duration.reserve,
            cause=cause,
            reported=bool(life.reported),
            extra=self.extra,
            regime=self._regime_of(event) if event else self.regime,
            readings=self.readings,
        )
        self.used |= reserve.used
        return "terminated" if cause else "completed", reserve

    # Contributions and dossier

    def _count(self) -> Counted:
        case = self.case
        window = window_months(case.contract, self.regime)
        found = {
            ends: months_in_window(
                case.segments, ended_on=case.ended_on, window=window, readings=choice
            )
            for ends, choice in _WINDOWS.items()
        }
        if len(set(found.values())) > 1:
            self.used.add("window_end")
        return Counted(
            regime=self.regime,
            total=count_months(case.segments, until=case.ended_on) + case.prior_reserve,
            window=window,
            in_window=found[self.readings.window_end],
            clause=contributing_clause(
                case.segments,
                ended_on=case.ended_on,
                employer_unable=case.employer_unable_on is not None,
                regime=self.regime,
            ),
        )

    def _file(self) -> Filing:
        case, regime, calendar = self.case, self.regime, self.calendar
        dossier = case.dossier
        deadline = procedure.filing_deadline(
            case.ended_on,
            case.employer_unable_on,
            regime=regime,
            readings=self.readings,
            calendar=calendar,
        )
        if not calendar.is_working(deadline.moved_from or deadline.day):
            self.used.add("filing_day_off")
        complete = dossier.full
        if regime is Regime.OLD:
            complete = dossier.filed  # Law 38/2013, Điều 46: filed, not complete
        elif dossier.filed <= deadline.day < dossier.full:
            self.used.add("late_supplement")
            complete = dossier.full if self.readings.late_supplement == "late" else dossier.filed
        base = dossier.full
        if dossier.received != dossier.full:
            self.used.add("post_start")
            base = dossier.received if self.readings.post_start == "arrival" else base
        return Filing(
            deadline=deadline,
            in_time=complete <= deadline.day,
            withdraw_due=procedure.withdraw_due(dossier.filed, regime=regime, calendar=calendar),
            test_last=procedure.test_last_day(base, regime=regime, calendar=calendar),
            decision_due=procedure.decision_due(dossier.received, regime=regime, calendar=calendar),
            start=procedure.start_day(base, regime=regime, calendar=calendar),
        )

    def _blocking(self) -> Iterable[str]:
        """What happened by the end of the wait, and (by a reading) before the benefit began."""
        test_last, start = self.filing.test_last.day, self.filing.start.day
        found = set()
        for day, event, regime in self.dated:
            code = blocking_code(event, regime=regime)
            if code and day <= test_last:
                found.add(code)
            elif code and day < start:
                self.used.add("between_test_and_start")
                if self.readings.between_test_and_start == "refused":
                    found.add(code)
        return found

    # The decision

    def _plan(self) -> Plan:
        case, regime, readings, calendar = self.case, self.regime, self.readings, self.calendar
        amount = monthly_amount(
            case.segments, ended_on=case.ended_on, regime=regime, readings=readings
        )
        length = duration(self.counted.total, regime, decided_on=case.decision_date)
        months = procedure.periods(self.filing.start.day, length.months, readings=readings)
        first = (
            case.slip_first_day
            or procedure.first_slip_day(
                self.filing.decision_due.day, regime=regime, calendar=calendar
            ).day
        )
        pickup = procedure.pickup_window(first, regime=regime, readings=readings, calendar=calendar)
        windows = procedure.notice_windows(
            months, pickup, regime=regime, readings=readings, calendar=calendar
        )
        pay: tuple[Deadline, ...] = ()
        if regime is Regime.NEW:
            pay = tuple(procedure.pay_due(each.last, calendar=calendar) for each in windows)
        self._note_plan(amount.law != amount.decree, amount.exact.denominator != 1, months)
        return Plan(amount, length, months, pickup, windows, pay)

    def _note_plan(
        self, amounts_differ: bool, has_part: bool, months: tuple[procedure.Period, ...]
    ) -> None:
        if amounts_differ:
            self.used.add("cap_date")
        if has_part:
            self.used.add("rounding")
        if any(self.calendar.is_working(each.first) for each in months[1:]):
            self.used.add("count_first_day")
        if months[0].first.day > _EVERY_MONTH_HAS and any(
            each.first.day != months[0].first.day for each in months
        ):
            self.used.add("anchor_day")

    def _not_collected(self, plan: Plan) -> bool:
        """In person only: not fetched in the three days is not wanted (Decree, Điều 16 khoản 3)."""
        pickup = self.case.pickup
        if self.case.dossier.channel != IN_PERSON:
            return False
        if pickup is not None and abs((pickup - plan.pickup.last).days) <= _A_WEEK:
            shortest = self.calendar.after(plan.pickup.first, self.known.pickup_wd - 1)
            longest = self.calendar.after(plan.pickup.first, self.known.pickup_wd)
            if shortest < pickup <= longest:
                self.used.add("slip_days")
        return pickup is None or pickup > plan.pickup.last

    def _cancel(self, plan: Plan) -> Cancellation:
        last, regime, calendar = plan.pickup.last, self.regime, self.calendar
        inform = None
        if regime is Regime.NEW:
            inform = procedure.inform_not_collected_due(last, regime=regime, calendar=calendar)
        return Cancellation(inform, procedure.cancel_due(last, regime=regime, calendar=calendar))

    def _all_kept(self, result: str) -> Reserve:
        said, article = KEPT[result]
        old = self.regime is Regime.OLD
        return reserve_of_all(
            self.counted.total, extra=self.extra, why=said, article=OLD_KEPT if old else article
        )

    # The benefit

    def _end(self, plan: Plan) -> tuple[str, date | None, Event | None]:
        """The cause that ended the benefit, its day and event; "" when it ran to its end."""
        start, last = plan.periods[0].first, plan.last_day
        test_last = self.filing.test_last.day
        found: list[tuple[date, str, Event | None]] = []
        refused: list[tuple[date, Event]] = []
        for day, event, regime in self.dated:
            letter = cause_of(event, regime=regime)
            at = day
            if (
                letter
                and test_last < day < start
                and self.readings.between_test_and_start == "ends_at_start"
            ):
                at = start
            if not start <= at <= last:
                continue
            if letter:
                found.append((at, letter, event))
            elif event.type == "refusal" and not event.good_reason:
                refused.append((at, event))
        refused.sort(key=lambda each: each[0])
        if len(refused) >= self.known.refusals_most:
            at, event = refused[self.known.refusals_most - 1]
            found.append((at, REFUSED_JOBS, event))
        missed = third_missed(
            plan.periods,
            plan.windows,
            self._notices(),
            regime=self.regime,
            readings=self.readings,
        )
        if missed is not None and start <= missed <= last:
            found.append((missed, MISSED, None))
        if not found:
            return "", None, None
        end, cause, event_ = min(found, key=lambda each: order(each[:2]))
        return cause, end, event_

    def _live(self, plan: Plan, cause: str, end: date | None, event: Event | None) -> Life:
        regime, calendar = self.regime, self.calendar
        months = judge_months(
            plan.periods,
            plan.windows,
            self._notices(),
            end=end,
            regime=regime,
            readings=self.readings,
            calendar=calendar,
        )
        self.used |= months.used
        never = {k for each in self.case.events if each.type == "uncollected" for k in each.listed}
        received = tuple(k for k in months.paid if k not in never)
        report_due, reported = None, None
        if end is not None and cause and CAUSES[cause].must_report:
            report_due = procedure.report_due(end, regime=regime, calendar=calendar)
            told = event.notified if event else None
            reported = reported_in_time(
                cause, told=told, due=report_due.day, readings=self.readings
            )
            if own_request_untold(cause, told=told, due=report_due.day):
                self.used.add("own_request_report")
        limit, inform = self._uncollected(plan.last_day)
        return Life(
            months, received, cause, end, end or plan.last_day, report_due, reported, limit, inform
        )

    def _uncollected(self, last: date) -> tuple[Deadline | None, Deadline | None]:
        try:
            limit = procedure.uncollected_limit(last, regime=self.regime, calendar=self.calendar)
            inform = procedure.uncollected_inform_due(
                limit.day, regime=self.regime, calendar=self.calendar
            )
        except NoCalendar:
            return None, None
        return limit, inform

    def _notices(self) -> Notices:
        return Notices(self.case.notices, self.case.on_time_by_default)

    def _regime_of(self, event: Event) -> Regime:
        """The law an event is read by: that of the decision, unless the reading says otherwise."""
        if self.regime is Regime.OLD and event.on is not None and event.on >= NEW_LAW_FROM:
            self.used.add("old_benefit_2026")
            if self.readings.old_benefit_2026 == "new":
                return Regime.NEW
        return self.regime


_WINDOWS: Final = {
    ends: Readings(window_end=ends) for ends in ("termination_month", "month_before")
}
_EVERY_MONTH_HAS: Final = 28
_A_WEEK: Final = 14
