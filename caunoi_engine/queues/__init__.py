"""Waiting lines: who is called next, and when one's turn will come. Plain data in and out."""

from caunoi_engine.queues.choosing import AHEAD_IN_A_ROW, Rank, Waiting, choose
from caunoi_engine.queues.expecting import Desk, Expectation, expect
from caunoi_engine.queues.serving import service_minutes

__all__ = [
    "AHEAD_IN_A_ROW",
    "Desk",
    "Expectation",
    "Rank",
    "Waiting",
    "choose",
    "expect",
    "service_minutes",
]
