"""What the person signed in may ask about their own data, and how far it is."""

from datetime import date
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from caunoi.people import forms, queries
from caunoi.people.actions import requests as actions
from caunoi.people.choices import OPEN_REQUESTS, RequestState, Right
from caunoi.people.models import DataRequest
from caunoi.people.permissions import is_job_seeker
from caunoi.people.queries.requests import requests_of, terms_of
from caunoi.people.views.signed_in import SignedIn
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Badge, State
from caunoi_kit.ui.once import once

BADGES: Final[dict[RequestState, tuple[State, str]]] = {
    RequestState.ASKED: ("warn", "clock"),
    RequestState.ACCEPTED: ("info", "clock"),
    RequestState.DONE: ("good", "check"),
    RequestState.REFUSED: ("bad", "close"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@only(is_job_seeker)
@once
def my_requests(request: SignedIn) -> HttpResponse:
    """The rights of the person over their data: ask, and see what became of it."""
    person = queries.person_of(request.user)
    if person is None:
        return redirect("people:start")
    form = forms.RequestForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        right = Right(form.cleaned_data["right"])
        made = actions.ask(
            person=person,
            right=right,
            words=form.cleaned_data["words"],
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, _said(made))
        return redirect("people:my_requests")
    context: dict[str, Any] = {
        "form": form,
        "requests": [_shown(each) for each in requests_of(person)],
        "terms": _terms(timezone.localdate()),
    }
    return render(request, "people/my_requests.html", context)


def _said(made: DataRequest) -> str:
    if made.state == RequestState.DONE:
        return made.answer
    return (
        f"Đã nhận. Trung tâm trả lời trước hết ngày {formats.day(made.answer_due)}, "
        f"làm xong trước hết ngày {formats.day(made.done_due)}."
    )


def _shown(made: DataRequest) -> dict[str, Any]:
    kind, icon = BADGES[RequestState(made.state)]
    return {
        "asked": made,
        "badge": Badge(kind, icon, made.get_state_display()),
        "open": made.state in OPEN_REQUESTS,
    }


def _terms(on: date) -> list[dict[str, str]]:
    """Each right with its days, asked today."""
    lines = []
    for right in Right:
        answer, done = terms_of(right, on=on)
        at_once = right in actions.AT_ONCE
        lines.append(
            {
                "label": str(right.label),
                "due": "Có hiệu lực ngay khi bấm."
                if at_once
                else f"Trả lời trước hết ngày {formats.day(answer.day)}, "
                f"xong trước hết ngày {formats.day(done.day)}.",
                "law": done.article,
            }
        )
    return lines
