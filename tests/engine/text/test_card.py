"""The code of an identity card: read whole, or what could not be read is named."""

import random
import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi_engine.text.card import Card, CardField, read_card
from caunoi_engine.text.identity import BIRTH_PROVINCES

CODE = "034201000123|151234567|NGUYỄN VĂN THỬ|04032001|Nam|Thôn 1, Đông Minh, Tiền Hải|10052021"
WHOLE = Card(
    number="034201000123",
    old_number="151234567",
    full_name="Nguyễn Văn Thử",
    birth_date=date(2001, 3, 4),
    male=True,
    address="Thôn 1, Đông Minh, Tiền Hải",
    issued_on=date(2021, 5, 10),
)
CODES = 10_000
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Đỗ", "Vũ", "H'Hen", "Đặng")
MIDDLES = ("Văn", "Thị", "Thị Thu", "Đức", "", "Nam", "Ngọc Nữ")
GIVENS = ("Thử", "Hoà", "Niê", "Ánh", "Nam", "Nữ", "Quý", "Ơn")
HAMLETS = ("Thôn 3", "Xóm Đông", "Tổ dân phố 5", "Số 12, ngõ 4/2 Lê Lợi", "KP1")
COMMUNES = ("Đông Minh, Tiền Hải, Thái Bình", "Ân Thi, Hưng Yên", "Ba Đình, Hà Nội")
FRENCH = str.maketrans("1234567890", "&é\"'(-è_çà")
VIETNAMESE = str.maketrans("1234567890", "ăâêô\u0300\u0309\u0303\u0301\u0323đ")


def test_a_card_of_seven_fields_is_read_whole():
    assert read_card(CODE) == WHOLE
    assert read_card(CODE).is_complete


def test_an_empty_old_number_is_nothing_missing():
    card = read_card(CODE.replace("151234567", ""))
    assert (card.old_number, card.is_complete) == ("", True)


@pytest.mark.parametrize(
    "scanned",
    [
        unicodedata.normalize("NFD", CODE),
        CODE.swapcase(),
        CODE.lower(),
        CODE + "\r\n",
        "\ufeff" + CODE,
        CODE.replace("|", "\\"),
        CODE.replace("|", "~"),
        CODE.replace("|", "\n"),
        CODE.replace("|", " | "),
        CODE + "||",
    ],
)
def test_ways_in_which_scanners_type_lead_to_the_same_card(scanned):
    card = read_card(scanned)
    assert card.full_name == WHOLE.full_name
    assert (card.number, card.birth_date, card.male, card.issued_on) == (
        WHOLE.number, WHOLE.birth_date, True, WHOLE.issued_on,
    )  # fmt: skip
    assert card.address.casefold() == WHOLE.address.casefold()
    assert card.unread == ()


@pytest.mark.parametrize("keyboard", [FRENCH, VIETNAMESE])
def test_a_keyboard_of_another_layout_is_understood(keyboard):
    parts = [p.translate(keyboard) if p.isdigit() else p for p in CODE.split("|")]
    assert read_card("|".join(parts)) == WHOLE


def test_fields_in_another_order_and_fields_in_excess_are_told_apart():
    number, old, name, birth, sex, address, issued = CODE.split("|")
    card = read_card("|".join([name, sex, birth, address, number, issued, "B2/77", "", old]))
    assert (card.number, card.full_name, card.address) == (
        WHOLE.number, WHOLE.full_name, WHOLE.address,
    )  # fmt: skip
    assert (card.birth_date, card.issued_on) == (WHOLE.birth_date, WHOLE.issued_on)


def test_an_old_card_of_twelve_digits_is_not_taken_for_the_number():
    card = read_card(CODE.replace("151234567", "034201999999"))
    assert (card.number, card.old_number) == ("034201000123", "034201999999")


def test_two_numbers_in_an_unknown_order_are_no_number():
    number, _, *rest = CODE.split("|")
    card = read_card("|".join([*rest, number, "034201999999"]))
    assert card.number == ""
    assert CardField.NUMBER in card.unread


def test_what_is_missing_is_named():
    number, old, name, _birth, sex, address, _issued = CODE.split("|")
    card = read_card("|".join([number, old, name, "", sex, address, ""]))
    assert card.birth_date is card.issued_on is None
    assert set(card.unread) == {CardField.BIRTH_DATE, CardField.ISSUED_ON}


