"""Vietnamese personal names: parts, proper case, dictionary order, masked form."""

import re
from dataclasses import dataclass
from functools import lru_cache

from caunoi_engine.text.folding import TONES, place_tones, tidy, tone_and_letters

_PART = re.compile(r"[^\W\d_]+")
# Letters that the Vietnamese alphabet tells apart, in its order. Each becomes a plain letter and a
# rank, so that byte order is alphabet order: a < ă < â, d < đ, e < ê, o < ô < ơ, u < ư.
_RANKED_LETTERS = {
    letter: f"{series[0]}{rank}"
    for series in ("aăâ", "dđ", "eê", "oôơ", "uư")
    for rank, letter in enumerate(series)
}
_TONE_RANKS = {"": "0"} | {mark: str(rank) for rank, mark in enumerate(TONES, start=1)}


@dataclass(frozen=True, slots=True)
class PersonName:
    """A full name in its three parts: family name, middle names (may be empty), given name."""

    family: str
    middle: str
    given: str


def split_name(full_name: str) -> PersonName:
    """Split "họ đệm tên". One word alone is the given name.

    The split is by place, as on official forms: first word, last word, all between. Names of some
    peoples (Ê Đê, Khmer) are built otherwise; keep the full name and use the parts only for
    greeting and order.

    >>> split_name("Nguyễn Thị Thu Hà")
    PersonName(family='Nguyễn', middle='Thị Thu', given='Hà')
    """
    words = tidy(full_name).split()
    if len(words) < 2:
        return PersonName("", "", "".join(words))
    return PersonName(words[0], " ".join(words[1:-1]), words[-1])


def given_name(full_name: str) -> str:
    """Return the name to greet somebody by.

    >>> given_name("Trần Văn Đức")
    'Đức'
    """
    return split_name(full_name).given


def proper_case(full_name: str) -> str:
    """Write a name typed all in capitals or all in small letters in proper case.

    A name that already mixes both is kept, and so are its tone places.

    >>> proper_case("ĐỖ THỊ ÁNH"), proper_case("h'hen niê"), proper_case("Lê McKay")
    ('Đỗ Thị Ánh', "H'Hen Niê", 'Lê McKay')
    """
    name = tidy(full_name)
    if not (name.isupper() or name.islower()):
        return name
    return _PART.sub(lambda match: match[0][0].upper() + match[0][1:].lower(), name)


def name_sort_key(full_name: str) -> str:
    """Return a key whose byte order is the order of a Vietnamese list of names.

    Given name first, then family and middle names. Letters in the order of the alphabet; equal
    letters by tone: ngang, huyền, hỏi, ngã, sắc, nặng. The key is plain ASCII, so a database sorts
    it right with its simplest collation ("C").

    >>> sorted(["Đỗ Văn Ân", "Đỗ Văn Ánh", "Đỗ Văn An", "Bùi Thị Ánh"], key=name_sort_key)
    ['Đỗ Văn An', 'Bùi Thị Ánh', 'Đỗ Văn Ánh', 'Đỗ Văn Ân']
    """
    name = split_name(place_tones(full_name))
    ordered = f"{name.given} {name.family} {name.middle}".split()
    return " ".join(_syllable_sort_key(word) for word in ordered)


@lru_cache(maxsize=10_000)
def _syllable_sort_key(word: str) -> str:
    tone, letters = tone_and_letters(word.casefold())
    ranked = "".join(_RANKED_LETTERS.get(letter, letter) for letter in letters)
    return ranked.encode("ascii", "ignore").decode() + _TONE_RANKS[tone]


def masked_name(full_name: str) -> str:
    """Return the initials, to show that there is a person without saying who.

    >>> masked_name("Nguyễn Thị Hoa")
    'N.T.H.'
    """
    return "".join(f"{word[0].upper()}." for word in _PART.findall(tidy(full_name)))
