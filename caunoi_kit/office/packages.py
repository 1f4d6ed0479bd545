"""What a file is, told by its first bytes and its list of entries, before anything is unpacked."""

import html
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from caunoi_kit.office.inside import Broken, Declares, Holdings


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
_MARKUP: Final = ("<html", "<!doctype", "<table", "<?xml", "<svg", "<script", "<head")
_CONTROLS: Final = 0.01  # share of control characters above which a text is no text
_UTF16_ZEROS: Final = 0.2
RAW: Final = "8-bit"  # a text that is no Unicode: each byte is the character of its number
SAVE_AS_WORD: Final = "Mở bằng Word, lưu thành .docx rồi tải lại."
SAVE_AS: Final = "Mở bằng Excel, lưu thành .xlsx rồi tải lại."
EICAR: Final = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"
PDF: Final = b"%PDF-"
_PDF_WITHIN: Final = 1_024  # bytes in which readers of PDF look for the beginning
_DIRECTORY_END: Final = b"PK\x05\x06"
_END_SIZE: Final = 22
_END_WITHIN: Final = 65_557  # bytes in which readers of zip look for the end
_BIG_END: Final = 76  # bytes before the end of a directory written for large packages
_TRAILERS: Final = (12, 16, 20, 24)  # bytes behind a part whose size was not known beforehand
_SIZE_BEHIND: Final = 8  # flag of such a part
_WORD: Final = "word/document.xml"
_LARGEST_PART: Final = 50_000_000  # bytes of a part of a Word file, unpacked


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
    check_alone(content, name)
    start = decoded(content, name)[0][:_START].lstrip().lower()
    if start.startswith("<") or any(mark in start for mark in _MARKUP):
        raise CannotRead(f"Tệp {name} là trang web hoặc XML, không phải bảng tính. {SAVE_AS}")
    if start.startswith(("{\n", '{"', "[{", "[\n")):
        raise CannotRead(f"Tệp {name} là tệp JSON, không phải bảng tính. {SAVE_AS}")
    return "csv"


def decoded(content: bytes, name: str) -> tuple[str, str]:
    """The text and its encoding; RAW where only the words can tell which it is."""
    encoding = _wide(content)
    try:
        text = content.decode(encoding or "utf-8-sig")
        encoding = encoding or "utf-8"
    except UnicodeDecodeError as error:
        if encoding:
            raise CannotRead(f"Tệp {name} hỏng. {SAVE_AS}") from error
        text, encoding = content.decode("latin-1"), RAW
    if "\0" in text:
        raise CannotRead(f"Tệp {name} không phải bảng tính hay CSV. {SAVE_AS}")
    controls = sum(text.count(chr(code)) for code in range(32) if chr(code) not in "\t\r\n\x1a")
    if controls > _CONTROLS * len(text):
        raise CannotRead(f"Tệp {name} không phải bảng tính hay CSV. {SAVE_AS}")
    return text, encoding


def _wide(content: bytes) -> str:
    """UTF-16 by its mark, or by the zeros of its Latin letters; "" for all others."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    start = content[:4_000]
    even, odd = start[::2].count(0), start[1::2].count(0)
    if max(even, odd) > _UTF16_ZEROS * len(start) / 2:
        return "utf-16-le" if odd > even else "utf-16-be"
    return ""


def check_alone(content: bytes, name: str) -> None:
    """Refuse what is a PDF or a package besides what it begins as."""
    if PDF in content[1 : _PDF_WITHIN + len(PDF)]:
        raise CannotRead(f"Tệp {name} vừa là PDF vừa là tệp khác. {SAVE_AS}")
    if not content.startswith(ZIP) and _DIRECTORY_END in content[-_END_WITHIN:]:
        raise CannotRead(f"Tệp {name} có tệp nén giấu bên trong. {SAVE_AS}")


def check_package(content: bytes, name: str, limits: Limits) -> str:
    """Refuse bombs, macros and other packages by what the list of entries says."""
    check_alone(content, name)
    package = _listed(content, name, limits)
    names = {entry.filename for entry in package.infolist()}
    if _WORD in names:
        raise CannotRead(
            f"Tệp {name} là văn bản Word, không phải .xlsx. "
            "Chép bảng sang Excel, lưu thành .xlsx rồi tải lại."
        )
    if any("vbaProject" in one or "macrosheets/" in one for one in names) or any(
        one.startswith(("Basic/", "Scripts/")) for one in names
    ):
        raise CannotRead(_macro(name, ".xlsx"))
    if any("/activeX/" in one or ("/embeddings/" in one and _is_object(one)) for one in names):
        raise CannotRead(_object(name))
    if "xl/workbook.xml" in names:
        _check_parts(package, content, name)
        holds = _holdings(package, name, ".xlsx")
        if _starts_programs(holds, name):
            raise CannotRead(
                f"Tệp {name} có liên kết DDE, mở ra sẽ gọi chương trình khác. "
                "Chép bảng, dán giá trị sang tệp mới, lưu thành .xlsx rồi tải lại."
            )
        return "xlsx"
    if "xl/workbook.bin" in names:
        raise CannotRead(f"Tệp {name} là .xlsb. {SAVE_AS}")
    if "content.xml" in names and _says_it_is(package, b"opendocument.spreadsheet"):
        _check_parts(package, content, name)
        if any(one.startswith("Object ") and "/" not in one for one in names):
            raise CannotRead(_object(name))
        return "ods"
    raise CannotRead(f"Tệp {name} không phải .xlsx. Lưu thành .xlsx rồi tải lại.")


def check_word(content: bytes, name: str, limits: Limits = PAGE) -> zipfile.ZipFile:
    """A Word file without macros, objects and what fetches something. Raises CannotRead."""
    check_size(content, name, limits)
    if content.startswith(OLE):
        raise CannotRead(f"Tệp {name} là Word đời cũ hoặc có mật khẩu. {SAVE_AS_WORD}")
    if not content.startswith(ZIP):
        raise CannotRead(f"Tệp {name} không phải tệp Word (.docx). {SAVE_AS_WORD}")
    check_alone(content, name)
    package = _listed(content, name, limits, broken="hỏng hoặc không phải tệp Word (.docx)")
    entries = package.infolist()
    names = [entry.filename for entry in entries]
    if _WORD not in names:
        raise CannotRead(f"Tệp {name} không phải tệp Word (.docx). {SAVE_AS_WORD}")
    if max(entry.file_size for entry in entries) > _LARGEST_PART:
        raise CannotRead(f"Tệp {name} mở ra quá lớn. Bỏ bớt hình rồi tải lại.")
    if any("vbaProject" in one for one in names):
        raise CannotRead(_macro(name, ".docx"))
    if any("/activeX/" in one or ("/embeddings/" in one and _is_object(one)) for one in names):
        raise CannotRead(_object(name))
    _check_parts(package, content, name)
    holds = _holdings(package, name, ".docx")
    texts = [one for one in names if one.startswith("word/") and one.endswith(".xml")]
    try:
        fetched = bool(holds.fetching) or any(True for _ in holds.fields(texts))
    except Declares as error:
        raise CannotRead(f"Tệp {name} khai báo kiểu tài liệu lạ. Không nhận tệp này.") from error
    except Broken as error:
        raise CannotRead(f"Tệp {name} hỏng. Mở bằng Word, lưu lại rồi tải lên.") from error
    if fetched:
        raise CannotRead(
            f"Tệp {name} có liên kết lấy dữ liệu từ nơi khác. Trong Word bấm Ctrl+A rồi "
            "Ctrl+Shift+F9 để bỏ liên kết, lưu lại rồi tải lên."
        )
    return package


def fetches(content: bytes) -> bool:
    """Whether opening an .xlsx file in a spreadsheet may ask another file or server."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return Holdings(package).fetches


