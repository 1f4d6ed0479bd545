"""Measures the match on a made province: time, memory, how good the plan is, and against what.

    python benchmarks/match.py --size province --seed 1
    CAUNOI_HOME=… python benchmarks/match.py --registers

The second measures on the registers of an installation: filled by `caunoi demo --scale province`
they are a denser market, with few occupations and many who fit many vacancies.

Prints one JSON object. Wall times vary with what else the machine does; CPU seconds vary less.
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
import numpy as np

from benchmarks.peers.case import unit_codes
from benchmarks.peers.measuring import percentiles
from benchmarks.peers.ours_live import SAMPLE, changes, questions
from caunoi_engine.matching import (
    SIZES,
    Market,
    MarketIndex,
    Plan,
    build_index,
    count_demands,
    example_market,
    make_plan,
    measure_congestion,
    rank_vacancies,
    rank_vacancies_for,
    rank_workers,
)
from caunoi_engine.matching.pairs import score_column

ROOT = Path(__file__).resolve().parent.parent
REPEATS = 5


def registers() -> Market:
    """The market of today in the database of this installation."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()

    from django.utils import timezone

    from caunoi.placement.queries.registers import read_registers

    return read_registers(on=timezone.localdate()).market


@contextmanager
def measured(into: dict[str, Any], name: str) -> Iterator[None]:
    """Wall and CPU seconds of a block."""
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    into[name] = {
        "wall_s": round(time.perf_counter() - wall, 3),
        "cpu_s": round(time.process_time() - cpu, 3),
    }


def best_of(call: Callable[[], object]) -> dict[str, float]:
    """The quickest of some repeats."""
    runs: list[dict[str, dict[str, float]]] = []
    for _ in range(REPEATS):
        run: dict[str, dict[str, float]] = {}
        with measured(run, "x"):
            call()
        runs.append(run)
    return min((run["x"] for run in runs), key=lambda one: one["wall_s"])


def cold_start(size: str) -> dict[str, float]:
    """Seconds of a whole match in a new process, before and after its code is compiled."""
    program = (
        "import sys; from benchmarks.match import *;"
        "index = build_index(example_market(unit_codes(), size=sys.argv[1]));"
        "rank_vacancies(index); make_plan(index)"
    )
    seconds = {}
    with tempfile.TemporaryDirectory() as cache:
        environment = {**os.environ, "NUMBA_CACHE_DIR": cache, "PYTHONPATH": str(ROOT)}
        for name in ("empty_cache_s", "warm_cache_s"):
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", program, size], env=environment, check=True)
            seconds[name] = round(time.perf_counter() - start, 2)
    return seconds


def plan_figures(plan: Plan) -> dict[str, Any]:
    return {
        "value": plan.value,
        "upper_bound": plan.upper_bound,
        "gap_percent": round(100 * plan.gap, 4),
        "placed": plan.placed,
        "seats_used": plan.seats_used,
        "unfilled_positions": plan.unfilled_positions,
        "rounds": plan.rounds,
        "options": plan.options,
        "seconds": {name: round(value, 2) for name, value in plan.seconds.items()},
    }


def measure_ranking(index: MarketIndex, report: dict[str, Any]) -> None:
    """Lists of all workers, against numpy on a sample of the vacancies."""
    rank_vacancies(index, k=50)
    report["top_50_of_all"] = best_of(lambda: rank_vacancies(index, k=50))
    rank_workers(index, k=50)
    report["top_50_of_all_vacancies"] = best_of(lambda: rank_workers(index, k=50))
    report["top_50_one_thread"] = best_of(lambda: rank_vacancies(index, k=50, threads=1))
    vacancies = len(index.market.vacancies)
    columns = np.random.default_rng(0).integers(0, vacancies, min(SAMPLE, vacancies))
    report["numpy_sample"] = best_of(lambda: [score_column(index, int(v)) for v in columns])
    scaled = report["numpy_sample"]["wall_s"] * vacancies / len(columns)
    report["numpy_all_scaled_wall_s"] = round(scaled, 1)
    ratio = scaled / report["top_50_of_all"]["wall_s"]
    report["times_quicker_than_numpy"] = round(ratio, 1)


def measure_single_questions(index: MarketIndex, report: dict[str, Any]) -> None:
    """Milliseconds of the questions a page asks."""
    workers = np.random.default_rng(1).integers(0, len(index.market.workers), SAMPLE)
    report["one_worker_top_20"] = percentiles(
        lambda w: rank_vacancies_for(index, worker=w, k=20), workers
    )
    count_demands(index)
    report["what_if_of_all_vacancies"] = best_of(lambda: count_demands(index))
    report["questions"] = questions(index)


def measure_plans(index: MarketIndex, report: dict[str, Any]) -> None:
    """Plans to two gaps, and what goes without a plan."""
    make_plan(index, rounds=0)
    for name, target in (("plan_to_0.25_percent", 0.0025), ("plan_to_0.1_percent", 0.001)):
        with measured(report, name):
            plan = make_plan(index, target_gap=target, clock=time.perf_counter)
        report[name].update(plan_figures(plan))
    first = rank_vacancies(index, k=1).rows[:, 0]
    positions = index.market.vacancies.positions
    sent = np.bincount(first[first >= 0], minlength=len(positions))
    report["everybody_to_the_own_best"] = vars(measure_congestion(sent, positions))
    report["congestion_of_the_plan"] = vars(plan.congestion)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", choices=list(SIZES), default="province")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--registers", action="store_true")
    parser.add_argument("--without-cold-start", action="store_true")
    chosen = parser.parse_args()
    report: dict[str, Any] = {
        **({} if chosen.registers else {"size": chosen.size, "seed": chosen.seed}),
        "machine": f"{platform.machine()}, {os.cpu_count()} CPU",
        "python": platform.python_version(),
    }
    if not (chosen.without_cold_start or chosen.registers):
        report["whole_match_in_a_new_process"] = cold_start(chosen.size)
    if chosen.registers:
        market = registers()
    else:
        market = example_market(unit_codes(), size=chosen.size, seed=chosen.seed)
    tables = {"workers": market.workers, "vacancies": market.vacancies, "courses": market.courses}
    report.update({name: len(table) for name, table in tables.items()})
    with measured(report, "index"):
        index = build_index(market)
    measure_ranking(index, report)
    measure_single_questions(index, report)
    measure_plans(index, report)
    if len(market.courses):
        report["changes"] = changes(index)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    report["peak_memory_mb"] = round(peak / 1024)
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
