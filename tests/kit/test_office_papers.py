"""PDF and Word papers: Vietnamese letters come out, nothing typed is run, the layout is there."""

import io
import re
import zlib
from datetime import date
from pathlib import Path

import docx as reader
import pytest
import typst

from caunoi_kit.office import docx, pdf

SIGNED_ON = date(2026, 1, 2)
EVERY_LETTER = (
    "aăâbcdđeêghiklmnoôơpqrstuưvxy àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
)
TEMPLATE = """
#import "/office/layout.typ": *
#show: paper.with(format: data.format)
#head(data)
#title("Thoả thuận", about: data.about)
#para(data.text)
#facts((("Bên A", data.unit),))
#rows((1fr, 2fr), ("Tháng", "Nghề"), data.lines)
#signatures(data.parties)
#receivers(("Như trên",))
"""
DATA = {
    "format": "a4",
    "parent": "Sở Nội vụ tỉnh Thử",
    "unit": "Trung tâm Dịch vụ việc làm tỉnh Thử",
    "number": "12/TT-TTDVVL",
    "place_day": "Hưng Yên, ngày 02 tháng 01 năm 2026",
    "about": "cung ứng lao động",
    "text": EVERY_LETTER,
    "lines": [["01/2027", "Thợ may"], ["02/2027", "Thợ hàn"]],
    "parties": [["Giám đốc", "Trần Văn Thử"], ["Đại diện bên B", "Lê Thị Mẫu"]],
}


@pytest.fixture
def template():
    """A template of this test, beside those of the apps."""
    path = Path(pdf._root().name) / "test_office.typ"
    path.write_text(TEMPLATE)
    yield path.name
    path.unlink()


def streams(paper: bytes) -> list[bytes]:
    found = []
    for part in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", paper, re.DOTALL):
        try:
            found.append(zlib.decompress(part))
        except zlib.error:
            found.append(part)
    return found


def letters_of(paper: bytes) -> set[str]:
    """Every letter that can be copied out of the file: what its fonts map glyphs to."""
    letters: set[str] = set()
    for stream in streams(paper):
        if b"beginbfchar" in stream or b"beginbfrange" in stream:
            for code in re.findall(rb"<[0-9a-fA-F]+>\s*<([0-9a-fA-F]+)>", stream):
                letters |= set(bytes.fromhex(code.decode()).decode("utf-16-be", "replace"))
    return letters


def pages_of(paper: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", paper + b"".join(streams(paper))))


def test_every_vietnamese_letter_can_be_read_out_of_the_pdf(template):
    text = f"{EVERY_LETTER} {EVERY_LETTER.upper()}"

    paper = pdf.render(template, {**DATA, "text": text})

    assert set(text) - {" "} <= letters_of(paper)


def test_only_the_typeface_we_ship_is_used(template):
    paper = pdf.render(template, DATA)

    fonts = set(re.findall(rb"/BaseFont\s*/[A-Z]{6}\+(\w+)", paper + b"".join(streams(paper))))
    assert {name.partition(b"-")[0] for name in fonts} == {b"Tinos"}


@pytest.mark.parametrize(
    "typed",
    [
        "#panic()",
        '#read("/etc/passwd")',
        "$x$ *a* _b_ = c",
        "\\u{41}",
        '"; #lorem(9000)',
    ],
)
def test_what_people_typed_is_printed_and_never_run(template, typed):
    paper = pdf.render(template, {**DATA, "text": typed})

    assert pages_of(paper) == 1


def test_a_word_without_end_goes_on_in_the_next_line(template):
    assert pages_of(pdf.render(template, {**DATA, "text": "a" * 9_000})) > 1


def test_control_characters_do_not_stop_a_paper(template):
    assert pdf.render(template, {**DATA, "text": "a\x00\x1b\x7fb"}).startswith(b"%PDF-")


def test_a_dated_paper_is_for_the_archive_and_always_the_same(template):
    first = pdf.render(template, DATA, dated=SIGNED_ON)

    assert first == pdf.render(template, DATA, dated=SIGNED_ON)
    assert b"pdfaid:part>2<" in first.replace(b" ", b"") or b'pdfaid:part="2"' in first
    assert b"D:20260102" in first


@pytest.mark.parametrize("text", ["＝Trần", "An 😀", "Ｔran 王小明 한국 ลาว กขคง ກຂ αβγδ עברית"])
def test_letters_that_our_typefaces_lack_do_not_keep_a_paper_from_being_made(template, text):
    assert pdf.render(template, {**DATA, "text": text}, dated=SIGNED_ON).startswith(b"%PDF-")


def test_a_letter_of_half_a_sheet_has_that_size(template):
    paper = pdf.render(template, {**DATA, "format": "a5"})

    assert re.search(rb"/MediaBox\s*\[\s*0 0 419\.\d+ 595\.\d+", paper + b"".join(streams(paper)))


def test_a_missing_field_is_an_error_and_no_empty_line(template):
    with pytest.raises(typst.TypstError):
        pdf.render(template, {name: DATA[name] for name in DATA if name != "about"})


def test_a_template_that_is_not_there_says_its_name():
    with pytest.raises(FileNotFoundError, match=r"placement/nothing\.docx"):
        docx.fill("placement/nothing.docx", {})


def word_template(tmp_path, monkeypatch, text):
    file = reader.Document()
    file.add_paragraph(text)
    file.save(tmp_path / "x.docx")
    monkeypatch.setattr(docx.templates, "folders", lambda: iter([tmp_path]))


@pytest.mark.parametrize("typed", ["{{ 7*7 }}", "<w:p/> & <b>", "a\x00b", "Trần Thị Ặ"])
def test_what_people_typed_stays_text_in_a_word_template(tmp_path, monkeypatch, typed):
    word_template(tmp_path, monkeypatch, "Tên: {{ name }}.")

    filled = docx.fill("x.docx", {"name": typed})

    text = reader.Document(io.BytesIO(filled)).paragraphs[0].text
    assert text == f"Tên: {typed.replace(chr(0), '')}."


def test_a_name_the_template_asks_for_and_nobody_gave_is_an_error(tmp_path, monkeypatch):
    word_template(tmp_path, monkeypatch, "{{ name }} {{ other }}")

    with pytest.raises(Exception, match="other"):
        docx.fill("x.docx", {"name": "a"})


def test_a_built_word_paper_has_the_layout_of_decree_30():
    paper = docx.Paper()
    paper.head(unit=DATA["unit"], parent=DATA["parent"], number=DATA["number"])
    paper.title("Thoả thuận", "cung ứng lao động")
    paper.para(EVERY_LETTER)
    paper.rows(("Tháng", "Nghề"), DATA["lines"])
    paper.signatures([("Giám đốc", "Trần Văn Thử")])

    file = reader.Document(io.BytesIO(paper.save()))

    page = file.sections[0]
    assert (page.page_width.mm, page.page_height.mm) == pytest.approx((210, 297), abs=0.1)
    assert (page.left_margin.mm, page.right_margin.mm) == pytest.approx((30, 15), abs=0.1)
    assert page.different_first_page_header_footer
    assert file.styles["Normal"].font.name == "Times New Roman"
    assert EVERY_LETTER in [line.text for line in file.paragraphs]
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in file.tables[0].cell(0, 1).text
    assert [cell.text for cell in file.tables[1].rows[2].cells] == ["02/2027", "Thợ hàn"]
