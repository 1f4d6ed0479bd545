"""Files that pretend to be sheets or mean harm (trust C1 to C3), made when asked for."""

# ruff: noqa: E501  the files are what they are

import io
import random
import struct
import zipfile
from collections.abc import Iterator

XLSX_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
    ' Target="xl/workbook.xml"/></Relationships>'
)
BOOK_RELS = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
SHEET_REL = (
    '<Relationship Id="rId{0}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"'
    ' Target="worksheets/sheet{0}.xml"/>'
)
BOOK = (
    '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{}</sheets></workbook>'
)
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
ODS_HEAD = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
)
ODS_TAIL = "</office:spreadsheet></office:body></office:document-content>"


def package(parts: dict[str, bytes | str], *, stored: bool = False) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(
        out, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    ) as zipped:
        for name, content in parts.items():
            zipped.writestr(name, content)
    return out.getvalue()


def xlsx(
    *sheets: str, more: dict[str, bytes | str] | None = None, book: str | None = None
) -> bytes:
    """A small .xlsx with the given rows of XML in its sheets."""
    count = len(sheets)
    named = "".join(
        f'<sheet name="S{n}" sheetId="{n}" r:id="rId{n}"/>' for n in range(1, count + 1)
    )
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": XLSX_TYPES,
        "_rels/.rels": RELS,
        "xl/workbook.xml": book or BOOK.format(named),
        "xl/_rels/workbook.xml.rels": BOOK_RELS.format(
            "".join(SHEET_REL.format(n) for n in range(1, count + 1))
        ),
    }
    for number, rows in enumerate(sheets, start=1):
        parts[f"xl/worksheets/sheet{number}.xml"] = (
            f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>"
        )
    return package(parts | (more or {}))


def row(number: int, **cells: str) -> str:
    inside = "".join(
        f'<c r="{column}{number}" t="inlineStr"><is><t>{text}</t></is></c>'
        for column, text in cells.items()
    )
    return f'<row r="{number}">{inside}</row>'


def ods(table: str) -> bytes:
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    parts: dict[str, bytes | str] = {
        "content.xml": ODS_HEAD + table + ODS_TAIL,
        "META-INF/manifest.xml": manifest,
    }
    return package({"mimetype": kind, **parts}, stored=True)


def compound(*streams: str, size: int = 4_096) -> bytes:
    """The start of an old Office file and the names of its streams."""
    names = b"".join(name.encode("utf-16-le") + b"\0\0" for name in streams)
    return (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + names).ljust(size, b"\0")


def lying(content: bytes, part: str, says: int) -> bytes:
    """A package in which a part says that it unpacks to less than it does."""
    out = bytearray(content)
    name = part.encode()
    at = 0
    while (at := out.find(b"PK\x01\x02", at)) >= 0:  # its place in the list of parts
        length = struct.unpack_from("<H", out, at + 28)[0]
        if bytes(out[at + 46 : at + 46 + length]) == name:
            struct.pack_into("<I", out, at + 24, says)
            local = struct.unpack_from("<I", out, at + 42)[0]
            struct.pack_into("<I", out, local + 22, says)
        at += 4
    return bytes(out)


ONE_ROW = row(1, A="Họ tên", B="Ngày sinh")
ZEROS = b"0" * 30_000_000
SAFE_SIZE = 3_000_000


def files() -> Iterator[tuple[str, bytes, str]]:
    """Name, content, and a word of the reason it is refused with."""
    yield from _packages()
    yield from _sheets_that_swell()
    yield from _others()


def _packages() -> Iterator[tuple[str, bytes, str]]:
    yield "zip-bomb", package({"xl/workbook.xml": ZEROS}), "quá lớn"
    yield "many-entries", package({f"a{n}": "x" for n in range(2_001)}), "quá lớn"
    yield "nested-bomb", package({"xl/workbook.xml": package({"a": ZEROS})}), "hỏng"
    yield "macro", xlsx(ONE_ROW, more={"xl/vbaProject.bin": b"x"}), "macro"
    yield "macro-sheet", xlsx(ONE_ROW, more={"xl/macrosheets/sheet1.xml": "<x/>"}), "macro"
    yield (
        "ods-macro",
        package(
            {
                "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                "content.xml": "<x/>",
                "Basic/script-lc.xml": "<x/>",
            }
        ),
        "macro",
    )
    yield "activex", xlsx(ONE_ROW, more={"xl/activeX/activeX1.bin": b"x"}), "nhúng"
    yield "embedded-object", xlsx(ONE_ROW, more={"xl/embeddings/oleObject1.bin": b"x"}), "nhúng"
    yield "xlsb", package({"xl/workbook.bin": b"x"}), "xlsb"
    yield "docx", package({"word/document.xml": "<x/>"}), "không phải"
    yield "pptx", package({"ppt/presentation.xml": "<x/>"}), "không phải"
    yield "jar", package({"META-INF/MANIFEST.MF": "x"}), "không phải"
    yield (
        "odt",
        package({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}),
        "không phải",
    )
    yield "cut-off", xlsx(ONE_ROW)[:400], "hỏng"
    yield "no-parts", package({"xl/workbook.xml": "<workbook/>"}), "hỏng"
    yield "encrypted-entry", _flagged(xlsx(ONE_ROW)), "mật khẩu"
    yield (
        "entities",
        xlsx(
            ONE_ROW,
            book='<!DOCTYPE a [<!ENTITY b "c">]>'
            + BOOK.format('<sheet name="S" sheetId="1" r:id="rId1"/>'),
        ),
        "XML",
    )
    laughs = (
        '<!DOCTYPE l [<!ENTITY a "ha">'
        + "".join(
            f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
        )
        + "]>"
    )
    yield (
        "billion-laughs",
        xlsx(ONE_ROW, more={"xl/sharedStrings.xml": laughs + "<sst><si><t>&i;</t></si></sst>"}),
        "XML",
    )
    yield (
        "xxe",
        xlsx(
            ONE_ROW,
            more={
                "xl/sharedStrings.xml": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><sst><si><t>&b;</t></si></sst>'
            },
        ),
        "XML",
    )
    yield (
        "xxe-late",
        xlsx(
            ONE_ROW,
            more={
                "xl/styles.xml": " " * 5_000 + '<!DOCTYPE a [<!ENTITY b SYSTEM "http://x/">]><x/>'
            },
        ),
        "XML",
    )
    noise = random.Random(1).randbytes(40_000)
    bomb = xlsx(
        ONE_ROW,
        more={
            "xl/sharedStrings.xml": b"<sst>" + b"<si><t>a</t></si>" * 200_000,
            "xl/media/a.png": noise,
        },
    )
    yield "lying-size", lying(bomb, "xl/sharedStrings.xml", 1_000), "hỏng"


