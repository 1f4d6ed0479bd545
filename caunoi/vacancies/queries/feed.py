"""Adverts for other programs: one, all that are open, and what has changed since a moment.

Every answer is of fixed cost: one query for the adverts, at most four for their skills and papers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from heapq import merge
from itertools import islice
from typing import Final, Literal
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.text import slugify
from django.utils.timezone import get_current_timezone, make_aware

from caunoi.vacancies.choices import PUBLIC_STATES, PayPeriod, VacancyState
from caunoi.vacancies.models import Vacancy
from caunoi.vacancies.queries.registers import open_vacancies
from caunoi_engine.text.folding import fold

# A change is told once it is this old: what was written at the same time has been committed then.
SETTLE: Final = timedelta(seconds=30)
_LONGEST_SLUG: Final = 60


@dataclass(frozen=True, kw_only=True)
class OccupationRecord:
    """A code of ISCO-08 with its Vietnamese name."""

    code: str
    name: str


@dataclass(frozen=True, kw_only=True)
class EmployerRecord:
    """Who hires; `verified`: the centre has checked that it exists."""

    name: str
    tax_code: str | None
    verified: bool


@dataclass(frozen=True, kw_only=True)
class WorkplaceRecord:
    """Where the work is. `code` is the official code of the commune or province."""

    code: str | None
    name: str | None
    address: str
    industrial_zone: str
    lat: float | None
    lon: float | None


@dataclass(frozen=True, kw_only=True)
class PayRecord:
    """Đồng for one `period`; both bounds null: the advert does not say."""

    low: int | None
    high: int | None
    period: PayPeriod


@dataclass(frozen=True, kw_only=True)
class ContactRecord:
    """Whom the advert itself names."""

    name: str
    phone: str


@dataclass(frozen=True, kw_only=True)
class VacancyRecord:
    """An advert as the public page shows it, without the person to call."""

    id: UUID
    url: str
    title: str
    open: bool
    occupation: OccupationRecord | None
    employer: EmployerRecord
    workplace: WorkplaceRecord
    positions: int
    free: int
    pay: PayRecord
    shifts: list[str]
    hours: str
    contract: str
    housing: bool
    qualification: str
    experience_months: int
    skills_required: list[str]
    skills_preferred: list[str]
    certificates: list[str]
    description: str
    requirements: str
    benefits: str
    posted_on: date
    closes_on: date
    changed_at: datetime


@dataclass(frozen=True, kw_only=True)
class VacancyDetails:
    """One advert, with the contact its public page shows while it is open."""

    vacancy: VacancyRecord
    contact: ContactRecord | None


Why = Literal["OPEN", "FILLED", "EXPIRED", "CLOSED", "WITHDRAWN"]


@dataclass(frozen=True, kw_only=True)
class Change:
    """What became of an advert: still (or newly) open with its content, or gone and why."""

    id: UUID
    state: Why
    changed_at: datetime
    vacancy: VacancyRecord | None


@dataclass(frozen=True, order=True)
class Cursor:
    """A point of the stream: a moment, and the advert among those of that moment."""

    at: datetime
    pk: int


@dataclass(frozen=True, kw_only=True)
class Changes:
    """A page of the stream and where the next begins."""

    changes: list[Change]
    cursor: Cursor
    is_all: bool  # nothing later is known yet


def find_published(public_id: UUID, *, on: date) -> VacancyDetails | None:
    """One advert that anybody may read. At most five queries."""
    found = _whole(Vacancy.objects.filter(public_id=public_id, state__in=PUBLIC_STATES)).first()
    if found is None:
        return None
    record = as_record(found, on=on)
    contact = ContactRecord(name=found.contact_name, phone=found.contact_phone)
    shown = record.open and (contact.name or contact.phone)
    return VacancyDetails(vacancy=record, contact=contact if shown else None)


def snapshot(*, after: int, limit: int, on: date) -> tuple[list[Vacancy], bool]:
    """Open adverts in the order of their making, and whether these are the last. At most
    five queries."""
    some = open_vacancies(on=on).filter(pk__gt=after).order_by("pk")
    found = list(_whole(some)[: limit + 1])
    return found[:limit], len(found) <= limit


def records_of(pks: Sequence[int], *, on: date) -> list[VacancyRecord]:
    """The open ones of these adverts, in the order given. At most five queries."""
    found = {one.pk: one for one in _whole(open_vacancies(on=on).filter(pk__in=pks))}
    return [as_record(found[pk], on=on) for pk in pks if pk in found]


def published_of(ids: Iterable[UUID]) -> list[Vacancy]:
    """Those of these adverts that anybody may read, oldest first. At most five queries."""
    some = Vacancy.objects.filter(public_id__in=list(ids), state__in=PUBLIC_STATES)
    return list(_whole(some).select_related("employer__industry").order_by("pk"))


def settled(at: datetime) -> datetime:
    """Up to which moment changes may be told at a moment."""
    return at - SETTLE


def changes_after(cursor: Cursor, *, limit: int, at: datetime, on: date) -> Changes:
    """What was written or ran out after a point of the stream. At most seven queries.

    A deadline that passes changes no row; it counts as a change of the midnight after it.
    """
    written = _written(cursor, settled(at), limit)
    ran_out = _ran_out(cursor, settled(at), limit)
    events = list(islice(merge(written, ran_out), limit + 1))
    some, is_all = events[:limit], len(events) <= limit
    rows = {one.pk: one for one in _whole(Vacancy.objects.filter(pk__in={e.pk for e in some}))}
    # An advert that was written and then ran out in this page is told once, as it is now.
    latest = {event.pk: event for event in some if event.pk in rows}
    told = [
        _change(rows[event.pk], event.at, on) for event in some if latest.get(event.pk) == event
    ]
    return Changes(changes=told, cursor=some[-1] if some else cursor, is_all=is_all)


def as_record(vacancy: Vacancy, *, on: date) -> VacancyRecord:
    """An advert read with `_whole` as other programs get it. No query."""
    employer, place, trade = vacancy.employer, vacancy.place, vacancy.occupation
    skills = list(vacancy.skills.all())
    rough = vacancy.roughly_placed
    return VacancyRecord(
        id=vacancy.public_id,
        url=address_of(vacancy),
        title=vacancy.title,
        open=_why(vacancy, on) == "OPEN",
        occupation=OccupationRecord(code=trade.code, name=trade.name) if trade else None,
        employer=EmployerRecord(
            name=employer.name,
            tax_code=employer.tax_code,
            verified=employer.verified_at is not None,
        ),
        workplace=WorkplaceRecord(
            code=place.code if place else None,
            name=place.name if place else None,
            address=vacancy.address,
            industrial_zone=vacancy.industrial_zone,
            lat=None if rough else vacancy.lat,
            lon=None if rough else vacancy.lon,
        ),
        positions=vacancy.positions,
        free=vacancy.free,
        pay=PayRecord(
            low=vacancy.wage_min, high=vacancy.wage_max, period=PayPeriod(vacancy.pay_period)
        ),
        shifts=[str(shift) for shift in vacancy.shifts],
        hours=vacancy.hours,
        contract=vacancy.contract_kind,
        housing=vacancy.housing,
        qualification=vacancy.qualification,
        experience_months=vacancy.experience_months,
        skills_required=sorted(one.skill.name for one in skills if one.required),
        skills_preferred=sorted(one.skill.name for one in skills if not one.required),
        certificates=sorted(one.certificate.name for one in vacancy.certificates.all()),
        description=vacancy.description,
        requirements=vacancy.requirements,
        benefits=vacancy.benefits,
        posted_on=vacancy.posted_on,
        closes_on=vacancy.closes_on,
        changed_at=vacancy.updated_at,
    )


def address_of(vacancy: Vacancy) -> str:
    """Where people read the advert."""
    slug = slugify(fold(vacancy.title))[:_LONGEST_SLUG].strip("-") or "tin"
    return settings.CAUNOI_ADDRESS + reverse("portal:vacancy", args=[vacancy.pk, slug])


def _whole(vacancies: QuerySet[Vacancy]) -> QuerySet[Vacancy]:
    return vacancies.select_related("employer", "place", "occupation").prefetch_related(
        "skills__skill", "certificates__certificate"
    )


def _told_of() -> QuerySet[Vacancy]:
    """Adverts that may once have been public: of a draft nobody ever sent nothing is told."""
    return Vacancy.objects.exclude(state=VacancyState.DRAFT, sent_at__isnull=True)


def _written(cursor: Cursor, until: datetime, limit: int) -> list[Cursor]:
    later = Q(updated_at__gt=cursor.at) | Q(updated_at=cursor.at, pk__gt=cursor.pk)
    rows = _told_of().filter(later, updated_at__lte=until).order_by("updated_at", "pk")
    return [Cursor(at, pk) for at, pk in rows.values_list("updated_at", "pk")[: limit + 1]]


def _ran_out(cursor: Cursor, until: datetime, limit: int) -> list[Cursor]:
    # A deadline is a day of the site's time zone; its change is the midnight that ends the day.
    first, last = _local_day(cursor.at) - timedelta(days=1), _local_day(until) - timedelta(days=1)
    later = Q(closes_on__gt=first)
    if cursor.at == _midnight_after(first):
        later |= Q(closes_on=first, pk__gt=cursor.pk)
    rows = Vacancy.objects.filter(later, closes_on__lte=last, state=VacancyState.OPEN)
    ended = rows.order_by("closes_on", "pk").values_list("closes_on", "pk")[: limit + 1]
    return [Cursor(_midnight_after(day), pk) for day, pk in ended]


def _midnight_after(day: date) -> datetime:
    return make_aware(datetime.combine(day + timedelta(days=1), time.min))


def _local_day(moment: datetime) -> date:
    return moment.astimezone(get_current_timezone()).date()


def _why(vacancy: Vacancy, on: date) -> Why:
    if vacancy.state == VacancyState.CLOSED:
        return "CLOSED"
    if vacancy.state != VacancyState.OPEN:
        return "WITHDRAWN"
    if vacancy.closes_on < on:
        return "EXPIRED"
    return "OPEN" if vacancy.free > 0 else "FILLED"


def _change(vacancy: Vacancy, at: datetime, on: date) -> Change:
    state = _why(vacancy, on)
    record = as_record(vacancy, on=on) if state == "OPEN" else None
    return Change(id=vacancy.public_id, state=state, changed_at=at, vacancy=record)
