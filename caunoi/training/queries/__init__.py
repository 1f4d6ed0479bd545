"""Questions about programmes and their intakes."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from django.db.models import QuerySet

from caunoi.classifications.models import Occupation
from caunoi.training.models import Intake
from caunoi_kit.search.documents import Document, version_of

COURSE = "course"  # the kind under which intakes stand in the search index

_CHUNK = 1_000


def open_intakes(*, on: date) -> QuerySet[Intake]:
    """Intakes one may still join on that day with all a page shows, the soonest first."""
    return (
        Intake.objects.open_on(on)
        .select_related("programme__institution__place", "programme__occupation")
        .order_by("starts_on", "id")
    )


def intakes_granting(certificates: Iterable[int], *, on: date) -> QuerySet[Intake]:
    """Open intakes that grant one of the certificates, the soonest first."""
    return open_intakes(on=on).filter(programme__certificates__in=list(certificates)).distinct()


def intakes_teaching(occupation: Occupation | None, *, on: date) -> QuerySet[Intake]:
    """Open intakes that teach the trade, the soonest first."""
    intakes = open_intakes(on=on)
    return intakes.filter(programme__occupation=occupation) if occupation else intakes.none()


def search_documents(
    *, on: date, places: Mapping[int, tuple[str, ...]], ids: Iterable[int] | None = None
) -> Iterator[Document]:
    """What the search index holds of the intakes open on that day, all of them or those of `ids`.

    `places` gives the values of the place facet for the id of each institution's place.
    """
    intakes = open_intakes(on=on).prefetch_related("programme__certificates", "programme__skills")
    if ids is not None:
        intakes = intakes.filter(pk__in=list(ids))
    for intake in intakes.iterator(chunk_size=_CHUNK):
        yield _document(intake, places.get(intake.programme.institution.place_id, ()))


def _document(intake: Intake, places: tuple[str, ...]) -> Document:
    programme = intake.programme
    offers = (("FREE",) if not programme.fee else ()) + (("HOUSING",) if intake.boarding else ())
    taught = [each.name for each in programme.certificates.all()]
    taught += [each.name for each in programme.skills.all()]
    return Document(
        kind=COURSE,
        id=intake.pk,
        title=programme.name,
        names=programme.occupation.name,
        by=programme.institution.name,
        text=" ".join([programme.description, *taught]),
        facets={
            "place": places,
            "trade": (programme.occupation.code,),
            "shift": (intake.time_of_day,),
            "level": (programme.level,),
            "offer": offers,
        },
        lat=intake.lat,
        lon=intake.lon,
        posted=intake.starts_on,
        until=intake.starts_on,
        version=version_of(intake.updated_at),
    )
