"""How much any plan could be worth: a bound that needs no trust in the plan.

At any prices >= 0, the sum over workers of their best value after prices, plus the sum of price
times capacity, is at least the value of every plan (Lagrangian duality). All in whole grains, so
there is no rounding to argue about. The volume method looks for prices that make it small.

Source: F. Barahona and R. Anbil, "The volume algorithm" (2000), with steps scaled by capacity.
"""

from collections.abc import Callable
from math import fsum
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from caunoi_engine.matching.seats import NEVER, Prices
from caunoi_engine.matching.shards import Shards

LEAST_SHARE, MOST_SHARE = 0.02, 0.5
FIRST_PACE: Final = 0.3
MOST_PACE: Final = 1.0
PATIENCE: Final = 4
SHRINK: Final = 0.7
GROW: Final = 1.1


Floats = NDArray[np.float64]


class Bound(NamedTuple):
    """A bound in grains, the prices that prove it, and the demand for each resource at them."""

    grains: int
    price: Prices
    demand: NDArray[np.integer[Any]]


def unproved(resources: int) -> Bound:
    """Nothing has been looked at yet: a plan may be worth anything."""
    return Bound(NEVER, np.zeros(resources, np.int64), np.zeros(resources, np.int64))


class Dual:
    """The bound as a function of the prices, and how long the steps are that improve it now."""

    def __init__(self, shards: Shards, capacity: NDArray[np.int32]) -> None:
        self.shards, self.capacity, self._pace = shards, capacity, FIRST_PACE
        self._scale = np.maximum(capacity, 1).astype(np.float64)

    def at(self, price: Prices) -> Bound:
        """The bound at these prices."""
        answer = self.shards.respond(price)
        paid = int((price * self.capacity).sum())
        return Bound(answer.gain + paid, price, answer.demand)

    def tighten(
        self, best: Bound, *, value: int, steps: int, enough: Callable[[Bound], bool]
    ) -> Bound:
        """The smallest bound found in so many steps from `best` on; `value` is a plan's, in grains.

        The search ends early when a new bound is `enough`. Steps grow while they help and shrink
        when they do not; the next search goes on with steps of the last length.
        """
        direction = self._slope(best)
        last, idle = best, 0
        for _ in range(steps):
            useful = np.where((best.price <= 0) & (direction > 0), 0, direction)
            length = self._length(useful, useful)
            step = self._pace * (last.grains - value) / max(length, 1e-9)
            price = np.maximum(0, np.rint(best.price - step * useful / self._scale)).astype(
                np.int64
            )
            last = self.at(price)
            direction = self._averaged(direction, self._slope(last))
            if last.grains < best.grains:
                best, idle, self._pace = last, 0, min(self._pace * GROW, MOST_PACE)
                if enough(best):
                    break
            else:
                idle += 1
                if idle == PATIENCE:
                    self._pace, idle = self._pace * SHRINK, 0
        return best

    def _averaged(self, old: Floats, new: Floats) -> Floats:
        """The shortest direction between two: slopes that contradict each other cancel out."""
        apart = new - old
        length = self._length(apart, apart)
        share = -self._length(old, apart) / length if length else 1.0
        share = min(max(share, LEAST_SHARE), MOST_SHARE)
        return old + share * apart

    def _length(self, one: Floats, other: Floats) -> float:
        # fsum rounds once, whatever the order: the same prices on every machine.
        return fsum((one * other / self._scale).tolist())

    def _slope(self, found: Bound) -> NDArray[np.float64]:
        """How the bound changes with each price: capacity less demand."""
        slope = (self.capacity - found.demand).astype(np.float64)
        slope[(found.price <= 0) & (slope > 0)] = 0
        return slope
