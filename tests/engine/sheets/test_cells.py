"""Days, numbers, old encodings: right or named as doubtful, never silently wrong (C4, C6, C7)."""

from collections import Counter
from datetime import date

import pytest

from caunoi_engine.sheets.days import Reach, Signs, read_day, signs_of
from caunoi_engine.sheets.numbers import read_identity, read_money, read_phone, read_tax
from caunoi_engine.sheets.words import SEXES, CodeWords
from caunoi_engine.text.encodings import restore, restore_rows
from caunoi_engine.text.folding import place_tones
from tests.engine.sheets import measured
from tests.engine.sheets.made import COMMUNES, FAMILIES, GIVENS, MIDDLES
from tests.engine.sheets.spoiling import SPOILT_PAIRS, tcvn3, vni

ON = date(2026, 3, 2)
BIRTHS = Reach(on=ON, births=True)
NAMES = [
    f"{family} {middle} {given}"
    for family in FAMILIES
    for sex in MIDDLES
    for middle, given in zip(MIDDLES[sex], GIVENS[sex], strict=False)
] + COMMUNES


def test_texts_come_back_from_every_encoding():
    usual = Counter(word for name in NAMES for word in place_tones(name.lower()).split())

    found = measured.encodings(NAMES, usual)

    for name, figures in found.items():
        assert figures.right >= 0.995 * figures.cells - 1, (name, figures)
    assert measured.wrong_cells(found) == []


def test_capitals_that_tcvn3_does_not_keep_are_told_by_what_stands_beside_them():
    loud = ["XÃ MỒ DỀ", "HÀ", "XÃ BỒ ĐỀ", "NGUYỄN VĂN SƠN", "TRẦN THỊ HƯƠNG"]
    calm = ["Xã Mồ Dề", "Hà", "Thị trấn Óc Eo", "Nguyễn Thị Ánh", "thôn ở cuối xã", "thôn ấp Bắc"]
    mixed = [*loud, *calm]

    for column in (loud, calm):
        assert list(restore(map(tcvn3, column)).texts.values()) == column
    assert restore(map(tcvn3, mixed)).texts[tcvn3("XÃ MỒ DỀ")] == "Xã Mồ Dề"


@pytest.mark.parametrize(("spoilt", "text"), SPOILT_PAIRS)
def test_the_tables_are_those_that_were_published(spoilt, text):
    assert restore([spoilt]).texts == {spoilt: text}


def test_a_head_typed_anew_over_an_old_list_is_left_as_it_is():
    rows = [["Họ tên", "Xã"], *([tcvn3("Nguyễn Thị Hồng"), tcvn3("Xã Tân Trào")] for _ in range(9))]

    read, encoding, doubts = restore_rows(rows)

    assert (read[0], read[5]) == (["Họ tên", "Xã"], ["Nguyễn Thị Hồng", "Xã Tân Trào"])
    assert (encoding, doubts) == ("TCVN3 (.VnTime)", {})


def test_what_cannot_be_told_is_named_and_not_stored():
    lost = restore(["Nguy?n Th? Hoa", "Tr\ufffdn Văn An", "Trần Văn An?"])

    assert set(lost.doubts) == {"Nguy?n Th? Hoa", "Tr\ufffdn Văn An"}
    assert lost.texts == {}


def test_foreign_names_stay():
    assert restore(["José Müller", "Nguyễn Văn An", "김민준"]).doubts == {}


def test_two_readings_in_a_mixed_column_are_a_doubt():
    column = [*(["Nguyễn Văn Tư"] * 20), *([vni("Trần Thị Hằng")] * 20), "Hoà"]

    assert restore(column).doubts.keys() | restore(column).texts.keys() >= {vni("Trần Thị Hằng")}
    assert "Hoà" in restore(column).doubts or restore(column).texts.get("Hoà", "Hoà") == "Hoà"


def test_days_are_right_or_asked():
    found = measured.days(600)

    assert measured.total(found)["wrong"] == 0, measured.wrong_cells(found)
    for name in measured.UNAMBIGUOUS:
        assert found[name].flagged == 0, name
    for name, figures in found.items():
        if "answered" in name or "1904" in name:
            assert figures.right == figures.cells, name
        if "asked" in name:
            assert figures.flagged > 0, name
    assert found["serial in a text: asked"].right == 0


