"""An old advert is read into the boxes of a new one."""

import io
from datetime import date

import docx
import pytest

from caunoi.vacancies.actions.adverts import read_advert
from caunoi.vacancies.imports import CannotRead
from caunoi.vacancies.imports.adverts import advert_text
from caunoi_kit.office import sheets

DAY = date(2026, 11, 9)
ADVERT = """Công nhân may
Số lượng: 30 người
Mức lương: 8 - 11 triệu
Địa điểm làm việc: Xã Tiền Hải, Hưng Yên
Kinh nghiệm: 2 năm. Làm theo ca, có ký túc xá.
Hạn nộp: 20/12/2026
Liên hệ: Chị Hoa, 0912 345 678"""


def test_an_advert_fills_the_boxes():
    boxes = read_advert(ADVERT, on=DAY).boxes

    assert boxes["title"] == "Công nhân may"
    assert boxes["positions"] == "30"
    assert (boxes["wage_min"], boxes["wage_max"]) == ("8.000.000", "11.000.000")
    assert boxes["address"] == "Xã Tiền Hải, Hưng Yên"
    assert boxes["shifts"] == ["ROTATING"]
    assert boxes["closes_on"] == "20/12/2026"
    assert (boxes["contact_name"], boxes["contact_phone"]) == ("Chị Hoa", "0912 345 678")
    assert boxes["experience"] == "FROM_2_TO_5_YEARS"
    assert boxes["housing"] == "on"


def test_what_could_not_be_read_is_named():
    reading = read_advert("Cần tuyển bảo vệ", on=DAY)

    assert "lương" in reading.unread
    assert "hạn tuyển" in reading.unread
    assert "wage_min" not in reading.boxes


def test_a_deadline_that_has_passed_is_left_for_the_firm_to_set():
    assert "closes_on" not in read_advert("Bảo vệ\nHạn: 01/02/2020", on=DAY).boxes


def test_word_text_and_sheets_give_the_same_advert():
    paper = docx.Document()
    for line in ADVERT.splitlines():
        paper.add_paragraph(line)
    out = io.BytesIO()
    paper.save(out)
    columns = [sheets.Column("Chức danh"), sheets.Column("Mức lương"), sheets.Column("Số lượng")]
    row = ["Công nhân may", "8 - 11 triệu", "30"]

    texts = [
        advert_text(ADVERT.encode(), name="tin.txt"),
        advert_text(out.getvalue(), name="tin.docx"),
        advert_text(sheets.write(columns, [row], title="Tin"), name="tin.xlsx"),
    ]

    for text in texts:
        boxes = read_advert(text, on=DAY).boxes
        assert (boxes["title"], boxes["wage_max"]) == ("Công nhân may", "11.000.000")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "a.txt"),
        (b"\xff\xfa\xc3", "a.txt"),
        (b"PK\x03\x04 hong", "a.docx"),
        (b"%PDF-1.7", "a.pdf"),
        (b"x" * 2_000_001, "a.txt"),
        (b"PK\x03\x04", "a.xlsx"),
    ],
)
def test_a_file_that_is_no_advert_is_refused_in_words(content, name):
    with pytest.raises(CannotRead, match=r"Tệp"):
        advert_text(content, name=name)


@pytest.mark.parametrize("text", ["", "\0", "🙂" * 10_000, "0" * 20_000, "hạn " + "1/" * 9_000])
def test_any_text_can_be_read(text):
    assert read_advert(text, on=DAY).boxes["experience"] == "NONE"
