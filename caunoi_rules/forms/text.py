"""The wording of a form, read from its text file and filled with facts.

A file is a head of `name: value` lines, a line `---`, and the body, one block a line:

    ^…        a ground of a decision (căn cứ), in italics
    #…        a line in bold, centred           ##…   a small heading, left
    !…        to whom (Kính gửi), centred       - …   an item
    [name] …  a box, ticked when the fact is true
    *name …   the line once for each mapping of the list `name`
    @name 12 | A ~0 | B ~3   a table with these columns and, on a blank form, so many empty rows;
              ~ and a figure: how wide the column is beside the others (1), 0 as wide as its words
    ?name …   the line only when the fact is known (always on a blank form)
    %name     the lines of `_name.txt`; %sign the signatures stand here; %page a new page,
              %wide one that lies on its side
    %each name … %end   these lines once for each mapping of the list `name`
    … || …    two columns

In texts `{name}` is a fact, `{name:day}` a date, `:long` a date in words, `:money` đồng, `:words`
đồng in words, `:count` a number; `{name!}` may not be missing on a paper that was issued;
`{name|…}` has a text of its own while the fact is unknown.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

SLOT: Final = re.compile(r"\{(\w+)(?::(\w+))?(!?)(?:\|([^}]*))?\}")
LONG_DOTS: Final = "…………………"
DOTS: Final = {
    "day": "… / … / ……",
    "long": "ngày … tháng … năm ……",
    "money": "……………",
    "count": "……",
}
"""What a blank form leaves for the pen, by the kind of a fact."""

ISSUED: Final = ("centre", "department", "insurance")
"""Heads of papers that an office issues."""

MARKS: Final = ("%sign", "%page", "%wide")
EACH, END = "%each ", "%end"

Write = Callable[[Any, str], str]
"""Writes a value of a kind ("day", "long", "money", "words", "count" or "")."""


class Missing(Exception):
    """Facts without which a filled form may not leave; `names` says which."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        super().__init__(", ".join(names))


@dataclass(frozen=True)
class Block:
    """One block of a paper.

    `kind` is para, ground, centred, heading, to, item, box, pair, table, sign, page or wide;
    `texts` is one text, two for a pair, the column names for a table; `rows` and `weights` belong
    to tables, `ticked` to boxes.
    """

    kind: str
    texts: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    ticked: bool = False
    weights: tuple[int, ...] = ()


@dataclass(frozen=True)
class Wording:
    """A form as its file says it: values of the head, and the lines of the body."""

    head: Mapping[str, str]
    lines: tuple[str, ...]

    @property
    def slots(self) -> frozenset[str]:
        """The facts this form asks for."""
        texts = (*self.head.values(), *self.lines)
        return frozenset(name for text in texts for name, *_ in SLOT.findall(text))

    @property
    def needed(self) -> frozenset[str]:
        """The facts without which a filled one may not leave."""
        return frozenset(
            name for text in self.lines for name, _, must, _ in SLOT.findall(text) if must
        )


@lru_cache(maxsize=64)
def wording(code: str) -> Wording:
    """The wording of a form "N374-M12". Raises FileNotFoundError for a code without a file.

    >>> wording("N374-M12").head["about"]
    'Về việc hưởng trợ cấp thất nghiệp'
    """
    decree, _, name = code.partition("-")
    head, _, body = _file(decree.lower(), name).partition("\n---\n")
    values = dict(line.split(": ", 1) for line in head.splitlines())
    return Wording(values, tuple(_lines(decree.lower(), body)))


def fill(
    words: Wording, facts: Mapping[str, Any], write: Write
) -> tuple[Mapping[str, str], tuple[Block, ...]]:
    """The head and the blocks of a paper. No facts give a blank form.

    What an office issues raises Missing when it lacks a fact; what a person or a firm hands in
    leaves room for their pen.

    `facts` of the letterhead (department, centre …) may stand in a blank form too: a form is blank
    while none of the facts it needs is known.
    """
    blank = not any(_known(facts.get(name)) for name in words.needed)
    if not blank and words.head["head"] in ISSUED:
        lacking = sorted(name for name in words.needed if not _known(facts.get(name)))
        if lacking:
            raise Missing(lacking)
    filler = _Filler(facts, write, blank)
    head = {name: filler.text(value) for name, value in words.head.items()}
    return head, tuple(filler.blocks(words.lines))


