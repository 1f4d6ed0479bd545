"""Questions about the match: the market of the day, lists of one person, and plans."""

from caunoi.placement.queries.candidates import (
    Candidate,
    CandidatePage,
    ranked_candidates,
)
from caunoi.placement.queries.left_out import LeftOut, LeftOutLine
from caunoi.placement.queries.lists import explain_for, three_lists
from caunoi.placement.queries.offers import (
    CourseOffer,
    JobOffer,
    OtherWay,
    StudyOffer,
    ThreeLists,
    VacancyFit,
)
from caunoi.placement.queries.orders import (
    OrderPeoplePage,
    OrderSummary,
    OrderVacanciesPage,
    class_size_words,
    find_order,
    order_people,
    order_vacancies,
)
from caunoi.placement.queries.plan import (
    IntakePage,
    LeftOutPage,
    PeoplePage,
    PlanPage,
    UnfilledLine,
    VacancyPage,
    left_out_page,
    placed_people,
    plan_intakes,
    plan_page,
    plan_vacancies,
    runs,
    unplaced_people,
)
from caunoi.placement.queries.reference import unit_codes
from caunoi.placement.queries.registers import Registers, read_registers
from caunoi.placement.queries.schools import intakes_of_schools
from caunoi.placement.queries.snapshot import NoMarket, current_market, forget_market, latest_run
from caunoi.placement.queries.words import Fit, Point, slug_of

__all__ = [
    "Candidate",
    "CandidatePage",
    "CourseOffer",
    "Fit",
    "IntakePage",
    "JobOffer",
    "LeftOut",
    "LeftOutLine",
    "LeftOutPage",
    "NoMarket",
    "OrderPeoplePage",
    "OrderSummary",
    "OrderVacanciesPage",
    "OtherWay",
    "PeoplePage",
    "PlanPage",
    "Point",
    "Registers",
    "StudyOffer",
    "ThreeLists",
    "UnfilledLine",
    "VacancyFit",
    "VacancyPage",
    "class_size_words",
    "current_market",
    "explain_for",
    "find_order",
    "forget_market",
    "intakes_of_schools",
    "latest_run",
    "left_out_page",
    "order_people",
    "order_vacancies",
    "placed_people",
    "plan_intakes",
    "plan_page",
    "plan_vacancies",
    "ranked_candidates",
    "read_registers",
    "runs",
    "slug_of",
    "three_lists",
    "unit_codes",
    "unplaced_people",
]
