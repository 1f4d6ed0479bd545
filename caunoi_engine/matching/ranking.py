"""Exact lists: the best vacancies of every worker or of one, and the best workers of a vacancy."""

from dataclasses import dataclass
from threading import local

import numpy as np
from numpy.typing import NDArray

from caunoi_engine.matching.blocks import run_blocks
from caunoi_engine.matching.index import MarketIndex, WorkerColumns
from caunoi_engine.matching.kernels import RankingArrays, columns_of, new_scratch, rank_block
from caunoi_engine.matching.pairs import score_column

Ints = NDArray[np.int32]
BLOCK_WORKERS = 1_024


@dataclass(frozen=True)
class Ranking:
    """Row `w` of both arrays, shape (workers, k): vacancies of worker `w`, best first.

    Rows are -1 and scores 0 after the last feasible vacancy. Ties stand in order of id.
    """

    rows: Ints
    scores: Ints

    @property
    def counts(self) -> Ints:
        """How many vacancies each worker has in the list."""
        return np.asarray((self.rows >= 0).sum(axis=1), np.int32)


def _empty(workers: int, k: int) -> Ranking:
    return Ranking(np.full((workers, k), -1, np.int32), np.zeros((workers, k), np.int32))


def rank_vacancies(index: MarketIndex, *, k: int = 50, threads: int = 2) -> Ranking:
    """The `k` best vacancies of every worker; the same for any number of threads."""
    workers = len(index.market.workers)
    ranking, columns, memory = _empty(workers, k), columns_of(index), local()
    out = RankingArrays(ranking.rows, ranking.scores)
    # Neighbours in the order read the same vacancies, which then are still in the cache.
    order = np.argsort(index.workers.unit[:, 0], kind="stable")

    def work(first: int, last: int) -> None:
        if not hasattr(memory, "scratch"):
            memory.scratch, memory.best = new_scratch(index), np.zeros(k, np.int64)
        rank_block(order[first:last], columns, memory.scratch, memory.best, out)

    if k > 0 and len(index.market.vacancies):
        run_blocks(work, workers, size=BLOCK_WORKERS, threads=threads)
    return ranking


def rank_vacancies_for(index: MarketIndex, *, worker: int, k: int = 20) -> tuple[Ints, Ints]:
    """Rows and scores of the `k` best vacancies of one worker, best first."""
    ranking = _empty(1, k)
    if k > 0 and len(index.market.vacancies):
        columns = columns_of(index)._replace(workers=_one_worker(index, worker))
        out = RankingArrays(ranking.rows, ranking.scores)
        best = np.zeros(k, np.int64)
        rank_block(np.zeros(1, np.int64), columns, new_scratch(index), best, out)
    held = int(ranking.counts[0])
    return ranking.rows[0, :held], ranking.scores[0, :held]


def _one_worker(index: MarketIndex, worker: int) -> WorkerColumns:
    """The columns of one worker, so that the results have one row."""
    w = index.workers
    start, stop = w.skill_start[worker], w.skill_start[worker + 1]
    return w._replace(
        whole=np.ascontiguousarray(w.whole[:, worker : worker + 1]),
        bits=np.ascontiguousarray(w.bits[:, worker : worker + 1]),
        unit=w.unit[worker : worker + 1],
        skill_start=np.array([0, stop - start], np.int32),
        skill=w.skill[start:stop],
        trains=w.trains[worker : worker + 1],
    )


def rank_workers_for(index: MarketIndex, *, vacancy: int, k: int = 20) -> tuple[Ints, Ints]:
    """Rows and scores of the `k` best workers for one vacancy, best first."""
    scores = score_column(index, vacancy)
    feasible = np.flatnonzero(scores >= 0)
    best = feasible[np.argsort(-scores[feasible], kind="stable")[:k]]
    return best.astype(np.int32), scores[best].astype(np.int32)
