"""Figures that come in by a list of values, without a form: last years' books, other systems."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from caunoi.accounts.models import User
from caunoi.indicators.actions.estimates import give_way
from caunoi.indicators.actions.submissions import CannotHandIn, correct
from caunoi.indicators.actions.totals import add_up
from caunoi.indicators.choices.catalogue import Source
from caunoi.indicators.models import Definition, Figure, Indicator, ReportingUnit
from caunoi.indicators.queries.entries import Entry, entry_of, entry_words
from caunoi_kit.journal.actions import record
from caunoi_kit.ui import formats

__all__ = ["Kept", "ValueRow", "keep_values"]

BATCH = 1_000
Place = tuple[int, int, date, date]  # keys of indicator and unit, first and last day


@dataclass(frozen=True)
class ValueRow:
    """One figure of a list; `where` says in which cell it stood."""

    unit: ReportingUnit
    indicator: Indicator
    definition: Definition
    first: date
    last: date
    entry: Entry
    where: str = ""
    # Of an estimate: how it was found, between which ends, from which document.
    method: str = ""
    low: Entry | None = None
    high: Entry | None = None
    source: str = ""

    @property
    def place(self) -> Place:
        return (self.indicator.pk, self.unit.pk, self.first, self.last)


@dataclass(frozen=True)
class Kept:
    """What became of the rows."""

    added: int
    known: int  # just so, already
    corrected: int


@transaction.atomic
def keep_values(
    *,
    rows: Sequence[ValueRow],
    by: User | None,
    at: datetime,
    why: str = "",
) -> Kept:
    """Keep figures; those that are there just so count as known.

    A figure that is there with another value stops everything, unless `why` gives the reason of a
    correction: it is then corrected, with its trail.
    """
    found = _found(rows)
    fresh, stood_in, known, corrected = [], [], 0, 0
    for row in rows:
        kept = found.get(row.place)
        if kept is None:
            fresh.append(row)
        elif kept.origin == Source.DERIVED and row.definition.source != Source.DERIVED:
            fresh.append(row)  # it stood in for the unit until it reported
            stood_in.append(kept.pk)
        elif entry_of(kept) == row.entry:
            known += 1
        elif why and by is not None:
            correct(figure=kept, entry=row.entry, why=why, by=by, at=at)
            corrected += 1
        else:
            raise CannotHandIn(_other_value(row, kept))
    Figure.objects.filter(pk__in=stood_in).delete()
    figures = [_figure(row, at=at) for row in fresh]
    Figure.objects.bulk_create(figures, batch_size=BATCH)
    give_way(figures, at=at, by=by)
    for (first, last), group in _by_span(fresh).items():
        add_up(
            list({row.indicator.pk: row.indicator for row in group}.values()),
            first=first,
            last=last,
            places=list({row.unit.place_id: row.unit.place for row in group}.values()),
        )
    if fresh:
        record("indicators.figures.loaded", by=by, detail={"added": len(fresh), "known": known})
    return Kept(len(fresh), known, corrected)


def _figure(row: ValueRow, *, at: datetime) -> Figure:
    return Figure(
        indicator=row.indicator,
        unit=row.unit,
        first=row.first,
        last=row.last,
        value=row.entry.value,
        upper=row.entry.upper,
        bound=row.entry.bound,
        origin=Source.REPORTED,
        definition=row.definition,
        taken_at=at,
    )


def _found(rows: Sequence[ValueRow]) -> dict[Place, Figure]:
    """Figures that stand where the rows want to, by their place."""
    figures = Figure.objects.filter(
        indicator__in={row.indicator.pk for row in rows},
        unit__in={row.unit.pk for row in rows},
        last__in={row.last for row in rows},
        estimated=False,
    )
    return {
        (each.indicator_id, each.unit_id, each.first, each.last): each
        for each in figures.order_by("id")
    }


def _by_span(rows: Iterable[ValueRow]) -> dict[tuple[date, date], list[ValueRow]]:
    spans: dict[tuple[date, date], list[ValueRow]] = {}
    for row in rows:
        spans.setdefault((row.first, row.last), []).append(row)
    return spans


def _other_value(row: ValueRow, kept: Figure) -> str:
    there = entry_words(entry_of(kept), row.definition)
    where = f"Ô {row.where}: " if row.where else ""
    what = (
        f"{where}«{row.definition.short_name}» của {row.unit.name}, "
        f"{formats.day(row.first)}–{formats.day(row.last)}, đã có {there}"
    )
    if kept.origin == Source.DERIVED:
        return f"{what} tính từ sổ. Bỏ dòng này; sửa hồ sơ gốc nếu số sai."
    return (
        f"{what}, tệp ghi {entry_words(row.entry, row.definition)}. Ghi lý do đính chính để thay."
    )
