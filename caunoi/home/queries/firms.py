"""A firm as the desk sees it: who it is, its adverts, and what was done for it."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from caunoi.counter.models import Act
from caunoi.employers.models import Employer
from caunoi.vacancies.models import Vacancy
from caunoi_engine.text.folding import fold

MOST_FOUND: Final = 30
MOST_ACTS: Final = 20
SHORTEST: Final = 2  # letters of a name


@dataclass(frozen=True)
class FirmPage:
    """A firm, how many adverts and positions stand open, and the latest acts for it."""

    firm: Employer
    adverts: int
    positions: int
    acts: tuple[Act, ...]


def find_firms(typed: str) -> QuerySet[Employer]:
    """Firms by a piece of their name, whatever its accents, or by their tax code."""
    words = fold(typed)
    digits = re.sub(r"[^0-9-]", "", typed)
    asked = Q(pk__in=[])
    if len(words) >= SHORTEST:
        asked = Q(search_key__contains=words)
    if len(digits) >= SHORTEST and digits[0] != "-":
        asked |= Q(tax_code__startswith=digits)
    found = Employer.objects.filter(asked).select_related("place")
    return found.order_by("search_key", "id")[:MOST_FOUND]


def find_firm(public_id: UUID) -> Employer | None:
    """The firm of an address."""
    found = Employer.objects.select_related("place", "industry")
    return found.filter(public_id=public_id).first()


def firm_page(firm: Employer, *, on: date) -> FirmPage:
    """All that the page shows. Two queries."""
    open_ones = Vacancy.objects.open_on(on).filter(employer=firm)
    positions = list(open_ones.values_list("positions", flat=True))
    acts = Act.objects.filter(employer=firm, withdrawn_at__isnull=True).select_related("by")
    return FirmPage(
        firm, len(positions), sum(positions), tuple(acts.order_by("-at", "-id")[:MOST_ACTS])
    )
