"""The annex of a report: every figure with its plan, last year, and where it is from (.xlsx)."""

from datetime import datetime
from decimal import Decimal
from typing import Final

from caunoi.indicators.models import Report, ReportFigure
from caunoi.indicators.queries.reports import figures_of
from caunoi_kit.office import sheets
from caunoi_kit.office.sheets import Column, Kind

COLUMNS: Final = [
    Column("Mã chỉ tiêu", width=22),
    Column("Số liệu", width=44),
    Column("Đã in", width=34),
    Column("Giá trị", Kind.NUMBER, width=16),
    Column("Đơn vị tính", width=14),
    Column("Từ ngày", Kind.DAY),
    Column("Đến hết ngày", Kind.DAY),
    Column("Nguồn", width=20),
    Column("Câu hỏi vào sổ", width=20),
    Column("Bản định nghĩa", Kind.NUMBER),
    Column("Đơn vị đã có số", Kind.NUMBER),
    Column("Đơn vị phải có số", Kind.NUMBER),
    Column("Đơn vị ước tính", Kind.NUMBER),
    Column("Lấy lúc", Kind.MOMENT),
]


def annex(report: Report) -> bytes:
    """The sheet of a report as it was last filled."""
    rows = [_row(each) for each in figures_of(report) if each.provenance.get("indicator")]
    title = f"Số liệu báo cáo {report.period}"
    return sheets.write(COLUMNS, rows, title=title, made_at=report.snapshot_at)


def _row(figure: ReportFigure) -> list[sheets.Value]:
    said = figure.provenance
    value = None if figure.value is None else Decimal(figure.value).scaleb(-figure.decimals)
    return [
        said["indicator"],
        said["title"],
        figure.text,
        value,
        said["unit"],
        datetime.fromisoformat(said["first"]).date(),
        datetime.fromisoformat(said["last"]).date(),
        said["origin"],
        said["query"],
        said["version"],
        said["units"],
        said["owing"] or None,
        said.get("estimated") or None,
        figure.taken_at,
    ]
