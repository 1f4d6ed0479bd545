"""Where each figure of the report of services comes from, one function a source.

Each takes a period and gives the rows counted in it, ordered; `person` (or `employer`,
`person_key`) of a row says whom it counts.
"""

from datetime import datetime, time, timedelta
from typing import Any, Final

from django.db.models import Exists, IntegerField, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone

from caunoi.counter.choices import COUNSELLING_KINDS, ActKind
from caunoi.counter.models import Act, Attendee
from caunoi.counter.queries.timeline import TRAINED
from caunoi.indicators.models import Happening
from caunoi.people.models import LabourProfile, Person
from caunoi.placement.choices import ApplicationState, ReferralState
from caunoi.placement.models import Application, Referral
from caunoi.training.choices import EnrolmentState
from caunoi.training.models import Enrolment
from caunoi.unemployment.choices import DecisionKind, DecisionState
from caunoi.unemployment.models import Claim, Decision
from caunoi.vacancies.models import Vacancy
from caunoi_kit.journal.models import Entry
from caunoi_rules.periods import Period

SESSIONS: Final = {
    "1.1": "job_sessions",
    "1.2": "job_session_firms",
    "1.3": "job_session_advised",
    "1.4": "job_session_preselected",
}
"""Rows of sessions of job exchange, and the happenings they count: each session is noted once."""


def sessions(period: Period) -> QuerySet[Happening]:
    """Sessions of job exchange that were held."""
    return _noted("1.1", period)


def session_firms(period: Period) -> QuerySet[Happening]:
    """Firms that took part in them."""
    return _noted("1.2", period)


def session_advised(period: Period) -> QuerySet[Happening]:
    """Workers advised at them."""
    return _noted("1.3", period)


def session_interviewed(period: Period) -> QuerySet[Happening]:
    """Workers interviewed at them."""
    return _noted("1.4", period)


def counselled(period: Period) -> QuerySet[Act]:
    """Acts of counselling of people, of every kind."""
    return _acts(period, *(kind for kind in COUNSELLING_KINDS if kind != ActKind.EMPLOYER))


def on_jobs(period: Period) -> QuerySet[Act]:
    """Counselling on work and on training for it."""
    return _acts(period, ActKind.JOB, ActKind.TRAINING)


def on_policy(period: Period) -> QuerySet[Act]:
    """Counselling on the law, unemployment insurance among it."""
    return _acts(period, ActKind.POLICY, ActKind.BENEFIT)


def counselled_trained(period: Period) -> QuerySet[Act]:
    """People of intermediate level or above on the day they were advised."""
    return counselled(period).filter(trained=True)


def counselled_on_benefit(period: Period) -> QuerySet[Act]:
    """People with a file of unemployment insurance on the day they were advised."""
    return counselled(period).filter(on_benefit=True)


def firms(period: Period) -> QuerySet[Act]:
    """Counselling of firms."""
    return _acts(period, ActKind.EMPLOYER)


def in_groups(period: Period) -> QuerySet[Attendee]:
    """People of sessions for groups: they were advised on work together."""
    found = Attendee.objects.filter(session__held_on__range=_days(period))
    return found.select_related("person", "session").order_by("-session__held_on", "-id")


def registered(period: Period) -> QuerySet[Entry]:
    """Profiles made in the period, online or at a desk, as the journal kept them."""
    return _journal(period, "people.profile.made")


def registered_trained(period: Period) -> QuerySet[Entry]:
    """Those of intermediate level or above, as the profile says now."""
    return registered(period).filter(_trained("person_key"))


def collected(period: Period) -> QuerySet[Entry]:
    """Whose profile was made or brought up to date."""
    return _journal(period, "people.profile.made", "people.profile.changed")


def referred(period: Period) -> QuerySet[Referral]:
    """Letters of introduction that were not taken back by the centre."""
    found = Referral.objects.filter(made_on__range=_days(period))
    found = found.exclude(state=ReferralState.REVOKED).defer("fit", "advert")
    return found.select_related("person", "vacancy__employer").order_by("-made_at", "-id")


