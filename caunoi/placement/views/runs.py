"""The list of plans, and asking for a new one."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from caunoi.placement import actions, queries
from caunoi.placement.choices import RunState
from caunoi.placement.models import MatchRun
from caunoi.placement.permissions import can_make_plans, is_counselling_staff
from caunoi.placement.views.signed_in import SignedIn
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Badge, Column, Link, State
from caunoi_kit.ui.once import once
from caunoi_kit.ui.paging import PARAMETER, page_of

PAGE_SIZE = 20
BADGES: dict[str, tuple[State, str]] = {
    RunState.RUNNING: ("info", "clock"),
    RunState.DONE: ("good", "check"),
    RunState.FAILED: ("bad", "warn"),
}


@require_safe
@only(is_counselling_staff)
def runs(request: HttpRequest) -> HttpResponse:
    """All plans, the latest first."""
    found = queries.runs()
    page = page_of(request.GET.get(PARAMETER), count=found.count(), size=PAGE_SIZE)
    columns = [
        Column("Lần tính"),
        Column("Tình trạng"),
        Column("Người có hướng đi", figures=True),
        Column("Chỗ làm", figures=True),
        Column("Kém mức tốt nhất không quá", figures=True),
    ]
    rows = [_row(run) for run in found[page.part]]
    context = {
        "columns": columns,
        "rows": rows,
        "page": page,
        "may_make": can_make_plans(request.user),
    }
    return render(request, "placement/runs.html", context)


def _row(run: MatchRun) -> list[Any]:
    kind, icon = BADGES[RunState(run.state)]
    done = run.state == RunState.DONE
    n = formats.number
    return [
        Link(formats.moment(run.started_at), reverse("placement:run", args=[run.pk])),
        Badge(kind, icon, run.get_state_display()),
        f"{n(run.placed)} / {n(run.workers)}" if done else "",
        n(run.positions) if done else "",
        f"{n(100 * run.summary.get('gap', 0))}%" if done else "",
    ]


@require_POST
@only(can_make_plans)
@once
def make_plan(request: SignedIn, enqueue: Callable[[int], Any]) -> HttpResponse:
    """Ask for a new plan; `caunoi work` computes it. The address book hands over `enqueue`."""
    try:
        run = actions.start_run(by=request.user, on=timezone.localdate(), at=timezone.now())
    except actions.CannotMatch as refusal:
        messages.warning(request, str(refusal))
        return redirect("placement:runs")
    enqueue(run.pk)
    return redirect("placement:run", pk=run.pk)
