"""When not to ask: after failures in a row, and when the day's quota is used (trust G5)."""

from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localtime

from caunoi_kit.connectors.models import Circuit, DailyUse

FAILURES: Final = 2  # in a row: two deadlines of 4.5 s open the circuit within 10 s
PAUSE: Final = timedelta(seconds=60)
LONGEST_PAUSE: Final = timedelta(minutes=30)
TRIAL: Final = timedelta(seconds=30)  # how long one process may take to try


@transaction.atomic
def closed_until(system: str, *, at: datetime) -> datetime | None:
    """Until when nobody may ask; None lets the caller ask now.

    When a pause is over, the first caller tries; the others wait for what comes of it.
    """
    circuit = Circuit.objects.select_for_update().filter(system=system).first()
    if circuit is None or circuit.open_until is None:
        return None
    if at < circuit.open_until:
        return circuit.open_until
    if circuit.trial_until is not None and at < circuit.trial_until:
        return circuit.trial_until
    circuit.trial_until = at + TRIAL
    circuit.save(update_fields=["trial_until"])
    return None


@transaction.atomic
def note_failure(system: str, *, reason: str, at: datetime) -> None:
    """One more failure; enough of them, or a failed trial, open the circuit, longer each time."""
    Circuit.objects.get_or_create(system=system)
    circuit = Circuit.objects.select_for_update().get(system=system)
    circuit.failures += 1
    circuit.reason = reason
    if circuit.failures >= FAILURES:
        circuit.open_until = at + min(PAUSE * 2**circuit.trips, LONGEST_PAUSE)
        circuit.trips = min(circuit.trips + 1, 10)
        circuit.trial_until = None
    circuit.save(update_fields=["failures", "reason", "open_until", "trips", "trial_until"])


def note_success(system: str) -> None:
    """It answers: everybody may ask again."""
    Circuit.objects.filter(system=system).exclude(failures=0, open_until=None).update(
        failures=0, trips=0, open_until=None, trial_until=None, reason=""
    )


@transaction.atomic
def take_one(system: str, *, limit: int, at: datetime) -> bool:
    """Count one question against the day; False when the day has none left."""
    day = localtime(at).date()
    DailyUse.objects.get_or_create(system=system, day=day)
    some = DailyUse.objects.filter(system=system, day=day, used__lt=limit)
    return bool(some.update(used=F("used") + 1))


def use_up(system: str, *, limit: int, at: datetime) -> None:
    """The system itself says the day's quota is used."""
    day = localtime(at).date()
    DailyUse.objects.update_or_create(system=system, day=day, defaults={"used": limit})


def used(system: str, *, on: date) -> int:
    """How often the system was asked on a day."""
    row = DailyUse.objects.filter(system=system, day=on).values_list("used", flat=True).first()
    return row or 0


def state(system: str) -> Circuit | None:
    """What is known of the system, for a page."""
    return Circuit.objects.filter(system=system).first()