def _listed(content: bytes, name: str, limits: Limits, *, broken: str = "hỏng") -> zipfile.ZipFile:
    """The package, when its list of entries promises no more than the limits."""
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
        entries = package.infolist()
    except (zipfile.BadZipFile, ValueError, RuntimeError) as error:
        # zipfile says by a kind of RuntimeError that a package wants a newer program or a password
        raise CannotRead(f"Tệp {name} {broken}. Xuất lại tệp rồi tải lại.") from error
    size = sum(entry.file_size for entry in entries)
    packed = max(len(content), 1)
    if len(entries) > limits.entries or size > limits.unpacked or size > limits.ratio * packed:
        raise CannotRead(
            f"Tệp {name} mở ra quá lớn. Chép riêng các dòng cần nhập sang tệp mới rồi tải lại."
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise CannotRead(f"Tệp {name} có mật khẩu. Bỏ mật khẩu rồi tải lại.")
    return package


def _holdings(package: zipfile.ZipFile, name: str, ending: str) -> Holdings:
    try:
        holds = Holdings(package)
    except Broken as error:
        raise CannotRead(f"Tệp {name} hỏng. Mở ra, lưu lại thành {ending} rồi tải lên.") from error
    if holds.macros:
        raise CannotRead(_macro(name, ending))
    if holds.objects:
        raise CannotRead(_object(name))
    return holds


def _starts_programs(holds: Holdings, name: str) -> bool:
    try:
        return holds.starts_programs
    except Broken as error:
        raise CannotRead(f"Tệp {name} hỏng. {SAVE_AS}") from error


def _check_parts(package: zipfile.ZipFile, content: bytes, name: str) -> None:
    """Refuse a package with anything before, between or behind its parts, or two of one name."""
    entries = sorted(package.infolist(), key=lambda entry: entry.header_offset)
    if len({entry.filename.lower() for entry in entries}) < len(entries):
        raise CannotRead(f"Tệp {name} có hai phần trùng tên. {SAVE_AS}")
    if not _is_whole(content, entries, package.start_dir):
        raise CannotRead(f"Tệp {name} có dữ liệu lạ giấu bên trong. {SAVE_AS}")


def _is_whole(content: bytes, entries: Sequence[zipfile.ZipInfo], directory: int) -> bool:
    end = content.rfind(_DIRECTORY_END)
    if end + _END_SIZE != len(content):
        return False
    (size,) = struct.unpack_from("<L", content, end + 12)
    if directory + size not in (end, end - _BIG_END):
        return False
    at = 0
    trailers: tuple[int, ...] = ()
    for entry in entries:
        behind = entry.header_offset - at
        if behind and not (at and behind in trailers):
            return False
        at = entry.header_offset
        if content[at : at + 4] != ZIP or at + 30 > directory:
            return False
        at += 30 + sum(struct.unpack_from("<HH", content, at + 26)) + entry.compress_size
        trailers = _TRAILERS if entry.flag_bits & _SIZE_BEHIND else ()
    behind = directory - at
    return not behind or behind in trailers


def _macro(name: str, ending: str) -> str:
    return f"Tệp {name} có macro. Lưu thành {ending} rồi tải lại."


def _object(name: str) -> str:
    return f"Tệp {name} có đối tượng nhúng bên trong. Chép riêng bảng sang tệp mới rồi tải lại."


def _is_object(entry: str) -> bool:
    return not entry.endswith((".xlsx", ".rels"))


def _says_it_is(package: zipfile.ZipFile, words: bytes) -> bool:
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
    if has("\1Ole10Native") or has("ObjectPool") or has("MBD0"):
        raise CannotRead(_object(name))
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
