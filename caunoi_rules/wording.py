"""Finding phrases in what people type, with or without Vietnamese marks, spaced oddly or not.

A phrase is written with its marks, in words parted by blanks. In a line typed with marks its words
must stand there as they are: «năm» does not meet «nam». In a line typed mostly without, bare words
meet marked ones: "chi tuyen nu". In a phrase `a|b` is one of these, `a_b` two words, `a?` perhaps,
`~` up to three other words, `#` a figure.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

APART: Final = r"[^\w\n]{1,6}"
OTHERS: Final = rf"(?:[^\W\d_]+{APART}){{0,3}}"
FIGURE: Final = r"\d[\d.,]*"
MARKED_SHARE: Final = 0.3

_WORD = re.compile(r"[^\W\d_]+")
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Mn"})
_LOOKALIKES = str.maketrans("ÐðƉɖаеорсухі", "ĐđĐđaeopcyxi")  # eth, African D, Cyrillic
_SPELT = re.compile(r"(?<!\w)\w(?:[.\-_*·]\w){2,}(?!\w)")  # "v.i.ệ.c"
# "hòa" and "hoà": the tone goes to the second vowel of these pairs when nothing follows.
_FIRST, _SECOND = "òóỏõọùúủũụ", "aey"
_MOVED = re.compile(rf"([{_FIRST}])([{_SECOND}])(?![^\W\d_])")


@dataclass(frozen=True)
class Reading:
    """A text as phrases are looked for in it, and where each of its letters came from."""

    text: str
    marked: str  # its lines typed with marks; the others are blank
    bare: str  # its lines typed without; the others are blank
    origin: tuple[int, ...]
    words_marked: frozenset[str]
    words_bare: frozenset[str]

    def spans(self, phrase: "Phrase") -> Iterator[tuple[int, int]]:
        """Where a phrase stands, for `words`."""
        for expression, first, words, text in (
            (phrase.exact, phrase.first, self.words_marked, self.marked),
            (phrase.loose, phrase.first_bare, self.words_bare, self.bare),
        ):
            if not first or not first.isdisjoint(words):
                yield from (found.span() for found in expression.finditer(text))

    def words(self, start: int, end: int) -> str:
        """The stretch as the writer typed it."""
        return self.text[self.origin[start] : self.origin[end - 1] + 1]


def bare(word: str) -> str:
    """A word without marks, in small letters.

    >>> bare("Đặt cọc")
    'dat coc'
    """
    split = unicodedata.normalize("NFD", word.lower().replace("đ", "d"))
    return "".join(c for c in split if not unicodedata.combining(c))


def reading(text: str) -> Reading:
    """Prepare a text: composed, in small letters, fancy and invisible letters made plain.

    >>> reading("ＺＡＬＯ\\u200b Hòa").marked, reading("ＺＡＬＯ").bare
    ('zalo hoà', 'zalo')
    """
    text = unicodedata.normalize("NFC", text)
    plain, origin = [], []
    skipped = {
        at for found in _SPELT.finditer(text) for at in range(found.start() + 1, found.end(), 2)
    }
    for at, letter in enumerate(text):
        if at in skipped:
            continue
        if letter != "\n" and unicodedata.category(letter) in _INVISIBLE:
            continue
        for one in unicodedata.normalize("NFKC", letter.translate(_LOOKALIKES)).lower():
            plain.append(one)
            origin.append(at)
    lines = [(line, _is_marked(line)) for line in _settled("".join(plain)).split("\n")]
    with_marks = "\n".join(line if marked else " " * len(line) for line, marked in lines)
    without = "\n".join(" " * len(line) if marked else line for line, marked in lines)
    words = frozenset(_WORD.findall(with_marks)), frozenset(_WORD.findall(without))
    return Reading(text, with_marks, without, tuple(origin), *words)


def _is_marked(line: str) -> bool:
    """Whether somebody typed this line with Vietnamese marks, as about two words in three have."""
    words = _WORD.findall(line)
    return sum(not word.isascii() for word in words) > MARKED_SHARE * len(words)


@dataclass(frozen=True)
class Phrase:
    """A phrase as it is looked for in lines with marks, and in lines without."""

    exact: re.Pattern[str]
    loose: re.Pattern[str]
    first: frozenset[str]  # words one of which begins it; empty when it may begin otherwise
    first_bare: frozenset[str]


@lru_cache(maxsize=1024)
def phrase(written: str) -> Phrase:
    """What finds a phrase.

    >>> some = phrase("chỉ|duy_nhất tuyển lao_động? nữ")
    >>> [list(reading(text).spans(some)) for text in ("Chi tuyen, nu", "Chỉ tuyển nữ", "tuyển nữ")]
    [[(0, 13)], [(0, 12)], []]
    """
    settled = _settled(unicodedata.normalize("NFC", written)).lower()
    plain = bare(settled)
    return Phrase(_expression(settled), _expression(plain), _first(settled), _first(plain))


def _first(written: str) -> frozenset[str]:
    """The words with which a phrase may begin."""
    found: set[str] = set()
    for piece in written.split():
        for each in piece.removesuffix("?").split("|"):
            word = each.split("_")[0]
            if not _WORD.fullmatch(word):
                return frozenset()
            found.add(word)
        if not piece.endswith("?"):
            break
    return frozenset(found)


def _expression(written: str) -> re.Pattern[str]:
    found, apart = "", ""
    for piece in written.split():
        if piece == "~":
            found, apart = found + apart + OTHERS, ""
            continue
        one = "|".join(_words(each) for each in piece.removesuffix("?").split("|"))
        if piece.endswith("?"):
            found, apart = found + apart + f"(?:(?:{one}){APART})?", ""
        else:
            found, apart = found + apart + f"(?:{one})", APART
    return re.compile(rf"(?<!\w)(?:{found})(?!\w)")


def _words(words: str) -> str:
    """One alternative of a phrase: words joined by "_"."""
    return APART.join(re.escape(word).replace(r"\#", FIGURE) for word in words.split("_"))


def _settled(text: str) -> str:
    """The tone on the second vowel of an open "oa", "oe", "uy"; nothing gets longer or shorter."""

    def move(match: re.Match[str]) -> str:
        first = unicodedata.normalize("NFD", match[1])
        return first[0] + unicodedata.normalize("NFC", match[2] + first[1:])

    return _MOVED.sub(move, text)
