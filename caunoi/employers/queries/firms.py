"""Questions about employers, their people, and what the centre has still to verify."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from caunoi.accounts.models import User
from caunoi.employers.choices import CheckState
from caunoi.employers.models import (
    BlockedFirm,
    Employer,
    Member,
    MemberInvitation,
    Verification,
)
from caunoi.places.choices import Level
from caunoi.places.models import Place

OPEN_STATES = (CheckState.PENDING, CheckState.MORE_ASKED)


def employers_of(user: User) -> QuerySet[Employer]:
    """The employers the user acts for today, by name."""
    members = Member.objects.filter(user=user.pk, until=None)
    return (
        Employer.objects.filter(pk__in=members.values("employer"))
        .select_related("place")
        .order_by("name", "id")
    )


def employer_of(user: User) -> Employer | None:
    """The first employer the user acts for: for most people the only one."""
    return employers_of(user).first()


def own_employer(user: User, public_id: uuid.UUID) -> Employer | None:
    """One employer, if the user acts for it today."""
    return employers_of(user).filter(public_id=public_id).first()


def find_employer(public_id: uuid.UUID) -> Employer | None:
    """One employer by the key in its address, for staff."""
    return Employer.objects.select_related("place").filter(public_id=public_id).first()


def members_of(employer: Employer) -> QuerySet[Member]:
    """Who acts for the employer today: the lead, then by name."""
    return (
        Member.objects.filter(employer=employer, until=None)
        .select_related("user")
        .order_by("-lead", "user__full_name", "id")
    )


def open_invitations(employer: Employer) -> QuerySet[MemberInvitation]:
    """Invitations to act for the employer that nobody has answered yet."""
    return (
        MemberInvitation.objects.filter(
            employer=employer, invitation__accepted_at=None, invitation__withdrawn_at=None
        )
        .select_related("invitation")
        .order_by("-id")
    )


def latest_verification(employer: Employer) -> Verification | None:
    """How far the centre is with this employer."""
    return Verification.objects.filter(employer=employer).order_by("-id").first()


def open_claims(user: User) -> QuerySet[Verification]:
    """Employers the user says to act for, until the centre has agreed."""
    return (
        Verification.objects.filter(asked_by=user, claim=True, state__in=OPEN_STATES)
        .select_related("employer")
        .order_by("id")
    )


def verification_queue() -> QuerySet[Verification]:
    """Employers that wait for the centre: those it can decide first, the oldest first."""
    return (
        Verification.objects.filter(state__in=OPEN_STATES)
        .select_related("employer", "employer__place", "asked_by")
        .order_by("-state", "asked_at", "id")
    )


def find_verification(public_id: uuid.UUID) -> Verification | None:
    """One request for verification, decided or not."""
    return (
        Verification.objects.filter(public_id=public_id)
        .select_related("employer", "employer__place", "asked_by", "decided_by")
        .first()
    )


def blocked(*, tax_code: str = "", phone: str = "") -> BlockedFirm | None:
    """The block in force on a tax code or a telephone number."""
    found = Q(pk=None)
    if tax_code:
        found |= Q(tax_code=tax_code)
    if phone:
        found |= Q(phone=phone)
    return BlockedFirm.objects.filter(found, lifted_at=None).order_by("id").first()


def blocks() -> QuerySet[BlockedFirm]:
    """All blocks, those in force first, the newest first."""
    return BlockedFirm.objects.select_related("made_by", "lifted_by").order_by("lifted_at", "-id")


def look_alikes(employer: Employer) -> QuerySet[Employer]:
    """Other employers with the same name or telephone: the same firm twice, or a false one."""
    same = Q(search_key=employer.search_key)
    if employer.phone:
        same |= Q(phone=employer.phone)
    return Employer.objects.filter(same).exclude(pk=employer.pk).order_by("name", "id")[:5]


def communes_here(*, on: date) -> QuerySet[Place]:
    """The communes of the province served, for a form."""
    return (
        Place.objects.in_force(on)
        .filter(
            level=Level.COMMUNE,
            parent__code=settings.CAUNOI_PROVINCE,
            parent__level=Level.PROVINCE,
        )
        .order_by("name", "id")
    )


def facts_of(employer: Employer) -> Mapping[str, Any]:
    """What its own people may change."""
    return {
        "place": employer.place_id,
        "address": employer.address,
        "phone": employer.phone,
        "email": employer.email,
        "product": employer.product,
        "representative": employer.representative,
        "representative_title": employer.representative_title,
    }
