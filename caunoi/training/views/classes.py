"""Pages of one class: who is in it, scanning cards, starting, certificates, lists on paper."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.training import actions, exports
from caunoi.training.choices import EnrolmentState, IntakeState
from caunoi.training.forms import CertificatesForm, LessonForm, ScanForm, SeatsForm
from caunoi.training.models import Intake
from caunoi.training.permissions import runs_schools
from caunoi.training.queries.classes import ClassLine, ClassPage, people_by_state
from caunoi.training.views.learner import BADGES, held_words
from caunoi.training.views.school import state_of
from caunoi.training.views.signed_in import SignedIn, own_class
from caunoi_kit.office.sending import file_answer
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Badge, Column, Link, Pair
from caunoi_kit.ui.once import once

NO_BREAK = "\u00a0"  # a telephone number stands in one line
DONE = {
    "xac-nhan": ("confirm", "Đã ghi danh {} người."),
    "bo-cho": ("release", "Đã bỏ chỗ {} người; chỗ trống chuyển cho người đang chờ."),
}
LESSON_COLUMNS = (Column("Buổi"), Column("Nội dung"), Column("Có mặt", figures=True))


@require_safe
@only(runs_schools)
def one_class(request: SignedIn, pk: int) -> HttpResponse:
    """A class: its countdown, its people, its lessons."""
    intake = own_class(request, pk)
    page = actions.read_class(intake=intake, by=request.user)
    on = timezone.localdate()
    context = {
        "page": page,
        "intake": intake,
        "badge": state_of(intake),
        "pairs": _pairs(page),
        "is_open": intake.state == IntakeState.OPEN,
        "people": [_person(line, on=on) for line in page.lines],
        "lesson_columns": LESSON_COLUMNS,
        "lessons": _lessons(page),
        "lesson_form": LessonForm(initial={"held_on": on}),
        "seats_form": SeatsForm(initial={"seats": intake.seats}),
        "learning": len(page.learning),
        "graduates": len(page.graduates),
        "elsewhere": max(0, intake.taken - len(page.seated)),
    }
    return render(request, "training/class.html", context)


def _pairs(page: ClassPage) -> list[Pair]:
    n, intake = formats.number, page.intake
    return [
        Pair("Khai giảng", formats.day(intake.starts_on), icon="calendar"),
        Pair("Buổi học", intake.get_time_of_day_display(), icon="clock"),
        Pair("Đã nhận", f"{n(intake.taken)} trên {n(intake.seats)} chỗ", icon="people"),
        Pair("Mở lớp khi đủ", f"{n(intake.minimum)} người", icon="ticket"),
        Pair("Đang chờ chỗ", f"{n(len(page.waiting))} người", icon="clock"),
        Pair("Đã mời", f"{n(page.invited)} người", icon="phone"),
    ]


def _person(line: ClassLine, *, on: date) -> dict[str, Any]:
    enrolment = line.enrolment
    badge = BADGES[EnrolmentState(enrolment.state)]
    if line.place:
        badge = Badge("warn", "clock", f"Chờ chỗ, thứ {line.place}")
    return {
        "key": str(enrolment.public_id),
        "name": enrolment.person.full_name,
        "phone": formats.phone(enrolment.person.phone).replace(" ", NO_BREAK),
        "badge": badge,
        "note": enrolment.certificate_number,
        "held": _held_words(enrolment.held_until, on=on) if enrolment.held_until else "",
        "may_choose": enrolment.may_leave,
    }


def _held_words(day: date, *, on: date) -> str:
    if day < on:
        return f"quá hạn giữ từ {held_words(day)}"
    return f"giữ đến hết {held_words(day)}"


def _lessons(page: ClassPage) -> list[list[Any]]:
    lessons: tuple[Any, ...] = page.lessons  # with `present`, which the query adds
    return [
        [
            Link(formats.day(each.held_on), reverse("training:lesson", args=[each.public_id])),
            each.topic,
            formats.number(each.present),
        ]
        for each in lessons
    ]


@require_POST
@only(runs_schools)
@once
def people(request: SignedIn, pk: int) -> HttpResponse:
    """Confirm the chosen people, or let them go."""
    intake = own_class(request, pk)
    deed = DONE.get(request.POST.get("viec", ""))
    chosen = [key for text in request.POST.getlist("chosen") if (key := _uuid(text))]
    if deed is None or not chosen:
        messages.warning(request, "Chưa chọn ai. Đánh dấu người cần ghi danh hoặc bỏ chỗ.")
        return redirect("training:class", pk=pk)
    verb, said = deed
    verbs = {"confirm": actions.confirm, "release": actions.release}
    count = verbs[verb](intake=intake, chosen=chosen, by=request.user, at=timezone.now())
    messages.success(request, said.format(formats.number(count)))
    return redirect("training:class", pk=pk)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@require_http_methods(["GET", "HEAD", "POST"])
@only(runs_schools)
@once
def scan(request: SignedIn, pk: int) -> HttpResponse:
    """Enrol by scanning identity cards, one a line; refused lines stay in the box."""
    intake = own_class(request, pk)
    form = ScanForm(request.POST if request.method == "POST" else None)
    receipt = None
    if form.is_valid():
        try:
            receipt = actions.enrol_from_cards(
                intake=intake,
                scanned=form.cleaned_data["cards"],
                by=request.user,
                at=timezone.now(),
            )
        except actions.CannotEnrol as refusal:
            form.add_error("cards", str(refusal))
        else:
            said = _receipt_words(receipt)
            if not receipt.refused:
                messages.success(request, said)
                return redirect("training:class", pk=pk)
            messages.warning(request, said)
            form = ScanForm(initial={"cards": receipt.left_over})
    context = {"form": form, "intake": intake, "receipt": receipt}
    return render(request, "training/scan.html", context)


def _receipt_words(receipt: actions.CardsReceipt) -> str:
    n = formats.number
    parts = [f"Đã ghi danh {n(receipt.count('enrolled'))} người"]
    if waiting := receipt.count("waiting"):
        parts.append(f"{n(waiting)} người chờ chỗ")
    if already := receipt.count("already"):
        parts.append(f"{n(already)} người đã có trong lớp")
    if refused := receipt.count("refused"):
        parts.append(f"{n(refused)} dòng chưa đọc được")
    return "; ".join(parts) + "."


@require_POST
@only(runs_schools)
@once
def seats(request: SignedIn, pk: int) -> HttpResponse:
    """Offer more or fewer seats."""
    intake = own_class(request, pk)
    form = SeatsForm(request.POST)
    if not form.is_valid():
        messages.warning(request, "Chưa đổi được: ghi chỉ tiêu bằng số nguyên, ví dụ 30.")
        return redirect("training:class", pk=pk)
    try:
        actions.change_seats(
            intake=intake, seats=form.cleaned_data["seats"], by=request.user, at=timezone.now()
        )
    except actions.CannotOpenIntake as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, "Đã đổi chỉ tiêu; người đang chờ được xếp vào chỗ mới.")
    return redirect("training:class", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@only(runs_schools)
@once
def start(request: SignedIn, pk: int) -> HttpResponse:
    """Start a class, or give it up; asked once more before."""
    intake = own_class(request, pk)
    if request.method == "POST":
        verb = actions.cancel_class if request.POST.get("viec") == "thoi" else actions.start_class
        try:
            count = verb(intake=intake, by=request.user, at=timezone.now())
        except actions.CannotStartClass as refusal:
            messages.warning(request, str(refusal))
        else:
            given_up = verb is actions.cancel_class
            said = "Lớp không mở; đã báo {} người." if given_up else "Đã khai giảng với {} người."
            messages.success(request, said.format(formats.number(count)))
        return redirect("training:class", pk=pk)
    context = {"intake": intake, "figures": _start_pairs(intake)}
    return render(request, "training/start.html", context)


def _start_pairs(intake: Intake) -> list[Pair]:
    n, state = formats.number, EnrolmentState
    count = people_by_state(intake)
    left_out = count[state.HELD] + count[state.WAITING]
    return [
        Pair("Vào học", f"{n(count[state.ENROLLED])} người"),
        Pair("Không vào, được báo", f"{n(left_out)} người"),
        Pair("Mở lớp khi đủ", f"{n(intake.minimum)} người"),
        Pair("Khai giảng", formats.day(intake.starts_on)),
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@only(runs_schools)
@once
def certificates(request: SignedIn, pk: int) -> HttpResponse:
    """Note the certificates of those who passed."""
    intake = own_class(request, pk)
    page = actions.read_class(intake=intake, by=request.user, why="cấp chứng chỉ")
    posted = request.POST if request.method == "POST" else None
    on = timezone.localdate()
    form = CertificatesForm(posted, lines=page.learning, initial={"granted_on": on})
    if form.is_valid():
        try:
            count = actions.grant_certificates(
                intake=intake,
                numbers=form.numbers,
                on=form.cleaned_data["granted_on"],
                by=request.user,
                at=timezone.now(),
            )
        except actions.CannotGrant as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Đã ghi chứng chỉ của {formats.number(count)} người.")
            return redirect("training:class", pk=pk)
    context = {"form": form, "intake": intake, "learning": len(page.learning)}
    return render(request, "training/certificates.html", context)


@require_safe
@only(runs_schools)
def class_list(request: SignedIn, pk: int, kind: str) -> HttpResponse:
    """The class list on paper or as a sheet."""
    intake = own_class(request, pk)
    page = actions.read_class(intake=intake, by=request.user, why="in danh sách lớp")
    if kind == "pdf":
        day = formats.official_day(timezone.localdate())
        province = page.intake.programme.institution.place.name
        body = exports.class_paper(page, place_day=f"{province}, {day}")
    elif kind == "xlsx":
        body = exports.class_sheet(page)
    else:
        raise Http404
    return file_answer(body, f"danh-sach-lop-{intake.pk}.{kind}")
