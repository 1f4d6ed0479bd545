"""Vietnamese text has one form at the border and one key in search, however it was typed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi_engine.text.folding import TONES, fold, fold_yi, place_tones, tidy
from caunoi_engine.text.syllables import is_syllable

ONSETS = [
    *("", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh"),
    *("nh", "p", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x"),
]
NUCLEI = [
    *("a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y", "oa", "oe", "uy", "ia", "iê"),
    *("ua", "uô", "ưa", "ươ", "yê", "uyê", "oai", "ai", "ao", "au", "ay", "âu", "ây", "eo", "êu"),
    *("oă", "oo", "ôô", "uâ", "uê", "uơ", "uya", "oi", "ôi", "ơi", "ui", "ưi", "iu", "ưu", "iêu"),
    *("yêu", "uôi", "ươi", "ươu", "oay", "oao", "oeo", "uây", "uyu"),
]
CODAS = ["", "c", "ch", "m", "n", "ng", "nh", "p", "t"]


def syllables():
    """Every syllable that can be spelled, with its tone on each vowel somebody may put it on."""
    for onset in ONSETS:
        for nucleus in NUCLEI:
            for coda in CODAS:
                body = onset + nucleus + coda
                if not is_syllable(body):
                    continue
                yield body
                for place in range(len(nucleus)):
                    for tone in TONES:
                        marked = nucleus[: place + 1] + tone + nucleus[place + 1 :]
                        if is_syllable(word := unicodedata.normalize("NFC", onset + marked + coda)):
                            yield word


SYLLABLES = list(syllables())


def test_every_syllable_has_the_same_key_in_every_way_of_typing():
    assert len(SYLLABLES) > 25_000
    for syllable in SYLLABLES:
        key = fold(syllable)
        assert key.isascii() and key.isalpha()
        apart = unicodedata.normalize("NFD", syllable)
        ways = (
            apart,
            unicodedata.normalize("NFKD", syllable).upper(),
            syllable.upper(),
            apart.title(),
            f" \u00a0{syllable}\u200b\t",
            place_tones(syllable),
            syllable.replace("đ", "d"),
            syllable.upper().replace("Đ", "Ð"),  # eth, as old converters leave it
        )
        assert {fold(way) for way in ways} == {key}, syllable


def test_a_tone_on_any_vowel_of_a_syllable_gives_one_key_and_is_stored_where_it_was_put():
    by_body = {}
    for syllable in SYLLABLES:
        apart = unicodedata.normalize("NFD", syllable)
        tone = next((char for char in apart if char in TONES), "")
        bare = unicodedata.normalize("NFC", "".join(char for char in apart if char not in TONES))
        by_body.setdefault((bare, tone), set()).add(syllable)
    assert {"hòa", "hoà"} in by_body.values()
    for written in by_body.values():
        assert len({fold(each) for each in written}) == 1
        assert {tidy(each) for each in written} == written


def test_every_syllable_is_stored_composed_whatever_way_it_was_typed():
    for syllable in SYLLABLES:
        assert tidy(unicodedata.normalize("NFD", syllable)) == syllable


@given(st.text())
def test_a_key_is_its_own_key_and_a_stored_text_its_own_stored_text(text):
    assert fold(fold(text)) == fold(text)
    assert fold_yi(fold_yi(text)) == fold_yi(text)
    assert tidy(tidy(text)) == tidy(text)


@given(st.text())
def test_the_stored_form_has_the_key_of_what_was_typed(text):
    assert fold(tidy(text)) == fold(text)


@given(st.text())
def test_no_control_character_and_no_double_blank_is_ever_stored(text):
    stored = tidy(text)
    assert not any(unicodedata.category(char) in {"Cc", "Cf", "Cs"} for char in stored)
    assert "  " not in stored and stored == stored.strip()


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Nguyễn\u00a0\u00a0Thị\u3000Hoa", "Nguyễn Thị Hoa"),
        ("０９１２", "0912"),
        ("Tổ 3\x00,\x07 ấp Đông", "Tổ 3, ấp Đông"),
        ("Ðặng", "Đặng"),
        ("dòng một\r\ndòng hai", "dòng một dòng hai"),
        ("", ""),
    ],
)
def test_odd_blanks_digits_and_letters_are_put_right(typed, stored):
    assert tidy(typed) == stored


@pytest.mark.parametrize(
    ("written", "official"),
    [
        ("Khánh Hoà", "Khánh Hòa"),
        ("THUÝ", "THÚY"),
        ("khoẻ", "khỏe"),
        ("hoạch toán", "hoạch toán"),
        ("quý", "quý"),
        ("quỳ", "quỳ"),
        ("thuỷ sản", "thủy sản"),
        ("toàn", "toàn"),
    ],
)
def test_a_tone_moves_only_where_two_places_are_right(written, official):
    assert place_tones(written) == official


def test_moving_tones_changes_no_key():
    assert all(fold(place_tones(syllable)) == fold(syllable) for syllable in SYLLABLES)


@pytest.mark.parametrize(
    ("one", "other"), [("kỹ sư", "kĩ sư"), ("Lý", "Lí"), ("quý", "quí"), ("y tế", "i tế")]
)
def test_y_and_i_meet_where_both_are_written(one, other):
    assert fold_yi(one) == fold_yi(other)


@pytest.mark.parametrize(("one", "other"), [("tay", "tai"), ("thúy", "thúi"), ("máy", "mái")])
def test_y_and_i_stay_apart_where_they_are_other_words(one, other):
    assert fold_yi(one) != fold_yi(other)
