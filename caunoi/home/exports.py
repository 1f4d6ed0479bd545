"""Papers and sheets of the working pages."""

from datetime import date

from django.conf import settings

from caunoi.counter.choices import PolicyTopic
from caunoi.counter.models import Act
from caunoi.home.queries.services import Line, ServicesReport
from caunoi_kit.office import docx, pdf, sheets
from caunoi_kit.ui import formats

NAMES = ("TT", "Chỉ tiêu", "Đơn vị tính", "Kế hoạch", "Kỳ trước", "Kỳ báo cáo")


def advice_paper(act: Act, *, on: date) -> bytes:
    """The slip of counselling on policy on A5: what was asked, answered, and what comes next."""
    person, advice = act.person, act.advice
    if person is None:
        raise ValueError("a firm has no slip of counselling on policy")
    labels = {code: str(label) for code, label in PolicyTopic.choices}
    data = {
        "title": "Phiếu tư vấn chính sách",
        "unit": settings.CAUNOI_UNIT_NAME,
        "place_day": formats.official_day(act.on),
        "facts": [
            ("Họ và tên", person.full_name),
            ("Hỏi về", ", ".join(labels.get(code, code) for code in advice.topics)),
        ],
        "answer": advice.answer,
        "next": advice.next_step,
        "help_line": settings.CAUNOI_HELP_LINE,
        "person": person.full_name,
        "by": act.by.full_name,
    }
    return pdf.render("home/advice.typ", data, dated=act.on)


def services_docx(report: ServicesReport) -> bytes:
    """The report of services as a Word file in the official layout (N352 PL III Mẫu 01)."""
    file = docx.Paper()
    file.head(unit=settings.CAUNOI_UNIT_NAME, place_day=formats.official_day(report.period.last))
    file.title("Báo cáo kết quả hoạt động dịch vụ việc làm", report.period.words)
    file.para("(Mẫu số 01 Phụ lục III ban hành kèm theo Nghị định số 352/2025/NĐ-CP)", indent=False)
    file.rows(NAMES, [_cells(line) for line in report.lines])
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
