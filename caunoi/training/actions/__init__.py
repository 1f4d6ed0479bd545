"""Verbs of training: open classes, take people in, teach them, hand out certificates, orders."""

from caunoi.training.actions.attendance import (
    CODE_MINUTES,
    CannotAttend,
    add_lesson,
    attend_by_code,
    lesson_code,
    mark_attendance,
    read_lesson,
)
from caunoi.training.actions.cards import CardLine, CardsReceipt, enrol_from_cards
from caunoi.training.actions.certificates import CannotGrant, grant_certificates
from caunoi.training.actions.enrolments import (
    CannotEnrol,
    CannotLeave,
    confirm,
    enrol,
    leave,
    release,
)
from caunoi.training.actions.intakes import (
    CannotOpenIntake,
    CannotStartClass,
    add_programme,
    cancel_class,
    change_seats,
    open_intake,
    start_class,
)
from caunoi.training.actions.invitations import invite_people
from caunoi.training.actions.orders import (
    MOST_PEOPLE,
    CannotOrder,
    order_training,
    withdraw_order,
)
from caunoi.training.actions.plans import CannotPlan, keep_plan, set_up_job_training
from caunoi.training.actions.reading import read_class
from caunoi.training.actions.upkeep import lapse_seats

__all__ = [
    "CODE_MINUTES",
    "MOST_PEOPLE",
    "CannotAttend",
    "CannotEnrol",
    "CannotGrant",
    "CannotLeave",
    "CannotOpenIntake",
    "CannotOrder",
    "CannotPlan",
    "CannotStartClass",
    "CardLine",
    "CardsReceipt",
    "add_lesson",
    "add_programme",
    "attend_by_code",
    "cancel_class",
    "change_seats",
    "confirm",
    "enrol",
    "enrol_from_cards",
    "grant_certificates",
    "invite_people",
    "keep_plan",
    "lapse_seats",
    "leave",
    "lesson_code",
    "mark_attendance",
    "open_intake",
    "order_training",
    "read_class",
    "read_lesson",
    "release",
    "set_up_job_training",
    "start_class",
    "withdraw_order",
]
