"""A form of Decree 374/2025 as a Word file: the same data that the PDF is printed from."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt
from docx.text.paragraph import Paragraph

from caunoi_kit.office import docx

LEFT: Final = WD_ALIGN_PARAGRAPH.LEFT
RIGHT: Final = WD_ALIGN_PARAGRAPH.RIGHT
JUSTIFY: Final = WD_ALIGN_PARAGRAPH.JUSTIFY
ARTICLE: Final = re.compile(r"(Điều \d+\.)(.*)", re.DOTALL)
BOXES: Final = {True: "☒", False: "☐"}
LONG_LINE: Final = 90
NORMAL, SMALL = 13.0, 10.5


def write(paper: Mapping[str, Any]) -> bytes:
    """The file of what `papers.paper` describes."""
    file = _FormPaper(size=SMALL if paper["small"] else NORMAL, landscape=bool(paper["landscape"]))
    if len(paper["copies"]) > 1:
        file.side_by_side()
    for number, copy in enumerate(paper["copies"]):
        if number:
            file.next_column()
        _whole(file, paper, copy)
    return file.save()


def _whole(file: "_FormPaper", paper: Mapping[str, Any], copy: str) -> None:
    file.mark(paper["mark"])
    file.letterhead(**paper["letterhead"])
    file.heading(paper["name"], copy, paper["about"], paper["authority"])
    parts = [*paper["blocks"]]
    if not any(part["kind"] == "sign" for part in parts):
        parts.append({"kind": "sign"})
    for part in parts:
        if part["kind"] == "sign":
            file.keep_last()
            file.closing(**paper["closing"])
        else:
            file.block(part)


class _FormPaper(docx.Paper):
    """An official paper with what these forms have besides: boxes, pairs, two kinds of signing."""

    def mark(self, text: str) -> None:
        """The number of the form, in the corner."""
        if text:
            self._paragraph(text, italic=True, size=self.size - 2, align=RIGHT)

    def letterhead(
        self, *, parent: str, unit: str, number: str, regarding: str, place_day: str
    ) -> None:
        """Who issues it on the left, the nation on the right; without a unit the nation alone."""
        if not unit:
            self._paragraph(docx.NATION, bold=True, size=self.size - 1, align=docx.CENTRE)
            self._paragraph(docx.MOTTO, bold=True, ruled=True, align=docx.CENTRE)
            return
        self.head(unit=unit, parent=parent, number=number, place_day=place_day)
        if regarding:
            left = self.file.tables[-1].rows[0].cells[0]
            self._line(left, regarding, size=self.size - 1)

    def heading(self, name: str, copy: str, about: str, authority: str) -> None:
        """Kind of paper, which copy, what about, and who decides."""
        size = self.size + 1
        for text, bold, italic, before in (
            (name, True, False, 12),
            (copy, False, True, 0),
            (about, True, False, 0),
            (authority, True, False, 8),
        ):
            if text:
                self._paragraph(
                    text, bold=bold, italic=italic, size=size, before=before, align=docx.CENTRE
                )
        self._paragraph("", size=4)

    def block(self, part: Mapping[str, Any]) -> None:
        """One block of the body, by its kind."""
        kind, texts = part["kind"], part["texts"]
        if kind in ("page", "wide"):
            self._new_page(wide=kind == "wide")
        elif kind == "table":
            self.size, size = self.size - 2, self.size
            self.rows(texts, part["rows"])
            self.size = size
        elif kind == "pair":
            for cell, text in zip(self._row(len(texts)), texts, strict=True):
                self._line(cell, text, align=LEFT, before=3)
        else:
            self._text(kind, texts[0], ticked=part["ticked"])

    def _new_page(self, *, wide: bool) -> None:
        """A page as the one before, or turned: then it is a section of its own."""
        before = self.file.sections[-1]
        if wide == ((before.page_width or 0) > (before.page_height or 0)):
            self.file.add_page_break()
            return
        page = self.file.add_section(WD_SECTION.NEW_PAGE)
        page.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
        page.page_width, page.page_height = before.page_height, before.page_width

    def closing(
        self,
        *,
        receivers: Sequence[str],
        place_day: str,
        title: str,
        hint: str,
        name: str,
        first: str,
        first_name: str,
    ) -> None:
        """Receivers or the first signer on the left, who signs on the right."""
        self._paragraph("", size=6)
        left, right = self._row(2)
        if first:
            self._party(left, first, hint, first_name)
        elif receivers:
            self._line(left, "Nơi nhận:", bold=True, italic=True, size=12, align=LEFT)
            for number, receiver in enumerate(receivers, start=1):
                end = "." if number == len(receivers) else ";"
                self._line(left, f"- {receiver}{end}", size=11, align=LEFT)
        if place_day:
            self._line(right, place_day, italic=True)
        self._party(right, title, hint, name)

    def keep_last(self) -> None:
        """The last words stand with the signature, never a signature alone on a page."""
        self.file.paragraphs[-1].paragraph_format.keep_with_next = True

    def side_by_side(self) -> None:
        """Two copies on one sheet."""
        page = self.file.sections[0]
        page.left_margin = page.right_margin = Mm(15)
        page.start_type = WD_SECTION.NEW_PAGE
        columns = page._sectPr.find(qn("w:cols"))
        if columns is None:
            columns = OxmlElement("w:cols")
            page._sectPr.append(columns)
        columns.set(qn("w:num"), "2")
        columns.set(qn("w:space"), "600")

    def next_column(self) -> None:
        """What follows stands in the second column."""
        self.file.add_paragraph().add_run().add_break(WD_BREAK.COLUMN)

    def _party(self, cell: Any, title: str, hint: str, name: str) -> None:
        self._line(cell, title, bold=True)
        self._line(cell, hint, italic=True, size=self.size - 1)
        for _ in range(3):
            self._line(cell, "")
        self._line(cell, name, bold=True)

    def _text(self, kind: str, text: str, *, ticked: bool) -> None:
        if kind == "box":
            self._indented(f"{BOXES[ticked]} {text}")
        elif kind == "item":
            self._indented(f"- {text}")
        elif kind == "ground":
            self._indented(text).runs[0].italic = True
        elif kind in ("centred", "to"):
            self._paragraph(text, bold=kind == "centred", before=6, align=docx.CENTRE)
        elif kind == "heading":
            self._paragraph(text, bold=True, before=8).paragraph_format.keep_with_next = True
        elif found := ARTICLE.fullmatch(text):
            line = self._indented(found[1])
            line.runs[0].bold = True
            line.add_run(found[2]).font.size = Pt(self.size)
        else:
            self._indented(text)

    def _indented(self, text: str) -> Paragraph:
        line = self._paragraph(text, before=4, align=JUSTIFY if len(text) > LONG_LINE else LEFT)
        line.paragraph_format.first_line_indent = Cm(1)
        return line
