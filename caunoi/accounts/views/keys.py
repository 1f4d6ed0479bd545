"""Keys of programs, for administrators."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.accounts.actions import keys as actions
from caunoi.accounts.choices import ApiScope
from caunoi.accounts.forms import KeyForm
from caunoi.accounts.models import User
from caunoi.accounts.permissions import can_give_keys
from caunoi.accounts.queries import keys as queries
from caunoi_kit.ui.access import only
from caunoi_kit.ui.once import once
from caunoi_kit.ui.paging import PARAMETER, page_of

PAGE_SIZE = 20
SHOWN_ONCE = "api_key_shown_once"  # in the session of the giver, between giving and showing


class SignedIn(HttpRequest):
    """A request whose sender has an account."""

    user: User


@require_safe
@only(can_give_keys)
def keys(request: SignedIn) -> HttpResponse:
    """All keys; right after giving one, its text, this once."""
    found = queries.list_keys()
    page = page_of(request.GET.get(PARAMETER), count=found.count(), size=PAGE_SIZE)
    rows = [
        (key, ", ".join(str(ApiScope(scope).label) for scope in key.scopes))
        for key in found[page.part]
    ]
    context = {
        "rows": rows,
        "page": page,
        "today": timezone.localdate(),
        "token": request.session.pop(SHOWN_ONCE, ""),
    }
    return render(request, "accounts/keys.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@only(can_give_keys)
@once
def new_key(request: SignedIn) -> HttpResponse:
    """Give a program a key."""
    today = timezone.localdate()
    form = KeyForm(request.POST if request.method == "POST" else None, on=today)
    if form.is_valid():
        try:
            _, token = actions.give_key(
                **form.cleaned_data, by=request.user, on=today, at=timezone.now()
            )
        except actions.CannotGiveKey as refusal:
            form.add_error(None, str(refusal))
        else:
            request.session[SHOWN_ONCE] = token
            return redirect("accounts:keys")
    return render(request, "accounts/new_key.html", {"form": form})


@require_POST
@only(can_give_keys)
@once
def revoke_key(request: SignedIn, public_id: uuid.UUID) -> HttpResponse:
    """Take a key back at once."""
    key = queries.find_key(public_id)
    if key is None:
        raise Http404
    actions.revoke_key(key=key, by=request.user, at=timezone.now())
    messages.success(request, "Đã thu hồi khoá. Phần mềm dùng khoá này không vào được nữa.")
    return redirect("accounts:keys")
