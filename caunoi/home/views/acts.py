"""Writing down what was done for somebody, from the record's page."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.counter.actions import acts as actions
from caunoi.counter.choices import ActKind, PolicyTopic
from caunoi.counter.models import Act, Visit
from caunoi.counter.queries.timeline import find_act
from caunoi.home import exports
from caunoi.home.actions import opening
from caunoi.home.forms import ActForm, AdviceForm
from caunoi.home.permissions import can_open_record
from caunoi.home.queries.visits import visit_for
from caunoi.home.views.record import person_or_404
from caunoi.home.views.requests import GET_OR_POST, SignedIn
from caunoi.people.models import Person
from caunoi_kit.office.sending import file_answer
from caunoi_kit.ui import once as once_module
from caunoi_kit.ui.access import only
from caunoi_kit.ui.once import once


@require_POST
@only(can_open_record)
@once
def note_act(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Count one service to a person."""
    person = person_or_404(public_id)
    form = ActForm(request.POST)
    if not form.is_valid():
        messages.warning(request, "Chưa ghi được: chọn một việc trong danh sách.")
        return _back(request, person)
    kind = ActKind(form.cleaned_data["kind"])
    try:
        actions.note_act(
            key=key_of(request), kind=kind, person=person, visit=_visit(request, person),
            by=request.user, at=timezone.now(), note=form.cleaned_data["note"],
        )  # fmt: skip
    except actions.CannotNoteAct as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Đã ghi: {kind.label}.")
    return _back(request, person)


@require_http_methods(GET_OR_POST)
@only(can_open_record)
@once
def advise(request: SignedIn, public_id: UUID) -> HttpResponse:
    """The slip of counselling on policy: asked, answered, next."""
    person = person_or_404(public_id)
    form = AdviceForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.advise_on_policy(
                key=key_of(request), person=person, visit=_visit(request, person),
                topics=[PolicyTopic(code) for code in form.cleaned_data["topics"]],
                answer=form.cleaned_data["answer"], next_step=form.cleaned_data["next_step"],
                by=request.user, at=timezone.now(),
            )  # fmt: skip
        except actions.CannotNoteAct as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Đã ghi phiếu tư vấn chính sách.")
            return redirect(f"{_url(person, _ticket(request))}#viec-da-lam")
    opening.keep_open(person=person, why="", by=request.user, at=timezone.now())
    context: dict[str, Any] = {"person": person, "form": form, "ticket": _ticket(request)}
    return render(request, "home/advise.html", context | {"back": _url(person, _ticket(request))})


@require_POST
@only(can_open_record)
@once
def withdraw_act(request: SignedIn, public_id: UUID) -> HttpResponse:
    """An act was noted by mistake."""
    act = _act(public_id)
    try:
        actions.withdraw_act(act=act, by=request.user, at=timezone.now())
    except actions.CannotNoteAct as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Đã bỏ: {act.get_kind_display()}.")
    if act.employer is not None:
        return redirect("home:firm", public_id=act.employer.public_id)
    if act.person is None:
        raise Http404
    return _back(request, act.person)


@require_safe
@only(can_open_record)
def advice_slip(request: SignedIn, public_id: UUID) -> HttpResponse:
    """The slip of counselling on policy, on paper."""
    act = _act(public_id)
    if act.person is None or not hasattr(act, "advice"):
        raise Http404
    opening.keep_open(person=act.person, why="", by=request.user, at=timezone.now())
    paper = exports.advice_paper(act, on=timezone.localdate())
    return file_answer(paper, "phieu-tu-van-chinh-sach.pdf", shown=True)


def _act(public_id: UUID) -> Act:
    act = find_act(public_id)
    if act is None:
        raise Http404
    return act


def _visit(request: SignedIn, person: Person) -> Visit | None:
    return visit_for(person, ticket=_ticket(request), on=timezone.localdate())


def key_of(request: SignedIn) -> UUID:
    """The number of the form, under which the act is kept once."""
    return UUID(request.POST[once_module.FIELD])


def _ticket(request: SignedIn) -> str:
    return request.POST.get("phieu", "") or request.GET.get("phieu", "")


def _back(request: SignedIn, person: Person) -> HttpResponse:
    return redirect(_url(person, _ticket(request)))


def _url(person: Person, ticket: str) -> str:
    address = reverse("home:record", args=[person.public_id])
    return f"{address}?{urlencode({'phieu': ticket})}" if ticket else address
