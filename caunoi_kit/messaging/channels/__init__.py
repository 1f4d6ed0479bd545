"""The ways out: each takes a message and says what became of it, and raises nothing."""

from dataclasses import dataclass
from typing import Literal

from caunoi_kit.messaging.choices import Fault

Kind = Literal["SENT", "LATER", "NEVER"]


@dataclass(frozen=True)
class Outcome:
    """SENT; LATER: the channel is at fault, try again; NEVER: this receiver not by this way."""

    kind: Kind
    fault: Fault = Fault.NONE
    provider_id: str = ""


def sent(provider_id: str = "") -> Outcome:
    return Outcome("SENT", provider_id=provider_id[:80])


def later(fault: Fault) -> Outcome:
    return Outcome("LATER", fault)


def never(fault: Fault) -> Outcome:
    return Outcome("NEVER", fault)
