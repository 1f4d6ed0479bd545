"""Stopwatches, and how an answer is held against the right one."""

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.peers.case import LIST_LENGTH, Case, Ints

Row = dict[str, Any]


@dataclass
class Taken:
    """Seconds of a block, by the clock and of all threads of this process."""

    wall: float = 0.0
    cpu: float = 0.0

    def __add__(self, other: "Taken") -> "Taken":
        return Taken(self.wall + other.wall, self.cpu + other.cpu)


@contextmanager
def stopwatch() -> Iterator[Taken]:
    """Measures the block; the figures are there after it."""
    taken = Taken()
    wall, cpu = time.perf_counter(), time.process_time()
    yield taken
    taken.wall, taken.cpu = time.perf_counter() - wall, time.process_time() - cpu


def best_of(times: int, call: Callable[[], Any]) -> tuple[Taken, Any]:
    """The quickest of some repeats, and the last answer."""
    runs = []
    answer = None
    for _ in range(times):
        with stopwatch() as taken:
            answer = call()
        runs.append(taken)
    return min(runs, key=lambda run: run.wall), answer


def percentiles(call: Callable[[int], Any], numbers: Iterable[int]) -> Row:
    """Milliseconds of single calls: median and 99th percentile, and of how many."""
    taken = []
    for number in numbers:
        start = time.perf_counter()
        call(int(number))
        taken.append((time.perf_counter() - start) * 1e3)
    p50, p99 = np.percentile(taken, [50, 99])
    return {"p50_ms": round(float(p50), 4), "p99_ms": round(float(p99), 4), "of": len(taken)}


def single_questions(call: Callable[[int], Any], numbers: Iterable[int]) -> Row:
    """The same, as part of a line of the table of lists."""
    found = percentiles(call, numbers)
    return {"one_p50_ms": found["p50_ms"], "one_p99_ms": found["p99_ms"]}


def foreign_cpu_s(process: int) -> float | None:
    """CPU seconds another process has used so far; None where the system does not tell."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / 100


def as_lists(sample: Ints, worker: Ints, vacancy: Ints, score: Ints) -> tuple[Ints, Ints]:
    """Lists of shape (sample, 50) out of one entry per pair; `worker` is a row of the market."""
    place = np.searchsorted(sample, worker)
    order = np.lexsort((vacancy, -score, place))
    place, vacancy, score = place[order], vacancy[order], score[order]
    rank = np.arange(len(place)) - np.searchsorted(place, place)
    kept = rank < LIST_LENGTH
    rows = np.full((len(sample), LIST_LENGTH), -1, np.int64)
    scores = np.zeros((len(sample), LIST_LENGTH), np.int64)
    rows[place[kept], rank[kept]] = vacancy[kept]
    scores[place[kept], rank[kept]] = score[kept]
    return rows, scores


def agreement(case: Case, sample: Ints, rows: Ints, scores: Ints | None) -> Row:
    """Share of the right lists that was found, and the largest difference of scores, if any.

    With scores the lists must also stand in the right order to count as exact.
    """
    right, right_scores = case.right["rows"][sample], case.right["scores"][sample]
    found = [
        len(np.intersect1d(mine[mine >= 0], theirs[theirs >= 0])) / (theirs >= 0).sum()
        for mine, theirs in zip(rows, right, strict=True)
        if theirs[0] >= 0
    ]
    row: Row = {"recall": round(float(np.mean(found)), 4)}
    if scores is not None:
        row["score_difference"] = int(np.abs(scores - right_scores).max(initial=0))
        row["exact"] = bool((rows == right).all() and (scores == right_scores).all())
    return row


def list_row(method: str, case: Case, sample: Ints, taken: Taken, **more: Any) -> Row:
    """One line of the table of lists; times of a sample are scaled up to everybody."""
    everybody = len(case.workers["x"])
    scale = everybody / len(sample)
    return {
        "method": method,
        "measured_workers": len(sample),
        "scaled": len(sample) < everybody,
        "measured_wall_s": round(taken.wall, 4),
        "wall_s": round(taken.wall * scale, 4),
        "cpu_s": round(taken.cpu * scale, 4),
        **more,
    }


def plan_row(
    method: str,
    kind: str,
    value: float,
    bound: float,
    *,
    listing: Taken,
    planning: Taken,
    **more: Any,
) -> Row:
    """One line of the table of plans; value and bound in basis points, `kind` of the sides."""
    return {
        "method": method,
        "kind": kind,
        "listing_s": round(listing.wall, 4),
        "planning_s": round(planning.wall, 4),
        "cpu_s": round(listing.cpu + planning.cpu, 4),
        "value": round(value),
        "bound": round(bound),
        "gap_percent": round(100 * (1 - value / bound), 5) if bound else 0.0,
        **more,
    }
