"""Signing in by telephone: the number, then the code."""

from datetime import timedelta
from typing import Final
from urllib.parse import urlencode

from axes.helpers import get_client_ip_address
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from caunoi.accounts import actions, queries
from caunoi.accounts.choices import SIGN_IN_BACKEND, Role
from caunoi.accounts.forms import CodeForm, PhoneForm
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import anyone, only
from caunoi_kit.ui.once import once

ASKED: Final = "phone_asked"  # in the session: the number a code went to
REMEMBERED: Final = timedelta(days=30)


@require_http_methods(["GET", "HEAD", "POST"])
@only(anyone)
@once
def ask_code(request: HttpRequest) -> HttpResponse:
    """Which telephone a code goes to. The answer is the same for known and unknown numbers."""
    after = next_page(request)
    if request.user.is_authenticated:
        return redirect(after)
    form = PhoneForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        phone = form.cleaned_data["phone"]
        try:
            actions.ask_code(
                phone=phone, at=timezone.now(), ip=get_client_ip_address(request) or ""
            )
        except actions.CannotAskCode as refusal:
            form.add_error("phone", str(refusal))
        else:
            request.session[ASKED] = phone
            return redirect(f"{reverse('accounts:enter_code')}?{urlencode({'next': after})}")
    return render(request, "accounts/phone.html", {"form": form, "next": after})


@require_http_methods(["GET", "HEAD", "POST"])
@only(anyone)
@once
def enter_code(request: HttpRequest) -> HttpResponse:
    """The code that came; right, it signs in."""
    after = next_page(request)
    if request.user.is_authenticated:
        return redirect(after)
    phone = request.session.get(ASKED, "")
    if not phone:
        return redirect(f"{reverse('accounts:ask_code')}?{urlencode({'next': after})}")
    form = CodeForm(request.POST if request.method == "POST" else None)
    new = "full_name" in request.POST
    form.fields["full_name"].required = new
    if form.is_valid():
        try:
            user = actions.enter_with_code(
                phone=phone,
                code=form.cleaned_data["code"],
                full_name=form.cleaned_data["full_name"],
                at=timezone.now(),
                ip=get_client_ip_address(request) or "",
            )
        except actions.NameNeeded as refusal:
            form.add_error("full_name", str(refusal))
            new = form.fields["full_name"].required = True
        except actions.WrongCode as refusal:
            form.add_error("code", str(refusal))
        else:
            login(request, user, backend=SIGN_IN_BACKEND)
            request.session.pop(ASKED, None)
            if form.cleaned_data["remember"] and user.role == Role.JOB_SEEKER:
                request.session.set_expiry(REMEMBERED)
            return redirect(after)
    if not new:
        del form.fields["full_name"]
    context = {
        "form": form,
        "phone": phone,
        "shown": formats.phone(phone),
        "next": after,
        "demo_code": queries.demo_code(phone),
    }
    return render(request, "accounts/code.html", context)


def next_page(request: HttpRequest) -> str:
    """Where to go once signed in: the page asked for, if it is one of ours."""
    asked = request.POST.get("next") or request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return asked
    return reverse(settings.LOGIN_REDIRECT_URL)
