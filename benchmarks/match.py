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
from caunoi_engine.matching import (
    SIZES,
    LivePlan,
    Market,
    MarketIndex,
    Plan,
    Standing,
    best_courses_for_gap,
    build_index,
    changes_needed,
    count_demands,
    example_market,
    explain,
    make_plan,
    measure_congestion,
    near_misses,
    rank_vacancies,
    rank_vacancies_for,
    rank_workers,
    rank_workers_for,
    what_if,
)
from caunoi_engine.matching.pairs import score_column

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = 400
REPEATS = 5
EVENTS = 200


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


def percentiles(call: Callable[[int], object], numbers: Any) -> dict[str, float]:
    """Milliseconds of single calls."""
    taken = []
    for number in numbers:
        start = time.perf_counter()
        call(int(number))
        taken.append((time.perf_counter() - start) * 1e3)
    p50, p99 = np.percentile(taken, [50, 99])
    return {"p50_ms": round(float(p50), 4), "p99_ms": round(float(p99), 4)}


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
    chance = np.random.default_rng(1)
    workers = chance.integers(0, len(index.market.workers), SAMPLE)
    vacancies = chance.integers(0, len(index.market.vacancies), SAMPLE)
    report["one_worker_top_20"] = percentiles(
        lambda w: rank_vacancies_for(index, worker=w, k=20), workers
    )
    report["explain"] = percentiles(
        lambda i: explain(index, worker=int(workers[i]), vacancy=int(vacancies[i])), range(SAMPLE)
    )
    report["what_if"] = percentiles(lambda v: what_if(index, vacancy=v), vacancies)
    count_demands(index)
    report["what_if_of_all_vacancies"] = best_of(lambda: count_demands(index))
    report["one_vacancy_top_20"] = percentiles(
        lambda v: rank_workers_for(index, vacancy=v, k=20), vacancies
    )
    report["changes_needed"] = percentiles(
        lambda i: changes_needed(index, worker=int(workers[i]), vacancy=int(vacancies[i])),
        range(SAMPLE),
    )
    report["near_misses"] = percentiles(lambda w: near_misses(index, worker=w), workers)
    report["best_courses_for_gap"] = percentiles(
        lambda i: best_courses_for_gap(index, worker=int(workers[i]), vacancy=int(vacancies[i])),
        range(SAMPLE),
    )


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


def measure_changes(index: MarketIndex, report: dict[str, Any]) -> None:
    """Milliseconds a change to a plan takes, and how the plan compares with a new one after."""
    chance = np.random.default_rng(2)
    whole = Standing.of(index.market)
    # Some people and places come later; every hundredth vacancy has no position yet.
    standing = Standing(
        chance.random(len(whole.present)) < 0.98,
        np.where(chance.random(len(whole.positions)) < 0.99, whole.positions, 0),
        whole.seats.copy(),
    )
    plan = make_plan(index, standing=standing, target_gap=0.001)
    start = time.perf_counter()
    live = LivePlan(index, plan, standing=standing)
    report["live_plan_start_s"] = round(time.perf_counter() - start, 2)
    away, closed = np.flatnonzero(~standing.present), np.flatnonzero(standing.positions == 0)
    people = chance.permutation(away)[:EVENTS]
    standing.present[people] = True
    report["somebody_comes"] = percentiles(live.arrive, people)
    goes = chance.permutation(np.flatnonzero(standing.present))[:EVENTS]
    standing.present[goes] = False
    report["somebody_goes"] = percentiles(live.leave, goes)
    opens = chance.choice(closed, EVENTS)
    np.add.at(standing.positions, opens, 1)
    report["a_position_opens"] = percentiles(live.open_positions, opens)
    fills = chance.permutation(np.flatnonzero(standing.positions > 0))[:EVENTS]
    standing.positions[fills] -= 1
    report["a_position_closes"] = percentiles(live.close_positions, fills)
    seats = chance.integers(0, len(standing.seats), EVENTS)
    np.add.at(standing.seats, seats, 1)
    report["a_seat_opens"] = percentiles(live.open_seats, seats)
    fresh = make_plan(index, standing=standing, target_gap=0.001)
    report["after_these_changes"] = {
        "changes": 5 * EVENTS,
        "value": live.value,
        "value_of_a_new_plan": fresh.value,
        "percent_of_a_new_plan": round(100 * live.value / fresh.value, 4),
    }


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
        measure_changes(index, report)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    report["peak_memory_mb"] = round(peak / 1024)
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
