"""Profiles being filled in: begun, kept page by page, thrown away."""

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.people.models import ProfileDraft
from caunoi_engine.text.card import Card, read_card
from caunoi_kit.journal.actions import record

DRAFT_DAYS: Final = 30
"""Days after its last change that an unfinished profile is kept."""


@transaction.atomic
def start_draft(*, by: User, own: bool, at: datetime) -> ProfileDraft:
    """Begin a profile, one's own or somebody else's; of one's own there is never a second."""
    if own:
        User.objects.select_for_update().get(pk=by.pk)
        begun = ProfileDraft.objects.filter(made_by=by, own=True).first()
        if begun is not None:
            return begun
    draft = ProfileDraft.objects.create(made_by=by, own=own, changed_at=at)
    record("people.draft.started", by=by, about=draft)
    return draft


@transaction.atomic
def keep_answers(
    *, draft: ProfileDraft, step: str, answers: Mapping[str, Any], by: User, at: datetime
) -> ProfileDraft:
    """Keep what one page was answered; other pages stay as they were."""
    locked = ProfileDraft.objects.select_for_update().get(pk=draft.pk)
    locked.kept = json.dumps({**locked.answers, step: _plain(answers)}, ensure_ascii=False)
    locked.changed_at = at
    locked.save(update_fields=["kept", "changed_at"])
    record("people.draft.kept", by=by, about=locked, detail={"step": step})
    return locked


def card_answers(code: str) -> dict[str, Any]:
    """What a scanned card answers of the page about the person, and what has to be asked."""
    card = read_card(code)
    return {
        "full_name": card.full_name,
        "identity_number": card.number,
        "old_number": card.old_number,
        "birth_date": card.birth_date,
        "sex": _sex(card),
        "place": card.address,
        "card_address": card.address,
        "unread": [field.value for field in card.unread],
        "doubts": [field.value for field in card.doubts],
        "is_card": card.is_card,
    }


@transaction.atomic
def drop_draft(*, draft: ProfileDraft, by: User) -> None:
    """Throw an unfinished profile away, with all that was typed."""
    record("people.draft.dropped", by=by, about=draft)
    draft.delete()


@transaction.atomic
def forget_drafts(*, at: datetime) -> int:
    """Delete what nobody has gone on with for `DRAFT_DAYS`; returns how many."""
    old = ProfileDraft.objects.filter(changed_at__lt=at - timedelta(days=DRAFT_DAYS))
    count, _ = old.delete()
    if count:
        record("people.draft.forgotten", by=None, detail={"count": count})
    return count


def _sex(card: Card) -> str:
    if card.male is None:
        return ""
    return "MALE" if card.male else "FEMALE"


def _plain(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers as they can be kept: days as text."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in answers.items()
    }
