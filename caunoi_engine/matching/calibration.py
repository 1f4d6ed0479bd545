"""From points to the chance of a hire, and how far that chance can be trusted.

The curve is logistic in the score (Platt's), not isotonic: it has two figures instead of one for
each step, so a few hundred outcomes are enough; more points never mean less chance; and two
policies are compared on equal terms. Where the true curve is of another shape the table of
`measure_quality` shows it. No clock, no chance: the same outcomes give the same figures.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from caunoi_engine.matching.policy import FULL_SCORE

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

SLOPE_GUESS: Final = 4.0
"""From the worst to a perfect match the odds of a hire rise e^4 = 55 times, until data speak."""
SLOPE_SPREAD: Final = 8.0
"""How unsure that guess is; four or five referrals outweigh it."""
LEVEL_SPREAD: Final = 5.0
"""How unsure the usual log-odds of a hire are before any data: nearly everything is possible."""
GROUPS: Final = 10
"""Rows of a calibration table."""
MOST_ROUNDS: Final = 100
CLOSE_ENOUGH: Final = 1e-9  # of the slope of the log-likelihood, for each row
SMALLEST_STEP: Final = 2.0**-40
LEAST_CHANCE: Final = 1e-12  # a certainty that fails would cost infinitely much


@dataclass(frozen=True)
class Calibration:
    """The chance of a hire by score: 1 / (1 + exp(-(intercept + slope * score / 10,000)))."""

    intercept: float
    slope: float  # 0 or more

    def chance(self, scores: NDArray[Any]) -> Floats:
        """Chances (0 to 1) of scores in basis points, any shape.

        >>> Calibration(-3.0, 4.0).chance(np.array([0, 7_500])).round(3).tolist()
        [0.047, 0.5]
        """
        return _logistic(self.intercept + self.slope * np.asarray(scores) / FULL_SCORE)


@dataclass(frozen=True)
class Group:
    """A tenth of the outcomes, those with chances near each other."""

    outcomes: int
    foretold: float  # mean chance, 0 to 1
    hired: float  # share hired, 0 to 1


@dataclass(frozen=True)
class Quality:
    """How well chances agree with what happened."""

    outcomes: int
    brier: float  # mean squared error of the chance; 0 is best
    log_loss: float  # mean of -ln(chance of what happened); 0 is best
    auc: float | None  # chance that of a hired and another the hired had more; None without both
    calibration_error: float  # mean distance of `foretold` and `hired` over the groups
    groups: tuple[Group, ...]


def calibrate(scores: NDArray[Any], hired: NDArray[Any]) -> Calibration:
    """The curve that fits best; `scores` (n,) in basis points, `hired` (n,) yes or no.

    Without outcomes it is the guess of `SLOPE_GUESS` around even odds.

    >>> curve = calibrate(np.array([2_000, 4_000, 6_000, 8_000] * 50), np.array([0, 0, 1, 1] * 50))
    >>> curve.chance(np.array([2_000, 8_000])).round(2).tolist()
    [0.0, 1.0]
    """
    shares = np.asarray(scores, np.float64) / FULL_SCORE
    middle = float(shares.mean()) if len(shares) else 0.0
    design = np.column_stack((np.ones(len(shares)), shares - middle))
    (level, slope), _ = fit_logistic(
        design,
        np.asarray(hired, np.bool_),
        mean=np.array([0.0, SLOPE_GUESS]),
        precision=np.diag([LEVEL_SPREAD**-2, SLOPE_SPREAD**-2]),
        least=np.array([-np.inf, 0.0]),
    )
    return Calibration(float(level - slope * middle), float(slope))


def log_losses(chances: Floats, hired: Flags) -> Floats:
    """-ln(chance of what happened), row by row."""
    happened = np.where(hired, chances, 1 - chances)
    return np.asarray(-np.log(np.maximum(happened, LEAST_CHANCE)))


def measure_quality(chances: Floats, hired: Flags) -> Quality:
    """Measures chances (n,) against outcomes (n,); at least one row, else ValueError.

    >>> measure_quality(np.array([0.2, 0.8]), np.array([False, True])).auc
    1.0
    """
    n = len(chances)
    if n == 0:
        raise ValueError("nothing to measure: no outcomes")
    ranks = _average_ranks(chances)
    # Equal chances share their rank, so they fall into one group whatever the order of the rows.
    group = np.minimum(((ranks - 0.5) * GROUPS / n).astype(np.int64), GROUPS - 1)
    groups = tuple(
        Group(int(held.sum()), float(chances[held].mean()), float(hired[held].mean()))
        for held in (group == number for number in range(GROUPS))
        if held.any()
    )
    return Quality(
        outcomes=n,
        brier=float(np.square(chances - hired).mean()),
        log_loss=float(log_losses(chances, hired).mean()),
        auc=_auc(ranks, hired),
        calibration_error=sum(g.outcomes * abs(g.foretold - g.hired) for g in groups) / n,
        groups=groups,
    )


def _average_ranks(values: Floats) -> Floats:
    """Ranks from 1; equal values share the mean of theirs."""
    _, place, times = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(times)
    return np.asarray((last - (times - 1) / 2)[place])


def _auc(ranks: Floats, hired: Flags) -> float | None:
    yes, no = int(hired.sum()), int((~hired).sum())
    if not yes or not no:
        return None
    return float((ranks[hired].sum() - yes * (yes + 1) / 2) / (yes * no))


def fit_logistic(
    design: Floats, hired: Flags, *, mean: Floats, precision: Floats, least: Floats
) -> tuple[Floats, Floats]:
    """The most likely coefficients of a logistic regression under a normal prior.

    `design` (n, p); `hired` (n,); the prior has this `mean` (p,) and `precision` (p, p), positive
    definite; no coefficient goes below `least` (p,). Newton's method; coefficients held at their
    bound wait outside while the slope pushes against it. Returns the coefficients and the
    information (p, p), whose inverse is their spread.
    """
    now = np.maximum(mean, least)
    for _ in range(MOST_ROUNDS):
        chances = _logistic(design @ now)
        # einsum: a sum of the same rows has the same last bit on any number of cores.
        slope = np.einsum("np,n->p", design, chances - hired) + precision @ (now - mean)
        held = (now <= least) & (slope > 0)
        free = np.flatnonzero(~held)
        if np.abs(slope[free]).max(initial=0) <= CLOSE_ENOUGH * (1 + len(hired)):
            break
        step = np.zeros_like(now)
        curvature = _information(design, chances, precision)
        step[free] = np.linalg.solve(curvature[np.ix_(free, free)], slope[free])
        following = _downhill(now, step, slope, design, hired, mean, precision, least)
        if following is None:
            break
        now = following
    return now, _information(design, _logistic(design @ now), precision)


def _downhill(
    now: Floats, step: Floats, slope: Floats, design: Floats, hired: Flags,
    mean: Floats, precision: Floats, least: Floats,
) -> Floats | None:  # fmt: skip
    """The point after a Newton step, halved until the loss falls enough; None if it never does."""

    def loss(at: Floats) -> float:
        logits = design @ at
        told = (np.logaddexp(0, logits) - hired * logits).sum()
        return float(told + (at - mean) @ precision @ (at - mean) / 2)

    before, size = loss(now), 1.0
    while size > SMALLEST_STEP:
        following = np.maximum(now - size * step, least)
        if loss(following) <= before - 1e-4 * float(slope @ (now - following)):
            return None if np.array_equal(following, now) else following
        size /= 2
    return None


def _information(design: Floats, chances: Floats, precision: Floats) -> Floats:
    weights = chances * (1 - chances)
    return np.asarray(np.einsum("np,n,nq->pq", design, weights, design) + precision)


def _logistic(logits: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(logits, -700, 700))))
