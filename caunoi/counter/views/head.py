"""What a head sees and changes: lines and desks now, the past, and the set-up."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.counter.actions import days, desks
from caunoi.counter.forms.queue import (
    DeskServicesForm,
    HistoryForm,
    LaterForm,
    MoveForm,
    OfficeForm,
    ServiceForm,
)
from caunoi.counter.models import Desk, Office, Service
from caunoi.counter.permissions import can_lead_counter
from caunoi.counter.queries import history as pasts
from caunoi.counter.queries import lines, overview
from caunoi.counter.views.requests import GET_OR_POST, SignedIn, key_of, office_asked
from caunoi_kit.ui import charts, formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.once import once

WEEKS: timedelta = timedelta(days=28)


@require_safe
@only(can_lead_counter)
def now(request: SignedIn) -> HttpResponse:
    """Who waits now, what each desk does, and what can be changed."""
    office = office_asked(request)
    if office is None:
        return render(request, "counter/head_where.html", {"offices": lines.offices()})
    return render(request, "counter/head.html", _now_context(office))


@require_POST
@only(can_lead_counter)
@once
def move_people(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Send the first people of a line to another line or desk."""
    office = _office(public_id)
    found = overview.overview(office, at=timezone.now())
    form = _move_form(found, request.POST)
    if not form.is_valid():
        return render(request, "counter/head.html", _now_context(office, move=form))
    said = form.cleaned_data
    try:
        moved = desks.move_people(
            office=office,
            source=said["source"],
            to=_target(office, said["to"]),
            count=said["count"],
            by=request.user,
            at=timezone.now(),
        )
    except desks.CannotArrange as refusal:
        form.add_error(None, str(refusal))
        return render(request, "counter/head.html", _now_context(office, move=form))
    messages.success(request, f"Đã chuyển {formats.number(moved)} người.")
    return redirect(_back(office))


