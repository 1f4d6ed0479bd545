"""Who somebody is in a register: what speaks for it, what forbids it, and what must not matter."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caunoi_engine.linkage import AUTOMATIC, REVIEW, Known, Record, Register

HOA = Record(
    "hoa", "Nguyễn Thị Hoà", date(1990, 5, 2), number="001190000001", old_number="151234567",
    phone="0912345678", place="00004", sex="FEMALE",
)  # fmt: skip
LY = Record("ly", "Lý Văn Quý", date(1971, 11, 23), phone="0987654321", place="00097", sex="MALE")
SPLIT = {"12001": ["00004"], "12002": ["00004", "00097"]}
BARE = replace(HOA, key="x", number="", old_number="", phone="")

few = settings(max_examples=25, deadline=None)
records = st.builds(
    Record,
    key=st.integers(0, 10**6),
    name=st.sampled_from(["Nguyễn Thị Hoà", "NGUYEN THI HOA", "Hoà Nguyễn Thị", "Nguyễn Hòa"]),
    birth=st.sampled_from([None, date(1990, 5, 2), date(1990, 2, 5), date(1990, 1, 1)]),
    year_only=st.booleans(),
    number=st.sampled_from(["", "001190000001", "001190000010", "034190123456"]),
    phone=st.sampled_from(["", "0912345678"]),
    place=st.sampled_from(["", "00004", "12001", "12002", "00097"]),
    sex=st.sampled_from(["", "FEMALE", "MALE"]),
)  # fmt: skip


@pytest.mark.parametrize(
    ("row", "sure"),
    [
        (replace(BARE, number=HOA.number, birth=None, name="hoa nguyen thi"), True),
        (replace(BARE, old_number=HOA.old_number, birth=None), True),
        (replace(BARE, name="NGUYEN THI HÒA"), True),
        (replace(BARE, place="12001"), True),  # a former commune that went into hers
        (replace(BARE, birth=date(1990, 2, 5), phone="+84 912 345 678"), True),
        (replace(BARE, name="Nguyễn Hoà", phone=HOA.phone), True),
        (replace(BARE, birth=date(1990, 5, 7), phone=HOA.phone), True),
        (replace(HOA, number="001190000007"), True),  # one digit of the number
        (replace(BARE, birth=date(1990, 1, 1), year_only=True), False),
        (replace(BARE, name="Nguyễn Thị Hoàn", phone=HOA.phone), False),  # a twin may be called so
        (replace(BARE, name="Nguyễn Thị Hoá", phone=HOA.phone), False),
        (replace(HOA, name="Trần Văn Lộc", birth=date(1960, 3, 4)), False),  # a borrowed number
    ],
)
def test_what_is_taken_for_one_person_and_what_is_asked(row, sure):
    [best] = Register([HOA, LY], successors=SPLIT).look_up(row)
    assert best.key == "hoa"
    assert (best.probability >= AUTOMATIC) == sure
    assert best.why


@pytest.mark.parametrize(
    "row",
    [
        replace(HOA, number="034190123456"),  # another number: another person, however alike
        replace(HOA, number="", old_number="", name="Nguyễn Thị Lan"),  # a sister at home
        replace(BARE, place="00097", birth=date(1984, 7, 30)),
        Record("x", "Hoà"),
    ],
)
def test_who_is_nobody_known(row):
    assert Register([HOA, LY], successors=SPLIT).look_up(row) == []


def test_a_name_of_many_says_less_and_the_reason_counts_them():
    row = replace(BARE, place="")
    rare, common = (
        Known(1_200_000, {"nguyen thi hoa": 3}),
        Known(1_200_000, {"nguyen thi hoa": 2_800}),
    )
    [seldom] = Register([HOA], known=rare).look_up(row)
    [often] = Register([HOA], known=common).look_up(row, least=0)
    assert seldom.probability >= AUTOMATIC > often.probability
    assert "2.800 người" in often.words


@few
@given(records, records)
def test_it_does_not_matter_who_is_compared_with_whom(one, other):
    register = Register([HOA, LY], successors=SPLIT)
    there, back = register.compare(one, other), register.compare(other, one)
    assert (there.weight, there.probability) == (back.weight, back.probability)
    assert sorted(f.weight for f in there.why) == sorted(f.weight for f in back.why)


@few
@given(st.lists(records, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(rows, chance):
    known = Known(1_200_000, {"nguyen thi hoa": 900}, {"00004": 9_000})
    rows = [replace(row, key=at) for at, row in enumerate(rows)]
    mixed = chance.sample(rows, len(rows))

    def found(of):
        every = zip(of, Register([HOA, LY], known=known).look_up_all(of), strict=True)
        return {row.key: [(best.key, best.probability) for best in each] for row, each in every}

    assert found(rows) == found(mixed)


@few
@given(records)
def test_a_sum_is_the_sum_of_its_reasons(row):
    for best in Register([HOA, LY]).look_up(row, least=0):
        assert best.weight == pytest.approx(sum(f.weight for f in best.why), abs=0.5)


def test_pairs_of_a_register_come_once_and_a_shared_office_telephone_says_nothing():
    office = [
        replace(LY, key=n, name=f"Lê Văn {c * 4}", phone="0900000000", birth=None)
        for n, c in enumerate("abcdefgh")
    ]
    twice = [HOA, replace(BARE, key="again"), *office]
    [(first, pair)] = list(Register(twice).pairs())
    assert {first, pair.key} == {"hoa", "again"}
    assert pair.probability >= REVIEW
