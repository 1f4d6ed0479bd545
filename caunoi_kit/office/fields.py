"""Figures of a Word file that can be taken anew while all else stays.

Each figure is a content control (w:sdt) of its own, within the line, whose tag says what it is::

    cn:jobs_created.percent@2023@2312311700      the field, the period, when it was taken

Word keeps controls and their tags however the text around them is edited. `read` finds them again,
`replace` writes other figures into them: every other byte of every part stays as it was.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

from caunoi_kit.office.packages import CannotRead, check_word

MARK: Final = "cn:"
LONGEST_TAG: Final = 64  # of Word
LONGEST_FIELD: Final = 36
DOCUMENT: Final = "word/document.xml"
FIRST_MOMENT: Final = (1980, 1, 1, 0, 0, 0)  # of every entry: a file says its time once, inside

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_CHART: Final = re.compile(
    r"<wp:docPr\b[^>]*?\sname=\"cn:([^\"]*)\".*?<c:chart\b[^>]*?\sr:id=\"([^\"]*)\"", re.DOTALL
)
_RELATION: Final = re.compile(r"<Relationship\b[^>]*>")
_SERIES: Final = re.compile(r"<c:val>.*?</c:val>", re.DOTALL)
_POINT: Final = re.compile(r"(<c:pt idx=\"(\d+)\"[^>]*><c:v>)[^<]*(</c:v></c:pt>)")


@dataclass(frozen=True)
class Control:
    """One control as it stands in a file."""

    field: str  # as its tag names it; long names end in a digest
    period: str
    snapshot: str
    text: str


@dataclass
class _Found:
    """A control while the file is read: where its tag and texts begin and end, in bytes."""

    tag: str = ""
    tag_at: tuple[int, int] = (0, 0)
    texts: list[tuple[int, int]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)


def key_of(name: str) -> str:
    """How the tag names a field: as it is, or its beginning and a digest when it is long.

    >>> key_of("jobs_created.percent"), len(key_of("x" * 80))
    ('jobs_created.percent', 36)
    """
    if len(name) <= LONGEST_FIELD:
        return name
    return f"{name[:24]}~{sha256(name.encode()).hexdigest()[:11]}"


def tag_of(name: str, period: str, snapshot: str) -> str:
    """The tag of a control.

    >>> tag_of("jobs_created.percent", "2023", "2312311700")
    'cn:jobs_created.percent@2023@2312311700'
    """
    tag = f"{MARK}{key_of(name)}@{period}@{snapshot}"
    if len(tag) > LONGEST_TAG:
        raise ValueError(f"the tag {tag} is longer than Word allows")
    return tag


def add_control(line: Paragraph, text: str, *, tag: str, title: str, number: int) -> None:
    """A control at the end of a line, dressed as the last run; `number` is its own in the file."""
    run = line.add_run(text)
    wrap(run._r, tag=tag, title=title, number=number)


def wrap(run: BaseOxmlElement, *, tag: str, title: str, number: int) -> None:
    """Put a run into a control that stands where the run stood.

    No w:text: in a control of plain text LibreOffice forgets size, bold and italic.
    """
    control = OxmlElement("w:sdt")
    about = OxmlElement("w:sdtPr")
    for name, value in (("w:alias", title[:LONGEST_TAG]), ("w:tag", tag), ("w:id", str(number))):
        mark = OxmlElement(name)
        mark.set(qn("w:val"), value)
        about.append(mark)
    content = OxmlElement("w:sdtContent")
    run.addprevious(control)
    control.append(about)
    control.append(content)
    content.append(run)


def read(content: bytes, *, name: str) -> list[Control]:
    """The controls of a Word file in their order. Raises CannotRead for other files."""
    found = _find(check_word(content, name).read(DOCUMENT), name)
    return [Control(*_told(each.tag), "".join(each.words)) for each in found]


def replace(
    content: bytes,
    words: Mapping[str, str],
    *,
    period: str,
    snapshot: str,
    name: str,
    charts: Mapping[str, list[list[str]]] | None = None,
) -> bytes:
    """The file with these words in the controls of these fields, and nothing else changed.

    `charts` gives, by the name a drawing was made under, the values of each series of its chart.
    Controls of other fields keep their text. Raises CannotRead for what is no Word file.
    """
    package = check_word(content, name)
    by_key = {key_of(each): (each, text) for each, text in words.items()}
    body = package.read(DOCUMENT)
    changes: list[tuple[int, int, str]] = []
    for control in _find(body, name):
        if known := by_key.get(_told(control.tag)[0]):
            changes.append((*control.tag_at, quoteattr(tag_of(known[0], period, snapshot))))
            changes += _texts(control, known[1])
    new = {DOCUMENT: _spliced(body, changes)}
    for part, series in _chart_parts(package, body, charts or {}):
        new[part] = _with_values(package.read(part), series)
    return repacked(package, new, keep_times=True)


def repacked(
    package: zipfile.ZipFile, new: Mapping[str, bytes] | None = None, *, keep_times: bool = False
) -> bytes:
    """The package written anew, with other contents of some parts.

    Entries are stored as they are: the bytes hang on nothing but the contents. Without
    `keep_times` every entry bears the same moment.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as written:
        for entry in package.infolist():
            moment = entry.date_time if keep_times else FIRST_MOMENT
            fresh = zipfile.ZipInfo(entry.filename, moment)
            fresh.external_attr = entry.external_attr
            fresh.create_system = 0
            written.writestr(fresh, (new or {}).get(entry.filename) or package.read(entry))
    return out.getvalue()


