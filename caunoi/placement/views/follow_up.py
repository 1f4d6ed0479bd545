"""The list of today: whom to call, which letters have no result, what the exchange waits for."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from caunoi.placement.actions import follow_up as actions
from caunoi.placement.choices import CallResult, Leaving
from caunoi.placement.forms.referrals import CallForm
from caunoi.placement.models import FollowUp
from caunoi.placement.permissions import can_refer, is_counselling_staff
from caunoi.placement.queries import follow_up as queries
from caunoi.placement.queries.follow_up import StepFigures
from caunoi.placement.views import referral_words as shown
from caunoi.placement.views.signed_in import SignedIn
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Column, Link
from caunoi_kit.ui.once import once
from caunoi_kit.ui.paging import PARAMETER

DAYS_A_MONTH = 30


@require_safe
@only(is_counselling_staff)
def calls(request: SignedIn) -> HttpResponse:
    """Whom to call today, with one tap for what the call found."""
    on = timezone.localdate()
    found = actions.read_calls(by=request.user, on=on, page=request.GET.get(PARAMETER))
    may = can_refer(request.user)
    context = {
        "found": found,
        "calls": [_call(call) for call in found.calls],
        "may_note": may,
        "leavings": Leaving.choices,
        "letters": [
            {
                "number": shown.number_of(one),
                "url": shown.referral_url(one),
                "referral": one,
                "until": shown.due_words(one.valid_until),
                "firm_phone": formats.phone(
                    one.contact_phone or one.vacancy.contact_phone or one.vacancy.employer.phone
                )
                or "chưa có số",
            }
            for one in found.letters
        ],
        "updates": [
            {
                "update": one,
                "late": one.due_on < on,
                "due": shown.due_words(one.due_on),
                "result": one.application.get_state_display(),
                "url": reverse("placement:note_exchange", args=[one.public_id]),
            }
            for one in found.updates
        ],
        "figure_columns": [
            Column("Sau khi nhận việc"),
            Column("Còn làm", figures=True),
            Column("Đã nghỉ", figures=True),
            Column("Không liên lạc được", figures=True),
            Column("Còn làm, trong số trả lời", figures=True),
        ],
        "figures": [_figure(step) for step in found.figures],
        "silent": Link("Nơi tuyển chưa trả lời hồ sơ", reverse("placement:silent")),
    }
    return render(request, "placement/calls.html", context)


@require_POST
@only(can_refer)
@once
def note_call(request: SignedIn, public_id: UUID) -> HttpResponse:
    """What a call found."""
    call = queries.find_call(public_id)
    if call is None:
        raise Http404
    form = CallForm(request.POST)
    if not form.is_valid():
        messages.warning(request, "Chưa ghi được: chọn còn làm, đã nghỉ hay không liên lạc được.")
        return redirect("placement:calls")
    result = CallResult(form.cleaned_data["result"])
    try:
        actions.note_call(
            call=call,
            result=result,
            reason=form.cleaned_data["reason"],
            by=request.user,
            at=timezone.now(),
        )
    except actions.CannotNoteCall as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"Đã ghi: {call.application.person.full_name}, {result.label}.")
    return redirect("placement:calls")


@require_POST
@only(can_refer)
@once
def note_exchange(request: SignedIn, public_id: UUID) -> HttpResponse:
    """The result stands on the national exchange now."""
    update = queries.find_update(public_id)
    if update is None:
        raise Http404
    actions.note_exchange(update=update, by=request.user, at=timezone.now())
    messages.success(request, f"Đã ghi: {update.application.vacancy.title} đã lên sàn.")
    return redirect(f"{reverse('placement:calls')}#san")


def step_words(days: int) -> str:
    """How long after the hire: "3 ngày", "6 tháng"."""
    months, rest = divmod(days, DAYS_A_MONTH)
    return f"{months} tháng" if months and not rest else f"{days} ngày"


def _call(call: FollowUp) -> dict[str, Any]:
    person = call.application.person
    return {
        "call": call,
        "person": person,
        "phone": formats.phone(person.phone),
        "vacancy": call.application.vacancy,
        "step": step_words(call.days),
        "url": reverse("placement:note_call", args=[call.public_id]),
        "lists_url": reverse("placement:person_lists", args=[person.pk]),
    }


def _figure(step: StepFigures) -> list[str]:
    n = formats.number
    share = step.still_percent
    return [
        step_words(step.days),
        n(step.still),
        n(step.left),
        n(step.unreached),
        formats.percent(share) if share is not None else "chưa có",
    ]
