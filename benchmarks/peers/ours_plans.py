"""This engine's plans, each from nothing to its target gap: direct and three-sided."""

import time
from dataclasses import replace
from functools import partial

from benchmarks.peers.case import TABLES, Case, made_market
from benchmarks.peers.measuring import Row, Taken, plan_row, stopwatch
from caunoi_engine.matching import Courses, MarketIndex, build_index, local_shards, make_plan
from caunoi_engine.matching.options import BRIEF, WHOLE

TARGETS = {"direct": (1e-2, 1e-3, 1e-4), "three-sided": (1e-2, 5e-3, 2.5e-3, 1e-3, 5e-4, 2e-4)}
LARGE_WORKERS = 100_000
TARGETS_OF_LARGE = {"direct": (1e-4,), "three-sided": (5e-3, 2.5e-3)}
ROUNDS, SECONDS = 60, 60.0


def _plan(index: MarketIndex, kind: str, target: float) -> Row:
    with stopwatch() as taken:
        plan = make_plan(index, target_gap=target, rounds=ROUNDS, seconds=SECONDS,
                         clock=time.perf_counter)  # fmt: skip
    # The plan tells how long it listed; the CPU seconds are those of the whole.
    listing = Taken(wall=plan.seconds["options"])
    planning = Taken(taken.wall - listing.wall, taken.cpu)
    return plan_row(f"Cầu Nối, to {100 * target:g}%", kind, plan.value, plan.upper_bound,
                    listing=listing, planning=planning, target_percent=100 * target,
                    unfinished=plan.gap > target, placed=plan.placed, options=plan.options,
                    rounds=plan.rounds)  # fmt: skip


def first_call() -> None:
    """Compiles what there is to compile, or loads it if that has been done."""
    index = build_index(made_market("small", 1))
    for listed in (WHOLE, BRIEF):
        # No gap is small enough: so every stage is gone through.
        make_plan(index, target_gap=-1, rounds=1, shards=partial(local_shards, listed=listed))


def run(case: Case) -> list[Row]:
    first_call()
    # The tables are for the others: the memory told is to be the match's own.
    for table in TABLES:
        getattr(case, table).clear()
    market = made_market(case.size, case.seed)
    rows: list[Row] = []
    large = len(market.workers) > LARGE_WORKERS
    for kind, targets in (TARGETS_OF_LARGE if large else TARGETS).items():
        direct = replace(market, courses=Courses.none()) if kind == "direct" else market
        index = build_index(direct)
        rows += [_plan(index, kind, target) for target in targets]
    return rows
