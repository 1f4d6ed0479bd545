"""Which firms have not answered the people who applied (danh sách gọi)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.conf import settings
from django.db.models import Count, Min, QuerySet
from django.utils import timezone

from caunoi.placement.models import Application
from caunoi.vacancies.models import Vacancy
from caunoi_rules.calendar import Calendar, NoCalendar, add_working_days

LOOK_BACK: Final = 60  # days; no few working days take longer, whatever the holidays


def silent_since(*, on: date, days: int) -> datetime:
    """Applications sent before this moment have waited that many whole working days.

    The day of sending does not count.
    """
    for back in range(1, LOOK_BACK):
        day = on - timedelta(days=back)
        if _last_day_to_answer(day, days) < on:
            return _midnight(day + timedelta(days=1))
    raise ValueError(f"no {days} working days in {LOOK_BACK} days before {on}")


def silent_applications(*, on: date) -> QuerySet[Application]:
    """Applications the firm has not answered for the set number of working days, oldest first."""
    before = silent_since(on=on, days=settings.CAUNOI_SILENCE_WORKING_DAYS)
    return (
        Application.objects.unanswered()
        .filter(made_at__lt=before)
        .select_related("person", "vacancy__employer")
        .order_by("made_at", "id")
    )


@dataclass(frozen=True)
class SilentVacancy:
    """A vacancy whose firm the centre should call, and for how many people."""

    vacancy: Vacancy
    waiting: int
    since: datetime


def silent_vacancies(*, on: date) -> list[SilentVacancy]:
    """The call list (danh sách gọi): vacancies with unanswered applications. Two queries."""
    rows = (
        silent_applications(on=on)
        .order_by()
        .values("vacancy")
        .annotate(waiting=Count("id"), since=Min("made_at"))
        .order_by("since", "vacancy")
    )
    found = list(rows)
    vacancies = Vacancy.objects.select_related("employer").in_bulk(
        [row["vacancy"] for row in found]
    )
    return [SilentVacancy(vacancies[row["vacancy"]], row["waiting"], row["since"]) for row in found]


def _last_day_to_answer(sent: date, days: int) -> date:
    """The last of so many working days. No law sets this wait: where the days off of a year are
    not entered yet, every weekday counts, and at worst the centre calls a little early.
    """
    try:
        return add_working_days(sent, days)
    except NoCalendar:
        years = frozenset(range(sent.year, sent.year + 2))
        return add_working_days(sent, days, calendar=Calendar(years, frozenset(), frozenset()))


def _midnight(day: date) -> datetime:
    """The moment a civil day begins here."""
    return timezone.make_aware(datetime.combine(day, time.min))
