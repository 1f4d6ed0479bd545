"""A file as it comes is understood: its sheet, table, columns and encoding (trust C4-C8)."""

import io
from datetime import date

import pytest
import xlsxwriter

from caunoi.intake.imports import KIND_WORDS, SCHEMAS, TITLES, label_of, mend_row, read_file
from caunoi_kit.office.packages import CannotRead
from tests.engine.sheets.made import all_made, build, templates
from tests.engine.sheets.spoiling import cp1258_bytes, tcvn3, vni
from tests.intake.reading_of_made import read_made
from tests.kit.old_sheets import xls

ON = date(2026, 3, 2)
PEOPLE = [
    ["1", "Nguyễn Văn Thử", "25/03/1990", "Nam", "034090000123", "Thôn Đông Hải", "TN THCS"],
    ["2", "Trần Thị Mẫu", "17/10/1988", "Nữ", "034188000456", "Xóm 3", "Tốt nghiệp THPT"],
    ["3", "Đỗ Văn Ứng", "30/01/1979", "Nam", "034079000789", "Tổ dân phố 5", "Tiểu học"],
]
HEAD = ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Địa chỉ", "Trình độ học vấn"]
NAMES = [row[1] for row in PEOPLE]


def book(**sheets) -> bytes:
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"default_date_format": "dd/mm/yyyy"})
    for name, rows in sheets.items():
        sheet = made.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    made.close()
    return out.getvalue()


def read(content: bytes, schema: str = "workers", **more):
    return read_file(content, name="danh-sach", schema=schema, on=ON, **more)


def csv(rows) -> str:
    return "\r\n".join(";".join(map(str, row)) for row in rows)


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (csv([HEAD, *PEOPLE]).encode(), "utf-8"),
        (csv([HEAD, *PEOPLE]).encode("utf-16"), "utf-16"),
        (cp1258_bytes(csv([HEAD, *PEOPLE])), "Windows-1258"),
        (tcvn3(csv([HEAD, *PEOPLE])).encode("cp1252", "replace"), "TCVN3 (.VnTime)"),
        (vni(csv([HEAD, *PEOPLE])).encode("cp1252", "replace"), "VNI"),
        (xls([HEAD, *PEOPLE]), ""),
        (book(Thôn=[["DANH SÁCH"], HEAD, *PEOPLE]), ""),
    ],
)
def test_the_same_list_is_read_from_each_kind_of_file(content, encoding):
    reading = read(content)

    assert [row.values["full_name"] for row in reading.rows] == NAMES
    assert reading.rows[0].values["birth_date"] == date(1990, 3, 25)
    assert [row.values["general_education"] for row in reading.rows] == [
        "LOWER_SECONDARY",
        "UPPER_SECONDARY",
        "PRIMARY",
    ]
    assert all(row.is_good for row in reading.rows)
    assert reading.encoding == encoding


def test_the_sheet_with_the_list_is_found_and_the_others_are_named():
    content = book(
        Mã=[["tên xã", "mã"], ["Xã Đông Minh", 1]], Một=[HEAD, *PEOPLE[:1]], Hai=[HEAD, *PEOPLE]
    )

    reading = read(content)

    assert (reading.sheet, reading.other_sheets) == ("Hai", (("Một", 1),))
    assert len(read(content, sheet="Một").rows) == 1


