"""Files that no place of the site may keep, whatever they are called (trust C2, C3, C9)."""

# ruff: noqa: E501  the files are what they are

import gzip
import io
import random
import struct
import zipfile
from collections.abc import Iterator

import docx

from tests.kit import hostile_sheets
from tests.kit.hostile_sheets import ONE_ROW, compound, package, row, xlsx
from tests.kit.pictures import huge_png, jpeg, packed_object, pdf, png

SCRIPT = b"<script>alert(1)</script>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><html><body>" + SCRIPT + b"<table><tr><td>a</table></body></html>"
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
JAVASCRIPT = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def word(
    parts: dict[str, bytes | str] | None = None, *, body: str = "", external: str = ""
) -> bytes:
    """A real Word file; `body` goes into its text, `external` is a relation to elsewhere."""
    out = io.BytesIO()
    paper = docx.Document()
    paper.add_paragraph("Tuyển thợ may, 8-10 triệu")
    paper.save(out)
    made = zipfile.ZipFile(out)
    found: dict[str, bytes | str] = {name: made.read(name) for name in made.namelist()}
    if body:
        text = made.read("word/document.xml").decode()
        found["word/document.xml"] = text.replace("</w:body>", f"<w:p>{body}</w:p></w:body>")
    if external:
        name = "word/_rels/document.xml.rels"
        one = f'<Relationship Id="rId99" Type="{OFFICE}/{external}" Target="https://vidu.vn/a" TargetMode="External"/>'
        found[name] = made.read(name).decode().replace("</Relationships>", one + "</Relationships>")
    return package(found | (parts or {}))


def with_types(more: str) -> str:
    return hostile_sheets.XLSX_TYPES.replace("</Types>", more + "</Types>")


def linked(kind: str) -> bytes:
    """A workbook with a link out: to another workbook, or to a running program."""
    links = {
        "ddeLink": '<ddeLink ddeService="cmd" ddeTopic="/c calc"/>',
        "oleLink": '<oleLink r:id="rId1" progId="Package"/>',
        "externalBook": '<externalBook r:id="rId1"/>',
    }
    part = f'<externalLink {hostile_sheets.MAIN} xmlns:r="{OFFICE}">{links[kind]}</externalLink>'
    types = with_types(
        f'<Override PartName="/xl/external/one.xml" ContentType="{TYPE}.externalLink+xml"/>'
    )
    return xlsx(ONE_ROW, more={"[Content_Types].xml": types, "xl/external/one.xml": part})


def fetching_workbook() -> bytes:
    """A good sheet that also links to another workbook."""
    return linked("externalBook")


def with_gap(content: bytes, hidden: bytes) -> bytes:
    """A package with something between its parts and its list, which still opens."""
    end = content.rfind(b"PK\x05\x06")
    (size, at) = struct.unpack_from("<LL", content, end + 12)
    moved = content[:at] + hidden + content[at : at + size]
    return (
        moved + content[end : end + 16] + struct.pack("<L", at + len(hidden)) + content[end + 20 :]
    )


def twice(content: bytes, part: str, other: bytes) -> bytes:
    """A package with two parts of one name: readers differ in which they take."""
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as made:
        made.writestr(part.upper(), other)
    return out.getvalue()


def pdf_in_package() -> bytes:
    """A sheet whose first part begins as a PDF, which readers of PDF open as one."""
    good = zipfile.ZipFile(io.BytesIO(xlsx(ONE_ROW)))
    parts: dict[str, bytes | str] = {"a.pdf": pdf(JAVASCRIPT)}
    return package(parts | {name: good.read(name) for name in good.namelist()}, stored=True)


def files() -> Iterator[tuple[str, bytes]]:
    """How it is called, and what it is."""
    yield from _pages()
    yield from _papers()
    yield from _pictures()
    yield from _workbooks()
    yield from _texts()
    yield from _others()


