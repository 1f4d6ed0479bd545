"""Photographs and scans that people send in: JPEG, PNG and PDF, told by content (trust C3, C9).

A picture is drawn anew by a child process with limits. A PDF stays as it came, for it may be
signed; one that runs, starts, sends or carries anything is refused.
"""

import re
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import PIL

from caunoi_kit.office.packages import PAGE, PDF, CannotRead, check_alone, check_size

LARGEST: Final = 5_000_000  # bytes of a picture or scan of one paper
CHILD: Final = Path(__file__).with_name("pictures_child.py")
PACKAGES: Final = str(Path(PIL.__file__).parent.parent)
MEMORY: Final = 500_000_000
SECONDS: Final = 10
MOST_PIXELS: Final = 50_000_000
LONGEST: Final = 3_000  # dots of the longer side kept: an A4 page at 250 dpi
MOST_INFLATED: Final = 200_000_000  # bytes of all that lies packed in a PDF
PICTURES: Final = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")

# What a PDF does by itself or carries along. Long enough never to stand in packed bytes by chance.
_ACTS: Final = re.compile(
    rb"/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|ImportData|SubmitForm|GoToE|Rendition)\b"
    rb"|/XFA[\s\[\d<]"
)
_SECRET: Final = re.compile(rb"/Encrypt[\s\d<]")
_HEX: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM: Final = re.compile(rb"stream\r?\n")
_PACKED_LISTS: Final = re.compile(rb"/ObjStm\b")
_FILTER: Final = re.compile(rb"/Filter\s*(\[[^\]]*\]|/\w+)")
_PLAIN: Final = re.compile(rb"\[?\s*/(?:FlateDecode|Fl)\s*\]?")
MOST_STREAMS: Final = 20_000
CHUNK: Final = 1 << 16
LONGEST_NAME: Final = 100  # bytes of a name, however it is spelled
_AROUND: Final = 400  # bytes around a name that are its dictionary
_END: Final = b"%%EOF"
_BEHIND: Final = b"\0\r\n\t "


def check_pdf(content: bytes, name: str) -> bytes:
    """A PDF that only shows pages, as it came. Raises CannotRead."""
    check_size(content, name, PAGE)
    if not content.startswith(PDF):
        raise CannotRead(f"Tệp {name} không phải PDF. Quét thành PDF rồi tải lại.")
    check_alone(content, name)
    tail = content.rfind(_END)
    if tail < 0 or content[tail + len(_END) :].strip(_BEHIND):
        raise CannotRead(f"Tệp {name} bị cắt hoặc có dữ liệu lạ phía sau. Quét lại rồi tải lên.")
    if _SECRET.search(content):
        raise CannotRead(f"Tệp {name} có mật khẩu. Bỏ mật khẩu, hoặc in ra rồi quét lại.")
    for piece in _pieces(content, name):
        if _ACTS.search(_HEX.sub(lambda found: bytes([int(found[1], 16)]), piece)):
            raise CannotRead(
                f"Tệp {name} có mã chạy hoặc tệp đính bên trong. "
                "Mở ra, in thành PDF mới hoặc chụp ảnh, rồi tải lại."
            )
    return content


def check_scan(content: bytes, name: str) -> tuple[bytes, str]:
    """A picture drawn anew or a PDF as it came, and how its name ends. Raises CannotRead."""
    if len(content) > LARGEST:
        raise CannotRead(
            f"Tệp {name} nặng {len(content) / 1e6:.0f} MB, nhiều nhất {LARGEST // 1_000_000} MB. "
            "Chụp lại ở cỡ ảnh nhỏ hơn."
        )
    if content.startswith(PDF):
        return check_pdf(content, name), "pdf"
    if not content.startswith(PICTURES):
        raise CannotRead(f"Tệp {name} không phải ảnh JPG, PNG hay PDF. Chụp ảnh rồi gửi lại.")
    return _drawn_anew(content, name)


def _drawn_anew(content: bytes, name: str) -> tuple[bytes, str]:
    numbers = map(str, (MEMORY, SECONDS, MOST_PIXELS, LONGEST))
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-S", str(CHILD), PACKAGES, *numbers],
            input=content,
            capture_output=True,
            timeout=2 * SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise CannotRead(_too_large(name)) from error
    kind, _, fresh = done.stdout.partition(b"\n")
    if kind in {b"jpg", b"png"} and fresh and done.returncode == 0:
        return fresh, kind.decode()
    if done.returncode != 0 or fresh == b"SIZE":
        raise CannotRead(_too_large(name))
    raise CannotRead(f"Ảnh {name} hỏng, không mở được. Chụp lại rồi gửi.")


def _too_large(name: str) -> str:
    return (
        f"Ảnh {name} có quá nhiều điểm ảnh, nhiều nhất {MOST_PIXELS // 1_000_000} triệu. "
        "Chụp lại ở cỡ nhỏ hơn."
    )


def _pieces(content: bytes, name: str) -> Iterator[bytes]:
    """The file itself, then everything in it that unpacks: names may lie packed."""
    yield content
    for found in _PACKED_LISTS.finditer(content):
        around = content[max(0, found.start() - _AROUND) : found.end() + _AROUND]
        around = around.partition(b"stream")[0] or around
        if (packed := _FILTER.search(around)) and not _PLAIN.fullmatch(packed[1]):
            raise CannotRead(f"Tệp {name} đóng gói khác thường. In thành PDF mới rồi tải lại.")
    left = MOST_INFLATED
    for number, found in enumerate(_STREAM.finditer(content)):
        if number > MOST_STREAMS:
            raise CannotRead(f"Tệp {name} đóng gói khác thường. In thành PDF mới rồi tải lại.")
        tail = b""
        for piece in _inflated(memoryview(content)[found.end() :]):
            left -= len(piece)
            if left <= 0:
                raise CannotRead(f"Tệp {name} mở ra quá lớn. Quét lại ở 150 hoặc 200 điểm.")
            yield tail + piece
            tail = piece[-LONGEST_NAME:]


def _inflated(packed: memoryview) -> Iterator[bytes]:
    """What unpacks from here on, a piece at a time; nothing of a picture packed in another way."""
    inflate = zlib.decompressobj()
    try:
        for at in range(0, len(packed), CHUNK):
            held: bytes | memoryview = packed[at : at + CHUNK]
            while held and not inflate.eof:
                if piece := inflate.decompress(held, 16 * CHUNK):
                    yield piece
                held = inflate.unconsumed_tail
            if inflate.eof:
                return
    except zlib.error:
        return
