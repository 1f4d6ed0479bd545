"""One page of what a figure is made of: records of people, happenings, figures of units."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Model
from django.utils import timezone

from caunoi.indicators.models import Figure, Happening
from caunoi.indicators.queries.people_behind import Behind
from caunoi.indicators.queries.services_behind import KNOWN, lines_of, of_person
from caunoi.indicators.queries.services_behind import Behind as Line
from caunoi.indicators.queries.sources import Part
from caunoi.people.models import Person
from caunoi_kit.ui.paging import Page, page_of

SIZE: Final = 50


@dataclass(frozen=True)
class Opened:
    """Records of a page, and all there are; `figures` where units handed the value in."""

    behind: Behind
    lines: tuple[Line, ...]
    figures: tuple[Figure, ...]
    page: Page

    @property
    def people(self) -> list[int]:
        """Whose names the page shows."""
        return sorted({line.person.pk for line in self.lines if line.person is not None})


def opened(behind: Behind, *, page: str | None) -> Opened:
    """The registers one after the other, then what units handed in."""
    counts = [rows.count() for rows in behind.rows]
    handed_in = behind.figures.count()
    shown = page_of(page, count=sum(counts) + handed_in, size=SIZE)
    start, stop = shown.start, shown.stop
    lines: list[Line] = []
    for rows, part, count in zip(behind.rows, behind.parts, counts, strict=True):
        if start < count and stop > 0:
            lines += _lines(list(rows[max(0, start) : max(0, stop)]), part)
        start, stop = start - count, stop - count
    figures = behind.figures[max(0, start) : max(0, stop)] if stop > 0 else ()
    return Opened(behind, tuple(lines), tuple(figures), shown)


def _lines(rows: list[Any], part: Part) -> list[Line]:
    """Records in words: those the report of services knows as it tells them, others by day,
    person and name."""
    if not rows:
        return []
    if isinstance(rows[0], Happening):
        keys = [row.person_id for row in rows if row.person_id]
        people = Person.objects.in_bulk(keys)
        return [_happening(row, people.get(row.person_id)) for row in rows]
    if isinstance(rows[0], KNOWN):
        return lines_of(rows)
    keys = [key for row in rows if (key := _at(row, part.who)) is not None]
    people = Person.objects.in_bulk(keys) if part.who else {}
    return [_other(row, part, people) for row in rows]


def _happening(row: Happening, person: Person | None) -> Line:
    what = [row.kind or row.note, f"mã {row.key}"]
    if row.quantity > 1:
        what.append(f"số lượng {row.quantity}")
    told = ", ".join(each for each in what if each)
    return (
        of_person(person, row.on, told) if person else Line(row.on, None, row.unit.name, told, "")
    )


def _other(row: Model, part: Part, people: dict[int, Person]) -> Line:
    found = _at(row, part.day) if part.day else None
    on = timezone.localtime(found).date() if isinstance(found, datetime) else found
    day = on if isinstance(on, date) else None
    person = people.get(_at(row, part.who)) if part.who else None
    return of_person(person, day, str(row)) if person else Line(day, None, str(row), "", "")


def _at(row: Any, path: str) -> Any:
    """A field of a record or of one it points to: "person__place_id"."""
    for name in path.split("__"):
        row = getattr(row, name, None)
    return row
