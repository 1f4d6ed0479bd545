"""Exact lists: the best vacancies of every worker or of one, and the best workers of a vacancy."""

from dataclasses import dataclass
from threading import local
from typing import Any

import numpy as np
from numba import types
from numba.experimental import structref
from numpy.typing import NDArray

from caunoi_engine.matching.blocks import run_blocks
from caunoi_engine.matching.candidates import (
    CandidateScratch,
    best_workers,
    candidates_block,
    new_candidate_scratch,
)
from caunoi_engine.matching.compiling import kernel
from caunoi_engine.matching.entries import Entries, lay_out_workers
from caunoi_engine.matching.index import CELL_HM, MarketIndex
from caunoi_engine.matching.kernels import (
    ROW_BITS,
    ROW_LIMIT,
    Columns,
    RankingArrays,
    Scratch,
    best_of,
    columns_of,
    new_scratch,
    rank_block,
)

Ints = NDArray[np.int32]
BLOCK_WORKERS = 1_024
BLOCK_VACANCIES = 128


@dataclass(frozen=True)
class Ranking:
    """Row `i` of both arrays, shape (asking, k): rows of the other side for `i`, best first.

    Rows are -1 and scores 0 after the last feasible one. Ties stand in order of id.
    """

    rows: Ints
    scores: Ints

    @property
    def counts(self) -> Ints:
        """How many each list holds."""
        return np.asarray((self.rows >= 0).sum(axis=1), np.int32)


def _empty(length: int, k: int) -> Ranking:
    return Ranking(np.full((length, k), -1, np.int32), np.zeros((length, k), np.int32))


def rank_vacancies(index: MarketIndex, *, k: int = 50, threads: int = 2) -> Ranking:
    """The `k` best vacancies of every worker; the same for any number of threads.

    >>> from caunoi_engine.matching import build_index, example_market
    >>> index = build_index(example_market(["7212", "7531", "7533", "8153"]))
    >>> best = rank_vacancies(index, k=2)
    >>> best.rows[0].tolist(), best.scores[0].tolist()
    ([19, 244], [8326, 6227])
    """
    workers = len(index.market.workers)
    ranking, columns, memory = _empty(workers, k), columns_of(index), local()
    out = RankingArrays(ranking.rows, ranking.scores)
    # Neighbours in the order read the same vacancies, which then are still in the cache.
    x, y = index.xy[0] // CELL_HM
    order = np.lexsort((index.workers.unit[:, 0], y, x))

    def work(first: int, last: int) -> None:
        if not hasattr(memory, "scratch"):
            memory.scratch, memory.best = new_scratch(index), np.zeros(k, np.int64)
        rank_block(order[first:last], columns, memory.scratch, memory.best, out)

    if k > 0 and len(index.market.vacancies):
        run_blocks(work, workers, size=BLOCK_WORKERS, threads=threads)
    return ranking


def rank_workers(index: MarketIndex, *, k: int = 50, threads: int = 2) -> Ranking:
    """The `k` best workers of every vacancy; the same for any number of threads.

    >>> from caunoi_engine.matching import build_index, example_market
    >>> index = build_index(example_market(["7212", "7531", "7533", "8153"]))
    >>> best = rank_workers(index, k=2)
    >>> best.rows[0].tolist(), best.scores[0].tolist()
    ([67, 115], [8975, 8928])
    """
    vacancies = len(index.market.vacancies)
    ranking, memory = _empty(vacancies, k), local()
    out = RankingArrays(ranking.rows, ranking.scores)
    columns, entries = columns_of(index), _entries(index)

    def work(first: int, last: int) -> None:
        if not hasattr(memory, "scratch"):
            memory.scratch = new_candidate_scratch(index, entries)
            memory.best = np.zeros(k, np.int64)
        candidates_block(first, last, columns, entries, memory.scratch, memory.best, out)

    if k > 0:
        run_blocks(work, vacancies, size=BLOCK_VACANCIES, threads=threads)
    return ranking


