"""Pages about letters: make one, print it, check it, note what became of it."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.people.models import Person
from caunoi.placement.actions import referrals as actions
from caunoi.placement.choices import ReferralState
from caunoi.placement.forms.referrals import ReferForm, ResultForm, RevokeForm
from caunoi.placement.models import Referral
from caunoi.placement.permissions import (
    can_answer_applications,
    can_note_results,
    can_refer,
    is_counselling_staff,
)
from caunoi.placement.queries import referrals as queries
from caunoi.placement.queries.referrals import ReferPage
from caunoi.placement.views import cards
from caunoi.placement.views import referral_words as shown
from caunoi.placement.views.signed_in import SignedIn
from caunoi.vacancies.models import Vacancy
from caunoi_kit.office.sending import file_answer
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import anyone, only
from caunoi_kit.ui.once import once

OPEN = (ReferralState.STANDING, ReferralState.ARRIVED)
GET_OR_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_OR_POST)
@only(can_refer)
@once
def refer(request: SignedIn, person_id: UUID, vacancy_id: UUID) -> HttpResponse:
    """Make a letter: the usual answers are filled in."""
    person = get_object_or_404(Person.objects.select_related("place"), public_id=person_id)
    found = Vacancy.objects.select_related("employer", "place")
    vacancy = get_object_or_404(found, public_id=vacancy_id)
    form = ReferForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            referral = actions.refer(
                person=person,
                vacancy=vacancy,
                come_at=form.come_at,
                place=form.cleaned_data["place"],
                contact=form.cleaned_data["contact"],
                contact_phone=form.cleaned_data["contact_phone"] or "",
                by=request.user,
                at=timezone.now(),
            )
        except actions.CannotRefer as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Đã lập giấy số {shown.number_of(referral)}.")
            return redirect(shown.referral_url(referral))
    page = actions.read_refer_page(
        person=person, vacancy=vacancy, by=request.user, on=timezone.localdate()
    )
    if not form.is_bound:
        form.initial = _usual(page)
    context = {
        "page": page,
        "until": shown.due_words(page.valid_until) if page.valid_until else "",
        "form": form,
        "back": f"{reverse('placement:person_lists', args=[person.pk])}#ngay",
        "vacancy_url": cards.vacancy_url(vacancy),
        "arch": cards.arch_of(page.fit) if page.fit else None,
        "reasons": cards.reasons(page.fit) if page.fit else (),
        "gaps": page.fit.missing if page.fit else (),
        "standing_url": shown.referral_url(page.standing) if page.standing else "",
    }
    return render(request, "placement/referral_new.html", context)


@require_safe
@only(is_counselling_staff)
def referral(request: SignedIn, public_id: UUID) -> HttpResponse:
    """One letter: print it, note what became of it."""
    found = actions.read_referral(referral=_referral(public_id), by=request.user)
    return render(request, "placement/referral.html", _staff_page(request, found, ResultForm()))


@require_safe
@only(can_refer)
def letter(request: SignedIn, public_id: UUID) -> HttpResponse:
    """The letter as PDF, A5."""
    found = actions.read_referral(referral=_referral(public_id), by=request.user)
    name = f"giay-gioi-thieu-{found.number}-{found.year}.pdf"
    return file_answer(shown.paper(found), name, shown=True)


@require_http_methods(GET_OR_POST)
@only(can_refer)
@once
def revoke(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Take a letter back."""
    found = _referral(public_id)
    form = RevokeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.revoke_referral(
                referral=found, why=form.cleaned_data["why"], by=request.user, at=timezone.now()
            )
        except actions.CannotNote as refusal:
            form.add_error("why", str(refusal))
        else:
            messages.success(request, f"Đã thu hồi giấy số {shown.number_of(found)}.")
            return redirect(shown.referral_url(found))
    found = actions.read_referral(referral=found, by=request.user)
    context = {"referral": found, "number": shown.number_of(found), "form": form}
    return render(request, "placement/referral_revoke.html", context)


