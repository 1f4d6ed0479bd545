"""Amounts of money as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi_engine.text.folding import fold
from caunoi_engine.text.money import MoneyRange, find_money, parse_money, parse_money_range

AMOUNTS = [
    ("7500000", 7_500_000),
    ("7.500.000", 7_500_000),
    ("7,500,000 đ", 7_500_000),
    ("7 500 000 đồng", 7_500_000),
    ("7,5tr", 7_500_000),
    ("7.5 triệu", 7_500_000),
    ("7tr5", 7_500_000),
    ("7 triệu rưỡi", 7_500_000),
    ("7 triệu 500 nghìn", 7_500_000),
    ("15k", 15_000),
    ("350 nghìn", 350_000),
    ("1,2 tỷ", 1_200_000_000),
    ("12M", 12_000_000),
    ("1.500.000 VNĐ", 1_500_000),
    ("700 USD", 18_200_000),
]

RANGES = [
    ("trên 8tr", 8_000_000, None),
    ("từ 8 triệu", 8_000_000, None),
    ("8 triệu trở lên", 8_000_000, None),
    ("dưới 10 triệu", None, 10_000_000),
    ("tới 20tr", None, 20_000_000),
    ("up to 30M", None, 30_000_000),
    ("8-10 triệu", 8_000_000, 10_000_000),
    ("8tr - 10", 8_000_000, 10_000_000),
    ("từ 8 đến 10 triệu", 8_000_000, 10_000_000),
    ("8.000.000 - 10.000.000đ", 8_000_000, 10_000_000),
    ("8 - 10.000.000", 8_000_000, 10_000_000),
    ("500 - 1tr", 500_000, 1_000_000),
    ("$ 700-1,000", 18_200_000, 26_000_000),
    ("10 - 8 triệu", 8_000_000, 10_000_000),
    ("9 triệu", 9_000_000, 9_000_000),
]


@pytest.mark.parametrize(("typed", "dong"), AMOUNTS)
def test_an_amount_is_read_in_each_of_the_usual_spellings(typed, dong):
    assert parse_money(typed) == dong


@pytest.mark.parametrize("typed", ["", "nhiều", "8-10 triệu", "7 triệu một tháng", "7tr nhé", "tr"])
def test_what_is_not_one_amount_is_refused(typed):
    assert parse_money(typed) is None


@pytest.mark.parametrize(("typed", "low", "high"), RANGES)
def test_a_range_keeps_the_side_that_was_left_open(typed, low, high):
    assert parse_money_range(typed) == MoneyRange(low, high)


@pytest.mark.parametrize("typed", ["", "lương cao", "gọi 0901234567"])
def test_a_text_without_money_has_no_range(typed):
    assert parse_money_range(typed) is None


@given(st.integers(min_value=1_000_000, max_value=999_999_999))
def test_an_amount_printed_with_dots_is_read_back(dong):
    assert parse_money(f"{dong:,} đ".replace(",", ".")) == dong


@given(st.integers(min_value=1, max_value=999), st.integers(min_value=0, max_value=9))
def test_millions_with_a_decimal_are_read_back(whole, tenth):
    expected = whole * 1_000_000 + tenth * 100_000
    assert parse_money(f"{whole},{tenth} triệu") == expected
    assert parse_money(f"{whole}tr{tenth}") == expected


@given(st.text(max_size=300))
def test_no_text_breaks_the_reading_of_money(text):
    parse_money(text)
    parse_money_range(text)
    for mention in find_money(fold(text), bare=True):
        assert mention.low is None or mention.high is None or mention.low <= mention.high


def test_a_caller_may_bring_the_rates_of_the_day():
    (mention,) = find_money("1,000 usd", rates={"VND": 1, "USD": 25_000, "JPY": 165})
    assert mention.low == 25_000_000
