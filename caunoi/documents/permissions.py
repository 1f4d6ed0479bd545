"""Who reads the register of numbered papers and who signs."""

from typing import Any

from caunoi.accounts.choices import Role

READERS = frozenset({Role.HEAD, Role.DIRECTOR, Role.DEPARTMENT, Role.ADMIN})
SIGNERS = frozenset({Role.DIRECTOR, Role.DEPARTMENT})


def can_read_documents(user: Any) -> bool:
    """Heads, directors, the Department and administrators."""
    return bool(user.is_authenticated) and user.role in READERS


def can_sign_documents(user: Any) -> bool:
    """The director of the centre and the Department; never what they drafted themselves."""
    return bool(user.is_authenticated) and user.role in SIGNERS
