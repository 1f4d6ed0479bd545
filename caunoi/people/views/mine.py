"""A job seeker's own record: see it, allow and take back, who read it, take the data away."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from caunoi.people import actions, forms, queries
from caunoi.people.choices import Purpose
from caunoi.people.models import Person
from caunoi.people.permissions import is_job_seeker
from caunoi.people.views import papers, shown
from caunoi.people.views.signed_in import SignedIn
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Event
from caunoi_kit.ui.once import once


@require_safe
@only(is_job_seeker)
def mine(request: SignedIn) -> HttpResponse:
    """The record of the person signed in; without one, the beginning of a profile."""
    person = queries.person_of(request.user)
    if person is None:
        return redirect("people:start")
    page = queries.profile_page(person)
    context: dict[str, Any] = {
        "page": page,
        "groups": shown.profile_groups(
            page, lambda part: reverse("people:edit_mine", args=[part.value])
        ),
        "purposes": page.purposes.items(),
        "papers": papers.links(lambda name: reverse("people:my_paper", args=[name]))
        if page.profile
        else [],
    }
    return render(request, "people/mine.html", context)


@require_POST
@only(is_job_seeker)
@once
def change_consent(request: SignedIn) -> HttpResponse:
    """Allow one purpose, or take it back: the second of two taps."""
    person = _own_person(request)
    form = forms.ChangedConsentForm(request.POST)
    if not form.is_valid():
        messages.warning(request, "Chưa đổi được: chọn một việc trong danh sách.")
        return redirect("people:mine")
    purpose = Purpose(form.cleaned_data["purpose"])
    if form.cleaned_data["give"]:
        actions.give_consent(person=person, purposes=[purpose], by=request.user, at=timezone.now())
        messages.success(request, f"Đã cho phép: {purpose.label}.")
    else:
        actions.withdraw_consent(person=person, purpose=purpose, by=request.user, at=timezone.now())
        messages.success(request, f"Đã rút lại: {purpose.label}. Có hiệu lực ngay.")
    return redirect(f"{reverse('people:mine')}#dong-y")


@require_safe
@only(is_job_seeker)
def who_read(request: SignedIn) -> HttpResponse:
    """Who has opened the record, in plain words."""
    person = queries.person_of(request.user)
    lines = queries.who_read(person) if person is not None else []
    events = [
        Event(
            when=formats.moment(line.at),
            what=line.who,
            detail=f"{line.what}. Lý do: {line.why}." if line.why else f"{line.what}.",
        )
        for line in lines
    ]
    return render(request, "people/who_read.html", {"events": events})


@require_safe
@only(is_job_seeker)
def take(request: SignedIn) -> HttpResponse:
    """All data of the person signed in, as a file."""
    person = _own_person(request)
    data = actions.take_own_data(person=person, by=request.user)
    answer = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = 'attachment; filename="ho-so-cua-toi.json"'
    return answer


def _own_person(request: SignedIn) -> Person:
    person = queries.person_of(request.user)
    if person is None:
        raise Http404
    return person