def _find(body: bytes, name: str) -> list[_Found]:
    """Our controls, in the order in which they end."""
    reader = _Reader(body)
    try:
        reader.parser.Parse(body, True)
    except expat.ExpatError as error:
        raise CannotRead(f"Tệp {name} hỏng. Mở bằng Word, lưu lại rồi tải lên.") from error
    except _Doctype as error:
        raise CannotRead(f"Tệp {name} khai báo kiểu tài liệu lạ. Không nhận tệp này.") from error
    return reader.found


class _Doctype(Exception):
    """A part that declares entities: no Word file does, and they may swell without end."""


class _Reader:
    """Walks through the body and notes the bytes of our controls."""

    def __init__(self, body: bytes) -> None:
        self.body = body
        self.found: list[_Found] = []
        self.open: list[_Found] = []
        self.in_content: list[bool] = []
        self.text_from: int | None = None
        self.parser = expat.ParserCreate("utf-8", " ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._words
        self.parser.StartDoctypeDeclHandler = self._doctype

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == f"{W} sdt":
            self.open.append(_Found())
            self.in_content.append(False)
        elif not self.open:
            return
        elif name == f"{W} tag" and not self.in_content[-1]:
            self.open[-1].tag = attributes.get(f"{W} val", "")
            self.open[-1].tag_at = self._value_at()
        elif name == f"{W} sdtContent":
            self.in_content[-1] = True
        elif name == f"{W} t" and self.in_content[-1]:
            self.text_from = self.parser.CurrentByteIndex

    def _end(self, name: str) -> None:
        if not self.open:
            return
        if name == f"{W} sdt":
            done = self.open.pop()
            self.in_content.pop()
            if done.tag.startswith(MARK):
                self.found.append(done)
        elif name == f"{W} t" and self.text_from is not None:
            end = _tag_end(self.body, self.parser.CurrentByteIndex)
            self.open[-1].texts.append((self.text_from, end))
            self.text_from = None

    def _words(self, words: str) -> None:
        if self.text_from is not None and self.open:
            self.open[-1].words.append(words)

    def _doctype(self, *declared: object) -> None:
        raise _Doctype

    def _value_at(self) -> tuple[int, int]:
        """Where the quoted value of the tag just begun stands."""
        begin = self.parser.CurrentByteIndex
        found = re.compile(rb"""\sw?\w*:?val\s*=\s*("[^"]*"|'[^']*')""").search(
            self.body, begin, _tag_end(self.body, begin)
        )
        return found.span(1) if found else (begin, begin)


def _tag_end(body: bytes, begin: int) -> int:
    """Behind the tag that begins there; quoted values may hold its closing mark."""
    found = re.compile(rb"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""").match(body, begin)
    return found.end() if found else begin


def _told(tag: str) -> tuple[str, str, str]:
    named, _, rest = tag.removeprefix(MARK).partition("@")
    period, _, snapshot = rest.partition("@")
    return named, period, snapshot


def _texts(control: _Found, words: str) -> Iterator[tuple[int, int, str]]:
    """The words in the first text of the control, nothing in those that follow."""
    for number, (begin, end) in enumerate(control.texts):
        said = f'<w:t xml:space="preserve">{escape(words)}</w:t>' if number == 0 else "<w:t></w:t>"
        yield begin, end, said


def _spliced(body: bytes, changes: list[tuple[int, int, str]]) -> bytes:
    pieces, at = [], 0
    for begin, end, said in sorted(changes):
        pieces += [body[at:begin], said.encode()]
        at = end
    return b"".join([*pieces, body[at:]])


def _chart_parts(
    package: zipfile.ZipFile, body: bytes, charts: Mapping[str, list[list[str]]]
) -> Iterator[tuple[str, list[list[str]]]]:
    """The part of each chart of ours, and its new values."""
    relations = "word/_rels/document.xml.rels"
    if not charts or relations not in package.namelist():
        return
    targets = {
        _attribute(one, "Id"): _attribute(one, "Target")
        for one in _RELATION.findall(package.read(relations).decode("utf-8", "replace"))
    }
    for named, relation in _CHART.findall(body.decode("utf-8", "replace")):
        part = _joined(targets.get(relation, ""))
        if named in charts and part in package.namelist():
            yield part, charts[named]


def _with_values(part: bytes, series: list[list[str]]) -> bytes:
    """A chart with other values; points it does not have are left out."""
    values = iter(series)

    def anew(found: re.Match[str]) -> str:
        fresh = next(values, [])
        return _POINT.sub(_pointed(fresh), found[0])

    return _SERIES.sub(anew, part.decode("utf-8")).encode()


def _pointed(fresh: list[str]) -> Callable[[re.Match[str]], str]:
    def one(found: re.Match[str]) -> str:
        number = int(found[2])
        return f"{found[1]}{fresh[number]}{found[3]}" if number < len(fresh) else found[0]

    return one


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\s{name}="([^"]*)"', tag)
    return found[1] if found else ""


def _joined(target: str) -> str:
    return target[1:] if target.startswith("/") else f"word/{target}"
