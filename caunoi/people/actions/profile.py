"""A profile that has been filled in becomes a record: person, labour profile, consents at once."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final

from django.db import IntegrityError, transaction

from caunoi.accounts.models import User
from caunoi.people.actions.consents import give_consent
from caunoi.people.actions.parts import (
    CannotChange,
    profile_fields,
    write_lists,
    write_person,
)
from caunoi.people.actions.register import CannotRegister, checked_number, held_already
from caunoi.people.choices import Part, Purpose
from caunoi.people.models import LabourProfile, Person, ProfileDraft
from caunoi.people.queries.register import identity_digest, person_with_identity_number
from caunoi_kit.journal.actions import record

CARD: Final = "the"
"""The step of a draft under which the scanned card is kept."""
PARTS: Final = (Part.PERSON, Part.WORK, Part.SCHOOLING, Part.WISHES)


class CannotFinish(Exception):
    """The profile cannot be saved; the message says why and what to do. What was typed stays."""


@transaction.atomic
def finish_draft(
    *, draft: ProfileDraft, purposes: Iterable[Purpose], by: User, on: date, at: datetime
) -> Person:
    """Save a profile that was filled in, with the consents given; the draft goes.

    Completes the record of somebody known by name and telephone number only. Raises CannotFinish
    when a page is unanswered or the identity number belongs to somebody else.
    """
    locked = ProfileDraft.objects.select_for_update().get(pk=draft.pk)
    answers = locked.answers
    if missing := [part.label for part in PARTS if part.value not in answers]:
        raise CannotFinish(f"Chưa trả lời phần “{missing[0]}”. Mở phần đó, ghi rồi lưu lại.")
    told = {**answers[Part.PERSON], "birth_date": _day(answers[Part.PERSON]["birth_date"])}
    told |= _only_on_the_card(answers.get(CARD, {}), told)
    try:
        with transaction.atomic():
            person = _record_of(locked, told, by)
            write_person(person, told, on=on)
        profile = _write_profile(person, answers)
    except (CannotRegister, CannotChange) as refusal:
        raise CannotFinish(str(refusal)) from refusal
    except IntegrityError as error:  # somebody else registered the number in the same moment
        raise CannotFinish(held_already(told["identity_number"])) from error
    give_consent(person=person, purposes=purposes, by=by, at=at)
    record("people.profile.made", by=by, about=person, detail={"own": locked.own})
    locked.delete()
    person.profile = profile
    return person


def _write_profile(person: Person, answers: dict[str, dict[str, Any]]) -> LabourProfile:
    columns: dict[str, Any] = {}
    for part in (Part.WORK, Part.SCHOOLING, Part.WISHES):
        columns |= profile_fields(part, answers[part])
    profile, _ = LabourProfile.objects.update_or_create(person=person, defaults=columns)
    for part in (Part.SCHOOLING, Part.WISHES):
        write_lists(profile, part, answers[part])
    return profile


def _record_of(draft: ProfileDraft, told: dict[str, Any], by: User) -> Person:
    """The record to fill in: one's own, one found by number and telephone, or a new one."""
    number, _ = checked_number(told["identity_number"], told["birth_date"], told["sex"])
    holder = person_with_identity_number(number) if number else None
    mine = Person.objects.filter(account=by).first() if draft.own else None
    if holder is not None and holder != mine:
        holder = _linked(holder, mine, draft, by, number)
        mine = holder
    person = mine or Person(account=by if draft.own else None, made=by.made)
    _set_number(person, number, told)
    return person


def _linked(
    holder: Person, mine: Person | None, draft: ProfileDraft, by: User, number: str
) -> Person:
    """The record the centre already has, joined to the account that proved its telephone number.

    Without that proof nobody takes over a record by knowing a number: they are sent to the desk.
    """
    if not draft.own:
        raise CannotFinish(held_already(number))
    proved = bool(by.phone) and holder.phone == by.phone and holder.account_id is None
    if mine is not None or not proved:
        raise CannotFinish(
            f"Số định danh ••••{number[-4:]} đã có hồ sơ ở trung tâm. "
            "Mang căn cước đến quầy để gắn hồ sơ đó vào tài khoản này."
        )
    holder.account = by
    holder.save(update_fields=["account"])
    record("people.account.linked", by=by, about=holder)
    return holder


def _set_number(person: Person, number: str, told: dict[str, Any]) -> None:
    if person.identity_digest and number and person.identity_digest != identity_digest(number):
        raise CannotFinish(
            "Số định danh khác với số trong hồ sơ đang có. Mang căn cước đến quầy để sửa."
        )
    if number:
        person.identity_number, person.identity_digest = number, identity_digest(number)
    if old := told.get("old_number"):
        person.old_identity_digest = identity_digest(old)
    if card_address := told.get("card_address"):
        person.permanent_address = card_address


def _only_on_the_card(card: dict[str, Any], told: dict[str, Any]) -> dict[str, Any]:
    """The old number and the permanent address, if the card scanned is that of this person."""
    if not card.get("identity_number") or card["identity_number"] != told["identity_number"]:
        return {}
    return {name: card.get(name, "") for name in ("old_number", "card_address")}


def _day(text: str) -> date:
    return date.fromisoformat(text)
