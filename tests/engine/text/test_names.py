"""Names are split, written, ordered and hidden as people here expect."""

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi_engine.text.names import (
    PersonName,
    given_name,
    masked_name,
    name_sort_key,
    proper_case,
    split_name,
)

IN_ORDER = ["An", "Anh", "Ánh", "Ạnh", "Ăn", "Ân", "Dung", "Đạt", "Đức", "Em", "Ên", "Oanh", "Ổn"]
LETTERS = st.sampled_from("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạếềểễệốồổỗộớờởỡợứừửữựíìỉĩịýỳỷỹỵ")
NAMES = st.lists(st.text(LETTERS, min_size=1, max_size=6), min_size=1, max_size=5).map(" ".join)


@pytest.mark.parametrize(
    ("full_name", "parts"),
    [
        ("Nguyễn Thị Thu Hà", PersonName("Nguyễn", "Thị Thu", "Hà")),
        ("Lê  Nam", PersonName("Lê", "", "Nam")),
        ("Hạnh", PersonName("", "", "Hạnh")),
        ("", PersonName("", "", "")),
    ],
)
def test_a_name_is_split_into_family_middle_and_given(full_name, parts):
    assert split_name(full_name) == parts
    assert given_name(full_name) == parts.given


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("ĐỖ THỊ ÁNH TUYẾT", "Đỗ Thị Ánh Tuyết"),
        ("trần văn đức", "Trần Văn Đức"),
        ("H'HEN ÊBAN", "H'Hen Êban"),
        ("KSOR-BLIN", "Ksor-Blin"),
        ("Lê McKay", "Lê McKay"),
    ],
)
def test_capitals_become_proper_case_and_mixed_names_are_kept(typed, written):
    assert proper_case(typed) == written


def test_given_names_stand_in_the_order_of_the_vietnamese_alphabet():
    names = [f"Đỗ Văn {given}" for given in IN_ORDER]
    shuffled = random.Random(5).sample(names, len(names))
    assert sorted(shuffled, key=name_sort_key) == names


def test_tones_stand_in_the_order_of_the_dictionary():
    names = ["Ma", "Mà", "Mả", "Mã", "Má", "Mạ"]
    assert sorted(reversed(names), key=name_sort_key) == names


def test_equal_given_names_are_ordered_by_family_and_middle_name():
    names = ["Bùi Thị An", "Đỗ Thị An", "Đỗ Văn An", "Lê An"]
    assert sorted(reversed(names), key=name_sort_key) == names


@given(NAMES)
def test_a_sort_key_is_plain_ascii_and_the_same_in_every_way_of_typing(name):
    key = name_sort_key(name)
    assert key.isascii()
    assert name_sort_key(unicodedata.normalize("NFD", name)) == key
    assert name_sort_key(name.upper()) == key


@given(NAMES)
def test_a_masked_name_shows_initials_only(name):
    initials = masked_name(name)
    assert initials == "".join(f"{word[0].upper()}." for word in name.split())


@given(st.text())
def test_any_text_can_stand_where_a_name_is_expected(text):
    split_name(text), proper_case(text), name_sort_key(text), masked_name(text)
