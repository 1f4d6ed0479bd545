"""A report as a Word file: written from its snapshot, or anew inside a file edited in Word."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from caunoi.indicators.models import Report
from caunoi.indicators.queries.report_snapshot import PAPER, MonthSeries, Snapshot, snapshot_of
from caunoi_kit.office import fields
from caunoi_kit.office.charts import MonthChart
from caunoi_kit.office.official import Heading, Letterhead, Words
from caunoi_kit.office.official import Report as Paper

KIND: Final = "Báo cáo"
COLUMNS: Final = (
    ("name", Heading("Chỉ tiêu", 4.7)),
    ("cell_unit", Heading("Đơn vị tính", 2.1)),
    ("cell_plan", Heading("Kế hoạch", 2.1, figures=True)),
    ("cell_value", Heading("Kết quả", 2.1, figures=True)),
    ("percent", Heading("So kế hoạch", 1.7, figures=True)),
    ("cell_before", Heading("Cùng kỳ", 1.9, figures=True)),
    ("cell_change", Heading("So cùng kỳ", 2.3, figures=True)),
)
NOTHING: Final = "–"
MISSING: Final = "…"
FILLED_AT_SIGNING: Final = {
    "number": "số, ký hiệu",
    "place_day": "địa danh và ngày",
    "signer": "tên người ký",
}
CAPITALS: Final = ("parent", "unit", "signer_title")
PROVINCE: Final = re.compile(r"((?:TỈNH|THÀNH PHỐ) )")
NO_BREAK: Final = "\u00a0"
NO_MONTHS: Final = 2  # a chart of fewer months says nothing


@dataclass(frozen=True)
class Typed:
    """A figure somebody typed over in Word; the report's own stands there again."""

    title: str
    typed: str
    ours: str


def word_file(report: Report) -> bytes:
    """The file of a report as it was last filled.

    A signed report asked again years later gives the same bytes: nothing is read but what was kept
    with it.
    """
    snapshot = snapshot_of(report)
    if report.word_file is None:
        return write(snapshot)
    content, name = bytes(report.word_file), file_name(report, "docx")
    # What is in the file and has no figure any more is seen as missing, never as the old one.
    gone = {each.field: MISSING for each in fields.read(content, name=name)}
    printed = {fields.key_of(field): text for field, text in _printed(snapshot).items()}
    return fields.replace(
        content,
        gone | printed,
        period=snapshot.period.code,
        snapshot=snapshot.key,
        name=name,
        charts={
            code: [list(values) for _, values in _series(series)]
            for code, series in snapshot.charts.items()
        },
    )


def file_name(report: Report, kind: str) -> str:
    """Under which name a file of a report is kept: "bao-cao-2023.docx"."""
    return f"bao-cao-{report.period.lower()}.{kind}"


def typed_over(content: bytes, report: Report, *, name: str) -> list[Typed]:
    """Figures that a file edited in Word says otherwise than the report it was made from.

    Raises CannotRead for what is no Word file, for one without any figure of ours, and for one in
    which signing would find no place for number, day or name.
    """
    snapshot = snapshot_of(report)
    printed = {fields.key_of(field): (field, text) for field, text in _printed(snapshot).items()}
    found = fields.read(content, name=name)
    known = [each for each in found if each.field in printed]
    if not known:
        raise fields.CannotRead(
            f"Tệp {name} không có ô số liệu nào của báo cáo này. Tải tệp .docx ở trang báo cáo, "
            "sửa bằng Word rồi tải lên lại; LibreOffice bản cũ làm mất các ô số liệu."
        )
    there = {each.field for each in known}
    if lost := [said for name, said in FILLED_AT_SIGNING.items() if f"{PAPER}.{name}" not in there]:
        raise fields.CannotRead(
            f"Tệp {name} thiếu ô {', '.join(lost)} nên không ký được. Tải lại tệp .docx ở trang "
            "báo cáo và giữ các ô này."
        )
    typed = {}
    for each in known:
        field, ours = printed[each.field]
        same_moment = each.snapshot == snapshot.key
        if same_moment and each.text != ours and not field.startswith(PAPER):
            typed[field] = Typed(snapshot.titles.get(field, field), each.text, ours)
    return list(typed.values())


