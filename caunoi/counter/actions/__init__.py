"""Verbs of counselling at the desk: group sessions, plans of action, and opening both."""

from caunoi.counter.actions.plans import (
    CannotPlan,
    add_step,
    agree_plan,
    end_plan,
    note_step,
)
from caunoi.counter.actions.reading import read_everybody, read_plan, read_session
from caunoi.counter.actions.sessions import (
    MOST_PEOPLE,
    CannotAdd,
    Line,
    Receipt,
    add_people,
    open_session,
)

__all__ = [
    "MOST_PEOPLE",
    "CannotAdd",
    "CannotPlan",
    "Line",
    "Receipt",
    "add_people",
    "add_step",
    "agree_plan",
    "end_plan",
    "note_step",
    "open_session",
    "read_everybody",
    "read_plan",
    "read_session",
]
