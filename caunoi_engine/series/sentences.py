"""Sentences written from figures: the small language of report templates.

A template is plain lines. What may stand in them::

    ! Kết quả năm {year}                          what the report is called
    # I. Kết quả                                  a heading (## one below it)
    Tạo việc làm cho {jobs_created}[[, đạt {jobs_created.percent} kế hoạch]].
    @table jobs_created gdnn_enrolled             a table, a row an indicator
    @chart jobs_created                           a chart by month
    @to Ủy ban nhân dân tỉnh                      who receives it (nơi nhận)

`{code}` or `{code.part}` is a place for a figure (`PARTS`), or one of `WORDS`. What stands between
`[[` and `]]` is left out when a figure inside it is missing; such pieces may lie in one another.
Everything else is text and stays as it was typed. A line of which nothing is left is left out.

Nothing here knows what a figure is worth: `fill` is given the words of each field.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

# What may follow the code of an indicator, with what it prints.
PARTS: Final = {
    "": "kết quả kèm đơn vị tính: 25.953 lượt lao động",
    "value": "kết quả, chỉ con số: 25.953",
    "plan": "kế hoạch: 22.182 lượt lao động",
    "percent": "so với kế hoạch: 117%",
    "change": "so với cùng kỳ: tăng 4%",
    "index": "so với cùng kỳ: bằng 104%",
    "before": "cùng kỳ năm trước: 24.955 lượt lao động",
    "people": "số người khác nhau: 21.402 người",
    "forecast": "dự báo cả năm: 26.400 lượt lao động",
    "next_plan": "kế hoạch năm sau: 22.550 lượt lao động",
    "name": "tên chỉ tiêu",
}
WORDS: Final = {
    "place": "tên tỉnh",
    "period": "kỳ báo cáo: năm 2023",
    "year": "năm: 2023",
    "next_year": "năm sau: 2024",
}
MISSING: Final = "…"  # printed where a figure that may not be left out is missing
MARKS: Final = (("! ", "title"), ("## ", "subheading"), ("# ", "heading"), ("@to ", "to"))
DEEPEST: Final = 4  # optional pieces in one another

_MARK: Final = re.compile(r"\[\[|\]\]|\{[^{}]*\}|[{}]")
_FIELD: Final = re.compile(r"\{\s*([a-z][a-z0-9_-]*)(?:\.([a-z_]+))?\s*\}")


@dataclass(frozen=True)
class Fault:
    """What is wrong in a template, and in which line (from 1)."""

    line: int
    text: str


@dataclass(frozen=True)
class Piece:
    """A stretch of a line: hand text, or the words of a field."""

    text: str
    field: str = ""


@dataclass(frozen=True)
class Line:
    """One line as it is printed.

    kind: "title", "heading", "subheading", "text", "table", "chart" or "to".

    Tables and charts have `codes`, the others `pieces`; `number` is the line of the template.
    """

    kind: str
    number: int
    pieces: tuple[Piece, ...] = ()
    codes: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The words of the line."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True)
class _Optional:
    """A piece that may be left out."""

    parts: "tuple[str | Piece | _Optional, ...]"


_Parts = tuple[str | Piece | _Optional, ...]


def check(body: str, codes: Collection[str]) -> list[Fault]:
    """Everything that is wrong in a template, in the order of its lines.

    >>> for fault in check("Có {jobs}[[, {works}", {"jobs"}):
    ...     print(fault.line, fault.text)
    1 Thiếu ]] đóng phần tuỳ chọn.
    1 Không có chỉ tiêu «works». Xem danh sách mã bên cạnh.
    """
    found: list[Fault] = []
    for number, raw in enumerate(body.split("\n"), start=1):
        kind, text = _kind_of(raw)
        if kind in {"table", "chart"}:
            found += (Fault(number, said) for said in _faults_of_row(kind, text.split(), codes))
            continue
        _, wrong = _read(text)
        for field in _fields_in(text):
            wrong += _faults_of_field(field, codes)
        found += (Fault(number, said) for said in wrong)
    return found


def fields_of(body: str) -> list[str]:
    """The fields a template names in its sentences, each once, in their order.

    >>> fields_of("Có {jobs}, đạt {jobs.percent}; {jobs}.")
    ['jobs', 'jobs.percent']
    """
    named: dict[str, None] = {}
    for raw in body.split("\n"):
        kind, text = _kind_of(raw)
        if kind not in {"table", "chart"}:
            named |= dict.fromkeys(_fields_in(text))
    return list(named)


def rows_of(body: str) -> tuple[list[str], list[str]]:
    """The codes that stand in tables, and those that stand in charts.

    >>> rows_of("@table jobs enrolled\\n@chart jobs")
    (['jobs', 'enrolled'], ['jobs'])
    """
    named: dict[str, dict[str, None]] = {"table": {}, "chart": {}}
    for raw in body.split("\n"):
        kind, text = _kind_of(raw)
        if kind in named:
            named[kind] |= dict.fromkeys(text.split())
    return list(named["table"]), list(named["chart"])


def codes_of(body: str) -> list[str]:
    """Every indicator a template names, in sentences, tables and charts.

    >>> codes_of("{place}: {jobs.plan}\\n@chart enrolled")
    ['jobs', 'enrolled']
    """
    tables, charts = rows_of(body)
    named = [field.partition(".")[0] for field in fields_of(body) if field not in WORDS]
    return list(dict.fromkeys([*named, *tables, *charts]))


def fill(body: str, words: Mapping[str, str | None]) -> list[Line]:
    """The lines to print, given the words of each field; None or nothing is a missing figure.

    >>> [line.text for line in fill("Có {jobs}[[, đạt {jobs.percent}]].", {"jobs": "9 người"})]
    ['Có 9 người.']
    """
    lines = []
    for number, raw in enumerate(body.split("\n"), start=1):
        kind, text = _kind_of(raw)
        if kind in {"table", "chart"}:
            lines.append(Line(kind, number, codes=tuple(text.split())))
            continue
        parts, _ = _read(text)
        pieces = _joined(_filled(parts, words))
        if "".join(piece.text for piece in pieces).strip():
            lines.append(Line(kind, number, pieces))
    return lines


def _kind_of(raw: str) -> tuple[str, str]:
    line = raw.strip()
    for mark, kind in MARKS:
        if line.startswith(mark):
            return kind, line.removeprefix(mark).strip()
    for kind in ("table", "chart"):
        if line.partition(" ")[0] == f"@{kind}":
            return kind, line.removeprefix(f"@{kind}")
    return "text", line


def _fields_in(text: str) -> list[str]:
    """Fields as the keys of `words`: "jobs", "jobs.percent"."""
    return [".".join(filter(None, each)) for each in _FIELD.findall(text)]


def _read(text: str) -> tuple[_Parts, list[str]]:
    """The parts of a line and what is wrong with its marks; wrong marks are read as text."""
    open_: list[list[str | Piece | _Optional]] = [[]]
    wrong: list[str] = []
    at = 0
    for mark in _MARK.finditer(text):
        open_[-1].append(text[at : mark.start()])
        at = mark.end()
        if mark[0] == "[[":
            if len(open_) > DEEPEST:
                wrong.append(f"Phần tuỳ chọn lồng nhau quá {DEEPEST} lớp.")
            open_.append([])
        elif mark[0] == "]]" and len(open_) > 1:
            inner = tuple(open_.pop())
            open_[-1].append(_Optional(inner))
        elif mark[0] == "]]":
            wrong.append("Có ]] mà không có [[ mở trước nó.")
            open_[-1].append(mark[0])
        elif found := _FIELD.fullmatch(mark[0]):
            open_[-1].append(Piece("", ".".join(filter(None, found.groups()))))
        else:
            wrong.append(f"«{mark[0]}» không phải một trường. Viết như {{jobs_created.percent}}.")
            open_[-1].append(mark[0])
    open_[-1].append(text[at:])
    while len(open_) > 1:
        wrong.append("Thiếu ]] đóng phần tuỳ chọn.")
        inner = tuple(open_.pop())
        open_[-1].append(_Optional(inner))
    return tuple(open_[0]), wrong


def _filled(parts: _Parts, words: Mapping[str, str | None]) -> Iterator[Piece]:
    for part in parts:
        if isinstance(part, _Optional):
            if all(words.get(p.field) for p in part.parts if isinstance(p, Piece)):
                yield from _filled(part.parts, words)
        elif isinstance(part, Piece):
            yield Piece(words.get(part.field) or MISSING, part.field)
        elif part:
            yield Piece(part)


def _joined(pieces: Iterator[Piece]) -> tuple[Piece, ...]:
    """The same with neighbouring hand texts as one."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and not piece.field and not joined[-1].field:
            joined[-1] = Piece(joined[-1].text + piece.text)
        else:
            joined.append(piece)
    return tuple(joined)


def _faults_of_field(field: str, codes: Collection[str]) -> list[str]:
    code, _, part = field.partition(".")
    if field in WORDS:
        return []
    if code not in codes:
        return [f"Không có chỉ tiêu «{code}».{_nearest(code, codes)}"]
    if part not in PARTS:
        return [f"Không có «.{part}». Dùng: {', '.join(filter(None, PARTS))}."]
    return []


def _faults_of_row(kind: str, named: Sequence[str], codes: Collection[str]) -> list[str]:
    if not named:
        what = "bảng" if kind == "table" else "biểu đồ"
        return [f"Sau @{kind} cần mã của ít nhất một chỉ tiêu để làm {what}."]
    if kind == "chart" and len(named) > 1:
        return ["Mỗi biểu đồ một chỉ tiêu. Viết thêm dòng @chart cho chỉ tiêu khác."]
    return [
        f"Không có chỉ tiêu «{code}».{_nearest(code, codes)}" for code in named if code not in codes
    ]


def _nearest(code: str, codes: Collection[str]) -> str:
    """A known code that begins alike, as a hint."""
    alike = sorted(known for known in codes if known[:4] == code[:4])
    return f" Có phải «{alike[0]}»?" if alike else " Xem danh sách mã bên cạnh."
