"""Front-office staff: find somebody, open their record, see a masked number in full."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from caunoi.accounts.permissions import is_counselling_staff
from caunoi.people import actions, forms, queries
from caunoi.people.choices import ReadingReason
from caunoi.people.models import Person
from caunoi.people.permissions import is_clerk_or_counsellor
from caunoi.people.queries.profile import place_words
from caunoi.people.views import papers, shown
from caunoi.people.views.signed_in import SignedIn
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Column, Link
from caunoi_kit.ui.once import once
from caunoi_kit.ui.paging import PARAMETER

COLUMNS = [
    Column("Họ và tên"),
    Column("Ngày sinh"),
    Column("Nơi ở"),
    Column("Điện thoại"),
    Column("Hồ sơ"),
]


@require_safe
@only(is_clerk_or_counsellor)
def search(request: SignedIn) -> HttpResponse:
    """People by name, telephone or identity number; whoever is shown is in the journal."""
    form = forms.SearchForm(request.GET)
    asked = form.cleaned_data["q"].strip() if form.is_valid() else ""
    context = {"form": form, "asked": asked, "columns": COLUMNS, "found": None}
    if asked:
        found = actions.found_people(text=asked, by=request.user, page=request.GET.get(PARAMETER))
        context |= {"found": found, "rows": [_row(person) for person in found.people]}
    return render(request, "people/search.html", context)


def _row(person: Person) -> list[Link | str]:
    return [
        Link(person.full_name, reverse("people:person", args=[person.public_id])),
        formats.day(person.birth_date) if person.birth_date else shown.NOT_ASKED,
        place_words(person.place) or shown.NOT_ASKED,
        formats.phone(person.phone) or shown.NONE,
        "đầy đủ" if hasattr(person, "profile") else "sơ bộ",
    ]


@require_safe
@only(is_clerk_or_counsellor)
def person(request: SignedIn, public_id: uuid.UUID) -> HttpResponse:
    """The record of somebody; the person sees who opened it and why."""
    found = _found(public_id)
    reason = _reason(request.GET.get("vi", ""))
    page = actions.read_person(person=found, reason=reason, by=request.user)
    lists = reverse("placement:person_lists", args=[found.pk]) if page.profile else ""
    context = {
        "page": page,
        "reason": reason.value,
        "reasons": shown.reasons(reason.value),
        "groups": shown.profile_groups(
            page, lambda part: reverse("people:edit_person", args=[public_id, part.value])
        ),
        "purposes": page.purposes.items(),
        "lists_url": lists if is_counselling_staff(request.user) else "",
        "papers": papers.links(lambda name: reverse("people:paper", args=[public_id, name]))
        if page.profile
        else [],
    }
    return render(request, "people/person.html", context)


@require_POST
@only(is_clerk_or_counsellor)
@once
def identity_number(request: SignedIn, public_id: uuid.UUID) -> HttpResponse:
    """The identity number in full, once; the journal keeps who asked and why."""
    found = _found(public_id)
    reason = _reason(request.POST.get("reason", ""))
    number = actions.read_identity_number(person=found, reason=reason, by=request.user)
    context = {
        "person": found,
        "number": number or "Hồ sơ này chưa có số định danh.",
        "reason": reason,
        "back": reverse("people:person", args=[public_id]),
    }
    return render(request, "people/number.html", context)


def _found(public_id: uuid.UUID) -> Person:
    person = queries.find_person(public_id)
    if person is None:
        raise Http404
    return person


def _reason(asked: str) -> ReadingReason:
    """The reason chosen; whoever chooses none serves at the counter."""
    return ReadingReason(asked) if asked in ReadingReason.values else ReadingReason.COUNTER
