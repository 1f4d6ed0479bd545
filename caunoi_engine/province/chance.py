"""Seeded chance: weighted picks, whole numbers that sum exactly, points around a centre."""

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

Value = TypeVar("Value")

KM_PER_DEGREE = 111.2
"""Kilometres of one degree of latitude."""


def stream(seed: int, name: str) -> Random:
    """A source of chance of its own for one part of the province.

    Each part draws from its own stream, so that more workers do not make other firms.
    """
    return Random(f"{seed}/{name}")  # noqa: S311  repeatable on purpose, guards no secret


class Weighted(Generic[Value]):
    """Values to pick from, each as often as its weight says.

    >>> Weighted([("rare", 1), ("common", 99)]).pick(Random("a"))
    'common'
    """

    def __init__(self, pairs: Iterable[tuple[Value, float]]) -> None:
        kept = [(value, weight) for value, weight in pairs if weight > 0]
        if not kept:
            raise ValueError("nothing to pick from: every weight is zero")
        self.values: list[Value] = [value for value, _ in kept]
        self._bounds = list(accumulate(weight for _, weight in kept))

    def pick(self, chance: Random) -> Value:
        """One value."""
        place = bisect_right(self._bounds, chance.random() * self._bounds[-1])
        return self.values[min(place, len(self.values) - 1)]

    def pick_several(self, count: int, chance: Random) -> list[Value]:
        """Up to `count` different values, in the order in which they came up."""
        picked: list[Value] = []
        for _ in range(count * 8):
            if len(picked) == min(count, len(self.values)):
                break
            value = self.pick(chance)
            if value not in picked:
                picked.append(value)
        return picked


def share_out(total: int, weights: Sequence[float], *, least: int = 1) -> list[int]:
    """Whole numbers that sum to `total`, near the weights, none under `least`.

    >>> share_out(10, [1, 1, 2])
    [3, 3, 4]
    """
    spare = total - least * len(weights)
    if spare < 0:
        raise ValueError(f"{total} cannot give {len(weights)} shares of {least}")
    whole = sum(weights)
    exact = [spare * weight / whole for weight in weights]
    shares = [math.floor(share) for share in exact]
    by_remainder = sorted(range(len(exact)), key=lambda i: (shares[i] - exact[i], i))
    for i in by_remainder[: spare - sum(shares)]:
        shares[i] += 1
    return [least + share for share in shares]


def point_near(lat: float, lon: float, *, radius_km: float, chance: Random) -> tuple[float, float]:
    """A point evenly spread over the disc around a centre, in degrees with five decimals."""
    distance = radius_km * math.sqrt(chance.random()) / KM_PER_DEGREE
    angle = 2 * math.pi * chance.random()
    east = distance * math.sin(angle) / math.cos(math.radians(lat))
    return round(lat + distance * math.cos(angle), 5), round(lon + east, 5)
