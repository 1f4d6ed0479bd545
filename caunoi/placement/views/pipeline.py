"""Pages on which a firm works through its applications, and the centre looks after them."""

from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from caunoi.placement.actions import applications as actions
from caunoi.placement.actions import reading
from caunoi.placement.actions.hires import CannotHire, hire
from caunoi.placement.choices import OPEN_APPLICATIONS, ApplicationState
from caunoi.placement.forms.applications import HireForm, MoveForm, RefuseForm
from caunoi.placement.models import Application
from caunoi.placement.permissions import (
    can_answer_applications,
    can_open_candidates,
    can_see_candidates,
    is_counselling_staff,
)
from caunoi.placement.queries import applications as queries
from caunoi.placement.queries import exposure, pipeline, silence
from caunoi.placement.views import application_words as shown
from caunoi.placement.views import cards
from caunoi.placement.views.referral_words import due_words
from caunoi.placement.views.signed_in import SignedIn
from caunoi.vacancies.models import Vacancy
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Column, Fact, Link, Pair
from caunoi_kit.ui.once import once
from caunoi_kit.ui.paging import PARAMETER

LEAST_APPLIED_SHOWN: Final = 20


@require_safe
@only(can_open_candidates)
def board(request: SignedIn, pk: int) -> HttpResponse:
    """The applications of one vacancy by state."""
    vacancy = vacancy_for(request, pk)
    found = reading.read_board(
        vacancy=vacancy, by=request.user, on=timezone.localdate(), page=request.GET.get(PARAMETER)
    )
    may_answer = can_answer_applications(request.user)
    columns = [
        {
            "state": state,
            "label": state.label,
            "id": f"cot-{state.lower()}",
            "count": found.counts.get(state, 0),
            "rows": [_card(line, may_answer) for line in found.columns[state]],
        }
        for state in OPEN_APPLICATIONS
    ]
    context = {
        "board": found,
        "vacancy": vacancy,
        "columns": columns,
        "open_count": sum(found.counts.get(state, 0) for state in OPEN_APPLICATIONS),
        "jumps": [
            Link(f"{state.label} ({formats.number(number)})", f"#cot-{state.lower()}")
            for state in OPEN_APPLICATIONS
            if (number := found.counts.get(state, 0))
        ],
        "may_answer": may_answer,
        "exposure": _exposure_words(found.exposure),
        "ended": _ended_table(found),
        "refused_days": settings.CAUNOI_REFUSED_CONTACT_DAYS,
        "url": cards.vacancy_url(vacancy),
    }
    return render(request, "placement/pipeline.html", context)


@require_safe
@only(can_open_candidates)
def application(request: SignedIn, public_id: UUID) -> HttpResponse:
    """One application: who it is, what may be done next. The firm's opening it counts as seen."""
    found = _application_for(request, public_id)
    if not is_counselling_staff(request.user) and pipeline.may_firm_reach(
        found, on=timezone.localdate()
    ):
        opened = actions.open_as_firm(application=found, by=request.user, at=timezone.now())
        found.state, found.state_at = opened.state, opened.state_at
    return render(request, "placement/pipeline_one.html", _one(request, found, RefuseForm()))


