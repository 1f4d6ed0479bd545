"""How adverts are told on pages: badges, lines, sentences."""

from django.urls import reverse
from django.utils import timezone

from caunoi.vacancies.choices import VacancyState
from caunoi.vacancies.models import Vacancy
from caunoi.vacancies.queries.suggestions import MarketWage
from caunoi_kit.ui import formats
from caunoi_kit.ui.cards import Badge, Link, Pair

STATES = {
    VacancyState.DRAFT: Badge("info", "edit", "Bản nháp"),
    VacancyState.PENDING: Badge("warn", "clock", "Chờ duyệt"),
    VacancyState.OPEN: Badge("good", "check", "Đang tuyển"),
    VacancyState.CLOSED: Badge("info", "lock", "Đã đóng"),
    VacancyState.REFUSED: Badge("bad", "warn", "Không đăng được"),
}
EXPIRED = Badge("info", "clock", "Hết hạn")


def state_badge(vacancy: Vacancy) -> Badge:
    """Where an advert stands today."""
    if vacancy.state == VacancyState.OPEN and vacancy.closes_on < timezone.localdate():
        return EXPIRED
    return STATES[VacancyState(vacancy.state)]


def posted_words(vacancy: Vacancy) -> str:
    """What became of an advert that was sent."""
    if vacancy.state == VacancyState.OPEN:
        return f"Tin «{vacancy.title}» đã đăng. Người tìm việc thấy ngay."
    return (
        f"Trung tâm đã nhận tin «{vacancy.title}» và xem trước khi đăng, "
        "thường trong một ngày làm việc."
    )


def market_words(market: MarketWage | None) -> str:
    """ "Cùng nghề trong tỉnh: 7,2-9,8 triệu; 212 tin"."""
    if market is None:
        return ""
    pay = formats.wage_short(market.low, market.high)
    return f"Cùng nghề trong tỉnh: {pay} một tháng; {formats.number(market.adverts)} tin"


def facts(vacancy: Vacancy) -> list[Pair]:
    """The terms of an advert for its own firm and for the centre."""
    pay = formats.wage_short(vacancy.wage_min, vacancy.wage_max)
    lines = [
        Pair("Nơi tuyển", vacancy.employer.name),
        Pair("Nghề", str(vacancy.occupation or "chưa rõ")),
        Pair("Số lượng", f"{formats.number(vacancy.positions)} người"),
        Pair("Lương", f"{pay}/{vacancy.get_pay_period_display()}"),
        Pair("Nơi làm", vacancy.address or str(vacancy.place or "chưa ghi")),
        Pair("Hạn tuyển", formats.day(vacancy.closes_on)),
        Pair("Liên hệ", f"{vacancy.contact_name} {formats.phone(vacancy.contact_phone)}".strip()),
    ]
    if vacancy.state == VacancyState.CLOSED and vacancy.hired is not None:
        came = vacancy.get_hired_from_display()
        lines.append(Pair("Đã nhận", f"{formats.number(vacancy.hired)} người", note=came))
    return lines


def title_link(vacancy: Vacancy) -> Link:
    """The way to an advert's own page."""
    return Link(vacancy.title, reverse("vacancies:posting", args=[vacancy.public_id]))
