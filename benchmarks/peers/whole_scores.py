"""The score in numpy and scipy: exact, whole numbers only, on pairs or on a whole block of them."""

from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix

from benchmarks.peers.case import Case, Columns, Ints
from caunoi_engine.matching import Policy
from caunoi_engine.matching.score import AXIS_LIMIT_HM, HECTOMETRES_PER_KM, boarding_limit

POLICY = Policy()


class Prepared(NamedTuple):
    """What is worked out once: occupation points (units, units) and skills as sparse matrices."""

    points: Ints
    wishes: Ints  # (workers, 3); no further wish points to a row of zeros
    skills: csr_matrix  # (workers, skills)
    required: csr_matrix  # (skills, vacancies)
    preferred: csr_matrix


class Pairs(NamedTuple):
    """Columns of both sides that numpy can lay against each other, and their occupation points."""

    w: Columns
    v: Columns
    occupation: Ints


def prepare(case: Case) -> Prepared:
    """Lays the case out for `scores` and `pair_scores`."""
    workers, vacancies = len(case.workers["x"]), len(case.vacancies["x"])
    units = int(max(case.near["wished"].max(), case.vacancies["unit"].max())) + 1
    points = np.zeros((units + 1, units), np.int32)
    points[case.near["wished"], case.near["offered"]] = case.near["points"]
    wisher, wish = case.wishes["worker"], case.wishes["unit"]
    rank = np.arange(len(wisher)) - np.searchsorted(wisher, wisher)
    wishes = np.full((workers, 3), units)
    wishes[wisher, rank] = wish
    own, asked = case.worker_skills, case.vacancy_skills
    width = int(max(own["skill"].max(initial=0), asked["skill"].max(initial=0))) + 1
    sides = []
    for required in (1, 0):
        kept = asked["required"] == required
        entries = asked["points"][kept].astype(np.int32)
        places = (asked["skill"][kept], asked["vacancy"][kept])
        sides.append(csr_matrix((entries, places), shape=(width, vacancies)))
    held = np.ones(len(own["skill"]), np.int32)
    skills = csr_matrix((held, (own["worker"], own["skill"])), shape=(workers, width))
    return Prepared(points, wishes, skills, *sides)


def block(case: Case, ready: Prepared, chosen: Ints) -> Pairs:
    """The chosen workers against all vacancies, shape (chosen, vacancies)."""
    by_unit = ready.points[ready.wishes[chosen]].max(axis=1)
    return Pairs(
        {name: column[chosen, None] for name, column in case.workers.items()},
        case.vacancies,
        np.asarray(by_unit[:, case.vacancies["unit"]]),
    )


def single_pairs(case: Case, ready: Prepared, workers: Ints, vacancies: Ints) -> Pairs:
    """These pairs of rows, shape (pairs,)."""
    v = {name: column[vacancies] for name, column in case.vacancies.items()}
    return Pairs(
        {name: column[workers] for name, column in case.workers.items()},
        v,
        ready.points[ready.wishes[workers], v["unit"][:, None]].max(axis=1),
    )


def squared_hm(pairs: Pairs) -> Ints:
    """Squared distances in hectometres."""
    dx = np.minimum(np.abs(pairs.w["x"] - pairs.v["x"]), AXIS_LIMIT_HM)
    dy = np.minimum(np.abs(pairs.w["y"] - pairs.v["y"]), AXIS_LIMIT_HM)
    return np.asarray(dx * dx + dy * dy)


def lives_in(pairs: Pairs) -> Ints:
    """Which pairs are of somebody who would live at the firm, near enough to home."""
    housed = pairs.v["housing"] * pairs.w["boards"] > 0
    return np.asarray(housed & (squared_hm(pairs) <= boarding_limit(POLICY)))


def pass_all_but_skills(pairs: Pairs) -> Ints:
    """Which pairs pass every hard rule but that on required skills."""
    w, v, occupation = pairs
    return np.asarray(
        (occupation > 0)
        & (w["education"] >= v["education"])
        & (w["experience"] >= v["fewest"])
        & (lives_in(pairs) | (squared_hm(pairs) <= w["radius"] ** 2))
        & (v["wage"] >= w["wage"])
        & ((w["shifts"] & v["shifts"]) != 0)
        & ((v["certificates"] & ~w["certificates"]) == 0)
    )


def points_but_skills(pairs: Pairs) -> Ints:
    """Points of all factors but skills, as if all rules held."""
    p, (w, v, occupation) = POLICY, pairs
    surplus = np.maximum(w["education"] - v["education"], 0)
    needed = v["experience"]
    practice = p.experience * np.minimum(w["experience"], needed) // np.maximum(needed, 1)
    half = p.distance_half_km * HECTOMETRES_PER_KM
    way = np.sqrt(squared_hm(pairs).astype(np.float64)).astype(np.int64)
    excess = np.clip(v["wage_units"] - w["wage_units"], 0, w["step"])
    return np.asarray(
        occupation
        + np.maximum(0, p.education - p.education_step * surplus)
        + np.where(needed > 0, practice, p.experience)
        + np.maximum(p.distance * half // (half + way), lives_in(pairs) * p.housing_points)
        + p.wage * excess // w["step"]
    )


def scores(case: Case, ready: Prepared, chosen: Ints) -> Ints:
    """Basis points of the chosen workers for all vacancies, -1 where a rule fails."""
    pairs, own = block(case, ready, chosen), ready.skills[chosen]
    required = (own @ ready.required).toarray() + case.vacancies["given_required"]
    preferred = (own @ ready.preferred).toarray() + case.vacancies["given_preferred"]
    held = pass_all_but_skills(pairs) & (required >= POLICY.required_cover_min)
    return np.where(held, points_but_skills(pairs) + required + preferred, -1)


def pair_scores(case: Case, ready: Prepared, workers: Ints, vacancies: Ints) -> Ints:
    """Basis points of these pairs of rows, -1 where a rule fails."""
    result = np.full(len(workers), -1, np.int64)
    passing = np.flatnonzero(pass_all_but_skills(single_pairs(case, ready, workers, vacancies)))
    workers, vacancies = workers[passing], vacancies[passing]
    pairs, own = single_pairs(case, ready, workers, vacancies), ready.skills[workers]
    required, preferred = (
        np.asarray(own.multiply(side[:, vacancies].T).sum(axis=1)).ravel()
        for side in (ready.required, ready.preferred)
    )
    required = required + pairs.v["given_required"]
    preferred = preferred + pairs.v["given_preferred"]
    total = points_but_skills(pairs) + required + preferred
    result[passing] = np.where(required >= POLICY.required_cover_min, total, -1)
    return result


def best(scored: Ints, k: int) -> tuple[Ints, Ints]:
    """Columns and scores of the `k` best of every row, ties by column; -1 and 0 after the last."""
    width = scored.shape[1]
    keys = scored.astype(np.int64) * width + (width - 1 - np.arange(width))
    top = np.partition(keys, width - k, axis=1)[:, width - k :] if width > k else keys
    top = -np.sort(-top, axis=1)
    found = top >= 0
    return np.where(found, width - 1 - top % width, -1), np.where(found, top // width, 0)
