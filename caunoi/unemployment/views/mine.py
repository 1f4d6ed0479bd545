"""The person's own page: file online, see where the claim is, take it back."""

from collections.abc import Sequence
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.accounts.permissions import is_job_seeker
from caunoi.people.models import Person
from caunoi.people.queries import person_of
from caunoi.unemployment import forms
from caunoi.unemployment.actions import collecting, intake
from caunoi.unemployment.actions.attaching import CannotAttach, NewPaper
from caunoi.unemployment.actions.moves import CannotMove
from caunoi.unemployment.choices import ClaimState, DecisionKind
from caunoi.unemployment.models import Claim
from caunoi.unemployment.permissions import can_ask_for_benefit
from caunoi.unemployment.queries.case import values_of
from caunoi.unemployment.queries.mine import OwnClaim, own_claim, sent_papers_of
from caunoi.unemployment.views.claim_words import figures, state_badge
from caunoi.unemployment.views.requests import GET_OR_POST, SignedIn
from caunoi_kit.ui import editing, formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Step
from caunoi_kit.ui.once import once

# What comes next, in the words of the person.
NEXT: Final[dict[str, str]] = {
    ClaimState.DRAFT: "Hồ sơ chưa gửi. Mở lại, ghi tiếp rồi bấm Nộp hồ sơ.",
    ClaimState.SENT: "Trung tâm đã nhận được. Cán bộ xem và trả lời qua tin nhắn.",
    ClaimState.RECEIVED: "Trung tâm đang xem hồ sơ. Trong lúc chờ, có việc làm thì báo ngay.",
    ClaimState.SUPPLEMENT: "Hồ sơ còn thiếu giấy tờ. Bổ sung thì hạn trả kết quả mới tính tiếp.",
    ClaimState.INSURANCE: "Trung tâm đang chờ bảo hiểm xã hội xác nhận số tháng đóng.",
    ClaimState.PROPOSED: "Hồ sơ đã tính xong, đang chờ người có quyền duyệt.",
    ClaimState.APPROVED: "Đã có quyết định. Đến nhận đúng hẹn, nếu không quyết định bị huỷ.",
    ClaimState.UNCOLLECTED: "Đã quá hạn nhận. Quyết định sẽ huỷ, số tháng đóng được giữ lại.",
    ClaimState.COLLECTED: "Anh/chị đã nhận quyết định. Mỗi tháng nhớ thông báo tìm việc.",
    ClaimState.REFUSED: "Hồ sơ không đủ điều kiện. Anh/chị có quyền khiếu nại.",
    ClaimState.WITHDRAWN: "Anh/chị đã rút hồ sơ. Số tháng đã đóng được giữ lại.",
    ClaimState.CANCELLED: "Quyết định đã huỷ. Số tháng đã đóng được giữ cho lần sau.",
}
WAY: Final = (
    ("Nộp hồ sơ", frozenset({ClaimState.DRAFT})),
    ("Trung tâm tiếp nhận", frozenset({ClaimState.SENT})),
    (
        "Xem hồ sơ, tính mức hưởng",
        frozenset({ClaimState.RECEIVED, ClaimState.SUPPLEMENT, ClaimState.INSURANCE}),
    ),
    ("Duyệt quyết định", frozenset({ClaimState.PROPOSED})),
    ("Nhận quyết định", frozenset({ClaimState.APPROVED, ClaimState.UNCOLLECTED})),
    ("Hưởng trợ cấp", frozenset({ClaimState.COLLECTED})),
)


@require_safe
@only(is_job_seeker)
def mine(request: SignedIn) -> HttpResponse:
    """Where the own claim is, what comes next, what to bring."""
    found = own_claim(request.user, on=timezone.localdate())
    if found is None:
        return render(request, "unemployment/mine_none.html", {"start": reverse("people:start")})
    return own_page(request, found)


def own_page(
    request: SignedIn, found: OwnClaim, papers_form: forms.SentPapersForm | None = None
) -> HttpResponse:
    """The page of the own claim; the form of more papers as it was sent, if it was."""
    claim = found.claim
    context = {
        "found": found,
        "papers_form": papers_form or forms.SentPapersForm(),
        "claim": claim,
        "badge": state_badge(claim) if claim else None,
        "next": NEXT[claim.state] if claim else "",
        "steps": _steps(claim.state) if claim else [],
        "dates": _dates(found),
        "figures": figures(found.decision)
        if found.decision is not None and found.decision.kind != DecisionKind.CANCEL
        else [],
    }
    return render(request, "unemployment/mine.html", context)


