"""Who opens very many people's records, and a head's consent to go on (trust E6)."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from caunoi.accounts import actions, queries
from caunoi.accounts.forms import ReasonForm
from caunoi.accounts.models import User
from caunoi.accounts.permissions import can_watch_reading
from caunoi.accounts.views.staff import SignedIn
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Badge
from caunoi_kit.ui.once import once

MANY = Badge("warn", "warn", "Mở nhiều")
STOPPED = Badge("bad", "lock", "Đã dừng")


@require_safe
@only(can_watch_reading)
def readers(request: SignedIn) -> HttpResponse:
    """Everybody who opened more records in the last hour than one person serves."""
    found = queries.readers_of_many(at=timezone.now())
    context = {
        "readers": [(each, STOPPED if each.stopped else MANY) for each in found],
        "alert": settings.READING_ALERT,
        "stop": settings.READING_STOP,
    }
    return render(request, "accounts/readers.html", context)


@require_POST
@only(can_watch_reading)
@once
def consent(request: SignedIn, pk: int) -> HttpResponse:
    """Let one of them go on."""
    reader = User.objects.filter(pk=pk).first()
    if reader is None:
        raise Http404
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        actions.consent_to_reading(reader=reader, reason=reason, by=request.user, at=timezone.now())
    except actions.CannotConsent as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"{reader.full_name} được mở tiếp hồ sơ, đếm lại từ đầu.")
    return redirect("accounts:readers")
