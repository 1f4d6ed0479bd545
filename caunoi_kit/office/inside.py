"""What a package of Office holds besides cells and words: macros, objects, links (trust C2).

A part may bear any name. What it is, its content type says, and what it is to the file, the
relation to it; both are read as XML, so that no other spelling of them hides anything.
"""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from typing import Final
from xml.parsers import expat

TYPES: Final = "[Content_Types].xml"
MOST_TOLD: Final = 30_000_000  # bytes of XML about parts, of one file
LINK: Final = "hyperlink"  # a person has to click on it
# Ends of relations and pieces of content types, small letters.
_MACRO: Final = ("vbaproject", "macrosheet", "macroenabled", "dialogsheet", "keymapcustomizations")
_OBJECT: Final = ("oleobject", "activex", "/control", "webextension", "afchunk", "subdocument")
# What spreadsheets fetch data by; values stand in the cells all the same.
_FETCH: Final = ("externallink", "/connections", "querytable", "datamashup", "volatiledependencies")
_FIELD: Final = re.compile(
    r"^\W*(DDE|DDEAUTO|LINK|IMPORT|INCLUDE|INCLUDETEXT|INCLUDEPICTURE|MACROBUTTON|DATABASE)\b",
    re.IGNORECASE,
)

Attributes = dict[str, str]


class Broken(Exception):
    """The package does not hold what it has to."""


class Declares(Broken):
    """A part that declares entities: no program of Office does, and they may swell without end."""


class Holdings:
    """What the parts of a package are, as its content types and relations say."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self.package = package
        self.said: set[str] = set()  # content types and relations
        self.fetching: set[str] = set()  # relations to something outside, but for links to click
        self.links: list[str] = []  # parts about other workbooks
        entries = [each for each in package.infolist() if each.filename.lower().endswith(".rels")]
        if sum(each.file_size for each in entries) > MOST_TOLD:
            raise Broken
        self._walk(TYPES, self._type)
        for entry in entries:
            self._walk(entry.filename, self._relation)

    @property
    def macros(self) -> bool:
        """Whether anything in it is program."""
        return self._any(_MACRO)

    @property
    def objects(self) -> bool:
        """Whether anything in it belongs to another program."""
        return self._any(_OBJECT)

    @property
    def fetches(self) -> bool:
        """Whether opening it may ask another file or server."""
        return bool(self.fetching) or self._any(_FETCH)

    @property
    def starts_programs(self) -> bool:
        """Whether a link of a workbook speaks to a running program (DDE) instead of a file."""
        found: list[str] = []

        def look(tag: str, _: Attributes) -> None:
            if tag in {"ddeLink", "oleLink"}:
                found.append(tag)

        for part in self.links:
            self._walk(part, look)
        return bool(found)

    def fields(self, parts: Sequence[str]) -> Iterator[str]:
        """Instructions of fields in parts of a Word file that fetch something or start it."""
        for part in parts:
            reader = _Fields()
            self._walk(part, reader.start, reader.text, reader.end)
            yield from filter(_FIELD.match, reader.found)

    def _any(self, marks: Sequence[str]) -> bool:
        return any(mark in each for each in self.said for mark in marks)

    def _type(self, tag: str, attributes: Attributes) -> None:
        kind = attributes.get("ContentType", "").lower()
        self.said.add(kind)
        if tag == "Override" and "externallink" in kind:
            self.links.append(attributes.get("PartName", "").lstrip("/"))

    def _relation(self, tag: str, attributes: Attributes) -> None:
        kind = attributes.get("Type", "").lower()
        if tag != "Relationship":
            return
        self.said.add(kind)
        outside = attributes.get("TargetMode", "").lower() == "external"
        if outside and not kind.endswith(f"/{LINK}"):
            self.fetching.add(kind)

    def _walk(
        self,
        part: str,
        start: Callable[[str, Attributes], None],
        text: Callable[[str], None] | None = None,
        end: Callable[[str], None] | None = None,
    ) -> None:
        """Read a part as XML, name by name without their spaces of names."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = lambda tag, more: start(_bare(tag), _bare_keys(more))
        parser.StartDoctypeDeclHandler = _refuse
        if text:
            parser.CharacterDataHandler = text
        if end:
            parser.EndElementHandler = lambda tag: end(_bare(tag))
        try:
            with self.package.open(part) as stream:
                parser.ParseFile(stream)
        except Broken:
            raise
        except (expat.ExpatError, zipfile.BadZipFile, zlib.error, KeyError, EOFError) as error:
            raise Broken from error
        except (RuntimeError, OSError, ValueError) as error:  # locked, or packed in a newer way
            raise Broken from error


class _Fields:
    """Gathers the instructions of fields, which Word cuts into runs as it likes."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.inside = False

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "fldSimple":
            self.found.append(attributes.get("instr", ""))
        elif tag == "fldChar" and attributes.get("fldCharType") == "begin":
            self.found.append("")
        elif tag == "instrText":
            self.inside = True

    def text(self, words: str) -> None:
        if self.inside:
            self.found = self.found or [""]
            self.found[-1] += words

    def end(self, tag: str) -> None:
        if tag == "instrText":
            self.inside = False


def _refuse(*declared: object) -> None:
    raise Declares


def _bare(tag: str) -> str:
    return tag.rpartition(" ")[2]


def _bare_keys(attributes: Attributes) -> Attributes:
    return {_bare(key): value for key, value in attributes.items()}
