"""The page about the programs' door."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from caunoi_kit.ui.access import anyone, only


@require_safe
@only(anyone)
def api(request: HttpRequest) -> HttpResponse:
    """What programs may fetch and send, in plain words and for those who write them."""
    context = {
        "address": settings.CAUNOI_ADDRESS,
        "a_minute": settings.CAUNOI_API_A_MINUTE,
        "key_a_minute": settings.CAUNOI_API_KEY_A_MINUTE,
    }
    return render(request, "portal/api.html", context)
