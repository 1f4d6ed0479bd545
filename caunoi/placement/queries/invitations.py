"""Questions about interviews: the times with room, who is invited, who must be reminded."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db.models import F, QuerySet
from django.urls import reverse

from caunoi.placement.choices import OPEN_INVITATIONS, InvitationState
from caunoi.placement.models import InterviewSlot, Invitation
from caunoi.vacancies.models import Vacancy

MOST_SHOWN: Final = 60
_SIGNER: Final = signing.Signer(salt="placement.invitation")


def slots_with_room(vacancy: Vacancy, *, at: datetime) -> list[InterviewSlot]:
    """Coming times of a vacancy that can still take somebody, the soonest first."""
    found = InterviewSlot.objects.filter(
        vacancy=vacancy, starts_at__gt=at, taken__lt=F("capacity")
    ).order_by("starts_at", "id")
    return list(found[:MOST_SHOWN])


def answer_path(invitation: Invitation) -> str:
    """Where somebody answers without signing in: the signature keeps others from guessing."""
    return reverse("placement:answer", args=[_SIGNER.sign(invitation.public_id.hex)])


def answer_address(invitation: Invitation) -> str:
    """The full address of that page, for a message."""
    return f"{settings.CAUNOI_ADDRESS}{answer_path(invitation)}"


def invitation_behind(token: str) -> Invitation | None:
    """The invitation a signed link belongs to; None for a forged one."""
    try:
        return find_invitation(UUID(_SIGNER.unsign(token)))
    except (signing.BadSignature, ValueError):
        return None


def find_invitation(public_id: UUID) -> Invitation | None:
    """An invitation with its person, vacancy, employer and time."""
    found = Invitation.objects.select_related(
        "person__account", "vacancy__employer", "slot", "application"
    )
    return found.filter(public_id=public_id).first()


def invitations_of(vacancy: Vacancy) -> QuerySet[Invitation]:
    """The schedule of a vacancy: those with a time first, then those still asked."""
    return (
        Invitation.objects.filter(vacancy=vacancy)
        .exclude(state=InvitationState.CANCELLED)
        .select_related("person", "slot", "application")
        .order_by(F("slot__starts_at").asc(nulls_last=True), "id")
    )


def invited_people(vacancy: Vacancy) -> set[int]:
    """Primary keys of the people with an open invitation of this vacancy."""
    found = Invitation.objects.filter(vacancy=vacancy, state__in=sorted(OPEN_INVITATIONS))
    return set(found.values_list("person_id", flat=True))


def to_remind(*, at: datetime, hours: int) -> QuerySet[Invitation]:
    """Invitations whose interview begins within so many hours and whose reminder is not sent."""
    field = "reminded_day_at" if hours > 2 else "reminded_hours_at"  # noqa: PLR2004  day or hours
    return (
        Invitation.objects.filter(
            state=InvitationState.COMING,
            slot__starts_at__gt=at,
            slot__starts_at__lte=at + timedelta(hours=hours),
            **{f"{field}__isnull": True},
        )
        .select_related("person__account", "vacancy__employer", "slot")
        .order_by("slot__starts_at", "id")
    )
