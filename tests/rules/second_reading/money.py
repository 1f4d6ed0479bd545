"""Wages, ceilings and the monthly amount. Figures: decrees 157/2018, 90/2019, 38/2022, 74/2024,
293/2025 (regional minimum wage) and 38/2019, 24/2023, 73/2024, 161/2026 (base salary)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

NEW_LAW_FROM = date(2026, 1, 1)
REGIONAL_MINIMUM = [
    (date(2019, 1, 1), (4_180_000, 3_710_000, 3_250_000, 2_920_000)),
    (date(2020, 1, 1), (4_420_000, 3_920_000, 3_430_000, 3_070_000)),
    (date(2022, 7, 1), (4_680_000, 4_160_000, 3_640_000, 3_250_000)),
    (date(2024, 7, 1), (4_960_000, 4_410_000, 3_860_000, 3_450_000)),
    (date(2026, 1, 1), (5_310_000, 4_730_000, 4_140_000, 3_700_000)),
]
BASE_SALARY = [
    (date(2019, 7, 1), 1_490_000),
    (date(2023, 7, 1), 1_800_000),
    (date(2024, 7, 1), 2_340_000),
    (date(2026, 7, 1), 2_530_000),
]


def regional_minimum(region: int, day: date) -> int:
    return [wages for since, wages in REGIONAL_MINIMUM if since <= day][-1][region - 1]


def base_salary(day: date) -> int:
    return [salary for since, salary in BASE_SALARY if since <= day][-1]


def insured_wage(month: date, wage: int, region: int, *, state_scale: bool) -> int:
    """The wage contributed on: at most 20 regional minimum wages of the month (law 74/2025,
    article 34.2).

    Before 2026 those paid by the state's scale had 20 base salaries as their ceiling (law 38/2013,
    article 58).
    """
    if state_scale and month < NEW_LAW_FROM:
        return min(wage, 20 * base_salary(month))
    return min(wage, 20 * regional_minimum(region, month))


def whole_dong(amount: Fraction) -> int:
    """Half a đồng goes up; no text read regulates it."""
    return int(amount + Fraction(1, 2))


def two_decimals(amount: Fraction) -> str:
    cents = whole_dong(amount * 100)
    return f"{cents // 100}.{cents % 100:02d}"
