"""A number for somebody who stands at the desk: what they say may be nothing."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from caunoi.accounts.models import User
from caunoi.counter.actions import appointments, taking
from caunoi.counter.actions import walk_in as walking
from caunoi.counter.forms.queue import WalkInForm
from caunoi.counter.models import Office, Ticket
from caunoi.counter.permissions import can_serve
from caunoi.counter.queries import lines, visitors
from caunoi.counter.queries.expected import outlook
from caunoi.counter.views.requests import GET_OR_POST, SignedIn, key_of, office_asked
from caunoi.counter.views.taking import ticket_context
from caunoi.people.actions import CannotRegister
from caunoi_kit.ui import views
from caunoi_kit.ui.access import only

READ = "quet"
REFUSALS = (taking.CannotTake, appointments.CannotBook, CannotRegister)
MOST_KEYS = 9


@require_http_methods(GET_OR_POST)
@only(can_serve)
def walk_in(request: SignedIn) -> HttpResponse:
    """Who it is, if they say so, then the service: one key gives the number.

    Not under `@once`: the key of the form is that of the ticket (see `taking.take`). Enter, which a
    scanner presses too, reads the card and gives no number yet.
    """
    office = _office(request)
    if office is None:
        return render(request, "counter/book_where.html", {"offices": lines.offices()})
    if request.method != "POST":
        return render(request, "counter/walk_in.html", _context(request, office, WalkInForm()))
    key = key_of(request)
    if key is None:
        return views.sent_differently(request)
    form, at = WalkInForm(request.POST), timezone.now()
    scanned = None
    if form.is_valid():
        said = form.cleaned_data
        scanned = visitors.kept(said["who"])
        if said["card"]:
            scanned = walking.read_visitor(said["card"], by=request.user, at=at)
            if scanned is None:
                form.add_error("card", "Chưa đọc được. Quét lại, hoặc bỏ trống ô này.")
        asked = request.POST.get("dich_vu", "")
        if form.is_valid() and asked and asked != READ:
            try:
                given = _given(
                    office, asked, _visitor(said, scanned), said["name"], key, by=request.user
                )
                return redirect(_address(office, given))
            except REFUSALS as refusal:
                form.add_error(None, str(refusal))
    context = _context(request, office, form, scanned=scanned)
    return render(request, "counter/walk_in.html", context)


def _visitor(said: dict[str, Any], scanned: visitors.Scanned | None) -> taking.Visitor:
    ground = said["ground"] or (scanned.ground if scanned else "")
    return taking.Visitor(scanned.person if scanned else None, said["phone"] or "", "", ground)


def _given(
    office: Office, asked: str, visitor: taking.Visitor, name: str, key: UUID, *, by: User
) -> Ticket:
    service = lines.find_service(office, asked)
    if service is None:
        raise taking.CannotTake("Việc này vừa ngừng nhận. Chọn việc khác.")
    return walking.take_for_walk_in(
        office=office, service=service, visitor=visitor, name=name, key=key, by=by,
        at=timezone.now(),
    )  # fmt: skip


def _context(
    request: SignedIn,
    office: Office,
    form: WalkInForm,
    *,
    scanned: visitors.Scanned | None = None,
) -> dict[str, Any]:
    guess = outlook(office, at=timezone.now())
    given = _just_given(request, office)
    if scanned is not None and scanned.ground and not form["ground"].value():
        form.data = {**request.POST.dict(), "ground": scanned.ground}
    if wrong := next((name for name in form.errors if name in form.fields), ""):
        form.fields["card"].widget.attrs.pop("autofocus", None)
        form.fields[wrong].widget.attrs["autofocus"] = True
    return {
        "office": office,
        "form": form,
        "scanned": scanned,
        "who": visitors.keep(scanned) if scanned else "",
        "given": ticket_context(given) if given else None,
        "rows": [
            {
                "service": service,
                "waiting": guess.waiting.get(service.pk, 0),
                "minutes": guess.new.get(service.pk),
                "key": f"Alt+{number}" if number <= MOST_KEYS else "",
            }
            for number, service in enumerate(lines.services_of(office), start=1)
        ],
    }


def _office(request: SignedIn) -> Office | None:
    """The office asked for, else that of one's own desk, else the only one."""
    mine = lines.desk_of(request.user)
    if mine is not None and not request.GET.get("noi"):
        return mine.office
    return office_asked(request)


def _just_given(request: SignedIn, office: Office) -> Ticket | None:
    try:
        found = lines.find_ticket(UUID(request.GET.get("so", "")))
    except ValueError:
        return None
    return found if found is not None and found.office_id == office.pk else None


def _address(office: Office, given: Ticket) -> str:
    return f"{reverse('counter:walk_in')}?noi={office.public_id}&so={given.public_id}"
