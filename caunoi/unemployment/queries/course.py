"""The course of a benefit put before the law: its months, windows and notices as plain data."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from caunoi.unemployment.choices.benefits import (
    ANSWERED,
    CAUSE_POINTS,
    EndCause,
    JobKind,
    MonthState,
    NoticeState,
)
from caunoi.unemployment.models import Benefit, BenefitMonth, MonthlyNotice
from caunoi.unemployment.queries.computation import USED
from caunoi_rules.clocks import Deadline, Window
from caunoi_rules.unemployment import ending, procedure
from caunoi_rules.unemployment.months import Months, Notices, judge_months, third_missed
from caunoi_rules.unemployment.procedure import Period
from caunoi_rules.unemployment.readings import Readings
from caunoi_rules.unemployment.regimes import Regime
from caunoi_rules.unemployment.reserve import Reserve, keeps_months, reserve_after


@dataclass(frozen=True)
class Ending:
    """What the law makes of an end: from which day, until when it had to be told, what is kept."""

    effective_on: date
    report_due: Deadline | None
    in_time: bool
    months: Months
    reserve: Reserve
    keeps: bool
    doubtful: frozenset[str] = frozenset()

    @property
    def readings(self) -> dict[str, str | bool]:
        """Doubtful points of the law that mattered, each with the reading that was used."""
        names = sorted(self.months.used | self.reserve.used | self.doubtful)
        return {name: getattr(USED, name) for name in names}

    @property
    def reasons(self) -> list[list[str]]:
        """Sentences with their articles, ready for a snapshot."""
        told = [[reason.text, reason.article] for reason in self.months.reasons]
        told += [[reason.text, reason.article] for reason in self.reserve.reasons]
        if self.report_due is not None:
            told.append([self.report_due.words, self.report_due.article])
        return told


@dataclass(frozen=True)
class Course:
    """A benefit with all its months, the first one first."""

    benefit: Benefit
    months: tuple[BenefitMonth, ...]
    given: dict[int, date]  # days of the notices, by number of the month
    readings: Readings = USED

    @property
    def regime(self) -> Regime:
        return Regime.OLD if self.benefit.old_law else Regime.NEW

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        return tuple(Period(each.k, each.starts_on, each.ends_on) for each in self.months)

    @cached_property
    def windows(self) -> tuple[Window, ...]:
        return tuple(
            Window(
                each.window_from,
                each.window_to,
                "Thông báo tìm kiếm việc làm",
                each.window_law,
                each.confirmed,
            )
            for each in self.months
        )

    @cached_property
    def notices(self) -> Notices:
        """Months that needed no notice, or were paid elsewhere, count as if it had come."""
        days: dict[int, date | None] = {}
        for month in self.months:
            if month.k in self.given:
                days[month.k] = self.given[month.k]
            elif month.notice_state in ANSWERED or month.state == MonthState.ELSEWHERE:
                days[month.k] = month.window_from
            else:
                days[month.k] = None
        return Notices(days, on_time_by_default=False)

    def notice_from(self, month: BenefitMonth) -> date:
        """The first day on which the notice of a month counts."""
        at = self.months.index(month)
        return procedure.notice_from(self.periods[at], self.windows[at], readings=self.readings)

    @cached_property
    def silent_since(self) -> date | None:
        """The end of the third window in a row without notice, of those that have closed."""
        closed = [
            n for n, month in enumerate(self.months) if month.notice_state != NoticeState.WAITING
        ]
        if not closed:
            return None
        upto = closed[-1] + 1
        return third_missed(
            self.periods[:upto],
            self.windows[:upto],
            self.notices,
            regime=self.regime,
            readings=self.readings,
        )

    def fate(self, *, end: date | None = None) -> Months:
        """Which months are paid and which are suspended, up to an end."""
        return judge_months(
            self.periods,
            self.windows,
            self.notices,
            end=end,
            regime=self.regime,
            readings=self.readings,
        )

    def end(
        self,
        cause: EndCause,
        *,
        happened_on: date,
        told_on: date | None,
        job_kind: str = "",
    ) -> Ending | None:
        """What the law makes of an ending; None when it has no day yet (a business nobody told)."""
        letter = CAUSE_POINTS[cause]
        effective = ending.end_day(
            letter,
            on=happened_on,
            notified=told_on,
            job_kind=JobKind(job_kind).lower() if job_kind else "",
        )
        if effective is None:
            return None
        due = None
        if ending.CAUSES[letter].must_report:
            due = procedure.report_due(effective, regime=self.regime)
        untold = due is not None and ending.own_request_untold(letter, told=told_on, due=due.day)
        in_time = due is None or ending.reported_in_time(
            letter, told=told_on, due=due.day, readings=self.readings
        )
        months = self.fate(end=effective)
        reserve = reserve_after(
            total=self.benefit.total_months,
            granted=self.benefit.months_granted,
            received=len(months.paid),
            suspended=len(months.suspended),
            odd=self.benefit.reserve_at_start,
            cause=letter,
            reported=in_time,
            regime=self.regime,
            readings=self.readings,
        )
        keeps = keeps_months(letter, reported=in_time, readings=self.readings)
        doubtful = frozenset({"own_request_report"} if untold else ())
        return Ending(effective, due, in_time, months, reserve, keeps, doubtful)


def course_of(benefit: Benefit) -> Course:
    """A benefit with its months and notices. Two queries."""
    months = tuple(benefit.months.order_by("k"))
    given = MonthlyNotice.objects.filter(month__benefit=benefit)
    return Course(benefit, months, dict(given.values_list("month__k", "given_on")))
