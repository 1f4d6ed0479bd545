"""The three-sided plan as a linear programme, for solvers that know nothing of matching.

Its optimum is a bound on every plan. Intakes of one content are not multiplied with vacancies: one
column for each (worker, content, vacancy), worth the score; one for each (worker, intake), worth
minus the cost; and what flows into a content must flow out of its intakes.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix, csc_matrix

from benchmarks.peers.case import Case
from benchmarks.peers.options import DIRECT, list_options

Floats = NDArray[np.float64]


class Programme(NamedTuple):
    """Maximise `worth @ x` with `low <= matrix @ x <= high` and 0 <= x <= 1."""

    worth: Floats
    matrix: csc_matrix
    low: Floats
    high: Floats
    options: int  # columns that are options; the others are seats


def programme(case: Case) -> Programme:
    """The programme of a case. Rows: workers, vacancies, intakes, (worker, content)."""
    o = list_options(case, courses=True)
    workers, vacancies, intakes = (
        len(t["x"]) for t in (case.workers, case.vacancies, case.courses)
    )
    contents = len(case.contents["certificates"])
    owner = np.repeat(np.arange(workers), np.diff(o.start))
    seat_owner = np.repeat(np.arange(workers), np.diff(o.seat_start))
    options, seats = np.arange(len(owner)), len(owner) + np.arange(len(seat_owner))
    trained = np.flatnonzero(o.content != DIRECT)
    joints, joint = np.unique(
        np.concatenate([
            owner[trained] * contents + o.content[trained],
            seat_owner * contents + case.courses["content"][o.intake],
        ]), return_inverse=True,
    )  # fmt: skip
    first = workers + vacancies + intakes
    ones = np.ones(len(seats))
    rows = (owner, workers + o.vacancy, workers + vacancies + o.intake, first + joint)
    columns = (options, options, seats, np.concatenate([trained, seats]))
    entries = (np.ones(2 * len(options)), ones, np.ones(len(trained)), -ones)
    shape = (first + len(joints), len(options) + len(seats))
    places = (np.concatenate(rows), np.concatenate(columns))
    matrix = coo_matrix((np.concatenate(entries), places), shape=shape).tocsc()
    capacity = [np.ones(workers), case.vacancies["positions"], case.courses["seats"]]
    return Programme(
        worth=np.concatenate([o.score, -o.cost]).astype(np.float64),
        matrix=matrix,
        low=np.full(shape[0], -np.inf),
        high=np.concatenate([*capacity, np.zeros(len(joints))]).astype(np.float64),
        options=len(options),
    )
