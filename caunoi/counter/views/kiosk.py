"""The machine at the door: a card or none, a service, a number; then back to the start."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from caunoi.counter.actions import appointments, taking
from caunoi.counter.choices import TicketChannel
from caunoi.counter.forms.queue import KioskForm
from caunoi.counter.models import Office, Service, Ticket
from caunoi.counter.permissions import can_serve
from caunoi.counter.queries import lines, visitors
from caunoi.counter.queries.appointments import appointment_of_today
from caunoi.counter.queries.expected import outlook
from caunoi.counter.queries.kiosk import machine
from caunoi.counter.views.requests import GET_OR_POST, key_of
from caunoi.counter.views.taking import ticket_context
from caunoi_kit.ui import views
from caunoi_kit.ui.access import anyone, only

SCAN = "quet"


@require_safe
@only(anyone)
def kiosks(request: HttpRequest) -> HttpResponse:
    """Where a machine is opened from: its address holds a key that only staff see."""
    serves = can_serve(request.user)
    rows = [
        (office, reverse("counter:kiosk", args=[office.kiosk_key])) for office in lines.offices()
    ]
    context = {"serves": serves, "rows": rows if serves else []}
    return render(request, "counter/kiosks.html", context)


@require_http_methods(GET_OR_POST)
@only(anyone)
def kiosk(request: HttpRequest, kiosk_key: UUID) -> HttpResponse:
    """The first page of a machine. A scanner types the card and Enter, which only reads it."""
    office, services = _machine(kiosk_key)
    form = KioskForm(request.POST if request.method == "POST" else None)
    scanned, unread, refusal = None, False, ""
    if form.is_bound:
        key = key_of(request)
        if key is None:
            return views.sent_differently(request)
        if form.is_valid():
            said, at = form.cleaned_data, timezone.now()
            scanned = visitors.kept(said["who"])
            if said["card"]:
                scanned = visitors.read_scanned(said["card"], at=at)
                unread = scanned is None
            chosen = request.POST.get("dich_vu", "")
            if chosen and chosen != SCAN and not unread:
                try:
                    given = _given(office, services.get(chosen), key, scanned, said["ground"])
                    return redirect(_kiosk_address(request, "kiosk_ticket", office, given))
                except (taking.CannotTake, appointments.CannotBook) as fault:
                    refusal = str(fault)
    # A fresh form: what could not be read must not stand in the way of the next touch.
    context = {
        **_context(office, services, scanned, chosen=request.POST.get("ground", "")),
        "form": KioskForm(),
        "unread": unread,
        "refusal": refusal,
    }
    return render(request, "counter/kiosk.html", context)


@require_safe
@only(anyone)
def kiosk_ticket(request: HttpRequest, kiosk_key: UUID, public_id: UUID) -> HttpResponse:
    """The number, large, to be printed; the page goes back to the start by itself."""
    (office, _), found = _machine(kiosk_key), lines.find_ticket(public_id)
    if found is None or found.office_id != office.pk:
        raise Http404
    back = _kiosk_address(request, "kiosk", office)
    return render(request, "counter/kiosk_ticket.html", {**ticket_context(found), "back": back})


def _given(
    office: Office,
    service: Service | None,
    key: UUID,
    scanned: visitors.Scanned | None,
    ground: str,
) -> Ticket:
    if service is None:
        raise taking.CannotTake("Việc này vừa ngừng nhận. Chọn việc khác.")
    at = timezone.now()
    person = scanned.person if scanned else None
    booked = appointment_of_today(office, service, person, at=at) if person else None
    if booked is not None:
        return appointments.arrive(appointment=booked, key=key, at=at, channel=TicketChannel.KIOSK)
    return taking.take_ticket(
        office=office,
        service=service,
        channel=TicketChannel.KIOSK,
        key=key,
        at=at,
        visitor=taking.Visitor(person=person, ground=ground or (scanned.ground if scanned else "")),
    )


def _kiosk_address(
    request: HttpRequest, name: str, office: Office, ticket: Ticket | None = None
) -> str:
    """A page of the same machine: one that prints by itself goes on doing so (`?in=1`)."""
    more = [ticket.public_id] if ticket else []
    address = reverse(f"counter:{name}", args=[office.kiosk_key, *more])
    return f"{address}?in=1" if request.GET.get("in") == "1" else address


def _context(
    office: Office,
    services: Mapping[str, Service],
    scanned: visitors.Scanned | None,
    *,
    chosen: str,
) -> dict[str, Any]:
    guess = outlook(office, at=timezone.now())
    ground = scanned.ground if scanned else ""
    return {
        "office": office,
        "scanned": scanned,
        "who": visitors.keep(scanned) if scanned else "",
        "ground": next((each for each in lines.grounds() if each.code == ground), None),
        "grounds": lines.grounds(),
        "chosen_ground": chosen or ground,
        "rows": [
            {
                "service": service,
                "waiting": guess.waiting.get(service.pk, 0),
                "minutes": guess.new.get(service.pk),
            }
            for service in services.values()
        ],
    }


def _machine(kiosk_key: UUID) -> tuple[Office, Mapping[str, Service]]:
    found = machine(kiosk_key, at=timezone.now())
    if found is None:
        raise Http404
    return found.office, found.services
