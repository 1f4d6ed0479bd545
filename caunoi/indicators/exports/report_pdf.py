"""A report as a PDF, from the same snapshot as its Word file."""

from typing import Any

from django.utils import timezone

from caunoi.indicators.exports.report_word import COLUMNS, NO_MONTHS, NOTHING
from caunoi.indicators.models import Report
from caunoi.indicators.queries.report_snapshot import PAPER, MonthSeries, Snapshot, snapshot_of
from caunoi_kit.office import pdf
from caunoi_kit.ui import formats

MONTHS_A_YEAR = 12


def report_pdf(report: Report) -> bytes:
    """The PDF/A-2b of a report as it was last filled. It bears the day its figures were taken."""
    snapshot = snapshot_of(report)
    around = {
        name: snapshot.word(f"{PAPER}.{name}")
        for name in ("parent", "unit", "number", "place_day", "signer_title", "signer")
    }
    # The province stands on a line of its own, as in the Word file.
    around["parent"] = around["parent"].replace("nhân dân ", "nhân dân\n")
    data = {
        **around,
        "title": snapshot.title,
        "lines": [line for each in snapshot.lines if (line := _line(each, snapshot))],
        "receivers": list(snapshot.receivers),
    }
    return pdf.render("indicators/report.typ", data, dated=timezone.localtime(snapshot.at).date())


def _line(line: Any, snapshot: Snapshot) -> dict[str, Any] | None:
    if line.kind == "table":
        return _table(line.codes, snapshot)
    if line.kind == "chart":
        series = snapshot.charts[line.codes[0]]
        enough = sum(bool(each) for each in series.now) >= NO_MONTHS
        return {"kind": "chart", "chart": _chart(series)} if enough else None
    return {"kind": line.kind, "text": line.text}


def _table(codes: tuple[str, ...], snapshot: Snapshot) -> dict[str, Any] | None:
    rows = [
        [
            snapshot.word(f"{code}.{part}") or (code if part == "name" else NOTHING)
            for part, _ in COLUMNS
        ]
        for code in snapshot.rows(codes)
    ]
    if not rows:
        return None
    return {
        "kind": "table",
        "names": [column.text for _, column in COLUMNS],
        "rows": rows,
        "note": " ".join(snapshot.notes(codes)),
    }


def _chart(series: MonthSeries) -> dict[str, Any]:
    def values(months: Any) -> list[float]:
        return [float(each or 0) for each in months]

    return {
        "title": f"{series.name} theo tháng, năm {series.year} ({series.unit})",
        "year": series.year,
        "now": values(series.now),
        "before": values(series.before),
        "has_before": any(series.before),
        "shown": [
            formats.number(float(each), series.decimals) if each else "" for each in series.now
        ],
    }
