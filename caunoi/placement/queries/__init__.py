"""Questions about the match: the market of the day, lists of one person, and plans."""

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
from caunoi.placement.queries.registers import Registers, read_registers
from caunoi.placement.queries.snapshot import NoMarket, current_market, forget_market, latest_run
from caunoi.placement.queries.words import Fit, Point

__all__ = [
    "CourseOffer",
    "Fit",
    "JobOffer",
    "LeftOut",
    "LeftOutLine",
    "NoMarket",
    "OtherWay",
    "Point",
    "Registers",
    "StudyOffer",
    "ThreeLists",
    "VacancyFit",
    "current_market",
    "explain_for",
    "forget_market",
    "latest_run",
    "read_registers",
    "three_lists",
]
