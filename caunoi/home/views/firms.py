"""A firm at the desk: finding it, and counting what was done for it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from caunoi.counter.actions import acts as actions
from caunoi.employers.models import Employer
from caunoi.home.permissions import can_open_record
from caunoi.home.queries.firms import find_firm, find_firms, firm_page
from caunoi.home.views.acts import key_of
from caunoi.home.views.requests import SignedIn
from caunoi.people.queries.profile import place_words
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Badge, Pair
from caunoi_kit.ui.once import once

NOT_ASKED = "chưa ghi"


@require_safe
@only(can_open_record)
def firms(request: SignedIn) -> HttpResponse:
    """Find a firm by its name or tax code."""
    typed = " ".join(request.GET.get("q", "").split())[:100]
    found = [(each, place_words(each.place)) for each in find_firms(typed)] if typed else []
    return render(request, "home/firms.html", {"typed": typed, "found": found})


@require_safe
@only(can_open_record)
def firm(request: SignedIn, public_id: UUID) -> HttpResponse:
    """One firm: what stands open, what was done for it, and one key to count the next act."""
    found = firm_page(_firm(public_id), on=timezone.localdate())
    context: dict[str, Any] = {
        "found": found,
        "firm": found.firm,
        "today": timezone.localdate(),
        "badge": Badge("good", "check", "Đã xác minh")
        if found.firm.verified_at
        else Badge("warn", "clock", "Chưa xác minh"),
        "facts": [
            Pair("Mã số thuế", found.firm.tax_code or NOT_ASKED),
            Pair("Ngành", found.firm.industry.name if found.firm.industry else NOT_ASKED),
            Pair("Nơi", place_words(found.firm.place) or NOT_ASKED, note=found.firm.address),
            Pair("Điện thoại", formats.phone(found.firm.phone) or NOT_ASKED),
            Pair("Tin đang tuyển", f"{formats.number(found.adverts)} tin, "
                 f"{formats.number(found.positions)} chỗ"),
        ],
    }  # fmt: skip
    return render(request, "home/firm.html", context)


@require_POST
@only(can_open_record)
@once
def note_firm_act(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Count one counselling of a firm."""
    found = _firm(public_id)
    actions.note_firm_act(
        key=key_of(request), employer=found, visit=None, by=request.user, at=timezone.now(),
        note=request.POST.get("note", ""),
    )  # fmt: skip
    messages.success(request, f"Đã ghi: tư vấn {found.name}.")
    return redirect("home:firm", public_id=public_id)


def _firm(public_id: UUID) -> Employer:
    found = find_firm(public_id)
    if found is None:
        raise Http404
    return found
