"""Who follows benefits, who makes and who signs lists of payees, who answers complaints."""

from typing import Any, Final

from caunoi.accounts.choices import Role
from caunoi.accounts.permissions import is_job_seeker
from caunoi.unemployment.models import Benefit, InsuranceSending, PaymentList
from caunoi.unemployment.permissions.claims import DESKS
from caunoi_kit.ui.access import level_two

SIGNERS: Final = frozenset({Role.HEAD, Role.DIRECTOR})


def can_handle_benefits(user: Any) -> bool:
    """Clerks, counsellors, their heads and the director follow benefits and propose decisions."""
    return bool(user.is_authenticated) and user.role in DESKS


def can_see_benefits(user: Any) -> bool:
    """Whoever follows benefits, and the Department, which decides."""
    return can_handle_benefits(user) or _is(user, Role.DEPARTMENT)


def can_make_lists(user: Any) -> bool:
    """Whoever follows benefits makes the list of payees and looks at its flagged lines."""
    return can_handle_benefits(user)


def can_sign_lists(user: Any) -> bool:
    """Heads and the director sign lists of payees; nobody a list they made (trust B10)."""
    return bool(user.is_authenticated) and user.role in SIGNERS


def can_sign_this(user: Any, payments: PaymentList) -> bool:
    """Whoever signs lists, but not the one who made this one."""
    return can_sign_lists(user) and user.pk != payments.made_by_id


def may_send(user: Any, sending: InsuranceSending) -> bool:
    """A list of money: whoever signs lists, but not the one who made this one (trust B10)."""
    return can_sign_lists(user) and user.pk != sending.made_by_id


def can_answer_first(user: Any) -> bool:
    """The director of the centre answers a first complaint (L74 Điều 51 khoản 3 điểm a)."""
    return _is(user, Role.DIRECTOR)


def can_answer_second(user: Any) -> bool:
    """The Department answers a second complaint (L74 Điều 51 khoản 3 điểm c)."""
    return _is(user, Role.DEPARTMENT)


def can_answer_complaints(user: Any) -> bool:
    """The director of the centre, and the Department for second complaints."""
    return can_answer_first(user) or can_answer_second(user)


@level_two
def can_follow_own_benefit(user: Any) -> bool:
    """A person with an identity of level two: a notice is a legal act."""
    return is_job_seeker(user)


def is_own_benefit(user: Any, benefit: Benefit) -> bool:
    """The person who draws the benefit."""
    return is_job_seeker(user) and benefit.person.account_id == user.pk


def _is(user: Any, role: Role) -> bool:
    return bool(user.is_authenticated) and user.role == role