def test_numbers_are_right_or_proposed():
    found = measured.numbers(200)

    assert measured.total(found)["wrong"] == 0, measured.wrong_cells(found)
    for name in ("whole", "as a number, row proves it", "phones", "phones as numbers", "sums"):
        assert found[name].flagged == 0, name
    for name in ("1.2E+11", "1.2E+11 opened and saved again"):
        assert found[name].right == 0, name  # nobody can know the figures that are lost


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("31/02/1990", "DAY_IMPOSSIBLE"),
        ("29/02/1900", "DAY_IMPOSSIBLE"),
        ("05/03/1990", "DAY_ORDER"),
        ("13/02/20", "DAY_CENTURY"),
        ("O5/03/199O", "DAY_LETTERS"),
        (5031990, "DAY_PACKED"),
        ("03/1990", "DAY_WITHOUT_DAY"),
        ("05/06/2030", "DAY_ORDER"),
        (date(2030, 6, 5), "DAY_OUT_OF_REACH"),
        (1850, "DAY_OUT_OF_REACH"),
        ("mùa xuân 90", "DAY_UNREAD"),
    ],
)
def test_a_day_that_cannot_be_taken_says_why(cell, kind):
    read = read_day(cell, BIRTHS)

    assert read.flaw is not None
    assert read.flaw.kind == kind


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("25/03/1990", date(1990, 3, 25)),
        ("03/25/1990", date(1990, 3, 25)),
        ("05.03.1990", date(1990, 3, 5)),
        ("5-Mar-90", date(1990, 3, 5)),
        ("ngày 05 tháng 3 năm 1990", date(1990, 3, 5)),
        ("19900325", date(1990, 3, 25)),
        ("04/04/85", date(1985, 4, 4)),
        ("năm 1965", 1965),
        ("00/00/1965", 1965),
        ("  /  /1965", 1965),
        (1965.0, 1965),
        (32937, date(1990, 3, 5)),
        ("x", None),
        (None, None),
    ],
)
def test_a_day_that_means_one_thing_is_taken(cell, value):
    assert read_day(cell, BIRTHS).value == value


def test_serials_count_from_where_their_book_says():
    assert read_day(31475, Reach(on=ON, births=True, epoch=1904)).value == date(1990, 3, 5)
    assert read_day("32937", Reach(on=ON, births=True, epoch=0)).flaw.kind == "DAY_EPOCH"


def test_a_column_shows_its_order_only_if_it_is_steady():
    assert signs_of(["25/03/1990", "05/03/1990"]).order == "DM"
    assert signs_of(["03/25/1990", "05/03/1990"]).order == "MD"
    assert signs_of(["25/03/1990", "03/25/1990", "05/03/1990"]).order == ""
    assert Signs(day_first=1, open=100).order == ""


def test_a_zero_is_put_back_only_where_the_row_proves_it():
    proven = read_identity(1090004821, birth=date(1990, 5, 2), sex="MALE")
    other_year = read_identity(1090004821, birth=date(1991, 5, 2), sex="MALE")

    assert (proven.value, proven.flaw.kind, proven.flaw.stops) == (
        "001090004821",
        "IDENTITY_ZERO_RESTORED",
        False,
    )
    assert (other_year.value, other_year.flaw.kind) == (None, "IDENTITY_ZERO_LOST")


@pytest.mark.parametrize(
    ("read", "cell", "value", "kind"),
    [
        (read_phone, "0162 345 6789", "0323456789", "PHONE_RENUMBERED"),
        (read_phone, "0912345678 / 0987654321", "0912345678", "PHONE_SEVERAL"),
        (read_phone, "12345", None, "PHONE_UNREAD"),
        (read_money, "7,5", None, "MONEY_SMALL"),
        (read_money, "nhiều", None, "MONEY_UNREAD"),
        (read_tax, "0100109107", "0100109107", "TAX_CHECK"),
        (read_tax, "12", None, "TAX_UNREAD"),
    ],
)
def test_a_number_in_doubt_says_why(read, cell, value, kind):
    found = read(cell)

    assert (found.value, found.flaw.kind) == (value, kind)


def test_words_with_slips_are_understood_and_said():
    words = CodeWords({"trung cấp": "SECONDARY", "cao đẳng": "COLLEGE", "sơ cấp": "ELEMENTARY"})

    assert words.read("Trung cáp").value == "SECONDARY"  # marks do not count
    assert words.read("Trug cấp").flaw.kind == "CODE_TYPO"
    assert words.read("5").flaw.kind == "CODE_NUMBER"
    assert words.read("Giáo sư").flaw.kind == "CODE_UNKNOWN"
    assert CodeWords(SEXES).read("NỮ").value == "FEMALE"