def referred_trained(period: Period) -> QuerySet[Referral]:
    """Letters of people of intermediate level or above."""
    return referred(period).filter(_trained("person"))


def referred_on_benefit(period: Period) -> QuerySet[Referral]:
    """Letters of people who had filed a claim within the year before."""
    filed = Claim.objects.filter(
        person=OuterRef("person"),
        filed_on__lte=OuterRef("made_on"),
        filed_on__gt=period.first - timedelta(days=365),
    )
    return referred(period).filter(Exists(filed))


def hired(period: Period) -> QuerySet[Application]:
    """People taken on through the centre."""
    found = Application.objects.filter(state=ApplicationState.HIRED, hired_on__range=_days(period))
    return found.select_related("person", "vacancy__employer").order_by("-hired_on", "-id")


def hired_trained(period: Period) -> QuerySet[Application]:
    """Of intermediate level or above."""
    return hired(period).filter(_trained("person"))


def hired_after_training(period: Period) -> QuerySet[Application]:
    """Taken on after a class they finished."""
    finished = Enrolment.objects.filter(
        person=OuterRef("person"),
        state=EnrolmentState.GRADUATED,
        graduated_on__lte=OuterRef("hired_on"),
    )
    return hired(period).filter(Exists(finished))


def wanted(period: Period) -> QuerySet[Vacancy]:
    """Adverts posted; their positions are summed."""
    found = Vacancy.objects.filter(posted_on__range=_days(period))
    return found.select_related("employer").order_by("-posted_on", "-id")


def demanded(period: Period) -> QuerySet[Vacancy]:
    """The same adverts, each one asking of a firm."""
    return wanted(period)


def trained(period: Period) -> QuerySet[Enrolment]:
    """People who began a class."""
    found = Enrolment.objects.filter(started_on__range=_days(period))
    found = found.select_related("person", "intake__programme__institution")
    return found.order_by("-started_on", "-id")


def claimed(period: Period) -> QuerySet[Claim]:
    """Claims filed."""
    found = Claim.objects.filter(filed_on__range=_days(period))
    return found.select_related("person").order_by("-filed_on", "-id")


def granted(period: Period) -> QuerySet[Decision]:
    """Benefits granted and not cancelled."""
    return _decided(period, DecisionKind.GRANT)


def training_granted(period: Period) -> QuerySet[Decision]:
    """Training paid by unemployment insurance."""
    return _decided(period, DecisionKind.TRAINING)


def _noted(row: str, period: Period) -> QuerySet[Happening]:
    found = Happening.objects.filter(indicator__code=SESSIONS[row], on__range=_days(period))
    return found.select_related("unit").order_by("-on", "-id")


def _acts(period: Period, *kinds: ActKind) -> QuerySet[Act]:
    found = Act.objects.filter(on__range=_days(period), kind__in=kinds, withdrawn_at__isnull=True)
    return found.select_related("person", "employer", "by").order_by("-at", "-id")


def _decided(period: Period, kind: DecisionKind) -> QuerySet[Decision]:
    found = Decision.objects.filter(signed_on__range=_days(period), kind=kind)
    found = found.exclude(state=DecisionState.CANCELLED).defer("content")
    return found.select_related("person").order_by("-signed_on", "-id")


def _journal(period: Period, *events: str) -> QuerySet[Entry]:
    begins = timezone.make_aware(datetime.combine(period.first, time.min))
    ends = timezone.make_aware(datetime.combine(period.last + timedelta(days=1), time.min))
    found = Entry.objects.filter(
        event__in=events, at__gte=begins, at__lt=ends, about_model=Person._meta.label
    )
    found = found.annotate(person_key=Cast("about_id", IntegerField()))
    return found.order_by("-number")


def _trained(person: str) -> Q:
    profiles = LabourProfile.objects.filter(person=OuterRef(person), qualification__in=TRAINED)
    return Q(Exists(profiles))


def _days(period: Period) -> tuple[Any, Any]:
    return (period.first, period.last)
