"""Moving the benefit to another province (Law 74/2025 Điều 41 khoản 1, Decree 374 Điều 20)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from caunoi_rules import clocks
from caunoi_rules.calendar import Calendar, provisional
from caunoi_rules.unemployment.reasons import Reason
from caunoi_rules.unemployment.regimes import Regime, figures

N374: Final = "Nghị định 374/2025/NĐ-CP, Điều 20 khoản"
N28: Final = "Nghị định 28/2015/NĐ-CP, Điều 22"


@dataclass(frozen=True, slots=True)
class Transfer:
    """Whether the benefit may move, and the days of both centres."""

    allowed: bool
    sender_due: date | None
    """Stop of payment (Mẫu 20) and referral (Mẫu 21) by the old centre."""
    receiver_due: date | None
    """Request of payment (Mẫu 22) by the new centre."""
    withdraw_due: date | None
    """Return of the file after the person changed their mind (Mẫu 23)."""
    reasons: tuple[Reason, ...]


def transfer(
    *,
    origin: str,
    destination: str,
    requested: date,
    received: date | None = None,
    withdrawn: date | None = None,
    months_received: int,
    running: bool = True,
    regime: Regime = Regime.NEW,
    calendar: Calendar | None = None,
) -> Transfer:
    """The transfer of a benefit of which so many months had been received on the day of the
    request; `running` is false when the benefit was not running that day."""
    old = regime is Regime.OLD
    refused = ""
    if origin == destination:
        refused = "Nơi chuyển đến phải là tỉnh, thành phố khác."
    elif not running:
        refused = "Ngày đề nghị không nằm trong thời gian hưởng."
    elif months_received < 1:
        refused = "Phải hưởng ít nhất một tháng rồi mới được chuyển nơi hưởng."
    if refused:
        return Transfer(False, None, None, None, (Reason(refused, N28 if old else f"{N374} 1"),))
    days, term = calendar or provisional(), figures(regime).transfer_wd

    def due(start: date | None, what: str, clause: int) -> clocks.Deadline | None:
        if start is None:
            return None
        article = N28 if old else f"{N374} {clause}"
        return clocks.working_days(start, term, reason=what, article=article, calendar=days)

    found = (
        due(requested, "Nơi chuyển đi dừng chi trả và gửi hồ sơ", 2),
        due(received, "Nơi chuyển đến đề nghị chi trả tiếp", 3),
        due(withdrawn, "Trả lại hồ sơ chuyển nơi hưởng", 5),
    )
    why = tuple(Reason(each.words, each.article) for each in found if each)
    sender, receiver, back = (each.day if each else None for each in found)
    return Transfer(True, sender, receiver, back, why)
