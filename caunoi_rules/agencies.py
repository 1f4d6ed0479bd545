"""Which office does what on a day: offices merge, and printed names change with them."""

from dataclasses import dataclass
from datetime import date

from caunoi_rules.parameters import parameter


@dataclass(frozen=True)
class Agency:
    """An office as papers name it, with the law that set it up."""

    name: str
    law: str
    confirmed: bool


def agency(function: str, *, on: date) -> Agency:
    """The office for "employment" (the department), "employment_ministry" or "insurance".

    >>> agency("employment", on=date(2025, 2, 28)).name
    'Sở Lao động - Thương binh và Xã hội'
    >>> agency("employment", on=date(2025, 3, 1)).name
    'Sở Nội vụ'
    """
    found = parameter("agencies", function, on=on)
    return Agency(found.value, found.law, found.confirmed)
