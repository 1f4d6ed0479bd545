"""Profiles being filled in."""

import uuid

from django.db.models import QuerySet

from caunoi.accounts.models import User
from caunoi.people.models import ProfileDraft


def draft_of(user: User, public_id: uuid.UUID) -> ProfileDraft | None:
    """An unfinished profile by its number in addresses, if this user began it."""
    return ProfileDraft.objects.filter(public_id=public_id, made_by=user).first()


def own_draft(user: User) -> ProfileDraft | None:
    """The profile a job seeker has begun for themselves and not finished."""
    return ProfileDraft.objects.filter(made_by=user, own=True).first()


def unfinished_drafts(user: User) -> QuerySet[ProfileDraft]:
    """What a member of staff has begun for others and not finished, the latest first."""
    return ProfileDraft.objects.filter(made_by=user, own=False).order_by("-changed_at", "-id")
