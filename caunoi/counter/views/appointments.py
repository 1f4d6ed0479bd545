"""Pages of appointments: one's own, and the book of the desk."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import get_current_timezone, localtime
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.accounts.models import User
from caunoi.counter.actions import appointments, taking
from caunoi.counter.choices import TicketChannel
from caunoi.counter.forms.appointments import BookForm, ClosingForm, MoveTimeForm, PlanTimesForm
from caunoi.counter.models import Appointment, Office
from caunoi.counter.permissions import can_lead_counter, can_serve
from caunoi.counter.queries import appointments as times
from caunoi.counter.queries import lines, visitors
from caunoi.counter.views.requests import GET_OR_POST, SignedIn, key_of, office_asked
from caunoi.counter.views.taking import TIMES_SHOWN, moment_words, when_choices
from caunoi_kit.ui import views
from caunoi_kit.ui.access import anyone, only
from caunoi_kit.ui.once import once
from caunoi_kit.ui.typed import CannotRead, read_day


@require_safe
@only(anyone)
def appointment(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """An appointment. Whoever has its address sees it; it shows no name."""
    return render(request, "counter/appointment.html", _context(_found(public_id)))


@require_http_methods(GET_OR_POST)
@only(anyone)
@once
def move(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Another time; a missed appointment is booked again the same way."""
    found, at = _found(public_id), timezone.now()
    whens = when_choices(times.offers(found.slot.office, found.service, at=at)[:TIMES_SHOWN])
    form = MoveTimeForm(request.POST if request.method == "POST" else None, whens=whens)
    key = key_of(request)
    if form.is_valid() and key is not None:
        by = request.user if isinstance(request.user, User) else None
        try:
            moved = appointments.move(
                appointment=found,
                begins_at=datetime.fromisoformat(form.cleaned_data["when"]),
                key=key,
                at=at,
                by=by,
            )
        except appointments.CannotBook as refusal:
            form.add_error(None, str(refusal))
        else:
            if by is not None and can_serve(by):
                messages.success(request, f"Đã đổi sang {moment_words(moved.slot.begins_at)}.")
                return redirect(_book_address(moved))
            return redirect("counter:appointment", public_id=moved.public_id)
    context = {**_context(found), "form": form, "whens": whens}
    return render(request, "counter/appointment_move.html", context)


@require_POST
@only(anyone)
@once
def cancel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give the seat back."""
    found = _found(public_id)
    by = request.user if isinstance(request.user, User) else None
    try:
        appointments.cancel(appointment=found, at=timezone.now(), by=by)
    except appointments.CannotBook as refusal:
        return render(
            request, "counter/appointment.html", {**_context(found), "refusal": str(refusal)}
        )
    if by is not None and can_serve(by):
        messages.success(request, "Đã huỷ lịch hẹn.")
        return redirect(_book_address(found))
    return redirect("counter:appointment", public_id=public_id)


@require_POST
@only(can_serve)
@once
def arrive(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Whoever has an appointment is here: give them a number."""
    found, key = _found(public_id), key_of(request)
    if key is None:
        return views.sent_differently(request)
    try:
        ticket = appointments.arrive(
            appointment=found, key=key, at=timezone.now(), channel=TicketChannel.DESK
        )
    except (appointments.CannotBook, taking.CannotTake) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Đã cấp số {ticket.name}.")
    return redirect(_book_address(found))


@require_http_methods(GET_OR_POST)
@only(can_serve)
@once
def book(request: SignedIn) -> HttpResponse:
    """The book of a day, who has to be moved, and a new appointment."""
    office = office_asked(request)
    if office is None:
        return render(request, "counter/book_where.html", {"offices": lines.offices()})
    day, at = _day(request), timezone.now()
    services = lines.services_of(office)
    sent = request.POST if request.method == "POST" else None
    form = BookForm(sent, services=services, initial={"day": day})
    key = key_of(request)
    if form.is_valid() and key is not None:
        said = form.cleaned_data
        begins = datetime.combine(said["day"], said["hour"], tzinfo=get_current_timezone())
        try:
            made = appointments.book(
                office=office,
                service=said["service"],
                begins_at=begins,
                guest=appointments.Guest(
                    visitors.phone_holder(said["phone"]), said["name"], said["phone"]
                ),
                channel=TicketChannel.DESK,
                key=key,
                at=at,
                by=request.user,
            )
        except appointments.CannotBook as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Đã hẹn {moment_words(begins)}.")
            return redirect(_book_address(made))
    return render(request, "counter/book.html", _book_context(request, office, day, form, at))


