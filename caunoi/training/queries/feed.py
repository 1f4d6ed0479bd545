"""Courses for other programs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from caunoi.training.models import Intake, Programme
from caunoi.training.queries import open_intakes


@dataclass(frozen=True, kw_only=True)
class SchoolRecord:
    """Who teaches. `place_code` is the official code of the commune."""

    name: str
    kind: str
    address: str
    place_code: str
    place_name: str


@dataclass(frozen=True, kw_only=True)
class IntakeRecord:
    """One opening of a course one may still join."""

    id: int
    starts_on: date
    ends_on: date | None
    time_of_day: str
    seats: int
    free: int
    minimum: int
    boarding: bool
    paid_by: str


@dataclass(frozen=True, kw_only=True)
class CourseRecord:
    """What is taught, by whom, for what; `fee` is đồng for the whole course."""

    id: int
    url: str
    name: str
    school: SchoolRecord
    occupation_code: str
    occupation_name: str
    entry_qualification: str
    level: str
    months: Decimal
    fee: int
    description: str
    certificates: list[str]
    skills: list[str]
    intakes: list[IntakeRecord]


def find_course(pk: int, *, on: date) -> CourseRecord | None:
    """One course with the intakes one may still join. Four queries."""
    found = _whole(Programme.objects.filter(pk=pk), on).first()
    return _record(found) if found is not None else None


def courses_of_intakes(pks: Sequence[int], *, on: date) -> list[CourseRecord]:
    """The courses of these intakes, in the order given, each once. At most five queries."""
    intakes = Intake.objects.filter(pk__in=pks).values_list("pk", "programme_id")
    programme_of = dict(intakes.order_by("pk"))
    order = dict.fromkeys(programme_of[pk] for pk in pks if pk in programme_of)
    found = {one.pk: one for one in _whole(Programme.objects.filter(pk__in=list(order)), on)}
    return [_record(found[pk]) for pk in order if pk in found]


def _whole(programmes: QuerySet[Programme], on: date) -> QuerySet[Programme]:
    joinable = open_intakes(on=on).select_related(None)
    return programmes.select_related("institution__place", "occupation").prefetch_related(
        "certificates", "skills", Prefetch("intakes", joinable, to_attr="joinable")
    )


def _record(programme: Programme) -> CourseRecord:
    school = programme.institution
    joinable: list[Intake] = vars(programme)["joinable"]  # set by _whole
    return CourseRecord(
        id=programme.pk,
        url=settings.CAUNOI_ADDRESS + reverse("portal:course", args=[programme.pk]),
        name=programme.name,
        school=SchoolRecord(
            name=school.name,
            kind=school.kind,
            address=school.address,
            place_code=school.place.code,
            place_name=school.place.name,
        ),
        occupation_code=programme.occupation.code,
        occupation_name=programme.occupation.name,
        entry_qualification=programme.entry_qualification,
        level=programme.level,
        months=programme.months,
        fee=programme.fee,
        description=programme.description,
        certificates=sorted(one.name for one in programme.certificates.all()),
        skills=sorted(one.name for one in programme.skills.all()),
        intakes=[
            IntakeRecord(
                id=intake.pk,
                starts_on=intake.starts_on,
                ends_on=intake.ends_on,
                time_of_day=intake.time_of_day,
                seats=intake.seats,
                free=intake.free,
                minimum=intake.minimum,
                boarding=intake.boarding,
                paid_by=intake.fund,
            )
            for intake in joinable
        ],
    )
