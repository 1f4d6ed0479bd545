"""How long a seat is held for somebody who has not done the papers yet."""

from datetime import date

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from caunoi.training.choices import IntakeState
from caunoi.training.models import Enrolment, Intake
from caunoi_rules.calendar import NoCalendar, add_working_days, provisional


def last_day_of_hold(on: date, *, starts_on: date) -> date:
    """The last day of a seat held from that day: so many working days, at most until the start.

    A wait of the school, no deadline of a law: it may reach into a year whose days off are only
    assumed, and where no calendar is entered the day of the start ends it.
    """
    try:
        last = add_working_days(on, settings.CAUNOI_SEAT_WORKING_DAYS, calendar=provisional())
    except NoCalendar:
        return starts_on
    return min(last, starts_on)


def is_official(day: date) -> bool:
    """Whether a notice of the State confirms the days off of that day's year."""
    return provisional().is_confirmed(day)


def classes_with_lapsed_seats(*, on: date) -> QuerySet[Intake]:
    """Classes that still take people, where somebody waits for a seat whose time has run out."""
    of_class = Enrolment.objects.filter(intake=OuterRef("pk"))
    return Intake.objects.filter(
        Exists(of_class.lapsed(on)),
        Exists(of_class.waiting()),
        state=IntakeState.OPEN,
        starts_on__gte=on,
    ).order_by("id")
