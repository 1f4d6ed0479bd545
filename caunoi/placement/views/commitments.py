"""Commitments of agreements, followed month by month."""

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from caunoi.agreements.models import Agreement
from caunoi.placement.actions.reading import read_commitment
from caunoi.placement.permissions import is_counselling_staff
from caunoi.placement.queries.commitments import Kept, find_line, kept_commitments
from caunoi.placement.views.signed_in import SignedIn
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
PEOPLE: Final = (Column("Họ và tên"), Column("Đã"), Column("Việc hoặc khoá học"), Column("Ngày"))


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


@require_safe
@only(is_counselling_staff)
def commitment(request: SignedIn, pk: int) -> HttpResponse:
    """The people one line counts, by name; the journal notes who looked."""
    line = find_line(pk)
    if line is None:
        raise Http404
    found = read_commitment(line=line, by=request.user)
    day = formats.day
    rows = [
        *[(one.person.full_name, "Giới thiệu", one.vacancy.title, day(one.made_at))
          for one in found.referred],
        *[(one.person.full_name, "Nhận việc", one.vacancy.title, day(one.hired_on))
          for one in found.hired if one.hired_on],
        *[(one.person.full_name, "Vào học", one.intake.programme.name, day(one.started_on))
          for one in found.enrolled if one.started_on],
    ]  # fmt: skip
    context = {"line": line, "columns": PEOPLE, "rows": rows, "party": _party(line.agreement)}
    return render(request, "placement/commitment.html", context)


def _row(row: Kept) -> tuple[Any, ...]:
    agreement, n = row.agreement, formats.number
    records = reverse("placement:commitment", args=[row.line.pk])

    def figure(count: int) -> str | Link:
        return Link(n(count), records) if count else "0"

    return (
        Link(_party(agreement), reverse("agreements:agreement", args=[agreement.public_id])),
        row.line.occupation.name,
        f"{row.line.month:%m/%Y}",
        n(row.quantity),
        figure(row.referred) if agreement.employer_id else "",
        figure(row.hired) if agreement.employer_id else "",
        figure(row.enrolled) if agreement.institution_id else "",
        _state(row),
    )


def _party(agreement: Agreement) -> str:
    parties = [str(party) for party in (agreement.employer, agreement.institution) if party]
    return " và ".join(parties) or agreement.other_party


def _state(row: Kept) -> Badge:
    if not row.short:
        return Badge("good", "check", "Đủ")
    if row.due:
        return Badge("bad", "warn", f"Còn thiếu {formats.number(row.short)}")
    return Badge("info", "clock", f"Cần thêm {formats.number(row.short)}")
