"""Who posts adverts, who looks at them first, and who sees what firms will need."""

from typing import Any

from caunoi.accounts.choices import ApiScope, Role
from caunoi.accounts.permissions import is_employer
from caunoi.employers.models import Employer
from caunoi.employers.permissions import can_act_for
from caunoi.vacancies.models import Vacancy

CENTRE = frozenset({Role.CLERK, Role.COUNSELLOR, Role.HEAD, Role.DIRECTOR, Role.ADMIN})


def is_centre_staff(user: Any) -> bool:
    """Staff of the centre who deal with firms: counter, counsellors, heads, director, admin."""
    return bool(user.is_authenticated) and user.role in CENTRE


def can_post(user: Any) -> bool:
    """Firms post for themselves; the centre's staff type for those who come to the counter."""
    return is_employer(user) or is_centre_staff(user)


def can_post_for(user: Any, employer: Employer) -> bool:
    """The centre's staff for every firm, others for the firms they act for today."""
    return is_centre_staff(user) or (is_employer(user) and can_act_for(user, employer))


def can_manage(user: Any, vacancy: Vacancy) -> bool:
    """Whoever may post for the employer of the advert."""
    return can_post_for(user, vacancy.employer)


def can_review(user: Any) -> bool:
    """Counsellors, heads, the director and administrators answer adverts that wait."""
    return is_centre_staff(user) and user.role != Role.CLERK


def can_see_needs(user: Any) -> bool:
    """The centre's staff and the Department see the sums of all firms."""
    return is_centre_staff(user) or (user.is_authenticated and user.role == Role.DEPARTMENT)


def may_send_needs(key: Any) -> bool:
    """Programs with a key for the demand of firms; the key's account decides for which firms."""
    return key is not None and key.may(ApiScope.NEEDS)


def may_send_postings(key: Any) -> bool:
    """Programs with a key for adverts; the key's account decides for which firms."""
    return key is not None and key.may(ApiScope.POSTINGS)


def may_read_receipts(key: Any) -> bool:
    """Every program with a key, of what its own account sent."""
    return key is not None
