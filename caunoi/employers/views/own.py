"""What a firm's own people do: register it, keep its facts, invite colleagues."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.accounts.actions import CannotAccept, open_invitation
from caunoi.accounts.models import User
from caunoi.classifications.choices import FirmKind
from caunoi.employers import actions, queries
from caunoi.employers.actions.members import INVITATION
from caunoi.employers.choices import CheckState
from caunoi.employers.forms import AnswerForm, FactsForm, FirmForm, InviteForm
from caunoi.employers.models import Employer, Member, Verification
from caunoi.employers.permissions import (
    can_act_for,
    can_lead,
    can_register_firm,
    is_employer,
)
from caunoi_kit.ui import editing, formats
from caunoi_kit.ui.access import only, require
from caunoi_kit.ui.cards import BEING_VERIFIED, VERIFIED, Badge, Pair
from caunoi_kit.ui.once import once

STATES: dict[str, Badge] = {
    CheckState.PENDING: BEING_VERIFIED,
    CheckState.MORE_ASKED: Badge("warn", "warn", "Cần bổ sung"),
    CheckState.APPROVED: VERIFIED,
    CheckState.REFUSED: Badge("bad", "close", "Chưa xác minh được"),
}
NOT_YET = Badge("warn", "clock", "Chưa xác minh")


class SignedIn(HttpRequest):
    """A request whose sender has an account."""

    user: User


@require_safe
@only(can_register_firm)
def my_firms(request: SignedIn) -> HttpResponse:
    """The firms somebody acts for; for most people one, which opens at once."""
    firms = list(queries.employers_of(request.user))
    claims = list(queries.open_claims(request.user))
    if len(firms) == 1 and not claims:
        return redirect("employers:firm", public_id=firms[0].public_id)
    return render(request, "employers/my_firms.html", {"firms": firms, "claims": claims})


@require_http_methods(["GET", "HEAD", "POST"])
@only(can_register_firm)
@once
def register(request: SignedIn) -> HttpResponse:
    """Enter the firm one acts for."""
    sent = request.POST if request.method == "POST" else None
    form = FirmForm(sent, on=timezone.localdate(), initial={"phone": request.user.phone})
    if form.is_valid():
        try:
            found = actions.register_own_firm(
                **{**form.cleaned_data, "kind": FirmKind(form.cleaned_data["kind"])},
                by=request.user,
                at=timezone.now(),
            )
        except actions.CannotRegister as refusal:
            form.add_error("tax_code" if "Mã số thuế" in str(refusal) else None, str(refusal))
        else:
            messages.success(request, "Đã gửi đăng ký. Trung tâm xác minh trong giờ làm việc.")
            if found.claim:
                return redirect("employers:my_firms")
            return redirect("employers:firm", public_id=found.employer.public_id)
    return render(request, "employers/register.html", {"form": form})


@require_safe
@only(is_employer)
def firm(request: SignedIn, public_id: uuid.UUID) -> HttpResponse:
    """One firm as its own people see it."""
    employer = _own(request, public_id)
    verification = queries.latest_verification(employer)
    context = {
        "firm": employer,
        "pairs": _pairs(employer),
        "badge": _badge(employer, verification),
        "verification": verification,
        "answer": AnswerForm(),
        "may_ask_again": verification is None or verification.state == CheckState.REFUSED,
        **_people(request.user, employer),
    }
    return render(request, "employers/firm.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@only(is_employer)
@once
def edit(request: SignedIn, public_id: uuid.UUID) -> HttpResponse:
    """Change what the firm's own people may change."""
    employer = _own(request, public_id)
    sent = request.POST if request.method == "POST" else None
    form = FactsForm(sent, on=timezone.localdate(), initial=dict(queries.facts_of(employer)))
    conflicts: list[editing.Conflict] = []
    if form.is_valid():
        try:
            actions.change_facts(
                employer=employer,
                facts=form.facts(),
                before=request.POST.get(editing.FIELD, ""),
                by=request.user,
            )
        except editing.EditedMeanwhile as refusal:
            conflicts = refusal.conflicts
            employer.refresh_from_db()
        else:
            messages.success(request, "Đã lưu thông tin đơn vị.")
            return redirect("employers:firm", public_id=public_id)
    # After a conflict the form carries what is stored now; after any other error what it had.
    before = request.POST.get(editing.FIELD, "") if sent and not conflicts else ""
    context = {
        "firm": employer,
        "form": form,
        "conflicts": conflicts,
        "form_state": before or editing.state_of(queries.facts_of(employer)),
    }
    return render(request, "employers/edit.html", context)


