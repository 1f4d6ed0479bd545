"""The days of a file, from the end of the contract to the last payment (Decree 374 Điều 14-21).

Every term is a `Deadline` that says why; the figures are those of the law of the decision. Days in
years without an official calendar come from the provisional one and are marked unconfirmed.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from caunoi_rules import clocks
from caunoi_rules.calendar import ONE_DAY, Calendar, provisional
from caunoi_rules.clocks import MONTHS_A_YEAR, Deadline, Window, last_day_of_month
from caunoi_rules.unemployment.readings import DEFAULT, Readings
from caunoi_rules.unemployment.regimes import Regime, figures

BENEFIT_MONTHS: Final = "Nghị định 374/2025/NĐ-CP, Điều 15 khoản 2"
OLD_BENEFIT_MONTHS: Final = "Thông tư 28/2015/TT-BLĐTBXH, Điều 8"


class Period(NamedTuple):
    """One benefit month."""

    k: int
    first: date
    last: date


def filing_deadline(
    ended_on: date,
    employer_unable_on: date | None = None,
    *,
    regime: Regime = Regime.NEW,
    readings: Readings = DEFAULT,
    calendar: Calendar | None = None,
) -> Deadline:
    """Three months from the end of the contract, or (new law) from the day it was confirmed that
    the employer cannot pay, if that came later (Decree 374/2025, Điều 14 khoản 2)."""
    known = figures(regime)
    since = ended_on
    if regime is Regime.NEW and employer_unable_on is not None:
        since = max(ended_on, employer_unable_on)
    return clocks.months(
        since,
        known.file_months,
        reason="Nộp đủ hồ sơ đề nghị hưởng",
        article=known.law("file_months"),
        calendar=calendar or provisional(),
        move=readings.filing_day_off == "next_working_day",
    )


def withdraw_due(
    filed: date, *, regime: Regime = Regime.NEW, calendar: Calendar | None = None
) -> Deadline:
    """The last day to say that the benefit is not wanted (Mẫu 11), from the day of filing."""
    return _term("withdraw_wd", filed, "Nộp đề nghị không hưởng", regime, calendar)


def test_last_day(
    full: date, *, regime: Regime = Regime.NEW, calendar: Calendar | None = None
) -> Deadline:
    """The last day of the wait (10th, old law 15th working day) after the full dossier."""
    return _term("test_wd", full, "Xét việc làm của người lao động", regime, calendar)


def decision_due(
    received: date, *, regime: Regime = Regime.NEW, calendar: Calendar | None = None
) -> Deadline:
    """The last day for the decision, after the full dossier arrived."""
    return _term("decision_wd", received, "Quyết định hưởng", regime, calendar)


def start_day(
    full: date, *, regime: Regime = Regime.NEW, calendar: Calendar | None = None
) -> Deadline:
    """The first day of the benefit: the 11th (old law: 16th) working day after the full dossier.

    >>> start_day(date(2026, 3, 2)).day
    datetime.date(2026, 3, 17)
    """
    return _term("start_wd", full, "Bắt đầu hưởng", regime, calendar)


def first_slip_day(
    decided_by: date, *, regime: Regime = Regime.NEW, calendar: Calendar | None = None
) -> Deadline:
    """The first day on the appointment slip when nothing else is printed: the working day after
    the limit of the decision."""
    return clocks.working_days(
        decided_by,
        1,
        reason="Ngày đầu trả kết quả",
        article=figures(regime).law("pickup_wd"),
        calendar=calendar or provisional(),
    )


def pickup_window(
    first_day: date,
    *,
    regime: Regime = Regime.NEW,
    readings: Readings = DEFAULT,
    calendar: Calendar | None = None,
) -> Window:
    """The three working days in which a decision is collected."""
    known, days = figures(regime), calendar or provisional()
    first = days.next_working(first_day)
    printed = readings.slip_days == "printed"
    last = days.after(first, known.pickup_wd - printed)
    return Window(
        first, last, "Nhận quyết định hưởng", known.law("pickup_wd"), _sure(days, first, last)
    )


def periods(start: date, months: int, *, readings: Readings = DEFAULT) -> tuple[Period, ...]:
    """The benefit months: from a day to the day before the same day of the next month.

    Where the next month has no such day, a month ends with the last of that month and the next one
    begins on the first; the day of the start is kept for those after.

    >>> [(p.first.day, p.last.day) for p in periods(date(2026, 3, 31), 4)]
    [(31, 30), (1, 30), (31, 30), (1, 30)]
    """
    starts, rolling = [start], readings.anchor_day == "rolling"
    for _ in range(months):
        anchor = starts[-1] if rolling else start
        count = 1 if rolling else len(starts)
        starts.append(_same_day(anchor, count))
    return tuple(Period(k, starts[k - 1], starts[k] - ONE_DAY) for k in range(1, months + 1))


def notice_windows(
    months: Sequence[Period],
    pickup: Window,
    *,
    regime: Regime = Regime.NEW,
    readings: Readings = DEFAULT,
    calendar: Calendar | None = None,
) -> tuple[Window, ...]:
    """When the monthly job-search notice is given: month 1 while the decision is collected, later
    ones in the three working days from the first day of the month (not counted by default)."""
    known, days = figures(regime), calendar or provisional()
    why, article = "Thông báo tìm kiếm việc làm", known.law("notice_wd")
    found = [Window(pickup.first, pickup.last, why, article, pickup.confirmed)]
    for each in months[1:]:
        since = each.first - ONE_DAY if readings.count_first_day else each.first
        first, last = days.after(since, 1), days.after(since, known.notice_wd)
        found.append(Window(first, last, why, article, _sure(days, first, last)))
    return tuple(found[: len(months)])


def notice_from(period: Period, window: Window, *, readings: Readings = DEFAULT) -> date:
    """The first day on which the notice of a month counts."""
    if period.k == 1 or not readings.notice_first_day:
        return window.first
    return period.first


def pay_due(
    window_last: date, *, regime: Regime = Regime.NEW, calendar: Calendar | None = None
) -> Deadline:
    """The last day for social insurance to pay a month, after its window closed (new law)."""
    return _term("pay_wd", window_last, "Chi trả trợ cấp", regime, calendar)


def inform_not_collected_due(
    pickup_last: date, *, regime: Regime = Regime.NEW, calendar: Calendar | None = None
) -> Deadline:
    """The last day to tell social insurance that a decision was not collected (new law only)."""
    return _term(
        "inform_not_collected_wd",
        pickup_last,
        "Báo cơ quan BHXH người không nhận quyết định",
        regime,
        calendar,
    )


def cancel_due(
    pickup_last: date, *, regime: Regime = Regime.NEW, calendar: Calendar | None = None
) -> Deadline:
    """The last day to submit the cancellation of a decision that was not collected."""
    return _term("cancel_wd", pickup_last, "Trình hủy quyết định hưởng", regime, calendar)


def inform_due(
    window_last: date, *, regime: Regime = Regime.NEW, calendar: Calendar | None = None
) -> Deadline:
    """The last day to tell social insurance who gave no notice."""
    said = "Báo cơ quan BHXH người không thông báo tìm việc"
    return _term("inform_wd", window_last, said, regime, calendar)


def suspend_due(
    window_last: date, *, regime: Regime = Regime.NEW, calendar: Calendar | None = None
) -> Deadline:
    """The last day to submit a suspension."""
    return _term("suspend_wd", window_last, "Trình tạm dừng hưởng", regime, calendar)


def resume_due(
    noticed_on: date, *, regime: Regime = Regime.NEW, calendar: Calendar | None = None
) -> Deadline:
    """The last day to submit the continuation after a new notice."""
    return _term("resume_wd", noticed_on, "Trình tiếp tục hưởng", regime, calendar)


def report_due(
    ended_on: date, *, regime: Regime = Regime.NEW, calendar: Calendar | None = None
) -> Deadline:
    """The last day for the person to report why the benefit ends (Mẫu 17)."""
    return _term("report_wd", ended_on, "Thông báo chấm dứt hưởng", regime, calendar)


def uncollected_limit(
    last_day: date, *, regime: Regime = Regime.NEW, calendar: Calendar | None = None
) -> Deadline:
    """Three months after the last day of the benefit by its decision: money not fetched by then is
    given up, and its months are reserved."""
    known = figures(regime)
    return clocks.months(
        last_day,
        known.uncollected_months,
        reason="Nhận tiền trợ cấp chưa nhận",
        article=known.law("uncollected_months"),
        calendar=calendar or provisional(),
        move=True,
    )


def uncollected_inform_due(
    limit: date, *, regime: Regime = Regime.NEW, calendar: Calendar | None = None
) -> Deadline:
    """The last day for social insurance to report who did not fetch the money (Mẫu 13)."""
    said = "Cơ quan BHXH báo người không nhận tiền"
    return _term("uncollected_inform_wd", limit, said, regime, calendar)


def reserve_decision_due(
    informed_on: date, *, regime: Regime = Regime.NEW, calendar: Calendar | None = None
) -> Deadline:
    """The last day to submit the decision that reserves months not fetched (Mẫu 14)."""
    return _term("reserve_decision_wd", informed_on, "Trình quyết định bảo lưu", regime, calendar)


def _term(
    name: str, start: date, reason: str, regime: Regime, calendar: Calendar | None
) -> Deadline:
    known = figures(regime)
    return clocks.working_days(
        start,
        getattr(known, name),
        reason=reason,
        article=known.law(name),
        calendar=calendar or provisional(),
    )


def _same_day(anchor: date, count: int) -> date:
    """The same day number so many months on, else the first of the month after that one."""
    years, month = divmod(anchor.month - 1 + count, MONTHS_A_YEAR)
    year, month = anchor.year + years, month + 1
    if anchor.day <= last_day_of_month(year, month):
        return date(year, month, anchor.day)
    return date(year + month // MONTHS_A_YEAR, month % MONTHS_A_YEAR + 1, 1)


def _sure(days: Calendar, first: date, last: date) -> bool:
    return first.year not in days.assumed and last.year not in days.assumed
