"""Sheets: nothing that goes out runs (trust C10), what comes in is checked first (C1 to C3)."""

import io
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from caunoi_kit.office import sheets
from caunoi_kit.office.sheets import CannotRead, Column, Kind

LEADING = "=+-@\t\r\n|%＝＋－＠−﹦﹢﹣﹫"
COLUMNS = (Column("Tên"), Column("Ghi chú"))


def cells_of(content: bytes) -> list[list]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return [list(row) for row in sheet.iter_rows()]


def xlsx(rows) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for number, row in enumerate(rows):
        (book.worksheets() or [book.add_worksheet()])[0].write_row(number, 0, row)
    book.close()
    return out.getvalue()


@pytest.mark.parametrize("first", list(LEADING))
@pytest.mark.parametrize("before", ["", " ", "\u00a0", "\u200b", "\ufeff", "\x00"])
def test_no_text_that_goes_out_is_taken_for_a_formula(first, before):
    typed = f"{before}{first}cmd|' /C calc'!A0"

    content = sheets.write((Column(typed), *COLUMNS[1:]), [(typed, typed)], title=typed)
    as_csv = sheets.write_csv(COLUMNS, [(typed, "b")]).decode("utf-8-sig").splitlines()[1]

    for row in cells_of(content):
        for cell in row:
            assert cell.data_type == "s"
            assert cell.value.startswith("'") or cell.value == "Ghi chú"
    assert as_csv.lstrip('"').startswith("'")


def test_a_telephone_number_is_still_readable():
    [_, [cell, _]] = cells_of(sheets.write(COLUMNS, [("+84 912 345 678", "")], title="x"))

    assert cell.value == "'+84 912 345 678"


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=40), min_size=1, max_size=5))
def test_what_was_written_is_read_back(texts):
    columns = [Column(f"c{n}") for n in range(len(texts))]
    seen = [sheets.bare(sheets.harmless(text)) for text in texts]
    expected = [sheets.unicodedata.normalize("NFC", text).strip() for text in seen]

    by_csv = sheets.read(sheets.write_csv(columns, [texts]), name="a.csv")

    assert by_csv[0] == [column.name for column in columns]
    assert [cell.replace("\r\n", "\n") for cell in (by_csv[1:] or [[""] * len(texts)])[0]] == [
        text.replace("\r\n", "\n") for text in expected
    ]


def test_figures_days_and_moments_keep_their_kind():
    columns = (
        Column("Số", Kind.NUMBER), Column("Tiền", Kind.MONEY), Column("Ngày", Kind.DAY),
        Column("Lúc", Kind.MOMENT), Column("Có"),
    )  # fmt: skip
    row = (Decimal("6.5"), 7_500_000, date(2026, 1, 2), datetime(2026, 1, 2, 1, tzinfo=UTC), True)

    content = sheets.write(columns, [row], title="Danh/sách [1]")

    [_, cells] = cells_of(content)
    assert [cell.value for cell in cells[:3]] == [6.5, 7_500_000, datetime(2026, 1, 2)]  # noqa: DTZ001  sheets have no zones
    assert cells[3].value == datetime(2026, 1, 2, 8)  # noqa: DTZ001  the clock on the wall in Vietnam
    assert sheets.read(content, name="a.xlsx")[1] == [
        "6.5", "7500000", "02/01/2026", "02/01/2026", "Có",
    ]  # fmt: skip


def test_whole_numbers_and_zeros_in_front_come_back_as_they_stand():
    assert sheets.read(xlsx([["001090004821", 912345678, 1.5]]), name="a.xlsx") == [
        ["001090004821", "912345678", "1.5"]
    ]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_csv_file_is_read_with_each_mark_and_encoding(mark, encoding):
    content = f"Tên{mark}Nghề\r\nHoà{mark}Thợ may\r\n".encode(encoding)

    assert sheets.read(content, name="a.csv") == [["Tên", "Nghề"], ["Hoà", "Thợ may"]]


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"0" * 30_000_000)
    return out.getvalue()


def package_of(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name in names:
            package.writestr(name, b"x" * 100)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "trống"),
        (b"  \n", "trống"),
        (b"x" * 10_000_001, "10 MB"),
        (b"\x89PNG\r\n\x1a\n\0\0", "không phải"),
        (b"<html><table>", "không phải"),
        ("Trần".encode("cp1258", "replace") + b"\xff", "UTF-8"),
        (b"PK\x03\x04broken", "hỏng"),
        (package_of("word/document.xml"), "không phải .xlsx"),
        (package_of("xl/workbook.xml", "xl/vbaProject.bin"), "macro"),
        (package_of("xl/workbook.xml"), "hỏng"),
        (package_of(*(f"a{n}" for n in range(2_001))), "quá lớn"),
        (bomb(), "quá lớn"),
        (b"a\n" * 50_001, "50000 dòng"),
        (b"a," * 201, "200 cột"),
        (b",,\n,,", "không có dòng nào"),
    ],
)  # fmt: skip
def test_what_is_no_sheet_is_refused_with_the_reason(content, words):
    with pytest.raises(CannotRead, match=words):
        sheets.read(content, name="tep.xlsx")


def test_a_file_with_a_password_says_so():
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600

    with pytest.raises(CannotRead, match="không phải"):
        sheets.read(locked, name="a.xlsx")
