"""The slip that says when to come for the answer (N374 Mẫu 04)."""

from datetime import date

from caunoi.accounts.models import User
from caunoi.unemployment.actions.numbers import next_number
from caunoi.unemployment.choices import Series
from caunoi.unemployment.models import AppointmentSlip, Claim
from caunoi.unemployment.queries.clock import answer_window


def give_slip(claim: Claim, *, by: User, on: date) -> AppointmentSlip:
    """The slip of a complete claim; another day of completeness moves the days, not the number."""
    window = answer_window(claim)
    slip = AppointmentSlip.objects.filter(claim=claim).first()
    if slip is None:
        slip = AppointmentSlip(claim=claim, year=on.year, number=next_number(Series.SLIP, on.year))
    slip.issued_on, slip.issued_by = on, by
    slip.first_day, slip.last_day = window.first, window.last
    slip.save()
    return slip
