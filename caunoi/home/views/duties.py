"""What the law asks of the centre by which day, and the list behind each duty."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from caunoi.home.actions.duties import read_duty
from caunoi.home.permissions import can_see_duties
from caunoi.home.queries.duties import Duty, duty_page, find_kind
from caunoi.home.queries.duty_kinds import DutyLine, left_of, left_words
from caunoi.home.views.requests import SignedIn
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Badge, Column, Link
from caunoi_kit.ui.paging import PARAMETER

SOON = 3  # working days
COLUMNS = [
    Column("Ai"), Column("Việc"), Column("Hạn"), Column("Còn lại"), Column("Người phụ trách"),
]  # fmt: skip
REPORTS = [Column("Báo cáo"), Column("Kỳ"), Column("Hạn"), Column("Còn lại")]


@require_safe
@only(can_see_duties)
def duties(request: SignedIn) -> HttpResponse:
    """Every duty with its article and how it stands. Names nobody."""
    on = timezone.localdate()
    found = duty_page(on=on)
    context: dict[str, Any] = {
        "late": found.late,
        "duties": [duty_card(each) for each in found.duties],
        "benefit": [
            {
                "duty": each,
                "late": late,
                "url": reverse(each.list_route, args=each.list_args),
                "badge": _soonest_badge(each.dues, on),
            }
            for each, late in zip(found.benefit, found.benefit_late, strict=True)
        ],
        "report_columns": REPORTS,
        "reports": [
            [
                Link(due.report.title, due.url),
                due.report.period.words,
                f"{due.report.words}. Ngày cuối {formats.day(due.report.last_day)}",
                left_badge(left),
            ]
            for due, left in found.reports
        ],
        "missing_year": found.missing_year,
    }
    return render(request, "home/duties.html", context)


@require_safe
@only(can_see_duties)
def duty(request: SignedIn, key: str) -> HttpResponse:
    """The list of one duty, the most urgent first."""
    kind = find_kind(key)
    if kind is None:
        raise Http404
    found = read_duty(
        kind=kind, page=request.GET.get(PARAMETER), by=request.user, on=timezone.localdate()
    )
    context = {
        "kind": kind,
        "page": found.page,
        "columns": COLUMNS,
        "rows": [_row(line) for line in found.lines],
    }
    return render(request, "home/duty.html", context)


def duty_card(found: Duty) -> dict[str, Any]:
    """A duty as a page shows it."""
    return {
        "duty": found,
        "url": reverse("home:duty", args=[found.kind.key]),
        "badge": left_badge(found.left) if found.left is not None else None,
    }


def _soonest_badge(days: Sequence[date | None], on: date) -> Badge | None:
    known = [day for day in days if day is not None]
    return left_badge(left_of(min(known), on)) if known else None


def left_badge(left: int) -> Badge:
    """How much time is left: drawing and words, the colour third."""
    if left < 0:
        return Badge("bad", "warn", left_words(left))
    return Badge("warn" if left <= SOON else "good", "clock", left_words(left))


def _row(line: DutyLine) -> list[Any]:
    whom = line.person.full_name if line.person is not None else "không rõ"
    return [
        Link(whom, line.url) if line.url else whom,
        line.what,
        formats.day(line.due),
        left_badge(line.left),
        line.whose or "chưa giao",
    ]
