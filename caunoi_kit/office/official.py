"""A report as a Word file in the layout of Decree 30/2020/NĐ-CP, whose figures are controls.

Everything printed is `Words`: a text, and the field it comes from. The same words give the same
bytes: nothing in the file hangs on the clock of the machine or on chance.
"""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from caunoi_kit.office import fields
from caunoi_kit.office.charts import MonthChart, add_chart
from caunoi_kit.office.docx import CENTRE, MOTTO, NATION, Paper

LEFT: Final = WD_ALIGN_PARAGRAPH.LEFT
RIGHT: Final = WD_ALIGN_PARAGRAPH.RIGHT
BOTH: Final = WD_ALIGN_PARAGRAPH.JUSTIFY
TEXT_WIDTH: Final = 16.5  # cm between the margins
HEAD: Final = (7.3, 9.2)  # cm of the two columns of the head
FOOT: Final = (8.0, 8.5)
RULE_OF_OFFICE, RULE_OF_MOTTO, RULE_OF_TITLE = 2.2, 5.6, 3.0  # cm
SIGNING_ROOM: Final = 4  # blank lines for hand and seal
STYLES_OF_TABLES: Final = {"TableNormal", "TableGrid"}
UNUSED: Final = {"stylesWithEffects", "thumbnail"}
SMALL: Final = 11
KEPT: Final = "\n\t\u00a0"  # not printable to Python, and meant
IN_TABLE: Final = 12


@dataclass(frozen=True)
class Words:
    """A stretch of text; with a `field`, a figure in a control that `title` names."""

    text: str
    field: str = ""
    title: str = ""


Line = Sequence[Words]


@dataclass(frozen=True)
class Heading:
    """A column of a table: its words, width in cm, and whether figures stand in it."""

    text: str
    width: float
    figures: bool = False


@dataclass(frozen=True)
class Letterhead:
    """Who issues the paper and when: each part may be a field, so that signing fills it in."""

    parent: Words
    unit: Words
    number: Words
    place_day: Words


