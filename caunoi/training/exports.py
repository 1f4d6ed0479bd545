"""The class list on paper and as a sheet."""

from typing import Final

from django.conf import settings

from caunoi.training.choices import EnrolmentState
from caunoi.training.queries.classes import ClassLine, ClassPage
from caunoi_kit.office import pdf, sheets
from caunoi_kit.office.sheets import Column, Kind
from caunoi_kit.ui import formats

COLUMNS: Final = (
    Column("STT", Kind.NUMBER, 6),
    Column("Họ và tên", width=30),
    Column("Ngày sinh", Kind.DAY),
    Column("Giới tính", width=10),
    Column("Nơi ở", width=30),
    Column("Điện thoại", width=14),
    Column("Tình trạng", width=16),
    Column("Số buổi có mặt", Kind.NUMBER),
    Column("Số chứng chỉ", width=18),
)


def class_sheet(page: ClassPage) -> bytes:
    """The class list as .xlsx."""
    rows = [
        (
            number,
            person.full_name,
            person.birth_date,
            person.get_sex_display(),
            _place(line),
            formats.phone(person.phone),
            line.enrolment.get_state_display(),
            line.present,
            line.enrolment.certificate_number,
        )
        for number, line in enumerate(page.seated, start=1)
        for person in [line.enrolment.person]
    ]
    return sheets.write(COLUMNS, rows, title="Danh sách lớp")


def class_paper(page: ClassPage, *, place_day: str) -> bytes:
    """The class list as a PDF in the frame of Decree 30/2020, for signing."""
    intake = page.intake
    programme = intake.programme
    facts = [
        ("Khoá", programme.name),
        ("Trình độ", programme.get_level_display()),
        ("Khai giảng", formats.day(intake.starts_on)),
        ("Buổi học", intake.get_time_of_day_display()),
        ("Số người", formats.number(len(page.seated))),
    ]
    if intake.ends_on:
        facts.insert(3, ("Bế giảng", formats.day(intake.ends_on)))
    rows = [
        [
            str(number),
            person.full_name,
            formats.day(person.birth_date) if person.birth_date else "",
            person.get_sex_display(),
            _place(line),
            line.enrolment.certificate_number,
            "",
        ]
        for number, line in enumerate(page.seated, start=1)
        for person in [line.enrolment.person]
    ]
    return pdf.render(
        "training/class_list.typ",
        {
            "parent": settings.CAUNOI_UNIT_NAME if _is_ours(page) else "",
            "unit": programme.institution.name,
            "place_day": place_day,
            "facts": facts,
            "rows": rows,
            "graduated": bool(page.count(EnrolmentState.GRADUATED)),
        },
    )


def _is_ours(page: ClassPage) -> bool:
    """Whether the school is a part of the centre: then the centre stands above it."""
    return page.intake.programme.institution.name.startswith(settings.CAUNOI_UNIT_NAME)


def _place(line: ClassLine) -> str:
    place = line.enrolment.person.place
    return place.name if place else ""