@require_POST
@only(can_answer_applications)
@once
def move(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Move an application to the state of the button."""
    found = _application_for(request, public_id)
    form = MoveForm(request.POST)
    if not form.is_valid() or form.cleaned_data["to"] == ApplicationState.REJECTED:
        messages.warning(request, "Chưa chuyển được: mở hồ sơ rồi chọn bước tiếp theo.")
        return redirect("placement:application", public_id=public_id)
    to = ApplicationState(form.cleaned_data["to"])
    try:
        actions.move_application(application=found, to=to, by=request.user, at=timezone.now())
    except actions.CannotMove as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, f"{found.person.full_name}: {to.label}. Người này được báo.")
    return _back_to(request, found)


@require_http_methods(["GET", "HEAD", "POST"])
@only(can_answer_applications)
@once
def refuse(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Say no, with the reason the person will read."""
    found = _application_for(request, public_id)
    form = RefuseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.move_application(
                application=found,
                to=ApplicationState.REJECTED,
                by=request.user,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except actions.CannotMove as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Đã trả lời. Người ứng tuyển được báo lý do.")
            return redirect("placement:board", pk=found.vacancy_id)
    return render(request, "placement/pipeline_refuse.html", _one(request, found, form))


@require_http_methods(["GET", "HEAD", "POST"])
@only(can_answer_applications)
@once
def take_on(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Hire: fills a position; the last one closes the vacancy."""
    found = _application_for(request, public_id)
    form = HireForm(
        request.POST if request.method == "POST" else None,
        initial={"starts_on": timezone.localdate()},
    )
    if form.is_valid():
        try:
            hire(application=found, by=request.user, at=timezone.now(), **form.cleaned_data)
        except CannotHire as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Đã ghi nhận việc: {found.person.full_name}.")
            return redirect("placement:board", pk=found.vacancy_id)
    return render(request, "placement/pipeline_hire.html", _one(request, found, form))


@require_safe
@only(is_counselling_staff)
def silent(request: SignedIn) -> HttpResponse:
    """The call list: firms that have not answered; and vacancies few people apply for."""
    on = timezone.localdate()
    rows = [
        [
            Link(line.vacancy.title, reverse("placement:board", args=[line.vacancy.pk])),
            line.vacancy.employer.name,
            formats.phone(line.vacancy.contact_phone or line.vacancy.employer.phone)
            or "chưa có số",
            formats.number(line.waiting),
            formats.day(line.since),
        ]
        for line in silence.silent_vacancies(on=on)
    ]
    least = [
        [
            Link(line.vacancy.title, cards.vacancy_url(line.vacancy)),
            line.vacancy.employer.name,
            formats.number(line.vacancy.free),
            formats.number(line.applications),
        ]
        for line in exposure.least_applied_for(on=on, most=LEAST_APPLIED_SHOWN)
    ]
    context = {
        "columns": [
            Column("Việc"),
            Column("Nơi tuyển"),
            Column("Điện thoại"),
            Column("Người chờ", figures=True),
            Column("Chờ từ"),
        ],
        "rows": rows,
        "silence_days": settings.CAUNOI_SILENCE_WORKING_DAYS,
        "doubt": silence.calendar_doubt(on=on),
        "least_columns": [
            Column("Việc"),
            Column("Nơi tuyển"),
            Column("Còn trống", figures=True),
            Column("Hồ sơ", figures=True),
        ],
        "least": least,
    }
    return render(request, "placement/pipeline_silent.html", context)


def vacancy_for(request: SignedIn, pk: int) -> Vacancy:
    """The vacancy, if the visitor may see its applications; otherwise it does not exist."""
    vacancy = get_object_or_404(Vacancy.objects.select_related("employer", "place"), pk=pk)
    if not can_see_candidates(request.user, vacancy):
        raise Http404
    return vacancy


def _application_for(request: SignedIn, public_id: UUID) -> Application:
    found = queries.find_application(public_id)
    if found is None or not can_see_candidates(request.user, found.vacancy):
        raise Http404
    return found


def _back_to(request: SignedIn, found: Application) -> HttpResponseRedirect:
    """The page the button stood on: the board, or the application itself."""
    if request.POST.get("from") == "board":
        address = reverse("placement:board", args=[found.vacancy_id])
        return HttpResponseRedirect(f"{address}#hs-{found.public_id}")
    return HttpResponseRedirect(reverse("placement:application", args=[found.public_id]))


def _card(line: pipeline.Line, may_answer: bool) -> dict[str, Any]:
    """One application on the board: who, since when, and the usual next step."""
    found = line.application
    moves = actions.MOVES.get(found.state, ()) if may_answer else ()
    steps = [to for to in moves if to != ApplicationState.REJECTED]
    return {
        "line": line,
        "id": f"hs-{found.public_id}",
        "url": reverse("placement:application", args=[found.public_id]),
        "move_url": reverse("placement:move", args=[found.public_id]),
        "refuse_url": reverse("placement:refuse", args=[found.public_id]) if moves else "",
        "hire_url": reverse("placement:take_on", args=[found.public_id]) if moves else "",
        "next": steps[0] if steps else None,
        "others": steps[1:],
        "offered": found.state == ApplicationState.OFFERED,
        "invited": shown.invitation_badge(line.invitation) if line.invitation else None,
        "when": formats.moment(line.invitation.slot.starts_at)
        if line.invitation and line.invitation.slot
        else "",
        "facts": [
            *([Fact("pin", line.area)] if line.area else []),
            Fact("calendar", f"nộp {formats.day(found.made_at)}"),
        ],
    }


def _exposure_words(found: exposure.Exposure) -> str:
    own, every = _rate(found.each), _rate(found.everywhere)
    return (
        f"{formats.number(found.applications)} hồ sơ cho {formats.number(found.openings)} chỗ, "
        f"tức {own} hồ sơ một chỗ. Trung bình mọi tin: {every} hồ sơ một chỗ."
    )


def _rate(each: float) -> str:
    """Applications an opening: a small figure is no nought."""
    least = 0.1
    return f"dưới {formats.number(least)}" if 0 < each < least else formats.number(each, 1)


def _ended_table(board: pipeline.Board) -> dict[str, Any]:
    columns = [Column("Người"), Column("Kết quả"), Column("Lý do"), Column("Ngày")]
    rows = [
        [
            Link(line.name, reverse("placement:application", args=[line.application.public_id]))
            if line.name
            else "Đã ẩn tên",
            shown.badge_of(line.application),
            shown.refusal_words(line.application),
            formats.day(line.application.state_at),
        ]
        for line in board.ended
    ]
    return {"columns": columns, "rows": rows}


def _one(request: SignedIn, found: Application, form: Any) -> dict[str, Any]:
    """The page of one application; name and telephone only while the visitor may see them."""
    on = timezone.localdate()
    if staff := is_counselling_staff(request.user):
        actions.read_application(application=found, by=request.user)
    line = pipeline.as_line(found, on=on, all_of_them=staff)
    may_answer = can_answer_applications(request.user) and found.is_open
    moves = actions.MOVES.get(found.state, ()) if may_answer else ()
    return {
        "application": found,
        "line": line,
        "title": line.name or "Hồ sơ đã ẩn tên",
        "badge": shown.badge_of(found),
        "held_until": due_words(found.held_until) if found.held_until else "",
        "pairs": _pairs(line, found),
        "events": shown.events_of(queries.steps_of(found)),
        "moves": [
            to for to in moves if to not in {ApplicationState.REJECTED, ApplicationState.INTERVIEW}
        ],
        "may_invite": ApplicationState.INTERVIEW in moves
        or (may_answer and found.state == ApplicationState.INTERVIEW),
        "may_answer": may_answer,
        "lists_url": reverse("placement:person_lists", args=[found.person_id]) if staff else "",
        "form": form,
    }


def _pairs(line: pipeline.Line, found: Application) -> list[Pair]:
    if not line.name:
        return []
    phone = line.phone
    pairs = [
        Pair(
            "Điện thoại",
            formats.phone(phone) or "chưa có số",
            icon="phone",
            url=f"tel:{phone}" if phone else "",
        )
    ]
    sent = [pair for pair in shown.what_is_sent(found.person) if pair.label not in _ABOVE]
    return [*pairs, *sent, Pair("Đến từ", found.get_origin_display(), icon="info")]


_ABOVE: Final = frozenset({"Họ và tên", "Điện thoại"})
