"""What goes into the index, what is asked of it and what it answers: plain data."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

EARTH_KM = 6371.0
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Spelling:
    """How text is made into words: `fold` gives the key, `accent` keeps marks in one form."""

    fold: Callable[[str], str]
    accent: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Document:
    """One thing people look for, as it stands in the database at this moment.

    `title` and `names` are what it is called; `by` is who offers it; `text` is what is told about
    it. `facets` gives for each group of the index the values that may be chosen and counted.
    """

    kind: str
    id: int
    title: str
    names: str = ""  # other words for the same thing, such as its trade
    by: str = ""
    text: str = ""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lat: float | None = None  # degrees
    lon: float | None = None
    pay_low: int | None = None  # đồng a month
    pay_high: int | None = None
    posted: date = date.min
    until: date = date.max  # last day on which it is shown
    version: int = 0  # whatever changes with the record, to tell which documents are old


def version_of(saved: datetime) -> int:
    """The version of a record that was last saved at that moment: microseconds since 1970."""
    return (saved - _EPOCH) // timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Circle:
    """Everything within `km` kilometres of a point in degrees; without limit it only measures."""

    lat: float
    lon: float
    km: float = math.inf


class Sort(StrEnum):
    """Order of the hits; the newest decides between equals, then the highest id."""

    BEST = "BEST"  # what fits the words, those that say their pay first
    NEAR = "NEAR"
    PAY = "PAY"
    NEW = "NEW"
    SOON = "SOON"  # what ends first


class Reach(StrEnum):
    """Where every word has to occur.

    A word of no title and no name is looked for in who offers it, and the whole line too: asking
    for "may" is not asking for every job at a firm called so.
    """

    MARKS = "MARKS"  # in the title or the other names, with the marks it was given
    NAMES = "NAMES"  # in the title or the other names, whatever the marks
    TEXT = "TEXT"  # anywhere


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for.

    The values chosen of one facet group are alternatives, the groups add up; each value of
    `demanded`, of the group `demands`, has to hold.
    """

    kind: str
    on: date
    words: tuple[str, ...] = ()  # with marks
    reach: Reach = Reach.MARKS
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    demands: str = "offer"
    demanded: tuple[str, ...] = ()
    circle: Circle | None = None
    pay_at_least: int | None = None  # đồng a month
    sort: Sort = Sort.BEST
    first: int = 0  # hits left out, for paging
    size: int = 20
    counted: bool = True  # whether the answer says what each other choice would give
    count_circles: tuple[float, ...] = ()  # radii in km around the circle's centre
    count_pays: tuple[int, ...] = ()  # least pays


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer; `km` is the distance from the centre of the question's circle."""

    id: int
    km: float | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """Hits of one page, how many there are in all, and what each other choice would give.

    The counts of a group hold as if nothing were chosen in that group, so a count beside a choice
    says what choosing it gives.
    """

    hits: tuple[Hit, ...]
    total: int
    counts: Mapping[str, Mapping[str, int]]
    circles: Mapping[float, int]
    pays: Mapping[int, int]
