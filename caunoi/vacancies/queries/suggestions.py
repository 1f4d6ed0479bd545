"""What the page of an advert offers from the title alone: codes, skills, papers, market wage."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from statistics import quantiles
from typing import Final

from django.conf import settings
from django.db.models import Count, Q

from caunoi.classifications.models import Certificate, Occupation, Skill
from caunoi.classifications.queries import isco_units, occupation_coder, reference_rows, skills_of
from caunoi.places.choices import Level
from caunoi.vacancies.models import CertificateDemand, Vacancy
from caunoi.vacancies.queries.registers import monthly_wage

CODES_OFFERED: Final = 3
EXAMPLES: Final = 3
SKILLS_OFFERED: Final = 8
CERTIFICATES_OFFERED: Final = 6
FEWEST_ADVERTS: Final = 5  # fewer would show what one firm pays
_OF_THE_CODER: Final = set("@+|*~")


@dataclass(frozen=True)
class Suggestion:
    """An occupation that a title may mean, with titles people know it by."""

    occupation: Occupation
    examples: tuple[str, ...]


@dataclass(frozen=True)
class MarketWage:
    """What open adverts of one occupation pay in the province: middle half, đồng a month."""

    low: int
    high: int
    adverts: int


def suggest_codes(title: str) -> tuple[Suggestion, ...]:
    """The likeliest occupations of a title, best first, at most three. One query."""
    codes = [one.isco08 for one in occupation_coder().code_title(title, top=CODES_OFFERED)]
    if not codes:
        return ()
    units = {unit.code: unit for unit in isco_units().filter(code__in=codes)}
    return tuple(
        Suggestion(units[code], _examples().get(code, ())) for code in codes if code in units
    )


def likeliest(title: str) -> Occupation | None:
    """The first occupation offered for a title. One query."""
    offered = suggest_codes(title)
    return offered[0].occupation if offered else None


def offered_skills(occupation: Occupation | None, *, asked: frozenset[int]) -> list[Skill]:
    """Skills usual in the occupation, and those asked already whatever they are."""
    if occupation is None:
        return list(Skill.objects.filter(pk__in=asked).order_by("search_key", "code"))
    usual = skills_of(occupation).values("pk")
    found = Skill.objects.filter(Q(pk__in=usual) | Q(pk__in=asked)).order_by("search_key", "code")
    every = list(found)
    first = [one for one in every if one.pk in asked]
    others = [one for one in every if one.pk not in asked]
    return first + others[: max(SKILLS_OFFERED - len(first), 0)]


def offered_certificates(
    occupation: Occupation | None, *, asked: frozenset[int]
) -> list[Certificate]:
    """Papers that adverts of this occupation demand most, and those asked already."""
    usual = (
        CertificateDemand.objects.filter(vacancy__occupation=occupation)
        .values("certificate")
        .annotate(adverts=Count("pk"))
        .order_by("-adverts", "certificate")
        .values_list("certificate", flat=True)[:CERTIFICATES_OFFERED]
    )
    keys = {*asked, *(usual if occupation else ())}
    return list(Certificate.objects.filter(pk__in=keys).order_by("search_key", "code"))


def market_wage(
    occupation: Occupation | None, *, on: date, beside: int | None = None
) -> MarketWage | None:
    """What the occupation pays in the province today; None below five adverts. One query.

    `beside` is left out: a vacancy does not tell its own firm what the market pays.
    """
    if occupation is None:
        return None
    code = settings.CAUNOI_PROVINCE
    here = Q(place__level=Level.PROVINCE, place__code=code)
    here |= Q(place__parent__level=Level.PROVINCE, place__parent__code=code)
    adverts = (
        Vacancy.objects.open_on(on)
        .filter(here, occupation=occupation)
        .exclude(pk=beside)
        .order_by("pk")
        .only("wage_min", "wage_max", "pay_period")
    )
    middles = []
    for advert in adverts:
        bounds = [bound for bound in monthly_wage(advert) if bound]
        if bounds:
            middles.append(sum(bounds) // len(bounds))
    if len(middles) < FEWEST_ADVERTS:
        return None
    low, _, high = quantiles(middles, n=4, method="inclusive")
    return MarketWage(_round(low), _round(high), len(middles))


def _round(amount: float) -> int:
    """To a hundred thousand đồng: nobody reads a wage closer."""
    return round(amount / 100_000) * 100_000


@cache
def _examples() -> Mapping[str, tuple[str, ...]]:
    """ISCO-08 code -> a few plain titles that stand for it first."""
    titles: dict[str, list[str]] = defaultdict(list)
    for row in reference_rows("title_lexicon.csv"):
        phrase, first = row["phrase"], row["isco08"].split("|")[0]
        if not _OF_THE_CODER.intersection(phrase) and " " in phrase and first.isdigit():
            titles[first].append(phrase)
    return {code: tuple(some[:EXAMPLES]) for code, some in titles.items()}
