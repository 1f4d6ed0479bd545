"""The page of a training institution: its coming classes."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from caunoi.placement import queries
from caunoi.placement.permissions import is_school
from caunoi.placement.views.signed_in import SignedIn
from caunoi.training.models import Intake
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Badge, Column, Link
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
    page = page_of(request.GET.get(PARAMETER), count=intakes.count(), size=PAGE_SIZE)
    context = {
        "columns": COLUMNS,
        "rows": [_row(each) for each in intakes[page.part]],
        "page": page,
    }
    return render(request, "placement/my_intakes.html", context)


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
