"""Applying without an account: name and telephone, then the code."""

from typing import Final

from axes.helpers import get_client_ip_address
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from caunoi.accounts.actions import CannotAskCode, WrongCode, ask_code
from caunoi.accounts.choices import SIGN_IN_BACKEND
from caunoi.accounts.models import User
from caunoi.accounts.queries import demo_code
from caunoi.people.actions import CannotRegister
from caunoi.people.queries import person_of
from caunoi.placement.actions import newcomers as actions
from caunoi.placement.actions.applications import CannotApply
from caunoi.placement.forms.applications import CodeForm, ContactForm
from caunoi.placement.permissions import may_apply
from caunoi.placement.queries.applications import why_not_apply
from caunoi.placement.views import cards
from caunoi.vacancies.choices import VacancyState
from caunoi.vacancies.models import Vacancy
from caunoi_kit.ui.access import only
from caunoi_kit.ui.once import once

APPLYING: Final = "applying"  # in the session: name and number of somebody who waits for a code


@require_http_methods(["GET", "HEAD", "POST"])
@only(may_apply)
@once
def apply_as_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Name and telephone number of somebody the centre does not know yet."""
    vacancy = _published(pk)
    user = request.user if request.user.is_authenticated else None
    if user is not None and person_of(user) is not None:
        return redirect("placement:apply", pk=pk)
    before = request.session.get(APPLYING) or {}
    known = {"full_name": user.full_name, "phone": user.phone or ""} if user else before
    reason = why_not_apply(vacancy, on=timezone.localdate())
    form = ContactForm(request.POST if request.method == "POST" else None, initial=known)
    if not reason and form.is_valid():
        done = (
            _send_at_once(request, user, vacancy, form)
            if user is not None
            else _ask_code(request, vacancy, form)
        )
        if done is not None:
            return done
    context = {
        "vacancy": vacancy,
        "url": cards.vacancy_url(vacancy),
        "apply_url": reverse("placement:apply", args=[pk]),
        "form": form,
        "reason": reason,
        "button": "Nộp hồ sơ" if user is not None else "Gửi mã cho tôi",
    }
    return render(request, "placement/application_new.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@only(may_apply)
@once
def apply_with_code(request: HttpRequest, pk: int) -> HttpResponse:
    """The code that came; right, it signs in and sends the application."""
    vacancy = _published(pk)
    waiting = request.session.get(APPLYING)
    if request.user.is_authenticated or not waiting:
        return redirect("placement:apply", pk=pk)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            entered = actions.apply_with_code(
                phone=waiting["phone"],
                code=form.cleaned_data["code"],
                full_name=waiting["full_name"],
                vacancy=vacancy,
                at=timezone.now(),
                ip=get_client_ip_address(request) or "",
            )
        except WrongCode as refusal:
            form.add_error("code", str(refusal))
        else:
            login(request, entered.user, backend=SIGN_IN_BACKEND)
            request.session.pop(APPLYING, None)
            if entered.application is None:
                messages.warning(request, entered.refusal)
                return redirect(cards.vacancy_url(vacancy))
            messages.success(request, f"Đã gửi hồ sơ tới {vacancy.employer.name}.")
            return redirect("placement:my_application", public_id=entered.application.public_id)
    context = {
        "form": form,
        "phone": waiting["phone"],
        "back": reverse("placement:apply_as_new", args=[pk]),
        "demo_code": demo_code(waiting["phone"]),
    }
    return render(request, "placement/application_code.html", context)


def _ask_code(request: HttpRequest, vacancy: Vacancy, form: ContactForm) -> HttpResponse | None:
    """Send the code and go to its page; None when it cannot be sent."""
    phone = form.cleaned_data["phone"]
    try:
        ask_code(phone=phone, at=timezone.now(), ip=get_client_ip_address(request) or "")
    except CannotAskCode as refusal:
        form.add_error("phone", str(refusal))
        return None
    request.session[APPLYING] = {"full_name": form.cleaned_data["full_name"], "phone": phone}
    return redirect("placement:apply_with_code", pk=vacancy.pk)


def _send_at_once(
    request: HttpRequest, user: User, vacancy: Vacancy, form: ContactForm
) -> HttpResponse | None:
    """Somebody signed in needs no code; None when the application cannot be sent."""
    try:
        application = actions.apply_with_contact(
            user=user, **form.cleaned_data, vacancy=vacancy, at=timezone.now()
        )
    except (CannotApply, CannotRegister) as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, f"Đã gửi hồ sơ tới {vacancy.employer.name}.")
    return redirect("placement:my_application", public_id=application.public_id)


def _published(pk: int) -> Vacancy:
    """The vacancy, if it was ever shown to people."""
    published = Vacancy.objects.filter(state__in=[VacancyState.OPEN, VacancyState.CLOSED])
    return get_object_or_404(published.select_related("employer", "place"), pk=pk)