def _pages() -> Iterator[tuple[str, bytes]]:
    for name in ("anh.svg", "anh.jpg", "ds.xlsx", "giay.pdf", "ds.csv"):
        yield name, SVG
    for name in ("trang.html", "ds.csv", "ds.xls", "giay.pdf", "anh.png", "tin.docx", "tin.txt"):
        yield name, HTML
    yield "ds.csv", HTML.decode().encode("utf-16")
    yield "ds.xls", b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n" + HTML
    yield (
        "ds.xls",
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
    )


def _papers() -> Iterator[tuple[str, bytes]]:
    yield "giay.pdf", pdf(JAVASCRIPT, trailer=b"/OpenAction 4 0 R")
    yield "giay.pdf", pdf(b"<</S/Java#53cript/JS(app.alert\\(1\\))>>")
    yield "giay.pdf", pdf(packed_object(JAVASCRIPT))
    yield "giay.pdf", pdf(packed_object(JAVASCRIPT, way=b"[/ASCIIHexDecode/FlateDecode]"))
    yield "giay.pdf", pdf(b"<</S/Launch/F(cmd.exe)>>")
    yield "giay.pdf", pdf(b"<</Names<</EmbeddedFiles 5 0 R>>>>")
    yield "giay.pdf", pdf(b"<</AcroForm<</XFA 5 0 R>>>>")
    yield "giay.pdf", pdf(b"<</S/SubmitForm/F(https://vidu.vn)>>")
    yield "giay.pdf", pdf(trailer=b"/Encrypt 5 0 R")
    yield "giay.pdf", pdf(behind=xlsx(ONE_ROW))
    yield "giay.pdf", pdf(behind=SCRIPT)
    yield "giay.pdf", b"GIF89a;" + pdf()
    yield "giay.pdf", pdf()[:60]
    yield "ds.xlsx", pdf(JAVASCRIPT)


def _pictures() -> Iterator[tuple[str, bytes]]:
    yield "anh.png", huge_png()
    yield "anh.jpg", jpeg()[:200]
    yield "anh.jpg", b"\xff\xd8\xff\xe0" + SCRIPT
    yield "anh.png", png()[:40]
    yield "anh.jpg", b"GIF89a" + b"\0" * 100
    yield "anh.png", b"BM" + b"\0" * 100
    yield "anh.jpg", b"II*\0" + b"\0" * 100
    yield "anh.jpg", b"RIFF\x24\0\0\0WEBPVP8 " + b"\0" * 100
    yield "anh.jpg", b"\0\0\0\x20ftypheic" + b"\0" * 100


def _workbooks() -> Iterator[tuple[str, bytes]]:
    kinds = '<Override PartName="/xl/{}" ContentType="{}"/>'
    macro = "application/vnd.ms-office.vbaProject"
    yield "ds.xlsm", xlsx(ONE_ROW, more={"xl/vbaProject.bin": b"x"})
    yield (
        "ds.xlsx",
        xlsx(
            ONE_ROW,
            more={
                "[Content_Types].xml": with_types(kinds.format("other.bin", macro)),
                "xl/other.bin": b"x",
            },
        ),
    )
    yield (
        "ds.xlsx",
        xlsx(
            ONE_ROW,
            more={
                "[Content_Types].xml": with_types(
                    kinds.format("other.bin", "application/vnd.ms-office.vba&#80;roject")
                ),
                "xl/other.bin": b"x",
            },
        ),
    )
    yield (
        "ds.xlsx",
        xlsx(
            ONE_ROW,
            more={
                "[Content_Types].xml": with_types(
                    kinds.format(
                        "workbook.xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
                    )
                ).encode("utf-16")
            },
        ),
    )
    yield "ds.xlsb", package({"xl/workbook.bin": b"x"})
    yield "ds.xls", compound("Workbook", "_VBA_PROJECT_CUR", "VBA")
    yield "ds.xls", compound("Workbook", "MBD00012345", "\1CompObj")
    yield "ds.xls", compound("EncryptionInfo", "EncryptedPackage")
    yield "ds.xlsx", linked("ddeLink")
    yield "ds.xlsx", linked("oleLink")
    yield "ds.xlsx", xlsx(ONE_ROW, more={"xl/embeddings/oleObject1.bin": b"x"})
    yield (
        "ds.xlsx",
        xlsx(
            ONE_ROW,
            more={
                "xl/worksheets/_rels/sheet1.xml.rels": hostile_sheets.BOOK_RELS.format(
                    f'<Relationship Id="r" Type="{OFFICE}/oleObject" Target="../media/a.png"/>'
                )
            },
        ),
    )
    yield "ds.xlsx", xlsx(ONE_ROW) + SCRIPT
    yield "ds.xlsx", with_gap(xlsx(ONE_ROW), HTML)
    yield "ds.xlsx", twice(xlsx(ONE_ROW), "xl/worksheets/sheet1.xml", b"<x/>")
    yield "ds.xlsx", pdf_in_package()
    yield (
        "ds.ods",
        package(
            {
                "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                "content.xml": "<x/>",
                "Scripts/python/a.py": "import os",
            }
        ),
    )
    yield "ds.csv", b"a,b\n" * 500 + xlsx(ONE_ROW)


