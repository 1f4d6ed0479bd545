"""The ground a made province stands on: communes and code lists, by code."""

from dataclasses import dataclass
from datetime import date

from caunoi.classifications.choices import Scheme
from caunoi.classifications.models import Certificate, Industry, Occupation, Skill
from caunoi.places import queries as places
from caunoi.places.models import Place
from caunoi.portal.actions.demo.errors import CannotMakeDemo


@dataclass(frozen=True, slots=True)
class Ground:
    """Primary keys by code, and the communes as rows of text for the generator."""

    communes: list[dict[str, str]]
    place: dict[str, int]
    occupation: dict[str, int]
    industry: dict[str, int]
    skill: dict[str, int]
    certificate: dict[str, int]


def ground_of(province: str, *, on: date) -> Ground:
    """The communes of a province and the code lists. Raises CannotMakeDemo when not loaded."""
    try:
        communes = list(places.communes_of(places.province(province, on=on), on=on))
    except Place.DoesNotExist:
        raise CannotMakeDemo(
            f"Không có tỉnh mã {province} ngày {on:%d/%m/%Y}. "
            "Chạy «caunoi load-places», hoặc xem lại CAUNOI_PROVINCE, rồi chạy lại."
        ) from None
    ground = Ground(
        communes=[_row(place) for place in communes],
        place={place.code: place.pk for place in communes},
        occupation=_codes(Occupation, scheme=Scheme.ISCO08),
        industry=_codes(Industry, scheme=Scheme.VSIC2025),
        skill=_codes(Skill),
        certificate=_codes(Certificate),
    )
    if not (ground.occupation and ground.industry and ground.skill and ground.certificate):
        raise CannotMakeDemo(
            "Chưa có danh mục nghề, ngành, kỹ năng, chứng chỉ. "
            "Chạy «caunoi load-classifications» rồi chạy lại."
        )
    return ground


def _codes(
    model: type[Occupation] | type[Industry] | type[Skill] | type[Certificate], **only: Scheme
) -> dict[str, int]:
    return dict(model._default_manager.filter(**only).values_list("code", "pk"))


def _row(place: Place) -> dict[str, str]:
    return {
        "code": place.code,
        "lat": "" if place.lat is None else str(place.lat),
        "lon": "" if place.lon is None else str(place.lon),
        "area_km2": str(place.area_km2 or ""),
        "population": str(place.population or ""),
    }
