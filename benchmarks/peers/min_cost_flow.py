"""OR-tools' SimpleMinCostFlow: the best direct plan, exactly, with every feasible pair an arc."""

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from benchmarks.peers.case import Case
from benchmarks.peers.measuring import Row, plan_row, stopwatch
from benchmarks.peers.options import list_options, small_case


def run(case: Case) -> list[Row]:
    list_options(small_case(), courses=False)
    with stopwatch() as listing:
        options = list_options(case, courses=False)
    workers, positions = len(case.workers["x"]), case.vacancies["positions"]
    vacancies, pairs = len(positions), len(options.vacancy)
    owner = np.repeat(np.arange(workers, dtype=np.int32), np.diff(options.start))
    sink = workers + vacancies
    people, places = np.arange(workers), workers + np.arange(vacancies)
    flow = SimpleMinCostFlow()
    with stopwatch() as building:
        flow.add_arcs_with_capacity_and_unit_cost(
            np.concatenate([owner, people, places]).astype(np.int32),
            np.concatenate([workers + options.vacancy, np.full(workers + vacancies, sink)]).astype(
                np.int32
            ),
            np.concatenate([np.ones(pairs + workers), positions]).astype(np.int64),
            np.concatenate(
                [-options.score.astype(np.int64), np.zeros(workers + vacancies, np.int64)]
            ),
        )
        supply = np.zeros(sink + 1, np.int64)
        supply[:workers], supply[sink] = 1, -workers
        flow.set_nodes_supplies(np.arange(sink + 1, dtype=np.int32), supply)
    with stopwatch() as solving:
        status = flow.solve()
    assert status == flow.OPTIMAL, f"status {status}"
    value = -flow.optimal_cost()
    placed = int((flow.flows(np.arange(pairs)) > 0).sum())
    return [
        plan_row("OR-tools SimpleMinCostFlow", "direct", value, value, listing=listing,
                 planning=building + solving, options=pairs, placed=placed)
    ]  # fmt: skip
