"""Pages of an employer: their vacancies, and whom each of them suits."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from caunoi.placement import actions, queries
from caunoi.placement.permissions import (
    can_open_candidates,
    can_see_candidates,
    is_counselling_staff,
    is_employer,
)
from caunoi.placement.queries.applications import open_applications_per_vacancy
from caunoi.placement.views import cards
from caunoi.placement.views.signed_in import SignedIn
from caunoi.vacancies.choices import PUBLIC_STATES, VacancyState
from caunoi.vacancies.models import Vacancy
from caunoi.vacancies.queries.postings import postings_of
from caunoi_kit.ui import formats
from caunoi_kit.ui.access import only
from caunoi_kit.ui.cards import Badge, Column, Fact, Link
from caunoi_kit.ui.paging import PARAMETER, page_of

REASONS_SHOWN = 5
STATES = {
    VacancyState.DRAFT: Badge("info", "edit", "Bản nháp"),
    VacancyState.PENDING: Badge("warn", "clock", "Chờ duyệt"),
    VacancyState.OPEN: Badge("good", "check", "Đang tuyển"),
    VacancyState.CLOSED: Badge("info", "lock", "Đã đóng"),
    VacancyState.REFUSED: Badge("bad", "warn", "Không đăng được"),
}
EXPIRED = Badge("info", "clock", "Hết hạn")
PAGE_SIZE = 20


@require_safe
@only(is_employer)
def my_vacancies(request: SignedIn) -> HttpResponse:
    """All adverts of the firms the visitor acts for: their state, their applications, who fits."""
    on = timezone.localdate()
    vacancies = postings_of(request.user.pk)
    page = page_of(request.GET.get(PARAMETER), count=vacancies.count(), size=PAGE_SIZE)
    shown = list(vacancies[page.part])
    counts = open_applications_per_vacancy(one.pk for one in shown)
    columns = [
        Column("Việc"),
        Column("Tình trạng"),
        Column("Đã nhận", figures=True),
        Column("Hạn"),
        Column("Hồ sơ"),
        Column("Người hợp"),
    ]
    rows = [_advert(one, counts.get(one.pk, (0, 0)), on=on) for one in shown]
    return render(
        request, "placement/my_vacancies.html", {"columns": columns, "rows": rows, "page": page}
    )


@require_safe
@only(can_open_candidates)
def candidates(request: SignedIn, pk: int) -> HttpResponse:
    """Whom a vacancy suits. Somebody else's vacancy does not exist for an employer."""
    vacancy = get_object_or_404(Vacancy.objects.select_related("employer", "place"), pk=pk)
    if not can_see_candidates(request.user, vacancy):
        raise Http404
    found = actions.read_candidates(
        vacancy=vacancy,
        by=request.user,
        on=timezone.localdate(),
        page=request.GET.get(PARAMETER),
    )
    staff = is_counselling_staff(request.user)
    rows = [
        {
            "candidate": one,
            "arch": cards.arch_of(one.fit),
            "reasons": cards.reasons(one.fit, REASONS_SHOWN),
            "facts": (
                Fact("pin", one.area),
                Fact("calendar", _available(one)),
            ),
            "badge": cards.open_badge(one.open_to_employers) if staff else None,
            "url": reverse("placement:person_lists", args=[one.person_id]) if staff else "",
        }
        for one in found.candidates
    ]
    return render(
        request,
        "placement/candidates.html",
        {"found": found, "rows": rows, "staff": staff, "url": cards.vacancy_url(vacancy)},
    )


def _advert(vacancy: Vacancy, counts: tuple[int, int], *, on: date) -> list[Any]:
    """A line of the list; an advert nobody has seen yet has neither applications nor candidates."""
    public = vacancy.state in PUBLIC_STATES
    hired = vacancy.hired if vacancy.hired is not None else vacancy.filled
    return [
        Link(vacancy.title, reverse("vacancies:posting", args=[vacancy.public_id])),
        _state(vacancy, on=on),
        f"{formats.number(hired)} trên {formats.number(vacancy.positions)}",
        formats.day(vacancy.closes_on),
        Link(_waiting(counts), reverse("placement:board", args=[vacancy.pk])) if public else "",
        Link("Xem người hợp", reverse("placement:candidates", args=[vacancy.pk])) if public else "",
    ]


def _waiting(counts: tuple[int, int]) -> str:
    """How many applications wait, and how many of them are new."""
    every, new = counts
    words = f"{formats.number(every)} hồ sơ" if every else "Chưa có hồ sơ"
    return f"{words}, {formats.number(new)} mới" if new else words


def _available(candidate: queries.Candidate) -> str:
    day = candidate.available_on
    return f"sẵn sàng từ {formats.day(day)}" if day else "chưa ghi ngày sẵn sàng"


def _state(vacancy: Vacancy, *, on: date) -> Badge:
    if vacancy.state == VacancyState.OPEN and vacancy.closes_on < on:
        return EXPIRED
    return STATES[VacancyState(vacancy.state)]
