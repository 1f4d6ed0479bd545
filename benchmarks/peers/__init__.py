"""What the match is measured against: one short file a peer, each run in a process of its own.

A peer is a module with `run(case) -> list of rows`. Everybody gets the same market as plain columns
of whole numbers (`case.py`) and answers the same question; `measuring.py` times it and holds
the answer against the right one. `python -m benchmarks.bench_match` runs them all.
"""

from dataclasses import dataclass
from typing import Final

LISTS, PLANS, POLICIES, CHANGES = "lists", "plans", "policies", "changes"


@dataclass(frozen=True)
class Peer:
    """Where a peer lives, what it answers, and how long it may take at most."""

    module: str
    question: str  # LISTS, PLANS, POLICIES, CHANGES
    seconds: int = 300
    sizes: tuple[str, ...] = ()  # measured at these only; empty = at all
    reason: str = ""  # why not at others
    exact: bool = False  # its lists must be the right ones, or somebody is wrong


MEMORY = "not run: memory"
PROVINCE = "not run: for a province only, which has people enough who come and go"
SOLVERS = "not run: at 10,000 workers only, the programme is hundreds of times larger here"

PEERS: Final = {
    "ours-lists": Peer("ours_lists", LISTS, exact=True),
    "numpy": Peer("numpy_brute", LISTS, exact=True),
    "polars": Peer("polars_frames", LISTS, exact=True),
    "duckdb": Peer("duckdb_sql", LISTS, exact=True),
    "postgresql": Peer("postgresql_sql", LISTS, exact=True),
    "postgresql-text": Peer("postgresql_text", LISTS),
    "tantivy": Peer("tantivy_text", LISTS),
    "vectors": Peer("vector_index", LISTS),
    "ours-plans": Peer("ours_plans", PLANS, 900),
    "min-cost-flow": Peer("min_cost_flow", PLANS, 300, ("10k", "province"), MEMORY),
    "highs-simplex": Peer("highs_simplex", PLANS, 120, ("10k",), SOLVERS),
    "highs-interior": Peer("highs_interior", PLANS, 120, ("10k",), SOLVERS),
    "pdlp": Peer("pdlp", PLANS, 120, ("10k",), SOLVERS),
    "policies": Peer("policies", POLICIES, 600, ("10k", "province"), MEMORY),
    "ours-live": Peer(
        "ours_live", CHANGES, 600, ("10k", "province"), "not run: a province at most"
    ),
}
"""All peers in the order in which they run. Ours come first: the others are shown beside them."""
