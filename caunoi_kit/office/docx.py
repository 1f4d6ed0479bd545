"""Word files (.docx): filled from a template, or built in the official layout.

Decree 30/2020/NĐ-CP asks for Times New Roman: the file names it, and Word has it.
"""

import io
from collections.abc import Mapping, Sequence
from typing import Any, Final

import docx
import docxtpl
import jinja2
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from caunoi_kit.office import templates

FONT: Final = "Times New Roman"
CENTRE: Final = WD_ALIGN_PARAGRAPH.CENTER
NATION: Final = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO: Final = "Độc lập - Tự do - Hạnh phúc"


def fill(template: str, data: Mapping[str, Any]) -> bytes:
    """A docxtpl template `placement/letter.docx` of any app, filled. Texts are never run."""
    paper = docxtpl.DocxTemplate(str(templates.find(template)))
    strict = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=True)
    paper.render(_plain(data), jinja_env=strict, autoescape=True)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


class Paper:
    """An official paper under construction: head, title, paragraphs, tables, signatures."""

    def __init__(self, *, size: float = 13, landscape: bool = False) -> None:
        self.file: Document = docx.Document()
        self.size = size
        normal = self.file.styles["Normal"]
        normal.font.name, normal.font.size = FONT, Pt(size)
        fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
            fonts.set(qn(script), FONT)
        normal.paragraph_format.space_after = Pt(0)
        self._set_page(landscape)

    def head(self, *, unit: str, parent: str = "", number: str = "", place_day: str = "") -> None:
        """Who issues it and its number on the left; the nation, place and day on the right."""
        left, right = self._row(2)
        if parent:
            self._line(left, parent.upper(), size=self.size - 1)
        self._line(left, unit.upper(), bold=True, size=self.size - 1, ruled=True)
        if number:
            self._line(left, f"Số: {number}")
        self._line(right, NATION, bold=True, size=self.size - 1)
        self._line(right, MOTTO, bold=True, ruled=True)
        if place_day:
            self._line(right, place_day, italic=True)

    def title(self, kind: str, about: str = "") -> None:
        """Kind of the paper in capitals, and what it is about."""
        self._paragraph(kind.upper(), bold=True, size=14, before=14, align=CENTRE)
        if about:
            self._paragraph(about, bold=True, size=14, align=CENTRE)
        self._paragraph("", before=4)

    def para(self, text: str, *, bold: bool = False, indent: bool = True) -> None:
        """A paragraph of the body."""
        line = self._paragraph(text, bold=bold, before=6, align=WD_ALIGN_PARAGRAPH.JUSTIFY)
        if indent:
            line.paragraph_format.first_line_indent = Cm(1)

    def rows(
        self,
        names: Sequence[str],
        rows: Sequence[Sequence[str]],
        *,
        widths: Sequence[float] = (),
    ) -> None:
        """A table whose head stands on every page; `widths` of its columns in centimetres."""
        table = self.file.add_table(rows=1, cols=len(names))
        table.style = "Table Grid"
        table.autofit = not widths
        for cell, name in zip(table.rows[0].cells, names, strict=True):
            self._line(cell, name, bold=True)
        self._repeat_head(table)
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                self._line(cell, text, align=WD_ALIGN_PARAGRAPH.LEFT)
        for column, width in zip(table.columns, widths, strict=False):
            column.width = Cm(width)
            for cell in column.cells:
                cell.width = Cm(width)

    def signatures(self, parties: Sequence[tuple[str, str]]) -> None:
        """Who signs, side by side: title and name."""
        self._paragraph("")
        for cell, (title, name) in zip(self._row(len(parties)), parties, strict=True):
            self._line(cell, title.upper(), bold=True)
            self._line(cell, "(Ký, ghi rõ họ tên, đóng dấu)", italic=True, size=12)
            for _ in range(4):
                self._line(cell, "")
            self._line(cell, name, bold=True)

    def receivers(self, names: Sequence[str]) -> None:
        """Nơi nhận."""
        line = self._paragraph("Nơi nhận:", bold=True, size=12, before=12)
        line.runs[0].italic = True
        for name in names:
            self._paragraph(f"- {name};", size=11)

    def save(self) -> bytes:
        """The file."""
        out = io.BytesIO()
        self.file.save(out)
        return out.getvalue()

    def _set_page(self, landscape: bool) -> None:
        page = self.file.sections[0]
        page.page_width, page.page_height = Mm(210), Mm(297)
        if landscape:
            page.orientation = WD_ORIENT.LANDSCAPE
            page.page_width, page.page_height = Mm(297), Mm(210)
        page.top_margin = page.bottom_margin = Mm(20)
        page.left_margin, page.right_margin = Mm(30), Mm(15)
        page.header_distance = Mm(10)
        page.different_first_page_header_footer = True  # no number on the first page
        number = page.header.paragraphs[0]
        number.alignment = CENTRE
        run = number.add_run()
        for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
            mark = OxmlElement("w:fldChar" if kind else "w:instrText")
            if kind:
                mark.set(qn("w:fldCharType"), kind)
            mark.text = text
            run._r.append(mark)

    def _row(self, columns: int) -> tuple[_Cell, ...]:
        """Cells side by side without lines."""
        return tuple(self.file.add_table(rows=1, cols=columns).rows[0].cells)

    def _paragraph(self, text: str, **look: Any) -> Paragraph:
        return _dress(self.file.add_paragraph(), text, size=look.pop("size", self.size), **look)

    def _line(self, cell: _Cell, text: str, **look: Any) -> None:
        """A line of a cell, centred unless told otherwise; the first takes the empty one there."""
        first = cell.paragraphs[0]
        blank = len(cell.paragraphs) == 1 and not first.runs
        look.setdefault("align", CENTRE)
        _dress(
            first if blank else cell.add_paragraph(),
            text,
            size=look.pop("size", self.size),
            **look,
        )

    @staticmethod
    def _repeat_head(table: Table) -> None:
        mark = OxmlElement("w:tblHeader")
        mark.set(qn("w:val"), "true")
        table.rows[0]._tr.get_or_add_trPr().append(mark)


def _dress(
    line: Paragraph,
    text: str,
    *,
    size: float,
    bold: bool = False,
    italic: bool = False,
    ruled: bool = False,
    before: float = 0,
    align: WD_ALIGN_PARAGRAPH | None = None,
) -> Paragraph:
    """Write a text in a paragraph; `ruled` draws a line as long as a part of it below."""
    run = line.add_run(_plain(text))
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    line.paragraph_format.space_before = Pt(before)
    if align is not None:
        line.alignment = align
    if ruled:
        run.underline = True
    return line


def _plain(value: Any) -> Any:
    """The data without the control characters that XML cannot hold."""
    if isinstance(value, str):
        return "".join(c for c in value if c.isprintable() or c in "\n\t")
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value
