"""What the components are given: plain frozen records, filled by the domains.

The kit knows no vacancy and no course. A page makes these records from what its query found, with
words ready to read (see `formats`), and hands them to the tags of the same names.
"""

from dataclasses import dataclass
from typing import ClassVar, Final, Literal

State = Literal["good", "warn", "bad", "info"]
Side = Literal["worker", "firm", "school"]

# Above this many stones an arch is drawn as one continuous line.
MOST_STONES: Final = 8


@dataclass(frozen=True)
class Link:
    """A way to another page; `current` when it is the page shown."""

    label: str
    url: str
    current: bool = False
    icon: str = ""


@dataclass(frozen=True)
class Badge:
    """A state or a side: always a drawing and a word, the colour comes third."""

    kind: State | Side
    icon: str
    word: str


VERIFIED: Final = Badge("good", "check", "Đã xác minh")
BEING_VERIFIED: Final = Badge("warn", "clock", "Đang xác minh")


@dataclass(frozen=True)
class Fact:
    """A short fact with its drawing: `Fact("pin", "6 km")`."""

    icon: str
    text: str


@dataclass(frozen=True)
class Reason:
    """Why an offer fits: the fact, and what was asked for."""

    text: str
    detail: str = ""


@dataclass(frozen=True)
class Arch:
    """A match: of `total` requirements `met` are fulfilled and `filled` more by a course."""

    met: int
    total: int
    filled: int = 0
    before: str = "Đủ"
    unit: str = "điều"
    continuous: bool = False

    def __post_init__(self) -> None:
        if self.total < 1 or self.met < 0 or self.filled < 0:
            raise ValueError("an arch has at least one stone and no negative part")
        if self.met + self.filled > self.total:
            raise ValueError("an arch cannot hold more stones than its total")


def seats(taken: int, all_seats: int) -> Arch:
    """How full a class is, as one line: `seats(20, 24)`."""
    return Arch(taken, all_seats, before="Đã có", unit="người", continuous=True)


@dataclass(frozen=True)
class _Offer:
    """What job, course and other offers show alike. All texts are ready to read."""

    title: str
    url: str
    pay: str  # "8–11 triệu", "Miễn học phí"; "Chưa ghi lương" with pay_known=False
    pay_note: str = ""  # "đồng/tháng", "· 6 tuần, buổi tối"
    pay_known: bool = True
    by: str = ""  # employer, school or programme
    badge: Badge | None = None
    facts: tuple[Fact, ...] = ()
    extra: str = ""  # benefits, one line: "Có ký túc xá · Xe đưa đón"
    arch: Arch | None = None
    reasons: tuple[Reason, ...] = ()
    gaps: tuple[str, ...] = ()
    foot: str = ""  # "4 người khác đang chờ"
    action: Link | None = None

    kind: ClassVar[str]
    action_kind: ClassVar[str] = "second"


@dataclass(frozen=True)
class JobCard(_Offer):
    """A vacancy as it stands in a list."""

    pay_note: str = "đồng/tháng"
    kind: ClassVar[str] = "job"
    action_kind: ClassVar[str] = ""  # the filled button: work at once comes first


@dataclass(frozen=True)
class CourseCard(_Offer):
    """A course, and the work it leads to."""

    kind: ClassVar[str] = "course"


@dataclass(frozen=True)
class OtherCard(_Offer):
    """Going abroad, a loan, an allowance: neither a job here nor a course."""

    kind: ClassVar[str] = "other"


@dataclass(frozen=True)
class Pair:
    """A label and its value; `note` follows in a quieter tone."""

    label: str
    value: str
    icon: str = ""
    note: str = ""
    url: str = ""


@dataclass(frozen=True)
class Total:
    """A computed line: label, value and, below, how it was reached."""

    label: str
    value: str
    why: str = ""


@dataclass(frozen=True)
class Column:
    """A column of a table; `figures` sets it right-aligned in digits of equal width."""

    label: str
    figures: bool = False


@dataclass(frozen=True)
class Kpi:
    """An indicator tile: plan, actual and what it means."""

    name: str
    actual: str
    plan: str
    percent: float  # of the plan
    state: State
    word: str  # "Vượt", "Đạt", "Chậm", "Nguy cơ"
    url: str = ""
    trend: float | None = None  # percent against the same time last year
    note: str = ""


@dataclass(frozen=True)
class Event:
    """A line of a history. `mark`: "now", "done", "school done", or "" for what lies far back."""

    when: str
    what: str
    detail: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Step:
    """A step of a way: "done", "now" or "" for those to come."""

    label: str
    state: Literal["done", "now", ""] = ""


@dataclass(frozen=True)
class Task:
    """A piece of work and how far it is."""

    label: str
    url: str
    badge: Badge
