"""Vietnamese text in the encodings of before Unicode, or spoilt on its way, brought back.

A cell in TCVN3 (fonts .VnTime), VNI, Windows-1258, or UTF-8 that was read as Windows-1252, looks
like Latin letters put at random. It is turned back only where the result is spelled as Vietnamese
is and no other reading is likely; what stays in doubt is named and never passed off as text.

The tables of VNI are those published with VNI for Windows.
"""

import html
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from caunoi_engine.text.folding import place_tones
from caunoi_engine.text.syllables import is_syllable
from caunoi_engine.text.tcvn3 import SIGNS, as_loud_as_the_rest, decode_tcvn3

AS_IS: Final = "Unicode"
TCVN3: Final = "TCVN3 (.VnTime)"
VNI: Final = "VNI"
CP1258: Final = "Windows-1258"
MOJIBAKE: Final = "UTF-8 đọc nhầm"
ENTITIES: Final = "mã HTML"

_VNI_MARKS: Final = {
    0xF9: "\u0301",
    0xF8: "\u0300",
    0xFB: "\u0309",
    0xF5: "\u0303",
    0xEF: "\u0323",
    0xE2: "\u0302",
    0xE1: "\u0302\u0301",
    0xE0: "\u0302\u0300",
    0xE5: "\u0302\u0309",
    0xE3: "\u0302\u0303",
    0xE4: "\u0302\u0323",
    0xEA: "\u0306",
    0xE9: "\u0306\u0301",
    0xE8: "\u0306\u0300",
    0xFA: "\u0306\u0309",
    0xFC: "\u0306\u0303",
    0xEB: "\u0306\u0323",
}
_VNI_MARKS_ALL: Final = _VNI_MARKS | {code - 0x20: mark for code, mark in _VNI_MARKS.items()}
_VNI_LETTERS: Final = {
    0xED: "í",
    0xEC: "ì",
    0xE6: "ỉ",
    0xF3: "ĩ",
    0xF2: "ị",
    0xEE: "ỵ",
    0xF1: "đ",
    0xF4: "ơ",
    0xF6: "ư",
    0xCD: "Í",
    0xCC: "Ì",
    0xC6: "Ỉ",
    0xD3: "Ĩ",
    0xD2: "Ị",
    0xCE: "Ỵ",
    0xD1: "Đ",
    0xD4: "Ơ",
    0xD6: "Ư",
}
_VNI_BASES: Final = frozenset("aeouyAEOUYơưƠƯ")
_CP1252: Final = {
    ord(bytes([code]).decode("cp1252")): code
    for code in range(0x80, 0xA0)
    if code not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}
}
_WORD = re.compile(r"[^\W\d_]+(?:[^\W\d_]|[\u0300-\u036f])*")
_RUN = re.compile(r"[^\s.,;:/()\[\]+*&<>\"0-9!?=_|\\-]+")
_LOST = re.compile(r"\ufffd|[^\W\d_]\?[^\W\d_]|[^\W\d_]\?(?=\s[^\W\d_])")
_ENTITY = re.compile(r"&#x?[0-9a-fA-F]{2,6};|&[A-Za-z]{2,8};")
_VIETNAMESE: Final = frozenset(
    char
    for base in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    for tone in ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
    for char in unicodedata.normalize("NFC", base + tone)
) | frozenset("đĐ")
_LATIN_SIGNS: Final = frozenset("’‘“”–—…·•№°²³×½¼€§\u00a0\u200b\ufeff’´`′″™®©√✓✔≥≤±")
_MARGIN: Final = 3.0  # natural logarithm: twenty times as likely
_RULES: Final = 0.9  # share of texts from which an encoding is taken for that of abbreviations too
_ENOUGH: Final = 5  # clear cells by which a column speaks for itself and not with its sheet
_MOST_WORDS: Final = 200


@dataclass(frozen=True)
class Restored:
    """What became of the texts of a column.

    `texts`: those that changed; `doubts`: those that are no Vietnamese as they stand, with the
    likeliest reading or "" ; `encodings`: how many cells came from which encoding.
    """

    texts: Mapping[str, str]
    doubts: Mapping[str, str]
    encodings: Mapping[str, int] = field(default_factory=dict)