@dataclass(frozen=True)
class _Filler:
    facts: Mapping[str, Any]
    write: Write
    blank: bool

    def blocks(self, lines: Sequence[str]) -> Iterator[Block]:
        for name, part in _parts(lines):
            for each in self.facts.get(name, [{}]) if name else [{}]:
                yield from replace(self, facts={**self.facts, **each})._blocks(part)

    def _blocks(self, lines: Sequence[str]) -> Iterator[Block]:
        for line in lines:
            if line.startswith("?"):
                name, _, rest = line[1:].partition(" ")
                if self.blank or _known(self.facts.get(name)):
                    yield from self._block(rest)
            elif line.startswith("*"):
                yield from self._repeated(line[1:])
            else:
                yield from self._block(line)

    def text(self, text: str, more: Mapping[str, Any] | None = None) -> str:
        """The text with its facts in it."""
        facts = {**self.facts, **(more or {})}

        def value(found: re.Match[str]) -> str:
            name, kind, _, own = found.groups()
            known = facts.get(name)
            if _known(known):
                return self.write(known, kind or "")
            if own is not None:
                return own
            return "" if name in facts and facts[name] == "" else DOTS.get(kind or "", LONG_DOTS)

        return SLOT.sub(value, text)

    def _block(self, line: str, more: Mapping[str, Any] | None = None) -> Iterator[Block]:
        if line in MARKS:
            yield Block(line[1:])
        elif line.startswith("@"):
            yield self._table(line[1:])
        elif line.startswith("["):
            name, _, rest = line[1:].partition("] ")
            yield Block("box", (self.text(rest),), ticked=bool(self.facts.get(name)))
        elif " || " in line:
            yield Block("pair", tuple(self.text(part, more) for part in line.split(" || ")))
        else:
            kind, rest = _kind(line)
            yield Block(kind, (self.text(rest, more),))

    def _repeated(self, line: str) -> Iterator[Block]:
        name, _, rest = line.partition(" ")
        each = self.facts.get(name) or [{}, {}]
        for one in each:
            yield from self._block(rest, one if isinstance(one, Mapping) else {"text": one})

    def _table(self, line: str) -> Block:
        first, *names = (part.strip() for part in line.split("|"))
        name, _, count = first.partition(" ")
        rows = self.facts.get(name)
        if not rows:
            rows = [[""] * len(names)] * int(count)
        heads = [part.partition(" ~")[::2] for part in names]
        return Block(
            "table",
            tuple(head for head, _ in heads),
            tuple(tuple(str(cell) for cell in row) for row in rows),
            weights=tuple(int(weight or 1) for _, weight in heads),
        )


_KINDS: Final = (
    ("##", "heading"),
    ("#", "centred"),
    ("^", "ground"),
    ("!", "to"),
    ("- ", "item"),
)


def _kind(line: str) -> tuple[str, str]:
    for mark, kind in _KINDS:
        if line.startswith(mark):
            return kind, line[len(mark) :]
    return "para", line


def _known(value: Any) -> bool:
    return value is not None and value not in ("", [], ())


def _parts(lines: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Runs of lines with the list they are repeated for; "" for those that stand once."""
    name, part = "", list[str]()
    for line in lines:
        if line.startswith(EACH) or line == END:
            yield name, part
            name, part = line.removeprefix(EACH) if line != END else "", []
        else:
            part.append(line)
    yield name, part


def _lines(decree: str, body: str) -> Iterator[str]:
    for line in body.splitlines():
        if line.startswith("%") and line not in (*MARKS, END) and EACH not in line:
            yield from _lines(decree, _file(decree, f"_{line[1:]}"))
        elif line:
            yield line


def _file(decree: str, name: str) -> str:
    return (files(__package__) / decree / f"{name}.txt").read_text(encoding="utf-8")
