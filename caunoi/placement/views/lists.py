"""Pages of the three lists of one person."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from caunoi.people.models import Person
from caunoi.people.queries import person_of
from caunoi.placement import actions, queries
from caunoi.placement.permissions import is_counselling_staff, is_job_seeker
from caunoi.placement.queries.words import lower_first, shift_words
from caunoi.placement.views import cards
from caunoi.placement.views.signed_in import SignedIn
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Fact, Link


@require_safe
@only(is_job_seeker)
def my_lists(request: SignedIn) -> HttpResponse:
    """The three lists of the person signed in."""
    person = person_of(request.user)
    if person is None:
        return render(request, "placement/no_person.html")
    lists = queries.three_lists(person, on=timezone.localdate())
    return render(request, "placement/lists.html", {**_page(lists), "own": True})


@require_safe
@only(is_counselling_staff)
def person_lists(request: SignedIn, pk: int) -> HttpResponse:
    """The three lists of somebody a counsellor advises; the journal notes it."""
    person = get_object_or_404(Person.objects.select_related("place"), pk=pk)
    lists = actions.read_person_lists(person=person, by=request.user, on=timezone.localdate())
    return render(request, "placement/lists.html", {**_page(lists), "own": False})


def _page(lists: queries.ThreeLists) -> dict[str, Any]:
    on = timezone.localdate()
    jobs = [cards.job_card(offer, on=on) for offer in lists.jobs]
    studies = [cards.study_card(offer, on=on) for offer in lists.studies]
    others = [cards.other_card(way, lists) for way in lists.others]
    nearly = [cards.near_card(offer, on=on) for offer in lists.nearly]
    n = formats.number
    return {
        "lists": lists,
        "jobs": jobs,
        "studies": studies,
        "others": others,
        "nearly": nearly,
        "wished": ", ".join(lower_first(w.words or w.occupation.name) for w in lists.wishes),
        "conditions": _conditions(lists),
        "tabs": [
            Link(f"Việc làm ngay ({n(len(jobs))})", "#ngay"),
            Link(f"Học rồi làm ({n(len(studies))})", "#hoc"),
            Link(f"Khác ({n(len(others))})", "#khac"),
        ],
    }


def _conditions(lists: queries.ThreeLists) -> list[Fact]:
    """What the lists are worked out from, as the person said it."""
    profile = lists.profile
    if profile is None:
        return []
    facts = [Fact("pin", f"Dưới {profile.radius_km} km")]
    if profile.wage_min:
        facts.append(Fact("pay", f"Từ {formats.wage_short(profile.wage_min, profile.wage_min)}"))
    if profile.shifts:
        facts.append(Fact("clock", shift_words(profile.shifts).capitalize()))
    if profile.will_train:
        facts.append(Fact("course", "Muốn học nghề"))
    if profile.will_board:
        facts.append(Fact("home", "Ở lại nơi làm được"))
    return facts
