"""A sheet given back with a remark in each wrong cell, otherwise as it came.

Of an .xlsx file only what holds the remarks is added or replaced: formats, formulas, pictures and
other sheets stay byte for byte. Files of other kinds, and those that fetch something when they are
opened (links to other workbooks, queries), come back as .xlsx with their cells as texts.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date
from typing import Final
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter

from caunoi_kit.office.opening import COMMAND, Book, OpenSheet, open_book
from caunoi_kit.office.packages import CannotRead, fetches, kind_of
from caunoi_kit.office.sheets import harmless

AUTHOR: Final = "Cầu Nối"
LONGEST: Final = 1_000  # letters of one remark
_NOTES: Final = "xl/comments_caunoi.xml"
_SHAPES: Final = "xl/drawings/caunoi.vml"
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_SHEET = re.compile(r"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(r"<Relationship\b[^>]*?(?:/>|></Relationship>)")
_LEGACY = re.compile(r"<(?:\w+:)?legacyDrawing\b[^>]*?/>")
_OLD = re.compile(r"<(?:\w+:)?comment\b[^>]*\bref=\"([A-Z]+\d+)\".*?</(?:\w+:)?comment>", re.DOTALL)
_TEXT = re.compile(r"<(?:\w+:)?t\b[^>]*>([^<]*)<")
# What may only stand behind the drawing of remarks in a sheet.
_BEHIND: Final = (
    "legacyDrawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
)


def with_remarks(content: bytes, *, name: str, sheet: str, remarks: Mapping[str, str]) -> bytes:
    """The file with the remarks, by cell ("C12"). Raises CannotRead as opening it would."""
    told = {cell: text for cell, text in remarks.items() if _CELL.fullmatch(cell)}
    if kind_of(content, name, COMMAND) == "xlsx" and not fetches(content):
        return _Package(content, name).with_remarks(sheet, told)
    return _written_anew(open_book(content, name=name, limits=COMMAND), sheet, told)


class _Package:
    """The parts of an .xlsx file as far as remarks touch them."""

    def __init__(self, content: bytes, name: str) -> None:
        self.content, self.name = content, name
        self.old = zipfile.ZipFile(io.BytesIO(content))
        self.new: dict[str, str] = {}

    def with_remarks(self, sheet: str, remarks: Mapping[str, str]) -> bytes:
        part = self._part_of(sheet)
        folder, _, file = part.rpartition("/")
        relations = f"{folder}/_rels/{file}.rels"
        kept, earlier = self._without_earlier(folder, relations)
        everything = {**earlier, **remarks}
        self.new[_NOTES] = _comments(everything)
        self.new[_SHAPES] = _shapes(everything)
        self.new[relations] = _relations(kept)
        self.new[part] = _with_drawing(self._read(part))
        types = self._read("[Content_Types].xml")
        self.new["[Content_Types].xml"] = _with_types(types)
        return self._packed()

    def _read(self, part: str) -> str:
        try:
            return self.old.read(part).decode("utf-8")
        except (KeyError, UnicodeDecodeError, zipfile.BadZipFile) as error:
            raise CannotRead(f"Tệp {self.name} hỏng, không ghi nhận xét vào được.") from error

    def _part_of(self, sheet: str) -> str:
        targets = dict(
            (_attribute(one, "Id"), _attribute(one, "Target"))
            for one in _RELATION.findall(self._read("xl/_rels/workbook.xml.rels"))
        )
        for tag in _SHEET.findall(self._read("xl/workbook.xml")):
            if _unescaped(_attribute(tag, "name")) == sheet:
                target = targets.get(_attribute(tag, "r:id"), "")
                return target[1:] if target.startswith("/") else f"xl/{target}"
        raise CannotRead(f"Tệp {self.name} không có trang tính «{sheet}».")

    def _without_earlier(self, folder: str, relations: str) -> tuple[list[str], dict[str, str]]:
        """The relations of the sheet but for its own remarks, and what these say."""
        if relations not in self.old.namelist():
            return [], {}
        kept, earlier = [], {}
        for one in _RELATION.findall(self._read(relations)):
            kind, target = _attribute(one, "Type"), _attribute(one, "Target")
            if kind.endswith("/comments"):
                path = target[1:] if target.startswith("/") else _joined(folder, target)
                if path == _NOTES:  # ours of last time: what was mended needs no remark
                    continue
                for match in _OLD.finditer(self._read(path)):
                    earlier[match[1]] = _unescaped("".join(_TEXT.findall(match[0])))
            elif not kind.endswith("/vmlDrawing"):
                kept.append(one)
        return kept, earlier

    def _packed(self) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            for entry in self.old.infolist():
                if entry.filename not in self.new:
                    package.writestr(entry, self.old.read(entry))
            for part, text in self.new.items():
                package.writestr(part, text)
        return out.getvalue()


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf"""\s{name}=(?:"([^"]*)"|'([^']*)')""", tag)
    return (found[1] or found[2] or "") if found else ""


