"""What is done with employers: registered, changed, verified, blocked, and who acts for them."""

from caunoi.employers.actions.members import (
    CannotChangeMembers,
    accept_member,
    end_membership,
    hand_over,
    invite_member,
    withdraw_member_invitation,
)
from caunoi.employers.actions.register import (
    CannotRegister,
    change_facts,
    checked_tax_code,
    register_employer,
    register_own_firm,
)
from caunoi.employers.actions.verify import (
    CannotBlock,
    CannotVerify,
    answer_more,
    approve_firm,
    ask_again,
    ask_more,
    block_firm,
    lift_block,
    refuse_firm,
)

__all__ = [
    "CannotBlock",
    "CannotChangeMembers",
    "CannotRegister",
    "CannotVerify",
    "accept_member",
    "answer_more",
    "approve_firm",
    "ask_again",
    "ask_more",
    "block_firm",
    "change_facts",
    "checked_tax_code",
    "end_membership",
    "hand_over",
    "invite_member",
    "lift_block",
    "refuse_firm",
    "register_employer",
    "register_own_firm",
    "withdraw_member_invitation",
]
