"""Filling in a profile, one question group a page, by oneself or by a clerk for somebody else.

What each page was answered is kept at once, so that "back", a lost connection or a closed browser
costs nothing that was typed.
"""

import uuid
from collections.abc import Callable
from typing import Any, Final

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from caunoi.people import actions, forms, queries
from caunoi.people.actions.drafts import card_answers
from caunoi.people.choices import Part, Purpose
from caunoi.people.models import ProfileDraft
from caunoi.people.permissions import can_fill_profiles, is_job_seeker
from caunoi.people.views import shown
from caunoi.people.views.signed_in import SignedIn
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Step
from caunoi_kit.ui.once import once

TRADE: Final = "nghe"
LAST: Final = "xong"
STEPS: Final[dict[str, str]] = {
    Part.PERSON.value: "Đúng người",
    Part.WORK.value: "Công việc",
    TRADE: "Nghề",
    Part.SCHOOLING.value: "Học vấn",
    Part.WISHES.value: "Mong muốn",
    LAST: "Đồng ý và lưu",
}
CARD: Final = "the"


@require_http_methods(["GET", "HEAD", "POST"])
@only(can_fill_profiles)
@once
def start(request: SignedIn) -> HttpResponse:
    """The card: scanned, or "I type myself". For staff also what they have not finished."""
    own = is_job_seeker(request.user)
    person = queries.person_of(request.user) if own else None
    if person is not None and hasattr(person, "profile"):
        return render(request, "people/have.html")
    if request.method == "POST" and "tay" in request.POST:
        return _begin(request, own, {})
    form = forms.CardForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        answers = card_answers(form.cleaned_data["code"])
        if answers["is_card"] or answers["identity_number"]:
            return _begin(request, own, answers)
        form.add_error(
            "code", "Đây không phải mã của thẻ căn cước. Quét lại, hoặc bấm “Tôi nhập tay”."
        )
    drafts = [] if own else list(queries.unfinished_drafts(request.user)[:10])
    begun = queries.own_draft(request.user) if own else None
    context = {
        "form": form,
        "own": own,
        "begun": begun,
        "drafts": [shown.draft_line(draft) for draft in drafts],
        "base": _base(own),
    }
    return render(request, "people/start.html", context)


def _begin(request: SignedIn, own: bool, answers: dict[str, Any]) -> HttpResponse:
    """Keep what the card said and go to the next page; what was answered before stays."""
    now = timezone.now()
    draft = actions.start_draft(by=request.user, own=own, at=now)
    if answers or CARD not in draft.answers:
        actions.keep_answers(draft=draft, step=CARD, answers=answers, by=request.user, at=now)
    return redirect("people:step", public_id=draft.public_id, step=Part.PERSON.value)


@require_http_methods(["GET", "HEAD", "POST"])
@only(can_fill_profiles)
@once
def step(request: SignedIn, public_id: uuid.UUID, step: str) -> HttpResponse:
    """One page of an unfinished profile."""
    draft = queries.draft_of(request.user, public_id)
    if draft is None or step not in STEPS:
        raise Http404
    if step == LAST:
        return _last(request, draft)
    if step == TRADE:
        return _trade(request, draft)
    form = _FORMS[step](request, draft)
    if form.is_valid():
        answers = form.answers() if hasattr(form, "answers") else form.cleaned_data
        return _keep(request, draft, step, answers)
    return render(request, f"people/step_{step}.html", _page(draft, step, form))


def _keep(
    request: SignedIn, draft: ProfileDraft, step: str, answers: dict[str, Any]
) -> HttpResponseRedirect:
    draft = actions.keep_answers(
        draft=draft, step=step, answers=answers, by=request.user, at=timezone.now()
    )
    back_to_check = request.GET.get("ve") == LAST and step != Part.WORK.value
    return redirect(_url(draft, LAST if back_to_check else _after(draft, step)))


def _trade(request: SignedIn, draft: ProfileDraft) -> HttpResponse:
    """Which occupation the words mean: one tap on one of three."""
    work = draft.answers.get(Part.WORK.value)
    if work is None:
        return redirect(_url(draft, Part.WORK.value))
    words = work["words"]
    form = forms.OccupationPick(request.POST if request.method == "POST" else None, words=words)
    if form.is_valid():
        code = form.cleaned_data["occupation"]
        actions.keep_answers(
            draft=draft,
            step=Part.WORK.value,
            answers={**work, "occupation": code, "trade": dict(form.suggested()).get(code, "")},
            by=request.user,
            at=timezone.now(),
        )
        return redirect(_url(draft, Part.SCHOOLING.value))
    return render(request, "people/step_nghe.html", {**_page(draft, TRADE, form), "words": words})


