"""Who may see and change which record. Policies on one record are asked once it is known."""

from typing import Any

from caunoi.accounts.permissions import is_clerk_or_counsellor, is_job_seeker
from caunoi.people.models import Person, ProfileDraft

__all__ = [
    "can_fill_profiles",
    "can_see_person",
    "can_use_draft",
    "is_clerk_or_counsellor",
    "is_job_seeker",
]


def can_fill_profiles(user: Any) -> bool:
    """Job seekers for themselves; front-office staff for whoever stands before them."""
    return is_job_seeker(user) or is_clerk_or_counsellor(user)


def can_use_draft(user: Any, draft: ProfileDraft) -> bool:
    """Whoever began an unfinished profile; nobody else, not even a colleague."""
    return draft.made_by_id == user.pk


def can_see_person(user: Any, person: Person) -> bool:
    """The person themselves, and front-office staff (their reading is journalled)."""
    return is_clerk_or_counsellor(user) or (
        is_job_seeker(user) and person.account_id is not None and person.account_id == user.pk
    )
