"""Decisions about employers: seen, approved, sent back, paid back; notices of staff changes."""

from typing import Final
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.unemployment import forms
from caunoi.unemployment.actions import employer_decisions as actions
from caunoi.unemployment.actions.decisions import CannotApprove
from caunoi.unemployment.actions.employer_support import CannotSupport
from caunoi.unemployment.actions.staff_changes import CannotNoteChange, note_staff_change
from caunoi.unemployment.forms.training import OnForm, RepaidForm, StaffChangeForm
from caunoi.unemployment.models import SupportDecision
from caunoi.unemployment.permissions import can_approve
from caunoi.unemployment.permissions.benefits import can_handle_benefits, can_see_benefits
from caunoi.unemployment.queries import employer_support as asked
from caunoi.unemployment.queries.staff_swings import staff_swings
from caunoi.unemployment.views import benefit_words as shown
from caunoi.unemployment.views import support_words as words
from caunoi.unemployment.views.requests import GET_OR_POST, SignedIn
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Column, Link
from caunoi_kit.ui.once import once
from caunoi_kit.ui.paging import PARAMETER, page_of

PAGE_SIZE: Final = 30
CHANGES: Final = [
    Column("Đơn vị"),
    Column("Ngày nhận"),
    Column("Đầu kỳ", figures=True),
    Column("Giảm", figures=True),
    Column("Tăng", figures=True),
    Column("Cuối kỳ", figures=True),
    Column("In"),
]
SWINGS: Final = [
    Column("Đơn vị"),
    Column("Báo cáo"),
    Column("Kỳ trước", figures=True),
    Column("Kỳ này", figures=True),
    Column("Thay đổi", figures=True),
    Column("Thông báo"),
    Column("Mở"),
]
SHOWN: Final = 50  # changes seen in reports


@require_safe
@only(can_see_benefits)
def support_decision(request: SignedIn, public_id: UUID) -> HttpResponse:
    """One decision about an employer: what it rests on, who proposed and who approved it."""
    found = _found(public_id)
    waits = found.state == "PROPOSED"
    may = waits and can_approve(request.user) and request.user.pk != found.proposed_by_id
    context = {
        "decision": found,
        "title": found.get_kind_display(),
        "figures": words.decision_figures(found),
        "history": words.history(found),
        "courses": found.content.get("courses", []),
        "reasons": found.content.get("reasons", []),
        "paper": reverse("unemployment:firm_paper", args=["quyet-dinh", public_id, "pdf"]),
        "back": words.support_url(found.support),
        "may": may,
        "own": waits and request.user.pk == found.proposed_by_id,
        "form": forms.SendBackForm(),
        "recover": words.recover_steps(found) if can_handle_benefits(request.user) else [],
    }
    return render(request, "unemployment/support_decision.html", context)


@require_POST
@only(can_approve)
@once
def support_approve(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Approve, or send back with the reason."""
    found = _found(public_id)
    if request.POST.get("do") == "back":
        why = request.POST.get("why", "")
        shown.done_or_said(
            request,
            lambda: actions.send_back_support(
                decision=found, why=why, by=request.user, at=timezone.now()
            ),
            (CannotApprove, CannotSupport),
            "Đã trả lại cho người trình.",
        )
    else:
        shown.done_or_said(
            request,
            lambda: actions.approve_support(decision=found, by=request.user, at=timezone.now()),
            (CannotApprove, CannotSupport),
            lambda made: f"Đã duyệt, số {made.symbol}.",
        )
    return redirect("unemployment:support_decision", public_id=public_id)


@require_http_methods(GET_OR_POST)
@only(can_handle_benefits)
@once
def support_recovery(request: SignedIn, public_id: UUID, step: str) -> HttpResponse:
    """The employer has the decision to pay back, or has paid back."""
    found = _found(public_id)
    if step not in words.RECOVERING:
        raise Http404
    paid = step == "da-tra"
    form = (RepaidForm if paid else OnForm)(
        request.POST if request.method == "POST" else None, initial={"on": timezone.localdate()}
    )
    deed = actions.note_support_repaid if paid else actions.note_decision_received
    if shown.sent(
        request,
        form,
        lambda: deed(decision=found, **form.cleaned_data, by=request.user, at=timezone.now()),
        (CannotSupport,),
        "Đã ghi.",
    ):
        return redirect("unemployment:support_decision", public_id=public_id)
    context = {
        "form": form,
        "title": words.RECOVERING[step],
        "lead": f"{found.support.employer.name}, {found.symbol}, {formats.money(found.amount)}.",
        "back": reverse("unemployment:support_decision", args=[public_id]),
        "back_label": "Quyết định",
        "submit": "Ghi",
    }
    return render(request, "unemployment/benefit_form.html", context)


@require_safe
@only(can_see_benefits)
def staff_changes(request: SignedIn) -> HttpResponse:
    """Notices of 50 workers more or less, and such changes that reports show without one."""
    rows = asked.staff_changes()
    page = page_of(request.GET.get(PARAMETER), count=rows.count(), size=PAGE_SIZE)
    context = {
        "page": page,
        "columns": CHANGES,
        "rows": [
            [
                each.employer.name,
                formats.day(each.received_on),
                formats.number(each.before[0]),
                formats.number(each.left),
                formats.number(each.came),
                formats.number(each.after[0]),
                Link(
                    "Mẫu 33",
                    reverse("unemployment:firm_paper", args=["bien-dong", each.public_id, "pdf"]),
                ),
            ]
            for each in rows[page.part]
        ],
        "may_work": can_handle_benefits(request.user),
    }
    swings = staff_swings(on=timezone.localdate())
    context |= {
        "swing_columns": SWINGS,
        "swings": [
            words.swing_row(each, may_work=bool(context["may_work"])) for each in swings[:SHOWN]
        ],
        "untold": sum(not each.is_told for each in swings),
        "hidden": max(len(swings) - SHOWN, 0),
    }
    return render(request, "unemployment/staff_changes.html", context)


@require_http_methods(GET_OR_POST)
@only(can_handle_benefits)
@once
def staff_change_new(request: SignedIn, employer_id: UUID) -> HttpResponse:
    """A notice of staff changes comes in (Mẫu 33)."""
    employer = asked.find_employer(employer_id)
    if employer is None:
        raise Http404
    form = StaffChangeForm(
        request.POST if request.method == "POST" else None,
        initial={"received_on": timezone.localdate()},
    )
    if shown.sent(
        request,
        form,
        lambda: note_staff_change(
            employer=employer,
            before=form.counted("before"),
            after=form.counted("after"),
            **{n: form.cleaned_data[n] for n in ("received_on", "left", "came", "paused", "why")},
            by=request.user,
            at=timezone.now(),
        ),
        (CannotNoteChange,),
        "Đã ghi thông báo biến động lao động.",
    ):
        return redirect("unemployment:staff_changes")
    context = {
        "form": form,
        "title": "Nhận thông báo biến động lao động",
        "lead": f"{employer.name} (Mẫu 33).",
        "back": reverse("unemployment:staff_changes"),
    }
    return render(request, "unemployment/staff_change.html", context)


def _found(public_id: UUID) -> SupportDecision:
    found = asked.find_support_decision(public_id)
    if found is None:
        raise Http404
    return found
