"""What is paid into the fund each month (Law 74/2025, Điều 33-34; Decree 374/2025, Điều 4-7).

The wage ceiling of state-scale employees before 2026 (times the base salary) is not here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from caunoi_rules.calendar import Calendar, provisional
from caunoi_rules.clocks import Deadline, Unit
from caunoi_rules.parameters import parameter
from caunoi_rules.unemployment.reasons import Reason
from caunoi_rules.unemployment.reasons import day as said_day
from caunoi_rules.unemployment.training_figures import DECREE, figure, money, term, whole_dong
from caunoi_rules.wages import Region, minimum_wage

MONTHS_A_YEAR: Final = 12
SECOND_HALF: Final = 7
"""The month from which the rate of 01/07 applies."""


@dataclass(frozen=True)
class Contribution:
    """One worker's month, in đồng. All zero when the month is not paid for."""

    base: int
    """The wage that counts, at most the ceiling."""
    worker: int
    employer: int
    state_most: int
    """The most the State may add."""
    capped: bool
    reasons: tuple[Reason, ...]


def contribution(
    *,
    wage: int,
    region: Region,
    on: date,
    unpaid_days: int = 0,
    disabled_since: date | None = None,
) -> Contribution:
    """What worker and employer pay for the month in which `on` lies.

    `unpaid_days`: working days of the month without wage. `disabled_since`: the day a worker with a
    disability was newly taken on, None for others.

    >>> contribution(wage=150_000_000, region=Region.I, on=date(2026, 3, 1)).worker
    1062000
    """
    if not pays(unpaid_days, on=on):
        need = figure("unpaid_days_no_contribution", on)
        said = (
            f"Không hưởng lương {unpaid_days} ngày làm việc trong tháng nên không đóng tháng này."
        )
        return Contribution(0, 0, 0, 0, False, (Reason(said, need.law),))
    lowest, times = (
        minimum_wage(region, on),
        parameter("unemployment", "contribution_cap_times", on=on),
    )
    ceiling = times.value * lowest.month
    base = min(wage, ceiling)
    worker, employer = figure("worker_percent", on), figure("employer_percent", on)
    reasons = [Reason(f"Người lao động đóng {worker.value}% của {money(base)}.", worker.law)]
    percent, law = employer.value, employer.law
    if disabled_since is not None and disabled_worker_is_free(disabled_since, on=on):
        free = figure("disabled_free_months", on)
        percent, law = 0, free.law
        reasons.append(
            Reason(
                f"Tuyển mới người khuyết tật ngày {said_day(disabled_since)}: "
                f"đơn vị đóng 0% trong {free.value} tháng đầu.",
                law,
            )
        )
    else:
        reasons.append(Reason(f"Đơn vị đóng {percent}% của {money(base)}.", law))
    if wage > ceiling:
        said = (
            f"Tiền lương {money(wage)} cao hơn {times.value} lần mức lương tối thiểu vùng {region}"
        )
        reasons.append(Reason(f"{said}: tính trên {money(ceiling)}.", times.law))
    state = figure("state_percent_max", max(on, date(2026, 1, 1)))
    return Contribution(
        base, _percent(base, worker.value), _percent(base, percent), _percent(base, state.value),
        wage > ceiling, tuple(reasons),
    )  # fmt: skip


def pays(unpaid_days: int, *, on: date) -> bool:
    """Whether a month with so many unpaid working days is paid for (Law, Điều 33 khoản 4).

    The same bound holds for detention and suspension from work (Decree, Điều 7 khoản 6); what the
    wage is paid back for is contributed later.
    """
    return unpaid_days < int(figure("unpaid_days_no_contribution", on).value)


def disabled_worker_is_free(hired: date, *, on: date) -> bool:
    """Whether the month lies in the first twelve since a worker with a disability was hired.

    The month of hiring is the first.

    >>> disabled_worker_is_free(date(2026, 3, 20), on=date(2027, 2, 1))
    True
    >>> disabled_worker_is_free(date(2026, 3, 20), on=date(2027, 3, 1))
    False
    """
    gone = (on.year - hired.year) * MONTHS_A_YEAR + on.month - hired.month
    return 0 <= gone < int(figure("disabled_free_months", on).value)


def exchange_day(on: date, *, calendar: Calendar | None = None) -> date:
    """The day whose closing rates turn a foreign wage of that month into đồng.

    02 January for the first half of the year, 01 July for the second, else the next working day
    (Decree, Điều 7 khoản 5).

    >>> exchange_day(date(2026, 3, 1)), exchange_day(date(2026, 9, 1))
    (datetime.date(2026, 1, 5), datetime.date(2026, 7, 1))
    """
    day = date(on.year, 7, 1) if on.month >= SECOND_HALF else date(on.year, 1, 2)
    return (calendar or provisional()).next_working(day)


def wage_in_dong(
    amount: Decimal, rates: Sequence[Decimal], *, on: date, calendar: Calendar | None = None
) -> tuple[int, Reason]:
    """A foreign wage in đồng by the average of the banks' rates for buying by transfer.

    `rates`: đồng a unit, one of each bank with state capital, of `exchange_day(on)`.

    >>> wage_in_dong(Decimal(1000), [Decimal(26000), Decimal(26100)], on=date(2026, 3, 1))[0]
    26050000
    """
    if not rates:
        raise ValueError("the average needs the rate of at least one bank")
    average = sum((Fraction(rate) for rate in rates), Fraction(0)) / len(rates)
    day = exchange_day(on, calendar=calendar)
    said = f"Tỷ giá mua chuyển khoản bình quân của {len(rates)} ngân hàng ngày {said_day(day)}."
    return whole_dong(Fraction(amount) * average), Reason(said, f"{DECREE}, Điều 7 khoản 5")


def sue_by(ended: date, *, calendar: Calendar | None = None) -> Deadline:
    """Until when a worker may sue an employer that did not pay in full (Decree, Điều 6 khoản 2)."""
    reason = "Khởi kiện đơn vị không đóng đủ, kể từ ngày chấm dứt hợp đồng"
    return term("sue_months", ended, reason, unit=Unit.MONTHS, calendar=calendar)


def _percent(base: int, percent: int) -> int:
    return whole_dong(Fraction(base * percent, 100))
