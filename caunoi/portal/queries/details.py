"""One vacancy, one course, and what stands around them on their pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from caunoi.accounts.choices import Role
from caunoi.accounts.models import User
from caunoi.classifications.choices import ContractKind, GeneralEducation, Qualification
from caunoi.people.queries import person_of
from caunoi.placement.models import Application
from caunoi.placement.queries import VacancyFit, explain_for
from caunoi.placement.queries.applications import standing_application, why_not_apply
from caunoi.placement.queries.graduates import PlacedAfter, placed_after
from caunoi.portal.queries.cards import (
    course_card,
    fee_words,
    is_pay_stated,
    length_words,
    pay_words,
    shift_words,
    vacancy_card,
    where_words,
)
from caunoi.portal.queries.saving import is_saved
from caunoi.training.choices import TimeOfDay
from caunoi.training.models import Intake, Programme
from caunoi.training.queries import intakes_granting, intakes_teaching, open_intakes
from caunoi.training.queries.school import coming_classes
from caunoi.vacancies.choices import PUBLIC_STATES, PayPeriod
from caunoi.vacancies.models import Vacancy
from caunoi.vacancies.queries import open_vacancies
from caunoi_kit.ui import formats
from caunoi_kit.ui.cards import Column, CourseCard, JobCard, Pair

MOST_COURSES = 3
_INTAKES_READ = 30  # several of them may be of one programme
MOST_SIMILAR = 3
MOST_LEADS = 6

# The seven conditions of NĐ 352/2025 form 03a, in its order, with plain labels.
_CONDITIONS = (
    ("workplace", "Chỗ làm"),
    ("lift_weight", "Nâng nhấc"),
    ("standing", "Đứng, đi lại"),
    ("hearing", "Nghe, nói"),
    ("sight", "Nhìn"),
    ("hand_use", "Cầm nắm"),
    ("two_hands", "Dùng tay"),
)


@dataclass(frozen=True, slots=True)
class VacancyPage:
    """What the page of one vacancy shows."""

    vacancy: Vacancy
    is_open: bool
    facts: tuple[Pair, ...]
    demands: tuple[Pair, ...]
    conditions: tuple[Pair, ...]
    fit: VacancyFit | None
    application: Application | None  # of the visitor, if they have applied
    may_apply: bool
    courses: tuple[CourseCard, ...]
    courses_fill_gaps: bool  # chosen for this visitor rather than for everybody
    similar: tuple[JobCard, ...]
    is_saved: bool | None  # by this visitor; None when they cannot save


@dataclass(frozen=True, slots=True)
class CoursePage:
    """What the page of one programme shows: its open intakes and the work it leads to."""

    programme: Programme
    facts: tuple[Pair, ...]
    columns: tuple[Column, ...]
    intakes: tuple[tuple[str, ...], ...]  # rows of a table, the soonest first
    certificates: tuple[str, ...]
    skills: tuple[str, ...]
    leads_to: tuple[JobCard, ...]
    leads_to_count: int
    takes_people: bool  # a class one may ask for, be it for its waiting list
    placed: tuple[PlacedAfter, ...]  # only figures that speak of enough graduates


def vacancy_page(pk: int, *, user: User | None, on: date) -> VacancyPage:
    """The page of a vacancy that was published. Raises `Vacancy.DoesNotExist`."""
    vacancy = (
        Vacancy.objects.filter(state__in=PUBLIC_STATES)
        .select_related("employer", "place__parent", "occupation")
        .get(pk=pk)
    )
    is_open = not why_not_apply(vacancy, on=on)
    certificates = list(vacancy.certificates.select_related("certificate").order_by("id"))
    seeker = user is not None and user.role == Role.JOB_SEEKER
    fit = explain_for(user, vacancy, on=on) if seeker and is_open else None
    courses = _courses(vacancy, [each.certificate_id for each in certificates], fit, on)
    return VacancyPage(
        vacancy=vacancy,
        is_open=is_open,
        facts=_vacancy_facts(vacancy, on),
        demands=_demands(vacancy, [each.certificate.name for each in certificates]),
        conditions=_conditions(vacancy),
        fit=fit,
        application=_application(user, vacancy) if seeker else None,
        may_apply=is_open and (user is None or seeker),
        courses=tuple(course_card(intake, on=on) for intake in courses),
        courses_fill_gaps=bool(fit and fit.courses),
        similar=_similar(vacancy, on),
        is_saved=is_saved(vacancy, user=user) if user is not None and seeker else None,
    )


def course_page(pk: int, *, on: date) -> CoursePage:
    """The page of a programme. Raises `Programme.DoesNotExist`."""
    programme = Programme.objects.select_related("institution__place", "occupation").get(pk=pk)
    certificates = list(programme.certificates.order_by("name", "id"))
    leads = (
        open_vacancies(on=on)
        .filter(Q(occupation=programme.occupation) | Q(certificates__certificate__in=certificates))
        .distinct()
    )
    intakes = open_intakes(on=on).filter(programme=programme)
    return CoursePage(
        programme=programme,
        facts=_course_facts(programme),
        columns=_INTAKE_COLUMNS,
        intakes=tuple(_intake_row(intake) for intake in intakes),
        certificates=tuple(each.name for each in certificates),
        skills=tuple(programme.skills.order_by("name", "id").values_list("name", flat=True)),
        leads_to=tuple(vacancy_card(each, on=on) for each in leads[:MOST_LEADS]),
        leads_to_count=leads.count(),
        takes_people=coming_classes(programme, on=on).exists(),
        placed=tuple(
            each for each in placed_after(programme.pk, on=on) if each.percent is not None
        ),
    )


def job_posting(vacancy: Vacancy, *, url: str) -> dict[str, Any]:
    """The vacancy as schema.org JobPosting: only what is known, nothing guessed."""
    place, employer = vacancy.place, vacancy.employer
    posting: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": vacancy.title,
        "description": vacancy.description or vacancy.title,
        "datePosted": vacancy.posted_on.isoformat(),
        "validThrough": vacancy.closes_on.isoformat(),
        "hiringOrganization": {"@type": "Organization", "name": employer.name},
        "totalJobOpenings": vacancy.free,
        "url": url,
    }
    if place is not None:
        address = {"@type": "PostalAddress", "addressCountry": "VN", "addressLocality": place.name}
        if place.parent is not None:
            address["addressRegion"] = place.parent.name
        if vacancy.address:
            address["streetAddress"] = vacancy.address
        posting["jobLocation"] = {"@type": "Place", "address": address}
    unit = {PayPeriod.MONTH: "MONTH", PayPeriod.DAY: "DAY", PayPeriod.HOUR: "HOUR"}.get(
        PayPeriod(vacancy.pay_period)
    )
    if unit and is_pay_stated(vacancy):
        value: dict[str, Any] = {"@type": "QuantitativeValue", "unitText": unit}
        if vacancy.wage_min is not None:
            value["minValue"] = vacancy.wage_min
        if vacancy.wage_max is not None:
            value["maxValue"] = vacancy.wage_max
        posting["baseSalary"] = {"@type": "MonetaryAmount", "currency": "VND", "value": value}
    if vacancy.shifts:
        posting["employmentType"] = "PART_TIME" if "PART_TIME" in vacancy.shifts else "FULL_TIME"
    return posting


def _application(user: User | None, vacancy: Vacancy) -> Application | None:
    """What the visitor sent for this vacancy and still stands."""
    person = person_of(user)
    return standing_application(person, vacancy) if person is not None else None


def _vacancy_facts(vacancy: Vacancy, on: date) -> tuple[Pair, ...]:
    pay, unit = pay_words(vacancy)
    left = (vacancy.closes_on - on).days
    stated = is_pay_stated(vacancy)
    contract = ContractKind(vacancy.contract_kind).label if vacancy.contract_kind else ""
    facts = [
        Pair("Lương", f"{pay} {unit}" if stated else pay, icon="pay"),
        Pair("Nơi làm", _where(vacancy), icon="pin"),
        Pair("Thời gian", ", ".join(shift_words(vacancy)) or "Chưa ghi", icon="clock"),
        Pair(
            "Số chỗ",
            f"Còn {formats.number(vacancy.free)} trong {formats.number(vacancy.positions)}",
            icon="people",
        ),
        Pair(
            "Hạn nộp",
            formats.day(vacancy.closes_on),
            icon="calendar",
            note=_days_left(left),
        ),
        Pair("Hợp đồng", str(contract) or "Chưa ghi", icon="list"),
    ]
    return tuple(facts)


def _days_left(days: int) -> str:
    if days < 0:
        return "(đã hết hạn)"
    return "(hôm nay là ngày cuối)" if days == 0 else f"(còn {formats.number(days)} ngày)"


def _where(vacancy: Vacancy) -> str:
    place = where_words(vacancy)
    zone = vacancy.industrial_zone
    if zone:
        zone = zone if zone.lower().startswith(("khu", "cụm")) else f"Khu công nghiệp {zone}"
        return f"{zone}, {place}"
    address = vacancy.address
    return f"{address}, {place}" if address and place not in address else address or place


def _demands(vacancy: Vacancy, certificates: list[str]) -> tuple[Pair, ...]:
    """What the employer asks for, said also where nothing is asked."""
    months = vacancy.experience_months
    rank = Qualification(vacancy.qualification)
    school = vacancy.general_education
    skills = vacancy.skills.select_related("skill").order_by("-required", "skill__name", "id")
    required: list[str] = []
    liked: list[str] = []
    for each in skills:
        (required if each.required else liked).append(each.skill.name)
    pairs = [
        Pair("Kinh nghiệm", f"Từ {formats.experience(months)}" if months else "Không cần"),
        Pair(
            "Trình độ",
            "Không yêu cầu" if rank == Qualification.NONE else f"Từ {rank.label.lower()} trở lên",
        ),
        Pair("Học vấn", str(GeneralEducation(school).label) if school else ""),
        Pair("Chứng chỉ bắt buộc", ", ".join(certificates)),
        Pair("Kỹ năng cần có", ", ".join(required)),
        Pair("Ưu tiên người biết", ", ".join(liked)),
    ]
    return tuple(pair for pair in pairs if pair.value)


def _conditions(vacancy: Vacancy) -> tuple[Pair, ...]:
    """The stated ones of the seven working conditions."""
    return tuple(
        Pair(label, str(getattr(vacancy, f"get_{name}_display")()))
        for name, label in _CONDITIONS
        if getattr(vacancy, name)
    )


def _courses(
    vacancy: Vacancy, certificates: list[int], fit: VacancyFit | None, on: date
) -> list[Intake]:
    """Courses that fill what the visitor lacks; else those that grant what is asked for; else
    those that teach the trade."""
    if fit is not None and fit.courses:
        return [offer.intake for offer in fit.courses]
    granting = intakes_granting(certificates, on=on)[:_INTAKES_READ]
    return _one_a_programme(granting) or _one_a_programme(
        intakes_teaching(vacancy.occupation, on=on)[:_INTAKES_READ]
    )


def _one_a_programme(intakes: Iterable[Intake]) -> list[Intake]:
    """The first intake of each programme, as many programmes as a page shows."""
    first: dict[int, Intake] = {}
    for intake in intakes:
        first.setdefault(intake.programme_id, intake)
    return list(first.values())[:MOST_COURSES]


def _similar(vacancy: Vacancy, on: date) -> tuple[JobCard, ...]:
    if vacancy.occupation_id is None:
        return ()
    others = open_vacancies(on=on).filter(occupation=vacancy.occupation_id).exclude(pk=vacancy.pk)
    return tuple(vacancy_card(each, on=on) for each in others[:MOST_SIMILAR])


def _course_facts(programme: Programme) -> tuple[Pair, ...]:
    institution = programme.institution
    entry = Qualification(programme.entry_qualification)
    return (
        Pair("Học phí cả khoá", fee_words(programme), icon="pay"),
        Pair("Nơi học", institution.address or institution.place.name, icon="pin"),
        Pair("Thời gian", length_words(programme), icon="clock"),
        Pair(
            "Đầu vào",
            "Không yêu cầu" if entry == Qualification.NONE else f"Từ {entry.label.lower()}",
            icon="person",
        ),
        Pair("Sau khoá đạt", str(Qualification(programme.level).label), icon="course"),
        Pair("Nghề", programme.occupation.name, icon="list"),
    )


_INTAKE_COLUMNS = (
    Column("Khai giảng"),
    Column("Buổi học"),
    Column("Còn chỗ", figures=True),
    Column("Mở lớp khi đủ"),
    Column("Chỗ ở"),
)


def _intake_row(intake: Intake) -> tuple[str, ...]:
    return (
        formats.day(intake.starts_on),
        str(TimeOfDay(intake.time_of_day).label),
        f"{formats.number(intake.free)}/{formats.number(intake.seats)}",
        f"{formats.number(intake.minimum)} người",
        "Có" if intake.boarding else "Không",
    )
