"""Verbs of the match: make a plan and keep it, give it up, open records of people."""

from caunoi.placement.actions.calculate import Calculation, calculate
from caunoi.placement.actions.cluster import shared_out
from caunoi.placement.actions.following import follow_changes
from caunoi.placement.actions.reading import (
    read_candidates,
    read_counselling,
    read_ordered_people,
    read_placed_people,
    read_unplaced_people,
)
from caunoi.placement.actions.runs import (
    CannotMatch,
    compute_announced_run,
    compute_run,
    fail_run,
    match_registers,
    refuse_an_empty_market,
    start_run,
)

__all__ = [
    "Calculation",
    "CannotMatch",
    "calculate",
    "compute_announced_run",
    "compute_run",
    "fail_run",
    "follow_changes",
    "match_registers",
    "read_candidates",
    "read_counselling",
    "read_ordered_people",
    "read_placed_people",
    "read_unplaced_people",
    "refuse_an_empty_market",
    "shared_out",
    "start_run",
]
