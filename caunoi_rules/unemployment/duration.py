"""For how many months, and which months are left over (Law 74/2025 Điều 39 khoản 2, Decree 374
Điều 8 khoản 1; Law 38/2013 Điều 50 khoản 2, Decree 28/2015 Điều 18 khoản 7)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from caunoi_rules.unemployment.reasons import Reason
from caunoi_rules.unemployment.regimes import Regime, figures

OLD_ODD_MONTHS: Final = "Nghị định 28/2015/NĐ-CP, Điều 18 khoản 7"
OLD_NO_RESERVE_FROM: Final = date(2024, 2, 15)
"""Thông tư 15/2023/TT-BLĐTBXH: nothing above 144 months is reserved (unconfirmed)."""


@dataclass(frozen=True, slots=True)
class Duration:
    """Months granted, and months left over that the decision reserves."""

    months: int
    reserve: int
    reasons: tuple[Reason, ...]


def months_granted(total: int, regime: Regime = Regime.NEW) -> int:
    """Months of benefit for so many contributed months.

    >>> [months_granted(n) for n in (11, 12, 36, 47, 48, 144, 150)]
    [0, 3, 3, 3, 4, 12, 12]
    """
    known = figures(regime)
    if total < known.first_step_from:
        return 0
    further = max(0, total - known.first_step_to) // known.step
    return min(known.most_months, known.first_step_months + further)


def reserve_at_decision(
    total: int, regime: Regime = Regime.NEW, *, decided_on: date | None = None
) -> int:
    """Odd months that the decision on the benefit reserves.

    >>> [reserve_at_decision(n) for n in (36, 37, 47, 48, 50, 144, 150)]
    [0, 1, 11, 0, 2, 0, 0]
    """
    known = figures(regime)
    if total <= known.first_step_to:
        return 0
    if total <= known.reserve_most_total:
        return (total - known.first_step_to) % known.step
    before = decided_on is not None and decided_on < OLD_NO_RESERVE_FROM
    if regime is Regime.OLD and before:
        return total - known.reserve_most_total
    return 0


def duration(
    total: int, regime: Regime = Regime.NEW, *, decided_on: date | None = None
) -> Duration:
    """Both, with their reasons."""
    known = figures(regime)
    months = months_granted(total, regime)
    reserve = reserve_at_decision(total, regime, decided_on=decided_on)
    why = [Reason(f"Đóng {total} tháng nên được hưởng {months} tháng.", known.law("step"))]
    if reserve:
        said = f"{reserve} tháng lẻ chưa giải quyết được bảo lưu, ghi trong quyết định hưởng."
        old = regime is Regime.OLD
        why.append(Reason(said, OLD_ODD_MONTHS if old else known.law("reserve_most_total")))
    elif total > known.reserve_most_total:
        said = f"Đóng trên {known.reserve_most_total} tháng nên tháng lẻ không được bảo lưu."
        why.append(Reason(said, known.law("reserve_most_total")))
    return Duration(months, reserve, tuple(why))
