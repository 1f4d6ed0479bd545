"""Changing one part of a profile, one's own or, for staff, somebody's."""

import uuid
from typing import Any, Final

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from caunoi.people import actions, forms, queries
from caunoi.people.choices import Part
from caunoi.people.models import Person
from caunoi.people.permissions import is_clerk_or_counsellor, is_job_seeker
from caunoi.people.views.signed_in import SignedIn
from caunoi_kit.ui import editing
from caunoi_kit.ui.access import only
from caunoi_kit.ui.once import once

METHODS: Final = ["GET", "HEAD", "POST"]
_FORMS: Final[dict[Part, type[Form]]] = {
    Part.PERSON: forms.ChangedPersonForm,
    Part.WORK: forms.ChangedWorkForm,
    Part.SCHOOLING: forms.SchoolingForm,
    Part.WISHES: forms.ChangedWishForm,
    Part.ABILITIES: forms.AbilitiesForm,
}


@require_http_methods(METHODS)
@only(is_job_seeker)
@once
def edit_mine(request: SignedIn, part: str) -> HttpResponse:
    """A part of one's own profile."""
    person = queries.person_of(request.user)
    if person is None:
        raise Http404
    return _edit(request, person, part, own=True, back=reverse("people:mine"))


@require_http_methods(METHODS)
@only(is_clerk_or_counsellor)
@once
def edit_person(request: SignedIn, public_id: uuid.UUID, part: str) -> HttpResponse:
    """A part of somebody's profile, changed by front-office staff; opening it is journalled."""
    person = queries.find_person(public_id)
    if person is None:
        raise Http404
    return _edit(request, person, part, own=False, back=reverse("people:person", args=[public_id]))


def _edit(request: SignedIn, person: Person, name: str, *, own: bool, back: str) -> HttpResponse:
    if name not in Part.values or (name != Part.PERSON.value and not hasattr(person, "profile")):
        raise Http404
    part = Part(name)
    if not own:
        actions.read_part(person=person, part=part, by=request.user)
    values = queries.values_of(person, part)
    form = _form(request, part, values, person)
    context: dict[str, Any] = {
        "form": form,
        "title": part.label,
        "person": person,
        "own": own,
        "back": back,
        "template": f"people/edit_{part.value}.html",
        "base": "ui/base.html" if own else "ui/work.html",
        "form_state": request.POST.get(editing.FIELD) or editing.state_of(values),
    }
    if form.is_valid():
        typed = form.answers() if hasattr(form, "answers") else form.cleaned_data
        try:
            actions.change_part(
                person=person,
                part=part,
                values=typed,
                before=request.POST.get(editing.FIELD, ""),
                by=request.user,
                on=timezone.localdate(),
            )
        except editing.EditedMeanwhile as refusal:
            context |= {
                "conflicts": refusal.conflicts,
                "form_state": editing.state_of(queries.values_of(person, part)),
            }
        except (actions.CannotChange, actions.CannotRegister) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Đã lưu phần {part.label.lower()}.")
            return redirect(back)
    return render(request, "people/edit.html", context)


def _form(request: SignedIn, part: Part, values: dict[str, Any], person: Person) -> Any:
    more: dict[str, Any] = {}
    if part == Part.PERSON:
        more["on"] = timezone.localdate()
    elif part == Part.SCHOOLING:
        occupation = person.profile.occupation
        more |= {"occupation": occupation.code if occupation else "", "dated": True}
    data = request.POST if request.method == "POST" else None
    return _FORMS[part](data, initial=values, **more)
