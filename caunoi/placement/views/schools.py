"""The page of a training institution: its coming classes."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from caunoi.placement import queries
from caunoi.placement.actions import schools as actions
from caunoi.placement.actions.schools import invite_best
from caunoi.placement.forms.schools import HandOverForm, InviteForm
from caunoi.placement.models import TrainingOrder
from caunoi.placement.permissions import is_school
from caunoi.placement.queries.graduates import vacancies_for_class
from caunoi.placement.queries.schools import advised_classes, best_learners
from caunoi.placement.views.signed_in import SignedIn
from caunoi.training.actions import CannotEnrol
from caunoi.training.models import Intake
from caunoi.training.permissions import can_run_class, runs_schools
from caunoi.training.queries.classes import find_intake
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Badge, Column, Link
from caunoi_kit.ui.once import once
from caunoi_kit.ui.paging import PARAMETER, page_of

PAGE_SIZE = 20
COLUMNS = (
    Column("Khoá học"),
    Column("Khai giảng"),
    Column("Chỉ tiêu", figures=True),
    Column("Đã nhận", figures=True),
    Column("Đủ để mở lớp"),
    Column("Phương án xếp thêm", figures=True),
    Column("Chỗ làm đang tuyển"),
)


@require_safe
@only(is_school)
def my_intakes(request: SignedIn) -> HttpResponse:
    """The coming classes of the institutions the visitor acts for."""
    intakes = queries.intakes_of_schools(
        request.user.pk, run=queries.latest_run(), on=timezone.localdate()
    )
    advised = advised_classes(request.user.pk, run=queries.latest_run())
    page = page_of(request.GET.get(PARAMETER), count=intakes.count(), size=PAGE_SIZE)
    context = {
        "columns": COLUMNS,
        "rows": [_row(each) for each in intakes[page.part]],
        "page": page,
        "advised": [_advised(each) for each in advised],
    }
    return render(request, "placement/my_intakes.html", context)


def _advised(order: TrainingOrder) -> dict[str, Any]:
    """A class the plan advises, with the way to open it; the figures are filled in there."""
    asked = urlencode({"khoa": order.programme_id, "so": order.seats})
    n = formats.number
    return {
        "title": order.programme.name,
        "words": f"{n(order.seats)} người có việc sau khoá; {n(order.suitable)} người hợp học.",
        "url": f"{reverse('training:open_intake')}?{asked}",
    }


def _row(intake: Any) -> list[Any]:
    n = formats.number
    programme = intake.programme
    work = f"{reverse('portal:search')}?{urlencode({'nghe': programme.occupation.code})}"
    return [
        Link(programme.name, reverse("portal:course", args=[programme.pk])),
        formats.day(intake.starts_on),
        n(intake.seats),
        n(intake.taken),
        _opening(intake),
        n(intake.planned),
        Link(f"{n(intake.wanted)} chỗ", work) if intake.wanted else "Chưa có",
    ]


def _opening(intake: Intake) -> Badge:
    lacking = intake.minimum - intake.taken
    if lacking > 0:
        return Badge("warn", "gap", f"Còn thiếu {formats.number(lacking)} người")
    return Badge("good", "check", "Đủ để mở")


@require_http_methods(["GET", "HEAD", "POST"])
@only(runs_schools)
@once
def invite_to_class(request: SignedIn, pk: int) -> HttpResponse:
    """Invite the people who fit a class best; the school sees how many, not who."""
    intake = _own_class(request, pk)
    fitting = len(best_learners(intake))
    lacking = max(intake.lacking, 1)
    posted = request.POST if request.method == "POST" else None
    form = InviteForm(posted, initial={"count": min(2 * lacking, fitting or 1)})
    if form.is_valid():
        try:
            invited, sent = invite_best(
                intake=intake,
                count=form.cleaned_data["count"],
                by=request.user,
                at=timezone.now(),
            )
        except CannotEnrol as refusal:
            form.add_error("count", str(refusal))
        else:
            n = formats.number
            messages.success(request, f"Đã mời {n(invited)} người; {n(sent)} người nhận tin nhắn.")
            return redirect("training:class", pk=pk)
    context = {"form": form, "intake": intake, "fitting": fitting}
    return render(request, "placement/invite_to_class.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@only(runs_schools)
@once
def hand_over(request: SignedIn, pk: int) -> HttpResponse:
    """Put the graduates of a class forward for a vacancy, that of the ordering firm first."""
    intake = _own_class(request, pk)
    graduates = actions.read_graduates(intake=intake, by=request.user)
    vacancies = vacancies_for_class(intake, on=timezone.localdate())
    ready = [each for each in graduates if each.open_to_employers and not each.hired]
    form = HandOverForm(
        request.POST if request.method == "POST" else None,
        vacancies=vacancies,
        people=[(str(g.enrolment.public_id), g.enrolment.person.full_name) for g in ready],
    )
    if form.is_valid():
        try:
            count = actions.hand_over(
                intake=intake,
                vacancy=next(v for v in vacancies if str(v.pk) == form.cleaned_data["vacancy"]),
                chosen={UUID(key) for key in form.cleaned_data["chosen"]},
                by=request.user,
                at=timezone.now(),
            )
        except actions.CannotHandOver as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Đã giới thiệu {formats.number(count)} người tới nơi tuyển.")
            return redirect("training:class", pk=pk)
    context = {
        "form": form,
        "intake": intake,
        "ready": ready,
        "vacancies": vacancies,
        "closed": sum(not each.open_to_employers for each in graduates),
        "hired": sum(each.hired for each in graduates),
    }
    return render(request, "placement/hand_over.html", context)


def _own_class(request: SignedIn, pk: int) -> Intake:
    """A class the visitor runs; another school's class is as if it were not there."""
    intake = find_intake(pk)
    if intake is None or not can_run_class(request.user, intake):
        raise Http404
    return intake
