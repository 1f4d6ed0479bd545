"""An employer's own adverts, and one of them with its history."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from caunoi.employers.models import Employer, Member
from caunoi.vacancies.choices import VacancyState
from caunoi.vacancies.models import Review, ScamReport, Vacancy
from caunoi_engine.text.folding import fold

OLD_SHOWN: Final = 6
FIRMS_SHOWN: Final = 20


def postings_of(user_id: int) -> QuerySet[Vacancy]:
    """All adverts of the employers a user acts for now, the latest first."""
    return (
        Vacancy.objects.filter(employer__in=_acted_for(user_id))
        .select_related("employer", "place")
        .order_by("-posted_on", "-id")
    )


def old_postings(employer: Employer) -> list[Vacancy]:
    """The latest adverts of a firm that can be posted again. One query."""
    seen = Vacancy.objects.filter(
        employer=employer, state__in=(VacancyState.OPEN, VacancyState.CLOSED)
    )
    return list(seen.order_by("-posted_on", "-id")[:OLD_SHOWN])


def find_posting(public_id: UUID) -> Vacancy | None:
    """One advert by its address, with all its page shows. One query."""
    return (
        Vacancy.objects.select_related("employer__place", "place", "occupation")
        .filter(public_id=public_id)
        .first()
    )


def reviews_of(vacancy: Vacancy) -> list[Review]:
    """What the centre answered, the latest first."""
    return list(vacancy.reviews.select_related("by").order_by("-at", "-id"))


def previous_contact(employer: Employer) -> tuple[str, str]:
    """Name and telephone of the latest advert of a firm, else the firm's own. One query."""
    last = (
        Vacancy.objects.filter(employer=employer)
        .exclude(contact_phone="")
        .order_by("-posted_on", "-id")
        .values_list("contact_name", "contact_phone")
        .first()
    )
    return last or (employer.representative, employer.phone)


@dataclass(frozen=True)
class Waiting:
    """What the centre has to look at."""

    adverts: QuerySet[Vacancy]
    reports: QuerySet[ScamReport]


def waiting() -> Waiting:
    """Adverts that wait for a look, the longest first, and reports nobody has settled."""
    open_reports = ScamReport.objects.filter(settled_at__isnull=True)
    return Waiting(
        Vacancy.objects.filter(state=VacancyState.PENDING)
        .select_related("employer", "place")
        .annotate(reported=Exists(open_reports.filter(vacancy=OuterRef("pk"))))
        .order_by("sent_at", "id"),
        open_reports.select_related("vacancy__employer").order_by("at", "id"),
    )


def to_ask(*, on: date, posted_before: date, asked_before: date) -> QuerySet[Vacancy]:
    """Open adverts of employers that have stood long without a word of the firm."""
    silent = Vacancy.objects.open_on(on).filter(
        posted_on__lte=posted_before, source__in=("EMPLOYER", "CENTRE")
    )
    return (
        silent.exclude(asked_on__gt=asked_before)
        .exclude(confirmed_on__gt=posted_before)
        .exclude(contact_phone="")
        .select_related("employer")
        .order_by("id")
    )


def _acted_for(user_id: int) -> QuerySet[Member, int]:
    acting = Member.objects.filter(user=user_id, until__isnull=True)
    return acting.values_list("employer_id", flat=True)


def find_firms(text: str) -> list[Employer]:
    """Firms by the words of their name or by tax code, for staff who post for them. One query."""
    words = fold(text).split()
    if not words:
        return []
    named = Q()
    for word in words:
        named &= Q(search_key__contains=word)
    found = Employer.objects.filter(named | Q(tax_code__startswith=text.strip()))
    return list(found.order_by("search_key", "pk")[:FIRMS_SHOWN])
