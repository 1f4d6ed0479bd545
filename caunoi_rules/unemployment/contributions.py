"""Months contributed and who counts as contributing (Law 74/2025 Điều 33-35, Decree 374 Điều 3).

Contributions come by segments of equal months. A month counts when it was paid and confirmed; a
month of 14 working days or more without pay was not contributed (Law 74/2025, Điều 33 khoản 4).
"""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from caunoi_rules.clocks import MONTHS_A_YEAR
from caunoi_rules.unemployment.readings import DEFAULT, Readings
from caunoi_rules.unemployment.regimes import Regime

Month = int
"""A calendar month: year × 12 + month − 1."""

PAID: Final = "paid"
STATUSES: Final = {
    PAID: "đã đóng",
    "sick_maternity14": "nghỉ ốm đau, thai sản từ 14 ngày làm việc",
    "unpaid_leave14": "nghỉ không hưởng lương từ 14 ngày làm việc",
    "suspended14": "tạm hoãn hợp đồng từ 14 ngày làm việc",
    "employer_arrears": "đơn vị chưa đóng hoặc chưa được xác nhận",
}
EMPLOYER_UNABLE: Final = 6
CLAUSES: Final = {
    0: "không thuộc trường hợp nào đang đóng bảo hiểm thất nghiệp",
    1: "đã đóng của tháng chấm dứt",
    2: "đã đóng của tháng liền trước tháng chấm dứt",
    3: "tháng chấm dứt hoặc tháng liền trước nghỉ ốm đau, thai sản từ 14 ngày làm việc",
    4: "tháng chấm dứt hoặc tháng liền trước nghỉ không hưởng lương từ 14 ngày làm việc",
    5: "tháng chấm dứt hoặc tháng liền trước tạm hoãn hợp đồng từ 14 ngày làm việc",
    EMPLOYER_UNABLE: "đơn vị không còn khả năng đóng, đã được xác nhận",
}
"""What each khoản of Decree 374/2025, Điều 3 says."""

_OF_STATUS: Final = ((3, "sick_maternity14"), (4, "unpaid_leave14"), (5, "suspended14"))


class Segment(NamedTuple):
    """Months of one employer at one wage, first and last included."""

    first: Month
    last: Month
    wage: int
    """Đồng a month, before the ceiling of the contribution."""
    region: int
    """1 to 4."""
    employer: str = ""
    state_scale: bool = False
    """Paid by the pay scale of the State."""
    status: str = PAID


class PaidMonth(NamedTuple):
    """One contributed month."""

    month: Month
    wage: int
    region: int
    state_scale: bool


def month_of(day: date) -> Month:
    """The month a day lies in.

    >>> month_words(month_of(date(2026, 3, 31)))
    '03/2026'
    """
    return day.year * MONTHS_A_YEAR + day.month - 1


def first_day(month: Month) -> date:
    """The first day of a month."""
    return date(month // MONTHS_A_YEAR, month % MONTHS_A_YEAR + 1, 1)


@lru_cache(maxsize=4096)
def parse_month(text: str) -> Month:
    """A month from "YYYY-MM". Raises ValueError."""
    return month_of(date.fromisoformat(f"{text}-01"))


def month_words(month: Month) -> str:
    """A month as papers write it."""
    return f"{month % MONTHS_A_YEAR + 1:02}/{month // MONTHS_A_YEAR}"


def count_months(segments: Sequence[Segment], *, until: date) -> int:
    """Contributed months up to and with the month of a day."""
    last = month_of(until)
    return _paid_between(segments, 0, last)


def months_in_window(
    segments: Sequence[Segment], *, ended_on: date, window: int, readings: Readings = DEFAULT
) -> int:
    """Contributed months among the 24 (36) before the contract ended.

    They end with the month of the end when that one was contributed and the reading says so,
    otherwise with the month before.
    """
    last = window_last(segments, ended_on=ended_on, readings=readings)
    return _paid_between(segments, last - window + 1, last)


def window_last(
    segments: Sequence[Segment], *, ended_on: date, readings: Readings = DEFAULT
) -> Month:
    """The last month of the time looked at."""
    month = month_of(ended_on)
    counts = readings.window_end == "termination_month" and status_in(segments, month) == PAID
    return month if counts else month - 1


def contributing_clause(
    segments: Sequence[Segment],
    *,
    ended_on: date,
    employer_unable: bool,
    regime: Regime = Regime.NEW,
) -> int:
    """By which khoản of Decree 374/2025 Điều 3 a person counts as contributing; 0 for none.

    The first that fits. The old law has no employer who cannot pay (khoản 6).
    """
    month = month_of(ended_on)
    now, before = status_in(segments, month), status_in(segments, month - 1)
    if now == PAID:
        return 1
    if before == PAID:
        return 2
    for clause, status in _OF_STATUS:
        if status in {now, before}:
            return clause
    return EMPLOYER_UNABLE if employer_unable and regime is Regime.NEW else 0


def status_in(segments: Sequence[Segment], month: Month) -> str | None:
    """The status of a month; None when there was no employment."""
    for each in reversed(segments):
        if each.first <= month <= each.last:
            return each.status
    return None


def last_paid(segments: Sequence[Segment], *, until: date) -> PaidMonth | None:
    """The last contributed month up to the month of a day."""
    return next(paid_months_back(segments, until=until), None)


def paid_months_back(segments: Sequence[Segment], *, until: date) -> Iterator[PaidMonth]:
    """Contributed months from the month of a day backwards."""
    last = month_of(until)
    for each in reversed(segments):
        if each.status == PAID:
            for month in range(min(each.last, last), each.first - 1, -1):
                yield PaidMonth(month, each.wage, each.region, each.state_scale)


def _paid_between(segments: Sequence[Segment], first: Month, last: Month) -> int:
    total = 0
    for each in segments:
        if each.status == PAID:
            total += max(0, min(each.last, last) - max(each.first, first) + 1)
    return total
