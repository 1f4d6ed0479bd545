"""numpy and scipy: every worker against every vacancy, a few hundred workers at a time."""

import numpy as np

from benchmarks.peers.case import LIST_LENGTH, Case
from benchmarks.peers.measuring import Row, agreement, list_row, single_questions, stopwatch
from benchmarks.peers.whole_scores import best, prepare, scores

WORKERS, CHUNK, QUESTIONS = 2_048, 256, 200


def run(case: Case) -> list[Row]:
    with stopwatch() as loading:
        ready = prepare(case)
    sample = case.sample(WORKERS)
    best(scores(case, ready, sample[:2]), LIST_LENGTH)
    with stopwatch() as taken:
        chunks = [
            best(scores(case, ready, sample[i : i + CHUNK]), LIST_LENGTH)
            for i in range(0, len(sample), CHUNK)
        ]
    rows, points = (np.concatenate(side) for side in zip(*chunks, strict=True))
    one = single_questions(
        lambda w: best(scores(case, ready, np.array([w])), 20), sample[:QUESTIONS]
    )
    return [
        list_row("numpy + scipy, brute force", case, sample, taken, load_s=round(loading.wall, 3),
                 **agreement(case, sample, rows, points), **one)
    ]  # fmt: skip
