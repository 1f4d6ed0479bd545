"""OR-tools' PDLP, a first-order method: the three-sided linear programme to a relative 0.0001.

Its answer keeps to the rules only to that tolerance, so its value may lie above the optimum, and
the gap it leaves has no sign.
"""

import numpy as np
from ortools.pdlp import solve_log_pb2, solvers_pb2
from ortools.pdlp.python import pdlp

from benchmarks.peers.case import Case
from benchmarks.peers.linear_programme import programme
from benchmarks.peers.measuring import Row, plan_row, stopwatch
from benchmarks.peers.options import small_case

TOLERANCE, SECONDS = 1e-4, 90.0


def run(case: Case) -> list[Row]:
    programme(small_case())
    with stopwatch() as listing:
        p = programme(case)
    with stopwatch() as building:
        quadratic = pdlp.QuadraticProgram()
        quadratic.objective_vector = -p.worth
        quadratic.constraint_matrix = p.matrix
        quadratic.constraint_lower_bounds, quadratic.constraint_upper_bounds = p.low, p.high
        quadratic.variable_lower_bounds = np.zeros(len(p.worth))
        quadratic.variable_upper_bounds = np.ones(len(p.worth))
        settings = solvers_pb2.PrimalDualHybridGradientParams()
        settings.num_threads = 2
        ends = settings.termination_criteria
        ends.simple_optimality_criteria.eps_optimal_relative = TOLERANCE
        ends.simple_optimality_criteria.eps_optimal_absolute = TOLERANCE
        ends.time_sec_limit = SECONDS
    with stopwatch() as solving:
        solved = pdlp.primal_dual_hybrid_gradient(quadratic, settings)
    reason = solved.solve_log.termination_reason
    figures = solved.solve_log.solution_stats.convergence_information[0]
    finished = reason == solve_log_pb2.TERMINATION_REASON_OPTIMAL
    row = plan_row(
        "OR-tools PDLP (LP)", "three-sided", -figures.primal_objective, -figures.dual_objective,
        listing=listing, planning=building + solving, options=p.options, unfinished=not finished,
        note=f"{solved.solve_log.iteration_count:,} iterations",
    )  # fmt: skip
    row["gap_percent"] = abs(row["gap_percent"])
    return [row]
