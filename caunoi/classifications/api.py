"""Codes of occupations for programs."""

from enum import StrEnum
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from caunoi.classifications.choices import Scheme
from caunoi.classifications.queries import codes
from caunoi_kit.api.answers import reading
from caunoi_kit.api.guard import open_to
from caunoi_kit.ui.access import anyone

router = Router(tags=["codes"])


class OccupationList(StrEnum):
    """ISCO-08, by which vacancies are coded, or the Vietnamese list of 2020."""

    ISCO08 = Scheme.ISCO08.value
    VSCO2020 = Scheme.VSCO2020.value


class OccupationCodes(BaseModel):
    """Groups by code. Read on with `next` until it is null."""

    items: list[codes.OccupationCode]
    next: str | None = Field(description="Value of `after` for the next page; null: the last one.")


@router.get(
    "occupations",
    response=reading(OccupationCodes),
    url_name="occupations",
    summary="Codes of occupations",
)
@open_to(anyone)
def occupations(
    request: HttpRequest,
    scheme: OccupationList = OccupationList.ISCO08,
    level: Annotated[
        int, Query(ge=0, le=5, description="0: all levels; 4: unit groups of ISCO-08.")
    ] = 0,
    after: Annotated[str, Query(pattern=r"^[0-9]{0,5}$", description="`next` of before.")] = "",
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> dict[str, Any]:
    """The names are those of the official lists where they have one."""
    found, is_last = codes.occupation_codes(
        Scheme(scheme.value), level=level, after=after, limit=limit
    )
    return {"items": found, "next": None if is_last else found[-1].code}


@router.get(
    "occupations/{scheme}/{code}",
    response=reading(codes.OccupationCode, may_miss=True),
    url_name="occupation",
    summary="One code of an occupation",
)
@open_to(anyone)
def occupation(
    request: HttpRequest,
    scheme: OccupationList,
    code: Annotated[str, Path(pattern=r"^[0-9]{1,5}$")],
) -> codes.OccupationCode:
    """404 when the list has no such code."""
    found = codes.find_occupation(Scheme(scheme.value), code)
    if found is None:
        raise Http404
    return found