def test_a_day_that_does_not_exist_is_not_mended():
    card = read_card(CODE.replace("04032001", "31022001"))
    assert card.birth_date is None
    assert CardField.BIRTH_DATE in card.unread
    assert "31022001" in card.left_over


def test_fields_that_disagree_with_the_number_are_doubted_not_changed():
    card = read_card(CODE.replace("04032001", "04031999").replace("|Nam|", "|Nữ|"))
    assert set(card.doubts) == {CardField.BIRTH_DATE, CardField.SEX}
    assert (card.birth_date, card.male) == (date(1999, 3, 4), False)


def test_a_number_alone_is_no_card():
    card = read_card("034201000123")
    assert card.number == "034201000123"
    assert not card.is_card


@given(st.text(max_size=200))
def test_any_text_is_answered(text):
    card = read_card(text)
    assert card.is_complete or card.unread or card.doubts


@given(st.permutations(CODE.split("|")))
def test_in_any_order_a_field_is_right_or_named_as_unread(parts):
    assert wrong_fields(read_card("|".join(parts)), WHOLE) == []


@given(st.lists(st.sampled_from([*CODE.split("|"), "", "?", "Mẹ: Lê Thị Mẫu", "01012035"])))
def test_of_any_parts_nothing_is_made_up(parts):
    card = read_card("|".join(parts))
    assert card.number in ("", WHOLE.number)
    assert card.male in (None, True)
    assert card.address in {"", WHOLE.address, *parts, "|".join(parts).strip()}


def test_of_ten_thousand_cards_more_than_99_percent_are_read_whole_and_none_wrongly():
    dice = random.Random(2026)
    whole = 0
    for _ in range(CODES):
        expected, scanned = made_card(dice)
        card = read_card(scanned)
        assert wrong_fields(card, expected) == [], scanned
        whole += not card.unread
    print(f"identity cards: {whole / CODES:.2%} of {CODES} read whole, 0 fields wrong (goal 99%)")
    assert whole >= CODES * 0.99


def wrong_fields(card: Card, expected: Card) -> list[str]:
    """Fields that were read, and not as they stand on the card."""
    pairs = {
        "number": (card.number, expected.number),
        "old": (card.old_number, expected.old_number),
        "name": (card.full_name, expected.full_name),
        "birth": (card.birth_date, expected.birth_date),
        "male": (card.male, expected.male),
        "address": (card.address.casefold(), expected.address.casefold()),
        "issued": (card.issued_on, expected.issued_on),
    }
    return [name for name, (read, on_card) in pairs.items() if read not in (None, "", on_card)]


def made_card(dice: random.Random) -> tuple[Card, str]:
    """A made card, and what a scanner types of it: order, case, form and keyboard vary."""
    birth = date(1940, 1, 1) + timedelta(days=dice.randrange(25_000))
    male = dice.random() < 0.5
    century = 2 * (birth.year // 100 - 19) + (not male)
    number = f"{dice.choice(sorted(BIRTH_PROVINCES))}{century}{birth:%y}{dice.randrange(10**6):06}"
    words = (dice.choice(FAMILIES), dice.choice(MIDDLES), dice.choice(GIVENS))
    name = " ".join(word for word in words if word)
    address = f"{dice.choice(HAMLETS)}, {dice.choice(COMMUNES)}"
    issued = date(2016, 1, 1) + timedelta(days=dice.randrange(3_900))
    old = f"{dice.randrange(10**8, 10**9)}" if dice.random() < 0.5 else ""
    fields = [
        number, old, dice.choice([name, name.upper()]), f"{birth:%d%m%Y}",
        "Nam" if male else "Nữ", address, f"{issued:%d%m%Y}",
    ]  # fmt: skip
    if dice.random() < 0.1:
        dice.shuffle(fields)
    if dice.random() < 0.1:
        fields += ["", "2"]
    if dice.random() < 0.1:
        keyboard = dice.choice([FRENCH, VIETNAMESE])
        fields = [f.translate(keyboard) if f.isdigit() else f for f in fields]
        scanned = "|".join(fields)
    else:
        scanned = unicodedata.normalize(dice.choice(["NFC", "NFD"]), "|".join(fields))
        scanned = dice.choice([scanned, scanned.upper(), scanned.swapcase()])
    expected = Card(number, old, name, birth, male, address, issued)
    return expected, scanned + dice.choice(["", "\r\n", " "])
