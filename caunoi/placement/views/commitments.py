"""Commitments of agreements, followed month by month."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from caunoi.placement.permissions import is_counselling_staff
from caunoi.placement.queries.commitments import Kept, kept_commitments
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Badge, Column, Link

COLUMNS: Final = (
    Column("Bên thoả thuận"),
    Column("Nghề"),
    Column("Tháng"),
    Column("Cam kết", figures=True),
    Column("Đã giới thiệu", figures=True),
    Column("Đã nhận việc", figures=True),
    Column("Đã vào học", figures=True),
    Column("Tình trạng"),
)


@require_safe
@only(is_counselling_staff)
def commitments(request: HttpRequest) -> HttpResponse:
    """Every line of the agreements in force against what was done."""
    rows = kept_commitments(on=timezone.localdate())
    promised, done = sum(row.quantity for row in rows), sum(row.done for row in rows)
    late = sum(1 for row in rows if row.due and row.short)
    context = {
        "columns": COLUMNS,
        "rows": [_row(row) for row in rows],
        "promised": formats.number(promised),
        "done": formats.number(done),
        "late": late,
    }
    return render(request, "placement/commitments.html", context)


def _row(row: Kept) -> tuple[Any, ...]:
    agreement, n = row.agreement, formats.number
    parties = [str(party) for party in (agreement.employer, agreement.institution) if party]
    name = " và ".join(parties) or agreement.other_party
    return (
        Link(name, reverse("agreements:agreement", args=[agreement.public_id])),
        row.line.occupation.name,
        f"{row.line.month:%m/%Y}",
        n(row.quantity),
        n(row.referred) if agreement.employer_id else "",
        n(row.hired) if agreement.employer_id else "",
        n(row.enrolled) if agreement.institution_id else "",
        _state(row),
    )


def _state(row: Kept) -> Badge:
    if not row.short:
        return Badge("good", "check", "Đủ")
    if row.due:
        return Badge("bad", "warn", f"Còn thiếu {formats.number(row.short)}")
    return Badge("info", "clock", f"Cần thêm {formats.number(row.short)}")
