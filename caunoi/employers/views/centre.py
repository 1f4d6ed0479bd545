"""What the centre does about firms: verify them, and keep those out that cheat."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.employers import actions, queries
from caunoi.employers.choices import Proof
from caunoi.employers.forms import BlockForm, ProofForm, RefusalForm
from caunoi.employers.models import BlockedFirm, Verification
from caunoi.employers.permissions import can_block_firms, can_verify_firms
from caunoi.employers.views.own import STATES, SignedIn, _pairs
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Column, Link, Pair
from caunoi_kit.ui.once import once
from caunoi_kit.ui.paging import PARAMETER, page_of

LINES = 50  # on a page
COLUMNS = (Column("Đơn vị"), Column("Mã số thuế"), Column("Gửi ngày"), Column("Tình trạng"))
SAID = {
    "xac-minh": "Đã xác minh. Tin của đơn vị này hiện không cần duyệt.",
    "bo-sung": "Đã gửi yêu cầu bổ sung.",
    "khong": "Đã ghi: không xác minh.",
}


@require_safe
@only(can_verify_firms)
def queue(request: SignedIn) -> HttpResponse:
    """The firms that wait to be verified."""
    found = queries.verification_queue()
    page = page_of(request.GET.get(PARAMETER), count=found.count(), size=LINES)
    rows = [
        (
            Link(each.employer.name, reverse("employers:verify", args=[each.public_id])),
            each.employer.tax_code or "",
            formats.day(each.asked_at),
            STATES[each.state],
        )
        for each in found[page.part]
    ]
    may_block = can_block_firms(request.user)
    context = {"page": page, "columns": COLUMNS, "rows": rows, "may_block": may_block}
    return render(request, "employers/queue.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@only(can_verify_firms)
@once
def verify(request: SignedIn, public_id: uuid.UUID) -> HttpResponse:
    """One firm that waits: verify it, ask for more, or refuse with the reason."""
    verification = queries.find_verification(public_id)
    if verification is None:
        raise Http404
    decision = request.POST.get("decision", "")
    proofs = ProofForm(request.POST if decision == "xac-minh" else None)
    refusal_form = RefusalForm(request.POST if decision in {"bo-sung", "khong"} else None)
    form: ProofForm | RefusalForm = refusal_form if refusal_form.is_bound else proofs
    if form.is_valid():
        try:
            _decide(request, verification, decision, form.cleaned_data)
        except actions.CannotVerify as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, SAID[decision])
            return redirect("employers:queue")
    employer = verification.employer
    asked = f"{verification.asked_by.full_name}, {formats.phone(verification.asked_by.phone)}"
    context = {
        "verification": verification,
        "open": verification.state in queries.OPEN_STATES,
        "badge": STATES.get(verification.state),
        "firm": employer,
        "form": form,
        "proof_form": proofs,
        "refusal_form": refusal_form,
        "pairs": [
            *_pairs(employer),
            Pair("Người gửi", asked, note=formats.day(verification.asked_at)),
        ],
        "alike": queries.look_alikes(employer),
        "barred": queries.blocked(tax_code=employer.tax_code or "", phone=employer.phone),
        "proofs": [p.label for p in Proof if p in {verification.proof_one, verification.proof_two}],
    }
    return render(request, "employers/verify.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@only(can_block_firms)
@once
def blocks(request: SignedIn) -> HttpResponse:
    """Tax codes and numbers that may not recruit here; add one."""
    form = BlockForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        fields = {**form.cleaned_data, "phone": form.cleaned_data["phone"] or ""}
        try:
            actions.block_firm(**fields, by=request.user, at=timezone.now())
        except actions.CannotBlock as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Đã chặn. Đơn vị này không đăng ký và đăng tin được nữa.")
            return redirect("employers:blocks")
    found = queries.blocks()
    page = page_of(request.GET.get(PARAMETER), count=found.count(), size=LINES)
    return render(
        request, "employers/blocks.html", {"form": form, "page": page, "blocks": found[page.part]}
    )


@require_POST
@only(can_block_firms)
@once
def lift_block(request: SignedIn, pk: int) -> HttpResponse:
    """End a block."""
    block = get_object_or_404(BlockedFirm, pk=pk)
    actions.lift_block(block=block, by=request.user, at=timezone.now())
    messages.success(request, "Đã bỏ chặn. Đơn vị cần được xác minh lại.")
    return redirect("employers:blocks")


def _decide(
    request: SignedIn, verification: Verification, decision: str, said: dict[str, str]
) -> None:
    at = timezone.now()
    if decision == "xac-minh":
        actions.approve_firm(
            verification=verification,
            proof_one=Proof(said["proof_one"]),
            proof_two=Proof(said["proof_two"]),
            by=request.user,
            at=at,
        )
    elif decision == "bo-sung":
        actions.ask_more(verification=verification, what=said["reason"], by=request.user, at=at)
    else:
        actions.refuse_firm(
            verification=verification, reason=said["reason"], by=request.user, at=at
        )
