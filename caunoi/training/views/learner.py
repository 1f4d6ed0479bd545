"""Pages of whoever learns: asking for a class, my courses, being there."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from caunoi.people.queries import person_of
from caunoi.training import actions
from caunoi.training.choices import EnrolmentState, LeaveReason, Origin
from caunoi.training.models import ClassInvitation, Enrolment, Programme
from caunoi.training.permissions import is_job_seeker
from caunoi.training.queries import learner
from caunoi.training.queries.classes import find_enrolment
from caunoi.training.queries.holds import is_official
from caunoi.training.queries.school import coming_classes
from caunoi.training.views.signed_in import SignedIn
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Badge, Pair
from caunoi_kit.ui.once import once

ASSUMED = "ngày dự tính, chưa có lịch nghỉ chính thức"
BADGES = {
    EnrolmentState.WAITING: Badge("warn", "clock", "Đang chờ chỗ"),
    EnrolmentState.HELD: Badge("info", "ticket", "Đang giữ chỗ"),
    EnrolmentState.ENROLLED: Badge("good", "check", "Đã ghi danh"),
    EnrolmentState.LEARNING: Badge("school", "course", "Đang học"),
    EnrolmentState.GRADUATED: Badge("good", "check", "Đã tốt nghiệp"),
    EnrolmentState.LEFT: Badge("info", "close", "Đã thôi"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@only(is_job_seeker)
@once
def join(request: SignedIn, pk: int) -> HttpResponse:
    """Choose a coming class of a programme and ask for a seat in it."""
    programme = get_object_or_404(Programme.objects.select_related("institution"), pk=pk)
    on = timezone.localdate()
    person = person_of(request.user)
    classes = list(coming_classes(programme, on=on))
    error = ""
    if request.method == "POST":
        chosen = next((each for each in classes if str(each.pk) == request.POST.get("lop")), None)
        if person is None:
            raise Http404
        if chosen is None:
            error = "Chọn một lớp trong danh sách dưới đây."
        else:
            try:
                enrolment = actions.enrol(
                    person=person,
                    intake=chosen,
                    by=request.user,
                    at=timezone.now(),
                    origin=_origin(request),
                )
            except actions.CannotEnrol as refusal:
                error = str(refusal)
            else:
                messages.success(request, _said(enrolment))
                return redirect("training:my_courses")
    context = {
        "programme": programme,
        "person": person,
        "classes": [_choice(each) for each in classes],
        "error": error,
        "here": request.get_full_path(),
    }
    return render(request, "training/join.html", context)


def _origin(request: SignedIn) -> Origin:
    return Origin.INVITATION if request.GET.get("moi") else Origin.SELF


def _said(enrolment: Enrolment) -> str:
    if enrolment.is_waiting:
        return "Lớp đã đủ chỗ. Anh/chị đang trong danh sách chờ; có chỗ là được báo ngay."
    if enrolment.held_until is None:  # asked before, and enrolled since
        return "Anh/chị đã có chỗ trong lớp này."
    return (
        f"Đã giữ chỗ đến hết ngày {held_words(enrolment.held_until)}. "
        "Mang căn cước đến cơ sở đào tạo làm thủ tục."
    )


def held_words(day: date) -> str:
    """The last day of a held seat, marked where its calendar is only assumed."""
    words = formats.day(day)
    return words if is_official(day) else f"{words} ({ASSUMED})"


def _choice(intake: Any) -> dict[str, Any]:
    full = intake.free <= 0
    badge = (
        Badge("warn", "clock", f"Đủ chỗ, {formats.number(intake.waiting)} người chờ")
        if full
        else Badge("good", "ticket", f"Còn {formats.number(intake.free)} chỗ")
    )
    lacking = (
        f"Còn thiếu {formats.number(intake.lacking)} người để mở lớp" if intake.lacking else ""
    )
    return {"intake": intake, "badge": badge, "lacking": lacking, "full": full}


@require_safe
@only(is_job_seeker)
def my_courses(request: SignedIn) -> HttpResponse:
    """What I asked for, where I stand, and what I was invited to."""
    person = person_of(request.user)
    on = timezone.localdate()
    courses = learner.courses_of(person) if person else []
    invitations = learner.invitations_to(person, on=on) if person else []
    context = {
        "courses": [_course(each) for each in courses],
        "invitations": [_invitation(each) for each in invitations],
    }
    return render(request, "training/my_courses.html", context)


def _course(mine: learner.MyCourse) -> dict[str, Any]:
    enrolment, intake = mine.enrolment, mine.enrolment.intake
    pairs = [
        Pair("Khai giảng", formats.day(intake.starts_on), icon="calendar"),
        Pair("Buổi học", intake.get_time_of_day_display(), icon="clock"),
        Pair("Nơi học", intake.address or intake.programme.institution.name, icon="pin"),
    ]
    if enrolment.held_until:
        pairs.append(
            Pair(
                "Giữ chỗ đến hết ngày",
                held_words(enrolment.held_until),
                icon="ticket",
                note="Sau ngày này, chỗ chuyển cho người đang chờ.",
            )
        )
    if mine.place:
        pairs.append(Pair("Chờ chỗ", f"thứ {formats.number(mine.place)} trong danh sách"))
    if mine.lessons:
        pairs.append(
            Pair(
                "Có mặt",
                f"{formats.number(mine.present)} trên {formats.number(mine.lessons)} buổi",
            )
        )
    if enrolment.certificate_number and enrolment.graduated_on:
        graduated = formats.day(enrolment.graduated_on)
        pairs.append(Pair("Chứng chỉ", enrolment.certificate_number, note=graduated))
    if enrolment.left_because:
        pairs.append(Pair("Đã thôi", enrolment.get_left_because_display()))
    return {
        "title": intake.programme.name,
        "school": intake.programme.institution.name,
        "badge": BADGES[EnrolmentState(enrolment.state)],
        "pairs": pairs,
        "leave": reverse("training:leave", args=[enrolment.public_id])
        if enrolment.may_leave
        else "",
    }


def _invitation(invitation: ClassInvitation) -> dict[str, Any]:
    intake = invitation.intake
    return {
        "title": intake.programme.name,
        "pairs": [
            Pair("Nơi dạy", intake.programme.institution.name, icon="course"),
            Pair("Khai giảng", formats.day(intake.starts_on), icon="calendar"),
            Pair("Còn", f"{formats.number(intake.free)} chỗ", icon="ticket"),
        ],
        "url": f"{reverse('training:join', args=[intake.programme_id])}?moi={intake.pk}",
    }


@require_http_methods(["GET", "HEAD", "POST"])
@only(is_job_seeker)
@once
def leave(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Take my request back, or stop learning; asked once more before."""
    enrolment = find_enrolment(public_id)
    if enrolment is None or enrolment.person.account_id != request.user.pk:
        raise Http404
    if request.method == "POST":
        try:
            actions.leave(
                enrolment=enrolment,
                reason=LeaveReason.OWN_WISH,
                by=request.user,
                at=timezone.now(),
            )
        except actions.CannotLeave as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, "Đã thôi lớp này. Chỗ của anh/chị dành cho người khác.")
        return redirect("training:my_courses")
    return render(request, "training/leave.html", {"enrolment": enrolment})


@require_http_methods(["GET", "HEAD", "POST"])
@only(is_job_seeker)
@once
def attend(request: SignedIn, code: str) -> HttpResponse:
    """The page behind the code on the wall: one tap says "I am here"."""
    if request.method == "POST":
        try:
            noted = actions.attend_by_code(code=code, user=request.user, at=timezone.now())
        except actions.CannotAttend as refusal:
            return render(request, "training/attend.html", {"error": str(refusal)})
        messages.success(
            request,
            f"Đã điểm danh buổi {formats.day(noted.lesson.held_on)}, {formats.moment(noted.at)}.",
        )
        return redirect("training:my_courses")
    return render(request, "training/attend.html", {"error": ""})
