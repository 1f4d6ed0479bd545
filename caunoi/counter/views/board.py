"""The big screen, and the small answer it asks for every two seconds."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from caunoi.counter.models import Office
from caunoi.counter.queries import board as boards
from caunoi.counter.queries import lines
from caunoi_kit.ui.access import anyone, only


@require_safe
@only(anyone)
def boards_page(request: HttpRequest) -> HttpResponse:
    """Which screen; with one office, that one."""
    found = list(lines.offices())
    if len(found) == 1:
        return redirect("counter:board", public_id=found[0].public_id)
    return render(request, "counter/boards.html", {"offices": found})


@require_safe
@only(anyone)
def board(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Numbers and desks in letters that are read at ten metres."""
    office = _office(public_id)
    shown = boards.board(office, at=timezone.now())
    context = {"office": office, "board": shown, "services": lines.services_of(office)}
    return render(request, "counter/board.html", context)


@require_safe
@only(anyone)
def board_news(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The same as figures; 304 while nothing changed (docs/counter.md says why not a stream)."""
    shown = boards.board(_office(public_id), at=timezone.now())
    mark = f'"{shown.mark}"'
    if request.headers.get("If-None-Match") == mark:
        answer = HttpResponse(status=304)
    else:
        answer = JsonResponse(_said(shown))
    answer.headers["ETag"] = mark
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:  # for others no cache keeps anything
        answer.headers["Cache-Control"] = "no-cache"
    return answer


def _said(shown: boards.Board) -> dict[str, Any]:
    return {
        "calls": [
            {"call": each.call, "number": each.number, "desk": each.desk} for each in shown.calls
        ],
        "waiting": dict(shown.waiting),
    }


def _office(public_id: UUID) -> Office:
    office = lines.find_office(public_id)
    if office is None:
        raise Http404
    return office
