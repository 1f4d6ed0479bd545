"""What is done with accounts: signing in by telephone, invitations, staff, the reading rate."""

from caunoi.accounts.actions.codes import (
    CannotAskCode,
    NameNeeded,
    WrongCode,
    ask_code,
    enter_with_code,
    forget_codes,
)
from caunoi.accounts.actions.factors import note_factors, note_key_use, rename_key
from caunoi.accounts.actions.first import make_first, refuse_second
from caunoi.accounts.actions.identity import (
    CannotEnter,
    Identity,
    enter_with_identity,
    read_claims,
)
from caunoi.accounts.actions.invitations import (
    CannotAccept,
    CannotInvite,
    accept_invitation,
    invite,
    open_invitation,
    withdraw_invitation,
)
from caunoi.accounts.actions.reading import (
    CannotConsent,
    ReadingStopped,
    consent_to_reading,
    guard_reading,
)
from caunoi.accounts.actions.sides import CannotChangeSide, change_side
from caunoi.accounts.actions.staff import (
    CannotChangeAccount,
    CannotDecide,
    CannotPropose,
    approve_role,
    close_account,
    invite_to_password,
    propose_role,
    propose_staff,
    refuse_role,
    reset_second_factor,
    set_password,
)
from caunoi.accounts.actions.tries import forget_tries, note_try

__all__ = [
    "CannotAccept",
    "CannotAskCode",
    "CannotChangeAccount",
    "CannotChangeSide",
    "CannotConsent",
    "CannotDecide",
    "CannotEnter",
    "CannotInvite",
    "CannotPropose",
    "Identity",
    "NameNeeded",
    "ReadingStopped",
    "WrongCode",
    "accept_invitation",
    "approve_role",
    "ask_code",
    "change_side",
    "close_account",
    "consent_to_reading",
    "enter_with_code",
    "enter_with_identity",
    "forget_codes",
    "forget_tries",
    "guard_reading",
    "invite",
    "invite_to_password",
    "make_first",
    "note_factors",
    "note_key_use",
    "note_try",
    "open_invitation",
    "propose_role",
    "propose_staff",
    "read_claims",
    "refuse_role",
    "refuse_second",
    "rename_key",
    "reset_second_factor",
    "set_password",
    "withdraw_invitation",
]
