"""When a monthly job-search notice counts: filled in rightly and wholly (Decree 374 Điều 21.4).

The form asks for every employer contacted: name, address, who was spoken to, the work asked for
and what came of it; and how the person stands now.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from caunoi_rules.parameters import parameter
from caunoi_rules.unemployment.reasons import Reason

NEEDS_WORDS: Final = frozenset({"UNSIGNED", "OTHER"})
"""Situations that the form asks to describe."""
AT_WORK_SOON: Final = frozenset({"TRIAL", "UNSIGNED"})
"""Who already works for somebody on trial has no other employer to name."""


@dataclass(frozen=True, slots=True)
class Contact:
    """One employer somebody asked for work, as the form names it."""

    employer: str = ""
    address: str = ""
    person: str = ""
    position: str = ""
    result: str = ""


_PARTS: Final = (
    ("employer", "tên đơn vị"),
    ("address", "địa chỉ"),
    ("person", "người liên hệ"),
    ("position", "vị trí dự tuyển"),
    ("result", "kết quả"),
)


def lacks(
    contacts: Sequence[Contact], *, situation: str, words: str, on: date
) -> tuple[Reason, ...]:
    """What a notice does not say yet; nothing when it counts.

    >>> full = Contact("Công ty A", "Bến Mẫu", "Chị Hoa", "Thợ may", "WAITING")
    >>> lacks([full], situation="NONE", words="", on=date(2026, 4, 20))
    ()
    """
    rule = parameter("notices", "least_contacts", on=on)
    law, missing = rule.law, []
    for number, contact in enumerate(contacts, start=1):
        empty = [label for part, label in _PARTS if not getattr(contact, part).strip()]
        if empty:
            missing.append(Reason(f"Đơn vị thứ {number}: còn thiếu {', '.join(empty)}.", law))
    if len(contacts) < rule.value and situation not in AT_WORK_SOON:
        missing.append(Reason(f"Ghi ít nhất {rule.value} đơn vị đã liên hệ tìm việc.", law))
    if not situation:
        missing.append(Reason("Chọn tình trạng việc làm hiện nay.", law))
    if situation in NEEDS_WORDS and not words.strip():
        missing.append(Reason("Ghi rõ tình trạng việc làm: đơn vị, địa chỉ, công việc.", law))
    return tuple(missing)
