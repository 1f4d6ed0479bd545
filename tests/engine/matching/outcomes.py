"""Made outcomes of referrals whose true weights are known. Nobody in them exists."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from caunoi_engine.matching.learning import Outcomes

FIRST_DAY = np.datetime64("2026-01-05")
DAYS = 300
TRUE = (2_000, 2_500, 500, 2_000, 2_500, 500)
"""Weights unlike the stated ones: the way to work and experience count, wages hardly."""
LEVEL, SLOPE = -5.0, 6.0
"""About a quarter of referrals end in a hire."""


def fractions_like_referrals(n: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Fractions (n, 6) spread as those of pairs that centres refer: lumps, caps and long tails."""
    km = rng.gamma(1.6, 5.0, n)
    return np.column_stack(
        (
            rng.choice([0.5, 0.75, 1.0], n, p=[0.25, 0.35, 0.4]),
            rng.beta(2.5, 1.5, n),
            1 - 0.12 * np.minimum(rng.poisson(0.8, n), 5),
            np.minimum(0.5 + rng.exponential(0.35, n), 1),
            1 / (1 + km / 15),
            np.where(rng.random(n) < 0.2, 0, rng.beta(1.2, 1.6, n)),
        )
    )


def made_outcomes(
    n: int,
    *,
    seed: int = 1,
    weights: tuple[int, ...] = TRUE,
    level: float = LEVEL,
    slope: float = SLOPE,
    firms: int = 0,
    firm_spread: float = 0.0,
    fractions: NDArray[np.float64] | None = None,
) -> dict[str, Any]:
    """Columns for `Outcomes.of`: chance 1 / (1 + exp(-(level + slope * weights . fractions))).

    With `firms` each row belongs to one, and a firm hires more or less readily than others
    (`firm_spread`, log-odds). Rows come in no order of time.
    """
    rng = np.random.default_rng(seed)
    earned = fractions_like_referrals(n, rng) if fractions is None else fractions
    logits = level + slope * earned @ (np.array(weights) / 10_000)
    made: dict[str, Any] = {"day": FIRST_DAY + rng.integers(0, DAYS, n), "fractions": earned}
    if firms:
        firm = rng.integers(0, firms, n)
        logits = logits + firm_spread * rng.standard_normal(firms)[firm]
        made["cluster"] = [f"E{one:04d}" for one in firm]
    made["hired"] = rng.random(n) < 1 / (1 + np.exp(-logits))
    return made


def outcomes(n: int, **more: Any) -> Outcomes:
    """The same, as the engine takes them."""
    return Outcomes.of(**made_outcomes(n, **more))
