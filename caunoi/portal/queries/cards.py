"""Cards of lists: what a vacancy and a course show at a glance."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from caunoi.classifications.choices import Shift
from caunoi.employers.models import Employer
from caunoi.training.choices import TimeOfDay
from caunoi.training.models import Intake, Programme
from caunoi.training.queries import open_intakes
from caunoi.vacancies.choices import PayPeriod
from caunoi.vacancies.models import Vacancy
from caunoi.vacancies.queries import open_vacancies
from caunoi_engine.text.folding import fold
from caunoi_kit.search.documents import Hit
from caunoi_kit.ui import formats
from caunoi_kit.ui.cards import VERIFIED, Badge, CourseCard, Fact, JobCard

WEEKS_A_MONTH = 52 / 12
_LONGEST_SLUG = 60
NOT_VERIFIED = Badge("info", "info", "Chưa xác minh")


def vacancy_cards(hits: Iterable[Hit], *, on: date) -> list[JobCard]:
    """Cards of the hits still open in the database, in the order of the hits."""
    kilometres = {hit.id: hit.km for hit in hits}
    vacancies = {row.pk: row for row in open_vacancies(on=on).filter(pk__in=list(kilometres))}
    return [
        vacancy_card(vacancies[pk], km=km, on=on)
        for pk, km in kilometres.items()
        if pk in vacancies
    ]


def course_cards(hits: Iterable[Hit], *, on: date) -> list[CourseCard]:
    """Cards of the intakes still open in the database, in the order of the hits."""
    kilometres = {hit.id: hit.km for hit in hits}
    intakes = {row.pk: row for row in open_intakes(on=on).filter(pk__in=list(kilometres))}
    return [
        course_card(intakes[pk], km=km, on=on) for pk, km in kilometres.items() if pk in intakes
    ]


def vacancy_card(vacancy: Vacancy, *, on: date, km: float | None = None) -> JobCard:
    """A vacancy as it stands in a list."""
    pay, note = pay_words(vacancy)
    extra = [word for holds, word in _offer_words(vacancy) if holds]
    return JobCard(
        title=vacancy.title,
        url=vacancy_url(vacancy),
        pay=pay,
        pay_note=note,
        pay_known=is_pay_stated(vacancy),
        by=vacancy.employer.name,
        badge=employer_badge(vacancy.employer),
        facts=(
            Fact("pin", where_words(vacancy, km)),
            Fact("people", f"còn {formats.number(vacancy.free)} chỗ"),
            Fact("calendar", formats.deadline(vacancy.closes_on, on)),
        ),
        extra=" · ".join([*extra, *shift_words(vacancy)]),
    )


def course_card(intake: Intake, *, on: date, km: float | None = None) -> CourseCard:
    """An intake as it stands in a list."""
    programme = intake.programme
    when = TimeOfDay(intake.time_of_day).label.lower()
    place = programme.institution.place.name
    return CourseCard(
        title=programme.name,
        url=reverse("portal:course", args=[programme.pk]),
        pay=fee_words(programme),
        pay_note=f"· {length_words(programme)}, {when}",
        by=programme.institution.name,
        facts=(
            Fact("pin", f"{formats.distance(km)}, {place}" if km is not None else place),
            Fact("people", f"còn {formats.number(intake.free)} chỗ học"),
            Fact("calendar", f"khai giảng {formats.day(intake.starts_on)}"),
        ),
        extra=f"Dành cho người muốn làm: {programme.occupation.name.lower()}",
    )


def vacancy_url(vacancy: Vacancy) -> str:
    """The address of a vacancy, with its title for people to read."""
    return reverse("portal:vacancy", args=[vacancy.pk, slug(vacancy.title)])


def slug(title: str) -> str:
    """A title as part of an address: "Thợ hàn 3G" → "tho-han-3g"."""
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in fold(title)).split()
    return "-".join(words)[:_LONGEST_SLUG].strip("-") or "viec-lam"


def is_pay_stated(vacancy: Vacancy) -> bool:
    """Whether the advert gives a figure."""
    return vacancy.wage_min is not None or vacancy.wage_max is not None


def pay_words(vacancy: Vacancy) -> tuple[str, str]:
    """The wage as printed in the advert and what it is paid for: "8–11 triệu", "đồng/tháng"."""
    pay = formats.wage_short(vacancy.wage_min, vacancy.wage_max)
    return pay, f"đồng/{PayPeriod(vacancy.pay_period).label}"


def employer_badge(employer: Employer) -> Badge:
    """Whether the centre has checked who the employer is."""
    return VERIFIED if employer.verified_at else NOT_VERIFIED


def where_words(vacancy: Vacancy, km: float | None = None) -> str:
    """How far and in which commune; "chưa ghi nơi làm" when neither is known."""
    place = vacancy.place.name if vacancy.place else ""
    parts = [formats.distance(km) if km is not None else "", place]
    return ", ".join(part for part in parts if part) or "Chưa ghi nơi làm"


def shift_words(vacancy: Vacancy) -> list[str]:
    """The shifts in words; codes nobody knows any more are passed over."""
    known = {shift.value: str(shift.label) for shift in Shift}
    return [known[code] for code in vacancy.shifts if code in known]


def fee_words(programme: Programme) -> str:
    """What the whole course costs the learner."""
    return formats.money_short(programme.fee) if programme.fee else "Miễn học phí"


def length_words(programme: Programme) -> str:
    """How long the course lasts: weeks below two months, else months."""
    if programme.months < 2:  # noqa: PLR2004  two months are said in months
        return f"{round(float(programme.months) * WEEKS_A_MONTH)} tuần"
    return f"{formats.number(programme.months, 1)} tháng"


def _offer_words(vacancy: Vacancy) -> tuple[tuple[bool, str], ...]:
    return (
        (vacancy.housing, "Có chỗ ở"),
        (vacancy.experience_months == 0, "Không cần kinh nghiệm"),
    )
