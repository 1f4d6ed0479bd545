"""Tables of the counter."""

from caunoi.counter.models.acts import LONGEST_ACT_NOTE, LONGEST_ANSWER, Act, PolicyAdvice
from caunoi.counter.models.appointments import Appointment, Closing, Slot, SlotPlan
from caunoi.counter.models.desks import Desk, Office, Service
from caunoi.counter.models.plans import LONGEST_STEP, ActionPlan, Step
from caunoi.counter.models.sessions import Attendee, Session
from caunoi.counter.models.tickets import Line, Ticket, TicketStep, Visit

__all__ = [
    "LONGEST_ACT_NOTE",
    "LONGEST_ANSWER",
    "LONGEST_STEP",
    "Act",
    "ActionPlan",
    "Appointment",
    "Attendee",
    "Closing",
    "Desk",
    "Line",
    "Office",
    "PolicyAdvice",
    "Service",
    "Session",
    "Slot",
    "SlotPlan",
    "Step",
    "Ticket",
    "TicketStep",
    "Visit",
]
