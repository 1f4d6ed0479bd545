"""What each demand of an advert costs in people: a page, and a part of the page of posting."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from caunoi.placement.queries.demand_effect import FEWEST, NEAR_KM, DemandEffect, effect_of_demands
from caunoi.placement.views.signed_in import SignedIn
from caunoi.vacancies.permissions import can_manage, can_post
from caunoi.vacancies.queries.postings import find_posting
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only


@require_safe
@only(can_post)
def demand_effect(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Counts for one advert, sent or draft. Somebody else's does not exist."""
    vacancy = find_posting(public_id)
    if vacancy is None or not can_manage(request.user, vacancy):
        raise Http404
    effect = effect_of_demands(vacancy)
    part = request.headers.get("HX-Request") == "true"
    template = "placement/_effect.html" if part else "placement/effect.html"
    context = {
        "vacancy": vacancy,
        "effect": effect,
        "headline": headline(effect),
        "lines": [f"{one.words}: {formats.number(one.people)} người" for one in effect.effects],
        "back": reverse("vacancies:edit", args=[vacancy.public_id]),
    }
    return render(request, template, context)


def headline(effect: DemandEffect) -> str:
    """ "Hiện có 143 người hợp, 61 trong 15 km"."""
    if effect.reason:
        return effect.reason
    if effect.is_few:
        return f"Hiện có dưới {FEWEST} người hợp."
    near = formats.number(effect.near) if effect.near >= FEWEST else f"dưới {FEWEST}"
    return f"Hiện có {formats.number(effect.fitting)} người hợp, {near} trong {NEAR_KM} km."
