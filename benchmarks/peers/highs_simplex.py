"""HiGHS, dual simplex: the three-sided linear programme, exactly."""

import highspy
import numpy as np

from benchmarks.peers.case import Case
from benchmarks.peers.linear_programme import Programme, programme
from benchmarks.peers.measuring import Row, plan_row, stopwatch
from benchmarks.peers.options import small_case

SECONDS = 90.0
WHOLE = 1e-6


def solver(p: Programme, method: str) -> highspy.Highs:
    """HiGHS with the programme in it, silent, on two threads."""
    h = highspy.Highs()
    for name, value in (("output_flag", False), ("solver", method), ("threads", 2),
                        ("time_limit", SECONDS), ("run_crossover", "off")):  # fmt: skip
        h.setOptionValue(name, value)
    lp = highspy.HighsLp()
    lp.num_row_, lp.num_col_ = p.matrix.shape
    lp.col_cost_ = -p.worth
    lp.col_lower_, lp.col_upper_ = np.zeros(len(p.worth)), np.ones(len(p.worth))
    lp.row_lower_, lp.row_upper_ = p.low, p.high
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_, lp.a_matrix_.index_ = p.matrix.indptr, p.matrix.indices
    lp.a_matrix_.value_ = p.matrix.data
    h.passModel(lp)
    return h


def solve(case: Case, method: str, title: str) -> list[Row]:
    """Solves the programme of the case; an optimum is a bound, and a plan only if it is whole."""
    programme(small_case())
    with stopwatch() as listing:
        p = programme(case)
    with stopwatch() as building:
        h = solver(p, method)
    with stopwatch() as solving:
        h.run()
    status = h.modelStatusToString(h.getModelStatus())
    value, more = 0.0, {"options": p.options, "note": status, "unfinished": True}
    if h.getModelStatus() == highspy.HighsModelStatus.kOptimal:
        value = -h.getInfo().objective_function_value
        flow = np.array(h.getSolution().col_value)
        broken = int((np.abs(flow - np.rint(flow)) > WHOLE).sum())
        more.update(unfinished=False, note=f"{broken:,} columns not whole")
    return [
        plan_row(title, "three-sided", value, value, listing=listing, planning=building + solving,
                 **more)
    ]  # fmt: skip


def run(case: Case) -> list[Row]:
    return solve(case, "simplex", "HiGHS, dual simplex (LP)")
