"""Small real pictures and PDFs for tests."""

import io
import struct
import zlib

from PIL import Image

PLACE = b"CAUNOI-PLACE-MARK"  # stands where a camera writes where it was
BEHIND = b"CAUNOI-BEHIND-MARK"  # stands behind the end of a picture


def jpeg(*, place: bytes = b"", behind: bytes = b"", size: tuple[int, int] = (40, 30)) -> bytes:
    """A JPEG of many colours; `place` stands in its EXIF as the place, turned by a quarter."""
    picture = Image.linear_gradient("L").resize(size).convert("RGB")
    exif = Image.Exif()
    if place:
        exif[0x0112] = 6  # held upright
        exif[0x010E] = place.decode()
        exif.get_ifd(0x8825)[2] = (20.0, 38.0, 47.0)
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue() + behind


def png(*, text: bytes = b"", behind: bytes = b"") -> bytes:
    """A PNG with a text beside the dots."""
    out = io.BytesIO()
    Image.new("RGB", (20, 10), "navy").save(out, "PNG")
    content = out.getvalue()
    at = content.index(b"IDAT") - 4
    beside = _chunk(b"tEXt", b"Comment\0" + text) if text else b""
    return content[:at] + beside + content[at:] + behind


def huge_png(side: int = 30_000) -> bytes:
    """A picture of `side` times `side` dots, all the same: some hundred kilobytes."""
    line = b"\0" * (1 + side // 8)
    packer = zlib.compressobj(9)
    dots = b"".join(packer.compress(line * 100) for _ in range(side // 100)) + packer.flush()
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", dots) + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    crc = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", crc)


def pdf(*objects: bytes, trailer: bytes = b"", behind: bytes = b"") -> bytes:
    """A PDF of one empty page, with more objects."""
    parts = [
        b"1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n",
        b"2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n",
        b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>\nendobj\n",
        *(b"%d 0 obj\n%s\nendobj\n" % (number, one) for number, one in enumerate(objects, 4)),
    ]
    body, places = b"%PDF-1.7\n", []
    for part in parts:
        places.append(len(body))
        body += part
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    end = b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n"
    return body + head + rows + end % (len(parts) + 1, trailer, len(body)) + behind


def packed_object(inside: bytes, *, way: bytes = b"/FlateDecode") -> bytes:
    """An object that holds others, packed."""
    content = zlib.compress(b"9 0 " + inside)
    return (
        b"<</Type/ObjStm/N 1/First 4/Filter%s/Length %d>>\nstream\n" % (way, len(content))
        + content
        + b"\nendstream"
    )
