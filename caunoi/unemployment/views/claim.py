"""The page of one claim: everything on it, and every step from intake to collection."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from caunoi.unemployment import forms
from caunoi.unemployment.actions import collecting, decisions, intake, reading, supplements
from caunoi.unemployment.actions.moves import CannotMove
from caunoi.unemployment.actions.proposals import CannotPropose
from caunoi.unemployment.choices import CircumstanceKind, CircumstanceSource
from caunoi.unemployment.imports.contributions import CannotUse, rows_of
from caunoi.unemployment.models import Claim
from caunoi.unemployment.permissions import can_handle_claims, can_see_claims
from caunoi.unemployment.queries.case import values_of
from caunoi.unemployment.queries.page import find_claim, usual_region
from caunoi.unemployment.views import claim_context
from caunoi.unemployment.views.requests import GET_OR_POST, SignedIn
from caunoi_kit.ui import editing
from caunoi_kit.ui.access import only, require
from caunoi_kit.ui.once import once

REFUSALS = (
    CannotMove,
    CannotPropose,
    collecting.CannotCollect,
    collecting.CannotWithdraw,
    decisions.CannotApprove,
    intake.CannotFile,
    intake.CannotFill,
    supplements.CannotAsk,
)


@require_http_methods(GET_OR_POST)
@only(can_see_claims)
@once
def claim(request: SignedIn, public_id: UUID) -> HttpResponse:
    """One claim. Sent, it saves, takes the claim in, or only computes ("tính thử")."""
    found = _found(public_id)
    if request.method != "POST":
        return _shown(request, found, claim_context.open_forms(found))
    require(can_handle_claims, request.user)
    typed = claim_context.sent_forms(request, found)
    if not typed.is_valid():
        return _shown(request, found, typed)
    if request.POST.get("do") == "try":
        return _shown(request, found, typed, what_if=True)
    save = intake.take_in if request.POST.get("do") == "receive" else intake.fill_claim
    try:
        save(
            claim=found,
            facts=typed.facts.facts,
            rows=typed.lines.rows,
            papers=typed.facts.cleaned_data["papers"],
            before=request.POST.get(editing.FIELD, ""),
            by=request.user,
            at=timezone.now(),
        )
    except editing.EditedMeanwhile as refusal:
        typed.conflicts = refusal.conflicts
        typed.state = editing.state_of(values_of(found))
        return _shown(request, _found(public_id), typed)
    except REFUSALS as refusal:
        typed.facts.add_error(None, str(refusal))
        return _shown(request, found, typed)
    messages.success(request, "Đã tiếp nhận hồ sơ." if save is intake.take_in else "Đã lưu hồ sơ.")
    return redirect("unemployment:claim", public_id=public_id)


@require_POST
@only(can_handle_claims)
@once
def read_file(request: SignedIn, public_id: UUID) -> HttpResponse:
    """The lines of a sheet stand in the form, to be looked at and saved. Nothing is stored."""
    found = _found(public_id)
    form = forms.ContributionFileForm(request.POST, request.FILES)
    shown = claim_context.open_forms(found)
    if not form.is_valid():
        shown.file_faults = [str(text) for texts in form.errors.values() for text in texts]
        return _shown(request, found, shown)
    file = form.cleaned_data["file"]
    region = usual_region(found, on=timezone.localdate())
    try:
        rows = rows_of(file.read(), name=file.name, region=region)
    except CannotUse as refusal:
        shown.file_faults = refusal.faults
        return _shown(request, found, shown)
    messages.success(request, f"Đã đọc {len(rows)} dòng từ tệp. Xem lại rồi bấm Lưu.")
    return _shown(request, found, claim_context.open_forms(found, rows=rows), rows=rows)


@require_POST
@only(can_handle_claims)
@once
def notes(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Notes of the clerks, saved as they are typed; a colleague's newer ones are shown first."""
    found = _found(public_id)
    by_script = request.headers.get("Accept") == "application/json"
    form = forms.NotesForm(request.POST)
    if not form.is_valid():
        return HttpResponse(status=422)
    try:
        kept = supplements.keep_notes(
            claim=found,
            notes=form.cleaned_data["notes"],
            before=request.POST.get(editing.FIELD, ""),
            by=request.user,
            at=timezone.now(),
        )
    except editing.EditedMeanwhile as refusal:
        theirs = refusal.conflicts[0].theirs
        state = editing.state_of({"notes": theirs})
        if by_script:
            return JsonResponse({"said": str(refusal), "theirs": theirs}, status=409)
        shown = claim_context.open_forms(found)
        shown.notes, shown.notes_state, shown.notes_theirs = form, state, theirs or "để trống"
        return _shown(request, found, shown)
    if by_script:
        state = editing.state_of({"notes": kept.notes})
        return JsonResponse({"said": "Đã lưu", "before": state})
    messages.success(request, "Đã lưu ghi chú.")
    return redirect("unemployment:claim", public_id=public_id)


