"""The text of our own PDF files, read glyph by glyph through their fonts: no library takes part.

It reads what typst writes (objects stand uncompressed, streams are deflated), not any PDF.
"""

import re
import zlib

_ESCAPES = {b"n": 10, b"r": 13, b"t": 9, b"b": 8, b"f": 12, b"(": 40, b")": 41, b"\\": 92}


def text_of(pdf: bytes) -> str:
    """All letters of all pages in the order they were drawn, without spaces."""
    objects = {
        int(number): body
        for number, body in re.findall(rb"\n(\d+) 0 obj\n(.*?)\nendobj", pdf, re.DOTALL)
    }
    return "".join(_page(objects, number) for number in _pages(objects))


def pages_of(pdf: bytes) -> int:
    """How many pages there are."""
    return len(re.findall(rb"/Type/Page\b(?!s)", pdf))


def squeezed(text: str) -> str:
    """A text as `text_of` gives it: without spaces and marks that only say where to break."""
    return re.sub(r"[\s\u200b\u00a0]", "", text)


def _pages(objects: dict[int, bytes]) -> list[int]:
    kids = re.search(rb"/Kids\[([^\]]*)\]", objects[1])
    assert kids
    return [int(number) for number in re.findall(rb"(\d+) 0 R", kids[1])]


def _page(objects: dict[int, bytes], number: int) -> str:
    page = objects[number]
    resources = objects[_reference(page, b"Resources")]
    named = re.search(rb"/Font<<(.*?)>>", resources)
    assert named
    fonts = {
        name: _letters(objects, int(font))
        for name, font in re.findall(rb"/(f\d+) (\d+) 0 R", named[1])
    }
    content = _stream(objects[_reference(page, b"Contents")])
    out: list[str] = []
    font: dict[int, str] = {}
    at = 0
    while found := re.compile(rb"/(f\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)>|\(").search(content, at):
        if found[1]:
            font, at = fonts[found[1]], found.end()
            continue
        if found[2]:
            glyphs, at = bytes.fromhex(found[2].decode()), found.end()
        else:
            glyphs, at = _literal(content, found.end())
        out += [
            font.get(int.from_bytes(glyphs[i : i + 2], "big"), "") for i in range(0, len(glyphs), 2)
        ]
    return squeezed("".join(out))


def _reference(body: bytes, key: bytes) -> int:
    found = re.search(rb"/" + key + rb" (\d+) 0 R", body)
    assert found, key
    return int(found[1])


def _letters(objects: dict[int, bytes], font: int) -> dict[int, str]:
    cmap = _stream(objects[_reference(objects[font], b"ToUnicode")])
    letters = {}
    for glyph, code in re.findall(rb"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>\s*\n", cmap):
        letters[int(glyph, 16)] = bytes.fromhex(code.decode()).decode("utf-16-be")
    return letters


def _stream(body: bytes) -> bytes:
    found = re.search(rb"stream\r?\n(.*)\r?\nendstream", body, re.DOTALL)
    assert found
    return zlib.decompress(found[1]) if b"FlateDecode" in body else found[1]


def _literal(content: bytes, at: int) -> tuple[bytes, int]:
    """The bytes of a text in round brackets, which may nest, and where it ends."""
    out, depth = bytearray(), 1
    while True:
        byte = content[at : at + 1]
        at += 1
        if byte == b"\\":
            if octal := re.match(rb"[0-7]{1,3}", content[at : at + 3]):
                out.append(int(octal[0], 8))
                at += len(octal[0])
            else:
                out.append(_ESCAPES[content[at : at + 1]])
                at += 1
            continue
        depth += {b"(": 1, b")": -1}.get(byte, 0)
        if not depth:
            return bytes(out), at
        out += byte
