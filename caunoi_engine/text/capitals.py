"""Names of firms and jobs typed in capitals, written as one reads them."""

import re

from caunoi_engine.text.folding import fold, tidy

SHOUTING = 0.6  # share of capitals among the letters; "Công ty TNHH ABC" stays well below
LONGEST_ABBREVIATION = 4  # letters: TNHH, AEON

# Abbreviations that happen to be Vietnamese syllables.
_ABBREVIATIONS = frozenset({"AI", "CEO", "IT", "MEP", "SEO", "UI", "VIP"})
_WORD = re.compile(r"[^\W\d_]+")
# A Vietnamese syllable without its marks: onset, vowels, coda.
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdghklmnprstvx])?"
    r"(?:uye|uya|uyu|ieu|yeu|oai|oay|uoi|uou|uay|uao|oeo|[aeiouy]{1,2})"
    r"(?:ng|nh|ch|[cmnpt])?"
)
# Words of a firm's kind are written small after the first: "Công ty Cổ phần".
_KINDS = tuple(
    (re.compile(rf"\b{kind}\b", re.IGNORECASE), kind)
    for kind in (
        "Công ty",
        "Cổ phần",
        "Trách nhiệm hữu hạn",
        "Một thành viên",
        "Hộ kinh doanh",
        "Doanh nghiệp tư nhân",
        "Hợp tác xã",
        "Chi nhánh",
    )
)


def calm_capitals(name: str) -> str:
    """Write a name typed in capitals in small letters, each word with a capital first.

    A name that mostly uses small letters is kept as it is. Abbreviations keep their capitals:
    short words without a Vietnamese syllable in them.

    >>> calm_capitals("CÔNG TY CỔ PHẦN DỆT MAY AN PHÚ"), calm_capitals("Công ty TNHH ABC")
    ('Công ty Cổ phần Dệt May An Phú', 'Công ty TNHH ABC')
    """
    clean = tidy(name)
    letters = [letter for letter in clean if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    words = _WORD.findall(clean)
    if capitals <= SHOUTING * len(letters) or all(map(_is_abbreviation, words)):
        return clean
    calm = _WORD.sub(lambda word: _calm_word(word[0]), clean)
    for pattern, kind in _KINDS:
        calm = pattern.sub(kind, calm)
    return calm


def _calm_word(word: str) -> str:
    return word if _is_abbreviation(word) else word[0] + word[1:].lower()


def _is_abbreviation(word: str) -> bool:
    if word in _ABBREVIATIONS:
        return True
    return len(word) <= LONGEST_ABBREVIATION and not _SYLLABLE.fullmatch(fold(word))
