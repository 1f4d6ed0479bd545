"""What stands in the search index: the open vacancies and the open intakes."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings

from caunoi.places.choices import NEW_ERA_FROM, Level
from caunoi.places.models import Place, Succession
from caunoi.portal.queries.abbreviations import spell_out
from caunoi.training.models import Intake
from caunoi.training.queries import COURSE
from caunoi.training.queries import search_documents as intake_documents
from caunoi.vacancies.models import Vacancy
from caunoi.vacancies.queries import VACANCY
from caunoi.vacancies.queries import search_documents as vacancy_documents
from caunoi_engine.text.folding import fold, fold_yi, place_tones
from caunoi_kit.search.documents import Document, Spelling, version_of
from caunoi_kit.search.index import SearchIndex

FACETS: Final = ("place", "trade", "shift", "section", "level", "offer")
FORMER: Final = "cu-"  # before codes of units that ended on 30/06/2025; codes were used again

Key = tuple[str, int]  # kind and id of a document

_CHUNK = 500  # SQLite takes no more than some thousand values in one statement


def search_index() -> SearchIndex:
    """The index of this installation."""
    return _index_at(settings.HOME / "search")


def search_key(text: str) -> str:
    """How the index writes words: folded, y and i alike, with abbreviations spelt out."""
    return fold_yi(spell_out(fold(text)))


def marked_key(text: str) -> str:
    """The same with marks kept, the tone in its official place."""
    return place_tones(text).lower()


def open_versions(*, on: date) -> dict[Key, int]:
    """Everything that belongs in the index on that day, with the version it should have there."""
    kinds = ((VACANCY, Vacancy.objects.open_on(on)), (COURSE, Intake.objects.open_on(on)))
    return {
        (kind, pk): version_of(saved)
        for kind, rows in kinds
        for pk, saved in rows.order_by("id").values_list("pk", "updated_at")
    }


def held_versions() -> dict[Key, int]:
    """What the index holds. Raises `IndexUnavailable`."""
    index = search_index()
    return {
        (kind, id_): version
        for kind in (VACANCY, COURSE)
        for id_, version in index.versions(kind).items()
    }


def documents(*, on: date, keys: set[Key] | None = None) -> Iterator[Document]:
    """The documents of the keys, or of everything open on that day."""
    places = place_values()
    for kind, read in ((VACANCY, vacancy_documents), (COURSE, intake_documents)):
        if keys is None:
            yield from read(on=on, places=places)
        else:
            ids = sorted(id_ for each, id_ in keys if each == kind)
            for start in range(0, len(ids), _CHUNK):
                yield from read(on=on, places=places, ids=ids[start : start + _CHUNK])


def place_values() -> dict[int, tuple[str, ...]]:
    """For each place the units by which it is found: its own and those of the other era.

    Units in force by their code; units that ended on 30/06/2025 by their code after `FORMER`.
    Former communes are left out: they are searched by distance.
    """
    places = {place.pk: place for place in Place.objects.select_related("parent__parent")}
    olds, news = defaultdict(list), defaultdict(list)
    for old, new in Succession.objects.order_by("id").values_list("old_id", "new_id"):
        olds[new].append(places[old])
        news[old].append(places[new])
    return {
        place.pk: tuple(sorted(_own(place) | _across(place, olds[place.pk], news[place.pk])))
        for place in places.values()
    }


def _own(place: Place) -> set[str]:
    """The place and what it lies in, of its own era."""
    values: set[str] = set()
    above: Place | None = place
    while above is not None:
        values.add(_value(above))
        above = above.parent
    return values - {f"{FORMER}{place.code}"} if place.level == Level.COMMUNE else values


def _across(place: Place, olds: list[Place], news: list[Place]) -> set[str]:
    """Units of the other era that the place surely lies in.

    A new province is made of several old ones, so a vacancy of which only the new province is
    known lies in none of them for sure; the same holds for communes that were split.
    """
    if place.level != Level.COMMUNE:
        other = olds if place.valid_to is None else news
        return _own(other[0]) if len(other) == 1 else set()
    if place.valid_to is None:
        return set().union(*(_own(old) for old in olds))
    if len(news) == 1:
        return _own(news[0])
    return {_value(new.parent) for new in news if new.parent is not None}


def _value(place: Place) -> str:
    return place.code if place.valid_from >= NEW_ERA_FROM else f"{FORMER}{place.code}"


@lru_cache(maxsize=8)
def _index_at(path: Path) -> SearchIndex:
    return SearchIndex(path, groups=FACETS, spelling=Spelling(fold=search_key, accent=marked_key))