def test_a_template_of_a_provincial_system_is_read():
    head = [
        "Họ Tên",
        "Giới Tính",
        "Điện thoại",
        "Ngày sinh",
        "cmnd",
        "Dân tộc",
        "Xã",
        "Thường Trú",
        "Trình độ giáo dục",
        "Trình độ chuyên môn kỹ thuật",
        "Chuyên nghành đào tạo",
        "Tình trạng việc làm",
        "Công ty",
        "magiaoduc",
        "maxa",
    ]
    row = [
        "Người Mẫu Một",
        "Nam",
        999999999,
        date(1984, 6, 20),
        34084000001,
        "Cao Lan",
        "Phường Hải Thành",
        "1 Đường Mẫu",
        "Tốt nghiệp tiểu học",
        "Chưa qua đào tạo",
        "Nghệ thuật",
        "Người có việc làm",
        "Cty A",
        20221108050124,
        18,
    ]
    content = book(
        **{
            "file nhận": [head, row, *[[None] * 13 + [0, 0]] * 9],
            "xã": [["Column1", "Column2"], ["Phường Hải Thành", 18]],
        }
    )

    [one] = read(content).rows

    assert (
        one.values
        | {"phone": "0999999999", "identity_number": "034084000001", "ethnic_group": "15"}
        == one.values
    )
    assert [fault.kind for fault in one.faults] == ["IDENTITY_ZERO_RESTORED"]


def test_foreign_workers_of_the_same_system_are_asked_about_their_days():
    head = [
        "Họ Tên",
        "Ngày sinh",
        "Giới tính",
        "Số hộ chiếu",
        "Ngày cấp hộ chiếu",
        "Quốc tịch",
        "Số giấy phép lao động",
        "Ngày cấp giấy phép lao động",
        "Vị trí công việc",
        "Trình độ",
        "Công ty, tổ chức",
    ]
    row = [
        "Mẫu Nước Ngoài",
        "12/1/1990",
        "Nam",
        18234875,
        "20/4/2009",
        "Japan",
        12345678,
        "12/02/2020",
        "Giám đốc điều hành",
        "Thạc sĩ",
        "Cty A",
    ]

    asked = read(book(a=[head, row]), schema="foreign_workers")
    answered = read(
        book(a=[head, row]),
        schema="foreign_workers",
        answers={one.key: "DM" for one in asked.questions},
    )

    assert {one.key for one in asked.questions} == {"birth_date:ORDER", "permit_issued_on:ORDER"}
    assert answered.rows[0].values["birth_date"] == date(1990, 1, 12)
    assert answered.rows[0].is_good


def test_a_file_without_such_a_list_says_what_is_looked_for():
    with pytest.raises(CannotRead, match="Họ và tên, Ngày sinh"):
        read(book(a=[["Doanh thu", "Chi phí"], ["năm nay", "năm trước"]]))


def test_what_is_typed_into_the_grid_is_checked_like_the_file():
    row = read(
        csv([HEAD, ["1", "An Thử", "31/02/1990", "Nam", "034090000123", "", ""]]).encode()
    ).rows[0]

    mended = mend_row(
        row.values,
        {"birth_date": "28/02/1990"},
        number=2,
        schema="workers",
        on=ON,
        letters={"birth_date": "C"},
    )

    assert not row.is_good
    assert (mended.is_good, mended.values["birth_date"]) == (True, date(1990, 2, 28))


def test_every_kind_of_list_has_its_words():
    assert set(SCHEMAS) == set(TITLES)
    for schema, specs in SCHEMAS.items():
        codes = [spec.code for spec in specs]
        assert len(codes) == len(set(codes))
        assert all(label_of(schema, code) for code in codes)
    assert label_of("workers", "sex=FEMALE") == "Giới tính: nữ"
    assert "IDENTITY_ZERO_LOST" in KIND_WORDS


def test_a_sample_of_made_lists_is_read_with_no_silent_error():
    """Each template and each mutation once or more; the benchmark reads them all."""
    assert len(templates()) >= 30
    for name, made in all_made(count=12, step=19):
        found = read_made(made)

        figures = found.figures
        assert figures["rows_mapped"] == figures["rows"], (name, found.notes[:3])
        assert not figures["columns_wrong"] + figures["cells_wrong"] + figures["rows_invented"], (
            name,
            found.notes,
        )


def test_the_measure_can_fail():
    import random

    made = build(templates()[0], random.Random(1), count=3)
    for values in made.truth.values():
        values["full_name"] = "Người Khác"

    assert read_made(made).figures["cells_wrong"] == 3