@require_safe
@only(anyone)
def referral_code(request: HttpRequest, code: str) -> HttpResponse:
    """What the QR of a letter leads to: is it ours, and does it hold; the firm answers here."""
    return _code_page(request, code, ResultForm())


@require_POST
@only(can_answer_applications)
@once
def note_result(request: SignedIn, code: str) -> HttpResponse:
    """The firm, or the centre for it, notes what became of a letter."""
    found = queries.referral_behind(code)
    if found is None or not can_note_results(request.user, found.vacancy):
        raise Http404
    form = ResultForm(request.POST)
    if form.is_valid():
        try:
            _note(form, found, request)
        except actions.CannotNote as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Đã ghi. Cảm ơn anh/chị.")
            if can_refer(request.user):
                return redirect(shown.referral_url(found))
            return redirect(queries.code_path(found))
    if can_refer(request.user):
        page = actions.read_referral(referral=_referral(found.public_id), by=request.user)
        return render(request, "placement/referral.html", _staff_page(request, page, form))
    return _code_page(request, code, form)


def _note(form: ResultForm, found: Referral, request: SignedIn) -> None:
    values, now = form.cleaned_data, timezone.now()
    if values["what"] == ResultForm.CAME:
        actions.note_arrival(referral=found, by=request.user, at=now)
        return
    actions.note_result(
        referral=found,
        hired=values["what"] == ResultForm.HIRED,
        reason=values["reason"],
        note=values["note"],
        by=request.user,
        at=now,
    )


def _code_page(request: HttpRequest, code: str, form: ResultForm) -> HttpResponse:
    user = request.user if request.user.is_authenticated else None
    opened = actions.open_code(code=code, user=user)
    if opened is None:
        return render(request, "placement/referral_forged.html", status=404)
    found, may_note = opened
    on = timezone.localdate()
    state = queries.state_of(found, on=on)
    here = reverse("placement:referral_code", args=[code])
    context = {
        "referral": found,
        "number": shown.number_of(found),
        "badge": shown.badge_of(found, on=on),
        "holds": state in OPEN,
        "until": shown.due_words(found.valid_until),
        "initials": queries.initials_of(found),
        "may_note": may_note,
        "may_arrive": may_note and found.came_at is None,
        "pairs": shown.pairs_of(found) if may_note else [],
        "form": form,
        "note_url": reverse("placement:note_result", args=[code]),
        "sign_in_url": ""
        if user
        else f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': here})}",
    }
    return render(request, "placement/referral_code.html", context)


def _staff_page(request: SignedIn, found: Referral, form: ResultForm) -> dict[str, Any]:
    on = timezone.localdate()
    state = queries.state_of(found, on=on)
    refusal = getattr(found, "refusal", None)
    may = can_refer(request.user)
    open_still = queries.awaits_result(found)
    sealed = queries.code_path(found).rstrip("/").rpartition("/")[2]
    fit = found.fit
    return {
        "referral": found,
        "number": shown.number_of(found),
        "badge": shown.badge_of(found, on=on),
        "pairs": shown.pairs_of(found),
        "events": shown.events_of(found, refusal, on=on),
        "refusal_url": reverse("placement:refusal", args=[refusal.public_id]) if refusal else "",
        "may_print": may and state in OPEN,
        "may_note": may and open_still,
        "may_arrive": may and open_still and found.came_at is None,
        "note_url": reverse("placement:note_result", args=[sealed]),
        "lists_url": reverse("placement:person_lists", args=[found.person_id]),
        "why": fit.get("why", []),
        "missing": fit.get("missing", []),
        "phone": formats.phone(found.person.phone),
        "form": form,
    }


def _usual(page: ReferPage) -> dict[str, Any]:
    come_at = timezone.localtime(page.come_at) if page.come_at else None
    vacancy = page.vacancy
    return {
        "day": come_at.date() if come_at else None,
        "hour": come_at.time() if come_at else None,
        "place": page.place,
        "contact": vacancy.contact_name,
        "contact_phone": vacancy.contact_phone or vacancy.employer.phone,
    }


def _referral(public_id: UUID) -> Referral:
    found = queries.find_referral(public_id)
    if found is None:
        raise Http404
    return found