def restore(
    cells: Iterable[str],
    *,
    raw: bool = False,
    usual: Mapping[str, int] | None = None,
    votes: Mapping[str, float] | None = None,
) -> Restored:
    """Bring back the texts of one column.

    `raw`: the texts are bytes of an unknown encoding, each as the character of its number.
    `usual`: words (small letters, with marks) and how often they are met, to decide between two
    readings that are both spelled right. `votes`: what the other columns of the sheet were.

    >>> restore(["NguyÔn V¨n An", "TrÇn ThÞ Hoa"]).texts
    {'NguyÔn V¨n An': 'Nguyễn Văn An', 'TrÇn ThÞ Hoa': 'Trần Thị Hoa'}
    >>> restore(["Nguyeãn Vaên An"]).texts, restore(["Nguyá»…n An"]).texts
    ({'Nguyeãn Vaên An': 'Nguyễn Văn An'}, {'Nguyá»…n An': 'Nguyễn An'})
    >>> restore(["Nguy?n V?n An"]).doubts
    {'Nguy?n V?n An': ''}
    """
    counted = Counter(cells)
    hot = {text: number for text, number in counted.items() if not text.isascii() or "&" in text}
    read = {text: _readings(text, raw=raw) for text in hot}
    clear = _clear_votes(hot, read)
    weights = clear if sum(clear.values()) >= _ENOUGH or not votes else dict(votes)
    known = {AS_IS, *weights, *(votes or {})}
    texts: dict[str, str] = {}
    doubts: dict[str, str] = {}
    of_tcvn3: dict[str, str] = {}
    used: Counter[str] = Counter()
    for text, number in hot.items():
        name, meant = _chosen(text, read[text], weights, known, usual or {}, raw=raw)
        if name is None:
            doubts[text] = meant
            continue
        used[name] += number
        if meant != text:
            texts[text] = meant
        if name == TCVN3:
            of_tcvn3[text] = meant
    texts |= as_loud_as_the_rest(of_tcvn3)
    doubts |= {text: "" for text in counted if text not in hot and _LOST.search(text)}
    return Restored(texts, doubts, used)


def restore_rows(
    rows: Sequence[Sequence[Any]],
    *,
    raw: bool = False,
    usual: Mapping[str, int] | None = None,
) -> tuple[list[list[Any]], str, dict[tuple[int, int], str]]:
    """The rows of a sheet with their texts brought back, the encodings met, and the doubts.

    >>> rows, encoding, doubts = restore_rows([["Hä tªn"], ["NguyÔn V¨n An"], ["L? Th?o"]])
    >>> rows[1], encoding, doubts
    (['Nguyễn Văn An'], 'TCVN3 (.VnTime)', {(2, 0): ''})
    """
    columns: dict[int, list[str]] = {}
    for row in rows:
        for at, cell in enumerate(row):
            if isinstance(cell, str) and (not cell.isascii() or "?" in cell or "&" in cell):
                columns.setdefault(at, []).append(cell)
    done = {at: restore(texts, raw=raw, usual=usual) for at, texts in columns.items()}
    total: Counter[str] = Counter()
    for one in done.values():
        total.update(one.encodings)
    if not any(one.texts or one.doubts for one in done.values()):
        return [list(row) for row in rows], "", {}
    if set(total) - {AS_IS}:
        done = {
            at: restore(texts, raw=raw, usual=usual, votes=total) for at, texts in columns.items()
        }
    new = [list(row) for row in rows]
    doubts: dict[tuple[int, int], str] = {}
    met: Counter[str] = Counter()
    for one in done.values():
        met.update(one.encodings)
    for number, row in enumerate(new):
        hot = [at for at in columns if at < len(row) and isinstance(row[at], str)]
        told = _told_by_row([row[at] for at in hot], raw=raw) if len(hot) > 1 else None
        for at in hot:
            cell = row[at]
            read = done[at]
            if told is not None and cell in told:
                row[at] = told[cell]
            elif cell in read.texts:
                row[at] = read.texts[cell]
            elif cell in read.doubts:
                doubts[number, at] = read.doubts[cell]
    names = [name for name, _ in met.most_common() if name != AS_IS]
    return new, ", ".join(names), doubts


