"""Saved searches and saved jobs of one person."""

import hashlib
import math
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import QuerySet
from django.urls import reverse

from caunoi.accounts.models import User
from caunoi.people.choices import Purpose
from caunoi.people.models import Person
from caunoi.people.queries import allows, person_of
from caunoi.portal.models import AlertLine, SavedJob, SavedSearch
from caunoi.portal.queries.cards import vacancy_card
from caunoi.portal.queries.labels import OFFER_WORDS, SHIFT_WORDS, place_label
from caunoi.portal.queries.searching import Filters
from caunoi.vacancies.models import Vacancy
from caunoi_engine.text.folding import fold
from caunoi_kit.search.documents import Sort
from caunoi_kit.ui import formats
from caunoi_kit.ui.cards import JobCard

MOST_SEARCHES: Final = 20  # a person may keep
MOST_JOBS: Final = 100  # shown
MOST_TOLD: Final = 40
TOLD_FOR: Final = timedelta(days=14)
NO_LIMIT: Final = -1  # km in the stored form: JSON has no infinity
LISTS: Final = ("trades", "shifts", "offers")


@dataclass(frozen=True, slots=True)
class SavedPage:
    """What a job seeker keeps."""

    person: Person | None
    searches: tuple[SavedSearch, ...] = ()
    jobs: tuple[JobCard, ...] = ()
    gone: tuple[Vacancy, ...] = ()  # saved, and no longer open
    told: tuple[JobCard, ...] = ()  # told of in the last two weeks, and still open
    may_tell: bool = False  # consent to messages is in force


def saved_page(user: User, *, on: date) -> SavedPage:
    """Saved searches and jobs, the latest first. A fixed number of queries."""
    person = person_of(user)
    if person is None:
        return SavedPage(None)
    searches = tuple(SavedSearch.objects.filter(person=person).order_by("-made_at", "-id"))
    kept = SavedJob.objects.filter(person=person).order_by("-made_at", "-id")
    vacancies = [
        job.vacancy
        for job in kept.select_related("vacancy__employer", "vacancy__place")[:MOST_JOBS]
    ]
    lines = AlertLine.objects.filter(person=person, told_on__gt=on - TOLD_FOR)
    told = [
        line.vacancy
        for line in lines.select_related("vacancy__employer", "vacancy__place").order_by(
            "-told_on", "-vacancy_id"
        )[:MOST_TOLD]
    ]
    asked = [vacancy.pk for vacancy in (*vacancies, *told)]
    still = set(Vacancy.objects.open_on(on).filter(pk__in=asked).values_list("pk", flat=True))
    return SavedPage(
        person=person,
        searches=searches,
        jobs=tuple(vacancy_card(each, on=on) for each in vacancies if each.pk in still),
        gone=tuple(each for each in vacancies if each.pk not in still),
        told=tuple(vacancy_card(each, on=on) for each in told if each.pk in still),
        may_tell=allows(person, Purpose.MESSAGES),
    )


def find_search(public_id: Any, *, user: User) -> SavedSearch | None:
    """A search this user keeps; somebody else's is not found."""
    found = SavedSearch.objects.filter(public_id=public_id, person__account=user)
    return found.select_related("person").first()


def is_saved(vacancy: Vacancy, *, user: User) -> bool:
    """Whether the user keeps this job."""
    return SavedJob.objects.filter(vacancy=vacancy, person__account=user).exists()


def say(filters: Filters) -> str:
    """A search in a few words, to be its name: "May Tiền Hải, từ 8 triệu, có chỗ ở"."""
    parts = [filters.line]
    if filters.place:
        parts.append(place_label(filters.place))
    if filters.near_me and "gan toi" not in fold(filters.line):
        parts.append("gần tôi")
    if filters.km and math.isfinite(filters.km):
        parts.append(f"trong {formats.distance(filters.km)}")
    if filters.pay_at_least:
        parts.append(f"từ {formats.money_short(filters.pay_at_least)}".removesuffix(" đồng"))
    parts += [SHIFT_WORDS[shift] for shift in filters.shifts if shift in SHIFT_WORDS]
    parts += [OFFER_WORDS[offer] for offer in filters.offers if offer in OFFER_WORDS]
    return ", ".join(part for part in parts if part)[:MOST_JOBS] or "Mọi việc"


def stored(filters: Filters) -> dict[str, Any]:
    """The filters as JSON."""
    fields = asdict(filters) | {"sort": None, "page": 1}
    if fields["km"] is not None and math.isinf(fields["km"]):
        fields["km"] = NO_LIMIT
    return fields


def read_stored(fields: dict[str, Any]) -> Filters:
    """The filters again, newest first; what a later version no longer knows is left out."""
    known = {name: fields[name] for name in Filters.__dataclass_fields__ if name in fields}
    for name in LISTS:
        known[name] = tuple(known.get(name, ()))
    if known.get("km") == NO_LIMIT:
        known["km"] = math.inf
    return Filters(**{**known, "sort": Sort.NEW, "page": 1})


def results_url(search: SavedSearch) -> str:
    """The results of a saved search as they are now."""
    address = reverse("portal:search")
    return f"{address}?{search.address}" if search.address else address


def job_key(vacancy: Vacancy) -> str:
    """The same for all adverts of one employer under one title: one job in thirty places."""
    words = f"{fold(vacancy.employer.name)}\x1f{fold(vacancy.title)}"
    return hashlib.sha256(words.encode()).hexdigest()


def saved_searches_of(person: Person) -> QuerySet[SavedSearch]:
    """What a person keeps; used to count and to stop."""
    return SavedSearch.objects.filter(person=person)
