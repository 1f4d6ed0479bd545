"""What is kept for a time only and no domain below forgets by itself."""

from datetime import datetime, timedelta
from typing import Final

from django.contrib.sessions.models import Session
from django.db import transaction

from caunoi.accounts.models import Invitation
from caunoi.counter.choices import AppointmentState
from caunoi.counter.models import Appointment
from caunoi.vacancies.models import ScamReport
from caunoi_kit.journal.actions import record

APPOINTMENT_DAYS: Final = 30
"""Days after an appointment that the name and number given for it stay."""
SCAM_DAYS: Final = 90
"""Days after a report of fraud is settled that the number of whoever reported stays."""
INVITATION_DAYS: Final = 30
"""Days after an invitation nobody took up has run out that its number stays."""


@transaction.atomic
def expire(*, at: datetime) -> int:
    """Delete or empty what is past its day; returns how many rows. Again, it changes nothing."""
    sessions, _ = Session.objects.filter(expire_date__lt=at).delete()
    over = Appointment.objects.filter(slot__ends_at__lt=at - timedelta(days=APPOINTMENT_DAYS))
    over = over.exclude(state=AppointmentState.BOOKED).exclude(name="", phone="")
    told = ScamReport.objects.filter(settled_at__lt=at - timedelta(days=SCAM_DAYS))
    unused = Invitation.objects.filter(
        accepted_at=None, expires_at__lt=at - timedelta(days=INVITATION_DAYS)
    )
    done = {
        "sessions": sessions,
        "appointments": over.update(name="", phone=""),
        "reports": told.exclude(phone="").update(phone=""),
        "invitations": unused.exclude(phone="").update(phone=""),
    }
    if any(count for name, count in done.items() if name != "sessions"):
        record("home.data.expired", by=None, detail=done)
    return sum(done.values())
