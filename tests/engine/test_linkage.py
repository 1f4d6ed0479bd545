"""Whether two records are of one person: what differs by habit, and what tells people apart."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi_engine.linkage import Likeness, Somebody, alike

BORN = date(1990, 5, 2)
NUMBER = "001190000001"
HOA = Somebody.of("Nguyễn Thị Hoà", BORN, number=NUMBER)

digits = st.text("0123456789", min_size=12, max_size=12)
people = st.builds(
    Somebody.of,
    st.sampled_from(["Nguyễn Thị Hoà", "Nguyễn Hoà", "Trần Văn Lý", "Lý Văn Trần"]),
    st.dates(date(1980, 1, 1), date(1981, 12, 31)),
    number=st.one_of(st.just(""), digits),
)


@pytest.mark.parametrize(
    ("other", "likeness"),
    [
        (Somebody.of("Ai Khác", None, number=NUMBER), Likeness.NUMBER),
        (Somebody.of("NGUYEN THI HÒA", BORN), Likeness.SAME),
        (Somebody.of("Nguyễn Thị Hoà", BORN, number="001190000007"), Likeness.SAME),
        (Somebody.of("Nguyễn Hoà", BORN), Likeness.NEAR),
        (Somebody.of("Hoà Nguyễn Thị", BORN), Likeness.NEAR),
        (Somebody.of("Nguyễn Thị Hoà", date(1990, 2, 5)), Likeness.NEAR),
        (Somebody.of("Nguyễn Thị Hoà", date(1990, 1, 1), year_only=True), Likeness.NEAR),
        (Somebody.of("Nguyễn Thị Hoàn", BORN, number="001190000011"), Likeness.NEAR),
        (Somebody.of("Nguyễn Thị Hoàn", BORN), None),
        (Somebody.of("Nguyễn Thị Hoà", date(1990, 5, 3)), None),
        (Somebody.of("Nguyễn Thị Hoà", BORN, number="034190123456"), None),
        (Somebody.of("Trần Thị Hoà", BORN), None),
        (Somebody.of("Hoà", BORN), None),
    ],
)
def test_what_is_one_person_and_what_is_not(other, likeness):
    found = alike(HOA, other)
    assert (found.likeness if found else None) == likeness


@given(people, people)
def test_it_does_not_matter_who_is_compared_with_whom(one, other):
    assert alike(one, other) == alike(other, one)


@given(people, people)
def test_two_clearly_different_numbers_are_two_people(one, other):
    if len(one.number) == len(other.number) == 12:
        apart = sum(a != b for a, b in zip(one.number, other.number, strict=True))
        assert apart <= 2 or alike(one, other) is None


@given(people)
def test_everybody_is_like_themselves(one):
    assert alike(one, one) is not None
