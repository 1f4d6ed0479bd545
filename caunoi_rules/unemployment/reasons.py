"""Why a result is what it is: a sentence for the person, and the article it stands on."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import NamedTuple


class Reason(NamedTuple):
    """One step of a decision, in Vietnamese, and its article."""

    text: str
    article: str


def day(value: date) -> str:
    """A day as papers write it.

    >>> day(date(2026, 3, 2))
    '02/03/2026'
    """
    return f"{value.day:02}/{value.month:02}/{value.year}"


def dong(amount: int | Fraction) -> str:
    """Money in whole đồng, or with two decimals where the exact figure has a part of a đồng.

    >>> dong(26550000), dong(Fraction(100, 3))
    ('26.550.000', '33,33')
    """
    if isinstance(amount, Fraction) and amount.denominator != 1:
        units, hundredths = divmod(_hundredths(amount), 100)
        return _swapped(f"{units:,}.{hundredths:02}")
    return _swapped(f"{int(amount):,}")


def decimal(amount: Fraction) -> str:
    """Two decimals, half up, as data: no binary fraction is used.

    >>> decimal(Fraction(200, 3))
    '66.67'
    """
    units, hundredths = divmod(_hundredths(amount), 100)
    return f"{units}.{hundredths:02}"


def listed(values: Iterable[object]) -> str:
    """Values one after the other, as in a sentence."""
    return ", ".join(map(str, values))


def _hundredths(amount: Fraction) -> int:
    return int((amount * 200 + 1) // 2)


def _swapped(text: str) -> str:
    return text.replace(",", "_").replace(".", ",").replace("_", ".")