def _unescaped(text: str) -> str:
    for entity, char in (("lt", "<"), ("gt", ">"), ("quot", '"'), ("apos", "'"), ("amp", "&")):
        text = text.replace(f"&{entity};", char)
    return text


def _joined(folder: str, target: str) -> str:
    parts = folder.split("/")
    for step in target.split("/"):
        parts = parts[:-1] if step == ".." else [*parts, step]
    return "/".join(parts)


def _in_order(remarks: Mapping[str, str]) -> list[tuple[str, int, int, str]]:
    """Cells with their row and column from 0, row by row."""
    found = []
    for cell, text in remarks.items():
        match = _CELL.fullmatch(cell)
        if match is not None:
            column = 0
            for char in match[1]:
                column = column * 26 + ord(char) - ord("A") + 1
            found.append((cell, int(match[2]) - 1, column - 1, _plain(text)))
    return sorted(found, key=lambda one: (one[1], one[2]))


def _plain(text: str) -> str:
    return "".join(char for char in text if char == "\n" or char.isprintable())[:LONGEST]


def _comments(remarks: Mapping[str, str]) -> str:
    each = "".join(
        f'<comment ref="{cell}" authorId="0"><text><r><t xml:space="preserve">{escape(text)}'
        "</t></r></text></comment>"
        for cell, _, _, text in _in_order(remarks)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<comments xmlns="{_MAIN}"><authors>'
        f"<author>{AUTHOR}</author></authors><commentList>{each}</commentList></comments>"
    )


def _shapes(remarks: Mapping[str, str]) -> str:
    """The yellow notes themselves, which spreadsheets still ask for in VML."""
    each = "".join(
        f'<v:shape id="_x0000_s{2049 + number}" type="#_x0000_t202" style="position:absolute;'
        'margin-left:60pt;margin-top:1.5pt;width:190pt;height:70pt;z-index:1;visibility:hidden" '
        'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" '
        'color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox '
        'style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{column + 1}, 15, {row}, 2, {column + 4}, 15, {row + 4}, 4</x:Anchor>"
        f"<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>"
        "</x:ClientData></v:shape>"
        for number, (_, row, column, _) in enumerate(_in_order(remarks))
    )
    return (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml"'
        ' xmlns:o="urn:schemas-microsoft-com:office:office"'
        ' xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap '
        'v:ext="edit" data="2"/></o:shapelayout><v:shapetype id="_x0000_t202"'
        ' coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
        '<v:stroke joinstyle="miter"/><v:path '
        f'gradientshapeok="t" o:connecttype="rect"/></v:shapetype>{each}</xml>'
    )


def _relations(kept: list[str]) -> str:
    ours = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target={quoteattr(target)}/>'
        for key, kind, target in (
            ("rIdCauNoiNotes", "comments", f"/{_NOTES}"),
            ("rIdCauNoiShapes", "vmlDrawing", f"/{_SHAPES}"),
        )
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(kept)}{ours}</Relationships>'
    )


def _with_drawing(sheet: str) -> str:
    """The sheet with its notes named where the order of its parts wants them."""
    sheet = _LEGACY.sub("", sheet)
    end = re.search(r"</(?:(\w+):)?worksheet>\s*$", sheet)
    prefix = f"{end[1]}:" if end and end[1] else ""
    ours = f'<{prefix}legacyDrawing xmlns:r="{_OFFICE}" r:id="rIdCauNoiShapes"/>'
    data = max(
        sheet.rfind("</sheetData>"),
        sheet.rfind("<sheetData/>"),
        sheet.rfind(f"</{prefix}sheetData>"),
    )
    places = [at for part in _BEHIND if (at := sheet.find(f"<{prefix}{part}", max(data, 0))) >= 0]
    at = min(places, default=end.start() if end else len(sheet))
    return sheet[:at] + ours + sheet[at:]


def _with_types(types: str) -> str:
    ours = ""
    if 'Extension="vml"' not in types:
        ours += (
            '<Default Extension="vml" '
            'ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>'
        )
    if f"/{_NOTES}" not in types:
        ours += (
            f'<Override PartName="/{_NOTES}" ContentType='
            '"application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"/>'
        )
    return types.replace("</Types>", f"{ours}</Types>")


def _written_anew(book: Book, sheet: str, remarks: Mapping[str, str]) -> bytes:
    """The cells of a sheet of another kind as .xlsx, with the remarks."""
    found: OpenSheet = next((one for one in book.sheets if one.name == sheet), book.sheets[0])
    out = io.BytesIO()
    new = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    page = new.add_worksheet()
    for number, row in enumerate(found.rows):
        for at, cell in enumerate(row):
            if isinstance(cell, date):
                page.write_string(number, at, f"{cell:%d/%m/%Y}")
            elif isinstance(cell, int | float) and not isinstance(cell, bool):
                page.write_number(number, at, cell)
            elif cell is not None:
                page.write_string(number, at, harmless(str(cell)))
    for _, row_, column, text in _in_order(remarks):
        page.write_comment(row_, column, text, {"author": AUTHOR, "x_scale": 2})
    new.close()
    return out.getvalue()
