"""Who looks for work on paper but has not been seen for long."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast

from caunoi.people.choices import Purpose
from caunoi.people.models import Consent, Person
from caunoi.placement.models import Application
from caunoi.portal.models import SavedSearch
from caunoi_kit.messaging.models import Message

IDLE: Final = timedelta(days=60)  # two months without signing in or applying
KIND: Final = "portal.idle"


def idle_seekers(*, at: datetime) -> QuerySet[Person]:
    """People to ask whether they still look, who were not asked since they were last here.

    Only those who agreed to messages and get none of new jobs; longest away first.
    """
    since = at - IDLE
    agreed = Consent.objects.filter(
        person=OuterRef("pk"), purpose=Purpose.MESSAGES, withdrawn_at__isnull=True
    )
    alerted = SavedSearch.objects.filter(person=OuterRef("pk"), alerts=True)
    applied = Application.objects.filter(person=OuterRef("pk"), made_at__gt=since)
    asked = Message.objects.filter(
        kind=KIND,
        about_model=Person._meta.label,
        about_id=Cast(OuterRef("pk"), CharField()),
        made_at__gt=OuterRef("account__last_login"),
    )
    return (
        Person.objects.filter(profile__looking=True, account__last_login__lte=since)
        .filter(Exists(agreed), ~Exists(alerted), ~Exists(applied), ~Exists(asked))
        .select_related("account")
        .order_by("account__last_login", "id")
    )
