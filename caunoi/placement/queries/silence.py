"""Which firms have not answered the people who applied (danh sách gọi)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.conf import settings
from django.db.models import Count, Min, QuerySet
from django.utils import timezone

from caunoi.placement.models import Application
from caunoi.placement.queries.working_days import NoCalendar, is_official, working_day_after
from caunoi.vacancies.models import Vacancy

LOOK_BACK: Final = 60  # days; no few working days take longer, whatever the holidays


def silent_since(*, on: date, days: int) -> datetime:
    """Applications sent before this moment have waited that many whole working days.

    The day of sending does not count. Where the days off of a year are not known, only what is
    certain counts: after `LOOK_BACK` days the wait is over, whatever the holidays.
    """
    for back in range(1, LOOK_BACK):
        day = on - timedelta(days=back)
        last = _last_day_to_answer(day, days)
        if last is not None and last < on:
            return _midnight(day + timedelta(days=1))
    return _midnight(on - timedelta(days=LOOK_BACK - 1))


def calendar_doubt(*, on: date) -> str:
    """What the call list has to say about its days; "" where the calendar is official."""
    if is_official(on):
        return ""
    try:
        working_day_after(on - timedelta(days=1), 1)
    except NoCalendar as missing:
        return f"{missing} Đến lúc đó, danh sách chỉ có hồ sơ đã chờ quá {LOOK_BACK} ngày."
    return (
        f"Ngày chờ đếm theo lịch nghỉ dự tính: chưa có lịch nghỉ chính thức năm {on.year}. "
        "Gọi hỏi bình thường."
    )


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


def _last_day_to_answer(sent: date, days: int) -> date | None:
    """The last of so many working days; None where the calendar does not reach."""
    try:
        return working_day_after(sent, days)
    except NoCalendar:
        return None


def _midnight(day: date) -> datetime:
    """The moment a civil day begins here."""
    return timezone.make_aware(datetime.combine(day, time.min))
