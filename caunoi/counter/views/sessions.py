"""Pages of group sessions."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from caunoi.counter import actions, exports, imports, queries
from caunoi.counter.forms import PeopleForm, SessionForm
from caunoi.counter.models import Session
from caunoi.counter.permissions import can_counsel
from caunoi.counter.views.requests import GET_OR_POST, SignedIn
from caunoi.placement.queries.groups import FirstWays
from caunoi_kit.office import sheets
from caunoi_kit.office.sending import file_answer
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.once import once
from caunoi_kit.ui.paging import page_of

SESSIONS_A_PAGE = 20


@require_safe
@only(can_counsel)
def sessions(request: SignedIn) -> HttpResponse:
    """Group sessions, the latest first."""
    found = queries.sessions()
    page = page_of(request.GET.get("trang"), count=found.count(), size=SESSIONS_A_PAGE)
    context = {"page": page, "sessions": found[page.part]}
    return render(request, "counter/sessions.html", context)


@require_http_methods(GET_OR_POST)
@only(can_counsel)
@once
def open_session(request: SignedIn) -> HttpResponse:
    """Set up a session; next come its people."""
    form = SessionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = actions.open_session(**form.cleaned_data, by=request.user)
        except actions.CannotAdd as refusal:
            form.add_error("name", str(refusal))
        else:
            return redirect("counter:add_people", public_id=made.public_id)
    elif not form.is_bound:
        form.initial = {"held_on": timezone.localdate()}
    return render(request, "counter/session_new.html", {"form": form})


@require_safe
@only(can_counsel)
def session(request: SignedIn, public_id: UUID) -> HttpResponse:
    """One session: its people, and the first of each of their three lists."""
    found = actions.read_session(
        session=_session(public_id),
        by=request.user,
        page=request.GET.get("trang"),
        on=timezone.localdate(),
    )
    rows = [_row(ways) for ways in found.ways]
    context = {"session": found.session, "page": found.page, "rows": rows}
    return render(request, "counter/session.html", context)


@require_http_methods(GET_OR_POST)
@only(can_counsel)
@once
def add_people(request: SignedIn, public_id: UUID) -> HttpResponse:
    """Enter people, one a line; refused lines stay in the box."""
    found, receipt = _session(public_id), None
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = PeopleForm(*sent)
    if form.is_valid() and (lines := _lines(form)):
        try:
            receipt = actions.add_people(
                session=found, lines=lines, by=request.user, on=timezone.localdate()
            )
        except actions.CannotAdd as refusal:
            form = PeopleForm({"lines": lines})
            form.add_error("lines", str(refusal))
        else:
            said = _receipt_words(receipt)
            if not receipt.refused:
                messages.success(request, said)
                return redirect("counter:session", public_id=public_id)
            messages.warning(request, said)
            form = PeopleForm(initial={"lines": receipt.left_over})
    context = {"session": found, "form": form, "receipt": receipt}
    return render(request, "counter/add_people.html", context)


@require_safe
@only(can_counsel)
def print_session(request: SignedIn, public_id: UUID) -> HttpResponse:
    """A page for everybody of the session, as one PDF."""
    found, on = _session(public_id), timezone.localdate()
    ways = actions.read_everybody(session=found, by=request.user, on=on)
    if not ways:
        raise Http404
    return file_answer(
        exports.session_paper(found, ways, on=on), f"ba-huong-{found.held_on}.pdf", shown=True
    )


def _row(ways: FirstWays) -> dict[str, Any]:
    """Somebody and the first of each of their lists, in words."""
    job = next(iter(ways.jobs), None)
    study = next(iter(ways.studies), None)
    other = next(iter(ways.others), None)
    return {
        "person": ways.person,
        "reason": ways.reason,
        "lists_url": reverse("placement:person_lists", args=[ways.person.pk]),
        "plan_url": reverse("counter:plan", args=[ways.person.public_id]),
        "job": (job.vacancy.title, exports.job_words(job)) if job else None,
        "study": (study.intake.programme.name, exports.study_words(study)) if study else None,
        "other": exports.way_words(other) if other else "",
    }


def _lines(form: PeopleForm) -> str:
    """What was typed and what the file holds; "" when the form has an error now."""
    typed, file = form.cleaned_data["lines"], form.cleaned_data["file"]
    if file is None:
        return typed
    try:
        read = imports.lines_of(file.read(), name=file.name)
    except sheets.CannotRead as refusal:
        form.add_error("file", str(refusal))
        return ""
    if not read:
        form.add_error("file", "Tệp không có dòng nào ghi họ tên hay số. Xem lại tệp.")
        return ""
    return "\n".join(part for part in (typed, read) if part)


def _receipt_words(receipt: actions.Receipt) -> str:
    n = formats.number
    parts = [
        f"Đã thêm {n(receipt.count('found') + receipt.count('new'))} người"
        f" ({n(receipt.count('new'))} hồ sơ mới)"
    ]
    if already := receipt.count("already"):
        parts.append(f"{n(already)} dòng là người đã có trong buổi")
    if refused := receipt.count("refused"):
        parts.append(f"{n(refused)} dòng cần sửa")
    return "; ".join(parts) + "."


def _session(public_id: UUID) -> Session:
    found = queries.find_session(public_id)
    if found is None:
        raise Http404
    return found
