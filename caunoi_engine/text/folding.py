"""One form for Vietnamese text at the border, and keys under which its variants meet.

Vietnamese can be typed in many ways that look alike: composed or decomposed marks, the tone on
either vowel ("hòa", "hoà"), "lý" or "lí", full-width digits, non-breaking blanks. ``tidy`` makes
the one form that is stored, ``fold`` the key that is searched, ``fold_yi`` a wider key that also
forgives y for i.
"""

import re
import unicodedata
from functools import lru_cache

TONES = {
    "\u0300": "huyền",
    "\u0309": "hỏi",
    "\u0303": "ngã",
    "\u0301": "sắc",
    "\u0323": "nặng",
}
"""Combining tone marks in the order of the Vietnamese dictionary; no mark is "ngang"."""

# Eth and African D look exactly like Đ in most fonts and are left behind by old converters.
_D_LOOKALIKES = str.maketrans("ÐðƉɖ", "ĐđĐđ")
_D_WITH_STROKE = str.maketrans("Đđ", "Dd")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
# Control, invisible, broken and private characters: never part of a word somebody meant to write.
_UNWANTED = frozenset({"Cc", "Cf", "Cs", "Co"})

# Every Vietnamese letter, composed, to its bare small letter; loose marks to nothing.
_BARE_LETTERS: dict[int, str | None] = {
    ord(unicodedata.normalize("NFC", vowel + shape + tone)): vowel.lower()
    for vowel in "aeiouyAEIOUY"
    for shape in ("", "\u0302", "\u0306", "\u031b")
    for tone in ("", *TONES)
    if len(unicodedata.normalize("NFC", vowel + shape + tone)) == 1
}
_BARE_LETTERS |= {ord(mark): None for mark in (*TONES, "\u0302", "\u0306", "\u031b")}
_BARE_LETTERS |= {ord("Đ"): "d", ord("đ"): "d"}

_WORD = re.compile(r"[^\W\d_]+")
# The vowel pairs whose tone has two legal places when nothing follows them.
_MOVABLE_TONE = re.compile(
    r"^(?P<onset>[^\W\d_]*?)(?P<glide>[ou])(?P<nucleus>[aey])(?P<tone>[\u0300\u0301\u0303\u0309\u0323])$",
    re.IGNORECASE,
)

_LONE_Y = re.compile(r"\b(qu|[bcdghklmnprstvx]{0,2})y\b")
_LEADING_Y = re.compile(r"\b(qu)?y")


def tidy(text: str) -> str:
    """Return the form that is stored: NFC, one blank between words, no control characters.

    Letter case, tone places and punctuation stay as the writer put them.

    >>> tidy("  Nguye\u0302\u0303n\u00a0\u00a0 Thị\\tHoà\\x00 ")
    'Nguyễn Thị Hoà'
    """
    spaced = " ".join(text.split())
    if spaced.isascii() and spaced.isprintable():
        return spaced
    kept = " ".join(spaced.translate(_FULL_WIDTH).split())
    if not kept.isprintable():
        kept = "".join(char for char in kept if unicodedata.category(char) not in _UNWANTED)
    return " ".join(unicodedata.normalize("NFC", kept).translate(_D_LOOKALIKES).split())


def fold(text: str) -> str:
    """Return the search key: tidy, no marks, đ as d, no letter case.

    Every way of writing the same Vietnamese words has the same key, and a key is its own key.

    >>> fold("Hoà") == fold("HÒA") == fold("ho\u0300a") == "hoa"
    True
    >>> fold("Đắk  Lắk")
    'dak lak'
    """
    bare = text.translate(_BARE_LETTERS)
    if bare.isascii() and bare.isprintable():
        return " ".join(bare.lower().split())
    previous, key = text, _fold_once(text)
    while key != previous:  # a few foreign letters need a second turn, such as "İ"
        previous, key = key, _fold_once(key)
    return key


def _fold_once(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", tidy(text).casefold())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(bare.translate(_D_WITH_STROKE).casefold().split())


def fold_yi(text: str) -> str:
    """Return the search key that also forgives y written for i: "Lý" and "Lí", "Quý" and "Quí".

    >>> fold_yi("kỹ sư") == fold_yi("kĩ sư") == "ki su"
    True
    >>> fold_yi("tay") == fold_yi("tai")
    False
    """
    key = _LONE_Y.sub(r"\1i", fold(text))
    return _LEADING_Y.sub(lambda match: f"{match[1] or ''}i", key)


def place_tones(text: str) -> str:
    """Return the text with every tone on the place used in official names: "Hòa", "Thúy", "khỏe".

    Only the two-way vowel groups oa, oe, uy are moved, and only where both places are legal.

    >>> place_tones("Khánh Hoà, Thuý, khoẻ, hoàn, quý")
    'Khánh Hòa, Thúy, khỏe, hoàn, quý'
    """
    return _WORD.sub(lambda match: _place_tone(match[0]), tidy(text))


@lru_cache(maxsize=20_000)
def _place_tone(word: str) -> str:
    if word.isascii():
        return word
    match = _MOVABLE_TONE.match(unicodedata.normalize("NFD", word))
    if match is None or (match["glide"] + match["nucleus"]).lower() not in {"oa", "oe", "uy"}:
        return word
    if match["onset"].lower().endswith("q"):  # in "quý" the u belongs to the consonant
        return word
    moved = match["onset"] + match["glide"] + match["tone"] + match["nucleus"]
    return unicodedata.normalize("NFC", moved)


def tone_and_letters(syllable: str) -> tuple[str, str]:
    """Return the tone mark of a syllable ("" for ngang) and its letters without the tone, NFC.

    >>> tone_and_letters("Nguyễn")
    ('\u0303', 'Nguyên')
    """
    decomposed = unicodedata.normalize("NFD", tidy(syllable))
    tone = next((char for char in decomposed if char in TONES), "")
    letters = "".join(char for char in decomposed if char not in TONES)
    return tone, unicodedata.normalize("NFC", letters)
