"""Pages on which people take a number or make an appointment, at home."""

import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.accounts.models import User
from caunoi.accounts.queries.addresses import address_of
from caunoi.counter import exports
from caunoi.counter.actions import appointments, taking
from caunoi.counter.choices import TicketChannel, TicketState
from caunoi.counter.forms.queue import NOW, TakeForm
from caunoi.counter.models import Office, Service, Ticket
from caunoi.counter.queries import appointments as times
from caunoi.counter.queries import lines, visitors
from caunoi.counter.queries.expected import outlook
from caunoi.counter.views.requests import GET_OR_POST, key_of, office_asked
from caunoi_kit.api.rates import Minutes
from caunoi_kit.office import qr
from caunoi_kit.office.sending import file_answer
from caunoi_kit.ui import views
from caunoi_kit.ui.access import anyone, only
from caunoi_kit.ui.once import once

A_MINUTE: Final = 30  # numbers of one network address, in each server process
TIMES_SHOWN: Final = 24
_rate = Minutes()


@require_safe
@only(anyone)
def services(request: HttpRequest) -> HttpResponse:
    """What one can take a number for, and how long it would be now."""
    office = office_asked(request)
    if office is None:
        return render(request, "counter/take_where.html", {"offices": lines.offices()})
    at = timezone.now()
    guess = outlook(office, at=at)
    rows = [
        {
            "service": service,
            "url": reverse("counter:take", args=[office.public_id, service.letter]),
            "waiting": guess.waiting.get(service.pk, 0),
            "minutes": guess.new.get(service.pk),
        }
        for service in lines.services_of(office)
    ]
    context = {"office": office, "rows": rows, "is_open": _is_open(office, at)}
    return render(request, "counter/take_services.html", context)


@require_http_methods(GET_OR_POST)
@only(anyone)
def take(request: HttpRequest, office_id: UUID, letter: str) -> HttpResponse:
    """When to come and who one is; then the number, or the appointment.

    It is not under `@once`: the key of the form is that of the ticket, and the row of numbers must
    not stay locked while more is written.
    """
    office, service = _office_and_service(office_id, letter)
    at = timezone.now()
    offers = times.offers(office, service, at=at)[:TIMES_SHOWN]
    whens = _whens(office, service, offers, at)
    known = _own(request)
    sent = request.POST if request.method == "POST" else None
    form = TakeForm(sent, whens=whens, known=known is not None)
    if not form.is_bound and whens:
        form.initial = {"when": whens[0][0]}
    if form.is_bound:
        key = key_of(request)
        if key is None:
            return views.sent_differently(request)
        if form.is_valid() and _may_take(form, request):
            try:
                return redirect(_taken(form, known, office=office, service=service, key=key, at=at))
            except (taking.CannotTake, appointments.CannotBook) as refusal:
                form.add_error(None, str(refusal))
    context = {"office": office, "service": service, "form": form, "whens": whens, "known": known}
    return render(request, "counter/take.html", context)


