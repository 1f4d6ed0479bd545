"""Forms as sheets: of one unit, or of all units that owe them."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from caunoi.indicators.choices.figures import Bound
from caunoi.indicators.models import Definition, Figure, Happening, ReportingForm, ReportingUnit
from caunoi.indicators.queries.entries import Entry, entry_of, entry_words, unit_words
from caunoi.indicators.queries.submissions import Sheet, definitions_of, indicators_of
from caunoi_kit.office.sheets import Column, Kind, Value, write
from caunoi_rules.periods import Period

__all__ = ["all_units_sheet", "happenings_sheet", "one_unit_sheet"]

ONE_UNIT: Final = (
    Column("Mã chỉ tiêu", width=26),
    Column("Tên chỉ tiêu", width=44),
    Column("Đơn vị tính", width=12),
    Column("Kỳ trước", width=18),
    Column("Cùng kỳ năm trước", width=18),
    Column("Kỳ này", Kind.NUMBER, width=20),
)
HAPPENINGS: Final = (
    Column("Mã", width=18),
    Column("Ngày", Kind.DAY),
    Column("Đơn vị", width=12),
    Column("Số lượng", Kind.NUMBER),
    Column("Số tiền", Kind.MONEY),
    Column("Phân loại", width=16),
    Column("Ghi chú", width=40),
)


def one_unit_sheet(sheet: Sheet) -> bytes:
    """The form of one unit: a row an indicator; what is filled in is filled in."""
    rows = (
        [
            line.indicator.code,
            line.definition.name,
            unit_words(line.definition),
            entry_words(line.earlier, line.definition),
            entry_words(line.last_year, line.definition),
            _cell(line.entry, line.definition),
        ]
        for line in sheet.lines
    )
    return write(ONE_UNIT, rows, title=f"{sheet.form.code} {sheet.period.code}")


def all_units_sheet(form: ReportingForm, period: Period, units: Sequence[ReportingUnit]) -> bytes:
    """The form of all units at once: units as rows, indicators as columns. Two questions more
    than one, however many units.
    """
    indicators = indicators_of(form)
    definitions = definitions_of(indicators, on=period.last)
    indicators = [each for each in indicators if each.pk in definitions]
    kept = {
        (figure.unit_id, figure.indicator_id): entry_of(figure)
        for figure in Figure.objects.filter(
            indicator__in=indicators,
            unit__in=units,
            first=period.first,
            last=period.last,
            submission__form=form,
        ).order_by("id")
    }
    columns = [Column("Mã đơn vị", width=12), Column("Tên đơn vị", width=28)]
    columns += [
        Column(_head(definitions[each.pk], each.code), Kind.NUMBER, width=18) for each in indicators
    ]
    rows = (
        [
            unit.code,
            unit.name,
            *(_cell(kept.get((unit.pk, each.pk)), definitions[each.pk]) for each in indicators),
        ]
        for unit in units
    )
    return write(columns, rows, title=f"{form.code} {period.code}")


def happenings_sheet(rows: Iterable[Happening]) -> bytes:
    """A list of happenings, in the columns in which one is read."""
    return write(
        HAPPENINGS,
        (
            [each.key, each.on, each.unit.code, each.quantity, each.amount, each.kind, each.note]
            for each in rows
        ),
        title="Sự việc",
    )


def _head(definition: Definition, code: str) -> str:
    """ "Việc làm mới (lượt) [jobs_created]": the code in brackets is what it is read back by."""
    return f"{definition.short_name} ({unit_words(definition)}) [{code}]"


def _cell(entry: Entry | None, definition: Definition) -> Value:
    """A number where the figure is exact, so that the sheet can add it up; else its words."""
    if entry is None:
        return None
    if entry.bound != Bound.EXACT or entry.upper is not None:
        return entry_words(entry, definition)
    exact = Decimal(entry.value).scaleb(-definition.decimals)
    return int(exact) if not definition.decimals else exact
