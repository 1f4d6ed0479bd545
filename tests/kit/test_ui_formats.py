"""How figures are written, and that what we write can be typed back (conventions of the look)."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi_kit.ui import formats
from caunoi_kit.ui.typed import CannotRead, read_day, read_money, read_phone


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (25953, "25.953"),
        (6.96, "6,96"),
        (8.0, "8"),
        (0, "0"),
        (-0.001, "0"),
        (-1234.5, "-1.234,5"),
        (1_000_000, "1.000.000"),
        (Decimal("2.675"), "2,68"),
        (0.1 + 0.2, "0,3"),
    ],
)
def test_a_dot_parts_thousands_and_a_comma_parts_decimals(value, written):
    assert formats.number(value) == written


def test_halves_are_rounded_up_as_people_do():
    assert [formats.number(n, 0) for n in (0.5, 1.5, 2.5)] == ["1", "2", "3"]


def test_percentages_have_one_decimal_at_most():
    assert [formats.percent(p) for p in (169.71, 117, 0, 67.96)] == ["169,7%", "117%", "0%", "68%"]


@pytest.mark.parametrize(
    ("change", "said"),
    [(-4.87, "giảm 4,87 điểm %"), (2, "tăng 2 điểm %"), (0.001, "không đổi"), (0, "không đổi")],
)
def test_a_change_between_percentages_is_told_in_points(change, said):
    assert formats.points(change) == said


def test_a_relative_change_says_its_direction_in_words():
    assert [formats.change(c) for c in (4, -9.25, 0.04)] == ["tăng 4%", "giảm 9,3%", "không đổi"]


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (6_960_000_000, "6,96 tỷ đồng"),
        (7_500_000, "7,5 triệu đồng"),
        (650_000, "650 nghìn đồng"),
        (500, "500 đồng"),
        (0, "0 đồng"),
        (995_000_000, "995 triệu đồng"),
        (999_999_999, "1 tỷ đồng"),
        (999_999, "1 triệu đồng"),
    ],
)
def test_large_sums_are_said_in_round_words(amount, said):
    assert formats.money_short(amount) == said


@pytest.mark.parametrize(
    ("low", "high", "negotiable", "card", "full"),
    [
        (8_000_000, 11_000_000, False, "8–11 triệu", "8–11 triệu đồng/tháng"),
        (8_000_000, 9_500_000, False, "8–9,5 triệu", "8–9,5 triệu đồng/tháng"),
        (8_000_000, 8_000_000, False, "8 triệu", "8 triệu đồng/tháng"),
        (8_000_000, None, False, "Từ 8 triệu", "Từ 8 triệu đồng/tháng"),
        (None, 20_000_000, False, "Đến 20 triệu", "Đến 20 triệu đồng/tháng"),
        (800_000, 1_200_000, False, "800 nghìn – 1,2 triệu", "800 nghìn – 1,2 triệu đồng/tháng"),
        (None, None, True, "Thoả thuận", "Thoả thuận"),
        (None, None, False, "Chưa ghi lương", "Chưa ghi lương"),
    ],
)
def test_a_wage_reads_as_a_person_would_say_it(low, high, negotiable, card, full):
    assert formats.wage_short(low, high, negotiable) == card
    assert formats.wage(low, high, negotiable) == full


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 1, 2), "ngày 02 tháng 01 năm 2026"),
        (date(2026, 2, 10), "ngày 10 tháng 02 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
    ],
)
def test_official_papers_put_a_zero_before_small_days_and_the_first_two_months(day, written):
    assert formats.official_day(day) == written


def test_a_moment_late_in_the_evening_utc_is_the_next_day_in_viet_nam(settings):
    settings.TIME_ZONE = "Asia/Ho_Chi_Minh"
    late = datetime(2025, 5, 15, 20, 12, tzinfo=UTC)
    assert formats.day(late) == "16/05/2025"
    assert formats.moment(late) == "16/05/2025 03:12"


def test_a_deadline_names_its_year_only_when_it_is_another_one():
    last = date(2026, 11, 30)
    assert formats.deadline(last) == "hạn 30/11"
    assert formats.deadline(last, on=date(2026, 11, 24)) == "hạn 30/11"
    assert formats.deadline(last, on=date(2025, 12, 24)) == "hạn 30/11/2026"


@pytest.mark.parametrize(
    ("digits", "written"),
    [
        ("0912345678", "0912 345 678"),
        ("84912345678", "0912 345 678"),
        ("02439361234", "024 3936 1234"),
        ("02213861234", "0221 386 1234"),
        ("19001234", "19001234"),
    ],
)
def test_a_telephone_number_is_shown_in_groups(digits, written):
    assert formats.phone(digits) == written


@pytest.mark.parametrize(
    ("km", "said"),
    [(12.3, "12 km"), (0.84, "0,8 km"), (0.97, "1 km"), (0.02, "dưới 0,1 km"), (0, "dưới 0,1 km")],
)
def test_a_way_is_told_without_false_precision(km, said):
    assert formats.distance(km) == said


@pytest.mark.parametrize(
    ("months", "said"), [(18, "1 năm 6 tháng"), (36, "3 năm"), (6, "6 tháng"), (0, "chưa có")]
)
def test_practice_is_told_in_years_and_months(months, said):
    assert formats.experience(months) == said


@given(st.text(alphabet="0123456789", min_size=0, max_size=16))
def test_a_masked_number_never_shows_more_than_its_last_four_digits(secret):
    shown = [c for c in formats.masked(secret) if c.isdigit()]
    assert len(shown) <= 4
    assert len(secret) >= 8 or not shown


# --- What people type ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("7500000", 7_500_000),
        ("7.500.000", 7_500_000),
        ("7 500 000 đ", 7_500_000),
        ("7,500,000 VND", 7_500_000),
        ("7,5tr", 7_500_000),
        ("7.5 triệu", 7_500_000),
        ("7tr5", 7_500_000),
        ("7 triệu rưỡi", 7_500_000),
        ("7 TRIỆU RƯỠI", 7_500_000),
        ("7.500.000 đ/tháng", 7_500_000),
        ("1.500 triệu", 1_500_000_000),
        ("1,2 tỷ", 1_200_000_000),
        ("500k", 500_000),
        ("0", 0),
    ],
)
def test_money_is_read_however_it_is_usually_written(typed, amount):
    assert read_money(typed) == amount


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "ví dụ 7500000"),
        ("nhiều", "ví dụ 7500000"),
        ("-5 triệu", "ví dụ 7500000"),
        ("7,5", "Chưa rõ số tiền"),
        ("7.50.000", "Chưa rõ số tiền"),
        ("7 rưỡi", "Ghi thêm triệu hay nghìn"),
        ("1,2345k", "Chưa rõ số tiền"),
        ("1,0001 triệu", "Chưa rõ số tiền"),
        ("9" * 40, "quá lớn"),
    ],
)
def test_money_with_no_single_meaning_is_refused_with_what_to_write(typed, told):
    with pytest.raises(CannotRead, match=told):
        read_money(typed)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("02/03/1990", date(1990, 3, 2)),
        ("2/3/90", date(1990, 3, 2)),
        ("2-3-1990", date(1990, 3, 2)),
        ("2.3.1990", date(1990, 3, 2)),
        ("02031990", date(1990, 3, 2)),
        ("020390", date(1990, 3, 2)),
        ("1990-03-02", date(1990, 3, 2)),
        ("ngày 02 tháng 3 năm 1990", date(1990, 3, 2)),
        ("1/2/05", date(2005, 2, 1)),
        ("29/02/2024", date(2024, 2, 29)),
    ],
)
def test_a_day_is_read_day_first_in_every_usual_form(typed, day):
    assert read_day(typed, latest_year=2026) == day


def test_a_two_digit_year_is_never_after_the_latest_year():
    assert read_day("1/2/12", latest_year=2011) == date(1912, 2, 1)
    assert read_day("1/2/11", latest_year=2011) == date(2011, 2, 1)


@pytest.mark.parametrize("typed", ["31/12/9999", "01/01/0001", "1/1/1899"])
def test_a_year_nobody_can_mean_is_refused(typed):
    with pytest.raises(CannotRead, match="không hợp lý"):
        read_day(typed, latest_year=2026)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("31/02/2020", "không có ngày 31"),
        ("5/13/2020", "Không có tháng 13"),
        ("1990 tháng ba", "ngày/tháng/năm"),
        ("", "ngày/tháng/năm"),
        ("0/0/0000", "Không có tháng 0"),
    ],
)
def test_a_day_that_does_not_exist_is_refused_with_the_reason(typed, told):
    with pytest.raises(CannotRead, match=told):
        read_day(typed, latest_year=2026)


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("0912345678", "0912345678"),
        ("0912 345 678", "0912345678"),
        ("0912.345.678", "0912345678"),
        ("+84 912 345 678", "0912345678"),
        ("84912345678", "0912345678"),
        ("0162 345 6789", "0323456789"),
        ("(024) 3936-1234", "02439361234"),
    ],
)
def test_a_telephone_number_is_read_with_blanks_dots_country_code_and_old_prefixes(typed, digits):
    assert read_phone(typed) == digits


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("09123", "có 5 số, cần 10 số"),
        ("09123456789", "thừa"),
        ("912345678", "bắt đầu bằng số 0"),
        ("0412345678", "đầu số 041"),
        ("chị Thử", "chữ số"),
        ("٠٩١٢٣٤٥٦٧٨", "chữ số"),
    ],
)
def test_a_wrong_telephone_number_is_refused_with_what_is_wrong(typed, told):
    with pytest.raises(CannotRead, match=told):
        read_phone(typed)


@given(st.integers(min_value=0, max_value=10**15))
def test_money_we_print_can_be_typed_back(amount):
    assert read_money(formats.money(amount)) == amount


@given(st.integers(min_value=100, max_value=10**5))
def test_a_round_wage_we_print_can_be_typed_back(ten_thousands):
    amount = ten_thousands * 10_000
    assert read_money(formats.money_short(amount)) == amount


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_a_day_we_print_can_be_typed_back(day):
    assert read_day(formats.day(day), latest_year=2026) == day
    assert read_day(formats.official_day(day), latest_year=2026) == day


@given(st.from_regex(r"0[35789][0-9]{8}", fullmatch=True))
def test_a_telephone_number_we_print_can_be_typed_back(digits):
    assert read_phone(formats.phone(digits)) == digits


@given(st.text(max_size=60))
def test_nothing_typed_breaks_the_readers(text):
    for read in (read_money, read_phone, lambda t: read_day(t, latest_year=2026)):
        try:
            read(text)
        except CannotRead as refusal:
            assert str(refusal)


def test_terms_of_a_line_break_only_after_the_dot():
    assert formats.whole_terms("Có chỗ ở · Làm đêm") == "Có\u00a0chỗ\u00a0ở\u00a0· Làm\u00a0đêm"
    assert formats.whole_terms("Dành cho người mới") == "Dành cho người mới"
