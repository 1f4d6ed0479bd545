"""Pages of the three lists of one person: their own, the counsellor's, and the one chosen from
together.
"""

from dataclasses import replace
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from caunoi.classifications.choices import Shift
from caunoi.people.models import Person
from caunoi.people.queries import person_of
from caunoi.placement import actions, queries
from caunoi.placement.choices import Dislike
from caunoi.placement.permissions import can_refer, is_counselling_staff, is_job_seeker
from caunoi.placement.queries.counselling import (
    KILOMETRES,
    MILLIONS,
    CounsellingPage,
    Sieve,
    sieve_of,
)
from caunoi.placement.queries.offers import JobOffer
from caunoi.placement.queries.words import lower_first, shift_words
from caunoi.placement.views import cards
from caunoi.placement.views import referral_words as shown
from caunoi.placement.views.signed_in import SignedIn
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Fact, JobCard, Link

MILLION: Final = 1_000_000


@require_safe
@only(is_job_seeker)
def my_lists(request: SignedIn) -> HttpResponse:
    """The three lists of the person signed in."""
    person = person_of(request.user)
    if person is None:
        return render(request, "placement/no_person.html")
    on = timezone.localdate()
    lists = queries.three_lists(person, on=on)
    jobs = [cards.job_card(offer, on=on) for offer in lists.jobs]
    return render(request, "placement/lists.html", {**_page(lists, jobs), "own": True})


@require_safe
@only(is_counselling_staff)
def person_lists(request: SignedIn, pk: int) -> HttpResponse:
    """The three lists of somebody a counsellor advises; the journal notes it."""
    found = _counselling(request, pk)
    return render(request, "placement/lists.html", _advised(request, found))


@require_safe
@only(can_refer)
def together(request: SignedIn, pk: int) -> HttpResponse:
    """The same lists in large type, for a screen turned to the person: yes, or no and why."""
    found = _counselling(request, pk)
    person = found.lists.person
    offers = [
        {
            "card": card,
            "refer_url": _refer_url(person, offer),
            "refuse_url": reverse(
                "placement:refuse_job", args=[person.public_id, offer.vacancy.public_id]
            ),
            "letter": found.under_way.get(offer.vacancy.pk),
        }
        for offer, card in zip(found.lists.jobs, _job_cards(request, found), strict=True)
    ]
    context = {
        **_advised(request, found),
        "offers": offers,
        "dislikes": Dislike.choices,
        "lists_url": reverse("placement:person_lists", args=[pk]),
    }
    return render(request, "placement/together.html", context)


def _counselling(request: SignedIn, pk: int) -> CounsellingPage:
    person = get_object_or_404(Person.objects.select_related("place"), pk=pk)
    asked = request.GET
    sieve = sieve_of(
        km=asked.get("xa", ""), millions=asked.get("luong", ""), shift=asked.get("ca", "")
    )
    return actions.read_counselling(
        person=person, sieve=sieve, by=request.user, on=timezone.localdate()
    )


def _advised(request: SignedIn, found: CounsellingPage) -> dict[str, Any]:
    """What the counsellor sees besides the lists."""
    on, pk = timezone.localdate(), found.lists.person.pk
    may_refer = can_refer(request.user)
    return {
        **_page(found.lists, _job_cards(request, found)),
        "own": False,
        "chips": _chips(request.path, found.sieve),
        "sifted": found.sieve != Sieve(),
        "all_url": request.path,
        "plan_url": reverse("counter:plan", args=[found.lists.person.public_id])
        if may_refer
        else "",
        "together_url": reverse("placement:together", args=[pk]) if may_refer else "",
        "letters": [
            {
                "number": shown.number_of(one),
                "url": shown.referral_url(one),
                "referral": one,
                "badge": shown.badge_of(one, on=on),
            }
            for one in found.referrals
        ],
        "refusals": [
            {
                "refusal": one,
                "url": reverse("placement:refusal", args=[one.public_id]),
                "why": shown.refusal_words(one),
                "judged": shown.judged_words(one),
            }
            for one in found.refusals
        ],
        "warns": found.warns,
        "unjustified": found.unjustified,
    }


def _job_cards(request: SignedIn, found: CounsellingPage) -> list[JobCard]:
    """Jobs with the counsellor's main action: the letter, or the one that is under way."""
    on, person = timezone.localdate(), found.lists.person
    under_way, may_refer = found.under_way, can_refer(request.user)
    made = []
    for offer in found.lists.jobs:
        card = cards.job_card(offer, on=on)
        if not offer.disliked and (odds := found.odds.get(offer.vacancy.occupation_id or 0)):
            card = replace(card, foot=shown.odds_words(odds))
        letter = under_way.get(offer.vacancy.pk)
        if letter is not None:
            words = f"Giấy số {shown.number_of(letter)}"
            card = replace(card, action=Link(words, shown.referral_url(letter), icon="ticket"))
        elif may_refer:
            card = replace(card, action=Link("Giới thiệu", _refer_url(person, offer)))
        made.append(card)
    return made


def _refer_url(person: Person, offer: JobOffer) -> str:
    return reverse("placement:refer", args=[person.public_id, offer.vacancy.public_id])


def _chips(path: str, sieve: Sieve) -> list[tuple[str, list[Link]]]:
    """The filters; a chosen one takes itself away, and each keeps the others and the place."""
    chosen = {"xa": str(sieve.km or ""), "luong": str(sieve.wage // MILLION or ""),
              "ca": sieve.shift}  # fmt: skip

    def link(name: str, value: str, label: str) -> Link:
        on = chosen[name] == value
        wanted = {**chosen, name: "" if on else value}
        asked = urlencode({key: each for key, each in wanted.items() if each})
        return Link(label, f"{path}?{asked}#loc" if asked else f"{path}#loc", on)

    return [
        ("Lọc theo đường đi", [link("xa", str(km), f"Dưới {km} km") for km in KILOMETRES]),
        ("Lọc theo lương", [link("luong", str(m), f"Từ {m} triệu") for m in MILLIONS]),
        ("Lọc theo ca", [link("ca", code, str(label)) for code, label in Shift.choices]),
    ]


def _page(lists: queries.ThreeLists, jobs: list[JobCard]) -> dict[str, Any]:
    on = timezone.localdate()
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
