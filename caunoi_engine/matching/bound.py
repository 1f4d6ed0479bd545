"""How much any plan could be worth: a bound that needs no trust in the plan.

At any prices >= 0, the sum over workers of their best value after prices, plus the sum of price
times capacity, is at least the value of every plan (Lagrangian duality). All in whole grains, so
there is no rounding to argue about. The volume method looks for prices that make it small.

Source: F. Barahona and R. Anbil, "The volume algorithm" (2000), with steps scaled by capacity.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import fsum
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from caunoi_engine.matching.auction import GRAIN, vacancy_of, value_of
from caunoi_engine.matching.blocks import run_blocks
from caunoi_engine.matching.compiling import kernel
from caunoi_engine.matching.options import ROW_MASK, Options

BLOCK_WORKERS: Final = 8_192
AVERAGING: Final = 0.3
PATIENCE: Final = 8
SHRINK: Final = 0.7


class Bound(NamedTuple):
    """A bound in grains, the prices that prove it, and the demand for each resource at them."""

    grains: int
    price: NDArray[np.int64]
    demand: NDArray[np.int64]


@kernel
def best_responses(
    first: int, last: int, options: Options, price: NDArray[np.int64], demand: NDArray[np.int32]
) -> int:
    """Adds up what workers `first..last` gain at these prices, and counts what they would take."""
    total = 0
    for w in range(first, last):
        best, choice = 0, -1
        for o in range(options.start[w], options.start[w + 1]):
            key = options.keys[o]
            net = value_of(key)
            if net <= best:
                break
            net -= price[vacancy_of(key)] + price[options.vacancies + (key & ROW_MASK)]
            if net > best:
                best, choice = net, key
        if choice >= 0:
            demand[vacancy_of(choice)] += 1
            demand[options.vacancies + (choice & ROW_MASK)] += 1
        total += max(best, options.tail[w] * GRAIN)
    return total


@dataclass(frozen=True)
class Dual:
    """The bound as a function of the prices."""

    options: Options
    capacity: NDArray[np.int32]
    threads: int

    def at(self, price: NDArray[np.int64]) -> Bound:
        """The bound at these prices."""

        def work(first: int, last: int) -> tuple[int, NDArray[np.int32]]:
            demand = np.zeros(len(price), np.int32)
            return best_responses(first, last, self.options, price, demand), demand

        workers = len(self.options.tail)
        parts = run_blocks(work, workers, size=BLOCK_WORKERS, threads=self.threads)
        demand = np.zeros(len(price), np.int64)
        for _, part in parts:
            demand += part
        demand[self.options.vacancies] = 0
        paid = int((price * self.capacity).sum())
        return Bound(sum(gained for gained, _ in parts) + paid, price, demand)

    def tighten(
        self, best: Bound, *, value: int, steps: int, pace: float, enough: Callable[[Bound], bool]
    ) -> Bound:
        """The smallest bound found in so many steps from `best` on; `value` is a plan's, in grains.

        `pace` scales the steps; the search ends early when a new bound is `enough`.
        """
        scale = np.maximum(self.capacity, 1).astype(np.float64)
        direction = self._slope(best)
        last, idle = best, 0
        for _ in range(steps):
            useful = np.where((best.price <= 0) & (direction > 0), 0, direction)
            # fsum rounds once, whatever the order: the same prices on every machine.
            length = fsum((useful * useful / scale).tolist())
            step = pace * (last.grains - value) / max(length, 1e-9)
            price = np.maximum(0, np.rint(best.price - step * useful / scale)).astype(np.int64)
            last = self.at(price)
            direction = AVERAGING * self._slope(last) + (1 - AVERAGING) * direction
            if last.grains < best.grains:
                best, idle = last, 0
                if enough(best):
                    break
            else:
                idle += 1
                if idle == PATIENCE:
                    pace, idle = pace * SHRINK, 0
        return best

    def _slope(self, found: Bound) -> NDArray[np.float64]:
        """How the bound changes with each price: capacity less demand."""
        slope = (self.capacity - found.demand).astype(np.float64)
        slope[(found.price <= 0) & (slope > 0)] = 0
        return slope