@require_POST
@only(can_lead_counter)
@once
def tell_later(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Write to those who can come later."""
    office = _office(public_id)
    services = list(lines.services_of(office))
    form = LaterForm(request.POST, services=services)
    key = key_of(request)
    if not form.is_valid() or key is None:
        return render(request, "counter/head.html", _now_context(office, later=form))
    told = desks.tell_to_come_later(
        office=office, **form.cleaned_data, by=request.user, at=timezone.now(), key=key
    )
    messages.success(request, f"Đã viết tin cho {formats.number(told)} người có để lại số.")
    return redirect(_back(office))


@require_http_methods(GET_OR_POST)
@only(can_lead_counter)
@once
def desk_services(request: SignedIn, public_id: UUID) -> HttpResponse:
    """What a desk serves."""
    desk = _desk(public_id)
    form = DeskServicesForm(
        request.POST if request.method == "POST" else None,
        initial={"services": list(desk.services.values_list("pk", flat=True))},
    )
    if form.is_valid():
        try:
            desks.set_services(
                desk=desk, services=list(form.cleaned_data["services"]), by=request.user
            )
        except desks.CannotArrange as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Đã đổi việc của quầy {desk.number}.")
            return redirect(_back(desk.office))
    context = {"desk": desk, "form": form, "back": _back(desk.office)}
    return render(request, "counter/desk_services.html", context)


@require_POST
@only(can_lead_counter)
@once
def close_desk(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Close the desk of somebody who went home without doing so."""
    desk = _desk(public_id)
    try:
        desks.stand_up(desk=desk, by=request.user)
    except desks.CannotSit as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Đã đóng quầy {desk.number}.")
    return redirect(_back(desk.office))


@require_POST
@only(can_lead_counter)
@once
def close_day(request: SignedIn, public_id: UUID) -> HttpResponse:
    """End the day."""
    office, at = _office(public_id), timezone.now()
    try:
        sums = days.close_day(office=office, day=localtime(at).date(), by=request.user, at=at)
    except days.CannotClose as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Đã khoá sổ ngày: {formats.number(sums['tickets'])} số.")
    return redirect(_back(office))


@require_safe
@only(can_lead_counter)
def history(request: SignedIn) -> HttpResponse:
    """Waits, minutes and no-shows of a time."""
    office = office_asked(request)
    if office is None:
        return render(request, "counter/head_where.html", {"offices": lines.offices()})
    today = timezone.localdate()
    asked = {"first": formats.day(today - WEEKS), "last": formats.day(today)}
    asked |= {name: request.GET[name] for name in asked if request.GET.get(name)}
    form = HistoryForm(asked)
    said = form.cleaned_data if form.is_valid() else {}
    first, last = said.get("first", today - WEEKS), said.get("last", today)
    if first > last:
        form.add_error("first", "Ngày đầu phải trước ngày cuối.")
        first = last
    found = pasts.history(office, first=first, last=last)
    context = {
        "office": office,
        "form": form,
        "first": first,
        "last": last,
        "found": found,
        "waits": _bars(found.waits_by_hour, "chờ"),
        "services": _bars(found.served_by_service, "làm"),
        "desks": _bars(found.served_by_desk, "làm"),
        "no_shows": [
            charts.Bar(name, gone, shown=f"{formats.number(gone)} trong {formats.number(all_)} số")
            for name, gone, all_ in found.no_shows_by_service
        ],
        "days": [charts.Bar(formats.day(day), count) for day, count in found.by_day[-14:]],
    }
    return render(request, "counter/history.html", context)


@require_http_methods(GET_OR_POST)
@only(can_lead_counter)
@once
def set_up(request: SignedIn) -> HttpResponse:
    """Offices, services and desks; the address of the machines."""
    sent = request.POST if request.method == "POST" else None
    wish = request.POST.get("lam", "") if sent else ""
    office_form = OfficeForm(sent if wish == "noi" else None, prefix="noi")
    service_form = ServiceForm(sent if wish == "viec" else None, prefix="viec")
    asked: django_forms.Form = office_form if wish == "noi" else service_form
    if wish in {"noi", "viec"} and asked.is_valid():
        try:
            if wish == "noi":
                desks.set_up_office(**asked.cleaned_data, by=request.user)
            else:
                desks.set_up_service(**asked.cleaned_data, by=request.user)
        except desks.CannotArrange as refusal:
            asked.add_error(None, str(refusal))
        else:
            messages.success(request, "Đã thêm.")
            return redirect("counter:set_up")
    if wish in {"quay", "khoa_moi"}:
        office = _office_of(request.POST.get("noi", ""))
        if wish == "quay":
            added = desks.set_up_desk(office=office, services=lines.all_services(), by=request.user)
            messages.success(request, f"Đã thêm quầy {added.number}. Chọn việc cho quầy.")
            return redirect("counter:desk_services", public_id=added.public_id)
        desks.renew_kiosk_key(office=office, by=request.user)
        messages.success(request, "Đã đổi địa chỉ máy lấy số. Mở lại trang trên từng máy.")
        return redirect("counter:set_up")
    context = {
        "office_form": office_form,
        "service_form": service_form,
        "services": lines.all_services(),
        "offices": [
            {
                "office": office,
                "desks": list(lines.desks_of(office)),
                "kiosk": reverse("counter:kiosk", args=[office.kiosk_key]),
                "board": reverse("counter:board", args=[office.public_id]),
            }
            for office in lines.offices()
        ],
    }
    return render(request, "counter/set_up.html", context)


def _now_context(office: Office, **forms: Any) -> dict[str, Any]:
    at = timezone.now()
    found = overview.overview(office, at=at)
    services = [each.service for each in found.lines]
    skew = overview.skew_seconds(at=at)
    return {
        "office": office,
        "found": found,
        "many_offices": lines.offices().count() > 1,
        "bars": [
            charts.Bar(
                f"{each.service.letter} · {each.service.name}",
                each.waiting,
                "warn" if each.waiting and not each.desks else "",
                shown=_line_words(each),
            )
            for each in found.lines
        ],
        "move": forms.get("move") or _move_form(found),
        "later": forms.get("later") or LaterForm(services=services),
        "skew": round(skew, 1) if skew >= overview.SKEW else None,
    }


def _line_words(each: overview.LineNow) -> str:
    if not each.waiting:
        return "Không ai chờ"
    words = f"{formats.number(each.waiting)} người, lâu nhất {formats.number(each.longest)} phút"
    return words if each.desks else f"{words}, chưa có quầy mở"


def _move_form(found: overview.Overview, data: Any = None) -> MoveForm:
    longest = max(found.lines, key=lambda each: each.waiting, default=None)
    return MoveForm(
        data,
        initial={"source": longest.service.letter} if longest else None,
        services=[each.service for each in found.lines],
        desks=[each.desk for each in found.desks if each.desk.state == "OPEN"],
    )


def _bars(rows: list[pasts.Figure], verb: str) -> list[charts.Bar]:
    n = formats.number
    return [
        charts.Bar(
            each.name,
            each.mean,
            shown=(
                f"{verb} {n(each.mean, 1)} phút, lâu nhất {n(each.longest, 0)}; "
                f"{n(each.count)} lượt"
            ),
        )
        for each in rows
    ]


def _target(office: Office, asked: str) -> Service | Desk:
    found: Service | Desk | None
    if asked.isdecimal():
        found = lines.desks_of(office).filter(number=int(asked)).first()
    else:
        found = lines.find_service(office, asked)
    if found is None:
        raise desks.CannotArrange("Hàng hoặc quầy này không còn. Chọn lại.")
    return found


def _back(office: Office) -> str:
    return f"{reverse('counter:head')}?noi={office.public_id}"


def _desk(public_id: UUID) -> Desk:
    found = lines.find_desk(public_id)
    if found is None:
        raise Http404
    return found


def _office(public_id: UUID) -> Office:
    found = lines.find_office(public_id)
    if found is None:
        raise Http404
    return found


def _office_of(typed: str) -> Office:
    try:
        return _office(UUID(typed))
    except ValueError:
        raise Http404 from None
