"""Workers laid out by what they wish and where they live, to be read for one vacancy.

The mirror of how vacancies lie in the index: one entry for each wish of each worker, sorted by
(cell of the map, wished unit, row), so that a vacancy too reads only a few contiguous runs.
"""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from caunoi_engine.matching.index import CELL_HM, MarketIndex

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]

WISHES: Final = 3


class Entries(NamedTuple):
    """One entry a wish. A worker counts for a vacancy at the nearest wish, the first of equals."""

    worker: Ints  # row of the worker
    rank: Ints  # which of the wishes, 0..2
    whole: Floats  # x, y, education, experience, squared radius, boards
    bits: Ints  # as in `WorkerColumns`
    cell_start: Ints  # (cell * units + unit) -> first entry
    reach: Floats  # cell -> the longest radius in it, hectometres; -1 where nobody lives
    boarders: Floats  # cell -> 1 if somebody in it would live at the firm
    grid: NDArray[np.int64]
    near: Floats  # (units, units): occupation points of wished given offered


def lay_out_workers(index: MarketIndex) -> Entries:
    """The entries of all workers of the index. A worker without a wish has none."""
    w, units = index.workers, len(index.names.units)
    worker, rank = (part.astype(np.int32) for part in np.nonzero(w.unit >= 0))
    xy, some = index.xy[0], len(index.market.workers) > 0
    low = xy.min(axis=1) if some else np.zeros(2, np.int32)
    cell = (xy - low[:, None]) // CELL_HM
    columns, rows = (cell.max(axis=1) + 1).tolist() if some else (1, 1)
    cell_of = cell[0] * rows + cell[1]
    block = cell_of[worker].astype(np.int64) * units + w.unit[worker, rank]
    order = np.argsort(block, kind="stable")
    worker, rank = worker[order], rank[order]
    starts = np.zeros(columns * rows * units + 1, np.int32)
    np.cumsum(np.bincount(block, minlength=columns * rows * units), out=starts[1:])
    reach = np.full(columns * rows, -1, np.float32)
    np.maximum.at(reach, cell_of, w.whole[4])
    facts = [*w.whole[:4], w.whole[4] * w.whole[4], w.whole[7]]
    return Entries(
        worker,
        rank,
        np.stack([fact[worker] for fact in facts]),
        np.stack([mask[worker] for mask in w.bits]),
        starts,
        reach,
        (np.bincount(cell_of, w.whole[7], minlength=columns * rows) > 0).astype(np.float32),
        np.array([*low, columns, rows], np.int64),
        np.ascontiguousarray(index.points.T),
    )