@require_POST
@only(can_handle_claims)
@once
def ask_supplement(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Ask in writing for what is missing."""
    form = forms.SupplementForm(request.POST)
    told: dict[str, Any] = form.cleaned_data if form.is_valid() else {"papers": [], "what": ""}
    return _done(
        request,
        public_id,
        lambda found: supplements.ask_supplement(
            claim=found,
            what=told["what"],
            papers=told["papers"],
            by=request.user,
            at=timezone.now(),
        ),
        "Đã lập phiếu yêu cầu bổ sung và báo người lao động.",
    )


@require_POST
@only(can_handle_claims)
@once
def supplemented(request: SignedIn, public_id: UUID) -> HttpResponse:
    """What was missing is there."""
    papers = request.POST.getlist("papers")

    def note(found: Claim) -> object:
        verb = (
            supplements.answer_supplement
            if found.state == "SUPPLEMENT"
            else supplements.complete_claim
        )
        return verb(claim=found, papers=papers, by=request.user, at=timezone.now())

    return _done(request, public_id, note, "Đã ghi đủ hồ sơ. Hạn tính từ hôm nay.")


@require_POST
@only(can_handle_claims)
@once
def insurance(request: SignedIn, public_id: UUID) -> HttpResponse:
    """The claim waits for the insurance office, or its answer is there."""
    answered = request.POST.get("answered") == "1"
    verb = supplements.insurance_answered if answered else supplements.ask_insurance
    return _done(
        request,
        public_id,
        lambda found: verb(claim=found, by=request.user, at=timezone.now()),
        "Đã ghi bảo hiểm xã hội trả lời. Ghi quá trình đóng vào bảng."
        if answered
        else "Đã ghi chờ bảo hiểm xã hội. Hạn trả kết quả vẫn chạy.",
    )


@require_POST
@only(can_handle_claims)
@once
def circumstance(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Something happened to the person after filing."""
    form = forms.CircumstanceForm(request.POST)
    if not form.is_valid():
        for texts in form.errors.values():
            messages.error(request, str(texts[0]))
        return redirect("unemployment:claim", public_id=public_id)
    told = form.cleaned_data
    return _done(
        request,
        public_id,
        lambda found: supplements.note_circumstance(
            claim=found,
            kind=CircumstanceKind(told["kind"]),
            on=told["on"],
            source=CircumstanceSource(told["source"]),
            by=request.user,
            at=timezone.now(),
        ),
        "Đã ghi. Kết quả đã tính lại.",
    )


@require_POST
@only(can_handle_claims)
@once
def propose(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Put what the law gives before those who approve."""
    return _done(
        request,
        public_id,
        lambda found: decisions.propose_outcome(claim=found, by=request.user, at=timezone.now()),
        "Đã trình duyệt. Người khác sẽ duyệt.",
    )


@require_POST
@only(can_handle_claims)
@once
def collect(request: SignedIn, public_id: UUID) -> HttpResponse:
    """The person has the decision."""
    return _done(
        request,
        public_id,
        lambda found: collecting.collect(claim=found, by=request.user, at=timezone.now()),
        "Đã giao quyết định. Trợ cấp bắt đầu theo quyết định.",
    )


@require_POST
@only(can_handle_claims)
@once
def cancel(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Propose to cancel a decision: not fetched, or not wanted."""
    wish = request.POST.get("wish") == "1"
    return _done(
        request,
        public_id,
        lambda found: collecting.propose_cancel(
            claim=found, by=request.user, at=timezone.now(), wish=wish
        ),
        "Đã trình huỷ quyết định. Người khác sẽ duyệt.",
    )


@require_POST
@only(can_handle_claims)
@once
def withdraw(request: SignedIn, public_id: UUID) -> HttpResponse:
    """The person takes the claim back (Mẫu 11)."""
    return _done(
        request,
        public_id,
        lambda found: collecting.withdraw_claim(claim=found, by=request.user, at=timezone.now()),
        "Đã ghi rút hồ sơ.",
    )


@require_POST
@only(can_handle_claims)
@once
def drop(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Throw away a draft that was never filed."""
    try:
        collecting.drop_draft(claim=_found(public_id), by=request.user, at=timezone.now())
    except REFUSALS as refusal:
        messages.error(request, str(refusal))
        return redirect("unemployment:claim", public_id=public_id)
    messages.success(request, "Đã bỏ bản soạn.")
    return redirect("unemployment:claims")


def _done(
    request: SignedIn, public_id: UUID, do: Callable[[Claim], object], said: str
) -> HttpResponse:
    """One deed, what it says, and back to the claim."""
    try:
        do(_found(public_id))
    except REFUSALS as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("unemployment:claim", public_id=public_id)


def _shown(
    request: SignedIn,
    found: Claim,
    typed: claim_context.Typed,
    *,
    what_if: bool = False,
    rows: Any = None,
) -> HttpResponse:
    on = timezone.localdate()
    page = reading.read_claim(
        claim=found,
        by=request.user,
        on=on,
        values=typed.facts.facts if what_if else None,
        rows=typed.lines.rows if what_if else rows,
    )
    context = claim_context.context(page, typed, may_handle=can_handle_claims(request.user))
    context |= {"what_if": what_if, "conflicts": typed.conflicts}
    return render(request, "unemployment/claim.html", context)


def _found(public_id: UUID) -> Claim:
    found = find_claim(public_id)
    if found is None:
        raise Http404
    return found
