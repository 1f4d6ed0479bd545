"""Pages of the match: lists of one person, candidates of a vacancy, plans."""

from caunoi.placement.views.candidates import candidates, my_vacancies
from caunoi.placement.views.lists import my_lists, person_lists
from caunoi.placement.views.plan import (
    plan,
    plan_intakes,
    plan_left_out,
    plan_order_people,
    plan_order_vacancies,
    plan_people,
    plan_unplaced,
    plan_vacancies,
    run,
)
from caunoi.placement.views.runs import make_plan, runs
from caunoi.placement.views.schools import my_intakes

__all__ = [
    "candidates",
    "make_plan",
    "my_intakes",
    "my_lists",
    "my_vacancies",
    "person_lists",
    "plan",
    "plan_intakes",
    "plan_left_out",
    "plan_order_people",
    "plan_order_vacancies",
    "plan_people",
    "plan_unplaced",
    "plan_vacancies",
    "run",
    "runs",
]
