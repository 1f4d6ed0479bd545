"""Questions of the counter, one module a kind."""

from caunoi.counter.queries.counselling import (
    PlanPage,
    SessionPage,
    find_person,
    find_plan,
    find_session,
    plan_page,
    session_page,
    sessions,
    whole_session,
)

__all__ = [
    "PlanPage",
    "SessionPage",
    "find_person",
    "find_plan",
    "find_session",
    "plan_page",
    "session_page",
    "sessions",
    "whole_session",
]
