"""What agreements promised, held against referrals, hires and enrolments month by month."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localtime

from caunoi.agreements.models import Agreement, Line
from caunoi.agreements.queries import Commitment, commitments
from caunoi.placement.choices import Origin
from caunoi.placement.models import Application
from caunoi.training.models import Enrolment


@dataclass(frozen=True)
class Kept:
    """One line of an agreement and what was done for it in its month.

    `done` is what the line counts: hires for labour supply, enrolments for training.
    """

    line: Line
    quantity: int
    referred: int
    hired: int
    enrolled: int
    due: bool  # its month is over

    @property
    def agreement(self) -> Agreement:
        return self.line.agreement

    @property
    def done(self) -> int:
        return self.hired if self.line.agreement.employer_id else self.enrolled

    @property
    def short(self) -> int:
        """People still owed."""
        return max(0, self.quantity - self.done)


Key = tuple[int, int, date]  # employer or institution, occupation, month


def kept_commitments(*, on: date) -> list[Kept]:
    """All lines of the agreements in force, what is due and short first, then by month.

    Referrals and hires count for the employer of the agreement, enrolments for its institution, in
    the same unit group of occupations, in the month of the line.
    """
    promised = commitments(on=on)
    found = Line.objects.select_related(
        "agreement__employer", "agreement__institution", "occupation"
    ).in_bulk([one.line_id for one in promised])
    referred, hired = _applications(promised)
    enrolled = _enrolments(promised)
    rows = []
    for one in promised:
        firm = (one.employer_id or 0, one.occupation_id, one.month)
        school = (one.institution_id or 0, one.occupation_id, one.month)
        rows.append(
            Kept(
                line=found[one.line_id],
                quantity=one.quantity,
                referred=referred[firm],
                hired=hired[firm],
                enrolled=enrolled[school],
                due=(one.month.year, one.month.month) < (on.year, on.month),
            )
        )
    return sorted(rows, key=lambda row: (not (row.due and row.short), row.line.month, row.line.pk))


def _applications(promised: Iterable[Commitment]) -> tuple[Counter[Key], Counter[Key]]:
    """Referrals by the month they were made, hires by the month work began."""
    rows = Application.objects.filter(
        vacancy__employer__in={one.employer_id for one in promised if one.employer_id},
        vacancy__occupation__in={one.occupation_id for one in promised},
    ).order_by("id")
    referred: Counter[Key] = Counter()
    hired: Counter[Key] = Counter()
    for firm, trade, origin, made_at, hired_on in rows.values_list(
        "vacancy__employer_id", "vacancy__occupation_id", "origin", "made_at", "hired_on"
    ):
        if origin == Origin.REFERRAL:
            referred[firm, trade, _month_of(made_at)] += 1
        if hired_on:
            hired[firm, trade, hired_on.replace(day=1)] += 1
    return referred, hired


def _enrolments(promised: Iterable[Commitment]) -> Counter[Key]:
    """People who began a class, by the month they began."""
    rows = Enrolment.objects.filter(
        started_on__isnull=False,
        intake__programme__institution__in={
            one.institution_id for one in promised if one.institution_id
        },
        intake__programme__occupation__in={one.occupation_id for one in promised},
    ).order_by("id")
    started = rows.values_list(
        "intake__programme__institution_id", "intake__programme__occupation_id", "started_on"
    )
    return Counter((school, trade, day.replace(day=1)) for school, trade, day in started if day)


@dataclass(frozen=True)
class Behind:
    """The records a line counts, each kind the oldest first."""

    line: Line
    referred: list[Application]
    hired: list[Application]
    enrolled: list[Enrolment]

    @property
    def people(self) -> list[int]:
        applied = {one.person_id for one in (*self.referred, *self.hired)}
        return sorted(applied | {one.person_id for one in self.enrolled})


def behind_line(line: Line) -> Behind:
    """What stands behind the figures of one line."""
    agreement = line.agreement
    applications = list(
        Application.objects.filter(
            vacancy__employer=agreement.employer_id, vacancy__occupation=line.occupation_id
        )
        .select_related("person", "vacancy")
        .order_by("made_at", "id")
        if agreement.employer_id
        else ()
    )
    enrolments = (
        Enrolment.objects.filter(
            intake__programme__institution=agreement.institution_id,
            intake__programme__occupation=line.occupation_id,
            started_on__year=line.month.year,
            started_on__month=line.month.month,
        )
        .select_related("person", "intake__programme")
        .order_by("started_on", "id")
        if agreement.institution_id
        else ()
    )
    return Behind(
        line=line,
        referred=[
            one
            for one in applications
            if one.origin == Origin.REFERRAL and _month_of(one.made_at) == line.month
        ],
        hired=[
            one
            for one in applications
            if one.hired_on and one.hired_on.replace(day=1) == line.month
        ],
        enrolled=list(enrolments),
    )


def find_line(pk: int) -> Line | None:
    """A line of an agreement, with its parties."""
    lines = Line.objects.select_related(
        "agreement__employer", "agreement__institution", "occupation"
    )
    return lines.filter(pk=pk).first()


def _month_of(moment: datetime) -> date:
    return localtime(moment).date().replace(day=1)
