"""What placement knows of somebody's past, for the page that shows all services together."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Q, QuerySet

from caunoi.people.models import Person
from caunoi.placement.models import (
    ApplicationStep,
    FollowUp,
    Invitation,
    Referral,
    RefusedJob,
    ToldProposal,
)

# Columns of the lines: a history shows little of each row, and reads hundreds.
_JOB: Final = ("vacancy__title", "vacancy__employer__name")
_HIRED: Final = ("application__hired_on", *(f"application__{name}" for name in _JOB))
_STEP: Final = ("state", "reason", "at", "by__full_name")
_LETTER: Final = (
    "public_id", "year", "number", "made_at", "state", "came_at", "valid_until",
    "made_by__full_name", "application__state",
)  # fmt: skip


@dataclass(frozen=True)
class PlacementPast:
    """The latest rows of each kind, each the newest first."""

    referrals: tuple[Referral, ...]
    steps: tuple[ApplicationStep, ...]  # of applications: sent, seen, taken on …
    invitations: tuple[Invitation, ...]
    refusals: tuple[RefusedJob, ...]
    calls: tuple[FollowUp, ...]  # made, with their result
    told: tuple[ToldProposal, ...]


def placement_past(person: Person, *, before: datetime, most: int) -> PlacementPast:
    """What happened before a moment, at most so many rows of each kind. Six queries.

    Of the rows and of what they belong to only the columns that a line of a history shows.
    """
    referrals = Referral.objects.filter(person=person, made_at__lt=before)
    steps = ApplicationStep.objects.filter(application__person=person, at__lt=before)
    invitations = Invitation.objects.filter(person=person, sent_at__lt=before)
    refusals = RefusedJob.objects.filter(person=person, at__lt=before)
    calls = FollowUp.objects.filter(~Q(result=""), application__person=person, done_at__lt=before)
    told = ToldProposal.objects.filter(person=person, told_at__lt=before)
    return PlacementPast(
        referrals=tuple(
            referrals.select_related("vacancy__employer", "made_by", "application")
            .only(*_LETTER, *_JOB)
            .order_by("-made_at", "-id")[:most]
        ),
        steps=tuple(
            steps.select_related("application__vacancy__employer", "by")
            .only(*_STEP, *_HIRED)
            .order_by("-at", "-id")[:most]
        ),
        invitations=tuple(
            invitations.select_related("vacancy__employer", "slot")
            .only("state", "sent_at", "slot__starts_at", *_JOB)
            .order_by("-sent_at", "-id")[:most]
        ),
        refusals=tuple(
            refusals.select_related("vacancy__employer", "by")
            .only("public_id", "at", "reason", "justified", "by__full_name", *_JOB)
            .order_by("-at", "-id")[:most]
        ),
        calls=tuple(
            calls.select_related("application__vacancy__employer", "done_by")
            .only("due_on", "done_at", "result", "reason", "done_by__full_name", *_HIRED)
            .order_by("-done_at", "-id")[:most]
        ),
        told=tuple(
            told.select_related("vacancy__employer", "told_by")
            .only("told_at", "channel", "told_by__full_name", *_JOB)
            .order_by("-told_at", "-id")[:most]
        ),
    )


def unjustified_refusals(person: Person) -> int:
    """How many letters somebody refused without a good reason, as counsellors judged."""
    return RefusedJob.objects.filter(person=person, justified=False).count()


def calls_due_to(person: Person, *, on: date) -> QuerySet[FollowUp]:
    """Calls after a hire that this person still waits for, the oldest first."""
    found = FollowUp.objects.filter(application__person=person, result="", due_on__lte=on)
    return found.select_related("application__vacancy").order_by("due_on", "id")
