"""This engine: exact lists of everybody on two threads and on one, and for one worker."""

from functools import partial

import numpy as np

from benchmarks.peers.case import LIST_LENGTH, Case, made_market
from benchmarks.peers.measuring import (
    Row,
    agreement,
    best_of,
    list_row,
    single_questions,
    stopwatch,
)
from caunoi_engine.matching import build_index, rank_vacancies, rank_vacancies_for

REPEATS, QUESTIONS = 3, 2_000


def first_call() -> None:
    """Compiles what there is to compile, or loads it if that has been done."""
    tiny = build_index(made_market("small", 1))
    rank_vacancies(tiny, k=LIST_LENGTH)
    rank_vacancies_for(tiny, worker=0)


def run(case: Case) -> list[Row]:
    first_call()
    market = made_market(case.size, case.seed)
    with stopwatch() as loading:
        index = build_index(market)
    everybody = np.arange(len(market.workers))
    questions = case.sample(QUESTIONS)
    one = single_questions(lambda w: rank_vacancies_for(index, worker=w, k=20), questions)
    rows: list[Row] = []
    for threads in (2, 1):
        rank_vacancies(index, k=LIST_LENGTH, threads=threads)
        ask = partial(rank_vacancies, index, k=LIST_LENGTH, threads=threads)
        taken, ranking = best_of(REPEATS, ask)
        rows.append(
            list_row(f"Cầu Nối, {threads} thread{'s' * (threads > 1)}", case, everybody, taken,
                     load_s=round(loading.wall, 3),
                     **agreement(case, everybody, ranking.rows, ranking.scores),
                     **(one if threads > 1 else {}))
        )  # fmt: skip
    return rows
