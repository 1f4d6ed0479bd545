"""What a plan has followed since its run: the line at its head, the list, and asking for a turn."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from caunoi.placement.actions.reading import read_changes
from caunoi.placement.choices import RunState
from caunoi.placement.models import MatchRun, PlanChange, PlanMove
from caunoi.placement.permissions import can_make_plans, is_counselling_staff
from caunoi.placement.queries.following import ChangeLine, Followed
from caunoi.placement.queries.snapshot import latest_run
from caunoi.placement.views.cards import vacancy_url
from caunoi.placement.views.signed_in import SignedIn
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Link
from caunoi_kit.ui.once import once
from caunoi_kit.ui.paging import PARAMETER

KINDS_SHOWN = 3


def changes_url(run: MatchRun, *, moved: bool = False) -> str:
    """The list of what the plan has followed."""
    url = reverse("placement:plan_changes", args=[run.pk])
    return f"{url}?doi=1" if moved else url


def line(found: Followed | None) -> str:
    """Which changes were followed, the most first: "12 người tìm việc mới, 3 tin thôi tuyển"."""
    if found is None or not found.kinds:
        return ""
    named = [f"{formats.number(n)} {words.lower()}" for words, n in found.kinds[:KINDS_SHOWN]]
    rest = sum(n for _, n in found.kinds[KINDS_SHOWN:])
    return ", ".join(named) + (f" và {formats.number(rest)} thay đổi khác" if rest else "")


@require_safe
@only(is_counselling_staff)
def plan_changes(request: SignedIn, pk: int) -> HttpResponse:
    """All changes a plan has followed, each with its reason and who has another place for it."""
    run = get_object_or_404(MatchRun, pk=pk, state=RunState.DONE)
    moved = request.GET.get("doi") == "1"
    found = read_changes(run=run, by=request.user, page=request.GET.get(PARAMETER), moved=moved)
    chips = [
        Link("Tất cả", changes_url(run), not moved),
        Link("Có người đổi hướng", changes_url(run, moved=True), moved),
    ]
    context = {
        "run": run,
        "page": found.page,
        "chips": chips,
        "rows": [_row(one) for one in found.lines],
    }
    return render(request, "placement/plan_changes.html", context)


def _row(one: ChangeLine) -> dict[str, Any]:
    change = one.change
    return {
        "change": change,
        "kind": change.get_kind_display(),
        "about": _about(change),
        "moves": [_move(move) for move in one.moves],
        "more": one.more,
    }


def _about(change: PlanChange) -> Link | str:
    if change.person is not None:
        return Link(
            change.person.full_name, reverse("placement:person_lists", args=[change.person_id])
        )
    if change.vacancy is not None:
        words = f"{change.vacancy.title}, {change.vacancy.employer.name}"
        return Link(words, vacancy_url(change.vacancy))
    if change.intake is not None:
        programme = change.intake.programme
        return Link(programme.name, reverse("portal:course", args=[programme.pk]))
    return "Cả phương án"


def _move(move: PlanMove) -> dict[str, Any]:
    return {
        "person": Link(
            move.person.full_name, reverse("placement:person_lists", args=[move.person_id])
        ),
        "before": move.vacancy_before.title if move.vacancy_before else "chưa có chỗ",
        "after": _after(move),
    }


def _after(move: PlanMove) -> str:
    if move.vacancy is None:
        return "không còn trong phương án" if _is_gone(move) else "chưa có chỗ"
    through = f", sau khi học {move.intake.programme.name}" if move.intake else ""
    return f"{move.vacancy.title}{through}"


def _is_gone(move: PlanMove) -> bool:
    return move.change.person_id == move.person_id and move.change.kind == "PERSON_GONE"


@require_POST
@only(can_make_plans)
@once
def follow_plan(request: HttpRequest, enqueue: Callable[[], Any]) -> HttpResponse:
    """Ask for a turn now; `caunoi work` does it, as it does by itself every few minutes."""
    if latest_run() is None:
        messages.warning(request, "Chưa có phương án nào. Bấm “Tính phương án mới” trước.")
        return redirect("placement:runs")
    enqueue()
    messages.success(request, "Đang cập nhật theo thay đổi; vài giây nữa mở lại trang này.")
    return redirect("placement:plan")
