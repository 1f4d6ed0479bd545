"""Figures of units that were merged or split, seen by the units of another day.

Every figure of a unit is shared out over what the unit became (or was made of) in whole numbers
that add up to it, so the sum over all units is the same in both views.
"""

from collections.abc import Mapping
from typing import Final, TypeVar

from caunoi_engine.series.sharing import share_out

Old = TypeVar("Old", bound="int | str")
New = TypeVar("New", bound="int | str")
FINE: Final = 1_000_000
"""Steps in one whole unit, where a part of it is weighed."""


def regroup(
    values: Mapping[Old, int], shares: Mapping[Old, Mapping[New, int]]
) -> tuple[dict[New, int], int]:
    """Values by the other units, and the rest: the sum of units that no other unit came out of.

    values: by unit, of either sign. shares: by unit, the weight of each unit it goes to.

    >>> regroup({"An": 10, "Binh": 5, "Xa": 2}, {"An": {"Moi": 3, "Tay": 1}, "Binh": {"Moi": 1}})
    ({'Moi': 13, 'Tay': 2}, 2)
    """
    found: dict[New, int] = {}
    rest = 0
    for unit, value in values.items():
        parts = shares.get(unit)
        if not parts:
            rest += value
            continue
        for other, part in parts_of(value, parts).items():
            found[other] = found.get(other, 0) + part
    return found, rest


def parts_of(value: int, shares: Mapping[New, int]) -> dict[New, int]:
    """One value over the units it goes to; in the order of their keys where remainders tie.

    >>> parts_of(7, {"b": 1, "a": 1})
    {'a': 4, 'b': 3}
    """
    others = sorted(shares)
    sign = -1 if value < 0 else 1
    parts = share_out(abs(value), [shares[other] for other in others])
    return {other: sign * part for other, part in zip(others, parts, strict=True)}


def turned_round(
    shares: Mapping[Old, Mapping[New, int]], sizes: Mapping[Old, int]
) -> dict[New, dict[Old, int]]:
    """What each new unit was made of: its old units, weighed by the size of the part it got.

    sizes: people (or any measure) of each old unit; one not named counts 1.

    >>> turned_round({"An": {"Moi": 1, "Tay": 1}, "Binh": {"Moi": 1}}, {"An": 4, "Binh": 6})
    {'Moi': {'An': 2000000, 'Binh': 6000000}, 'Tay': {'An': 2000000}}
    """
    found: dict[New, dict[Old, int]] = {}
    for old, parts in shares.items():
        size = max(1, sizes.get(old, 1)) * FINE
        for new, part in parts_of(size, parts).items():
            found.setdefault(new, {})[old] = part
    return found
