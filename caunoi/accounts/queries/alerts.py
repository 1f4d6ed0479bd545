"""What somebody should look at: guessing, and keys that may be copies (trust D1, D4)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from caunoi.accounts.choices.deeds import DEEDS
from caunoi.accounts.models import User
from caunoi_kit.journal.models import Entry

TRIES: Final = "accounts.tries.alerted"  # once an hour for a user and for the whole site
COPIED: Final = "accounts.factor.copied"
KEPT: Final = timedelta(days=1)
SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class Alert:
    """What the journal says, and of whom; None: of the whole site."""

    at: datetime
    what: str
    whom: User | None


def alerts(*, at: datetime) -> list[Alert]:
    """The alerts of the last day, the newest first."""
    lines = Entry.objects.filter(event__in=(TRIES, COPIED), by=None, at__gt=at - KEPT)
    found = list(lines.order_by("-number")[:SHOWN])
    users = User.objects.in_bulk({int(line.about_id) for line in found if line.about_id})
    return [
        Alert(line.at, DEEDS[line.event], users[int(line.about_id)] if line.about_id else None)
        for line in found
    ]
