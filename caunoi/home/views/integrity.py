"""Checks over the registers: how each came out, and the rows that break it."""

from typing import Any, Final, Literal

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from caunoi.home.actions.integrity import check_registers
from caunoi.home.choices import Severity
from caunoi.home.models import IntegrityFinding
from caunoi.home.permissions import can_check_registers
from caunoi.home.queries.integrity import (
    MOST_ROWS,
    Check,
    Row,
    ask,
    catalogue,
    find_check,
    findings_of,
    last_run,
    rows_of,
    run_before,
)
from caunoi.home.views.requests import GET_OR_POST, SignedIn
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Badge, Column, Link
from caunoi_kit.ui.once import once

KINDS: Final[dict[Severity, Literal["bad", "warn", "info"]]] = {
    Severity.CRITICAL: "bad",
    Severity.SEVERE: "bad",
    Severity.WARNING: "warn",
    Severity.INFO: "info",
}
RIGHT: Final = Badge("good", "check", "Đúng")
COLUMNS = [
    Column("Điều phải đúng"),
    Column("Mức độ"),
    Column("Dòng sai", figures=True),
    Column("Phần trăm", figures=True),
    Column("So lần trước", figures=True),
]
ROWS = [Column("Bản ghi"), Column("Chi tiết")]


@require_http_methods(GET_OR_POST)
@only(can_check_registers)
@once
def checks(request: SignedIn) -> HttpResponse:
    """Every check as the last run left it; POST asks all of them now."""
    if request.method == "POST":
        at = timezone.now()
        found = check_registers(
            on=timezone.localdate(at), at=at, clock=timezone.now, by=request.user
        )
        broken = sum(1 for each in found if each.value)
        messages.success(request, f"Đã rà soát {len(found)} điều: {broken} điều có dòng cần xem.")
        return redirect("home:checks")
    run = last_run()
    before = findings_of(run_before(run)) if run else {}
    context: dict[str, Any] = {
        "run": run,
        "total": len(catalogue()),
        "columns": COLUMNS,
        "look": _to_look_at(findings_of(run), before),
        "look_columns": [*COLUMNS, Column("Phần")],
        "sections": _sections(findings_of(run), before),
        "broken": sum(1 for each in findings_of(run).values() if each.value),
    }
    return render(request, "home/checks.html", context)


@require_safe
@only(can_check_registers)
def check(request: SignedIn, name: str) -> HttpResponse:
    """One check, asked now: why it matters, what to do, and its rows."""
    found = find_check(name)
    if found is None:
        raise Http404
    on = timezone.localdate()
    result, rows = ask(found, on=on), rows_of(found, on=on)
    context = {
        "check": found,
        "badge": _badge(found),
        "result": result,
        "columns": ROWS,
        "rows": [[_link(row), row.comment] for row in rows],
        "left": max(0, result.value - MOST_ROWS),
    }
    return render(request, "home/check.html", context)


def _to_look_at(
    found: dict[str, IntegrityFinding], before: dict[str, IntegrityFinding]
) -> list[list[Any]]:
    """The checks that found rows, the gravest first."""
    gravity = list(Severity)
    broken = [each for each in catalogue() if each.name in found and found[each.name].value]
    broken.sort(key=lambda each: gravity.index(each.severity))
    return [
        [*_line(each, found[each.name], before.get(each.name)), each.section] for each in broken
    ]


def _sections(
    found: dict[str, IntegrityFinding], before: dict[str, IntegrityFinding]
) -> list[dict[str, Any]]:
    """All checks by section, in the order of the catalogue."""
    sections: dict[str, list[Check]] = {}
    for each in catalogue():
        sections.setdefault(each.section, []).append(each)
    return [
        {
            "label": f"{name}: {formats.number(len(checks))} điều",
            "rows": [_line(each, found.get(each.name), before.get(each.name)) for each in checks],
        }
        for name, checks in sections.items()
    ]


def _badge(check: Check) -> Badge:
    return Badge(KINDS[check.severity], "warn", check.severity.label)


def _line(each: Check, now: IntegrityFinding | None, before: IntegrityFinding | None) -> list[Any]:
    link = Link(each.description, reverse("home:check", args=[each.name]))
    if now is None:
        return [link, each.severity.label, "—", "—", "—"]
    if not now.value:
        return [link, RIGHT, formats.number(0), "", _change(now, before)]
    share = f"{formats.number(now.percent)}%"
    return [link, _badge(each), formats.number(now.value), share, _change(now, before)]


def _change(now: IntegrityFinding, before: IntegrityFinding | None) -> str:
    change = now.value - before.value if before else 0
    return f"{'+' if change > 0 else '−'}{formats.number(abs(change))}" if change else ""


def _link(row: Row) -> Any:
    if not row.route:
        return row.name
    return Link(row.name, reverse(row.route, kwargs={row.parameter: row.key}))
