"""Papers of people: the official forms 01 and 01a as PDF and as a Word file."""

from dataclasses import asdict
from datetime import date
from typing import Final

from django.conf import settings

from caunoi.accounts.models import User
from caunoi.people.actions import read_form
from caunoi.people.models import Person
from caunoi.people.queries.forms01 import Boxes, Line, Rows, Sheet, registration_sheets
from caunoi_kit.office import docx, pdf
from caunoi_kit.ui import formats

NOTE: Final = "Mẫu in từ phần mềm; ô trống để ghi tay."
SOURCE: Final = "Phụ lục I, Nghị định 352/2025/NĐ-CP"
AGREEMENT: Final = (
    "Tôi cam đoan những điều khai trên là đúng và đồng ý để trung tâm dùng các thông tin này "
    "để tư vấn, giới thiệu việc làm cho tôi."
)
ON, OFF = "☒", "☐"
DOTS: Final = "." * 40


def registration_form(*, person: Person, kind: str, by: User, on: date) -> bytes:
    """Forms 01 and 01a of a person, filled in, as "pdf" or "docx"; the printing is journalled."""
    page = read_form(person=person, form="Mẫu số 01, 01a", by=by)
    sheets = registration_sheets(page)
    if kind == "docx":
        return _word(sheets, person, on)
    data = {
        "title": "Phiếu đăng ký dịch vụ việc làm",
        "unit": settings.CAUNOI_UNIT_NAME,
        "source": SOURCE,
        "note": NOTE,
        "agreement": AGREEMENT,
        "name": person.full_name,
        "day": formats.official_day(on),
        "sheets": [asdict(sheet) for sheet in sheets],
    }
    return pdf.render("people/mau-01.typ", data, dated=on)


def _word(sheets: tuple[Sheet, ...], person: Person, on: date) -> bytes:
    paper = docx.Paper(size=12)
    for number, sheet in enumerate(sheets):
        if number:
            paper.file.add_page_break()
        paper.head(unit=settings.CAUNOI_UNIT_NAME)
        paper.title(sheet.title, f"({sheet.number}, {SOURCE})")
        for section in sheet.sections:
            paper.para(section.title, bold=True, indent=False)
            for item in section.items:
                _write(paper, item)
    paper.para(AGREEMENT)
    paper.para(formats.official_day(on).capitalize(), indent=False)
    paper.signatures([("Người nhận phiếu", ""), ("Người đăng ký", person.full_name)])
    paper.para(NOTE, indent=False)
    return paper.save()


def _write(paper: docx.Paper, item: Line | Boxes | Rows) -> None:
    if isinstance(item, Line):
        paper.para(f"{item.label}: {item.value or DOTS}", indent=False)
    elif isinstance(item, Boxes):
        boxes = "   ".join(f"{ON if ticked else OFF} {name}" for name, ticked in item.boxes)
        paper.para(f"{item.label}: {boxes}", indent=False)
    else:
        paper.para(f"{item.label}:", indent=False)
        paper.rows(item.names, item.rows)