def rank_vacancies_for(index: MarketIndex, *, worker: int, k: int = 20) -> tuple[Ints, Ints]:
    """Rows and scores of the `k` best vacancies of one worker, best first."""
    lists: tuple[Ints, Ints] = vacancies_of_one(int(worker), max(k, 0), _desk(index))
    return lists


def rank_workers_for(index: MarketIndex, *, vacancy: int, k: int = 20) -> tuple[Ints, Ints]:
    """Rows and scores of the `k` best workers for one vacancy, best first.

    >>> from caunoi_engine.matching import build_index, example_market
    >>> index = build_index(example_market(["7212", "7531", "7533", "8153"]))
    >>> rows, scores = rank_workers_for(index, vacancy=0, k=2)
    >>> rows.tolist(), scores.tolist()
    ([67, 115], [8975, 8928])
    """
    at = int(index.position[vacancy])
    lists: tuple[Ints, Ints] = workers_of_one(at, max(k, 0), _counter(index))
    return lists


class Desk(structref.StructRefProxy):
    """All one thread needs to answer for a worker, handed over as one object.

    Taking the columns apart array by array at each call costs more than the answer.
    """


class Counter(structref.StructRefProxy):
    """The same for a vacancy."""


@structref.register
class DeskType(types.StructRef):
    """How numba sees a `Desk`."""


@structref.register
class CounterType(types.StructRef):
    """How numba sees a `Counter`."""


structref.define_constructor(Desk, DeskType, ["columns", "scratch"])
structref.define_boxing(DeskType, Desk)
structref.define_constructor(Counter, CounterType, ["columns", "entries", "scratch"])
structref.define_boxing(CounterType, Counter)


@kernel
def open_desk(m: Columns, s: Scratch) -> Any:
    """One object of these."""
    return Desk(m, s)


@kernel
def open_counter(m: Columns, e: Entries, s: CandidateScratch) -> Any:
    """One object of these."""
    return Counter(m, e, s)


@kernel
def vacancies_of_one(w: int, k: int, desk: Any) -> Any:
    """Rows and scores of the best vacancies of one worker."""
    best = np.empty(k, np.int64)
    held = best_of(w, desk.columns, desk.scratch, best)
    return taken_apart(best[:held])


@kernel
def workers_of_one(v: int, k: int, counter: Any) -> Any:
    """Rows and scores of the best workers of one position of the index."""
    best = np.empty(k, np.int64)
    held = best_workers(v, counter.columns, counter.entries, counter.scratch, best)
    return taken_apart(best[:held])


@kernel
def taken_apart(best: NDArray[np.int64]) -> Any:
    """Rows and scores of candidates that are one number each."""
    rows, scores = np.empty(best.shape[0], np.int32), np.empty(best.shape[0], np.int32)
    for i in range(best.shape[0]):
        rows[i], scores[i] = ROW_LIMIT - (best[i] & ROW_LIMIT), best[i] >> ROW_BITS
    return rows, scores


def _entries(index: MarketIndex) -> Entries:
    """The workers laid out for vacancies: once, when first asked for."""
    if "entries" not in index.kept:
        index.kept["entries"] = lay_out_workers(index)
    entries: Entries = index.kept["entries"]
    return entries


def _memory(index: MarketIndex) -> local:
    memory: local | None = index.kept.get("memory")
    if memory is None:
        memory = index.kept.setdefault("memory", local())
    return memory


def _desk(index: MarketIndex) -> Any:
    memory = _memory(index)
    if not hasattr(memory, "desk"):
        memory.desk = open_desk(columns_of(index), new_scratch(index))
    return memory.desk


def _counter(index: MarketIndex) -> Any:
    memory = _memory(index)
    if not hasattr(memory, "counter"):
        entries = _entries(index)
        scratch = new_candidate_scratch(index, entries)
        memory.counter = open_counter(columns_of(index), entries, scratch)
    return memory.counter
