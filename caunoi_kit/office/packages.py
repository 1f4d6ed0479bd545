"""What a file is, told by its first bytes and its list of entries, before anything is unpacked."""

import html
import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import Final


class CannotRead(Exception):
    """The file is no sheet we can read; the message says why and what to do."""


@dataclass(frozen=True)
class Limits:
    """How much a file may hold, and what its reader may use (trust C1)."""

    file: int
    unpacked: int
    rows: int
    memory: int  # bytes of address space of the child
    seconds: int
    columns: int = 200
    ratio: int = 100
    entries: int = 2_000


PAGE: Final = Limits(
    file=10_000_000, unpacked=200_000_000, rows=50_000, memory=300_000_000, seconds=30
)
COMMAND: Final = Limits(
    file=60_000_000, unpacked=600_000_000, rows=101_000, memory=900_000_000, seconds=120
)

ZIP: Final = b"PK\x03\x04"
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# First bytes of what people rename, and what to call it.
_OTHERS: Final = (
    (b"%PDF", "tệp PDF"),
    (b"\x89PNG", "ảnh PNG"),
    (b"\xff\xd8\xff", "ảnh JPEG"),
    (b"GIF8", "ảnh GIF"),
    (b"II*\0", "ảnh TIFF"),
    (b"MM\0*", "ảnh TIFF"),
    (b"BM", "ảnh BMP"),
    (b"RIFF", "tệp ảnh hoặc âm thanh"),
    (b"{\\rtf", "văn bản RTF"),
    (b"MZ", "chương trình"),
    (b"\x7fELF", "chương trình"),
    (b"Rar!", "tệp nén RAR"),
    (b"7z\xbc\xaf", "tệp nén 7z"),
    (b"\x1f\x8b", "tệp nén GZ"),
    (b"SQLite format 3", "cơ sở dữ liệu"),
    (b"\0\x01\0\0Standard", "cơ sở dữ liệu Access"),
    (b"!BDN", "hộp thư Outlook"),
)
_BMP_RESERVED: Final = slice(6, 10)
_START: Final = 4_000  # bytes in which a text shows that it is a web page
_MARKUP: Final = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<svg", b"<script", b"<head")
SAVE_AS: Final = "Mở bằng Excel, lưu thành .xlsx rồi tải lại."
EICAR: Final = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"


def check_size(content: bytes, name: str, limits: Limits) -> None:
    """Refuse an empty file and one that is too big."""
    if not content.strip():
        raise CannotRead(f"Tệp {name} trống. Chọn lại tệp.")
    if len(content) > limits.file:
        raise CannotRead(
            f"Tệp {name} lớn hơn {limits.file // 1_000_000} MB. Chia thành nhiều tệp rồi tải lại."
        )
    if EICAR in content[:_START]:
        raise CannotRead(f"Tệp {name} chứa mẫu thử vi-rút. Không nhận tệp này.")


def kind_of(content: bytes, name: str, limits: Limits) -> str:
    """xlsx, xls, ods or csv, by content and never by the name. Raises CannotRead for others."""
    check_size(content, name, limits)
    if content.startswith(ZIP):
        return check_package(content, name, limits)
    if content.startswith(OLE):
        return _check_compound(content, name)
    for first, words in _OTHERS:
        bitmap = first == b"BM" and content[_BMP_RESERVED] != b"\0\0\0\0"
        if content.startswith(first) and not bitmap:
            raise CannotRead(f"Tệp {name} là {words}, không phải bảng tính. Chọn lại tệp.")
    start = content[:_START].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(b"<") or any(mark in start for mark in _MARKUP):
        raise CannotRead(f"Tệp {name} là trang web hoặc XML, không phải bảng tính. {SAVE_AS}")
    if start.startswith((b"{\n", b'{"', b"[{", b"[\n")):
        raise CannotRead(f"Tệp {name} là tệp JSON, không phải bảng tính. {SAVE_AS}")
    return "csv"


