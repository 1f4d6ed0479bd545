"""The report of services as a Word file and as a sheet."""

from django.conf import settings

from caunoi.indicators.queries.services import Line, ServicesReport
from caunoi_kit.office import docx, sheets
from caunoi_kit.ui import formats

NAMES = ("TT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch", "Kỳ trước", "Kỳ báo cáo")
WIDTHS = (1.4, 6.7, 2.4, 2, 2, 2)  # centimetres, of the 16,5 between the margins


def services_docx(report: ServicesReport) -> bytes:
    """The report of services as a Word file in the official layout (N352 PL III Mẫu 01)."""
    file = docx.Paper()
    file.head(unit=settings.CAUNOI_UNIT_NAME, place_day=formats.official_day(report.period.last))
    file.title("Báo cáo kết quả hoạt động dịch vụ việc làm", report.period.words)
    file.para("(Mẫu số 01 Phụ lục III ban hành kèm theo Nghị định số 352/2025/NĐ-CP)", indent=False)
    file.rows(NAMES, [_cells(line) for line in report.lines], widths=WIDTHS)
    file.para(
        "Số lượt tính theo từng lần cung cấp dịch vụ; một người được phục vụ nhiều lần "
        "được tính nhiều lượt."
    )
    file.signatures([("Người lập biểu", ""), ("Giám đốc", "")])
    return file.save()


def services_xlsx(report: ServicesReport) -> bytes:
    """The report of services as a sheet: numbers as numbers."""
    number = sheets.Kind.NUMBER
    columns = [
        sheets.Column("TT", width=8),
        sheets.Column("Chỉ tiêu", width=60),
        sheets.Column("Đơn vị tính", width=14),
        *(sheets.Column(name, number) for name in NAMES[3:]),
        sheets.Column("Số người", number),
    ]
    rows = [
        [line.key, line.label, line.unit, line.plan, line.before, line.now, line.people]
        for line in report.lines
    ]
    return sheets.write(columns, rows, title=f"Mẫu 01 {report.period.words}")


def _cells(line: Line) -> list[str]:
    figures = (line.plan, line.before, line.now)
    return [line.key, line.label, line.unit, *(_figure(value) for value in figures)]


def _figure(value: int | None) -> str:
    return formats.number(value) if value is not None else ""
