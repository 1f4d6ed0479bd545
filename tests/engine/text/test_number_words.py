"""Amounts in words: read back by another hand they are the same number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi_engine.text.number_words import LARGEST, dong_in_words, in_words

ONES = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5,
    "sáu": 6, "bảy": 7, "tám": 8, "chín": 9,
}  # fmt: skip


def read_back(words: str) -> int:
    """A reader that knows nothing of the writer: it adds up word by word."""
    total = thousands = group = 0
    digit = None
    for word in words.split():
        if word in ONES:
            group += digit or 0
            digit = ONES[word]
        elif word == "trăm":
            group, digit = group + (digit or 0) * 100, None
        elif word == "mươi":
            group, digit = group + (digit or 0) * 10, None
        elif word == "mười":
            group += 10
        elif word == "linh":
            assert digit is None
        else:
            group += digit or 0
            digit = None
            if word == "tỷ":
                total, thousands, group = (thousands + group) * 10**9, 0, 0
            else:
                thousands += group * {"nghìn": 10**3, "triệu": 10**6}[word]
                group = 0
    return total + thousands + group + (digit or 0)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (1, "một"),
        (10, "mười"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (24, "hai mươi tư"),
        (31, "ba mươi mốt"),
        (55, "năm mươi lăm"),
        (101, "một trăm linh một"),
        (110, "một trăm mười"),
        (1_001, "một nghìn không trăm linh một"),
        (1_010, "một nghìn không trăm mười"),
        (50_000, "năm mươi nghìn"),
        (100_000, "một trăm nghìn"),
        (2_838_000, "hai triệu tám trăm ba mươi tám nghìn"),
        (26_550_000, "hai mươi sáu triệu năm trăm năm mươi nghìn"),
        (1_000_000, "một triệu"),
        (1_000_005, "một triệu không trăm linh năm"),
        (1_005_000, "một triệu không trăm linh năm nghìn"),
        (10**9, "một tỷ"),
        (10**9 + 10**6, "một tỷ không trăm linh một triệu"),
        (10**12, "một nghìn tỷ"),
        (
            123_456_789,
            "một trăm hai mươi ba triệu bốn trăm năm mươi sáu nghìn bảy trăm tám mươi chín",
        ),
    ],
)
def test_amounts_are_written_as_people_read_them(number, words):
    assert in_words(number) == words


@given(st.integers(0, 10**12))
def test_the_words_are_the_number(number):
    assert read_back(in_words(number)) == number


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_no_two_numbers_share_their_words(one, other):
    assert (in_words(one) == in_words(other)) is (one == other)


def test_every_number_under_twenty_thousand():
    assert [read_back(in_words(n)) for n in range(20_000)] == list(range(20_000))


@pytest.mark.parametrize("number", [-1, LARGEST + 1])
def test_what_no_paper_writes_is_refused(number):
    with pytest.raises(ValueError, match="from 0"):
        in_words(number)


def test_dong_begin_with_a_capital():
    assert dong_in_words(50_000) == "Năm mươi nghìn đồng"
