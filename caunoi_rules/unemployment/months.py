"""Which months are paid, suspended, resumed (Law 74/2025 Điều 40-41, Decree 374 Điều 17-21).

A month is paid when the job-search notice came in its time. A month without notice whose window
closed while the benefit still ran is suspended: no money, no reserve, health insurance goes on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

from caunoi_rules.calendar import ONE_DAY, Calendar
from caunoi_rules.clocks import Window
from caunoi_rules.unemployment.procedure import Period, notice_from, resume_due, suspend_due
from caunoi_rules.unemployment.readings import DEFAULT, Readings
from caunoi_rules.unemployment.reasons import Reason, day, listed
from caunoi_rules.unemployment.regimes import Regime, figures

NO_TIME: Final = timedelta()
FULL_MONTH: Final = "Nghị định 374/2025/NĐ-CP, Điều 19 khoản 4"
SUSPENDED: Final = "Luật 74/2025/QH15, Điều 41 khoản 2; Nghị định 374/2025/NĐ-CP, Điều 17"


class Suspension(NamedTuple):
    """A month without notice: suspended from its first day."""

    k: int
    first: date
    submit_due: date
    """Last day to submit the suspension, and to tell social insurance."""


class Resumption(NamedTuple):
    """The first month with a notice after suspended ones."""

    k: int
    first: date
    submit_due: date
    remaining: int
    """Months left with this one."""


@dataclass(frozen=True, slots=True)
class Months:
    """What became of the months up to the end of the benefit."""

    paid: tuple[int, ...]
    suspended: tuple[int, ...]
    suspensions: tuple[Suspension, ...]
    resumptions: tuple[Resumption, ...]
    used: frozenset[str]
    """Names of the readings that mattered."""
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Notices:
    """The job-search notices of a benefit, by the number of the month."""

    given: Mapping[int, date | None]
    on_time_by_default: bool = True
    """What months count as that are not in `given`."""

    def in_time(self, period: Period, window: Window, readings: Readings) -> bool:
        """Whether the notice of a month came from its first day to the end of its window."""
        if period.k not in self.given:
            return self.on_time_by_default
        given = self.given[period.k]
        since = notice_from(period, window, readings=readings)
        return given is not None and since <= given <= window.last

    def late(self, period: Period, window: Window) -> bool:
        """Whether a notice came after the window, while its month still ran."""
        given = self.given.get(period.k)
        return given is not None and window.last < given <= period.last

    def early(self, period: Period, window: Window) -> bool:
        """Whether a notice came in its month before the window opened."""
        given = self.given.get(period.k)
        return period.k > 1 and given is not None and period.first <= given < window.first

    def on(self, period: Period, window: Window) -> date:
        """The day of a notice that came in time; without a date, the first day of the window."""
        return self.given.get(period.k) or window.first


def third_missed(
    periods: Sequence[Period],
    windows: Sequence[Window],
    notices: Notices,
    *,
    regime: Regime = Regime.NEW,
    readings: Readings = DEFAULT,
) -> date | None:
    """The end of the third window in a row without notice; None when there is none."""
    run = 0
    for period, window in zip(periods, windows, strict=True):
        missed = not notices.in_time(period, window, readings)
        if missed and readings.late_notice == "breaks_run" and notices.late(period, window):
            missed = False
        run = run + 1 if missed else 0
        if run == figures(regime).missed_in_row:
            return window.last
    return None


def judge_months(
    periods: Sequence[Period],
    windows: Sequence[Window],
    notices: Notices,
    *,
    end: date | None = None,
    regime: Regime = Regime.NEW,
    readings: Readings = DEFAULT,
    calendar: Calendar | None = None,
) -> Months:
    """The fate of every month that had begun by `end` (None: the whole benefit ran)."""
    paid: list[int] = []
    suspensions: list[Suspension] = []
    resumptions: list[Resumption] = []
    used: set[str] = set()
    for period, window in zip(periods, windows, strict=True):
        if end is not None and period.first > end:
            break
        if notices.early(period, window):
            used.add("notice_first_day")
        if notices.late(period, window):
            used.add("late_notice")
        noticed = notices.in_time(period, window, readings)
        last_one = end is not None and end <= period.last
        if noticed:
            told = notices.on(period, window)
            after_one = bool(suspensions) and suspensions[-1].k == period.k - 1
            if after_one and (end is None or told <= end):
                due = resume_due(told, regime=regime, calendar=calendar).day
                remaining = len(periods) - period.k + 1
                resumptions.append(Resumption(period.k, period.first, due, remaining))
        elif last_one:
            used.add("termination_month")
        if noticed or not _is_suspended(period, window, end, periods[-1].last, readings):
            paid.append(period.k)
        else:
            due = suspend_due(window.last, regime=regime, calendar=calendar).day
            suspensions.append(Suspension(period.k, period.first, due))
    suspended = tuple(each.k for each in suspensions)
    last_paid = end is not None and bool(paid) and paid[-1] > (suspended[-1] if suspended else 0)
    why = _reasons(suspensions, resumptions, last_paid, regime)
    return Months(
        tuple(paid), suspended, tuple(suspensions), tuple(resumptions), frozenset(used), why
    )


def _is_suspended(
    period: Period, window: Window, end: date | None, last: date, readings: Readings
) -> bool:
    """Whether a month without notice is suspended: its window closed before the benefit ended.

    The window of the third month missed closes on the day of the end itself, so that month, which
    has begun, is paid in full (Decree 374/2025, Điều 19 khoản 4) unless the readings say otherwise.
    """
    if end is None:
        return window.last <= last
    reading = readings.termination_month
    if end <= period.last and reading in {"unpaid", "paid"}:
        return reading == "unpaid"
    return window.last < end + (ONE_DAY if reading == "closed_window_unpaid" else NO_TIME)


def _reasons(
    suspensions: Sequence[Suspension],
    resumptions: Sequence[Resumption],
    ended_in_a_paid_month: bool,
    regime: Regime,
) -> tuple[Reason, ...]:
    old = regime is Regime.OLD
    why = []
    if suspensions:
        said = "Không thông báo tìm việc đúng hạn nên tạm dừng tháng hưởng thứ {} (từ {})."
        first = day(suspensions[0].first)
        article = "Luật 38/2013/QH13, Điều 53 khoản 1" if old else SUSPENDED
        why.append(Reason(said.format(listed(each.k for each in suspensions), first), article))
    for each in resumptions:
        said = (
            f"Đã thông báo lại nên tiếp tục hưởng từ {day(each.first)}, còn {each.remaining} tháng."
        )
        why.append(Reason(said, figures(regime).law("resume_wd")))
    if ended_in_a_paid_month:
        article = "Nghị định 28/2015/NĐ-CP, Điều 21" if old else FULL_MONTH
        why.append(Reason("Tháng đang hưởng khi chấm dứt được trả cả tháng.", article))
    return tuple(why)
