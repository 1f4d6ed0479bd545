"""How much a month: 60% of the average of six months, up to five minimum wages (Law 74/2025 Điều
39 khoản 1, Decree 374 Điều 15 khoản 1; Law 38/2013 Điều 50 khoản 1). Fractions, never floats."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from itertools import islice
from typing import Final

from caunoi_rules.parameters import Parameter, parameter
from caunoi_rules.unemployment.contributions import (
    Month,
    PaidMonth,
    Segment,
    first_day,
    month_of,
    month_words,
    paid_months_back,
)
from caunoi_rules.unemployment.readings import DEFAULT, Readings
from caunoi_rules.unemployment.reasons import Reason, day, dong
from caunoi_rules.unemployment.regimes import LAST_OLD_DAY, NEW_LAW_FROM, Regime, figures

DECREE_CAP: Final = "Nghị định 374/2025/NĐ-CP, Điều 15 khoản 1"
REGIONS: Final = ("", "I", "II", "III", "IV")
PERCENT: Final = 100
_FIRST_NEW_MONTH: Final = month_of(NEW_LAW_FROM)


class TooFewMonths(Exception):
    """Fewer than six contributed months: there is nothing to take an average of."""


@dataclass(frozen=True, slots=True)
class Amount:
    """The monthly benefit, and everything it was made of."""

    average: Fraction
    exact: Fraction
    """Before rounding, under the reading in force."""
    law: int
    """Đồng a month with the cap of the law (last contributed month)."""
    decree: int
    """Đồng a month with the cap of the decree (day the contract ended)."""
    cap_law: int
    cap_decree: int
    amount: int
    """What is paid: `law` or `decree`, as the readings say."""
    readings_differ: bool
    """The two caps are not the same figure."""
    months: tuple[PaidMonth, ...]
    """The months of the average, the latest first."""
    confirmed: bool
    """Every minimum wage and base salary used was read in its decree."""
    reasons: tuple[Reason, ...]


def monthly_amount(
    segments: Sequence[Segment],
    *,
    ended_on: date,
    regime: Regime = Regime.NEW,
    readings: Readings = DEFAULT,
) -> Amount:
    """The benefit of a month. Raises TooFewMonths, and NoParameter before 2019."""
    known = figures(regime)
    months = tuple(islice(paid_months_back(segments, until=ended_on), known.average_months))
    if len(months) < known.average_months:
        raise TooFewMonths
    wages = [counted_wage(each) for each in months]
    average = Fraction(sum(wages), known.average_months)
    share = average * known.rate_percent / PERCENT
    by_law, by_decree = _caps(months[0], ended_on, regime)
    cap_law, cap_decree = known.cap_times * by_law.value, known.cap_times * by_decree.value
    exact_law, exact_decree = min(share, Fraction(cap_law)), min(share, Fraction(cap_decree))
    law, decree = rounded(exact_law, readings), rounded(exact_decree, readings)
    chosen = readings.cap_date == "law"
    exact, cap = (exact_law, cap_law) if chosen else (exact_decree, cap_decree)
    confirmed = by_law.confirmed and by_decree.confirmed
    if any(wage != each.wage for wage, each in zip(wages, months, strict=True)):
        confirmed = confirmed and all(
            _ceiling(each.month, each.region, each.state_scale).confirmed for each in months
        )
    amount = law if chosen else decree
    why = _reasons(months, average, share, known.law("rate_percent"))
    if share > cap:
        said = f"Vượt mức tối đa nên hưởng {dong(cap)} đồng một tháng."
        why += (Reason(said, known.law("cap_times")),)
    if exact.denominator != 1:
        said = f"Làm tròn thành {dong(amount)} đồng một tháng."
        why += (Reason(said, known.law("rate_percent")),)
    if cap_law != cap_decree:
        why += (_two_caps(cap_law, cap_decree, months[0].month, ended_on),)
    return Amount(
        average, exact, law, decree, cap_law, cap_decree, amount, cap_law != cap_decree, months,
        confirmed, why,
    )  # fmt: skip


def counted_wage(month: PaidMonth) -> int:
    """The wage contributions were paid on: at most twenty minimum wages of that month.

    >>> counted_wage(PaidMonth(month_of(date(2026, 3, 1)), 150_000_000, 1, False))
    106200000
    """
    ceiling = _ceiling(month.month, month.region, month.state_scale).value
    return min(month.wage, int(ceiling))


def rounded(amount: Fraction, readings: Readings = DEFAULT) -> int:
    """Whole đồng. No article says how: half up unless the readings say otherwise.

    >>> rounded(Fraction(123, 2)), rounded(Fraction(123, 2), Readings(rounding="down"))
    (62, 61)
    """
    if amount.denominator == 1:
        return amount.numerator
    if readings.rounding == "down":
        return amount.numerator // amount.denominator
    if readings.rounding == "up":
        return -(-amount.numerator // amount.denominator)
    return (2 * amount.numerator + amount.denominator) // (2 * amount.denominator)


def _caps(last: PaidMonth, ended_on: date, regime: Regime) -> tuple[Parameter, Parameter]:
    """The figure five of which are the cap: by the law, and by the decree.

    The old law has one: at the end of the contract, of the base salary for those on its scale.
    """
    if regime is Regime.OLD:
        name = "base_salary" if last.state_scale else f"month_{REGIONS[last.region]}"
        figure = _wage(name, ended_on)
        return figure, figure
    name = f"month_{REGIONS[last.region]}"
    return _wage(name, first_day(last.month)), _wage(name, ended_on)


@lru_cache(maxsize=8192)
def _ceiling(month: Month, region: int, state_scale: bool) -> Parameter:
    """The most a month's contribution is paid on, by the law of that month."""
    old = month < _FIRST_NEW_MONTH
    name = "base_salary" if old and state_scale else f"month_{REGIONS[region]}"
    wage = _wage(name, first_day(month))
    on = LAST_OLD_DAY if old else NEW_LAW_FROM
    times = parameter("unemployment", "contribution_cap_times", on=on)
    return Parameter(wage.value * times.value, wage.since, times.law, wage.confirmed)


@lru_cache(maxsize=8192)
def _wage(name: str, on: date) -> Parameter:
    return parameter("wages", name, on=on)


def _reasons(
    months: tuple[PaidMonth, ...], average: Fraction, share: Fraction, law: str
) -> tuple[Reason, ...]:
    first, last = month_words(months[-1].month), month_words(months[0].month)
    said = f"Tiền lương bình quân của {len(months)} tháng đóng gần nhất (từ {first} đến {last})"
    return (Reason(f"{said}: {dong(average)} đồng; 60% là {dong(share)} đồng.", law),)


def _two_caps(cap_law: int, cap_decree: int, month: Month, ended_on: date) -> Reason:
    return Reason(
        f"Mức tối đa theo luật là {dong(cap_law)} đồng (tháng đóng cuối {month_words(month)}), "
        f"theo nghị định là {dong(cap_decree)} đồng (ngày chấm dứt {day(ended_on)}).",
        f"Luật 74/2025/QH15, Điều 39 khoản 1; {DECREE_CAP}",
    )
