"""Forms of the counter, one module a kind."""

from caunoi.counter.forms.counselling import LONGEST_LINES, PeopleForm, SessionForm, StepForm

__all__ = ["LONGEST_LINES", "PeopleForm", "SessionForm", "StepForm"]
