"""The words of an address: what names a kind of unit, what belongs to the street or hamlet."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from caunoi_engine.text.folding import TONES, fold, tidy

# Kinds as people write them, folded, and the official kinds each may stand for.
_KIND_WORDS: Final[dict[str, str]] = {
    "thành phố": "Thành phố", "tp": "Thành phố", "t p": "Thành phố", "tỉnh": "Tỉnh",
    "t": "Tỉnh", "quận": "Quận", "q": "Quận", "huyện": "Huyện", "h": "Huyện",
    "thị xã": "Thị xã", "tx": "Thị xã", "t x": "Thị xã", "phường": "Phường", "p": "Phường",
    "f": "Phường", "xã": "Xã", "x": "Xã", "thị trấn": "Thị trấn", "tt": "Thị trấn",
    "t t": "Thị trấn", "ttr": "Thị trấn", "nt": "Thị trấn", "ttnt": "Thị trấn",
    "đặc khu": "Đặc khu",
}  # fmt: skip


def _wide(text: str) -> str:
    """The search key that also takes every y for i."""
    return fold(text).replace("y", "i")


KINDS: Final = {tuple(_wide(word).split()): kind for word, kind in _KIND_WORDS.items()}
_MARKED_KINDS: Final = {tuple(_wide(word).split()): word.split() for word in _KIND_WORDS}
COMMUNE_KINDS: Final = frozenset({"Phường", "Xã", "Thị trấn", "Đặc khu"})

# What stands before the name of a hamlet, a street or a house: such a name is no commune.
_DETAIL: Final = {
    _wide(word): word
    for word in """thôn ấp xóm tổ khu kp tdp bản buôn bon làng đội đường phố ngõ ngách hẻm số kiệt
    lộ phum sóc cụm xứ lô căn tầng toà tòa ktx kcn kdc khóm khối ql chợ cầu""".split()
}
_IDLE: Final = {"vn": "vn", "vietnam": "vietnam", "cu": "cũ"}  # they say nothing of a place
_ROMAN: Final = {
    "i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8",
    "ix": "9", "x": "10", "xi": "11", "xii": "12",
}  # fmt: skip
# Highland words that lists write in several ways: Đắk, Đăk, Đak.
_HIGHLAND: Final = {"đăk": "đak", "đăc": "đac", "đak": "đak"}
_WORD: Final = re.compile(r"\d+|[^\W\d_]+")
_HARD: Final = re.compile(r"[,;|/\\()\[\]\n:]")
_SOFT: Final = re.compile(r"[-–—.]")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of an address with its place in the text."""

    key: str  # folded, y as i
    base: str  # letters with their shapes, without tones
    tones: str
    start: int
    end: int
    hard: bool  # a comma or a bracket stands before it
    soft: bool  # a dash or a full stop stands before it
    marked: str

    @property
    def plain(self) -> bool:
        """Typed without any mark."""
        return self.marked.isascii()


@lru_cache(maxsize=50_000)
def _letters(text: str) -> tuple[str, str, str]:
    """Search key, letters without tones, tones: "Hòa" and "Hoà" are one."""
    bare = unicodedata.normalize("NFD", text.casefold()).replace("y", "i")
    base = "".join(char for char in bare if char not in TONES)
    base = _HIGHLAND.get(unicodedata.normalize("NFC", base), unicodedata.normalize("NFC", base))
    tones = "".join(char for char in bare if char in TONES)
    key = str(int(text)) if text.isascii() and text.isdigit() else _wide(text)
    if base in _HIGHLAND.values():
        tones = ""
    return key, key if key.isdigit() else base, tones


def split_words(text: str) -> list[Word]:
    """The words of a text that is already tidy.

    >>> [word.key for word in split_words("P12, TX. Kỳ Anh")]
    ['p', '12', 'tx', 'ki', 'anh']
    """
    words: list[Word] = []
    last = 0
    for match in _WORD.finditer(text):
        between = text[last : match.start()]
        key, base, tones = _letters(match[0])
        words.append(
            Word(
                key, base, tones, match.start(), match.end(),
                hard=not words or bool(_HARD.search(between)),
                soft=bool(_SOFT.search(between)), marked=match[0].casefold(),
            )
        )  # fmt: skip
        last = match.end()
    return words


def kind_at(words: list[Word], at: int) -> tuple[str, int]:
    """The official kind named at a word and how many words name it; ("", 0) if none.

    >>> kind_at(split_words("thị trấn Vũ Thư"), 0), kind_at(split_words("Thạnh Xá"), 1)
    (('Thị trấn', 2), ('', 0))
    """
    for size in (2, 1):
        some = words[at : at + size]
        phrase = tuple(word.key for word in some)
        kind = KINDS.get(phrase)
        if kind is None or len(some) < size or (size == 2 and some[1].hard):
            continue
        wanted = _MARKED_KINDS[phrase]
        if all(_same(word, as_written) for word, as_written in zip(some, wanted, strict=True)):
            return kind, size
    return "", 0


def _same(word: Word, wanted: str) -> bool:
    return word.marked in (wanted, fold(wanted))


def is_idle(words: list[Word], at: int) -> bool:
    """Whether a word says nothing of a place: a number, "cũ", "Việt Nam".

    >>> words = split_words("Tam Quan Nam 2, Việt Nam")
    >>> [is_idle(words, at) for at in range(len(words))]
    [False, False, False, True, True, True]
    """
    key = words[at].key
    if key.isdigit() or (key in _IDLE and _same(words[at], _IDLE[key])):
        return True
    near = [word.key for word in words[max(at - 1, 0) : at + 2]]
    return "viet nam" in " ".join(near) and key in ("viet", "nam")


def is_detail(word: Word) -> bool:
    """Whether the word announces a hamlet, a street or a house.

    >>> [is_detail(word) for word in split_words("đường dương")]
    [True, False]
    """
    wanted = _DETAIL.get(word.key)
    return wanted is not None and _same(word, wanted)


def key_of(words: list[Word]) -> str:
    """The key of a name: its words run together, a Roman number at its end as figures.

    >>> key_of(split_words("Tam Xuân II")), key_of(split_words("Ea M'Doal"))
    ('tamxuan2', 'eamdoal')
    """
    last = words[-1].key
    if len(words) > 1 and last in _ROMAN and last != "x":
        last = _ROMAN[last]
    return "".join([word.key for word in words[:-1]]) + last


def roman(word: Word) -> str:
    """The figures of a Roman number, or "".

    >>> roman(split_words("VII")[0])
    '7'
    """
    return _ROMAN.get(word.key, "")


def split_kind(name: str) -> tuple[str, list[Word]]:
    """The kind an official name begins with, and the words of the bare name.

    >>> kind, words = split_kind("Thị xã Kinh Môn")
    >>> kind, key_of(words)
    ('Thị xã', 'kinhmon')
    """
    words = split_words(tidy(name))
    kind, size = kind_at(words, 0)
    return (kind, words[size:]) if size and len(words) > size else ("", words)


def name_key(text: str) -> str:
    """The key of any name as typed, "" without a word.

    >>> name_key("Thôn  Đồng, III"), name_key(" - ")
    ('thondong3', '')
    """
    words = split_words(tidy(text))
    return key_of(words) if words else ""
