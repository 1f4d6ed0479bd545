"""Courses for programs."""

from typing import Annotated

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Path, Router

from caunoi.training.queries import feed
from caunoi_kit.api.answers import reading
from caunoi_kit.api.guard import open_to
from caunoi_kit.ui.access import anyone

router = Router(tags=["courses"])


@router.get(
    "courses/{pk}",
    response=reading(feed.CourseRecord, may_miss=True),
    url_name="course_details",
    summary="One course",
)
@open_to(anyone)
def course_details(
    request: HttpRequest, pk: Annotated[int, Path(ge=1, le=2**63 - 1)]
) -> feed.CourseRecord:
    """With the intakes one may still join today, the soonest first."""
    found = feed.find_course(pk, on=timezone.localdate())
    if found is None:
        raise Http404
    return found
