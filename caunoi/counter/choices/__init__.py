"""Lists of words of the counter, one module a kind."""

from caunoi.counter.choices.acts import COUNSELLING_KINDS, FOR_PEOPLE, ActKind, PolicyTopic
from caunoi.counter.choices.queue import (
    AppointmentState,
    Deed,
    DeskState,
    TicketChannel,
    TicketClass,
    TicketState,
)

__all__ = [
    "COUNSELLING_KINDS",
    "FOR_PEOPLE",
    "ActKind",
    "AppointmentState",
    "Deed",
    "DeskState",
    "PolicyTopic",
    "TicketChannel",
    "TicketClass",
    "TicketState",
]