def _told_by_row(cells: Sequence[Any], *, raw: bool) -> dict[str, str] | None:
    """What the cells of a row that can be read in several ways are, if the others all agree.

    Lists are pasted together from files of different encodings row by row, and heads are typed
    anew over old lists.
    """
    read = {cell: _readings(cell, raw=raw) for cell in cells if not cell.isascii()}
    clear = {next(iter(one)) for one in read.values() if len(one) == 1}
    clear |= {AS_IS for cell, one in read.items() if not one and as_bytes(cell) is None}
    if len(clear) != 1:
        return None
    name = clear.pop()
    return {cell: one[name] for cell, one in read.items() if len(one) > 1 and name in one}


def as_bytes(text: str) -> bytes | None:
    """The bytes a text was before it was read as Windows-1252 or Latin-1; None if it never was.

    >>> as_bytes("NguyÔn"), as_bytes("Nguyễn")
    (b'Nguy\\xd4n', None)
    """
    out = bytearray()
    for char in text:
        code = ord(char)
        if code < 0x100:
            out.append(code)
        elif code in _CP1252:
            out.append(_CP1252[code])
        else:
            return None
    return bytes(out)


def decode_vni(content: bytes) -> str | None:
    """The text of bytes in VNI; None where a mark has no letter in front.

    >>> decode_vni("Nguyeãn Thò Ñöùc".encode("latin-1"))
    'Nguyễn Thị Đức'
    """
    letters: list[str] = []
    for code in content:
        if code < 0x80 or code in SIGNS:
            letters.append(SIGNS.get(code) or chr(code))
        elif code in _VNI_LETTERS:
            letters.append(_VNI_LETTERS[code])
        elif code in _VNI_MARKS_ALL and letters and letters[-1] in _VNI_BASES:
            whole = unicodedata.normalize("NFC", letters[-1] + _VNI_MARKS_ALL[code])
            if len(whole) != 1:
                return None
            letters[-1] = whole
        else:
            return None
    return "".join(letters)


def decode_cp1258(content: bytes) -> str | None:
    """The text of bytes in Windows-1258, marks put on their letters.

    >>> decode_cp1258(b"Nguy\\xea\\xden V\\xe3n")
    'Nguyễn Văn'
    """
    try:
        text = unicodedata.normalize("NFC", content.decode("cp1258"))
    except UnicodeDecodeError:
        return None
    return None if any(map(unicodedata.combining, text)) else text


def _decode_utf8(content: bytes) -> str | None:
    """UTF-8 that was read as one byte a letter, perhaps twice."""
    if content.isascii():
        return None
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return None
    again = as_bytes(text)
    if again is not None and not again.isascii() and (twice := _decode_utf8(again)) is not None:
        return twice
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=200_000)
def _readings(text: str, *, raw: bool) -> Mapping[str, str]:
    """What the text may be, by encoding: only whole and well-spelled readings."""
    found: dict[str, str] = {}
    whole = unicodedata.normalize("NFC", text)
    if not raw and "Ã\xa0" not in text and _reads_well(whole):
        found[AS_IS] = whole
    if _ENTITY.search(text) and (plain := html.unescape(text)) != text:
        found[ENTITIES] = unicodedata.normalize("NFC", plain)
    content = as_bytes(text)
    if content is None or content.isascii():
        return found
    for name, decode in _DECODERS:
        meant = decode(content)
        if meant is not None and _reads_well(meant):
            found[name] = meant
    return found


_DECODERS: Final = (
    (MOJIBAKE, _decode_utf8),
    (TCVN3, decode_tcvn3),
    (VNI, decode_vni),
    (CP1258, decode_cp1258),
)


