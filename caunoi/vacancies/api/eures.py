"""Adverts as exchanges like EURES fetch them: all references, changes, documents."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from ninja import Body, Path, Router
from pydantic import BaseModel, Field

from caunoi.vacancies.exports.hr_open import position_opening, source
from caunoi.vacancies.queries import exchange, feed
from caunoi_kit.api.answers import Problem, reading
from caunoi_kit.api.guard import open_to
from caunoi_kit.ui.access import anyone

eures = Router(tags=["exchange"])

MOST_DETAILS: Final = 500
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND: Final = timedelta(milliseconds=1)


class Reference(BaseModel):
    """An advert by its number; times in milliseconds since 1970."""

    reference: UUID
    source: str
    status: Literal["ACTIVE", "CLOSED"]
    creationTimestamp: int
    lastModificationTimestamp: int
    closingTimestamp: int | None = None


class AllReferences(BaseModel):
    """Every open advert."""

    allReferences: list[Reference]


class ChangedReferences(BaseModel):
    """What became of adverts since a moment."""

    createdReferences: list[Reference]
    modifiedReferences: list[Reference]
    closedReferences: list[Reference]


class Details(Reference):
    """An advert with its document."""

    content: str = Field(description="HR-Open PositionOpening, XML.")
    contentFormatVersion: Literal["1.0"] = "1.0"


class AllDetails(BaseModel):
    """Documents by reference; numbers that are none of ours are left out."""

    details: dict[str, Details]


@eures.get(
    "getAll",
    response=reading(AllReferences),
    url_name="eures_all",
    summary="References of all open vacancies",
)
@open_to(anyone)
def eures_all(request: HttpRequest) -> JsonResponse:
    """Every advert people may apply for today."""
    found = exchange.open_references(on=timezone.localdate())
    return JsonResponse({"allReferences": [_told(one) for one in found]})


@eures.get(
    "getChanges/{timestamp}",
    response=reading(ChangedReferences),
    url_name="eures_changes",
    summary="References of vacancies made, changed or closed since a moment",
)
@open_to(anyone)
def eures_changes(
    request: HttpRequest,
    timestamp: Annotated[
        int, Path(ge=0, le=9_999_999_999_999, description="Milliseconds since 1970, UTC.")
    ],
) -> JsonResponse:
    """Ask with the moment of your last request, less a minute."""
    since = _EPOCH + timestamp * _MILLISECOND
    found = exchange.changed_references(since, on=timezone.localdate())
    return JsonResponse(
        {f"{kind}References": [_told(one) for one in some] for kind, some in found.items()}
    )


@eures.post(
    "getDetails",
    response={**reading(AllDetails), 415: Problem},
    url_name="eures_details",
    summary="Documents of vacancies",
)
@open_to(anyone)
def eures_details(
    request: HttpRequest,
    references: Annotated[list[UUID], Body(max_length=MOST_DETAILS)],
) -> JsonResponse:
    """Of open adverts and of those that were."""
    today = timezone.localdate()
    details = {}
    for vacancy in feed.published_of(references):
        found = exchange.reference_of(vacancy, on=today)
        details[str(vacancy.public_id)] = {
            **_told(found),
            "content": position_opening(vacancy, is_open=found.is_open),
            "contentFormatVersion": "1.0",
        }
    return JsonResponse({"details": details})


def _told(one: exchange.Reference) -> dict[str, Any]:
    closing = {} if one.closed is None else {"closingTimestamp": _milliseconds(one.closed)}
    return {
        "reference": str(one.number),
        "source": source(),
        "status": "ACTIVE" if one.is_open else "CLOSED",
        "creationTimestamp": _milliseconds(one.created),
        "lastModificationTimestamp": _milliseconds(one.modified),
        **closing,
    }


def _milliseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // _MILLISECOND
