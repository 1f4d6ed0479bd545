"""Mẫu 03, 02/PLI and the supply of labour as Word files and sheets, in their official layout."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django.conf import settings

from caunoi.accounts.choices import OrgUnitKind
from caunoi.documents.queries import usual_head
from caunoi.employers.queries.reports import COUNTS, LabourUse, LabourUseRow
from caunoi.indicators.queries.open_data import here
from caunoi.indicators.queries.services_province import ProvinceReport, SumLine
from caunoi.indicators.queries.supply import COLUMNS, SPLITS, Supply
from caunoi_kit.office import docx, sheets
from caunoi_kit.ui import formats
from caunoi_rules.periods import Period

SUM_NAMES: Final = ("TT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch", "Kỳ trước", "Kỳ báo cáo")
USE_NAMES: Final = {
    "total": "Tổng số lao động",
    "women": "Nữ",
    "over_35": "Trên 35 tuổi",
    "insured": "Tham gia BHXH bắt buộc",
    "managers": "Nhà quản lý",
    "high": "Chuyên môn kỹ thuật bậc cao",
    "middle": "Chuyên môn kỹ thuật bậc trung",
    "others": "Vị trí việc làm khác",
    "indefinite": "HĐLĐ không xác định thời hạn",
    "fixed_term": "HĐLĐ xác định thời hạn",
    "other_contracts": "HĐLĐ khác",
}
"""Columns 3 to 13 of 02/PLI."""
SUM_WIDTHS: Final = (1.4, 6.7, 2.4, 2, 2, 2)  # centimetres
USE_WIDTHS: Final = (1, 3.2, 1.5, *(1.75,) * len(USE_NAMES))
SUPPLY_WIDTHS: Final = (8, *(2.8,) * len(COLUMNS))
SUPPLY_NAMES: Final = ("Chỉ tiêu", *COLUMNS.values())


def province_docx(report: ProvinceReport) -> bytes:
    """Mẫu 03."""
    file = _paper("Báo cáo kết quả hoạt động dịch vụ việc làm", report.period)
    file.para("(Mẫu số 03 Phụ lục III ban hành kèm theo Nghị định số 352/2025/NĐ-CP)", indent=False)
    file.rows(SUM_NAMES, [_sum_cells(line) for line in report.lines], widths=SUM_WIDTHS)
    file.para(f"Tổng hợp từ {len(report.offices)} đơn vị: {', '.join(report.offices)}.")
    if report.missing:
        file.para(f"Chưa có số liệu của: {', '.join(report.missing)}.")
    _sign(file)
    return file.save()


def province_xlsx(report: ProvinceReport) -> bytes:
    """Mẫu 03 as a sheet, with a column for each office that handed in."""
    number = sheets.Kind.NUMBER
    names = [part.name for part in report.lines[0].parts]
    columns = [
        sheets.Column("TT", width=8),
        sheets.Column("Chỉ tiêu", width=60),
        sheets.Column("Đơn vị tính", width=14),
        *(sheets.Column(name, number) for name in (*SUM_NAMES[3:], *names)),
    ]
    rows = [
        [
            line.row.key, line.row.label, line.row.unit, line.plan, line.before, line.now,
            *(part.now for part in line.parts),
        ]
        for line in report.lines
    ]  # fmt: skip
    return sheets.write(columns, rows, title=f"Mẫu 03 {report.period.words}")


def labour_use_docx(found: LabourUse, period: Period) -> bytes:
    """02/PLI."""
    file = _paper("Báo cáo tổng hợp tình hình sử dụng lao động", period, landscape=True)
    file.para("(Mẫu số 02/PLI Phụ lục I kèm theo Nghị định số 145/2020/NĐ-CP)", indent=False)
    names = ("STT", "Loại hình", "Số đơn vị", *USE_NAMES.values())
    file.rows(
        names,
        [
            [formats.number(cell) if isinstance(cell, int) else cell for cell in row]
            for row in _use_rows(found)
        ],
    )
    file.para(
        f"Tổng hợp từ báo cáo của {formats.number(found.reported)} trên "
        f"{formats.number(found.owing)} đơn vị phải báo cáo."
    )
    _sign(file)
    return file.save()


def labour_use_xlsx(found: LabourUse, period: Period) -> bytes:
    """02/PLI as a sheet."""
    number = sheets.Kind.NUMBER
    columns = [
        sheets.Column("STT", width=6),
        sheets.Column("Loại hình", width=30),
        sheets.Column("Số đơn vị", number),
        *(sheets.Column(name, number) for name in USE_NAMES.values()),
    ]
    return sheets.write(columns, _use_rows(found), title=f"02-PLI {period.words}")


def supply_docx(found: Supply) -> bytes:
    """The supply of labour on a day, split three ways."""
    file = docx.Paper(size=12, landscape=True)
    _head(file, found.on)
    file.title("Báo cáo thông tin cung lao động", f"tính đến ngày {formats.day(found.on)}")
    file.para("(Theo Thông tư số 01/2022/TT-BLĐTBXH)", indent=False)
    for split, words in SPLITS.items():
        file.para(words, bold=True, indent=False)
        lines = (*found.splits[split], found.total)
        file.rows(SUPPLY_NAMES, [_supply_cells(line) for line in lines], widths=SUPPLY_WIDTHS)
    _sign(file)
    return file.save()


def supply_xlsx(found: Supply) -> bytes:
    """The supply of labour as one sheet: the split stands in the first column."""
    columns = [
        sheets.Column("Chia", width=18),
        sheets.Column("Chỉ tiêu", width=40),
        *(sheets.Column(name, sheets.Kind.NUMBER) for name in COLUMNS.values()),
    ]
    rows: list[list[Any]] = [
        [words, line.words, *line.counts]
        for split, words in SPLITS.items()
        for line in (*found.splits[split], found.total)
    ]
    return sheets.write(columns, rows, title=f"Cung lao động {found.on:%d-%m-%Y}")


def _paper(title: str, period: Period, *, landscape: bool = False) -> docx.Paper:
    file = docx.Paper(size=11 if landscape else 13, landscape=landscape)
    _head(file, period.last)
    file.title(title, period.words)
    return file


def _head(file: docx.Paper, on: date) -> None:
    """These three go out from the Department, by the name it bore on the day."""
    place = here(on)
    head = usual_head(OrgUnitKind.DEPARTMENT, province=place.name, on=on) if place else None
    file.head(
        unit=head.name if head else settings.CAUNOI_UNIT_NAME,
        parent=head.parent if head else "",
        place_day=formats.official_day(on),
    )


def _sign(file: docx.Paper) -> None:
    file.signatures([("Người lập biểu", ""), ("Giám đốc", "")])


def _sum_cells(line: SumLine) -> list[str]:
    figures = (line.plan, line.before, line.now)
    return [line.row.key, line.row.label, line.row.unit, *(_written(value) for value in figures)]


def _use_rows(found: LabourUse) -> list[list[Any]]:
    rows: Sequence[tuple[str, LabourUseRow]] = [
        *((str(at), row) for at, row in enumerate(found.rows, start=1)),
        ("", found.total),
    ]
    return [
        [at, row.words, row.employers, *(getattr(row, name) for name in COUNTS)] for at, row in rows
    ]


def _supply_cells(line: Any) -> list[str]:
    return [line.words, *(formats.number(count) for count in line.counts)]


def _written(value: int | str | None) -> str:
    if isinstance(value, str):
        return value
    return formats.number(value) if value is not None else ""
