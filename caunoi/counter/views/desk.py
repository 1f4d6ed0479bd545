"""The desk of whoever serves people: one key calls the next and opens what is known of them."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from caunoi.counter.actions import calling, desks, taking
from caunoi.counter.forms.queue import ActForm, seconds_ago
from caunoi.counter.models import Desk, Service, Ticket
from caunoi.counter.permissions import can_serve
from caunoi.counter.queries import desk as desk_queries
from caunoi.counter.queries import lines
from caunoi.counter.views.requests import SignedIn, key_of, office_asked
from caunoi_kit.ui.access import only
from caunoi_kit.ui.once import once

ASKED_BY_SCRIPT = "HX-Request"


@require_safe
@only(can_serve)
def desk(request: SignedIn) -> HttpResponse:
    """One's own desk; who sits nowhere chooses one."""
    mine = lines.desk_of(request.user)
    if mine is None:
        office = office_asked(request)
        choice: dict[str, Any] = {
            "office": office,
            "offices": lines.offices(),
            "desks": lines.desks_of(office) if office else [],
        }
        return render(request, "counter/desks.html", choice)
    page = desk_queries.desk_page(mine, at=timezone.now())
    context = {
        "page": page,
        "record": _record_address(page.ticket),
        "news": reverse("counter:board_news", args=[mine.office.public_id]),
    }
    return render(request, "counter/desk.html", context)


@require_POST
@only(can_serve)
@once
def sit(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Sit down at a desk."""
    found = lines.find_desk(public_id)
    if found is None:
        raise Http404
    try:
        desks.sit(desk=found, by=request.user)
    except desks.CannotSit as refusal:
        messages.error(request, str(refusal))
    return redirect("counter:desk")


@require_POST
@only(can_serve)
@once
def arrange(request: SignedIn) -> HttpResponse:
    """Leave one's desk, pause it, open it again."""
    mine = lines.desk_of(request.user)
    wish = request.POST.get("lam", "")
    if mine is None or wish not in {"roi", "nghi", "mo"}:
        return redirect("counter:desk")
    try:
        if wish == "roi":
            desks.stand_up(desk=mine, by=request.user)
        else:
            desks.pause(desk=mine, paused=wish == "nghi", by=request.user)
    except desks.CannotSit as refusal:
        messages.error(request, str(refusal))
    return redirect("counter:desk")


@require_POST
@only(can_serve)
@once
def act(request: SignedIn) -> HttpResponse:
    """One press at a desk: from a form, or from the script that kept it while cut off.

    A script gets 204 with where to go, or 200 with why nothing was done.
    """
    by_script = request.headers.get(ASKED_BY_SCRIPT) == "true"
    try:
        address = _done(request)
    except (calling.CannotCall, taking.CannotTake) as refusal:
        if by_script:
            return JsonResponse({"refused": str(refusal)})
        messages.error(request, str(refusal))
        return redirect("counter:desk")
    if by_script:
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)


def _done(request: SignedIn) -> str:
    """Do what was pressed; where the desk goes on."""
    form = ActForm(request.POST)
    mine = lines.seat_of(request.user)
    key = key_of(request)
    if mine is None:
        raise calling.CannotCall("Anh/chị chưa ngồi ở quầy nào. Chọn quầy rồi làm tiếp.")
    if not form.is_valid() or key is None:
        raise calling.CannotCall("Không rõ việc vừa bấm. Tải lại trang rồi bấm lại.")
    said = form.cleaned_data
    common: dict[str, Any] = {
        "desk": mine,
        "key": key,
        "by": request.user,
        "at": timezone.now() - timedelta(seconds=seconds_ago(request.GET.get("cach", ""))),
    }
    seen = lines.ticket_shown(form.ticket) if form.ticket else None
    if said["lam"] == "call":
        called = calling.call_next(**common, seen=seen)
        if called is None:
            messages.info(request, "Không còn ai chờ ở các hàng của quầy này.")
        return _record_address(called) or reverse("counter:desk")
    if seen is None:
        raise calling.CannotCall("Không thấy số này. Tải lại trang rồi bấm lại.")
    return _with_ticket(said, seen, common)


def _with_ticket(said: dict[str, Any], seen: Ticket, common: dict[str, Any]) -> str:
    back = reverse("counter:desk")
    if said["lam"] == "transfer":
        where = _target(common["desk"], said["toi"])
        calling.transfer(**common, ticket=seen, to=where, note=said["dan"])
        return back
    if said["lam"] == "add":
        where = _target(common["desk"], said["toi"])
        if not isinstance(where, Service):
            raise calling.CannotCall("Chọn một dịch vụ để lấy thêm số.")
        taking.add_service(
            ticket=seen, service=where, key=common["key"], by=common["by"], at=common["at"]
        )
        return back
    verbs = {
        "recall": calling.recall,
        "begin": calling.begin,
        "finish": calling.finish,
        "no_show": calling.note_no_show,
        "hold": calling.hold,
        "resume": calling.resume,
        "back": calling.put_back,
    }
    done = verbs[said["lam"]](**common, ticket=seen)
    return (_record_address(done) or back) if said["lam"] == "resume" else back


def _target(mine: Desk, asked: str) -> Service | Desk:
    """The line or the desk that was chosen. Raises CannotCall."""
    found: Service | Desk | None
    if asked.isdecimal() and len(asked) <= 4:  # noqa: PLR2004  digits of a desk
        found = lines.desks_of(mine.office).filter(number=int(asked)).first()
    else:
        found = lines.find_service(mine.office, asked)
    if found is None:
        raise calling.CannotCall("Chọn hàng hoặc quầy để chuyển tới (F4).")
    return found


def _record_address(ticket: Ticket | None) -> str:
    """The page with all that is known of whoever has this ticket; "" when nobody knows who."""
    if ticket is None or ticket.person is None or ticket.is_over:
        return ""
    return f"{reverse('home:record', args=[ticket.person.public_id])}?phieu={ticket.public_id}"
