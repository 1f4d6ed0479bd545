"""Workers in spans, each answered for elsewhere exactly as the whole market would answer.

Whoever answers for a span holds its workers, and of the rest of the market only what options are
made from: how vacancies and courses are laid out, the occupations, skills and scales of the whole
market. No name or number of a person, firm, vacancy or course is among it, only rows.
"""

from dataclasses import replace
from itertools import pairwise
from typing import Final

import numpy as np

from caunoi_engine.matching.index import MarketIndex, replace_workers
from caunoi_engine.matching.market import Courses, Market, Vacancies, Workers
from caunoi_engine.matching.shards import Shards, local_shards

NOBODY: Final = np.zeros(0, np.int64)


def without_workers(index: MarketIndex) -> MarketIndex:
    """The index with nobody in it, and without the tables it was made from.

    All spans share it: it scores whoever is put into it as the given index does. The same whatever
    workers the market has, but for the units, skills and scales that they brought in.

    >>> from caunoi_engine.matching import Courses, Market, Vacancies, Workers, build_index
    >>> nobody = Workers.of(**{spec.name: [] for spec in Workers.columns()})
    >>> nothing = Vacancies.of(**{spec.name: [] for spec in Vacancies.columns()})
    >>> index = build_index(Market(nobody, nothing, Courses.none()))
    >>> len(without_workers(index).market.workers)
    0
    """
    market = index.market
    bare = Market(
        workers=market.workers.take(NOBODY),
        vacancies=Vacancies.of(**{spec.name: [] for spec in Vacancies.columns()}),
        courses=Courses.none(),
    )
    empty = replace_workers(index, bare.workers)
    return replace(empty, market=bare, xy=(empty.xy[0], *index.xy[1:]))


def span_of(index: MarketIndex, first: int, last: int) -> Workers:
    """The workers in rows `first` up to `last`, with numbers in place of their ids.

    >>> from caunoi_engine.matching import build_index, example_market
    >>> index = build_index(example_market(["7531", "7533", "8153"]))
    >>> span_of(index, 40, 42).worker_id.tolist()
    ['0', '1']
    """
    rows = np.arange(first, last)
    numbers = np.arange(last - first).astype(str).astype(object)
    return replace(index.market.workers.take(rows), worker_id=numbers)


def answer_for(rest: MarketIndex, span: Workers) -> Shards:
    """All options of the span: it answers as a `Shard` does, its first worker being row 0.

    `rest` is what `without_workers` gives, `span` what `span_of` gives of the same index.
    """
    return local_shards(replace_workers(rest, span), threads=1)


def even_spans(workers: int, count: int) -> list[tuple[int, int]]:
    """First and last row of `count` spans that follow each other and differ by one at most.

    Fewer where there are not so many workers; one, empty, where there are none.

    >>> even_spans(10, 4)
    [(0, 2), (2, 5), (5, 7), (7, 10)]
    >>> even_spans(0, 4)
    [(0, 0)]
    """
    count = max(1, min(count, workers))
    return list(pairwise(workers * i // count for i in range(count + 1)))
