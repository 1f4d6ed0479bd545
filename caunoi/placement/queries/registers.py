"""The market as the registers have it today: workers, vacancies and intakes as engine columns.

Whatever cannot take part is left out by row and reason; the rest goes on. Keys of the rows are the
primary keys of `Person`, `Vacancy` and `Intake`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any, Final, NamedTuple

from django.db.models import Exists, OuterRef, QuerySet

from caunoi.classifications.choices import QUALIFICATION_RANKS, Scheme, Shift
from caunoi.classifications.models import Certificate, Occupation, Skill
from caunoi.classifications.queries import related_occupations
from caunoi.people.choices import Purpose
from caunoi.people.models import Consent, JobWish, LabourProfile, PersonCertificate, PersonSkill
from caunoi.placement.queries.left_out import LeftOut, Reason, Table
from caunoi.training.models import Intake, Programme
from caunoi.vacancies.choices import PayPeriod
from caunoi.vacancies.models import CertificateDemand, SkillDemand, Vacancy
from caunoi_engine.matching import NOT_STATED, Courses, Market, Vacancies, Workers

UNIT_DIGITS: Final = 4
MOST_WAGE: Final = 1_000_000_000  # đồng a month; above it somebody has typed a nought too many

# A month of ordinary work has 26 days of 8 hours (26 is the most days a monthly wage is divided by
# when a day's wage is reckoned). Piece rates say nothing about a month.
MONTHLY: Final[dict[str, int]] = {PayPeriod.MONTH: 1, PayPeriod.DAY: 26, PayPeriod.HOUR: 26 * 8}

SHIFTS: Final = frozenset(Shift.values)

WORKER_COLUMNS: Final = (
    "person_id",
    "pk",
    "person__lat",
    "person__lon",
    "qualification",
    "experience_months",
    "wage_min",
    "radius_km",
    "shifts",
    "will_board",
    "will_train",
    "priority_groups",
    "consented",
)
VACANCY_COLUMNS: Final = (
    "pk",
    "employer_id",
    "lat",
    "lon",
    "occupation__scheme",
    "occupation__code",
    "positions",
    "filled",
    "wage_min",
    "wage_max",
    "pay_period",
    "qualification",
    "experience_months",
    "shifts",
    "housing",
)
INTAKE_COLUMNS: Final = (
    "pk",
    "programme_id",
    "lat",
    "lon",
    "programme__occupation__scheme",
    "programme__occupation__code",
    "seats",
    "taken",
    "programme__months",
    "programme__fee",
    "programme__entry_qualification",
    "boarding",
)

Row = dict[str, Any]


@dataclass(frozen=True)
class Registers:
    """What a match reads, and whom it had to leave out."""

    market: Market
    left_out: list[LeftOut]


def read_registers(*, on: date) -> Registers:
    """The whole market of the day. About 20 queries, whatever its size."""
    left_out: list[LeftOut] = []
    return Registers(
        market=Market(
            workers=_workers({"looking": True}, left_out, on=on),
            vacancies=_vacancies(Vacancy.objects.open_on(on), left_out),
            courses=_courses(Intake.objects.open_on(on), left_out),
            related=related_occupations(),
        ),
        left_out=left_out,
    )


def read_worker(person_id: int, *, on: date) -> tuple[Workers, Reason | None]:
    """One person as the register has them now: one row, or none and the reason why not."""
    left_out: list[LeftOut] = []
    worker = _workers({"person_id": person_id}, left_out, on=on)
    return worker, left_out[0].reason if left_out else None


def read_workers(people: Iterable[int], *, on: date) -> tuple[Workers, dict[int, Reason]]:
    """These people as the register has them now, and by person why some have no row."""
    left_out: list[LeftOut] = []
    workers = _workers({"person_id__in": list(people)}, left_out, on=on)
    return workers, {each.pk: each.reason for each in left_out}


class _Told(NamedTuple):
    """What people said of themselves, as codes by primary key of the profile."""

    wishes: dict[int, list[str]]
    skills: dict[int, list[str]]
    certificates: dict[int, list[str]]


def _told(which: dict[str, Any], *, on: date) -> _Told:
    """Wishes, skills and valid certificates of the labour profiles that `which` filters."""
    # Joined, not "profile in (…)": the subquery costs seconds on 300,000 rows of skills. The orders
    # are those of unique indexes.
    whose = {f"profile__{name}": value for name, value in which.items()}
    units = {"scheme": Scheme.ISCO08, "level": UNIT_DIGITS}
    unit_wishes = {f"occupation__{name}": value for name, value in units.items()}
    return _Told(
        _lists(
            JobWish.objects.filter(**whose, **unit_wishes).order_by("profile_id", "rank"),
            "profile_id",
            "occupation_id",
            _codes(Occupation.objects.filter(**units)),
        ),
        _lists(
            PersonSkill.objects.filter(**whose).order_by("profile_id", "skill_id"),
            "profile_id",
            "skill_id",
            _codes(Skill.objects.all()),
        ),
        _lists(
            PersonCertificate.objects.valid_on(on)
            .filter(**whose)
            .order_by("profile_id", "certificate_id"),
            "profile_id",
            "certificate_id",
            _codes(Certificate.objects.all()),
        ),
    )


def _workers(which: dict[str, Any], left_out: list[LeftOut], *, on: date) -> Workers:
    """Engine rows of the labour profiles that `which` filters."""
    told = _told(which, on=on)
    consented = Consent.objects.filter(
        person=OuterRef("person_id"), purpose=Purpose.CENTRE, withdrawn_at__isnull=True
    )
    profiles = LabourProfile.objects.filter(**which).annotate(consented=Exists(consented))
    kept = list(
        _kept(
            profiles.order_by("person_id"),
            WORKER_COLUMNS,
            lambda row: _worker_refusal(row, told.wishes),
            Table.WORKERS,
            left_out,
        )
    )
    keys = [row["pk"] for row in kept]
    return Workers.of(
        worker_id=[row["person_id"] for row in kept],
        lat=[row["person__lat"] for row in kept],
        lon=[row["person__lon"] for row in kept],
        occupations=[told.wishes[key] for key in keys],
        skills=[told.skills.get(key, ()) for key in keys],
        certificates=[told.certificates.get(key, ()) for key in keys],
        education=[QUALIFICATION_RANKS[row["qualification"]] for row in kept],
        experience_months=[row["experience_months"] for row in kept],
        wage_min=[row["wage_min"] or 0 for row in kept],
        radius_km=[row["radius_km"] for row in kept],
        shifts=[row["shifts"] for row in kept],
        will_board=[row["will_board"] for row in kept],
        will_train=[row["will_train"] for row in kept],
        priority=[int(bool(row["priority_groups"])) for row in kept],
    )


def _worker_refusal(row: Row, wishes: dict[int, list[str]]) -> Reason | None:
    return _first(
        (not row["consented"], Reason.NO_CONSENT),
        (row["person__lat"] is None, Reason.NO_COORDINATES),
        (row["pk"] not in wishes, Reason.NO_WISH),
        (not row["shifts"], Reason.NO_SHIFT),
        (not SHIFTS.issuperset(row["shifts"]), Reason.UNKNOWN_SHIFT),
        (row["qualification"] not in QUALIFICATION_RANKS, Reason.UNKNOWN_SCHOOLING),
    )


def _first(*checks: tuple[bool, Reason]) -> Reason | None:
    """The first reason that applies."""
    return next((reason for applies, reason in checks if applies), None)


def _vacancies(open_ones: QuerySet[Vacancy], left_out: list[LeftOut]) -> Vacancies:
    codes = _codes(Skill.objects.all())
    demands = SkillDemand.objects.filter(vacancy__in=open_ones).order_by("vacancy_id", "skill_id")
    required = _lists(demands.filter(required=True), "vacancy_id", "skill_id", codes)
    preferred = _lists(demands.filter(required=False), "vacancy_id", "skill_id", codes)
    certificates = _lists(
        CertificateDemand.objects.filter(vacancy__in=open_ones).order_by(
            "vacancy_id", "certificate_id"
        ),
        "vacancy_id",
        "certificate_id",
        _codes(Certificate.objects.all()),
    )
    kept = list(
        _kept(
            open_ones.order_by("pk"), VACANCY_COLUMNS, _vacancy_refusal, Table.VACANCIES, left_out
        )
    )
    wages = [monthly_wage(row["wage_min"], row["wage_max"], row["pay_period"]) for row in kept]
    keys = [row["pk"] for row in kept]
    return Vacancies.of(
        vacancy_id=keys,
        employer_id=[row["employer_id"] for row in kept],
        lat=[row["lat"] for row in kept],
        lon=[row["lon"] for row in kept],
        occupation=[row["occupation__code"] for row in kept],
        positions=[row["positions"] - row["filled"] for row in kept],
        wage_min=[NOT_STATED if wage is None else wage[0] for wage in wages],
        wage_max=[NOT_STATED if wage is None else wage[1] for wage in wages],
        education_min=[QUALIFICATION_RANKS[row["qualification"]] for row in kept],
        experience_months_min=[row["experience_months"] for row in kept],
        skills_required=[required.get(key, ()) for key in keys],
        skills_preferred=[preferred.get(key, ()) for key in keys],
        certificates_required=[certificates.get(key, ()) for key in keys],
        # An advert that says nothing of hours cannot exclude anybody by them.
        shifts=[row["shifts"] or sorted(SHIFTS) for row in kept],
        housing=[row["housing"] for row in kept],
    )


def monthly_wage(low: int | None, high: int | None, period: str) -> tuple[int, int] | None:
    """Bounds of the wage in đồng a month, or None when the advert does not say or pays by piece.

    One bound alone stands for both: "từ 8 triệu" promises no more than eight.
    """
    times = MONTHLY.get(period)
    if times is None or (low is None and high is None):
        return None
    lowest = low if low is not None else high
    highest = high if high is not None else low
    return (lowest or 0) * times, (highest or 0) * times


def _vacancy_refusal(row: Row) -> Reason | None:
    wage = monthly_wage(row["wage_min"], row["wage_max"], row["pay_period"]) or (0, 0)
    return _first(
        (row["lat"] is None or row["lon"] is None, Reason.NO_COORDINATES),
        (not _is_unit(row["occupation__scheme"], row["occupation__code"]), Reason.NO_OCCUPATION),
        (not SHIFTS.issuperset(row["shifts"]), Reason.UNKNOWN_SHIFT),
        (row["qualification"] not in QUALIFICATION_RANKS, Reason.UNKNOWN_SCHOOLING),
        (wage[1] > MOST_WAGE, Reason.WAGE_TOO_HIGH),
        (wage[0] > wage[1], Reason.WAGE_UPSIDE_DOWN),
    )


def _courses(open_ones: QuerySet[Intake], left_out: list[LeftOut]) -> Courses:
    taught = Programme.objects.filter(pk__in=open_ones.values("programme_id")).order_by("pk")
    skills = _lists(
        taught.filter(skills__isnull=False), "pk", "skills__pk", _codes(Skill.objects.all())
    )
    certificates = _lists(
        taught.filter(certificates__isnull=False),
        "pk",
        "certificates__pk",
        _codes(Certificate.objects.all()),
    )
    kept = list(
        _kept(open_ones.order_by("pk"), INTAKE_COLUMNS, _intake_refusal, Table.INTAKES, left_out)
    )
    programmes = [row["programme_id"] for row in kept]
    return Courses.of(
        course_id=[row["pk"] for row in kept],
        programme_id=programmes,
        lat=[row["lat"] for row in kept],
        lon=[row["lon"] for row in kept],
        occupation=[row["programme__occupation__code"] for row in kept],
        seats=[row["seats"] - row["taken"] for row in kept],
        months=[ceil(row["programme__months"]) for row in kept],
        cost_vnd=[row["programme__fee"] for row in kept],
        education_min=[QUALIFICATION_RANKS[row["programme__entry_qualification"]] for row in kept],
        skills_taught=[skills.get(key, ()) for key in programmes],
        certificates_granted=[certificates.get(key, ()) for key in programmes],
        boarding=[row["boarding"] for row in kept],
    )


def _intake_refusal(row: Row) -> Reason | None:
    if not _is_unit(row["programme__occupation__scheme"], row["programme__occupation__code"]):
        return Reason.NO_OCCUPATION
    if row["programme__entry_qualification"] not in QUALIFICATION_RANKS:
        return Reason.UNKNOWN_SCHOOLING
    return None


def _is_unit(scheme: str | None, code: str | None) -> bool:
    return scheme == Scheme.ISCO08 and code is not None and len(code) == UNIT_DIGITS


def _kept(
    rows: QuerySet,
    columns: Iterable[str],
    refusal: Callable[[Row], Reason | None],
    table: Table,
    left_out: list[LeftOut],
) -> Iterator[Row]:
    """The rows that can be matched; the others go to `left_out`."""
    columns = tuple(columns)
    for values in rows.values_list(*columns).iterator(chunk_size=5000):
        row = dict(zip(columns, values, strict=True))
        if reason := refusal(row):
            left_out.append(LeftOut(table, values[0], reason))
        else:
            yield row


def _codes(kinds: QuerySet) -> dict[int, str]:
    """Primary key -> code. Looked up here: a join would repeat it for every row."""
    return dict(kinds.values_list("pk", "code"))


def _lists(rows: QuerySet, owner: str, thing: str, codes: dict[int, str]) -> dict[int, list[str]]:
    """Codes of each owner's things, in the order of the rows."""
    lists: dict[int, list[str]] = defaultdict(list)
    for key, value in rows.values_list(owner, thing).iterator(chunk_size=20_000):
        lists[key].append(codes[value])
    return dict(lists)
