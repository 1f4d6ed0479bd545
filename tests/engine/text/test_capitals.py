"""A name typed in capitals is written as one reads it; any other name is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi_engine.text.capitals import calm_capitals
from caunoi_engine.text.folding import fold, tidy

SYLLABLES = st.sampled_from(["công", "ty", "dệt", "may", "hương", "nghiêng", "quý", "đỗ", "yến"])
NAMES = st.lists(SYLLABLES, min_size=1, max_size=7).map(" ".join)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("CÔNG TY CỔ PHẦN MAY VÍ DỤ", "Công ty Cổ phần May Ví Dụ"),
        ("CÔNG TY TNHH MỘT THÀNH VIÊN MẪU", "Công ty TNHH Một thành viên Mẫu"),
        ("CHI NHÁNH CÔNG TY TNHH SX TM THÍ DỤ", "Chi nhánh Công ty TNHH SX TM Thí Dụ"),
        ("LẬP TRÌNH VIÊN IT", "Lập Trình Viên IT"),
        ("CHUYÊN VIÊN MARKETING", "Chuyên Viên Marketing"),
        ("  THỢ   HÀN 3G ", "Thợ Hàn 3G"),
    ],
)
def test_a_name_in_capitals_is_calmed(typed, written):
    assert calm_capitals(typed) == written


@pytest.mark.parametrize(
    "name", ["Công ty TNHH ABC", "Nhân viên kho – ca đêm", "TNHH", "FPT", "", "123", "e-Sport Hub"]
)
def test_a_name_in_small_letters_or_a_bare_abbreviation_stays(name):
    assert calm_capitals(name) == name


@given(NAMES)
def test_no_vietnamese_word_of_two_letters_and_more_is_left_shouting(name):
    calm = calm_capitals(name.upper())
    assert not any(len(word) > 1 and word.isupper() for word in calm.split())


@given(st.text(max_size=60))
def test_the_search_key_and_a_second_reading_stay_the_same(text):
    calm = calm_capitals(text)
    assert calm_capitals(calm) == calm
    assert fold(calm) == fold(tidy(text))
