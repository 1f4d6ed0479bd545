"""Questions about employers: who they are, who acts for them, what they report."""

from caunoi.employers.queries.firms import (
    OPEN_STATES,
    blocked,
    blocks,
    communes_here,
    employer_of,
    employers_of,
    facts_of,
    find_employer,
    find_verification,
    latest_verification,
    look_alikes,
    members_of,
    open_claims,
    open_invitations,
    own_employer,
    verification_queue,
)

__all__ = [
    "OPEN_STATES",
    "blocked",
    "blocks",
    "communes_here",
    "employer_of",
    "employers_of",
    "facts_of",
    "find_employer",
    "find_verification",
    "latest_verification",
    "look_alikes",
    "members_of",
    "open_claims",
    "open_invitations",
    "own_employer",
    "verification_queue",
]
