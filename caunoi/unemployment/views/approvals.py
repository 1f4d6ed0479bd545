"""Whoever may approves: one by one, or many with the key figures of each before their eyes."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from caunoi.unemployment import forms
from caunoi.unemployment.actions import decisions, reading
from caunoi.unemployment.models import Decision
from caunoi.unemployment.permissions import can_approve, can_see_claims
from caunoi.unemployment.permissions.claims import can_approve_this
from caunoi.unemployment.queries import lists
from caunoi.unemployment.queries.employer_support import proposals_of_employers
from caunoi.unemployment.views import claim_words, support_words
from caunoi.unemployment.views.requests import GET_OR_POST, SignedIn
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Pair
from caunoi_kit.ui.once import once
from caunoi_kit.ui.paging import PARAMETER

MOST_FIRMS: Final = 30  # of which each is opened by itself


@require_http_methods(GET_OR_POST)
@only(can_approve)
@once
def approvals(request: SignedIn) -> HttpResponse:
    """Proposals that wait; sent, those ticked are approved one by one."""
    if request.method == "POST":
        done, refused = decisions.approve_many(
            decisions=lists.decisions_among(_asked(request)), by=request.user, at=timezone.now()
        )
        for each in refused:
            messages.error(request, f"{each.decision.person.full_name}: {each.why}")
        if done:
            numbers = ", ".join(each.symbol for each in done)
            messages.success(request, f"Đã duyệt {len(done)} văn bản: số {numbers}.")
        if not done and not refused:
            messages.error(request, "Chưa chọn văn bản nào. Đánh dấu rồi bấm Duyệt.")
        return redirect("unemployment:approvals")
    found = reading.read_approvals(by=request.user, page=request.GET.get(PARAMETER))
    context = {
        "found": found,
        "cards": [
            {
                "decision": decision,
                "kind": decision.get_kind_display(),
                "name": decision.person.full_name,
                "figures": claim_words.figures(decision),
                "url": reverse("unemployment:decision", args=[decision.public_id]),
                "mine": not can_approve_this(request.user, decision),
            }
            for decision in found.decisions
        ],
        "firms": [
            {
                "decision": decision,
                "kind": decision.get_kind_display(),
                "figures": support_words.decision_figures(decision),
                "url": reverse("unemployment:support_decision", args=[decision.public_id]),
            }
            for decision in proposals_of_employers()[:MOST_FIRMS]
        ],
    }
    return render(request, "unemployment/approvals.html", context)


@require_http_methods(["GET", "HEAD"])
@only(can_see_claims)
def decision(request: SignedIn, public_id: UUID) -> HttpResponse:
    """One decision: what it rests on, who proposed and who approved it."""
    found = _found(public_id)
    reading.read_decision(decision=found, by=request.user)
    context = {
        "decision": found,
        "title": found.get_kind_display(),
        "figures": claim_words.figures(found),
        "history": _history(found),
        "reasons": [_reason(one) for one in found.content.get("reasons") or []],
        "read_as": found.content.get("read_as") or [],
        "unconfirmed": found.content.get("unconfirmed") or [],
        "rules": found.content.get("rules", ""),
        "paper": claim_words.decision_link(found) if found.kind != "MOVE_NOTICE" else None,
        "may": found.state == "PROPOSED" and can_approve_this(request.user, found),
        "form": forms.SendBackForm(),
    }
    return render(request, "unemployment/decision.html", context)


@require_POST
@only(can_approve)
@once
def send_back(request: SignedIn, public_id: UUID) -> HttpResponse:
    """A proposal goes back to whoever made it."""
    try:
        decisions.send_back(
            decision=_found(public_id),
            why=request.POST.get("why", ""),
            by=request.user,
            at=timezone.now(),
        )
    except decisions.CannotApprove as refusal:
        messages.error(request, str(refusal))
        return redirect("unemployment:decision", public_id=public_id)
    messages.success(request, "Đã trả lại cho người trình.")
    return redirect("unemployment:approvals")


def _reason(one: Any) -> dict[str, str]:
    """A reason of a snapshot; those about a benefit are pairs, a deadline says its article."""
    text, article = (one["text"], one.get("article", "")) if isinstance(one, dict) else one
    return {"text": text, "article": "" if article in text else article}


def _history(found: Decision) -> list[Pair]:
    pairs = [
        Pair("Người trình", found.proposed_by.full_name, note=formats.moment(found.proposed_at))
    ]
    if found.approved_by and found.approved_at:
        pairs.append(
            Pair("Người duyệt", found.approved_by.full_name, note=formats.moment(found.approved_at))
        )
        pairs.append(Pair("Số", found.symbol))
    if found.returned_by and found.returned_at:
        pairs.append(Pair("Trả lại", found.returned_why, note=formats.moment(found.returned_at)))
    if found.window_first and found.window_last:
        pairs.append(
            Pair(
                "Đến nhận",
                f"{formats.day(found.window_first)} – {formats.day(found.window_last)}",
            )
        )
    if found.collected_on:
        pairs.append(Pair("Đã nhận", formats.day(found.collected_on)))
    if found.cancelled_on:
        pairs.append(Pair("Đã huỷ", formats.day(found.cancelled_on)))
    return pairs


def _asked(request: SignedIn) -> list[str]:
    """Addresses ticked, as far as they are addresses."""
    asked = []
    for text in request.POST.getlist("decision")[: lists.PAGE_SIZE]:
        try:
            asked.append(str(UUID(text)))
        except ValueError:
            continue
    return asked


def _found(public_id: UUID) -> Decision:
    found = lists.find_decision(public_id)
    if found is None:
        raise Http404
    return found