@require_http_methods(GET_OR_POST)
@only(can_lead_counter)
@once
def close_times(request: SignedIn, public_id: UUID) -> HttpResponse:
    """A time without appointments."""
    office = _office(public_id)
    sent = request.POST if request.method == "POST" else None
    form = ClosingForm(sent, services=lines.services_of(office))
    if form.is_valid():
        said = form.cleaned_data
        try:
            _, hit = appointments.close_times(
                office=office,
                service=said["service"],
                begins_at=_at(said["day"], said["begins"]),
                ends_at=_at(said["last_day"] or said["day"], said["ends"]),
                why=said["why"],
                by=request.user,
                at=timezone.now(),
            )
        except appointments.CannotBook as refusal:
            form.add_error(None, str(refusal))
        else:
            words = f" {hit} lịch đã hẹn cần đổi giờ, xem danh sách dưới đây." if hit else ""
            messages.success(request, f"Đã ngừng nhận hẹn.{words}")
            return redirect(f"{reverse('counter:book')}?noi={office.public_id}")
    context = {
        "office": office,
        "form": form,
        "closings": times.closings_ahead(office, at=timezone.now()),
    }
    return render(request, "counter/close_times.html", context)


@require_http_methods(GET_OR_POST)
@only(can_lead_counter)
@once
def plan_times(request: SignedIn, public_id: UUID) -> HttpResponse:
    """When a service takes appointments."""
    office = _office(public_id)
    sent = request.POST if request.method == "POST" else None
    form = PlanTimesForm(sent, services=lines.services_of(office))
    if form.is_valid():
        days = appointments.plan_times(office=office, **form.cleaned_data, by=request.user)
        messages.success(request, f"Đã đặt khung hẹn cho {days} ngày trong tuần.")
        return redirect("counter:plan_times", public_id=public_id)
    context = {"office": office, "form": form, "plans": times.plans_of(office)}
    return render(request, "counter/plan_times.html", context)


def _book_context(
    request: SignedIn, office: Office, day: date, form: BookForm, at: datetime
) -> dict[str, Any]:
    shown = appointments.read_book(office=office, day=day, by=request.user, at=at)
    return {
        "office": office,
        "day": day,
        "rows": shown.rows,
        "to_move": shown.to_move,
        "free": [
            (service, [each for each in times.times(office, service, first=day, last=day)])
            for service in lines.services_of(office)
        ],
        "form": form,
        "leads": can_lead_counter(request.user),
    }


def _context(found: Appointment) -> dict[str, Any]:
    office = found.slot.office
    closed = any(
        each.begins_at < found.slot.ends_at and found.slot.begins_at < each.ends_at
        for each in times.closings_of(office, found.service)
    )
    return {
        "appointment": found,
        "when": moment_words(found.slot.begins_at),
        "closed": closed and found.state == "BOOKED",
        "ahead": found.state == "BOOKED",
        "missed": found.state == "MISSED",
    }


def _day(request: HttpRequest) -> date:
    today = timezone.localdate()
    try:
        return read_day(request.GET.get("ngay", ""), latest_year=today.year + 1)
    except CannotRead:
        return today


def _book_address(found: Appointment) -> str:
    day = localtime(found.slot.begins_at).date()
    return f"{reverse('counter:book')}?noi={found.slot.office.public_id}&ngay={day:%d/%m/%Y}"


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=get_current_timezone())


def _found(public_id: UUID) -> Appointment:
    found = times.find_appointment(public_id)
    if found is None:
        raise Http404
    return found


def _office(public_id: UUID) -> Office:
    found = lines.find_office(public_id)
    if found is None:
        raise Http404
    return found