@require_safe
@only(anyone)
def ticket(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A number: how many are before it and when it comes up. Whoever has its address sees it."""
    found = _ticket(public_id)
    return render(request, "counter/ticket.html", ticket_context(found))


@require_safe
@only(anyone)
def ticket_news(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The part of that page that changes, for its script."""
    return render(request, "counter/_ticket_state.html", ticket_context(_ticket(public_id)))


@require_safe
@only(anyone)
def ticket_paper(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The number on a strip of 80 mm."""
    found = _ticket(public_id)
    paper = exports.ticket_paper(found, address=_address(found), at=timezone.now())
    return file_answer(paper, f"so-{found.name}.pdf", shown=True)


@require_POST
@only(anyone)
@once
def leave(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give the number back."""
    found = _ticket(public_id)
    try:
        taking.leave_line(ticket=found, at=timezone.now())
    except taking.CannotTake as refusal:
        context = {**ticket_context(found), "refusal": str(refusal)}
        return render(request, "counter/ticket.html", context)
    return redirect("counter:ticket", public_id=public_id)


def ticket_context(found: Ticket) -> dict[str, Any]:
    """What the pages of a ticket show."""
    at = timezone.now()
    guess = outlook(found.office, at=at)
    waits = found.state == TicketState.WAITING
    # Whoever has just come is not in a guess that is some seconds old: they are the last.
    last = guess.before_new.get(found.line_id, 0), guess.new.get(found.line_id)
    known = found.pk in guess.before
    minutes = guess.minutes.get(found.pk) if known else last[1]
    return {
        "ticket": found,
        "waits": waits,
        "before": guess.before[found.pk] if known else last[0],
        "minutes": minutes if waits else None,
        "clock": localtime(at + timedelta(minutes=minutes or 0)),
        "qr": qr.svg(_address(found), label=f"Mã để theo dõi số {found.name}"),
        "ground": next((each for each in lines.grounds() if each.code == found.ground), None),
    }


def _address(found: Ticket) -> str:
    return settings.CAUNOI_ADDRESS + reverse("counter:ticket", args=[found.public_id])


def _whens(
    office: Office, service: Service, offers: Sequence[times.Offer], at: datetime
) -> list[tuple[str, str]]:
    whens = []
    if _is_open(office, at):
        minutes = outlook(office, at=at).new.get(service.pk)
        about = f", chờ khoảng {minutes} phút" if minutes is not None else ""
        whens.append((NOW, f"Lấy số ngay hôm nay{about}"))
    return whens + when_choices(offers)


def when_choices(offers: Sequence[times.Offer]) -> list[tuple[str, str]]:
    """Times as choices: "Thứ Hai 30/11, 08:30"."""
    return [(each.begins_at.isoformat(), moment_words(each.begins_at)) for each in offers]


def moment_words(begins: datetime) -> str:
    """A time as people say it."""
    days = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
    local = localtime(begins)
    return f"{days[local.weekday()]} {local:%d/%m}, {local:%H:%M}"


def _is_open(office: Office, at: datetime) -> bool:
    """Numbers of the day are given from an hour before the doors open until they close."""
    now = localtime(at).time()
    opens = office.opens.replace(hour=max(office.opens.hour - 1, 0))
    return opens <= now <= office.closes or settings.CAUNOI_DEMO


def _own(request: HttpRequest) -> visitors.OwnVisitor | None:
    user = request.user
    if not isinstance(user, User) or user.is_staff_member:
        return None
    return visitors.own_visitor(user, at=timezone.now())


def _may_take(form: TakeForm, request: HttpRequest) -> bool:
    allowance = _rate.take(address_of(request), limit=A_MINUTE, now=time.time())
    if allowance.is_over:
        form.add_error(None, "Nơi này vừa lấy rất nhiều số. Chờ một phút rồi thử lại.")
    return not allowance.is_over


def _taken(
    form: TakeForm,
    known: visitors.OwnVisitor | None,
    *,
    office: Office,
    service: Service,
    key: UUID,
    at: datetime,
) -> str:
    """Take the number or make the appointment; where its page is."""
    said = form.cleaned_data
    who = known or visitors.typed_visitor(*said["who"])
    if said["when"] != NOW:
        made = appointments.book(
            office=office,
            service=service,
            begins_at=datetime.fromisoformat(said["when"]),
            guest=appointments.Guest(who.holder, phone=who.phone, person=who.person),
            channel=TicketChannel.HOME,
            key=key,
            at=at,
        )
        return reverse("counter:appointment", args=[made.public_id])
    visitor = taking.Visitor(who.person, who.phone, who.holder, said["ground"] or who.ground)
    try:
        found = taking.take_ticket(
            office=office,
            service=service,
            channel=TicketChannel.HOME,
            key=key,
            at=at,
            visitor=visitor,
        )
    except taking.AlreadyTaken as refusal:
        if known is None:  # whoever typed somebody's number does not see their ticket
            raise
        found = refusal.ticket
    return reverse("counter:ticket", args=[found.public_id])


def _office_and_service(office_id: UUID, letter: str) -> tuple[Office, Service]:
    office = lines.find_office(office_id)
    service = lines.find_service(office, letter) if office else None
    if office is None or service is None:
        raise Http404
    return office, service


def _ticket(public_id: UUID) -> Ticket:
    found = lines.find_ticket(public_id)
    if found is None:
        raise Http404
    return found
