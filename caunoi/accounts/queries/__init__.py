"""Questions about accounts: the journal's lines, signing in, staff, and who reads how much."""

from caunoi.accounts.queries.journal import LONGEST_EVENT, as_row, journal_lines
from caunoi.accounts.queries.reading import Reader, people_read_in_last_hour, readers_of_many
from caunoi.accounts.queries.sign_in import SIGNED_IN_AT, demo_code
from caunoi.accounts.queries.staff import (
    find_grant,
    find_staff,
    list_staff,
    open_grants,
)

__all__ = [
    "LONGEST_EVENT",
    "SIGNED_IN_AT",
    "Reader",
    "as_row",
    "demo_code",
    "find_grant",
    "find_staff",
    "journal_lines",
    "list_staff",
    "open_grants",
    "people_read_in_last_hour",
    "readers_of_many",
]