def _last(request: SignedIn, draft: ProfileDraft) -> HttpResponse:
    """All answers to check, the consents, and saving."""
    form = forms.ConsentForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            person = actions.finish_draft(
                draft=draft,
                purposes=[Purpose(value) for value in form.cleaned_data["purposes"]],
                by=request.user,
                on=timezone.localdate(),
                at=timezone.now(),
            )
        except actions.CannotFinish as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Đã lưu hồ sơ.")
            if draft.own:
                return redirect("placement:my_lists")
            return redirect("people:person", public_id=person.public_id)
    context = {**_page(draft, LAST, form), "groups": shown.answer_groups(draft, _url)}
    return render(request, "people/step_xong.html", context)


@require_POST
@only(can_fill_profiles)
@once
def drop(request: SignedIn, public_id: uuid.UUID) -> HttpResponse:
    """Throw an unfinished profile away."""
    draft = queries.draft_of(request.user, public_id)
    if draft is None:
        raise Http404
    actions.drop_draft(draft=draft, by=request.user)
    messages.success(request, "Đã bỏ hồ sơ làm dở. Những gì đã ghi trong đó không còn.")
    return redirect("people:start")


def _page(draft: ProfileDraft, step: str, form: django_forms.Form) -> dict[str, Any]:
    names = list(STEPS)
    here = names.index(step)
    before = names[here - 1] if here else ""
    if before == TRADE and not draft.answers.get(Part.WORK.value, {}).get("words"):
        before = Part.WORK.value
    card = draft.answers.get(CARD, {})
    return {
        "draft": draft,
        "own": draft.own,
        "form": form,
        "step": step,
        "number": here + 2,
        "count": len(names) + 1,
        "steps": [Step(label, _state(i, here)) for i, label in enumerate(STEPS.values())],
        "back": _url(draft, before) if before else reverse("people:start"),
        "base": _base(draft.own),
        "card": card,
        "card_words": shown.card_words(card) if step == Part.PERSON else [],
        "you": "anh/chị" if draft.own else "người này",
    }


def _state(position: int, here: int) -> Any:
    if position < here:
        return "done"
    return "now" if position == here else ""


def _base(own: bool) -> str:
    return "ui/base.html" if own else "ui/work.html"


def _url(draft: ProfileDraft, step: str) -> str:
    return reverse("people:step", args=[draft.public_id, step])


def _after(draft: ProfileDraft, step: str) -> str:
    names = list(STEPS)
    following = names[names.index(step) + 1]
    no_work = not draft.answers.get(Part.WORK.value, {}).get("words")
    return Part.SCHOOLING.value if following == TRADE and no_work else following


def _data(request: SignedIn) -> Any:
    return request.POST if request.method == "POST" else None


def _person_form(request: SignedIn, draft: ProfileDraft) -> django_forms.Form:
    answered = draft.answers.get(Part.PERSON.value)
    initial = dict(answered or draft.answers.get(CARD, {}))
    initial.setdefault("phone", request.user.phone if draft.own else "")
    initial["birth_date"] = shown.stored_day(initial.get("birth_date"))
    return forms.NewPersonForm(_data(request), initial=initial, on=timezone.localdate())


def _work_form(request: SignedIn, draft: ProfileDraft) -> django_forms.Form:
    return forms.WorkForm(_data(request), initial=draft.answers.get(Part.WORK.value, {}))


def _schooling_form(request: SignedIn, draft: ProfileDraft) -> django_forms.Form:
    return forms.SchoolingForm(
        _data(request),
        initial=draft.answers.get(Part.SCHOOLING.value, {}),
        occupation=draft.answers.get(Part.WORK.value, {}).get("occupation", ""),
    )


def _wish_form(request: SignedIn, draft: ProfileDraft) -> django_forms.Form:
    initial = dict(draft.answers.get(Part.WISHES.value, {}))
    work = draft.answers.get(Part.WORK.value, {})
    if not initial and work.get("occupation"):
        initial["wishes"] = [[work["occupation"], work["words"]]]
    return forms.WishForm(_data(request), initial=initial)


_FORMS: Final[dict[str, Callable[[SignedIn, ProfileDraft], Any]]] = {
    Part.PERSON.value: _person_form,
    Part.WORK.value: _work_form,
    Part.SCHOOLING.value: _schooling_form,
    Part.WISHES.value: _wish_form,
}
