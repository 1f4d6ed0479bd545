"""Weights of the six factors learnt from what became of referrals, with the stated ones as prior.

The chance of a hire is taken as logistic in the sum of weight times fraction earned of each
factor. The stated weights are the prior: they count as so many referrals of evidence, so a centre
without outcomes has exactly the stated weights and one with many has what its outcomes say. Only
the day, the six fractions, the outcome and who hires are known here; nothing about a person.

New weights are recommended only if they foretell the later outcomes better than the stated ones by
more than noise, having been learnt from the earlier ones alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from caunoi_engine.matching.calibration import (
    LEVEL_SPREAD,
    SLOPE_GUESS,
    SLOPE_SPREAD,
    Calibration,
    Flags,
    Floats,
    Quality,
    calibrate,
    fit_logistic,
    log_losses,
    measure_quality,
)
from caunoi_engine.matching.policy import FACTORS, FULL_SCORE, Policy

PRIOR_REFERRALS: Final = 1_000
"""How many referrals the stated weights are worth as evidence, unless told otherwise."""
EVEN_VARIANCE: Final = 1 / 12
"""Variance of fractions spread evenly from 0 to 1, as those the prior is worth are taken to be."""
LEAST_POINTS: Final = 200
"""No factor gets fewer points, so that none vanishes; unless the stated policy gives it fewer."""
MOST_POINTS: Final = 6_000
"""No factor gets more points; unless the stated policy gives it more."""
EARLIER_PERCENT: Final = 70
"""Share of the outcomes that is learnt from when no day of split is named."""
FEWEST: Final = 30
"""Hires, and referrals without one, that each side of the split needs for a comparison."""
REDRAWS: Final = 1_000
MOST_CLUSTERS: Final = 2_000
"""More independent clusters than this are drawn in bundles: as sure, and memory stays small."""
TAIL_PERCENT: Final = 2.5
"""Chance, on each side, that the true gain lies outside the stated interval."""
FORETELLS_NOTHING: Final = 1e-6  # sum of the coefficients below which they have no direction

BETTER: Final = "BETTER"
NO_OUTCOMES: Final = "NO_OUTCOMES"
NO_SPLIT: Final = "NO_SPLIT"
FEW_EARLIER: Final = "FEW_EARLIER"
FEW_LATER: Final = "FEW_LATER"
SAME_WEIGHTS: Final = "SAME_WEIGHTS"
NOT_BETTER: Final = "NOT_BETTER"
VERDICTS: Final = (
    BETTER, NO_OUTCOMES, NO_SPLIT, FEW_EARLIER, FEW_LATER, SAME_WEIGHTS, NOT_BETTER,
)  # fmt: skip
"""Why weights are recommended; all but the first mean that the stated ones are kept."""


@dataclass(frozen=True, eq=False)
class Outcomes:
    """What became of referrals, in one order however they came. Make them with `of`.

    >>> made = Outcomes.of(day=[date(2026, 3, 2)], fractions=[[1, .5, 1, 1, .4, 0]], hired=[True])
    >>> len(made), made.scores(Policy().maxima).tolist()
    (1, [6780.0])
    """

    day: NDArray[np.datetime64]  # (n,) of the referral
    fractions: Floats  # (n, 6) earned of each factor's most, 0 to 1, in the order of FACTORS
    hired: Flags  # (n,)
    cluster: NDArray[np.int64]  # (n,) rows of one cluster are not independent of each other

    @classmethod
    def of(
        cls,
        *,
        day: Sequence[date] | NDArray[Any],
        fractions: Sequence[Sequence[float]] | NDArray[Any],
        hired: Sequence[bool] | NDArray[Any],
        cluster: Sequence[str] | NDArray[Any] | None = None,
    ) -> "Outcomes":
        """Outcomes of `n` referrals; without `cluster` (who hires) each stands alone.

        Raises ValueError naming the first column that has another length or an impossible cell.
        """
        days = np.asarray(day, "datetime64[D]")
        earned = np.asarray(fractions, np.float64)
        earned = earned.reshape(0, len(FACTORS)) if earned.size == 0 else earned
        result = np.asarray(hired)
        if result.size and result.dtype != np.bool_:
            raise ValueError(f"hired must hold True and False only, not {result.dtype}")
        if days.ndim != 1 or np.isnat(days).any():
            raise ValueError("day must be one list of days, none of them missing")
        if earned.shape != (len(days), len(FACTORS)):
            raise ValueError(f"fractions must be {len(days)} x {len(FACTORS)}, not {earned.shape}")
        if not ((earned >= 0) & (earned <= 1)).all():
            raise ValueError("fractions must be from 0 to 1")
        if result.shape != days.shape:
            raise ValueError(f"hired must hold {len(days)} rows, not {result.shape}")
        if cluster is None:
            groups = np.zeros(len(days), np.int64)
        elif len(cluster) != len(days):
            raise ValueError(f"cluster must hold {len(days)} rows, not {len(cluster)}")
        else:
            groups = np.unique(np.asarray(cluster, str), return_inverse=True)[1].astype(np.int64)
        order = np.lexsort((result, groups, *earned.T, days))
        alone = np.arange(len(days)) if cluster is None else groups[order]
        return cls(days[order], earned[order], result[order].astype(np.bool_), alone)

    def __len__(self) -> int:
        return len(self.day)

    @property
    def hires(self) -> int:
        """How many were hired."""
        return int(self.hired.sum())

    def where(self, held: Flags) -> "Outcomes":
        """The outcomes of the mask (n,)."""
        return Outcomes(self.day[held], self.fractions[held], self.hired[held], self.cluster[held])

    def scores(self, maxima: Sequence[int]) -> Floats:
        """Scores (n,) in basis points under these most points of the factors, not rounded."""
        return np.asarray(np.einsum("nk,k->n", self.fractions, np.array(maxima, np.float64)))


@dataclass(frozen=True)
class Estimate:
    """Weights of the six factors, in the order of FACTORS."""

    maxima: tuple[int, ...]  # basis points, sum 10,000
    spread: tuple[float, ...]  # basis points: one standard error, of chance and not of the prior
    coefficients: tuple[float, ...]  # log-odds of a hire a factor adds when all of it is earned
    slope: float  # log-odds from the worst to a perfect match under the stated weights


def estimate_weights(
    outcomes: Outcomes, *, stated: Policy | None = None, prior_referrals: int = PRIOR_REFERRALS
) -> Estimate:
    """The most likely weights; the stated ones count as `prior_referrals` (at least 1) of evidence.

    The prior pulls the six coefficients towards the stated weights times one slope, which is
    itself estimated: it holds the proportions, not how steep the curve is. Raises ValueError when
    the prior is worth less than one referral.

    >>> none = Outcomes.of(day=[], fractions=[], hired=[])
    >>> estimate_weights(none).maxima == Policy().maxima
    True
    """
    if prior_referrals < 1:
        raise ValueError(f"the prior must be worth at least 1 referral, not {prior_referrals}")
    policy = Policy() if stated is None else stated
    shares = np.array(policy.maxima) / FULL_SCORE
    middle = outcomes.fractions.mean(axis=0) if len(outcomes) else np.zeros(len(FACTORS))
    # Columns: the usual level, the slope (which data reach through the prior only), six factors.
    design = np.zeros((len(outcomes), 2 + len(FACTORS)))
    design[:, 0], design[:, 2:] = 1, outcomes.fractions - middle
    found, information = fit_logistic(
        design,
        outcomes.hired,
        mean=np.concatenate(([0, SLOPE_GUESS], SLOPE_GUESS * shares)),
        precision=_precision(outcomes, shares, prior_referrals),
        least=np.array([-np.inf, *([0.0] * (1 + len(FACTORS)))]),
    )
    coefficients = found[2:]
    total = float(coefficients.sum())
    likely = coefficients / total if total > FORETELLS_NOTHING else shares
    total = max(total, FORETELLS_NOTHING)
    turned = (np.eye(len(FACTORS)) - likely[:, None]) / total  # how shares follow coefficients
    covariance = turned @ np.linalg.inv(information)[2:, 2:] @ turned.T
    spread = np.minimum(np.sqrt(np.diag(covariance)), 1) * FULL_SCORE
    return Estimate(
        maxima=_whole_points(likely * FULL_SCORE, policy.maxima),
        spread=tuple(spread.tolist()),
        coefficients=tuple(coefficients.tolist()),
        slope=float(found[1]),
    )


def _precision(outcomes: Outcomes, shares: Floats, prior_referrals: int) -> Floats:
    """What `prior_referrals` with evenly spread fractions would tell of each coefficient.

    The quadratic form is sum((coefficient - slope * share)²) times that, and the weak knowledge of
    level and slope.
    """
    rate = (outcomes.hires + 1) / (len(outcomes) + 2)
    strength = prior_referrals * rate * (1 - rate) * EVEN_VARIANCE
    precision = np.zeros((2 + len(shares), 2 + len(shares)))
    precision[0, 0] = LEVEL_SPREAD**-2
    precision[1, 1] = SLOPE_SPREAD**-2 + strength * float(shares @ shares)
    precision[1, 2:] = precision[2:, 1] = -strength * shares
    precision[2:, 2:] = strength * np.eye(len(shares))
    return precision


def _whole_points(points: Floats, stated: Sequence[int]) -> tuple[int, ...]:
    """Whole points that sum to 10,000, within the bounds, nearest to these; ties to the first."""
    least = np.minimum(LEAST_POINTS, stated)
    most = np.maximum(MOST_POINTS, stated)
    low, high = -float(FULL_SCORE), float(FULL_SCORE)
    if (least <= points).all() and (points <= most).all():
        low = high = 0.0
    while high - low > 1e-9:
        shift = (low + high) / 2
        short = np.clip(points + shift, least, most).sum() < FULL_SCORE
        low, high = (shift, high) if short else (low, shift)
    exact = np.clip(points + high, least, most)
    whole = np.floor(exact).astype(np.int64)
    for i in np.argsort(whole - exact, kind="stable"):
        whole[i] += whole.sum() < FULL_SCORE and whole[i] < most[i]
    return tuple(whole.tolist())


def policy_with(maxima: Sequence[int], stated: Policy) -> Policy:
    """The stated policy with other most points of the six factors.

    The points that a rank of surplus schooling costs move with those of schooling, so that the
    fraction earned by a pair stays what it was.

    >>> policy_with((3000, 2800, 1000, 1000, 1200, 1000), Policy()).education_step
    120
    """
    step = stated.education_step
    if stated.education:
        of_schooling = maxima[FACTORS.index("education")]
        step = (2 * step * of_schooling + stated.education) // (2 * stated.education)
    named: dict[str, Any] = dict(zip(FACTORS, maxima, strict=True))
    return replace(stated, education_step=step, **named)


@dataclass(frozen=True)
class Part:
    """The outcomes on one side of the split."""

    outcomes: int
    hires: int
    first: date | None
    last: date | None


@dataclass(frozen=True)
class Gain:
    """By how much the log loss of the later outcomes falls with the learnt weights."""

    mean: float
    low: float  # 95% interval, by drawing clusters anew
    high: float


@dataclass(frozen=True)
class Check:
    """The later outcomes foretold by three rules that knew only the earlier ones."""

    rate_only: Quality  # everybody the share hired before
    stated: Quality
    learnt: Quality
    gain: Gain


@dataclass(frozen=True)
class Lesson:
    """What was learnt, how it was checked, and what is recommended."""

    stated: Policy
    learnt: Policy
    recommended: Policy  # `learnt` if the verdict is BETTER, else `stated`
    verdict: str  # of VERDICTS
    estimate: Estimate  # of `learnt`
    calibration: Calibration  # of the scores under `recommended`, from the earlier outcomes
    split: date | None  # first day of the later part
    earlier: Part
    later: Part
    check: Check | None  # None without outcomes on both sides


def learn_weights(
    outcomes: Outcomes,
    *,
    stated: Policy | None = None,
    split: date | None = None,
    prior_referrals: int = PRIOR_REFERRALS,
    seed: int = 1,
) -> Lesson:
    """Learns from the outcomes before `split` and checks on those from that day on.

    Without `split` the later part is about the last 30%. Without two parts the weights are learnt
    from all outcomes and never recommended. `seed` draws the interval of the gain.

    >>> learn_weights(Outcomes.of(day=[], fractions=[], hired=[])).verdict
    'NO_OUTCOMES'
    """
    policy = Policy() if stated is None else stated
    first_later = _split_day(outcomes) if split is None else split
    before = np.ones(len(outcomes), np.bool_)
    if first_later is not None:
        before = outcomes.day < np.datetime64(first_later, "D")
    earlier, later = outcomes.where(before), outcomes.where(~before)
    estimate = estimate_weights(earlier, stated=policy, prior_referrals=prior_referrals)
    learnt = policy_with(estimate.maxima, policy)
    check = None
    if len(earlier) and len(later):
        check = _check(earlier, later, stated=policy, learnt=learnt, seed=seed)
    verdict = _verdict(earlier, later, check, changed=learnt != policy)
    recommended = learnt if verdict == BETTER else policy
    return Lesson(
        stated=policy,
        learnt=learnt,
        recommended=recommended,
        verdict=verdict,
        estimate=estimate,
        calibration=calibrate(earlier.scores(recommended.maxima), earlier.hired),
        split=first_later,
        earlier=_part(earlier),
        later=_part(later),
        check=check,
    )


def _split_day(outcomes: Outcomes) -> date | None:
    """The day before which about `EARLIER_PERCENT` of the outcomes lie; None if all share a day."""
    days = outcomes.day
    if not len(days) or days[0] == days[-1]:
        return None
    day = days[len(days) * EARLIER_PERCENT // 100]
    if day == days[0]:
        day = days[days > day][0]
    return _civil(day)


def _civil(day: np.datetime64) -> date:
    found: date = day.astype(object)
    return found


def _part(outcomes: Outcomes) -> Part:
    days = outcomes.day
    first, last = (_civil(days[0]), _civil(days[-1])) if len(days) else (None, None)
    return Part(len(outcomes), outcomes.hires, first, last)


def _check(
    earlier: Outcomes, later: Outcomes, *, stated: Policy, learnt: Policy, seed: int
) -> Check:
    rate = (earlier.hires + 1) / (len(earlier) + 2)
    chances = [np.full(len(later), rate)]
    for policy in (stated, learnt):
        curve = calibrate(earlier.scores(policy.maxima), earlier.hired)
        chances.append(curve.chance(later.scores(policy.maxima)))
    losses = [log_losses(one, later.hired) for one in chances[1:]]
    rate_only, before, after = (measure_quality(one, later.hired) for one in chances)
    gain = _gain(losses[0] - losses[1], later.cluster, seed)
    return Check(rate_only=rate_only, stated=before, learnt=after, gain=gain)


def _gain(saved: Floats, cluster: NDArray[np.int64], seed: int) -> Gain:
    """Mean of `saved` (n,) with an interval from drawing whole clusters anew."""
    rng = np.random.default_rng(seed)
    names, place = np.unique(cluster, return_inverse=True)
    bundle = rng.permutation(len(names)) % MOST_CLUSTERS
    sums = np.bincount(bundle[place], saved)
    rows = np.bincount(bundle[place]).astype(np.float64)
    means = np.empty(REDRAWS)
    for i in range(REDRAWS):
        drawn = rng.integers(0, len(sums), len(sums))
        means[i] = sums[drawn].sum() / rows[drawn].sum()
    low, high = np.percentile(means, [TAIL_PERCENT, 100 - TAIL_PERCENT])
    return Gain(float(saved.mean()), float(low), float(high))


def _verdict(earlier: Outcomes, later: Outcomes, check: Check | None, *, changed: bool) -> str:
    if not len(earlier) and not len(later):
        return NO_OUTCOMES
    if check is None:
        return NO_SPLIT
    for part, few in ((earlier, FEW_EARLIER), (later, FEW_LATER)):
        if min(part.hires, len(part) - part.hires) < FEWEST:
            return few
    if not changed:
        return SAME_WEIGHTS
    return BETTER if check.gain.low > 0 else NOT_BETTER
