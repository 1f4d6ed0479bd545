"""The way to the national identity account and back; what the answer means is in the adapter."""

from typing import Final

from allauth.socialaccount.providers.openid_connect import views as allauth_identity
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from caunoi.accounts.views.phone import next_page
from caunoi_kit.messaging.sessions import CannotAsk
from caunoi_kit.ui.access import anyone, only

OWN: Final = {None, "same-origin", "none"}  # from our pages, or typed by hand


@require_safe
@only(anyone)
def start(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Go to the provider; not when another site sent the visitor here (trust D8)."""
    if request.headers.get("Sec-Fetch-Site") not in OWN:
        return redirect("accounts:identity_needed")
    try:
        return allauth_identity.login(request, provider_id=provider_id)
    except (CannotAsk, KeyError):  # no answer, or one that names no page to go to
        messages.warning(
            request,
            "Hệ thống định danh chưa trả lời. Thử lại sau ít phút, hoặc dùng số điện thoại.",
        )
        return redirect("account_login")


@require_safe
@only(anyone)
def needed(request: HttpRequest) -> HttpResponse:
    """A page asked for a proven identity: how to show one."""
    return render(request, "accounts/identity_needed.html", {"next": next_page(request)})


@require_safe
@only(anyone)
def cancelled(request: HttpRequest) -> HttpResponse:
    """The visitor turned back at the provider."""
    return redirect("account_login")
