"""What a machine at the door needs for every touch, kept for a few seconds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from caunoi.counter.models import Office, Service
from caunoi.counter.queries import lines

FRESH: Final = 5.0  # seconds: so long a new key or service may take to reach the machines


@dataclass(frozen=True)
class Machine:
    """The office of a machine and what it offers, by letter in the order of the page."""

    at: datetime
    office: Office
    services: Mapping[str, Service]


_kept: dict[UUID, Machine] = {}


def machine(kiosk_key: UUID, *, at: datetime) -> Machine | None:
    """The machine with this key, at most `FRESH` seconds old; None when no office has it."""
    found = _kept.get(kiosk_key)
    if found is not None and 0 <= (at - found.at).total_seconds() < FRESH:
        return found
    office = lines.office_of_kiosk(kiosk_key)
    if office is None:
        _kept.pop(kiosk_key, None)
        return None
    services = {each.letter: each for each in lines.services_of(office)}
    found = _kept[kiosk_key] = Machine(at, office, services)
    return found


def forget_machines() -> None:
    """For tests: nothing is kept."""
    _kept.clear()
