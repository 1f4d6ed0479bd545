"""TCVN3 (fonts .VnTime) and the capitals it has no place for.

Its capitals have no tones of their own, so "Ánh" and "ánh" are the same bytes: what a letter was
is told by the letters beside it, by the unit it names, by the rest of its column.

The table is that of TCVN 5712:1993 (VN3).
"""

import re
from collections.abc import Mapping
from typing import Final

_TCVN3: Final[dict[int, str]] = {
    first + at: letter
    for first, letters in (
        (0xA1, "ĂÂÊÔƠƯĐăâêôơưđ"),
        (0xB5, "àảãáạ"),
        (0xBB, "ằẳẵắ"),
        (0xC6, "ặầẩẫấậè"),
        (0xCE, "ẻẽéẹềểễếệìỉ"),
        (0xDC, "ĩíịò"),
        (0xE1, "ỏõóọồổỗốộờởỡớợù"),
        (0xF1, "ủũúụừửữứựỳỷỹýỵ"),
    )
    for at, letter in enumerate(letters)
}
_TONED: Final = frozenset(char for char in _TCVN3.values() if char not in "ĂÂÊÔƠƯĐăâêôơưđ")
# Signs of Windows that the fonts of both encodings leave in their places.
SIGNS: Final = {
    0x85: "…",
    0x91: "‘",
    0x92: "’",
    0x93: "“",
    0x94: "”",
    0x95: "•",
    0x96: "–",
    0x97: "—",
    0xA0: "\u00a0",
}
_WORD: Final = re.compile(r"[^\W\d_]+(?:[^\W\d_]|[\u0300-\u036f])*")
_LOUD: Final = 0.9  # share of texts in capitals from which the unsure ones are taken for capitals
# The first letter of a name behind its kind of unit; "xã ủy" and "xã ở …" are no names.
_UNIT = re.compile(
    rf"\b((?:thị trấn|phường|xã) )([{''.join(sorted(_TONED))}])(?!(?<=ủ)y\b|(?<=ở)\b|(?<=ấ)p\b)",
    re.IGNORECASE,
)


def decode_tcvn3(content: bytes) -> str | None:
    """The text of bytes in TCVN3; None where a byte has no letter.

    Its capitals have no tones of their own: a capital font shows the small ones. So words that
    are otherwise in capitals are put in capitals, and a name gets its first one back.

    >>> decode_tcvn3(b"NGUY\\xd4N V\\xa1N"), decode_tcvn3(b"\\xb8nh")
    ('NGUYỄN VĂN', 'Ánh')
    """
    letters = []
    for code in content:
        letter = chr(code) if code < 0x80 else _TCVN3.get(code) or SIGNS.get(code)
        if letter is None:
            return None
        letters.append(letter)
    return _with_capitals("".join(letters))


def as_loud_as_the_rest(texts: Mapping[str, str]) -> dict[str, str]:
    """Texts in which no letter says how large they are, in capitals where their column is.

    Of "XÃ MỒ DỀ" the encoding keeps three capitals, as of "Xã Mồ Dề". `texts`: of one column, by
    what stood there.

    >>> as_loud_as_the_rest({"a": "XÃ ĐÔNG", "b": "Xã Mồ Dề"})["b"]
    'XÃ MỒ DỀ'
    """
    loud = sum(meant.isupper() for meant in texts.values())
    calm = sum(any(map(_whispers, _WORD.findall(meant))) for meant in texts.values())
    if not loud or loud < _LOUD * (loud + calm):
        return dict(texts)
    return {
        text: meant if any(map(_whispers, _WORD.findall(meant))) else meant.upper()
        for text, meant in texts.items()
    }


def _with_capitals(text: str) -> str:
    """Capitals that a capital font showed, put into the letters."""
    words = _WORD.findall(text)
    text = _UNIT.sub(lambda unit: unit[1] + unit[2].upper(), text)
    shouted = any(map(_shouts, words)) and not any(map(_whispers, words))
    titled = bool(words) and all(word[0].isupper() or word[0] in _TONED for word in words)

    def put(match: re.Match[str]) -> str:
        word = match[0]
        if shouted or _shouts(word):
            return word.upper()
        return word[0].upper() + word[1:] if titled and word[0] in _TONED else word

    return _WORD.sub(put, text)


def _plain(word: str) -> str:
    """The letters of a word that the encoding has in both sizes."""
    return "".join(char for char in word if char not in _TONED)


def _shouts(word: str) -> bool:
    """Whether a word is in capitals beyond doubt: "NGUYễN", "áI", and not "Hà"."""
    plain = _plain(word)
    return plain.isupper() and (len(plain) > 1 or (len(word) > 1 and word[0] in _TONED))


def _whispers(word: str) -> bool:
    return any(char.islower() for char in _plain(word))
