"""Firms late with what they report: which, when each was reminded last, who answers for it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Count, Max, Q, QuerySet

from caunoi.accounts.models import User
from caunoi.employers.choices import ReportState
from caunoi.employers.models import Employer, ForeignReport, Member
from caunoi.employers.queries.reports import ReportPeriod, periods_around, standing
from caunoi_kit.messaging.models import Message

REMINDED: Final = "intake.report.urged"
"""The kind of the messages, and how their receivers find them in the list of what they got."""
FIRM: Final = Employer._meta.label
LOOKED_BACK: Final = timedelta(days=90)
URGED_FOR: Final = timedelta(days=60)  # after the last day the machine reminds by itself


@dataclass(frozen=True, slots=True)
class Lateness:
    """What a firm is late with: a period of 01/PLI, a list of foreign workers that has run out."""

    firm: Employer
    period: ReportPeriod | None
    foreign_on: date | None = None  # the day of the list
    permits_ended: int = 0


def late_period(on: date) -> ReportPeriod | None:
    """The period whose last day passed latest, while the machine still reminds of it."""
    passed = (each for each in periods_around(on) if each.last_day < on)
    latest = next(passed, None)
    return latest if latest is not None and on - latest.last_day <= URGED_FOR else None


def is_late(period: ReportPeriod, *, on: date) -> bool:
    """Whether a report of this period that has not come is late."""
    return on > period.last_day


def late_firms(period: ReportPeriod | None, *, on: date) -> QuerySet[Employer]:
    """Firms whose 01/PLI of a period is late, or whose list of foreign workers has run out."""
    late = Q(pk__in=_run_out(on).values("employer"))
    if period is not None and is_late(period, on=on):
        late |= Q(pk__in=standing(period, sent=False).order_by().values("pk"))
    return Employer.objects.filter(late).order_by("name", "id")


def unreminded(firms: QuerySet[Employer], *, since: datetime) -> QuerySet[Employer]:
    """Those of some firms that nobody has reminded since a moment."""
    told = Message.objects.filter(kind=REMINDED, about_model=FIRM, made_at__gte=since)
    return firms.exclude(pk__in=[int(key) for key in told.values_list("about_id", flat=True)])


def lateness_of(
    firms: Sequence[Employer], period: ReportPeriod | None, *, on: date
) -> list[Lateness]:
    """What each of some firms is late with; those that are late with nothing are left out."""
    keys = [firm.pk for firm in firms]
    missing: set[int] = set()
    if period is not None and is_late(period, on=on):
        found = standing(period, sent=False).filter(pk__in=keys)
        missing = set(found.order_by().values_list("pk", flat=True))
    lists = {each.employer_id: each for each in _run_out(on).filter(employer__in=keys)}
    told = []
    for firm in firms:
        run_out = lists.get(firm.pk)
        if firm.pk not in missing and run_out is None:
            continue
        told.append(
            Lateness(
                firm,
                period if firm.pk in missing else None,
                run_out.on if run_out is not None else None,
                getattr(run_out, "ended", 0),
            )
        )
    return told


def lists_run_out(on: date) -> int:
    """How many lists of foreign workers in force name permits that have ended."""
    return _run_out(on).count()


def reminded_at(firms: Iterable[Employer], *, at: datetime) -> dict[int, datetime]:
    """When each of some firms was reminded last, by its key. One query."""
    told = Message.objects.filter(
        kind=REMINDED,
        about_model=FIRM,
        about_id__in=[str(firm.pk) for firm in firms],
        made_at__gte=at - LOOKED_BACK,
    )
    last = told.order_by().values_list("about_id").annotate(last=Max("made_at"))
    return {int(key): moment for key, moment in last}


def answering(firms: Iterable[Employer]) -> dict[int, list[User]]:
    """Who acts for each of some firms today, by its key. One query."""
    members = Member.objects.filter(employer__in=[firm.pk for firm in firms], until=None)
    found: dict[int, list[User]] = {}
    for member in members.select_related("user").order_by("employer_id", "-lead", "id"):
        found.setdefault(member.employer_id, []).append(member.user)
    return found


def _run_out(on: date) -> QuerySet[ForeignReport]:
    """Lists of foreign workers in force with permits that have ended (`ended` of them)."""
    ended = Count("lines", filter=Q(lines__permit_until__lt=on))
    found = ForeignReport.objects.filter(state=ReportState.SENT).annotate(ended=ended)
    return found.filter(ended__gt=0).order_by("employer_id")
