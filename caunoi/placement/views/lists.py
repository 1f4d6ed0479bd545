"""Pages of the three lists of one person."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from caunoi.people.models import Person
from caunoi.people.queries import person_of
from caunoi.placement import actions, queries
from caunoi.placement.permissions import is_counselling_staff, is_job_seeker
from caunoi.placement.views import cards
from caunoi_engine.text.names import given_name
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Link


@require_safe
@only(is_job_seeker)
def my_lists(request: HttpRequest) -> HttpResponse:
    """The three lists of the person signed in."""
    person = person_of(request.user)
    if person is None:
        return render(request, "placement/no_person.html")
    lists = queries.three_lists(person, on=timezone.localdate())
    return render(request, "placement/lists.html", _page(lists, own=True))


@require_safe
@only(is_counselling_staff)
def person_lists(request: HttpRequest, pk: int) -> HttpResponse:
    """The three lists of somebody a counsellor advises; the journal notes it."""
    person = get_object_or_404(Person.objects.select_related("place"), pk=pk)
    lists = actions.read_person_lists(person=person, by=request.user, on=timezone.localdate())
    return render(request, "placement/lists.html", _page(lists, own=False))


def _page(lists: queries.ThreeLists, *, own: bool) -> dict[str, Any]:
    on = timezone.localdate()
    columns = [
        ("ngay", "Việc làm ngay", [cards.job_card(offer, on=on) for offer in lists.jobs]),
        ("hoc", "Học rồi làm", [cards.study_card(offer, on=on) for offer in lists.studies]),
        ("khac", "Khác", [cards.other_card(way) for way in lists.others]),
    ]
    return {
        "lists": lists,
        "own": own,
        "greeting": "",
        "jobs": columns[0][2],
        "studies": columns[1][2],
        "others": columns[2][2],
        "tabs": [
            Link(f"{title} ({formats.number(len(offers))})", f"#{anchor}")
            for anchor, title, offers in columns
        ],
    }
