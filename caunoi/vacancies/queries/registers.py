"""Questions about vacancies."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from django.db.models import QuerySet

from caunoi.classifications.models import Industry
from caunoi.vacancies.choices import PayPeriod
from caunoi.vacancies.models import Vacancy
from caunoi_kit.search.documents import Document, version_of

# --- Reading the register -----------------------------------------------------------------------

# Months from other pay periods: 26 working days of 8 hours; pay by the piece has no monthly figure.
_PERIODS_A_MONTH: Final[dict[str, int]] = {
    PayPeriod.MONTH: 1,
    PayPeriod.DAY: 26,
    PayPeriod.HOUR: 26 * 8,
}


def open_vacancies(*, on: date) -> QuerySet[Vacancy]:
    """Vacancies one may apply for on that day with all a card shows, the newest first."""
    return (
        Vacancy.objects.open_on(on)
        .select_related("employer", "place", "occupation")
        .order_by("-posted_on", "-id")
    )


def monthly_wage(vacancy: Vacancy) -> tuple[int | None, int | None]:
    """Bounds of the wage in đồng a month; (None, None) when it is unstated or paid by the piece."""
    factor = _PERIODS_A_MONTH.get(vacancy.pay_period)
    if factor is None:
        return None, None
    low, high = vacancy.wage_min, vacancy.wage_max
    return low and low * factor, high and high * factor


# --- The search index ---------------------------------------------------------------------------

VACANCY = "vacancy"  # the kind under which vacancies stand in the search index

_CHUNK = 1_000


def search_documents(
    *, on: date, places: Mapping[int, tuple[str, ...]], ids: Iterable[int] | None = None
) -> Iterator[Document]:
    """What the search index holds of the vacancies open on that day, all of them or those of `ids`.

    `places` gives the values of the place facet for the id of each vacancy's place.
    """
    vacancies = open_vacancies(on=on).prefetch_related("skills__skill", "certificates__certificate")
    if ids is not None:
        vacancies = vacancies.filter(pk__in=list(ids))
    sections = _sections()
    for vacancy in vacancies.iterator(chunk_size=_CHUNK):
        yield _document(vacancy, places, sections)


def _document(
    vacancy: Vacancy, places: Mapping[int, tuple[str, ...]], sections: Mapping[int, str]
) -> Document:
    low, high = monthly_wage(vacancy)
    employer, trade, place = vacancy.employer, vacancy.occupation, vacancy.place
    point = _point(vacancy)
    section = sections.get(employer.industry_id or 0)
    asked = [each.skill.name for each in vacancy.skills.all()]
    asked += [each.certificate.name for each in vacancy.certificates.all()]
    return Document(
        kind=VACANCY,
        id=vacancy.pk,
        title=vacancy.title,
        names=" ".join([trade.name if trade else "", _zone(vacancy)]),
        by=employer.name,
        text=" ".join([vacancy.description, vacancy.requirements, vacancy.benefits, *asked]),
        facets={
            "place": places.get(place.pk, ()) if place else (),
            "trade": (trade.code,) if trade else (),
            "shift": tuple(vacancy.shifts),
            "section": (section,) if section else (),
            "offer": _offers(vacancy),
        },
        lat=point[0] if point else None,
        lon=point[1] if point else None,
        pay_low=low,
        pay_high=high,
        posted=vacancy.posted_on,
        until=vacancy.closes_on,
        version=version_of(vacancy.updated_at),
    )


def _zone(vacancy: Vacancy) -> str:
    """The industrial zone as people call it, whether or not the record repeats the word."""
    zone = vacancy.industrial_zone
    return f"khu công nghiệp {zone}" if zone else ""


def _offers(vacancy: Vacancy) -> tuple[str, ...]:
    novice = ("NO_EXPERIENCE",) if vacancy.experience_months == 0 else ()
    return novice + (("HOUSING",) if vacancy.housing else ())


def _point(vacancy: Vacancy) -> tuple[float, float] | None:
    """Where the work is: the address if its point is known, else the middle of its commune.

    None when only the province is known: nobody searches by distance from its middle.
    """
    if vacancy.roughly_placed:
        return None
    if vacancy.lat is not None and vacancy.lon is not None:
        return vacancy.lat, vacancy.lon
    place = vacancy.place
    if place is None or place.lat is None or place.lon is None:
        return None
    return float(place.lat), float(place.lon)


def _sections() -> dict[int, str]:
    """Industry id → section it belongs to, as "VSIC2025_C": letters differ between editions."""
    industries = Industry.objects.order_by("id")
    rows = {
        pk: (parent, f"{scheme}_{code}")
        for pk, parent, scheme, code in industries.values_list("id", "parent_id", "scheme", "code")
    }

    def section(pk: int) -> str:
        parent, value = rows[pk]
        return value if parent is None else section(parent)

    return {pk: section(pk) for pk in rows}
