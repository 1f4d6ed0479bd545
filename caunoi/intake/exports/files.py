"""Files that go back to communes: theirs with remarks, and the list of the next round."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from caunoi.accounts.models import User
from caunoi.intake.actions.files import remember_columns
from caunoi.intake.models import Upload
from caunoi.intake.queries.files.kept import Judged
from caunoi.people.models import Person
from caunoi.places.models import Place
from caunoi_kit.office.remarks import with_remarks
from caunoi_kit.office.sheets import Column, Kind, Value, write
from caunoi_kit.ui import formats

# Head, field it is read back as (None: only to recognise somebody), how it is written.
KNOWN: Final[tuple[tuple[Column, str | None], ...]] = (
    (Column("Mã dòng", width=38), "row_key"),
    (Column("Họ và tên", width=28), "full_name"),
    (Column("Ngày sinh", Kind.DAY), "birth_date"),
    (Column("Giới tính", width=10), "sex"),
    (Column("Bốn số cuối định danh", width=12), None),
    (Column("Điện thoại", width=14), "phone"),
    (Column("Mã hộ", width=14), "household_code"),
    (Column("Địa chỉ", width=30), "address"),
    (Column("Trình độ giáo dục phổ thông"), "general_education"),
    (Column("Trình độ chuyên môn kỹ thuật"), "qualification"),
    (Column("Chuyên ngành"), "major"),
    (Column("Tình trạng hoạt động kinh tế"), "activity"),
    (Column("Lý do không tham gia"), "inactive_reason"),
    (Column("Vị thế việc làm"), "job_status"),
    (Column("Công việc cụ thể"), "occupation_words"),
    (Column("Thời gian thất nghiệp"), "unemployed_for"),
)
_CELL = re.compile(r"[A-Z]{1,3}[1-9]\d*")


def known_sheet(people: Iterable[Person], *, commune: Place, by: User, at: datetime) -> bytes:
    """The workers of a commune as .xlsx. Its columns are known when it comes back.

    The identity number is not in it: whoever sends it back is found by "Mã dòng".
    """
    remember_columns(
        commune=commune,
        heads=[column.name for column, _ in KNOWN],
        fields=[field for _, field in KNOWN],
        by=by,
        at=at,
    )
    columns = [column for column, _ in KNOWN]
    return write(columns, (_known_row(each) for each in people), title="Danh sách lao động")


def remarked(upload: Upload, content: bytes, rows: Sequence[Judged]) -> bytes:
    """The file as it came, with a remark in each cell that has to be mended, as .xlsx."""
    table = upload.table
    first = next((c["letter"] for c in table.get("columns", ()) if c["field"]), "A")
    remarks: dict[str, list[str]] = {}
    for row in rows:
        for fault in row.faults:
            cell = fault.cell if _CELL.fullmatch(fault.cell) else f"{first}{row.number}"
            proposal = f" Đề nghị: {_text(fault.proposal)}." if fault.proposal is not None else ""
            remarks.setdefault(cell, []).append(fault.message + proposal)
        if row.why:
            remarks.setdefault(f"{first}{row.number}", []).append(row.why)
        for what, old, new in row.differences:
            words = f"{what}: trong sổ “{old}”, tệp ghi “{new}”."
            remarks.setdefault(f"{first}{row.number}", []).append(words)
    said = {cell: "\n".join(words) for cell, words in remarks.items()}
    return with_remarks(content, name=upload.name, sheet=table.get("sheet", ""), remarks=said)


def _known_row(person: Person) -> list[Value]:
    profile: Any = person.profile
    born: Value = person.birth_date
    if person.birth_date is not None and person.birth_year_only:
        born = str(person.birth_date.year)
    home = person.household.code.partition("-")[2] if person.household is not None else ""
    return [
        str(person.public_id),
        person.full_name,
        born,
        person.get_sex_display(),
        (person.identity_number or "")[-4:],
        formats.phone(person.phone) if person.phone else "",
        home,
        person.address,
        profile.get_general_education_display(),
        profile.get_qualification_display(),
        profile.major,
        profile.get_activity_display(),
        profile.get_inactive_reason_display(),
        profile.get_job_status_display(),
        profile.occupation_words,
        profile.get_unemployed_for_display(),
    ]


def _text(value: Any) -> str:
    return formats.day(value) if hasattr(value, "year") else str(value)
