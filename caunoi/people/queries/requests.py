"""Requests of people about their own data, with the days of the law."""

import uuid
from datetime import date

from django.db.models import QuerySet

from caunoi.people.choices import OPEN_REQUESTS, Right
from caunoi.people.models import DataRequest, Person
from caunoi_rules import personal_data
from caunoi_rules.clocks import Deadline


def requests_of(person: Person) -> list[DataRequest]:
    """What a person has asked, the newest first."""
    return list(DataRequest.objects.filter(person=person).order_by("-asked_on", "-id"))


def open_requests() -> QuerySet[DataRequest]:
    """Requests that wait, the most urgent first."""
    found = DataRequest.objects.filter(state__in=OPEN_REQUESTS).select_related("person")
    return found.order_by("due_on", "id")


def ended_requests() -> QuerySet[DataRequest]:
    """Requests that were answered to the end, the newest first."""
    found = DataRequest.objects.exclude(state__in=OPEN_REQUESTS).select_related("person")
    return found.order_by("-ended_on", "-id")


def find_request(public_id: uuid.UUID) -> DataRequest | None:
    """A request by the number in addresses."""
    found = DataRequest.objects.select_related("person", "handled_by", "asked_by")
    return found.filter(public_id=public_id).first()


def terms_of(right: Right, *, on: date) -> tuple[Deadline, Deadline]:
    """When a request of that day is answered and done, with the articles."""
    return personal_data.answer_by(on), personal_data.done_by(right.value, on)
