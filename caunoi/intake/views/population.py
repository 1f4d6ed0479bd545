"""Pages of the checks: how far they are, where the two sides differ, one person."""

from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.accounts.choices import Role
from caunoi.intake.actions.population import (
    CannotCheck,
    CannotRule,
    ask_check,
    read_answer,
    read_answers,
    read_checks,
    rule,
    take_number,
)
from caunoi.intake.choices.population import Decision, Outcome, Procedure
from caunoi.intake.forms.population import AskForm, RulingForm
from caunoi.intake.permissions.files import commune_of
from caunoi.intake.permissions.population import can_check_people, can_see_checks
from caunoi.intake.queries import population as asked
from caunoi.intake.views import population_words as shown
from caunoi.intake.views.requests import GET_OR_POST, SignedIn
from caunoi.people.actions import CannotRegister
from caunoi.people.models import Person
from caunoi.places.models import Place
from caunoi.places.queries import communes_of, province
from caunoi_kit.ui.access import only
from caunoi_kit.ui.once import once
from caunoi_kit.ui.paging import PARAMETER, page_of

COMMUNES_A_PAGE: Final = 50
KIND: Final = "loai"
NOT_FOUND: Final = "khong-thay"


@require_safe
@only(can_see_checks)
def progress(request: SignedIn) -> HttpResponse:
    """How far each commune is, and whether the database answers."""
    at, on = timezone.now(), timezone.localdate()
    found = asked.progress(_communes(request))
    page = page_of(request.GET.get(PARAMETER), count=len(found), size=COMMUNES_A_PAGE)
    context = {
        "own": commune_of(request.user),
        "line": shown.line(asked.line(at=at, on=on)),
        "sums": shown.sums(found),
        "columns": shown.PROGRESS,
        "rows": [shown.progress_row(each) for each in found[page.part]],
        "page": page,
        "tabs": _tabs("progress") if can_check_people(request.user) else [],
    }
    return render(request, "intake/population.html", context)


@require_safe
@only(can_check_people)
def differences(request: SignedIn) -> HttpResponse:
    """People whose file is another than in the database, or who were not found there."""
    outcome = Outcome.NOT_FOUND if request.GET.get(KIND) == NOT_FOUND else Outcome.MISMATCH
    found = read_answers(outcome=outcome, by=request.user, page=request.GET.get(PARAMETER))
    context = {
        "not_found": outcome == Outcome.NOT_FOUND,
        "columns": shown.ANSWERS,
        "rows": [shown.answer_row(each) for each in found.answers],
        "page": found.page,
        "tabs": _tabs(outcome),
    }
    return render(request, "intake/differences.html", context)


@require_http_methods(GET_OR_POST)
@only(can_check_people)
@once
def difference(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Both sides beside each other, and what to do."""
    answer = asked.find_answer(public_id)
    if answer is None:
        raise Http404
    form = RulingForm(request.POST or None)
    if form.is_valid():
        said, at = form.cleaned_data, timezone.now()
        try:
            rule(
                answer=answer, decision=Decision(said["decision"]), reason=said["reason"],
                by=request.user, at=at, on=timezone.localdate(at),
            )  # fmt: skip
        except (CannotRule, CannotRegister, CannotCheck) as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("intake:differences")
    read_answer(answer=answer, by=request.user)
    context = {
        "answer": answer,
        "person": answer.check_asked.person,
        "columns": shown.SIDES,
        "rows": shown.sides(answer),
        "facts": shown.check_facts(answer),
        "ruling": getattr(answer, "ruling", None),
        "form": form,
    }
    return render(request, "intake/difference.html", context)


@require_http_methods(GET_OR_POST)
@only(can_check_people)
@once
def person_checks(request: SignedIn, public_id: UUID) -> HttpResponse:
    """What the database said of one person so far, and a button to ask."""
    person = Person.objects.filter(public_id=public_id).select_related("place").first()
    if person is None:
        raise Http404
    procedures = asked.procedures() if asked.is_connected() else []
    old = asked.has_only_old_number(person)
    form = AskForm(request.POST or None, procedures=procedures, by_old_card=old)
    if procedures and form.is_valid():
        procedure, number = form.cleaned_data["procedure"], form.cleaned_data.get("old_number", "")
        try:
            ask_check(
                person=person, procedure=Procedure(procedure), by=request.user, at=timezone.now(),
                old_number=number,
            )  # fmt: skip
        except CannotCheck as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("intake:person_checks", public_id=public_id)
    checks = read_checks(person=person, by=request.user)
    context = {
        "person": person,
        "badge": shown.person_badge(person),
        "events": [shown.check_event(each) for each in checks],
        "waiting": next((each for each in checks if not hasattr(each, "answer")), None),
        "open": shown.open_difference(checks),
        "number": shown.number_told(person, checks),
        "connected": asked.is_connected(),
        "source": settings.CAUNOI_POPULATION["source"],
        "form": form if procedures else None,
    }
    return render(request, "intake/person_checks.html", context)


@require_POST
@only(can_check_people)
@once
def number(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Take over the number that the database gave for an old card."""
    answer = asked.find_answer(public_id)
    if answer is None:
        raise Http404
    try:
        take_number(answer=answer, by=request.user)
    except (CannotRule, CannotRegister) as refusal:
        messages.error(request, str(refusal))
    return redirect("intake:person_checks", public_id=answer.check_asked.person.public_id)


def _communes(request: SignedIn) -> list[Place]:
    """The officer's own commune, or all of the province."""
    if request.user.role == Role.COMMUNE:
        own = commune_of(request.user)
        return [own] if own is not None else []
    on = timezone.localdate()
    try:
        return list(communes_of(province(settings.CAUNOI_PROVINCE, on=on), on=on))
    except Place.DoesNotExist:
        return []


def _tabs(current: str) -> list[Any]:
    return shown.tabs(current, kind=f"{KIND}={NOT_FOUND}")
