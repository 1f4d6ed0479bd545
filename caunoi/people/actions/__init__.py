"""Verbs about people, one module a group."""

from caunoi.people.actions.consents import give_consent, withdraw_consent
from caunoi.people.actions.drafts import drop_draft, forget_drafts, keep_answers, start_draft
from caunoi.people.actions.identity import correct_identity, give_identity_number
from caunoi.people.actions.parts import CannotChange, change_part
from caunoi.people.actions.profile import CannotFinish, finish_draft
from caunoi.people.actions.reading import (
    found_people,
    read_form,
    read_identity_number,
    read_part,
    read_person,
    take_own_data,
)
from caunoi.people.actions.register import (
    CannotRegister,
    Registered,
    register_contact,
    register_person,
)

__all__ = [
    "CannotChange",
    "CannotFinish",
    "CannotRegister",
    "Registered",
    "change_part",
    "correct_identity",
    "drop_draft",
    "finish_draft",
    "forget_drafts",
    "found_people",
    "give_consent",
    "give_identity_number",
    "keep_answers",
    "read_form",
    "read_identity_number",
    "read_part",
    "read_person",
    "register_contact",
    "register_person",
    "start_draft",
    "take_own_data",
    "withdraw_consent",
]