@require_http_methods(GET_OR_POST)
@only(can_ask_for_benefit)
@once
def file_mine(request: SignedIn) -> HttpResponse:
    """File online. What is typed stays when something is missing."""
    person = person_of(request.user)
    if person is None:
        return redirect("people:start")
    opened = own_claim(request.user, on=timezone.localdate())
    draft = opened.claim if opened else None
    if draft is not None and draft.is_open and draft.state != ClaimState.DRAFT:
        messages.success(request, "Anh/chị đã có hồ sơ đang giải quyết.")
        return redirect("unemployment:mine")
    if request.method != "POST":
        return _filing(request, forms.OwnFactsForm(initial=_known(draft, person)), draft)
    form, conflicts = forms.OwnFactsForm(request.POST, request.FILES), []
    valid = form.is_valid()
    papers = [NewPaper(*each) for each in form.attached]
    if valid:
        try:
            intake.file_online(
                person=person,
                facts=form.facts,
                before=request.POST.get(editing.FIELD, ""),
                send=request.POST.get("do") != "save",
                by=request.user,
                at=timezone.now(),
                papers=papers,
            )
        except editing.EditedMeanwhile as refusal:
            conflicts = refusal.conflicts
        except (CannotAttach, intake.CannotFile, intake.CannotFill, CannotMove) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request,
                "Đã lưu, chưa nộp."
                if request.POST.get("do") == "save"
                else "Đã nộp hồ sơ. Ngày nộp là hôm nay.",
            )
            return redirect("unemployment:mine")
    draft = _papers_kept(request, person, papers, form) or draft
    return _filing(request, form, draft, conflicts)


def _papers_kept(
    request: SignedIn, person: Person, papers: list[NewPaper], form: forms.OwnFactsForm
) -> Claim | None:
    """A browser forgets chosen files when a form comes back: the draft keeps them."""
    try:
        return intake.keep_papers(person=person, papers=papers, by=request.user, at=timezone.now())
    except CannotAttach as refusal:
        if str(refusal) not in form.non_field_errors():
            form.add_error(None, str(refusal))
        return None


@require_POST
@only(can_ask_for_benefit)
@once
def withdraw_mine(request: SignedIn) -> HttpResponse:
    """Take the own claim back (Mẫu 11)."""
    found = own_claim(request.user, on=timezone.localdate())
    if found is None or found.claim is None:
        raise Http404
    try:
        collecting.withdraw_claim(claim=found.claim, by=request.user, at=timezone.now())
    except (collecting.CannotWithdraw, CannotMove) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Đã rút hồ sơ. Số tháng đã đóng được giữ lại.")
    return redirect("unemployment:mine")


def _filing(
    request: SignedIn,
    form: forms.OwnFactsForm,
    draft: Claim | None,
    conflicts: Sequence[editing.Conflict] = (),
) -> HttpResponse:
    sent = request.POST.get(editing.FIELD, "")
    stands = editing.state_of(values_of(draft)) if draft and draft.is_open else ""
    context = {
        "form": form,
        "form_state": stands if conflicts or not sent else sent,
        "conflicts": conflicts,
        "kept": list(sent_papers_of(draft)) if draft and draft.is_open else [],
    }
    return render(request, "unemployment/mine_file.html", context)


def _known(draft: Claim | None, person: Person) -> dict[str, Any]:
    """What the boxes hold when the form is opened."""
    if draft is not None and draft.state == ClaimState.DRAFT:
        return values_of(draft)
    place = f"Trạm y tế {person.place.name}" if person.place else ""
    return {
        "account_holder": person.full_name,
        "contract": "INDEFINITE",
        "payout": "ACCOUNT",
        "medical_place": place,
    }


def _steps(state: str) -> list[Step]:
    """The way of a claim with the step it is at; none for what ended otherwise."""
    here = next((n for n, (_, states) in enumerate(WAY) if state in states), None)
    if here is None:
        return []
    return [
        Step(label, "done" if n < here else "now" if n == here else "")
        for n, (label, _) in enumerate(WAY)
    ]


def _dates(found: OwnClaim) -> list[tuple[str, str]]:
    """Days the person has to know, in plain words."""
    claim, told = found.claim, []
    if claim is None:
        return []
    if found.due and claim.state in {
        ClaimState.RECEIVED,
        ClaimState.INSURANCE,
        ClaimState.PROPOSED,
    }:
        told.append(("Trả kết quả chậm nhất", f"{formats.day(found.due.day)}, {found.due.said}"))
    slip = getattr(claim, "slip", None)
    if slip and claim.state in {
        ClaimState.RECEIVED,
        ClaimState.INSURANCE,
        ClaimState.PROPOSED,
        ClaimState.APPROVED,
    }:
        told.append(("Đến nhận", f"{formats.day(slip.first_day)} – {formats.day(slip.last_day)}"))
        told.append(("Mang theo", "căn cước và phiếu hẹn"))
    if found.may_withdraw and found.withdrawal:
        told.append(("Rút hồ sơ được đến", formats.day(found.withdrawal.day)))
    return told
