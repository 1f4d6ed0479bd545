"""Contributed months that are carried on (Law 74/2025 Điều 41 khoản 5, Decree 374 Điều 8)."""

from dataclasses import dataclass
from typing import Final

from caunoi_rules.unemployment.ending import CAUSES, OLD_RESERVE, RESERVE, reserves
from caunoi_rules.unemployment.readings import DEFAULT, Readings
from caunoi_rules.unemployment.reasons import Reason
from caunoi_rules.unemployment.regimes import Regime, figures

N374: Final = "Nghị định 374/2025/NĐ-CP, Điều 8 khoản"
T28: Final = "Thông tư 28/2015/TT-BLĐTBXH, Điều 9"
N28: Final = "Nghị định 28/2015/NĐ-CP, Điều 18 khoản"
PENSION: Final = "c"


@dataclass(frozen=True, slots=True)
class Reserve:
    """Months carried on, by where they come from; `total` is what the person keeps."""

    termination: int
    uncollected: int
    odd: int
    extra: int
    total: int
    used: frozenset[str]
    """Names of the readings that mattered."""
    reasons: tuple[Reason, ...]


def reserve_of_all(total: int, *, extra: int = 0, why: str, article: str) -> Reserve:
    """Nothing was received (refused, not wanted, cancelled): every month is kept."""
    said = f"{why} nên {total} tháng đã đóng được giữ nguyên cho lần sau."
    reasons = [Reason(said, article)]
    if extra:
        said = f"Cùng {extra} tháng được xác nhận bổ sung, bảo lưu {total + extra} tháng."
        reasons.append(Reason(said, f"{N374} 5"))
    return Reserve(0, 0, 0, extra, total + extra, frozenset(), tuple(reasons))


def keeps_months(
    cause: str, *, reported: bool, regime: Regime = Regime.NEW, readings: Readings = DEFAULT
) -> bool:
    """Whether a cause of ending reserves what was not yet received."""
    if cause == PENSION:
        return reported and readings.pension_reserve
    return bool(cause) and reserves(cause, reported=reported, regime=regime)


def reserve_after(
    *,
    total: int,
    granted: int,
    received: int,
    suspended: int = 0,
    uncollected: int = 0,
    odd: int = 0,
    cause: str = "",
    reported: bool = True,
    extra: int = 0,
    regime: Regime = Regime.NEW,
    readings: Readings = DEFAULT,
) -> Reserve:
    """What is carried on after a benefit.

    `total` months gave `granted` months of benefit: `received`, `suspended`, `uncollected` (never
    fetched); `odd` are printed in the decision, `extra` were confirmed afterwards. `cause` is ""
    when it ran to its end.

    >>> reserve_after(total=50, granted=4, received=2, odd=2, cause="a").total
    26
    >>> reserve_after(total=35, granted=3, received=1, cause="a", extra=3).total
    26
    """
    if received + suspended + uncollected > granted:
        raise ValueError("more months than were granted")
    why: list[Reason] = []
    at_end, fetched, printed = 0, 0, odd
    lost = suspended if readings.suspended_months == "lost" else 0
    kept = keeps_months(cause, reported=reported, regime=regime, readings=readings)
    if kept:
        at_end = _at_termination(total, received + uncollected, lost, odd, regime, readings)
        why.append(_said(at_end, received + uncollected, lost, odd, total, regime))
    elif cause:
        why.append(_nothing(cause, regime))
        odd *= readings.odd_months == "kept"
    if uncollected:
        fetched = _uncollected(total, received + lost, uncollected, at_end, odd, regime, readings)
        said = f"{uncollected} tháng hưởng không nhận tiền: bảo lưu {fetched} tháng đóng."
        why.append(Reason(said, f"{N28} 6" if regime is Regime.OLD else f"{N374} 4"))
    whole = at_end + fetched + odd
    if extra:
        lost = lost if kept else suspended
        whole = _with_extra(total, received, lost, whole, extra, kept or not cause, regime)
        said = f"Cùng {extra} tháng được xác nhận bổ sung, bảo lưu tất cả {whole} tháng."
        why.append(Reason(said, T28 if regime is Regime.OLD else f"{N374} 5"))
    limited = fetched != figures(regime).step * uncollected
    used = _mattered(cause, kept, total, suspended > 0, printed > 0)
    used |= {"uncollected_below_36"} if limited else set()
    return Reserve(at_end, fetched, odd, extra, whole, used, tuple(why))


def _mattered(
    cause: str, kept: bool, total: int, was_suspended: bool, had_odd: bool
) -> frozenset[str]:
    """The readings that mattered for the months of a benefit that was ended."""
    mattered = {
        "reserve_above_144": kept and total > figures(Regime.NEW).reserve_most_total,
        "suspended_months": kept and was_suspended,
        "odd_months": bool(cause) and not kept and had_odd,
        "pension_reserve": cause == PENSION,
    }
    return frozenset(name for name, did in mattered.items() if did)


def _at_termination(  # noqa: PLR0917  the figures of one formula
    total: int, taken: int, lost: int, odd: int, regime: Regime, readings: Readings
) -> int:
    """Điều 8 khoản 6: all months, less twelve for each month received, less the odd ones."""
    known = figures(regime)
    base = total
    if readings.reserve_above_144 == "lost":
        base = min(base, known.reserve_most_total)
    return max(0, base - known.step * (taken + lost) - odd)


def _uncollected(  # noqa: PLR0917  the figures of one formula
    total: int, spent: int, months: int, at_end: int, odd: int, regime: Regime, readings: Readings
) -> int:
    """Điều 8 khoản 4: twelve for each month not fetched, never more than was contributed."""
    step = figures(regime).step
    room = total - at_end - odd
    if readings.uncollected_below_36 == "limited":
        room -= step * spent
    return max(0, min(step * months, room))


def _with_extra(  # noqa: PLR0917  the figures of one formula
    total: int,
    received: int,
    lost: int,
    whole: int,
    extra: int,
    nothing_forfeited: bool,
    regime: Regime,
) -> int:
    """Điều 8 khoản 5: from 36 months all that came later is kept; below, what the months received
    stand for and what was forfeited go off first."""
    known = figures(regime)
    if total >= known.first_step_to:
        return whole + extra
    spent = known.step * (received + lost)
    forfeited = 0 if nothing_forfeited else max(0, total - spent - whole)
    return max(whole, total + extra - spent - forfeited)


def _said(  # noqa: PLR0917  the figures of one formula
    at_end: int, taken: int, lost: int, odd: int, total: int, regime: Regime
) -> Reason:
    step = figures(regime).step
    parts = f"{total} tháng đóng − {step} × {taken} tháng đã hưởng"
    if lost:
        parts += f" − {step} × {lost} tháng tạm dừng"
    if odd:
        parts += f" − {odd} tháng lẻ đã bảo lưu"
    old = regime is Regime.OLD
    article = OLD_RESERVE if old else f"{RESERVE}, khoản 6"
    return Reason(f"Bảo lưu khi chấm dứt: {parts} = {at_end} tháng.", article)


def _nothing(cause: str, regime: Regime) -> Reason:
    told = CAUSES[cause].reserve
    said = "Không thông báo đúng hạn nên không được bảo lưu phần chưa hưởng."
    if not told:
        said = "Trường hợp chấm dứt này không được bảo lưu phần chưa hưởng."
    old = regime is Regime.OLD
    late = "Nghị định 374/2025/NĐ-CP, Điều 19 khoản 5"
    return Reason(said, OLD_RESERVE if old else late if told else RESERVE)
