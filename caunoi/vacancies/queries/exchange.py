"""References of adverts as exchanges like EURES ask for them: all, and what has changed."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Literal
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.timezone import make_aware

from caunoi.vacancies.choices import PUBLIC_STATES, VacancyState
from caunoi.vacancies.models import Vacancy

_COLUMNS: Final = (
    "public_id",
    "posted_on",
    "closes_on",
    "closed_on",
    "updated_at",
    "state",
    "positions",
    "filled",
)


@dataclass(frozen=True, kw_only=True)
class Reference:
    """An advert by its number, with when it was made, changed, and closed if it is."""

    number: UUID
    is_open: bool
    created: datetime
    modified: datetime
    closed: datetime | None


Kind = Literal["created", "modified", "closed"]


def open_references(*, on: date) -> list[Reference]:
    """Every open advert. One query."""
    rows = Vacancy.objects.open_on(on).order_by("pk")
    return [reference_of(row, on=on) for row in rows.only(*_COLUMNS)]


def changed_references(since: datetime, *, on: date) -> dict[Kind, list[Reference]]:
    """Adverts made, changed or closed since a moment; a deadline that passed closes. One query."""
    sorted_out: dict[Kind, list[Reference]] = {"created": [], "modified": [], "closed": []}
    for row in _changed(since, on).only(*_COLUMNS):
        found = reference_of(row, on=on)
        if not found.is_open:
            sorted_out["closed"].append(found)
        elif found.created >= since:
            sorted_out["created"].append(found)
        else:
            sorted_out["modified"].append(found)
    return sorted_out


def reference_of(vacancy: Vacancy, *, on: date) -> Reference:
    """The reference of an advert. No query."""
    is_open = vacancy.state == VacancyState.OPEN and vacancy.closes_on >= on and vacancy.free > 0
    return Reference(
        number=vacancy.public_id,
        is_open=is_open,
        created=_midnight(vacancy.posted_on),
        modified=vacancy.updated_at,
        closed=None if is_open else _closed(vacancy, on),
    )


def _closed(vacancy: Vacancy, on: date) -> datetime:
    if vacancy.state == VacancyState.OPEN and vacancy.closes_on < on:
        return _midnight(vacancy.closes_on + timedelta(days=1))
    return vacancy.updated_at


def _changed(since: datetime, on: date) -> QuerySet[Vacancy]:
    ran_out = Q(closes_on__gte=since.date() - timedelta(days=2), closes_on__lt=on)
    once_public = Q(state__in=PUBLIC_STATES) | Q(sent_at__isnull=False)
    return Vacancy.objects.filter(once_public, Q(updated_at__gt=since) | ran_out).order_by("pk")


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))
