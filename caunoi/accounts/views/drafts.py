"""What staff were sending when their session ended, offered again; and word that they are here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from caunoi_kit.ui.access import first_factor_suffices, only, signed_in
from caunoi_kit.ui.sessions import forget_unsent_form, unsent_form


@first_factor_suffices
def may_stay(user: object) -> bool:
    """Anybody signed in may say that they are still here."""
    return signed_in(user)


@require_safe
@only(signed_in)
def unsent(request: HttpRequest) -> HttpResponse:
    """The form that came after the end of the session: sent again by one button, or left."""
    draft = unsent_form(request)
    if draft is None:
        return redirect("portal:first_page")
    forget_unsent_form(request)
    return render(request, "accounts/unsent.html", {"draft": draft})


@require_POST
@only(may_stay)
def stay(request: HttpRequest) -> HttpResponse:
    """Still here: the answer carries the new cookie."""
    return HttpResponse(status=204)
