"""Pages of a school: its classes, what it teaches, opening a class."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from caunoi.classifications.choices import Qualification
from caunoi.training import actions
from caunoi.training.choices import Fund, IntakeState, OrderState, TimeOfDay
from caunoi.training.forms import IntakeForm, ProgrammeForm
from caunoi.training.models import FirmOrder, Intake
from caunoi.training.permissions import runs_schools
from caunoi.training.queries import school
from caunoi.training.views.signed_in import SignedIn
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Badge, Column, Link
from caunoi_kit.ui.once import once
from caunoi_kit.ui.paging import PARAMETER, page_of

PAGE_SIZE = 20
COLUMNS = (
    Column("Lớp"),
    Column("Khai giảng"),
    Column("Đã nhận", figures=True),
    Column("Chờ chỗ", figures=True),
    Column("Tình trạng"),
)
LARGEST_KEY = 2**63 - 1


@require_safe
@only(runs_schools)
def classes(request: SignedIn) -> HttpResponse:
    """The classes of the schools the visitor acts for."""
    found = school.classes_of(request.user, on=timezone.localdate())
    page = page_of(request.GET.get(PARAMETER), count=found.count(), size=PAGE_SIZE)
    context = {
        "columns": COLUMNS,
        "rows": [_row(each) for each in found[page.part]],
        "page": page,
        "open_orders": len(school.open_orders(request.user, on=timezone.localdate())),
    }
    return render(request, "training/classes.html", context)


def _row(intake: Any) -> list[Any]:
    n = formats.number
    return [
        Link(intake.programme.name, reverse("training:class", args=[intake.pk])),
        _start(intake.starts_on, on=timezone.localdate()),
        f"{n(intake.taken)}/{n(intake.seats)}",
        n(intake.waiting),
        state_of(intake),
    ]


def _start(day: date, *, on: date) -> str:
    """The day a class starts, and how many days are left."""
    left = (day - on).days
    return f"{formats.day(day)} (còn {left} ngày)" if left > 0 else formats.day(day)


def state_of(intake: Intake) -> Badge:
    """Where a class stands, with the countdown to its opening."""
    if intake.state == IntakeState.CLOSED:
        return Badge("info", "lock", "Đã đóng")
    if intake.lacking:
        return Badge("warn", "gap", f"Còn thiếu {formats.number(intake.lacking)} người")
    if not intake.free:
        return Badge("good", "check", "Đủ chỗ")
    return Badge("good", "check", "Đủ để mở")


@require_http_methods(["GET", "HEAD", "POST"])
@only(runs_schools)
@once
def new_programme(request: SignedIn) -> HttpResponse:
    """Enter what the school teaches."""
    posted = request.POST if request.method == "POST" else None
    form = ProgrammeForm(posted, schools=school.schools_of(request.user))
    if form.is_valid():
        asked = form.cleaned_data
        try:
            programme = actions.add_programme(
                **{
                    **asked,
                    "level": Qualification(asked["level"]),
                    "entry_qualification": Qualification(asked["entry_qualification"]),
                },
                by=request.user,
            )
        except actions.CannotOpenIntake as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, f"Đã thêm khoá {programme.name}. Mở lớp đầu tiên.")
            return redirect(
                f"{reverse('training:open_intake')}?{urlencode({'khoa': programme.pk})}"
            )
    return render(request, "training/programme_form.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@only(runs_schools)
@once
def open_intake(request: SignedIn) -> HttpResponse:
    """Open a class, from nothing or from an order whose figures are filled in."""
    on = timezone.localdate()
    programmes = school.programmes_of(request.user)
    order = _order(request)
    posted = request.POST if request.method == "POST" else None
    form = IntakeForm(posted, programmes=programmes, initial=_initial(request, order, on=on))
    if form.is_valid():
        asked = form.cleaned_data
        try:
            intake = actions.open_intake(
                **{
                    **asked,
                    "time_of_day": TimeOfDay(asked["time_of_day"]),
                    "fund": Fund(asked["fund"]),
                },
                order=order,
                by=request.user,
                on=on,
            )
        except actions.CannotOpenIntake as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Đã mở lớp. Tư vấn viên và người học thấy lớp này ngay.")
            return redirect("training:class", pk=intake.pk)
    context = {
        "form": form,
        "order": order,
        "has_programmes": programmes.exists(),
        "here": request.get_full_path(),
    }
    return render(request, "training/intake_form.html", context)


def _order(request: SignedIn) -> FirmOrder | None:
    """The open order named in the address."""
    try:
        order = school.find_order(UUID(request.GET.get("don", "")))
    except ValueError:
        return None
    return order if order is not None and order.state == OrderState.OPEN else None


def _initial(request: SignedIn, order: FirmOrder | None, *, on: date) -> dict[str, Any]:
    """What is known before anybody types: from the order, else from the address."""
    programmes = school.programmes_of(request.user)
    programme = programmes.filter(pk=_number(request.GET.get("khoa"))).first()
    if order is not None and programme is None:
        programme = programmes.filter(occupation=order.occupation_id).first()
    seats = order.people if order else _number(request.GET.get("so"))
    starts_on = order.starts_on if order else None
    return {
        "programme": programme,
        "seats": seats or None,
        "minimum": max(1, seats // 2) if seats else None,
        "starts_on": starts_on,
        "ends_on": school.months_after(starts_on, round(programme.months))
        if programme and starts_on
        else None,
        "time_of_day": TimeOfDay.DAY,
        "fund": Fund.FIRM if order and order.share_percent else Fund.LEARNER,
        "address": programme.institution.address if programme else "",
    }


def _number(text: str | None) -> int:
    """A small whole number from an address; nonsense is 0."""
    text = text or ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 10 else 0  # noqa: PLR2004  ten digits are beyond any of these
