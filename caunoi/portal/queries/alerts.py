"""Which new jobs somebody who keeps searches has not been told of yet."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.core.signing import BadSignature, Signer
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from caunoi.people.choices import Purpose
from caunoi.people.models import Consent, Person
from caunoi.portal.models import AlertLine, SavedSearch
from caunoi.portal.queries.saving import job_key, read_stored
from caunoi.portal.queries.searching import PAGE_SIZE, search
from caunoi.vacancies.models import Vacancy
from caunoi.vacancies.queries import VACANCY, open_vacancies

MOST_HITS: Final = 200  # of one search; the newest come first
_SIGNER: Final = Signer(salt="portal.stop")


@dataclass(frozen=True, slots=True)
class NewJob:
    """One job, in however many places it is offered."""

    key: str
    vacancy: Vacancy  # the newest advert of it
    places: int


def people_to_tell(*, on: date) -> QuerySet[Person]:
    """People with alerts not looked at today, whose consent to messages is in force."""
    due = SavedSearch.objects.filter(person=OuterRef("pk"), alerts=True, checked_on__lt=on)
    agreed = Consent.objects.filter(
        person=OuterRef("pk"), purpose=Purpose.MESSAGES, withdrawn_at__isnull=True
    )
    return Person.objects.filter(Exists(due), Exists(agreed)).order_by("id")


def new_jobs(person: Person, searches: Iterable[SavedSearch], *, on: date) -> list[NewJob]:
    """Jobs that came since each search was saved and that the person was not told of.

    One job in thirty places is one. Raises `IndexUnavailable`.
    """
    found: dict[int, Vacancy] = {}
    for each in searches:
        found |= {vacancy.pk: vacancy for vacancy in _hits(person, each, on=on)}
    jobs: dict[str, list[Vacancy]] = {}
    for pk in sorted(found, reverse=True):
        jobs.setdefault(job_key(found[pk]), []).append(found[pk])
    told = set(
        AlertLine.objects.filter(person=person, job_key__in=list(jobs)).values_list(
            "job_key", flat=True
        )
    )
    return [NewJob(key, each[0], len(each)) for key, each in jobs.items() if key not in told]


def _hits(person: Person, saved: SavedSearch, *, on: date) -> list[Vacancy]:
    """What the search finds now among what is new since it was saved."""
    filters = read_stored(saved.filters)
    home = (person.lat, person.lon) if person.lat is not None and person.lon is not None else None
    ids: list[int] = []
    for page in range(1, MOST_HITS // PAGE_SIZE + 1):
        searched = search(replace(filters, page=page), kind=VACANCY, on=on, home=home)
        if searched.widened or searched.asks_home:
            return []  # what was not asked for is no news
        ids += [hit.id for hit in searched.answer.hits]
        if len(ids) >= searched.answer.total or not searched.answer.hits:
            break
    made_on = timezone.localtime(saved.made_at).date()
    rows = open_vacancies(on=on).filter(pk__in=ids)
    return [row for row in rows if row.pk > saved.newest or row.posted_on > made_on]


def stop_token(person: Person) -> str:
    """What the link in a message carries: it stops this person's messages and does nothing else."""
    return _SIGNER.sign(str(person.pk))


def person_of_token(token: str) -> Person | None:
    """Whose messages the link stops; None for a link we did not make."""
    try:
        pk = int(_SIGNER.unsign(token))
    except (BadSignature, ValueError):
        return None
    return Person.objects.select_related("account").filter(pk=pk).first()
