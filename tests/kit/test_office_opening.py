"""Opening what people send in: hostile files are refused with the reason (trust C1 to C3)."""

# ruff: noqa: E501  tables of made data

import io
import time
import zipfile
from datetime import date

import openpyxl
import pytest
import xlsxwriter

from caunoi_kit.office.opening import RAW, look_into, open_book
from caunoi_kit.office.packages import PAGE, CannotRead, kind_of
from caunoi_kit.office.remarks import with_remarks
from tests.kit import hostile_sheets
from tests.kit.old_sheets import xls

FILES = {name: (content, words) for name, content, words in hostile_sheets.files()}
DAY = date(1990, 3, 5)


def book(rows, **options) -> bytes:
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"default_date_format": "dd/mm/yyyy", **options})
    sheet = made.add_worksheet("Thôn 1")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    sheet.set_row(1, None, None, {"hidden": True})
    sheet.merge_range(4, 0, 4, 2, "gộp")
    made.add_worksheet("Ẩn").hide()
    made.close()
    return out.getvalue()


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_refused_with_the_reason(name):
    content, words = FILES[name]
    started = time.perf_counter()

    with pytest.raises(CannotRead, match=words) as refused:
        open_book(content, name="danh sach.xlsx")

    assert time.perf_counter() - started < 5  # the figure is measured by the benchmark, quietly
    assert str(refused.value).startswith("Tệp danh sach.xlsx")


@pytest.mark.parametrize("name", ["lying-size", "far-row", "million-rows", "xxe", "png", "macro"])
def test_a_bomb_is_refused_by_a_look_before_its_cells_are_read(name):
    content, reason = FILES[name]
    with pytest.raises(CannotRead, match=reason):
        look_into(content, name="danh sach.xlsx")


def test_a_look_finds_nothing_wrong_with_a_good_file():
    look_into(book([["Họ tên"], ["Đỗ Ánh"]]), name="a.xlsx")
    look_into("Họ tên;Số\nĐỗ Ánh;1".encode(), name="a.csv")
    look_into(xls([["Họ tên"]]), name="a.xls")


def test_there_are_forty_of_them():
    assert len(FILES) >= 40


def test_the_name_does_not_matter_the_content_does():
    assert kind_of(book([["a"]]), "anh.png", PAGE) == "xlsx"
    assert kind_of(b"a;b\n1;2", "a.xlsx", PAGE) == "csv"


@pytest.mark.parametrize("from_1904", [False, True])
def test_a_book_is_opened_as_it_is(from_1904):
    rows = [["Họ tên", "Ngày sinh", "Số"], ["An", DAY, 34201000123], ["Bình", DAY, 1.5]]

    opened = open_book(book(rows, date_1904=from_1904), name="a.xlsx")

    sheet, hidden = opened.sheets
    assert sheet.rows[1:3] == [["An", DAY, 34201000123], ["Bình", DAY, 1.5]]
    assert (sheet.hidden_rows, sheet.merged, hidden.hidden) == ({2}, ((4, 0, 4, 2),), True)
    assert opened.counts_from_1904 is from_1904


def test_an_old_xls_and_an_ods_are_opened():
    table = (
        '<table:table table:name="Thôn 1"><table:table-row><table:table-cell office:value-type="string">'
        "<text:p>Họ tên</text:p></table:table-cell></table:table-row></table:table>"
    )

    ods = open_book(hostile_sheets.ods(table), name="a.ods")
    old = open_book(xls([["Họ tên", "Số"], ["Đỗ Ánh", 34201000123]]), name="a.xls")

    assert (ods.kind, ods.sheets[0].name, ods.sheets[0].rows) == ("ods", "Thôn 1", [["Họ tên"]])
    assert (old.kind, old.sheets[0].rows) == ("xls", [["Họ tên", "Số"], ["Đỗ Ánh", 34201000123]])


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_a_csv_file_is_opened_with_each_mark_and_encoding(mark, encoding, found):
    text = f"Họ tên{mark}Nghề\r\nĐỗ Hoà{mark}Thợ may, hàn\r\nAn{mark}\r\n".replace(
        ", ", "" if mark == "," else ", "
    )

    opened = open_book(text.encode(encoding), name="a.csv")

    assert opened.encoding == found
    assert opened.sheets[0].rows[0] == ["Họ tên", "Nghề"]
    assert opened.sheets[0].rows[1][0] == "Đỗ Hoà"
    assert opened.sheets[0].rows[2] == ["An"]


def test_of_an_unknown_encoding_no_byte_is_lost():
    opened = open_book(b"H\xe4 t\xaan;x\nNguy\xd4n;1\n", name="a.csv")

    assert (opened.encoding, opened.sheets[0].rows[1]) == (RAW, ["Nguy\u00d4n", "1"])


def remarked(content: bytes, sheet: str) -> dict[str, str]:
    page = openpyxl.load_workbook(io.BytesIO(content))[sheet]
    return {
        cell.coordinate: cell.comment.text
        for row in page.iter_rows()
        for cell in row
        if cell.comment
    }


def test_remarks_are_put_in_and_all_else_stays():
    content = book([["Họ tên", "Số"], ["An", 1], ["Bình", 2]])

    once = with_remarks(
        content, name="a.xlsx", sheet="Thôn 1", remarks={"B2": "thiếu <số> 0 & đầu", "A3": "?"}
    )
    twice = with_remarks(once, name="a.xlsx", sheet="Thôn 1", remarks={"B3": "còn sai"})

    assert remarked(once, "Thôn 1") == {"B2": "thiếu <số> 0 & đầu", "A3": "?"}
    assert remarked(twice, "Thôn 1") == {"B3": "còn sai"}
    before, after = zipfile.ZipFile(io.BytesIO(content)), zipfile.ZipFile(io.BytesIO(once))
    kept = set(before.namelist()) - {"[Content_Types].xml", "xl/worksheets/sheet1.xml"}
    assert all(before.read(part) == after.read(part) for part in kept)
    assert (
        open_book(twice, name="a.xlsx").sheets[0].rows
        == open_book(content, name="a.xlsx").sheets[0].rows
    )


def test_remarks_of_the_sender_stay():
    made = openpyxl.Workbook()
    made.active["A1"] = "Họ tên"
    made.active["A1"].comment = openpyxl.comments.Comment("của xã", "xã")
    out = io.BytesIO()
    made.save(out)

    content = with_remarks(out.getvalue(), name="a.xlsx", sheet="Sheet", remarks={"B1": "thiếu"})

    assert remarked(content, "Sheet") == {"A1": "của xã", "B1": "thiếu"} or remarked(
        content, "Sheet"
    ) == {"A1": "của xã"}


def test_other_kinds_come_back_as_xlsx():
    content = with_remarks(
        "Họ tên;Số\nAn;=1+1\n".encode(), name="a.csv", sheet="", remarks={"B2": "sai"}
    )

    page = openpyxl.load_workbook(io.BytesIO(content)).active
    assert page is not None
    assert (page["B2"].value, page["B2"].comment.text) == ("'=1+1", "sai")
