"""faiss: a graph index over vectors made for this score, more fetched than wanted, then the score.

The hard rules are in the vectors as lost points, and are kept for certain because what comes back
is scored exactly. The index could also be told beforehand which vacancies are feasible for a
worker; but who has worked that out for all vacancies has all but answered the question.
"""

from functools import partial
from typing import NamedTuple

import faiss
import numpy as np

from benchmarks.peers.case import LIST_LENGTH, Case, Ints
from benchmarks.peers.embedding import Floats, embed
from benchmarks.peers.measuring import Row, agreement, list_row, single_questions, stopwatch
from benchmarks.peers.whole_scores import Prepared, best, pair_scores, prepare

WORKERS, CHUNK, QUESTIONS = 2_000, 250, 200
FETCHED = (100, 200, 400, 800, 1_600)
"""How many the index is asked for, with a search as wide: the sweep."""
LINKS, BUILD_WIDTH = 32, 200


class Graph(NamedTuple):
    """The index, the vectors of a sample of workers, and what exact scores need."""

    index: faiss.Index
    sample: Ints
    vectors: Floats
    ready: Prepared


def search(case: Case, graph: Graph, places: Ints, fetched: int, k: int) -> tuple[Ints, Ints]:
    """Lists of the workers in these places of the sample: what the index finds, scored exactly."""
    near = graph.index.search(graph.vectors[places], fetched)[1]
    owner = np.repeat(graph.sample[places], fetched)
    # Where the graph finds too few it says -1: the last vacancy, which scoring twice cannot harm.
    found = np.sort(near, axis=1)
    twice = np.zeros(found.shape, np.bool_)
    twice[:, 1:] = found[:, 1:] == found[:, :-1]
    points = pair_scores(case, graph.ready, owner, found.ravel()).reshape(found.shape)
    columns, scores = best(np.where(twice | (found < 0), -1, points), k)
    return np.where(columns >= 0, np.take_along_axis(found, columns, axis=1), -1), scores


def build(case: Case) -> Graph:
    """Embeds a sample of the workers and all vacancies, and links these."""
    ready, sample = prepare(case), case.sample(WORKERS)
    vectors, vacancies = embed(case, ready, sample)
    index = faiss.IndexHNSWFlat(vacancies.shape[1], LINKS, faiss.METRIC_INNER_PRODUCT)
    index.hnsw.efConstruction = BUILD_WIDTH
    index.add(vacancies)
    return Graph(index, sample, vectors, ready)


def _one_worker(case: Case, graph: Graph, fetched: int, place: int) -> tuple[Ints, Ints]:
    return search(case, graph, np.array([place]), fetched, 20)


def run(case: Case) -> list[Row]:
    faiss.omp_set_num_threads(2)
    with stopwatch() as loading:
        graph = build(case)
    sample, rows = graph.sample, list[Row]()
    places = np.arange(len(sample))
    for fetched in FETCHED:
        wide = min(fetched, graph.index.ntotal)
        graph.index.hnsw.efSearch = wide
        with stopwatch() as taken:
            chunks = [
                search(case, graph, places[i : i + CHUNK], wide, LIST_LENGTH)
                for i in range(0, len(sample), CHUNK)
            ]
        lists, scores = (np.concatenate(side) for side in zip(*chunks, strict=True))
        one = single_questions(partial(_one_worker, case, graph, wide), places[:QUESTIONS])
        found = agreement(case, sample, lists, scores)
        del found["score_difference"]  # of different vacancies it says nothing
        method = f"faiss HNSW, {graph.index.d} dimensions, {fetched:,} fetched and scored"
        rows.append(
            list_row(method, case, sample, taken, load_s=round(loading.wall, 2), **found, **one)
        )
    return rows
