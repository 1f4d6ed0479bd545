"""Questions and answers as plain data, with the lengths the documents of the exchange allow."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

LENGTHS = {
    "MaYeuCau": 40, "MaDVC": 20, "MaTichHop": 20, "MaDonVi": 35, "MaCanBo": 20, "HoVaTen": 100,
}  # fmt: skip


class WhyBusy(StrEnum):
    """Why there was no answer; the question may be put again with the same number."""

    OFF = "OFF"  # not connected
    BUSY = "BUSY"  # it said so, or a 5xx
    QUOTA = "QUOTA"  # the day's quota is used
    CIRCUIT = "CIRCUIT"  # it failed before; nobody asks for a while
    LATE = "LATE"  # no answer within the deadline
    AWAY = "AWAY"  # not reached
    REFUSED = "REFUSED"  # it does not take the question: rights, procedure, unit
    GARBLED = "GARBLED"  # what came back was no answer


@dataclass(frozen=True, slots=True)
class Question:
    """Who is asked about, by whom and for which procedure: every call is personal."""

    request_id: str  # MaYeuCau: the same number gets the same answer
    procedure: str  # MaDVC
    officer: str  # MaCanBo
    number: str  # 12 digits, or 9 of a card from before 2016
    name: str
    born: date | int  # a day, or a year when no more is known


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the three parts of the messages."""

    family: str
    middle: str
    given: str

    @property
    def full(self) -> str:
        """The parts in reading order."""
        return " ".join(part for part in (self.family, self.middle, self.given) if part)


@dataclass(frozen=True, slots=True)
class Citizen:
    """One person as the database has them; what a message leaves out is empty."""

    number: str
    old_number: str
    name: Name
    born: date | int | None
    sex: str  # "MALE", "FEMALE" or ""
    ethnic_group: str  # two digits
    permanent_place: str  # code of the commune
    permanent_address: str
    place: str
    address: str
    head_number: str  # of the head of the household
    relation: str


@dataclass(frozen=True, slots=True)
class Match:
    """All that was said is so."""

    citizen: Citizen


@dataclass(frozen=True, slots=True)
class Mismatch:
    """The number is known, but these fields differ: "name", "born", "number"."""

    fields: frozenset[str]
    citizen: Citizen | None  # None where the database only says which fields differ


@dataclass(frozen=True, slots=True)
class NotFound:
    """No such number."""


@dataclass(frozen=True, slots=True)
class Busy:
    """No answer now."""

    why: WhyBusy
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Household:
    """The people of one household."""

    members: tuple[Citizen, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """Records changed since a moment, one page of them."""

    citizens: tuple[Citizen, ...]
    as_of: datetime | None
    next_page: int | None


Answer = Match | Mismatch | NotFound | Busy