@require_POST
@only(is_employer)
@once
def answer(request: SignedIn, public_id: uuid.UUID) -> HttpResponse:
    """Answer what the centre asked, or ask once more after a refusal."""
    employer = _own(request, public_id)
    found = queries.latest_verification(employer)
    try:
        if found is not None and found.state == CheckState.MORE_ASKED:
            actions.answer_more(
                verification=found,
                answer=request.POST.get("answer", ""),
                by=request.user,
                at=timezone.now(),
            )
        else:
            actions.ask_again(employer=employer, by=request.user, at=timezone.now())
    except actions.CannotVerify as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "Đã gửi trung tâm.")
    return redirect("employers:firm", public_id=public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@only(is_employer)
@once
def invite(request: SignedIn, public_id: uuid.UUID) -> HttpResponse:
    """Invite a colleague by telephone."""
    employer = _own(request, public_id)
    require(can_lead, request.user, employer)
    form = InviteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.invite_member(
                employer=employer,
                phone=form.cleaned_data["phone"],
                by=request.user,
                at=timezone.now(),
                link_of=lambda token: request.build_absolute_uri(
                    reverse("employers:accept", args=[token])
                ),
            )
        except actions.CannotChangeMembers as refusal:
            form.add_error("phone", str(refusal))
        else:
            shown = formats.phone(form.cleaned_data["phone"])
            messages.success(request, f"Đã gửi lời mời tới {shown}, dùng được trong 7 ngày.")
            return redirect("employers:firm", public_id=public_id)
    return render(request, "employers/invite.html", {"firm": employer, "form": form})


@require_POST
@only(is_employer)
@once
def withdraw(request: SignedIn, public_id: uuid.UUID, pk: int) -> HttpResponse:
    """Take an invitation back."""
    employer = _own(request, public_id)
    require(can_lead, request.user, employer)
    actions.withdraw_member_invitation(
        employer=employer, invitation_id=pk, by=request.user, at=timezone.now()
    )
    messages.success(request, "Đã rút lời mời. Đường dẫn đã gửi không còn dùng được.")
    return redirect("employers:firm", public_id=public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@only(can_register_firm)
@once
def accept(request: SignedIn, token: str) -> HttpResponse:
    """Somebody invited says yes."""
    refused, found = "", None
    try:
        if request.method == "POST":
            employer = actions.accept_member(token=token, user=request.user, at=timezone.now())
            messages.success(request, f"Anh/chị đã vào nhóm của {employer.name}.")
            return redirect("employers:firm", public_id=employer.public_id)
        found = open_invitation(token=token, kind=INVITATION, at=timezone.now())
    except CannotAccept as refusal:
        refused = str(refusal)
    right_phone = found is not None and found.phone == request.user.phone
    context = {"refused": refused, "right_phone": right_phone}
    return render(request, "employers/accept.html", context)


@require_POST
@only(is_employer)
@once
def hand_over(request: SignedIn, public_id: uuid.UUID, pk: int) -> HttpResponse:
    """Make a colleague the lead."""
    employer = _own(request, public_id)
    require(can_lead, request.user, employer)
    try:
        to = actions.hand_over(employer=employer, to=_member(employer, pk), by=request.user)
    except actions.CannotChangeMembers as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"Người phụ trách bây giờ là {to.user.full_name}.")
    return redirect("employers:firm", public_id=public_id)


@require_POST
@only(is_employer)
@once
def leave(request: SignedIn, public_id: uuid.UUID, pk: int) -> HttpResponse:
    """Leave the group, or take a colleague out of it."""
    employer = _own(request, public_id)
    member = _member(employer, pk)
    own = member.user_id == request.user.pk
    if not own:
        require(can_lead, request.user, employer)
    try:
        actions.end_membership(member=member, by=request.user, at=timezone.now())
    except actions.CannotChangeMembers as refusal:
        messages.warning(request, str(refusal))
        return redirect("employers:firm", public_id=public_id)
    messages.success(request, "Đã rời nhóm." if own else "Đã đưa người này ra khỏi nhóm.")
    return redirect("portal:first_page") if own else redirect("employers:firm", public_id=public_id)


def _own(request: SignedIn, public_id: uuid.UUID) -> Employer:
    employer = queries.own_employer(request.user, public_id)
    if employer is None:
        raise Http404
    require(can_act_for, request.user, employer)
    return employer


def _member(employer: Employer, pk: int) -> Member:
    found = queries.members_of(employer).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _people(user: User, employer: Employer) -> dict[str, Any]:
    members = list(queries.members_of(employer))
    leads = [each for each in members if each.lead]
    return {
        "members": members,
        "me": next(each for each in members if each.user_id == user.pk),
        "may_lead": not leads or leads[0].user_id == user.pk,
        "invitations": [
            (each, formats.phone(each.invitation.phone))
            for each in queries.open_invitations(employer)
        ],
    }


def _badge(employer: Employer, verification: Verification | None) -> Badge:
    if employer.verified_at is not None:
        return VERIFIED
    if verification is None or verification.state == CheckState.APPROVED:
        return NOT_YET  # never asked, or verified no more
    return STATES.get(verification.state, NOT_YET)


def _pairs(employer: Employer) -> list[Pair]:
    where = ", ".join(
        part for part in (employer.address, employer.place.name if employer.place else "") if part
    )
    return [
        Pair("Mã số thuế", employer.tax_code or "chưa ghi"),
        Pair("Loại hình", employer.get_kind_display()),
        Pair("Nơi đặt trụ sở", where or "chưa ghi"),
        Pair("Điện thoại", formats.phone(employer.phone) or "chưa ghi"),
        Pair(
            "Người đại diện",
            employer.representative or "chưa ghi",
            note=employer.representative_title,
        ),
    ]
