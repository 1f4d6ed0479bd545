"""How reports are shown: rows of lists, the paper on the page, its figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.urls import reverse

from caunoi.indicators.choices.reports import ReportState
from caunoi.indicators.exports.report_word import COLUMNS, NO_MONTHS, NOTHING
from caunoi.indicators.models import Report, ReportFigure
from caunoi.indicators.queries.report_snapshot import PAPER, MonthSeries, Snapshot
from caunoi.indicators.queries.reports import Differing, Moved, month_only
from caunoi_kit.ui import formats
from caunoi_kit.ui.cards import Badge, Column, Link
from caunoi_kit.ui.months import Month, Months

REPORTS: Final = [
    Column("Báo cáo"), Column("Kỳ"), Column("Tình trạng"), Column("Số liệu lấy lúc"),
    Column("Người lập"),
]  # fmt: skip
FIGURES: Final = [
    Column("Số liệu"), Column("Đã in"), Column("Từ ngày"), Column("Đến hết ngày"),
    Column("Nguồn"), Column("Câu hỏi vào sổ"), Column("Lấy lúc"),
]  # fmt: skip
DIFFERING: Final = [
    Column("Số liệu"), Column("Ở đây"), Column("Nơi khác"), Column("Văn bản khác"),
]  # fmt: skip
MOVED: Final = [Column("Số liệu"), Column("Trong báo cáo"), Column("Nay là")]
BADGES: Final = {
    ReportState.DRAFT: Badge("info", "clock", str(ReportState.DRAFT.label)),
    ReportState.SIGNED: Badge("good", "check", str(ReportState.SIGNED.label)),
}


@dataclass(frozen=True)
class Stretch:
    """Words of the paper; a figure has the place where it is explained."""

    text: str
    url: str = ""
    title: str = ""


@dataclass(frozen=True)
class Shown:
    """A line of the paper on the page."""

    kind: str
    stretches: Sequence[Stretch] = ()
    head: Sequence[str] = ()
    rows: Sequence[Sequence[Stretch]] = ()
    chart: Months | None = None
    note: str = ""
    title: str = ""
    id: str = ""


def report_row(report: Report) -> list[Any]:
    """A report in the list."""
    number = f" · {report.document}" if report.document is not None else ""
    return [
        Link(f"{report.title}{number}", reverse("indicators:report", args=[report.public_id])),
        report.period,
        BADGES[ReportState(report.state)],
        formats.moment(report.snapshot_at),
        report.made_by.full_name if report.made_by else "",
    ]


def paper(snapshot: Snapshot, figures: Sequence[ReportFigure]) -> list[Shown]:
    """The lines of a report, every figure a link to what it is made of."""
    behind = {each.field: address_of(each) for each in figures}
    return [_line(line, snapshot, behind) for line in snapshot.lines]


def figure_rows(figures: Sequence[ReportFigure]) -> list[list[Any]]:
    """The figures that stand in sentences and tables, with their provenance."""
    rows = []
    for each in figures:
        said = each.provenance
        if not said.get("indicator") or month_only(each) or each.field.endswith((".name", "_unit")):
            continue
        taken = each.taken_at
        waiting = f", thiếu {said['owing'] - said['units']} đơn vị" if _late(each) else ""
        if guessed := said.get("estimated"):
            waiting += f", ước tính {guessed} đơn vị"
        rows.append(
            [
                Link(said["title"], address_of(each)),
                each.text,
                _day(said["first"]),
                _day(said["last"]),
                f"{said['origin']}{waiting}",
                said["query"] or "biểu của đơn vị",
                formats.moment(taken) if taken else "",
            ]
        )
    return rows


def incomplete(figures: Sequence[ReportFigure]) -> list[str]:
    """Figures for which some units have not handed in theirs."""
    return list(dict.fromkeys(each.provenance["title"] for each in figures if _late(each)))


def differing_rows(differing: Sequence[Differing]) -> list[list[Any]]:
    """Figures another document says otherwise."""
    return [
        [
            f"{each.title} ({formats.day(each.first)}–{formats.day(each.last)})",
            each.here,
            each.there,
            Link(
                str(each.other.document or f"Dự thảo: {each.other.title}"),
                reverse("indicators:report", args=[each.other.public_id]),
            ),
        ]
        for each in differing
    ]


def moved_rows(moved: Sequence[Moved]) -> list[list[Any]]:
    """Figures that would be printed otherwise now."""
    return [[each.title, each.then, each.now] for each in moved]


def around(snapshot: Snapshot) -> dict[str, str]:
    """What stands around the text."""
    names = ("parent", "unit", "number", "place_day", "signer_title", "signer")
    return {name: snapshot.word(f"{PAPER}.{name}") for name in names}


def address_of(figure: ReportFigure) -> str:
    """Where one sees what a figure is made of; "" for what is no figure."""
    said = figure.provenance
    if not said.get("indicator"):
        return ""
    page = reverse("indicators:indicator", args=[said["indicator"]])
    return f"{page}?tu={said['first']}&den={said['last']}&noi={said['place']}"


def _late(figure: ReportFigure) -> bool:
    said = figure.provenance
    return bool(said.get("owing")) and said["units"] < said["owing"] and said["of"] == "actual"


def _line(line: Any, snapshot: Snapshot, behind: dict[str, str]) -> Shown:
    if line.kind == "table":
        rows = [
            [
                Stretch(
                    snapshot.word(f"{code}.{part}") or (code if part == "name" else NOTHING),
                    behind.get(f"{code}.{part}", "") if part not in {"name", "cell_unit"} else "",
                    snapshot.titles.get(f"{code}.{part}", ""),
                )
                for part, _ in COLUMNS
            ]
            for code in snapshot.rows(line.codes)
        ]
        head = [column.text for _, column in COLUMNS]
        note = " ".join(snapshot.notes(line.codes))
        return Shown("table" if rows else "nothing", head=head, rows=rows, note=note)
    if line.kind == "chart":
        series = snapshot.charts[line.codes[0]]
        enough = sum(bool(each) for each in series.now) >= NO_MONTHS
        title = f"{series.name} theo tháng, năm {series.year} ({series.unit})"
        return Shown(
            "chart" if enough else "nothing",
            chart=_chart(series),
            title=title,
            id=f"thang-{series.code}",
        )
    stretches = [
        Stretch(piece.text, behind.get(piece.field, ""), snapshot.titles.get(piece.field, ""))
        for piece in line.pieces
    ]
    return Shown(line.kind, stretches=stretches)


def _chart(series: MonthSeries) -> Months:
    months = tuple(
        Month(
            name=f"Tháng {number}",
            short=f"T{number}",
            value=float(now) if now else None,
            shown=_number(now, series),
            last=float(before) if before else None,
            last_shown=_number(before, series),
        )
        for number, (now, before) in enumerate(zip(series.now, series.before, strict=True), start=1)
    )
    return Months(series.said, months)


def _number(text: str, series: MonthSeries) -> str:
    return formats.number(Decimal(text), series.decimals) if text else "–"


def _day(text: str) -> str:
    year, month, day = text.split("-")
    return f"{day}/{month}/{year}"
