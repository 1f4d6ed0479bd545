"""Pages on which a firm invites people to interviews and writes down who came."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.placement.actions import invitations as actions
from caunoi.placement.actions import reading
from caunoi.placement.choices import InvitationState
from caunoi.placement.forms.applications import TimesForm
from caunoi.placement.models import Invitation
from caunoi.placement.permissions import (
    can_answer_applications,
    can_open_candidates,
    can_see_candidates,
)
from caunoi.placement.queries import invitations as invited
from caunoi.placement.queries import pipeline
from caunoi.placement.views import application_words as shown
from caunoi.placement.views import cards
from caunoi.placement.views.pipeline import vacancy_for
from caunoi.placement.views.signed_in import SignedIn
from caunoi.vacancies.models import Vacancy
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Link
from caunoi_kit.ui.once import once

REASONS_SHOWN: Final = 3


@require_http_methods(["GET", "HEAD", "POST"])
@only(can_answer_applications)
@once
def invite(request: SignedIn, pk: int) -> HttpResponse:
    """Choose up to twenty people and the times they may come."""
    vacancy = vacancy_for(request, pk)
    on, at = timezone.localdate(), timezone.now()
    slots = invited.slots_with_room(vacancy, at=at)
    form = TimesForm(
        request.POST if request.method == "POST" else None,
        needed=not slots,
        initial={"place": vacancy.address or vacancy.employer.address},
    )
    page = reading.read_invite_page(
        vacancy=vacancy, by=request.user, on=on, most=actions.MOST_AT_ONCE
    )
    chosen = set(request.POST.getlist("who")) | set(request.GET.getlist("who"))
    if form.is_valid():
        try:
            made = _invite(request, vacancy, page, form)
        except actions.CannotInvite as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Đã mời {formats.number(len(made))} người.")
            return redirect("placement:schedule", pk=pk)
    return render(
        request, "placement/pipeline_invite.html", _context(vacancy, page, form, slots, chosen)
    )


@require_safe
@only(can_open_candidates)
def schedule(request: SignedIn, pk: int) -> HttpResponse:
    """Who comes when; and whether they came."""
    vacancy = vacancy_for(request, pk)
    at = timezone.now()
    rows = [
        {
            "invitation": line.invitation,
            "name": line.name or _nameless(line.invitation),
            "phone": line.phone,
            "when": formats.moment(line.invitation.slot.starts_at)
            if line.invitation.slot
            else "Chưa chọn giờ",
            "badge": shown.invitation_badge(line.invitation),
            "url": _attend_url(line.invitation) if _attendable(line.invitation, at) else "",
        }
        for line in reading.read_schedule(vacancy=vacancy, by=request.user, on=timezone.localdate())
    ]
    context = {
        "vacancy": vacancy,
        "rows": rows,
        "may_answer": can_answer_applications(request.user),
        "url": reverse("placement:board", args=[pk]),
    }
    return render(request, "placement/pipeline_schedule.html", context)


@require_POST
@only(can_answer_applications)
@once
def attend(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Write down whether somebody came."""
    invitation = invited.find_invitation(public_id)
    if invitation is None or not can_see_candidates(request.user, invitation.vacancy):
        raise Http404
    came = request.POST.get("came") == "1"
    try:
        actions.record_attendance(
            invitation=invitation, came=came, by=request.user, at=timezone.now()
        )
    except actions.CannotInvite as refusal:
        messages.warning(request, str(refusal))
    else:
        words = "đã đến" if came else "không đến"
        messages.success(request, f"Đã ghi: người này {words}.")
    return redirect("placement:schedule", pk=invitation.vacancy_id)


def _invite(
    request: SignedIn, vacancy: Vacancy, page: pipeline.InvitePage, form: TimesForm
) -> list[Invitation]:
    """Invite those whose boxes are ticked: what stands for them is read from the page again."""
    ticked = set(request.POST.getlist("who"))
    applications = [
        line.application for line in page.applications if str(line.application.public_id) in ticked
    ]
    return actions.invite(
        vacancy=vacancy,
        people=pipeline.people_behind(page, ticked),
        applications=applications,
        times=form.times,
        by=request.user,
        at=timezone.now(),
    )


def _context(
    vacancy: Vacancy,
    page: pipeline.InvitePage,
    form: TimesForm,
    slots: list[Any],
    chosen: set[str],
) -> dict[str, Any]:
    return {
        "vacancy": vacancy,
        "form": form,
        "slots": slots,
        "most": actions.MOST_AT_ONCE,
        "applicants": [
            {
                "key": str(line.application.public_id),
                "name": line.name,
                "detail": line.application.get_state_display(),
                "chosen": str(line.application.public_id) in chosen,
            }
            for line in page.applications
        ],
        "candidates": [
            {
                "key": page.keys[one.person_id],
                "name": f"{one.initials} · {one.area}",
                "detail": "; ".join(
                    reason.text for reason in cards.reasons(one.fit, REASONS_SHOWN)
                ),
                "chosen": page.keys[one.person_id] in chosen,
            }
            for one in page.candidates
        ],
        "reason": page.reason,
        "tabs": [
            Link("Hồ sơ", reverse("placement:board", args=[vacancy.pk])),
            Link("Lịch hẹn", reverse("placement:schedule", args=[vacancy.pk])),
        ],
        "back": reverse("placement:board", args=[vacancy.pk]),
    }


def _attendable(invitation: Invitation, at: Any) -> bool:
    """Whether it is time to say whether somebody came."""
    known = {InvitationState.COMING, InvitationState.CAME, InvitationState.NO_SHOW}
    return (
        invitation.state in known
        and invitation.slot is not None
        and invitation.slot.starts_at <= at
    )


def _nameless(invitation: Invitation) -> str:
    return "Đã ẩn tên" if invitation.application_id else "Người được mời, chưa trả lời"


def _attend_url(invitation: Invitation) -> str:
    return reverse("placement:attend", args=[invitation.public_id])
