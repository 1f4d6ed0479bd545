"""Lists of claims, and where one begins."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.people.actions.reading import found_people
from caunoi.people.queries import find_person
from caunoi.unemployment.actions import collecting, intake
from caunoi.unemployment.permissions import can_handle_claims, can_see_claims
from caunoi.unemployment.queries import lists
from caunoi.unemployment.views.claim_words import due_badge, name_of, state_badge
from caunoi.unemployment.views.requests import GET_OR_POST, SignedIn
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Badge, Column, Link
from caunoi_kit.ui.once import once
from caunoi_kit.ui.paging import PARAMETER

COLUMNS = [
    Column("Hồ sơ"),
    Column("Người nộp"),
    Column("Ngày nộp"),
    Column("Đang ở bước"),
    Column("Chờ ai"),
    Column("Hạn"),
]
UNCOLLECTED = [
    Column("Quyết định"),
    Column("Người"),
    Column("Hạn nhận"),
    Column("Báo bảo hiểm xã hội"),
]


@require_safe
@only(can_see_claims)
def claims(request: SignedIn) -> HttpResponse:
    """Claims under a filter, the earliest deadline first."""
    found = lists.claim_list(
        chosen=request.GET.get("loc", ""),
        page=request.GET.get(PARAMETER),
        on=timezone.localdate(),
    )
    rows = [
        [
            Link(name_of(each.claim), reverse("unemployment:claim", args=[each.claim.public_id])),
            each.claim.person.full_name,
            formats.day(each.claim.filed_on) if each.claim.filed_on else "chưa nộp",
            state_badge(each.claim),
            each.waits_for or "không",
            due_badge(each.due) or "không tính",
        ]
        for each in found.claims
    ]
    chips = [
        Link(label, f"?loc={key}", key == found.chosen) for key, label in lists.FILTERS.items()
    ]
    context = {
        "found": found,
        "columns": COLUMNS,
        "rows": rows,
        "chips": chips,
        "may_begin": can_handle_claims(request.user),
    }
    return render(request, "unemployment/claims.html", context)


@require_http_methods(["GET", "HEAD"])
@only(can_handle_claims)
def intake_search(request: SignedIn) -> HttpResponse:
    """Whose claim it is: card code, number, telephone or name; one key opens the claim."""
    asked = request.GET.get("q", "").strip()
    context: dict[str, object] = {"asked": asked, "found": None}
    if asked:
        text = asked.split("|")[0] if "|" in asked else asked  # the code on the card: number first
        context["found"] = found_people(text=text, by=request.user, page=request.GET.get(PARAMETER))
    return render(request, "unemployment/intake.html", context)


@require_POST
@only(can_handle_claims)
@once
def start(request: SignedIn, person_id: UUID) -> HttpResponse:
    """The open claim of somebody, begun if there is none."""
    person = find_person(person_id)
    if person is None:
        raise Http404
    claim = intake.begin_claim(person=person, by=request.user, at=timezone.now())
    return redirect("unemployment:claim", public_id=claim.public_id)


@require_http_methods(GET_OR_POST)
@only(can_see_claims)
@once
def uncollected(request: SignedIn) -> HttpResponse:
    """Who did not come for the decision: the list for the insurance office, then cancelling."""
    found = lists.uncollected()
    if request.method == "POST":
        told = collecting.tell_insurance(decisions=found, by=request.user, at=timezone.now())
        messages.success(request, f"Đã ghi báo bảo hiểm xã hội {told} người.")
        return redirect("unemployment:uncollected")
    rows = [
        [
            Link(
                decision.symbol,
                reverse("unemployment:claim", args=[decision.claim.public_id]),
            )
            if decision.claim
            else decision.symbol,
            decision.person.full_name,
            formats.day(decision.window_last) if decision.window_last else "",
            Badge("good", "check", f"đã báo {formats.day(decision.insurance_told_on)}")
            if decision.insurance_told_on
            else Badge("warn", "clock", "chưa báo"),
        ]
        for decision in found
    ]
    context = {
        "rows": rows,
        "columns": UNCOLLECTED,
        "waiting": [each for each in found if each.insurance_told_on is None],
    }
    return render(request, "unemployment/uncollected.html", context)
