"""Vectors whose inner product is as near to the score as so many dimensions allow.

Every factor of the score is an inner product already, if one side may have as many columns as the
other has different values: a worker's points for each unit, schooling, practice, shift and wage;
the points a vacancy gives each skill; the way by landmarks of the map. Hard rules count as lost
points. Of that long product the best short one is taken: a truncated singular decomposition, by
a randomised range finder (N. Halko, P.-G. Martinsson, J. A. Tropp, 2011).
"""

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from benchmarks.peers.case import Case, Columns, Ints
from benchmarks.peers.whole_scores import POLICY, Prepared
from caunoi_engine.matching.score import HECTOMETRES_PER_KM

DIMENSIONS: Final = 256
LOST: Final = 3_000
"""Points a broken rule costs. Of 0, 3,000 and 10,000 the middle one found most."""
LEVELS: Final = 64
LANDMARKS: Final = 12
SPARE: Final = 16
FITTED_WORKERS: Final = 8_000

Floats = NDArray[np.floating[Any]]
Sides = tuple[csr_matrix, csr_matrix]


def embed(case: Case, ready: Prepared, chosen: Ints) -> tuple[Floats, Floats]:
    """Vectors of the chosen workers and of all vacancies, float32, 256 long (fewer if few)."""
    fitted = case.sample(FITTED_WORKERS)
    own, offered = _factors(case, ready, np.concatenate([fitted, chosen]))
    chance, some = np.random.default_rng(0), own[: len(fitted)]
    wide = min(DIMENSIONS + SPARE, offered.shape[0], some.shape[0])
    range_ = some @ (offered.T @ chance.normal(size=(offered.shape[0], wide)))
    for _ in range(2):
        basis = np.linalg.qr(range_)[0]
        range_ = some @ (offered.T @ (offered @ (some.T @ basis)))
    basis = np.linalg.qr(range_)[0]
    left, strength, _ = np.linalg.svd(offered @ (some.T @ basis), full_matrices=False)
    left, scale = left[:, :DIMENSIONS], np.sqrt(strength[:DIMENSIONS]).clip(1e-9)
    workers = (own[len(fitted) :] @ (offered.T @ left)) / scale
    return workers.astype(np.float32), (left * scale).astype(np.float32)


def _factors(case: Case, ready: Prepared, rows: Ints) -> Sides:
    """Long vectors of these workers and of all vacancies: their product is the score, nearly."""
    p, v = POLICY, case.vacancies
    w = {name: column[rows] for name, column in case.workers.items()}
    occupation = ready.points[ready.wishes[rows]].max(axis=1).astype(np.float64)
    occupation[occupation == 0] = -LOST
    skills = (ready.required + ready.preferred).T.tocsr().astype(float)
    sides = [
        (csr_matrix(occupation), _one_hot(v["unit"], occupation.shape[1])),
        (ready.skills[rows].astype(float), skills),
        _table(w["education"], v["education"], lambda has, asked: np.where(
            has >= asked, p.education - p.education_step * (has - asked), -LOST)),
        _table(w["experience"], v["experience"], lambda has, asked: np.where(
            has * 100 >= asked * p.experience_min_percent,
            p.experience * np.where(asked > 0, np.minimum(has, asked) / asked.clip(1), 1), -LOST)),
        _table(w["wage_units"], v["wage_units"], lambda wish, offer: np.where(
            offer >= wish,
            p.wage * np.minimum((offer - wish) / (wish * p.wage_full_percent / 100).clip(1), 1),
            np.where(offer < 0, 0, -LOST))),
        _table(w["shifts"], v["shifts"],
               lambda mine, theirs: np.where((mine & theirs) != 0, 0.0, -LOST)),
        _way(w, v),
    ]  # fmt: skip
    own, offered = (hstack(side).tocsr() for side in zip(*sides, strict=True))
    return own, offered


def _one_hot(codes: Ints, width: int) -> csr_matrix:
    rows = np.arange(len(codes))
    return csr_matrix((np.ones(len(codes)), (rows, codes)), shape=(len(codes), width))


def _table(own: Ints, offered: Ints, points: Callable[[Ints, Ints], Floats]) -> Sides:
    """The two sides of a factor that depends on one number of each, by at most 64 levels each."""
    (levels, mine), (offers, theirs) = _levels(own), _levels(offered)
    return csr_matrix(points(levels[:, None], offers[None, :])[mine]), _one_hot(theirs, len(offers))


def _levels(values: Ints) -> tuple[Ints, Ints]:
    """The different values, or as many quantiles of them; and which of them each value is."""
    levels = np.unique(values)
    if len(levels) > LEVELS:
        cuts = np.quantile(values, np.linspace(0, 1, LEVELS + 1)).astype(np.int64)
        levels = np.unique(cuts)
    return levels, np.clip(np.searchsorted(levels, values, side="right") - 1, 0, None)


def _way(w: Columns, v: Columns) -> Sides:
    """The points of the way, by landmarks on a grid over the vacancies."""
    axes = [np.linspace(v[axis].min(), v[axis].max(), LANDMARKS) for axis in ("x", "y")]
    east, north = (side.ravel() for side in np.meshgrid(*axes))
    half = POLICY.distance_half_km * HECTOMETRES_PER_KM

    def points(x: Floats | Ints, y: Floats | Ints) -> Floats:
        way = np.hypot(x[:, None] - east, y[:, None] - north)
        return np.asarray(POLICY.distance * half / (half + way))

    spread = np.linalg.pinv(points(east, north), rcond=1e-6)
    return csr_matrix(points(w["x"], w["y"])), csr_matrix(points(v["x"], v["y"]) @ spread)