def check_package(content: bytes, name: str, limits: Limits) -> str:
    """Refuse bombs, macros and other packages by what the list of entries says."""
    try:
        entries = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, RuntimeError) as error:
        # zipfile says by a kind of RuntimeError that a package wants a newer program or a password
        raise CannotRead(f"Tệp {name} hỏng. Xuất lại tệp rồi tải lại.") from error
    names = {entry.filename for entry in entries}
    size = sum(entry.file_size for entry in entries)
    packed = max(len(content), 1)
    if len(entries) > limits.entries or size > limits.unpacked or size > limits.ratio * packed:
        raise CannotRead(
            f"Tệp {name} mở ra quá lớn. Chép riêng các dòng cần nhập sang tệp mới rồi tải lại."
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise CannotRead(f"Tệp {name} có mật khẩu. Bỏ mật khẩu rồi tải lại.")
    if any("vbaProject" in one or "macrosheets/" in one for one in names) or (
        "Basic/script-lc.xml" in names
    ):
        raise CannotRead(f"Tệp {name} có macro. Lưu thành .xlsx rồi tải lại.")
    if any("/activeX/" in one or ("/embeddings/" in one and _is_object(one)) for one in names):
        raise CannotRead(
            f"Tệp {name} có đối tượng nhúng bên trong. Chép riêng bảng sang tệp mới rồi tải lại."
        )
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        raise CannotRead(f"Tệp {name} là .xlsb. {SAVE_AS}")
    if "content.xml" in names and _says_it_is(content, b"opendocument.spreadsheet"):
        return "ods"
    raise CannotRead(f"Tệp {name} không phải .xlsx. Lưu thành .xlsx rồi tải lại.")


def _is_object(entry: str) -> bool:
    return not entry.endswith((".xlsx", ".rels"))


def _says_it_is(content: bytes, words: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        try:
            with package.open("mimetype") as said:
                return words in said.read(200)
        except (KeyError, zipfile.BadZipFile, RuntimeError):  # locked, or packed in a newer way
            return False


def _check_compound(content: bytes, name: str) -> str:
    """The old binary format of Office: only a workbook without macros or password is read."""

    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in content

    if has("EncryptedPackage") or has("EncryptionInfo"):
        raise CannotRead(f"Tệp {name} có mật khẩu. Bỏ mật khẩu rồi tải lại.")
    if has("_VBA_PROJECT") or has("VBA\0") or has("Macros\0"):
        raise CannotRead(f"Tệp {name} có macro. Lưu thành .xlsx rồi tải lại.")
    if has("WordDocument") or has("PowerPoint Document"):
        raise CannotRead(f"Tệp {name} là văn bản hoặc bản trình chiếu, không phải bảng tính.")
    if not (has("Workbook") or has("Book\0")):
        raise CannotRead(f"Tệp {name} không phải bảng tính. {SAVE_AS}")
    if has("\1Ole10Native") or has("ObjectPool"):
        raise CannotRead(
            f"Tệp {name} có đối tượng nhúng bên trong. Chép riêng bảng sang tệp mới rồi tải lại."
        )
    return "xls"


Part = tuple[str, int, int, int, int, int]
"""Of a part of a package: the sheet it holds ("" if none), where its own head begins, its bytes
packed and unpacked, how it is packed, its checksum."""

_NAME: Final = re.compile(rb"\bname=[\"']([^\"']*)[\"']")
_SHEET: Final = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_KEY: Final = re.compile(rb"\br?:?id=[\"']([^\"']*)[\"']", re.IGNORECASE)
_RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_TARGET: Final = re.compile(rb"\bTarget=[\"']([^\"']*)[\"']")
_DECLARED: Final = 1 << 20  # bytes of the description of a workbook that are looked at


def parts_of(content: bytes) -> list[Part]:
    """The parts of a package that hold XML; nothing is unpacked but what names the sheets."""
    if not content.startswith(ZIP):
        return []
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        sheets = _sheets_of(package)
        return [
            (
                sheets.get(each.filename, ""), each.header_offset, each.compress_size,
                each.file_size, each.compress_type, each.CRC,
            )
            for each in package.infolist()
            if each.filename.endswith((".xml", ".rels"))
        ]  # fmt: skip


def _sheets_of(package: zipfile.ZipFile) -> dict[str, str]:
    """Which part of a package holds which sheet."""
    try:
        with package.open("xl/workbook.xml") as part:
            book = part.read(_DECLARED)
        with package.open("xl/_rels/workbook.xml.rels") as part:
            relations = part.read(_DECLARED)
    except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError):
        return {}  # the child says what is wrong with it
    targets = {}
    for tag in _RELATION.findall(relations):
        if (key := _KEY.search(tag)) and (target := _TARGET.search(tag)):
            path = target[1].decode(errors="replace")
            targets[key[1]] = path[1:] if path.startswith("/") else f"xl/{path}"
    found = {}
    for tag in _SHEET.findall(book):
        keys = [key for key in _KEY.findall(tag) if key in targets]
        if keys and (name := _NAME.search(tag)):
            found[targets[keys[-1]]] = html.unescape(name[1].decode(errors="replace"))
    return found
