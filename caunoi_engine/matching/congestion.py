"""How evenly people are spread over vacancies.

The first three measures are those of the ReCon toolkit for congestion-aware recommendation; they
do not know that vacancies differ in size, so a plan that fills large vacancies looks worse in
them. The other three compare with the positions there are.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Congestion:
    """Measures of one spread of people over vacancies."""

    congestion: float  # sum of share * ln(share) / ln(vacancies): -1 even .. 0 all in one
    coverage: float  # share of vacancies that get anybody
    gini: float  # of people per vacancy: 0 even .. 1 all in one
    oversubscribed_share: float  # share of people beyond the positions of their vacancy
    unfilled_share: float  # share of positions without anybody
    max_load: float  # most people per position


def measure_congestion(people: NDArray[np.integer], positions: NDArray[np.integer]) -> Congestion:
    """Measures the numbers of people sent to vacancies with these numbers of positions.

    >>> measure_congestion(np.array([1, 1, 4]), np.array([1, 3, 2])).oversubscribed_share
    0.3333333333333333
    """
    n, total = len(people), int(people.sum())
    if n == 0 or total == 0:
        return Congestion(0.0, 0.0, 0.0, 0.0, 1.0 if positions.sum() else 0.0, 0.0)
    shares = people[people > 0] / total
    ranks = np.arange(1, n + 1)
    gini = 2 * float((ranks * np.sort(people)).sum()) / (n * total) - (n + 1) / n
    return Congestion(
        congestion=float((shares * np.log(shares)).sum() / np.log(n)) if n > 1 else 0.0,
        coverage=len(shares) / n,
        gini=gini,
        oversubscribed_share=float(np.maximum(people - positions, 0).sum() / total),
        unfilled_share=float(np.maximum(positions - people, 0).sum() / max(positions.sum(), 1)),
        max_load=float((people / np.maximum(positions, 1)).max()),
    )
