"""Pages of the policy of the match: what holds and why, a proposal, and the other hand's word."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from caunoi.placement.actions import policies as actions
from caunoi.placement.choices import PolicyState
from caunoi.placement.forms.policies import DecisionForm, PolicyForm
from caunoi.placement.models import MatchPolicy
from caunoi.placement.permissions import can_make_plans, can_see_lessons, is_counselling_staff
from caunoi.placement.queries.policies import (
    policies,
    policy_in_force,
    policy_of_record,
    rules_of_record,
)
from caunoi.placement.queries.policy import changes_words, option_groups
from caunoi.placement.queries.snapshot import latest_run
from caunoi.placement.views.policy_words import (
    STATES,
    history,
    lesson_lines,
    list_ways,
    option_pairs,
    proposal_facts,
)
from caunoi.placement.views.signed_in import SignedIn
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Column
from caunoi_kit.ui.once import once

PAST_SHOWN = 10


@require_safe
@only(is_counselling_staff)
def policy(request: SignedIn) -> HttpResponse:
    """What the match goes by today, each option explained; what waits, and what was before."""
    holds = policy_in_force(on=timezone.localdate())
    everything = list(policies()[: PAST_SHOWN + 1])
    run = latest_run()
    context = {
        "holds": holds,
        "groups": option_pairs(option_groups(holds.policy, holds.rules)),
        "waiting": [one for one in everything if one.state == PolicyState.PROPOSED],
        "history": history(everything[:PAST_SHOWN]),
        "ways": list_ways(run),
        "run": run,
        "may_propose": can_make_plans(request.user),
        "may_see_lessons": can_see_lessons(request.user),
    }
    return render(request, "placement/policy.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@only(can_make_plans)
@once
def propose(request: SignedIn) -> HttpResponse:
    """All options in one form, filled with what holds; sent, it waits for another hand."""
    on = timezone.localdate()
    holds = policy_in_force(on=on)
    form = PolicyForm(
        request.POST if request.method == "POST" else None,
        policy=holds.policy,
        rules=holds.rules,
        initial={"starts_on": on},
    )
    if form.is_valid():
        try:
            made = actions.propose_policy(
                policy=form.policy(),
                rules=form.rules(),
                starts_on=form.cleaned_data["starts_on"],
                why=form.cleaned_data["why"],
                by=request.user,
                on=on,
                at=timezone.now(),
            )
        except actions.CannotPropose as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Đã gửi đề nghị. Một trưởng phòng hoặc giám đốc khác duyệt.")
            return redirect("placement:policy_proposal", pk=made.pk)
    return render(request, "placement/policy_new.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@only(is_counselling_staff)
@once
def proposal(request: SignedIn, pk: int) -> HttpResponse:
    """One policy: what it changes, on which grounds; accepting, refusing and taking back."""
    record = get_object_or_404(policies(), pk=pk)
    form = DecisionForm(request.POST if request.method == "POST" else None)
    may = can_make_plans(request.user)
    if may and form.is_valid():
        try:
            words = _decide(request, record, form.cleaned_data["note"])
        except actions.CannotDecide as refusal:
            form.add_error("note", str(refusal))
        else:
            messages.success(request, words)
            return redirect("placement:policy_proposal", pk=pk)
    return render(request, "placement/policy_proposal.html", _page(request, record, form))


def _decide(request: SignedIn, record: MatchPolicy, note: str) -> str:
    deed, at = request.POST.get("deed"), timezone.now()
    if deed == "take_back":
        actions.take_back_policy(policy=record, why=note, by=request.user, at=at)
        return "Đã rút lại. Phương án sau theo chính sách trước đó."
    accept = deed == "accept"
    actions.decide_policy(
        policy=record, accept=accept, note=note, by=request.user, on=timezone.localdate(), at=at
    )
    return "Đã duyệt. Phương án tính từ ngày đó theo chính sách này." if accept else "Đã ghi."


def _page(request: SignedIn, record: MatchPolicy, form: DecisionForm) -> dict[str, Any]:
    before = policy_in_force(on=timezone.localdate())
    proposed = policy_of_record(record), rules_of_record(record)
    may, own = can_make_plans(request.user), record.proposed_by_id == request.user.pk
    waits = record.state == PolicyState.PROPOSED
    return {
        "record": record,
        "badge": STATES[record.state],
        "facts": proposal_facts(record),
        "columns": [
            Column("Mục"),
            Column("Đang dùng", figures=True),
            Column("Đề nghị", figures=True),
        ],
        "changes": [
            list(one) for one in changes_words(option_groups(before.policy, before.rules, proposed))
        ],
        "holds": before.record is not None and before.record.pk == record.pk,
        "lesson": lesson_lines(record),
        "form": form,
        "own": own,
        "decides": may and waits and not own,
        "takes_back": may and (record.state == PolicyState.ACCEPTED or (waits and own)),
    }
