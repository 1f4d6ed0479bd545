"""Everybody's vacancies in the order they would ask for them, read only as deep as is needed.

The order is by score, or by score less price. Either way a list is an exact beginning of the whole
one: prices are laid into the index before vacancies are ranked, and whoever comes to the end of a
list that was cut has it read on from the market.
"""

from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from caunoi_engine.matching.index import MarketIndex, replace_workers
from caunoi_engine.matching.ranking import rank_vacancies
from caunoi_engine.matching.rounds import Desk, Wishes, ask_all, count_firms

DEEPER: Final = 4
"""A list that came to its end is read this many times as deep."""
ENTRIES_AT_ONCE: Final = 2**22
"""Entries of lists read on at once: bounds the memory, whatever the depth."""

Ints = NDArray[np.int32]


def priced(index: MarketIndex, prices: Ints) -> MarketIndex:
    """The index in which every vacancy is worth its price less to everybody.

    A price counts as points that the vacancy takes away from whoever gets it: they are laid into
    what is earned because nothing is preferred, so ranking needs to know nothing of prices.
    """
    columns = index.vacancies
    given = columns.given_preferred - prices[columns.row]
    return replace(index, vacancies=columns._replace(given_preferred=given.astype(np.int32)))


class OpenLists:
    """The lists of all workers, `depth` long at first. Prices are basis points by vacancy row."""

    def __init__(
        self, index: MarketIndex, *, depth: int, prices: Ints | None = None, threads: int = 2
    ) -> None:
        self.firms = _numbered(index.market.vacancies.employer_id)
        self._prices = np.zeros(len(self.firms), np.int32) if prices is None else prices
        self._index = index if prices is None else priced(index, prices)
        self._threads = threads
        workers = len(index.market.workers)
        self.wishes = Wishes(
            np.zeros(0, np.int32),
            np.zeros(0, np.int32),
            np.zeros(workers, np.int64),
            np.zeros(workers, np.int32),
            np.zeros(workers, np.bool_),
        )
        self._read(np.arange(workers), depth)

    def scores(self, workers: NDArray[np.integer], places: NDArray[np.integer]) -> Ints:
        """Basis points of the vacancies in these places of the workers' lists."""
        return np.asarray(self.wishes.worth[self.wishes.start[workers] + places], np.int32)

    def cut(self, length: int) -> Wishes:
        """The lists with at most `length` vacancies, as if there were no others."""
        whole = np.ones_like(self.wishes.whole)
        return self.wishes._replace(length=np.minimum(self.wishes.length, length), whole=whole)

    def firms_up_to(self, enough: int) -> Ints:
        """How many different firms have a feasible vacancy for each worker, up to `enough`."""
        counts = np.zeros(len(self.wishes.start), np.int32)
        open_ = np.arange(len(counts))
        while len(open_):
            counts[open_] = count_firms(open_, enough, self.wishes, self.firms)
            open_ = open_[(counts[open_] < enough) & ~self.wishes.whole[open_]]
            self.read_on(open_)
        return counts

    def settle(self, asking: NDArray[np.int64], desk: Desk, *, turn: Ints | None = None) -> None:
        """One round of offers to its end, with lists read on for whoever comes to theirs.

        Vacancies keep those who score most; with a `turn`, those whose turn is highest.
        """
        stuck = np.empty(len(self.wishes.start), np.int64)
        while len(asking):
            wishes = self.wishes if turn is None else _valued_by(turn, self.wishes)
            count = ask_all(asking, wishes, desk, stuck)
            asking = np.sort(stuck[:count])
            self.read_on(asking)

    def read_on(self, workers: NDArray[np.int64]) -> None:
        """Reads the lists of these workers deeper than they are."""
        if len(workers):
            self._read(workers, DEEPER * int(self.wishes.length[workers].max()))

    def _read(self, workers: NDArray[np.int64], depth: int) -> None:
        """Reads the lists of these workers anew, `depth` vacancies deep."""
        depth = min(depth, len(self.firms))
        chunk = max(1, ENTRIES_AT_ONCE // max(depth, 1))
        for first in range(0, len(workers), chunk):
            self._read_chunk(workers[first : first + chunk], depth)

    def _read_chunk(self, workers: NDArray[np.int64], depth: int) -> None:
        w, everybody = self.wishes, len(workers) == len(self.wishes.start)
        index = self._index
        if not everybody:
            index = replace_workers(index, index.market.workers.take(workers))
        ranking = rank_vacancies(index, k=depth, threads=self._threads)
        held = ranking.rows >= 0
        vacancy, counts = ranking.rows[held], held.sum(axis=1)
        w.start[workers] = len(w.vacancy) + np.cumsum(counts) - counts
        w.length[workers] = counts
        w.whole[workers] = (counts < depth) | (depth == len(self.firms))
        worth = ranking.scores[held] + self._prices[vacancy]
        self.wishes = w._replace(
            vacancy=np.concatenate([w.vacancy, vacancy]),
            worth=np.concatenate([w.worth, worth.astype(np.int32)]),
        )


def entries_of(
    wishes: Wishes, workers: NDArray[np.integer]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """All entries of these lists: whose each is (place in `workers`), and where it stands."""
    length = wishes.length[workers].astype(np.int64)
    owner = np.repeat(np.arange(len(length)), length)
    first = np.cumsum(length) - length
    return owner, (wishes.start[workers] - first)[owner] + np.arange(len(owner))


def _valued_by(turn: Ints, wishes: Wishes) -> Wishes:
    """The lists as if every vacancy valued a worker by the same number."""
    owner, at = entries_of(wishes, np.arange(len(turn)))
    worth = np.zeros_like(wishes.worth)
    worth[at] = turn[owner]
    return wishes._replace(worth=worth)


def _numbered(names: NDArray[np.object_]) -> Ints:
    """Equal names as equal numbers."""
    known: dict[str, int] = {}
    return np.array([known.setdefault(name, len(known)) for name in names], np.int32)
