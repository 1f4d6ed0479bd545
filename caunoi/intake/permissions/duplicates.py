"""Who compares records that may be one person, joins them and takes that back."""

from typing import Any

from caunoi.accounts.permissions import is_clerk_or_counsellor


def can_review_pairs(user: Any) -> bool:
    """Front-office staff, who open any record anyway; each comparison is a reading of both.

    Officers of communes hand in lists and do not see the records of other communes.
    """
    return is_clerk_or_counsellor(user)