def _reads_well(meant: str) -> bool:
    """Whether every word with a letter beyond ASCII is a Vietnamese syllable."""
    seen = False
    for run in _RUN.findall(meant)[:_MOST_WORDS]:
        if run.isascii():
            continue
        for word in run.replace("’", "'").replace("‘", "'").split("'"):
            if word.isascii() or all(char in _LATIN_SIGNS for char in word):
                continue
            seen = True
            if not is_syllable(word.strip("".join(_LATIN_SIGNS))) or not _steady(word):
                return False
    return seen or all(char in _LATIN_SIGNS or char.isascii() for char in meant)


def _steady(word: str) -> bool:
    """Capitals all along, only at the front, or none: anything else is chance."""
    return word.isupper() or word[1:].islower() or len(word) == 1


def _clear_votes(hot: Mapping[str, int], read: Mapping[str, Mapping[str, str]]) -> dict[str, float]:
    votes: dict[str, float] = {}
    for text, number in hot.items():
        if len(read[text]) == 1:
            name = next(iter(read[text]))
            votes[name] = votes.get(name, 0.0) + number
    return votes


def _chosen(
    text: str,
    read: Mapping[str, str],
    votes: Mapping[str, float],
    known: set[str],
    usual: Mapping[str, int],
    *,
    raw: bool,
) -> tuple[str | None, str]:
    """The encoding and the text; None and the likeliest text where it stays in doubt.

    `known`: encodings that some text of the sheet is in beyond doubt.
    """
    if AS_IS in read and not (known - {AS_IS}) & read.keys():
        return AS_IS, read[AS_IS]
    main = _ruling(votes)
    if main is not None and main not in read and AS_IS not in read:
        meant = _decoded(text, main)
        if meant is not None and _only_letters(meant):  # an abbreviation: "SĐT"
            return main, meant
    if len(set(read.values())) == 1:
        return next(iter(read.items()))
    if not read:
        return _unspelled(text, votes, raw=raw)
    everything = sum(votes.values())
    prior = 0.5 if everything else 1.0
    scores = {
        name: math.log(votes.get(name, 0.0) + prior * (3.0 if name == AS_IS else 0.02))
        + _likelihood(meant, usual)
        for name, meant in read.items()
    }
    best, second = sorted(scores, key=lambda name: -scores[name])[:2]
    if scores[best] - scores[second] < _MARGIN and read[best] != read[second]:
        return None, read[best]
    return best, read[best]


def _likelihood(text: str, usual: Mapping[str, int]) -> float:
    if not usual:
        return 0.0
    words = [word for word in _WORD.findall(place_tones(text.lower())) if not word.isascii()]
    return sum(math.log(usual.get(word, 0) + 0.2) for word in words)


def _ruling(votes: Mapping[str, float]) -> str | None:
    """The old encoding that nearly all texts are in, if there is one."""
    main = max(votes, key=lambda name: votes[name], default=AS_IS)
    alone = main != AS_IS and votes[main] >= _RULES * sum(votes.values())
    return main if alone else None


def _decoded(text: str, name: str) -> str | None:
    content, decode = as_bytes(text), dict(_DECODERS).get(name)
    return decode(content) if decode and content is not None else None


def _unspelled(text: str, votes: Mapping[str, float], *, raw: bool) -> tuple[str | None, str]:
    """A text no reading of which is spelled as Vietnamese: a foreign name, or garbage."""
    meant = unicodedata.normalize("NFC", text)
    main = max(votes, key=lambda name: votes[name], default=AS_IS)
    if not raw and not _LOST.search(meant) and _only_letters(meant) and main == AS_IS:
        return AS_IS, meant
    return None, ""


def _only_letters(text: str) -> bool:
    """Whether all beyond ASCII are letters that names are written with, or usual signs."""
    for char in text:
        if char.isascii() or char in _LATIN_SIGNS or char in _VIETNAMESE:
            continue
        kind = unicodedata.category(char)
        if kind not in {"Lu", "Ll", "Lo", "Zs", "Nd", "Mn", "Mc"} or char in "ªº":
            return False
        if (
            ord(char) >= 0x250
            and kind in {"Lu", "Ll"}
            and not 0x1E00 <= ord(char) <= 0x1EFF
            and ord(char) < 0x370
        ):
            return False
    return True