def write(snapshot: Snapshot) -> bytes:
    """The file of a snapshot, in the layout of Decree 30/2020/NĐ-CP."""
    paper = Paper(
        period=snapshot.period.code,
        snapshot=snapshot.key,
        title=snapshot.title,
        author=snapshot.word(f"{PAPER}.unit"),
        at=snapshot.at,
    )
    paper.letterhead(
        Letterhead(
            parent=_around(snapshot, "parent"),
            unit=_around(snapshot, "unit"),
            number=_around(snapshot, "number"),
            place_day=_around(snapshot, "place_day"),
        )
    )
    paper.name(KIND, [Words(snapshot.title)])
    for line in snapshot.lines:
        words = [
            Words(piece.text, _field(piece.field), snapshot.titles.get(piece.field, ""))
            for piece in line.pieces
        ]
        if line.kind == "text":
            paper.text(words)
        elif line.kind == "table":
            _table(paper, snapshot, line.codes)
        elif line.kind == "chart":
            _chart(paper, snapshot, line.codes[0])
        else:
            paper.heading(words, below=line.kind == "subheading")
    paper.sign(
        _around(snapshot, "signer_title"),
        _around(snapshot, "signer"),
        snapshot.receivers,
    )
    return paper.save()


def _printed(snapshot: Snapshot) -> dict[str, str]:
    """The words of every control, as they stand on the paper."""
    printed = {field: text for field, text in snapshot.words.items() if _field(field)}
    for name in CAPITALS:
        printed[f"{PAPER}.{name}"] = _capitals(snapshot.word(f"{PAPER}.{name}"))
    return printed


def _field(field: str) -> str:
    """The field as the name of a control; words for place and time are plain text."""
    return field if "." in field or field not in {"place", "period", "year", "next_year"} else ""


def _around(snapshot: Snapshot, name: str) -> Words:
    field = f"{PAPER}.{name}"
    text = snapshot.word(field)
    return Words(
        _capitals(text) if name in CAPITALS else text, field, snapshot.titles.get(field, "")
    )


def _capitals(text: str) -> str:
    """In capitals; the name of a province stands on one line."""
    before, *named = PROVINCE.split(text.upper(), maxsplit=1)
    return before + "".join(named).replace(" ", NO_BREAK)


def _table(paper: Paper, snapshot: Snapshot, codes: Sequence[str]) -> None:
    rows = []
    for code in snapshot.rows(codes):
        row = []
        for part, _ in COLUMNS:
            field = f"{code}.{part}"
            text = snapshot.words.get(field)
            # A cell without a figure is a control too: a later one finds its place.
            words = Words(text or NOTHING, field, snapshot.titles.get(field, ""))
            row.append(Words(text or code) if part in {"name", "cell_unit"} else words)
        rows.append(row)
    if not rows:
        return
    paper.figures([column for _, column in COLUMNS], rows)
    for note in snapshot.notes(codes):
        paper.note(note)


def _chart(paper: Paper, snapshot: Snapshot, code: str) -> None:
    series = snapshot.charts[code]
    if sum(bool(each) for each in series.now) < NO_MONTHS:
        return
    paper.chart(
        MonthChart(
            name=code,
            title=f"{series.name} theo tháng, năm {series.year} ({series.unit})",
            said=series.said,
            along=[f"T{month}" for month in range(1, 13)],
            series=_series(series),
            decimals=series.decimals,
        )
    )


def _series(series: MonthSeries) -> list[tuple[str, Sequence[str]]]:
    both = [(f"Năm {series.year}", series.now)]
    if any(series.before):
        both.append((f"Năm {series.year - 1}", series.before))
    return both
