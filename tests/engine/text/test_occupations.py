"""Free job titles find the unit group an official coder would choose. All titles are made up."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi_engine.text.occupations import OccupationCoder

REFERENCE = Path(__file__).parents[3] / "reference"


def rows(*names):
    for name in names:
        with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


CODER = OccupationCoder.from_rows(
    occupations=rows("occupations.csv"),
    links=rows("occupation_links.csv"),
    lexicon=rows("title_lexicon.csv", "title_lexicon_esco.csv"),
)
OCCUPATIONS = list(rows("occupations.csv"))
LINKS = list(rows("occupation_links.csv"))
UNITS = {row["code"] for row in OCCUPATIONS if row["scheme"] == "ISCO08" and row["level"] == "4"}


def first(title):
    return CODER.code_title(title, top=1)[0].isco08


TITLES = [
    ("Thợ hàn 3G", "7212"),
    ("cn may", "8153"),
    ("NVVP", "4110"),
    ("Nhân viên kinh doanh - thu nhập 15tr", "3322"),
    ("NHÂN VIÊN BẢO VỆ NHÀ XƯỞNG", "5414"),
    ("Tài xế xe đầu kéo container", "8332"),
    ("Lái xe cho giám đốc", "8322"),
    ("Lái xe nâng kho lạnh", "8344"),
    ("Phụ bếp quán cơm", "9412"),
    ("Kỹ sư QA/QC", "2141"),
    ("Sales Executive", "3322"),
    ("Kế toán trưởng", "1211"),
    ("Trưởng phòng nhân sự", "1212"),
    ("Trợ lý giám đốc", "3343"),
    ("Giáo viên mầm non", "2342"),
    ("Giáo viên dạy piano", "2354"),
    ("Thợ điện nước công trình", "7411"),
    ("Kỹ sư thiết kế hệ thống điện", "2151"),
    ("Dược sĩ phụ trách quầy", "2262"),
    ("Công nhân bốc xếp hàng", "9333"),
    ("Cắm hoa tươi", "7549"),
    ("Backend developer (NodeJS)", "2512"),
]


@pytest.mark.parametrize(("title", "unit"), TITLES)
def test_a_usual_title_gets_its_unit_first(title, unit):
    assert first(title) == unit


@pytest.mark.parametrize(
    "noise",
    [
        "{} - lương 12 - 15 triệu",
        "[Thái Bình] {} (đi làm ngay)",
        "Tuyển gấp {}",
        "{} tại KCN Phúc Khánh",
        "{} | bao ăn ở, hỗ trợ xe đưa đón",
        "{} - Công ty TNHH Dệt May Sông Trà",
    ],
)
@pytest.mark.parametrize("title", ["thợ hàn", "nhân viên kho", "kế toán thuế", "phụ bếp"])
def test_pay_place_benefits_and_firm_do_not_change_the_code(title, noise):
    assert first(noise.format(title)) == first(title)


@pytest.mark.parametrize("title", [title for title, _ in TITLES])
def test_capitals_change_nothing(title):
    assert CODER.code_title(title.upper()) == CODER.code_title(title.lower())


@pytest.mark.parametrize(
    ("without", "unit"),
    [
        ("tho han", "7212"),
        ("nhan vien bao ve", "5414"),
        ("ky su xay dung", "2142"),
        ("Tho dien nuoc – IT lam them", "7411"),
    ],
)
def test_a_title_without_marks_is_understood(without, unit):
    assert first(without) == unit


def test_marks_tell_words_apart():
    assert first("thợ hàn") == "7212"
    assert first("phiên dịch tiếng Hàn") == "2643"
    assert first("kỹ sư bảo vệ thực vật") != first("bảo vệ")


def test_the_head_noun_outweighs_the_place_of_work():
    assert first("Tạp vụ khách sạn") == "9112"
    assert first("Bảo vệ bệnh viện") == "5414"
    assert first("Kế toán nhà hàng") == "3313"


def test_the_context_settles_a_doubt_but_brings_no_new_trade():
    alone = [coded.isco08 for coded in CODER.code_title("Kỹ thuật viên")]
    helped = [coded.isco08 for coded in CODER.code_title("Kỹ thuật viên", context="Thợ điện")]
    assert set(helped) == set(alone)
    assert helped.index("7412") < alone.index("7412")


def test_the_context_speaks_alone_where_the_title_says_nothing():
    assert CODER.code_title("Nhân viên mới", context="Thợ hàn inox")[0].isco08 == "7212"


@given(st.text(max_size=400), st.integers(0, 9))
def test_any_text_is_read_without_failing(text, top):
    coded = CODER.code_title(text, top=top)
    assert len(coded) <= top
    assert {item.isco08 for item in coded} <= UNITS
    assert len({item.isco08 for item in coded}) == len(coded)
    assert all(0 <= item.score <= 10_000 for item in coded)
    assert [item.score for item in coded] == sorted((c.score for c in coded), reverse=True)


@pytest.mark.parametrize(
    "title", ["", "\x00", "😀" * 5000, "a" * 10_000, "((((", "- / , |", "\ud800"]
)
def test_what_is_no_title_gives_no_error(title):
    CODER.code_title(title)


def test_a_title_that_tells_no_trade_gets_no_code():
    assert CODER.code_title("Nhân viên") == []


def test_the_same_title_always_gets_the_same_answer():
    again = OccupationCoder.from_rows(
        occupations=rows("occupations.csv"),
        links=rows("occupation_links.csv"),
        lexicon=rows("title_lexicon.csv", "title_lexicon_esco.csv"),
    )
    for title, _ in TITLES:
        assert again.code_title(title) == CODER.code_title(title)


def test_there_are_436_isco_units_each_with_a_vietnamese_name_and_a_link():
    assert len(UNITS) == 436
    named = {row["code"] for row in OCCUPATIONS if row["scheme"] == "ISCO08" and row["name_vi"]}
    assert named >= UNITS
    assert {row["isco08"] for row in LINKS} == UNITS


def test_every_occupation_has_its_parent_and_every_link_its_unit():
    codes = {(row["scheme"], row["code"]) for row in OCCUPATIONS}
    assert len(codes) == len(OCCUPATIONS)
    for row in OCCUPATIONS:
        assert row["level"] == str(len(row["code"]))
        assert row["parent"] == row["code"][:-1]
        assert not row["parent"] or (row["scheme"], row["parent"]) in codes
        assert row["name_source"] in {"official", "ours"}
    assert all(("VSCO2020", row["vsco2020"]) in codes for row in LINKS if row["vsco2020"])


def test_every_lexicon_phrase_leads_to_units_that_exist():
    classes = {row["isco08"] for row in rows("title_lexicon.csv") if row["isco08"][:1] == "@"}
    for row in rows("title_lexicon.csv", "title_lexicon_esco.csv"):
        if row["isco08"] and row["isco08"] not in classes:
            assert set(row["isco08"].split("|")) <= UNITS, row
        for part in row["phrase"].split(" + "):
            assert not part.startswith("@") or part in classes, row
        assert 0 < float(row["weight"]) <= 2, row


def test_the_vsco_code_is_the_first_link_of_the_isco_unit():
    shown = {}
    for row in LINKS:
        shown.setdefault(row["isco08"], row["vsco2020"])
    for title, _ in TITLES:
        for coded in CODER.code_title(title):
            assert coded.vsco2020 == shown[coded.isco08]
