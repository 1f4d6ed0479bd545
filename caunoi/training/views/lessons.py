"""Lessons: the code on the wall, and the register by hand."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.training import actions
from caunoi.training.choices import Marking
from caunoi.training.forms import LessonForm
from caunoi.training.models import Lesson
from caunoi.training.permissions import can_run_class, runs_schools
from caunoi.training.queries.classes import find_lesson
from caunoi.training.views.classes import _uuid
from caunoi.training.views.signed_in import SignedIn, own_class
from caunoi_kit.office import qr
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.once import once


@require_POST
@only(runs_schools)
@once
def add_lesson(request: SignedIn, pk: int) -> HttpResponse:
    """Add a day of a class and open its register."""
    intake = own_class(request, pk)
    form = LessonForm(request.POST)
    if not form.is_valid():
        messages.warning(request, "Chưa thêm được buổi học: ghi ngày, ví dụ 02/12/2026.")
        return redirect("training:class", pk=pk)
    lesson = actions.add_lesson(intake=intake, by=request.user, **form.cleaned_data)
    return redirect("training:lesson", public_id=lesson.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@only(runs_schools)
@once
def lesson(request: SignedIn, public_id: UUID) -> HttpResponse:
    """The register of a lesson; by hand it says exactly who is there."""
    found = _own_lesson(request, public_id)
    if request.method == "POST":
        present = [key for text in request.POST.getlist("present") if (key := _uuid(text))]
        came, went = actions.mark_attendance(
            lesson=found, present=present, by=request.user, at=timezone.now()
        )
        n = formats.number
        messages.success(request, f"Đã ghi: thêm {n(came)} người có mặt, bỏ {n(went)} người.")
        return redirect("training:lesson", public_id=public_id)
    page = actions.read_lesson(lesson=found, by=request.user)
    context = {
        "lesson": found,
        "present": page.present,
        "lines": [
            {
                "key": str(line.enrolment.public_id),
                "name": line.enrolment.person.full_name,
                "there": line.attendance is not None,
                "by_code": line.attendance is not None and line.attendance.marking == Marking.CODE,
            }
            for line in page.lines
        ],
        "today": found.held_on == timezone.localdate(),
    }
    return render(request, "training/lesson.html", context)


@require_safe
@only(runs_schools)
def code(request: SignedIn, public_id: UUID) -> HttpResponse:
    """The code for the wall: good for ten minutes, then the page is opened anew."""
    found = _own_lesson(request, public_id)
    sealed = actions.lesson_code(lesson=found, at=timezone.now())
    address = request.build_absolute_uri(reverse("training:attend", args=[sealed]))
    context = {
        "lesson": found,
        "code": qr.svg(address, label="Mã điểm danh của buổi học"),
        "until": actions.CODE_MINUTES,
        "here": request.path,
    }
    return render(request, "training/lesson_code.html", context)


def _own_lesson(request: SignedIn, public_id: UUID) -> Lesson:
    """A lesson of a class the visitor runs; another school's is as if it were not there."""
    found = find_lesson(public_id)
    if found is None or not can_run_class(request.user, found.intake):
        raise Http404
    return found
