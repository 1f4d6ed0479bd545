"""Adverts for programs: one, all, and what has changed."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Final
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Query, Router
from pydantic import BaseModel, Field

from caunoi.vacancies.queries import feed
from caunoi_kit.api.answers import reading
from caunoi_kit.api.guard import open_to
from caunoi_kit.ui.access import anyone

router = Router(tags=["vacancies"])

MOST_A_PAGE: Final = 500
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
Limit = Annotated[int, Query(ge=1, le=MOST_A_PAGE, description="How many at most.")]


class Snapshot(BaseModel):
    """Open adverts in the order of their making. Read on with `next` until it is null."""

    items: list[feed.VacancyRecord]
    next: str | None = Field(description="Value of `after` for the next page; null: the last one.")
    changes_cursor: str = Field(
        description="Keep the one of the FIRST page: with it the stream of changes goes on from "
        "where this snapshot began."
    )


class ChangePage(BaseModel):
    """What became of adverts, the oldest change first. The same advert may come again later."""

    items: list[feed.Change]
    cursor: str = Field(description="Value of `after` for the next request, now or tomorrow.")
    more: bool = Field(description="True: ask again at once. False: nothing later is known yet.")


@router.get(
    "vacancies",
    response=reading(Snapshot),
    url_name="vacancy_snapshot",
    summary="All open vacancies, a page at a time",
)
@open_to(anyone)
def vacancy_snapshot(
    request: HttpRequest,
    after: Annotated[str, Query(pattern=r"^[0-9]{1,18}$", description="`next` of before.")] = "0",
    limit: Limit = 100,
) -> dict[str, Any]:
    """For a first copy of the register. Then follow `vacancies/changes`."""
    at = timezone.now()
    found, is_last = feed.snapshot(after=int(after), limit=limit, on=timezone.localdate())
    return {
        "items": [feed.as_record(one, on=timezone.localdate()) for one in found],
        "next": None if is_last else str(found[-1].pk),
        "changes_cursor": _written(feed.Cursor(feed.settled(at), 0)),
    }


@router.get(
    "vacancies/changes",
    response=reading(ChangePage),
    url_name="vacancy_changes",
    summary="What became of vacancies since a cursor",
)
@open_to(anyone)
def vacancy_changes(
    request: HttpRequest,
    after: Annotated[
        str,
        Query(
            pattern=r"^[0-9]{1,16}-[0-9]{1,18}$",
            description="`cursor` of before, `changes_cursor` of a snapshot, or microseconds since "
            "1970 and «-0».",
        ),
    ],
    limit: Limit = 100,
) -> dict[str, Any]:
    """Adverts that are new or changed, and those that are gone: FILLED, EXPIRED (the deadline has
    passed), CLOSED by the firm, or WITHDRAWN (taken from view). A change is told after 30 seconds.
    """
    found = feed.changes_after(
        _read(after), limit=limit, at=timezone.now(), on=timezone.localdate()
    )
    return {
        "items": found.changes,
        "cursor": _written(found.cursor),
        "more": not found.is_all,
    }


@router.get(
    "vacancies/{uuid:public_id}",
    response=reading(feed.VacancyDetails, may_miss=True),
    url_name="vacancy_details",
    summary="One vacancy",
)
@open_to(anyone)
def vacancy_details(request: HttpRequest, public_id: UUID) -> feed.VacancyDetails:
    """As its public page shows it, with the contact the advert names while it is open."""
    found = feed.find_published(public_id, on=timezone.localdate())
    if found is None:
        raise Http404
    return found


def _written(cursor: feed.Cursor) -> str:
    return f"{(cursor.at - _EPOCH) // timedelta(microseconds=1)}-{cursor.pk}"


def _read(written: str) -> feed.Cursor:
    moment, pk = written.split("-")
    return feed.Cursor(_EPOCH + timedelta(microseconds=int(moment)), int(pk))