def _flagged(content: bytes) -> bytes:
    out = bytearray(content)
    at = 0
    while (at := out.find(b"PK\x01\x02", at)) >= 0:
        out[at + 8] |= 1
        at += 4
    return bytes(out)


def _sheets_that_swell() -> Iterator[tuple[str, bytes, str]]:
    noise = {"xl/media/a.png": random.Random(2).randbytes(SAFE_SIZE)}
    yield "far-corner", xlsx(row(1, A="a") + row(1_048_576, XFD="b")), "200 cột"
    yield "far-row", xlsx(row(1, A="a") + row(1_048_576, GR="b")), "quá lớn"
    yield "wide-sheet", xlsx(row(1, A="a", XFD="b") + row(300, A="c")), "200 cột"
    yield "201-columns", xlsx(row(1, A="a", GS="b")), "200 cột"
    yield (
        "long-sheet",
        xlsx(
            "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 51_000)),
            more=noise,
        ),
        "50000 dòng",
    )
    yield (
        "million-rows",
        xlsx(
            "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 400_001)),
            more=noise,
        ),
        "dòng",
    )
    yield "hundreds-of-sheets", xlsx(*[ONE_ROW] * 201), "trang tính"
    repeated = '<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>a</text:p></table:table-cell></table:table-row>'
    yield (
        "ods-repeated",
        ods(f'<table:table table:name="S">{repeated}</table:table>'),
        "hỏng|quá lớn",
    )
    wide = '<table:table-row><table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>a</text:p></table:table-cell></table:table-row>'
    yield "ods-wide", ods(f'<table:table table:name="S">{wide}</table:table>'), "200 cột"
    yield "empty-sheet", xlsx(""), "không có dòng"
    yield "deep-xml", xlsx("<row>" * 200_000, more=noise), "hỏng|quá lớn|không có dòng"
    yield "not-xml", xlsx("<<<<&&&&" * 50), "hỏng"


def _others() -> Iterator[tuple[str, bytes, str]]:
    yield "png", b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "PNG"
    yield "jpeg", b"\xff\xd8\xff\xe0" + b"\0" * 100, "JPEG"
    yield "gif", b"GIF89a" + b"\0" * 100, "GIF"
    yield "pdf", b"%PDF-1.7\n" + b"x" * 100, "PDF"
    yield "html", b"<html><body><table><tr><td>a</td></tr></table></body></html>", "trang web"
    yield "html-after-bom", b"\xef\xbb\xbf  <!DOCTYPE html><table>", "trang web"
    yield "html-in-the-middle", b"Bao cao\n<table><tr><td>a", "trang web"
    yield (
        "svg",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        "trang web",
    )
    yield (
        "xml-2003",
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
        "XML",
    )
    yield "json", b'{"a": [1, 2]}', "JSON"
    yield "rtf", b"{\\rtf1\\ansi a}", "RTF"
    yield "program", b"MZ\x90\0" + b"\0" * 200, "chương trình"
    yield "elf", b"\x7fELF" + b"\0" * 200, "chương trình"
    yield "rar", b"Rar!\x1a\x07\0" + b"\0" * 50, "RAR"
    yield "7z", b"7z\xbc\xaf\x27\x1c" + b"\0" * 50, "7z"
    yield "gzip", b"\x1f\x8b\x08" + b"\0" * 50, "GZ"
    yield "sqlite", b"SQLite format 3\0" + b"\0" * 50, "cơ sở dữ liệu"
    yield "noise", random.Random(3).randbytes(5_000), "không phải"
    yield "zeros", b"\0" * 5_000, "không phải"
    yield (
        "eicar",
        b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*",
        "vi-rút",
    )
    yield "empty", b"", "trống"
    yield "blanks", b"  \r\n ", "trống"
    yield "too-big", b"a,b\n" * 2_500_001, "10 MB"
    yield "csv-rows", b"a,b\n" * 50_001, "50000 dòng"
    yield "csv-columns", b"a," * 201, "200 cột"
    yield "csv-endless-cell", b'"' + b"a" * 200_000, "không đọc được"
    yield "xls-macro", compound("Workbook", "_VBA_PROJECT_CUR", "VBA"), "macro"
    yield "xls-locked", compound("EncryptionInfo", "EncryptedPackage"), "mật khẩu"
    yield "doc", compound("WordDocument"), "văn bản"
    yield "msi", compound("SummaryInformation"), "không phải"
    yield "xls-object", compound("Workbook", "\1Ole10Native"), "nhúng"
    yield "xls-broken", compound("Workbook"), "hỏng"
