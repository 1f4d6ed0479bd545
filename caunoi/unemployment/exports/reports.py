"""Mẫu 34 and 35 as PDF, Word and sheets: the same figures that the page shows."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from caunoi.unemployment.exports.papers import as_docx, as_pdf
from caunoi.unemployment.queries.report_figures import is_counted
from caunoi.unemployment.queries.report_sheets import COLUMNS, Cell, FilledLine, Sheet, Value
from caunoi_kit.office import sheets
from caunoi_kit.office.sheets import Column, Kind
from caunoi_kit.ui import formats

MILLION: Final = 1_000_000
PART: Final = "- "
NOT_KEPT: Final = "chưa ghi"
"""On pages, for what the software keeps no records of; on papers the cell stays empty."""
FREE_WORDS: Final = {
    "assessment": "Đánh giá, giải pháp và kiến nghị",
    "units_all": "Tổng số doanh nghiệp, cơ quan, tổ chức trên địa bàn",
    "units_liable": "Số đơn vị thuộc đối tượng tham gia bảo hiểm thất nghiệp",
    "units_paying": "Số đơn vị đã tham gia bảo hiểm thất nghiệp",
    "people_all": "Tổng số người giao kết hợp đồng",
    "people_liable": "Số người thuộc đối tượng tham gia bảo hiểm thất nghiệp",
    "people_paying": "Số người đã tham gia bảo hiểm thất nghiệp",
    "places": "Địa điểm tiếp nhận và giải quyết",
    "staff": "Cán bộ và đào tạo cán bộ",
    "equipment": "Trang bị cơ sở vật chất",
    "publicity": "Tuyên truyền, hướng dẫn",
    "analysis": "Thu thập, phân tích, đánh giá",
    "cooperation": "Phối hợp với các cơ quan",
}
"""What people write themselves; the first belongs to both forms, the others to Mẫu 35."""


def written(value: Value, unit: str) -> str:
    """A figure as it stands on the paper."""
    if value is None:
        return ""
    return formats.number(value / MILLION, 3) if unit == "triệu" else formats.number(value)


def paper(sheet: Sheet, words: Mapping[str, str], *, kind: str, on: date) -> bytes:
    """The report as "pdf" or "docx", in the official form."""
    facts: dict[str, Any] = {
        **words,
        "period": sheet.period.words,
        "period_title": sheet.period.words.upper(),
        "lines": [_cells(line, long=sheet.form == "N374-M35") for line in sheet.lines],
        "matrix": [
            [row.label, *(written(cell.value, "") for cell in row.cells)] for row in sheet.rows
        ],
    }
    write = as_docx if kind == "docx" else as_pdf
    return write(sheet.form, facts, on=on)


def xlsx(sheet: Sheet) -> bytes:
    """All figures in one sheet: the lines, then the matrix by age."""
    columns = (
        Column("TT", width=6),
        Column("Nội dung", width=70),
        Column("Số lượng", Kind.NUMBER),
        Column("Luỹ kế từ đầu năm", Kind.NUMBER),
        Column("Đơn vị", width=12),
    )
    rows: list[tuple[Any, ...]] = [
        (
            line.line.tt,
            _line_words(line),
            _figure(line.now, line.line.unit),
            _figure(line.so_far, line.line.unit),
            _unit(line.line.unit),
        )
        for line in sheet.lines
    ]
    for row in sheet.rows:
        for (key, label), place in zip(COLUMNS.items(), range(0, len(row.cells), 2), strict=True):
            if is_counted(key):
                total, women = row.cells[place : place + 2]
                rows.append(("", f"{label}, {row.label.lower()}", total.value, None, "người"))
                rows.append(("", f"{label}, {row.label.lower()}, nữ", women.value, None, "người"))
    return sheets.write(columns, rows, title=f"Mẫu {sheet.form[-2:]}")


def _cells(line: FilledLine, *, long: bool) -> list[str]:
    now = written(line.now.value, line.line.unit) if line.now else ""
    if long:
        return [line.line.tt, _line_words(line), now, _unit(line.line.unit)]
    so_far = written(line.so_far.value, line.line.unit) if line.so_far else ""
    return [line.line.tt, _line_words(line), now, so_far]


def _line_words(line: FilledLine) -> str:
    return f"{PART}{line.line.words}" if line.line.part else line.line.words


def _figure(cell: Cell | None, unit: str) -> Value:
    if cell is None or cell.value is None:
        return None
    return cell.value / MILLION if unit == "triệu" else cell.value


def _unit(unit: str) -> str:
    return "triệu đồng" if unit == "triệu" else unit
