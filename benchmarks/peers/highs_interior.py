"""HiGHS, interior point without crossover: the three-sided linear programme."""

from benchmarks.peers.case import Case
from benchmarks.peers.highs_simplex import solve
from benchmarks.peers.measuring import Row


def run(case: Case) -> list[Row]:
    return solve(case, "ipm", "HiGHS, interior point, no crossover (LP)")
