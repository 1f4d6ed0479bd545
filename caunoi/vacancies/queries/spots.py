"""Where the work is, from what an employer types in one box."""

from datetime import date

from django.conf import settings

from caunoi.employers.models import Employer
from caunoi.places.choices import Level
from caunoi.places.models import Place
from caunoi.places.queries import communes_of, coordinates, find_places, province
from caunoi.vacancies.queries.whereabouts import Spot, Whereabouts
from caunoi_engine.text.folding import fold, tidy


def commune_names(*, on: date) -> list[str]:
    """Names of the communes of the centre's province, to be picked while typing."""
    try:
        home = province(settings.CAUNOI_PROVINCE, on=on)
    except Place.DoesNotExist:
        return []
    return [f"{one.name}, {home.name}" for one in communes_of(home, on=on)]


def spot_for(text: str, *, employer: Employer, on: date) -> Spot:
    """The commune, or else the province, that an address names; empty when it names none.

    An address in the employer's own commune gets the employer's own point.
    """
    words = tidy(text)
    found = Whereabouts(on).find(words, words)
    if found.place is None or not _is_commune(found.place):
        found = _bare_commune(words, on) or found
    own = employer.place_id is not None and employer.lat is not None
    same_words = bool(words) and fold(words) == fold(employer.address)
    if own and (found.place == employer.place_id or (found.place is None and same_words)):
        return Spot(employer.place_id, employer.lat, employer.lon)
    return found


def _is_commune(pk: int) -> bool:
    return Place.objects.filter(pk=pk, level=Level.COMMUNE).exists()


def _bare_commune(text: str, on: date) -> Spot | None:
    """A commune of the centre's province named without its kind: "Đồng Châu"."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    for start in range(len(parts)):
        found = find_places(", ".join(parts[start:]), on=on, limit=5)
        here = [
            one.place
            for one in found
            if one.place.level == Level.COMMUNE
            and one.place.parent is not None
            and one.place.parent.code == settings.CAUNOI_PROVINCE
        ]
        if here:
            return Spot(here[0].pk, *(coordinates(here[0]) or ()))
    return None
