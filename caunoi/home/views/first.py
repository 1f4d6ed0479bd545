"""The first page of staff: what to do today."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from caunoi.home.permissions import can_open_record, can_see_duties, can_see_first_page
from caunoi.home.queries.first import first_page as question
from caunoi.home.views.duties import duty_card
from caunoi.home.views.requests import SignedIn
from caunoi.indicators.permissions.services import can_see_services_report
from caunoi_kit.ui.access import only


@require_safe
@only(can_see_first_page)
def first_page(request: SignedIn) -> HttpResponse:
    """Own desk, own files, calls, and what the law asks of this role."""
    user = request.user
    found = question(user, on=timezone.localdate())
    serving = found.serving
    context: dict[str, Any] = {
        "found": found,
        "duties": [duty_card(each) for each in found.duties],
        "late": sum(each.late for each in found.duties),
        "may_search": can_open_record(user),
        "may_see_duties": can_see_duties(user),
        "may_report": can_see_services_report(user),
        "serving_url": _record_url(serving) if serving and serving.person else "",
    }
    return render(request, "home/first.html", context)


def _record_url(ticket: Any) -> str:
    address = reverse("home:record", args=[ticket.person.public_id])
    return f"{address}?phieu={ticket.public_id}"
