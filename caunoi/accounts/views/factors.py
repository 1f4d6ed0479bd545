"""The second factor of one's own account: telephone, security keys, recovery codes.

What the pages do is allauth's. Here each deed is journalled, and the sessions that were open before
it end, except the one that did it.
"""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.mfa.base.views import AuthenticateView, IndexView
from allauth.mfa.recovery_codes.views import generate_recovery_codes
from allauth.mfa.totp.views import activate_totp, deactivate_totp
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse_lazy
from django.views.decorators.http import require_http_methods

from caunoi.accounts import actions
from caunoi.accounts.forms import RenameSecurityKeyForm
from caunoi.accounts.models import User
from caunoi.accounts.permissions import may_set_up_second_factor
from caunoi.accounts.queries.factors import factors_of, has_app, keys_of
from caunoi.accounts.views.staff import SignedIn
from caunoi_kit.ui.access import anyone, only
from caunoi_kit.ui.once import once

View = Callable[..., Any]


class _Asking:
    """A page on which a security key is asked: its question goes into the page as text."""

    def get_context_data(self, **kwargs: Any) -> dict:
        context = super().get_context_data(**kwargs)  # type: ignore[misc]
        said = context.pop("js_data")
        context["question"] = json.dumps(next(iter(said.values())), cls=DjangoJSONEncoder)
        # allauth makes the form anew, which would be held against the new question.
        return {**context, **kwargs}


class _Authenticate(_Asking, AuthenticateView):
    def get_context_data(self, **kwargs: Any) -> dict:
        user = self.stage.login.user
        own = {"app": has_app(user), "keys": keys_of(user)}
        return {**super().get_context_data(**kwargs), **own}


class _Index(IndexView):
    def get_context_data(self, **kwargs: Any) -> dict:
        return {**super().get_context_data(**kwargs), "keys": keys_of(self.request.user)}


class _AddKey(_Asking, AddWebAuthnView):
    pass


class _RemoveKey(RemoveWebAuthnView):
    success_url = reverse_lazy("mfa_index")

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        # Before the password is asked for again: a key of somebody else is as missing as none.
        if all(each.pk != kwargs["pk"] for each in keys_of(request.user)):
            raise Http404
        return super().dispatch(request, *args, **kwargs)


class _ReauthenticateByKey(_Asking, ReauthenticateWebAuthnView):
    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form))


def _noted(view: View) -> View:
    """Journal what a page changed, and ask staff whose last factor went for another one."""

    @wraps(view)
    def noting(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.method != "POST" or not request.user.is_authenticated:
            return view(request, *args, **kwargs)
        with transaction.atomic():
            before = factors_of(request.user)
            answer = view(request, *args, **kwargs)
            if not actions.note_factors(user=request.user, before=before):
                return answer
        user = User.objects.get(pk=request.user.pk)
        update_session_auth_hash(request, user)
        if user.second_factor_missing:
            return redirect(resolve_url("mfa_activate_totp"))
        return answer

    return noting


def _own(view: View) -> View:
    return only(may_set_up_second_factor)(view)


authenticate = only(anyone)(_Authenticate.as_view())
index = _own(_Index.as_view())
activate_app = _own(_noted(activate_totp))
remove_app = _own(_noted(deactivate_totp))
add_key = _own(_noted(_AddKey.as_view()))
remove_key = _own(_noted(_RemoveKey.as_view()))
reauthenticate_by_key = _own(_ReauthenticateByKey.as_view())
new_recovery_codes = _own(_noted(generate_recovery_codes))


@require_http_methods(["GET", "HEAD", "POST"])
@only(may_set_up_second_factor)
@once
def rename_key(request: SignedIn, pk: int) -> HttpResponse:
    """Another name for one's own security key."""
    key = next((each for each in keys_of(request.user) if each.pk == pk), None)
    if key is None:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    form = RenameSecurityKeyForm(sent, initial={"name": str(key)})
    if form.is_valid():
        actions.rename_key(key=key, name=form.cleaned_data["name"], by=request.user)
        messages.success(request, "Đã đổi tên khoá.")
        return redirect("mfa_index")
    return render(request, "accounts/rename_key.html", {"form": form})
