"""The search of the site for programs."""

from enum import StrEnum
from http import HTTPStatus
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from ninja.errors import HttpError
from pydantic import BaseModel, Field

from caunoi.portal.queries import programs
from caunoi.portal.queries.searching import MOST_PAGES, Filters
from caunoi_kit.api.answers import Problem, reading
from caunoi_kit.api.guard import open_to
from caunoi_kit.search.documents import Sort
from caunoi_kit.search.index import IndexUnavailable
from caunoi_kit.ui.access import anyone

router = Router(tags=["search"])

NO_INDEX = "Danh mục tìm kiếm đang được làm lại. Thử lại sau ít phút, hoặc đọc /api/v1/vacancies."
MOST_CODES = 20
Code = Annotated[str, Field(max_length=20)]


class VacancySort(StrEnum):
    """BEST: what fits the words, those that say their pay first."""

    BEST = Sort.BEST.value
    NEAR = Sort.NEAR.value
    PAY = Sort.PAY.value
    NEW = Sort.NEW.value


class CourseSort(StrEnum):
    """SOON: what begins first."""

    BEST = Sort.BEST.value
    NEAR = Sort.NEAR.value
    SOON = Sort.SOON.value


class Asked(BaseModel):
    """Codes that nobody knows are left aside, and each is named in `warnings`."""

    q: str = Field(
        default="",
        max_length=200,
        description="A line as people write it: «thợ hàn ở Tiền Hải trên 9 triệu».",
    )
    home: str = Field(default="", max_length=200, description="Name of the commune to be near.")
    place: str = Field(
        default="",
        max_length=20,
        description="Official code of a commune or province; of before 01/07/2025 after «cu-».",
    )
    km: int = Field(default=0, ge=0, le=500, description="Around `place` or `home`; 0: as it is.")
    occupation: list[Code] = Field(default=[], max_length=MOST_CODES, description="ISCO-08 units.")
    offer: list[Code] = Field(
        default=[], max_length=MOST_CODES, description="NO_EXPERIENCE, HOUSING, FREE."
    )
    page: int = Field(default=1, ge=1, le=MOST_PAGES, description="20 a page.")


class AskedVacancies(Asked):
    """Conditions of vacancies."""

    pay_at_least: int = Field(default=0, ge=0, le=1_000_000_000, description="Đồng a month.")
    shift: list[Code] = Field(default=[], max_length=MOST_CODES, description="DAY, NIGHT…")
    industry: str = Field(default="", max_length=20, description="Section: «VSIC2025_C».")
    sort: VacancySort = VacancySort.BEST


class AskedCourses(Asked):
    """Conditions of courses."""

    time_of_day: list[Code] = Field(default=[], max_length=3, description="DAY, EVENING, WEEKEND.")
    level: str = Field(default="", max_length=20, description="What one holds after it.")
    sort: CourseSort = CourseSort.SOON


@router.get(
    "search/vacancies",
    response={**reading(programs.FoundVacancies), 503: Problem},
    url_name="search_vacancies",
    summary="Search vacancies",
)
@open_to(anyone)
def search_vacancies(request: HttpRequest, asked: Annotated[AskedVacancies, Query()]) -> Any:
    """The same search as on the site."""
    filters = Filters(
        **_common(asked),
        pay_at_least=asked.pay_at_least or None,
        shifts=tuple(dict.fromkeys(asked.shift)),
        section=asked.industry,
        sort=Sort(asked.sort.value) if "sort" in asked.model_fields_set else None,
    )
    try:
        return programs.found_vacancies(filters, on=timezone.localdate())
    except IndexUnavailable:
        raise HttpError(HTTPStatus.SERVICE_UNAVAILABLE, NO_INDEX) from None


@router.get(
    "search/courses",
    response={**reading(programs.FoundCourses), 503: Problem},
    url_name="search_courses",
    summary="Search courses",
)
@open_to(anyone)
def search_courses(request: HttpRequest, asked: Annotated[AskedCourses, Query()]) -> Any:
    """The same search as on the site."""
    filters = Filters(
        **_common(asked),
        shifts=tuple(dict.fromkeys(asked.time_of_day)),
        level=asked.level,
        sort=Sort(asked.sort.value) if "sort" in asked.model_fields_set else None,
    )
    try:
        return programs.found_courses(filters, on=timezone.localdate())
    except IndexUnavailable:
        raise HttpError(HTTPStatus.SERVICE_UNAVAILABLE, NO_INDEX) from None


def _common(asked: Asked) -> dict[str, Any]:
    return {
        "line": " ".join(asked.q.split()),
        "home": " ".join(asked.home.split()),
        "place": asked.place,
        "km": float(asked.km) if asked.km else None,
        "trades": tuple(dict.fromkeys(asked.occupation)),
        "offers": tuple(dict.fromkeys(asked.offer)),
        "page": asked.page,
    }
