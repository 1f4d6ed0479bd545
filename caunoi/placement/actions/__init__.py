"""Verbs of the match: make a plan and keep it, or give it up."""

from caunoi.placement.actions.calculate import Calculation, calculate
from caunoi.placement.actions.runs import (
    CannotMatch,
    compute_run,
    fail_run,
    match_registers,
    start_run,
)

__all__ = [
    "Calculation",
    "CannotMatch",
    "calculate",
    "compute_run",
    "fail_run",
    "match_registers",
    "start_run",
]
