"""Mẫu 34 and 35 laid out: what each cell holds, and what changed since it was saved."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from caunoi.unemployment.models import Report
from caunoi.unemployment.queries.report_figures import (
    ALL_AGES,
    MATRIX,
    figures,
    is_counted,
    matrix,
    words_of,
)
from caunoi_rules.periods import Period
from caunoi_rules.reports import (
    AGE_BANDS,
    DueReport,
    ReportLine,
    due_reports,
    half_year,
    month_of,
    report_lines,
    whole_year,
)

MONTHLY, LONG = "N374-M34", "N374-M35"
BANDS: Final = frozenset(each.key for each in AGE_BANDS)
Value = int | float | None
"""None: there is nothing to take a mean of, or the software keeps no such records."""

COLUMNS: Final = {
    "granted": "Được giải quyết hưởng TCTN",
    "training": "NLĐ được hỗ trợ đào tạo",
    "counselled": "Được tư vấn, giới thiệu việc làm",
    "firm_workers": "Được đào tạo để duy trì việc làm qua NSDLĐ",
}


@dataclass(frozen=True)
class Cell:
    """One figure: its key in `figures`, its value, and whether records stand behind it."""

    key: str
    value: Value
    opens: bool


@dataclass(frozen=True)
class MatrixRow:
    """An age band with its cells, total and women for each column."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class FilledLine:
    """A line of the form with its figures, now and since the beginning of the year."""

    line: ReportLine
    now: Cell | None
    so_far: Cell | None


@dataclass(frozen=True)
class Sheet:
    """A whole report."""

    form: str
    period: Period
    rows: tuple[MatrixRow, ...]
    lines: tuple[FilledLine, ...]


@dataclass(frozen=True)
class Change:
    """A figure that is different now from when the report was saved."""

    words: str
    then: Value
    now: Value


def period_of(kind: str, first: date) -> Period:
    """The period of a kind that begins that day. Raises ValueError for what is none."""
    made = {"month": month_of, "half": lambda day: half_year(day.year)}.get(kind)
    found = made(first) if made else whole_year(first.year)
    if found.first != first or found.kind != kind:
        raise ValueError(f"no {kind} begins on {first}")
    return found


def form_of(period: Period) -> str:
    """Months are reported in Mẫu 34, longer periods in Mẫu 35."""
    return MONTHLY if period.kind == "month" else LONG


def count(period: Period) -> dict[str, Value]:
    """Every figure of the report of these days, by cell; a fixed number of questions."""
    form = form_of(period)
    keys = tuple(
        dict.fromkeys(
            line.measure for line in report_lines(form) if line.measure and is_counted(line.measure)
        )
    )
    spans = ("now", "so_far") if form == MONTHLY else ("now",)
    found: dict[str, Value] = {
        f"{key}.{span}": values[span]
        for key, values in figures(keys, period, period.so_far).items()
        for span in spans
    }
    if form == MONTHLY:
        for key in MATRIX:
            if is_counted(key):
                for band, kinds in matrix(key, period).items():
                    found |= {f"{key}.now.{band}.{kind}": n for kind, n in kinds.items()}
    return found


def lay_out(period: Period, values: dict[str, Value]) -> Sheet:
    """The figures in the order of the form."""
    form = form_of(period)
    return Sheet(
        form=form,
        period=period,
        rows=tuple(_matrix_rows(values)) if form == MONTHLY else (),
        lines=tuple(_line(line, values) for line in report_lines(form)),
    )


def changes(report: Report) -> list[Change]:
    """What is counted differently now. Cells that the form gained since are not compared."""
    then = report.figures
    now = count(period_of(report.kind, report.first))
    return [
        Change(cell_words(key), then[key], now[key])
        for key in then
        if key in now and then[key] != now[key]
    ]


def cell_words(key: str) -> str:
    """A cell in words: "Người có quyết định hưởng, luỹ kế"."""
    measure, span, *rest = key.split(".")
    words = [words_of(measure)]
    if rest:
        band, kind = rest
        words += [each.label.lower() for each in AGE_BANDS if each.key == band]
        words += ["nữ"] if kind == "women" else []
    return ", ".join([*words, *(["luỹ kế"] if span == "so_far" else [])])


def saved(period: Period | None = None) -> QuerySet[Report]:
    """Saved reports, the latest first."""
    found = Report.objects.select_related("made_by").order_by("-first", "-made_at", "-pk")
    return found.filter(kind=period.kind, first=period.first) if period else found


def find_report(public_id: UUID) -> Report | None:
    """One saved report."""
    return Report.objects.select_related("made_by").filter(public_id=public_id).first()


def due(first: date, last: date, *, by: str = "") -> list[DueReport]:
    """Reports whose last day in time lies in these days (`by`: centre, department, employer)."""
    return due_reports(first, last, by=by)


def _matrix_rows(values: dict[str, Value]) -> list[MatrixRow]:
    bands = [(ALL_AGES, "Tổng số"), *((each.key, each.label) for each in AGE_BANDS)]
    return [
        MatrixRow(
            label,
            tuple(
                _cell(f"{key}.now.{band}.{kind}", values)
                for key in MATRIX
                for kind in ("all", "women")
            ),
        )
        for band, label in bands
    ]


def _line(line: ReportLine, values: dict[str, Value]) -> FilledLine:
    if not line.measure:
        return FilledLine(line, None, None)
    return FilledLine(
        line, _cell(f"{line.measure}.now", values), _cell(f"{line.measure}.so_far", values)
    )


def _cell(key: str, values: dict[str, Value]) -> Cell:
    return Cell(key, values.get(key), opens=bool(values.get(key)))
