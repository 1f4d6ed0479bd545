"""One person's history as the rules read it; the data form is described in `docs/benefit.md`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from caunoi_rules.unemployment.contributions import Segment
from caunoi_rules.unemployment.ending import Event

IN_PERSON: Final = "in_person"
POST: Final = "post"
CHANNELS: Final = (IN_PERSON, "online", POST, "proxy")


@dataclass(frozen=True, slots=True)
class Dossier:
    """How and when the application came in."""

    filed: date
    """Handed in, or the departure postmark."""
    channel: str = IN_PERSON
    arrived: date | None = None
    """Arrival postmark, by post only."""
    completed: date | None = None
    """Day of the last supplement; None when it was complete as filed."""
    province: str = ""

    @property
    def full(self) -> date:
        """The day the full dossier was handed in."""
        return self.completed or self.filed

    @property
    def received(self) -> date:
        """The day the full dossier was there (Decree 374/2025, Điều 16 khoản 1)."""
        if self.channel == POST and self.arrived is not None:
            return max(self.full, self.arrived)
        return self.full


@dataclass(frozen=True, slots=True)
class TransferRequest:
    """A request to move the benefit to another province."""

    origin: str
    destination: str
    requested: date
    received: date | None = None
    withdrawn: date | None = None


@dataclass(frozen=True, slots=True)
class TrainingRequest:
    """A request for training support: the course and what it costs."""

    filed: date
    months: int = 0
    odd_days: int = 0
    tuition_course: int | None = None
    tuition_month: int | None = None
    study_days: int = 0


@dataclass(frozen=True, slots=True)
class Case:
    """Everything a decision is made of."""

    segments: tuple[Segment, ...]
    """Oldest first, not overlapping."""
    contract: str
    ended_on: date
    ending: str
    """How the contract ended; a key of `eligibility.ENDINGS`."""
    dossier: Dossier
    id: str = ""
    prior_reserve: int = 0
    employer_unable_on: date | None = None
    decision_date: date | None = None
    slip_first_day: date | None = None
    pickup: date | None = None
    withdrawn: date | None = None
    notices: Mapping[int, date | None] = field(default_factory=dict)
    on_time_by_default: bool = True
    events: tuple[Event, ...] = ()
    transfer: TransferRequest | None = None
    training: TrainingRequest | None = None