def _texts() -> Iterator[tuple[str, bytes]]:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    runs = "".join(
        f"<w:r><w:instrText>{part}</w:instrText></w:r>"
        for part in ("D", "DEAUTO c:\\\\windows\\\\cmd.exe")
    )
    yield "tin.docm", word({"word/vbaProject.bin": b"x"})
    yield "tin.docx", word(body=field.format(runs))
    yield "tin.docx", word(body='<w:fldSimple w:instr="INCLUDETEXT https://vidu.vn/a"/>')
    yield "tin.docx", word(external="attachedTemplate")
    yield "tin.docx", word(external="oleObject")
    yield "tin.docx", word(external="aFChunk")
    yield "tin.docx", word({"word/embeddings/oleObject1.bin": b"x"})
    yield "tin.docx", word() + SCRIPT
    yield "tin.doc", compound("WordDocument", "Macros")
    yield "tin.rtf", b"{\\rtf1{\\object\\objocx}}"


def _others() -> Iterator[tuple[str, bytes]]:
    yield "ds.csv", EICAR
    yield "giay.pdf", EICAR
    yield "ds.xlsx", b"MZ\x90\0" + b"\0" * 200
    yield "ds.csv", b"\x7fELF" + b"\0" * 200
    yield "ds.xlsx", b"Rar!\x1a\x07\0" + b"\0" * 50
    yield "ds.csv", b"7z\xbc\xaf\x27\x1c" + b"\0" * 50
    yield "ds.csv", gzip.compress(b"a,b\n1,2\n", mtime=0)
    yield "ds.xlsx", package({"META-INF/MANIFEST.MF": "x", "A.class": b"\xca\xfe\xba\xbe"})
    yield "ds.pptx", package({"ppt/presentation.xml": "<x/>"})
    yield "ds.xlsx", package({"../../x": "x", "xl/workbook.xml": "<workbook/>"})
    yield "ds.csv", b'{"a": [1, 2]}'
    yield "ds.csv", random.Random(5).randbytes(3_000)
    yield "ds.csv", b"SQLite format 3\0" + b"\0" * 50


NAMES = (
    "../../x", "..\\..\\x.xlsx", "/etc/cron.d/x.csv", "a" * 300 + ".xlsx", "ế" * 300 + ".jpg",
    "a\u202exslx.exe", 'a";filename="b.html', "con.xlsx", ".htaccess", "<script>alert(1)</script>.jpg",
    "a%00.pdf", "..", "xlsx", "a.pdf.exe", "😀.docx",
)  # fmt: skip


def good() -> dict[str, bytes]:
    """What some places take: one of each kind, with what must not be kept beside it."""
    from tests.kit.pictures import BEHIND, PLACE

    return {
        "jpg": jpeg(place=PLACE, behind=BEHIND + SCRIPT),
        "png": png(text=PLACE, behind=BEHIND + xlsx(ONE_ROW)),
        "pdf": pdf(),
        "xlsx": xlsx(row(1, A="Họ tên", B="Ngày sinh") + row(2, A="An", B="05/03/1990")),
        "docx": word(),
        "csv": "Họ tên,Ngày sinh\nAn,05/03/1990\n".encode(),
    }
