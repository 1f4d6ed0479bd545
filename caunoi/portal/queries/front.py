"""What the first page and the search engines are told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.contrib.sitemaps import Sitemap
from django.db.models import Exists, F, OuterRef, QuerySet, Sum
from django.urls import reverse

from caunoi.accounts.choices import Role
from caunoi.accounts.models import User
from caunoi.portal.queries.cards import vacancy_card, vacancy_url
from caunoi.portal.queries.choices import Choice, choices_of
from caunoi.portal.queries.searching import Filters, search
from caunoi.training.models import Intake, Programme
from caunoi.vacancies.models import Vacancy
from caunoi.vacancies.queries import VACANCY, open_vacancies
from caunoi_kit.search.index import IndexUnavailable
from caunoi_kit.ui.cards import JobCard

DEMO_PARTS: Final[dict[str, str]] = {
    Role.JOB_SEEKER: "Xem ba danh sách: việc làm ngay, học rồi làm, cách khác; mỗi việc có lý do.",
    Role.EMPLOYER: "Xem tin tuyển của mình và người phù hợp, kèm điều còn thiếu.",
    Role.SCHOOL: "Xem lớp của mình, người được xếp vào và chỗ làm chờ người học xong.",
    Role.COMMUNE: "Gửi danh sách người lao động của xã, sửa lỗi, đến từng hộ bằng điện thoại.",
    Role.CLERK: "Ngồi quầy: gọi số, mở hồ sơ bằng một phím, nhận hồ sơ trợ cấp thất nghiệp.",
    Role.HEAD: "Xem quầy và người chờ lúc này, duyệt quyết định, lập báo cáo.",
    Role.COUNSELLOR: "Tư vấn từng người và xem phương án ghép nối cả tỉnh.",
    Role.DIRECTOR: "Xem phương án ghép nối, chỗ còn trống và lớp nên mở thêm.",
}
NEWEST = 8
COMMUNES = 12


@dataclass(frozen=True, slots=True)
class FrontPage:
    """The first page: how much there is, what is new, where to begin."""

    vacancies: int
    positions: int
    seats: int
    newest: tuple[JobCard, ...]
    trades: tuple[Choice, ...]
    communes: tuple[Choice, ...]
    index_ready: bool


def front_page(*, on: date) -> FrontPage:
    """Counts and newest vacancies from the database, beginnings from the index."""
    vacancies = Vacancy.objects.open_on(on)
    positions = vacancies.aggregate(free=Sum(F("positions") - F("filled")))["free"] or 0
    seats = Intake.objects.open_on(on).aggregate(free=Sum(F("seats") - F("taken")))["free"] or 0
    trades: tuple[Choice, ...] = ()
    communes: tuple[Choice, ...] = ()
    try:
        choices = choices_of(search(Filters(), kind=VACANCY, on=on))
    except IndexUnavailable:
        ready = False
    else:
        ready = True
        trades, communes = choices.trades, _most(dict(choices.places).get("Xã, phường", ()))
    return FrontPage(
        vacancies=vacancies.count(),
        positions=positions,
        seats=seats,
        newest=tuple(vacancy_card(each, on=on) for each in open_vacancies(on=on)[:NEWEST]),
        trades=trades,
        communes=communes,
        index_ready=ready,
    )


def made_users() -> QuerySet[User]:
    """The accounts made for trying the site, by name."""
    return User.objects.filter(made=True, is_active=True).order_by("username")


def demo_parts() -> list[tuple[User, str]]:
    """Whom a visitor of a demo may be, with what that part shows, in the order of the roles."""
    users = sorted(made_users(), key=lambda user: list(Role).index(Role(user.role)))
    return [(user, DEMO_PARTS.get(user.role, user.full_name)) for user in users]


def _most(choices: Iterable[Choice]) -> tuple[Choice, ...]:
    return tuple(sorted(choices, key=lambda each: (-each.count, each.value))[:COMMUNES])


class VacancySitemap(Sitemap):
    """Addresses of the open vacancies, some thousand a page."""

    limit = 5_000

    def __init__(self, on: date) -> None:
        self.on = on

    def items(self) -> QuerySet[Vacancy]:
        return Vacancy.objects.open_on(self.on).order_by("id")

    def location(self, item: Vacancy) -> str:
        return vacancy_url(item)

    def lastmod(self, item: Vacancy) -> datetime:
        return item.updated_at


class CourseSitemap(Sitemap):
    """Addresses of the programmes with an open intake."""

    limit = 5_000

    def __init__(self, on: date) -> None:
        self.on = on

    def items(self) -> QuerySet[Programme]:
        open_now = Intake.objects.open_on(self.on).filter(programme=OuterRef("pk"))
        return Programme.objects.filter(Exists(open_now)).order_by("id")

    def location(self, item: Programme) -> str:
        return reverse("portal:course", args=[item.pk])


class PageSitemap(Sitemap):
    """The pages that are always there."""

    def items(self) -> list[str]:
        return ["portal:home", "portal:search", "portal:courses", "portal:about"]

    def location(self, item: str) -> str:
        return reverse(item)
