"""Pages of plans of action."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.counter import actions, exports, queries
from caunoi.counter.forms import StepForm
from caunoi.counter.models import ActionPlan
from caunoi.counter.permissions import can_counsel
from caunoi.counter.views.requests import GET_OR_POST, SignedIn
from caunoi.people.models import Person
from caunoi_kit.office.sending import file_answer
from caunoi_kit.ui.access import only
from caunoi_kit.ui.once import once


@require_http_methods(GET_OR_POST)
@only(can_counsel)
@once
def plan(request: SignedIn, person_id: UUID) -> HttpResponse:
    """The plan of action of somebody; the form adds a step."""
    person = _person(person_id)
    form = StepForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.add_step(person=person, **form.cleaned_data, by=request.user, at=timezone.now())
        except actions.CannotPlan as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Đã thêm một bước.")
            return redirect("counter:plan", person_id=person_id)
    return render(request, "counter/plan.html", _plan_context(request, person, form))


@require_safe
@only(can_counsel)
def print_plan(request: SignedIn, person_id: UUID) -> HttpResponse:
    """The open plan as PDF."""
    page = actions.read_plan(person=_person(person_id), by=request.user)
    if page.plan is None:
        raise Http404
    return file_answer(
        exports.plan_paper(page, on=timezone.localdate()), "ke-hoach-tim-viec.pdf", shown=True
    )


@require_POST
@only(can_counsel)
@once
def note_step(request: SignedIn, public_id: UUID, order: int) -> HttpResponse:
    """A step is done, or is not after all."""
    done = request.POST.get("done") == "1"
    return _noted(
        request,
        public_id,
        lambda found: actions.note_step(
            plan=found, order=order, done=done, by=request.user, at=timezone.now()
        ),
        "Đã ghi bước này làm xong." if done else "Đã ghi bước này chưa xong.",
    )


@require_POST
@only(can_counsel)
@once
def agree_plan(request: SignedIn, public_id: UUID) -> HttpResponse:
    """The person agrees to the plan."""
    return _noted(
        request,
        public_id,
        lambda found: actions.agree_plan(plan=found, by=request.user, at=timezone.now()),
        "Đã ghi người này đồng ý với kế hoạch.",
    )


@require_POST
@only(can_counsel)
@once
def end_plan(request: SignedIn, public_id: UUID) -> HttpResponse:
    """End the plan."""
    return _noted(
        request,
        public_id,
        lambda found: actions.end_plan(plan=found, by=request.user, at=timezone.now()),
        "Đã kết thúc kế hoạch. Bước tiếp theo sẽ mở kế hoạch mới.",
    )


def _noted(
    request: SignedIn, public_id: UUID, note: Callable[[ActionPlan], object], said: str
) -> HttpResponse:
    found = queries.find_plan(public_id)
    if found is None:
        raise Http404
    try:
        note(found)
    except actions.CannotPlan as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("counter:plan", person_id=found.person.public_id)


def _plan_context(request: SignedIn, person: Person, form: StepForm) -> dict[str, Any]:
    page = actions.read_plan(person=person, by=request.user)
    found, on = page.plan, timezone.localdate()
    return {
        "person": person,
        "plan": found,
        "steps": [
            {
                "step": step,
                "late": step.done_at is None and step.due_on < on,
                "url": reverse("counter:note_step", args=[found.public_id, step.order]),
            }
            for step in page.steps
            if found
        ],
        "form": form,
        "lists_url": reverse("placement:person_lists", args=[person.pk]),
        "print_url": reverse("counter:print_plan", args=[person.public_id]),
    }


def _person(public_id: UUID) -> Person:
    found = queries.find_person(public_id)
    if found is None:
        raise Http404
    return found
