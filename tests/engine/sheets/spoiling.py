"""Vietnamese text put into old encodings, to try whether it comes back. Not the code under test:
these tables are written the other way round, letter by letter.
"""

# ruff: noqa: E501  tables of made data

import unicodedata

_TCVN3_SMALL = {
    "à": 0xB5,
    "ả": 0xB6,
    "ã": 0xB7,
    "á": 0xB8,
    "ạ": 0xB9,
    "ă": 0xA8,
    "ằ": 0xBB,
    "ẳ": 0xBC,
    "ẵ": 0xBD,
    "ắ": 0xBE,
    "ặ": 0xC6,
    "â": 0xA9,
    "ầ": 0xC7,
    "ẩ": 0xC8,
    "ẫ": 0xC9,
    "ấ": 0xCA,
    "ậ": 0xCB,
    "đ": 0xAE,
    "è": 0xCC,
    "ẻ": 0xCE,
    "ẽ": 0xCF,
    "é": 0xD0,
    "ẹ": 0xD1,
    "ê": 0xAA,
    "ề": 0xD2,
    "ể": 0xD3,
    "ễ": 0xD4,
    "ế": 0xD5,
    "ệ": 0xD6,
    "ì": 0xD7,
    "ỉ": 0xD8,
    "ĩ": 0xDC,
    "í": 0xDD,
    "ị": 0xDE,
    "ò": 0xDF,
    "ỏ": 0xE1,
    "õ": 0xE2,
    "ó": 0xE3,
    "ọ": 0xE4,
    "ô": 0xAB,
    "ồ": 0xE5,
    "ổ": 0xE6,
    "ỗ": 0xE7,
    "ố": 0xE8,
    "ộ": 0xE9,
    "ơ": 0xAC,
    "ờ": 0xEA,
    "ở": 0xEB,
    "ỡ": 0xEC,
    "ớ": 0xED,
    "ợ": 0xEE,
    "ù": 0xEF,
    "ủ": 0xF1,
    "ũ": 0xF2,
    "ú": 0xF3,
    "ụ": 0xF4,
    "ư": 0xAD,
    "ừ": 0xF5,
    "ử": 0xF6,
    "ữ": 0xF7,
    "ứ": 0xF8,
    "ự": 0xF9,
    "ỳ": 0xFA,
    "ỷ": 0xFB,
    "ỹ": 0xFC,
    "ý": 0xFD,
    "ỵ": 0xFE,
}
_TCVN3_LARGE = {"Ă": 0xA1, "Â": 0xA2, "Ê": 0xA3, "Ô": 0xA4, "Ơ": 0xA5, "Ư": 0xA6, "Đ": 0xA7}
_VNI_ALONE = {
    "í": 0xED,
    "ì": 0xEC,
    "ỉ": 0xE6,
    "ĩ": 0xF3,
    "ị": 0xF2,
    "ỵ": 0xEE,
    "đ": 0xF1,
    "ơ": 0xF4,
    "ư": 0xF6,
}
_VNI_MARKS = {
    "\u0301": 0xF9,
    "\u0300": 0xF8,
    "\u0309": 0xFB,
    "\u0303": 0xF5,
    "\u0323": 0xEF,
    "\u0302": 0xE2,
    "\u0302\u0301": 0xE1,
    "\u0302\u0300": 0xE0,
    "\u0302\u0309": 0xE5,
    "\u0302\u0303": 0xE3,
    "\u0302\u0323": 0xE4,
    "\u0306": 0xEA,
    "\u0306\u0301": 0xE9,
    "\u0306\u0300": 0xE8,
    "\u0306\u0309": 0xFA,
    "\u0306\u0303": 0xFC,
    "\u0306\u0323": 0xEB,
}


def tcvn3(text: str) -> str:
    """As a sheet with the font .VnTime holds it. Capitals with a tone have the code of the small."""
    return shown(bytes(_tcvn3(char) for char in unicodedata.normalize("NFC", text)))


def _tcvn3(char: str) -> int:
    if char in _TCVN3_LARGE:
        return _TCVN3_LARGE[char]
    return _TCVN3_SMALL.get(char.lower()) or char.encode("cp1252", "replace")[0]


def vni(text: str) -> str:
    """As a sheet with the font VNI-Times holds it."""
    return shown(b"".join(map(_vni, unicodedata.normalize("NFC", text))))


def _vni(char: str) -> bytes:
    large = char.isupper()
    if char.lower() in _VNI_ALONE:
        return bytes([_VNI_ALONE[char.lower()] - (0x20 if large else 0)])
    if len(unicodedata.normalize("NFD", char)) == 1:
        return char.encode("cp1252", "replace")
    apart = unicodedata.normalize("NFD", char)
    base, marks = apart[0], apart[1:]
    if "\u031b" in marks:  # the horn belongs to the letter
        base = unicodedata.normalize("NFC", base + "\u031b")
        marks = marks.replace("\u031b", "")
    if len(marks) == 2 and marks[0] in "\u0301\u0300\u0309\u0303\u0323":
        marks = marks[::-1]
    return _vni(base) + bytes([_VNI_MARKS[marks] - (0x20 if large else 0)])


def cp1258(text: str) -> str:
    """As a file in Windows-1258 looks that was read as Windows-1252."""
    return shown(cp1258_bytes(text))


def cp1258_bytes(text: str) -> bytes:
    """Windows-1258: some letters whole, others with their tone behind."""
    out = bytearray()
    for char in unicodedata.normalize("NFC", text):
        apart = unicodedata.normalize("NFD", char)
        tone = next((mark for mark in apart if mark in "\u0301\u0300\u0309\u0303\u0323"), "")
        whole = unicodedata.normalize("NFC", apart.replace(tone, "") if tone else apart)
        try:
            out += char.encode("cp1258")
        except UnicodeEncodeError:
            out += whole.encode("cp1258") + tone.encode("cp1258")
    return bytes(out)


def mojibake(text: str) -> str:
    """UTF-8 that was read as Windows-1252."""
    return shown(text.encode())


def shown(content: bytes) -> str:
    """Bytes as Windows-1252 shows them; those it has no sign for as control characters."""
    return "".join(
        chr(code) if code in {0x81, 0x8D, 0x8F, 0x90, 0x9D} else bytes([code]).decode("cp1252")
        for code in content
    )


# As Vietnamese offices have them in their files, from the published tables of both encodings.
SPOILT_PAIRS = (
    ("Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam"),
    ("§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc"),
    ("Coäng hoaø xaõ hoäi chuû nghóa Vieät Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam"),
    ("Ñoäc laäp - Töï do - Haïnh phuùc", "Độc lập - Tự do - Hạnh phúc"),
    ("Cá»™ng hÃ²a xÃ£ há»™i", "Cộng hòa xã hội"),
)