class Report(Paper):
    """The paper under construction, from head to signature."""

    def __init__(self, *, period: str, snapshot: str, title: str, author: str, at: datetime):
        super().__init__(size=14)
        self.period, self.snapshot = period, snapshot
        self._controls = self._drawings = 0
        self._about(title, author, at)
        self._slim()

    def letterhead(self, head: Letterhead) -> None:
        """The office on the left, the nation on the right, number and day below."""
        (left, right), (below_left, below_right) = self._columns(HEAD, rows=2)
        small = self.size - 2
        if head.parent.text:
            self._write(left, [head.parent], size=small)
        self._write(left, [head.unit], size=small, bold=True)
        self._rule(left, HEAD[0], RULE_OF_OFFICE)
        self._write(right, [Words(NATION)], size=small, bold=True)
        self._write(right, [Words(MOTTO)], size=self.size - 1, bold=True)
        self._rule(right, HEAD[1], RULE_OF_MOTTO)
        self._write(below_left, [Words("Số: "), head.number], size=self.size - 1)
        self._write(below_right, [head.place_day], size=self.size - 1, italic=True)

    def name(self, kind: str, about: Line) -> None:
        """Kind of the paper in capitals, what it is about, a short line below."""
        self._write(None, [Words(kind.upper())], bold=True, before=18)
        self._write(None, about, bold=True)
        self._rule(None, TEXT_WIDTH, RULE_OF_TITLE, after=10)

    def heading(self, line: Line, *, below: bool = False) -> None:
        """A part of the report, or a section `below` one; it stays with what follows it."""
        made = self._write(None, line, align=BOTH, bold=True, before=6 if below else 10)
        made.paragraph_format.keep_with_next = True
        made.paragraph_format.first_line_indent = Cm(1)

    def text(self, line: Line) -> None:
        """A paragraph of the body."""
        made = self._write(None, line, align=BOTH, before=6)
        made.paragraph_format.first_line_indent = Cm(1)
        made.paragraph_format.line_spacing = 1.1

    def figures(self, columns: Sequence[Heading], rows: Sequence[Sequence[Words]]) -> None:
        """A table of figures; its head stands on every page, no row is torn."""
        self._write(None, [Words("")], size=6).paragraph_format.keep_with_next = True
        table = self.file.add_table(rows=1, cols=len(columns))
        table.style = "Table Grid"
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        _set_widths(table, [column.width for column in columns])
        for cell, column in zip(table.rows[0].cells, columns, strict=True):
            head = self._write(cell, [Words(column.text)], size=IN_TABLE, bold=True)
            head.paragraph_format.keep_with_next = True
            cell._tc.get_or_add_tcPr().append(_mark("w:vAlign", "center"))
        self._repeat_head(table)
        for row in rows:
            made = table.add_row()
            made._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            for cell, column, words in zip(made.cells, columns, row, strict=True):
                align = RIGHT if column.figures else LEFT
                self._write(cell, [words], size=IN_TABLE, align=align, before=2, after=2)
                cell.width = Cm(column.width)
        self._write(None, [Words("")], size=6)

    def note(self, text: str) -> None:
        """A small line below a table."""
        self._write(None, [Words(text)], size=SMALL, italic=True, align=LEFT)

    def chart(self, chart: MonthChart) -> None:
        """A drawing of months, with its words above it."""
        self._drawings += 1
        line = self._write(None, [Words(chart.title)], size=IN_TABLE, bold=True, before=8)
        line.paragraph_format.keep_with_next = True
        add_chart(self.file, self._write(None, [Words("")]), chart, number=self._drawings)

    def sign(self, title: Words, name: Words, receivers: Sequence[str]) -> None:
        """Nơi nhận on the left, who signs on the right; they stay on one page."""
        self._write(None, [Words("")], size=8)
        [(left, right)] = self._columns(FOOT)
        self._write(left, [Words("Nơi nhận:")], size=12, bold=True, italic=True, align=LEFT)
        for number, each in enumerate(receivers, start=1):
            end = "." if number == len(receivers) else ";"
            self._write(left, [Words(f"- {each}{end}")], size=SMALL, align=LEFT)
        self._write(right, [title], size=self.size - 1, bold=True)
        for _ in range(SIGNING_ROOM):
            self._write(right, [Words("")])
        self._write(right, [name], size=self.size, bold=True)

    def save(self) -> bytes:
        """The file, in bytes that say nothing of when or where it was made."""
        out = io.BytesIO()
        self.file.save(out)
        return fields.repacked(zipfile.ZipFile(out))

    def _write(self, cell: _Cell | None, line: Line, **look: Any) -> Paragraph:
        """A paragraph of a cell, or of the body."""
        made = _blank_line(cell) if cell is not None else self.file.add_paragraph()
        made.alignment = look.get("align", CENTRE)
        made.paragraph_format.space_before = Pt(look.get("before", 0))
        made.paragraph_format.space_after = Pt(look.get("after", 0))
        for words in line:
            run = made.add_run(_seen(words.text))
            run.bold, run.italic = look.get("bold", False), look.get("italic", False)
            run.font.size = Pt(look.get("size", self.size))
            if words.field:
                self._controls += 1
                fields.wrap(
                    run._r,
                    tag=fields.tag_of(words.field, self.period, self.snapshot),
                    title=words.title,
                    number=self._controls,
                )
        return made

    def _columns(self, widths: Sequence[float], *, rows: int = 1) -> list[tuple[_Cell, ...]]:
        """Cells side by side without lines and margins, each row kept on one page."""
        table = self.file.add_table(rows=rows, cols=len(widths))
        table.autofit = False
        _set_widths(table, widths)
        margins = parse_xml(
            f'<w:tblCellMar xmlns:w="{fields.W}"><w:left w:w="0" w:type="dxa"/>'
            '<w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
        )
        table._tbl.tblPr.insert_element_before(margins, "w:tblLook")
        for row in table.rows:
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        return [tuple(row.cells) for row in table.rows]

    def _rule(self, cell: _Cell | None, width: float, length: float, *, after: float = 2) -> None:
        """A short line in the middle: the top border of a paragraph drawn in on both sides."""
        made = _blank_line(cell) if cell is not None else self.file.add_paragraph()
        side = Cm((width - length) / 2)
        made.paragraph_format.left_indent = made.paragraph_format.right_indent = side
        made.paragraph_format.space_before, made.paragraph_format.space_after = Pt(2), Pt(after)
        made.paragraph_format.line_spacing = Pt(4)
        made._p.get_or_add_pPr().insert_element_before(
            parse_xml(
                f'<w:pBdr xmlns:w="{fields.W}">'
                '<w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
            ),
            *("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr"),
        )

    def _about(self, title: str, author: str, at: datetime) -> None:
        about = self.file.core_properties
        about.title, about.author, about.last_modified_by = title, author, author
        about.created = about.modified = at
        about.comments, about.revision, about.language = "", 1, "vi-VN"
        normal = self.file.styles["Normal"].element.get_or_add_rPr()
        lang = _mark("w:lang", "vi-VN")
        lang.set(qn("w:eastAsia"), "vi-VN")
        normal.append(lang)

    def _slim(self) -> None:
        """Leave out what the empty file brings along and no report uses: nine tenths of it."""
        styles = self.file.styles.element
        for style in list(styles.findall(qn("w:style"))):
            table = style.get(qn("w:type")) == "table"
            if table and style.get(qn("w:styleId")) not in STYLES_OF_TABLES:
                styles.remove(style)
        for relations in (self.file.part.rels, self.file.part.package.rels):
            for key, relation in list(relations.items()):
                if relation.reltype.rpartition("/")[2] in UNUSED:
                    del relations[key]


def _set_widths(table: Table, widths: Sequence[float]) -> None:
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def _blank_line(cell: _Cell) -> Paragraph:
    """The empty line a new cell has, or one more."""
    first = cell.paragraphs[0]
    unused = len(cell.paragraphs) == 1 and not len(first._p)
    return first if unused else cell.add_paragraph()


def _mark(name: str, value: str) -> Any:
    made = OxmlElement(name)
    made.set(qn("w:val"), value)
    return made


def _seen(text: str) -> str:
    """Without the control characters that XML cannot hold."""
    return "".join(c for c in text if c.isprintable() or c in KEPT)
