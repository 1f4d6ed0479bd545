"""Where the table stands in a sheet: under which head, and which of its rows are no entries."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from caunoi_engine.sheets.grid import Grid
from caunoi_engine.sheets.heads import LONGEST_HEAD, POSSIBLE, SURE, HeadWords
from caunoi_engine.sheets.rows import Cell
from caunoi_engine.sheets.words import CodeWords
from caunoi_engine.text.folding import fold, tidy

HEAD_AREA: Final = 80  # rows in which a head is looked for
TALLEST: Final = 4  # rows of one head
FEWEST: Final = 2  # fields that make a head
_LINE: Final = 0.05  # each further line must earn its place
_ASIDE: Final = 0.3  # a known column that is left aside counts less
_MOST_LEFT_OUT: Final = 2_000
_FULL: Final = 0.4  # rows with fewer cells than that, of the usual number, are no usual entries
_LONG_NUMBER = re.compile(r"\d{6,}|\d{1,2}[/\-.]\d{1,2}[/\-.]\d{2,4}")
_COUNTING = re.compile(r"[(\[]?\s*(\d{1,3}|[A-Za-zĐđ])\s*[)\]]?\.?|\d{1,2}\s*=.*")
_TOTAL = re.compile(
    r"(?:tổng|cộng|tổng cộng|tổng số|cộng trang|mang sang|chuyển trang|lũy kế|luỹ kế)\b"
    r"(?: (?:cộng|số|người|lao động|trang|danh sách|toàn|cả|xã|thôn|hộ|này|\d+))*[:.\s\d]*"
)
_BARE_TOTAL = re.compile(r"(?:tong cong|tong so|tong|cong|cong trang|mang sang)[:.\s\d]*")
_NOTE = re.compile(
    r"nguoi (?:lap|khai|nhap|tong hop|dieu tra|thuc hien|ky|kiem tra|duyet)\b.*"
    r"|ghi chu\s*[:.].*|luu y\b.*|ky[, ].*ghi ro.*|\(?ky ten.*|\(?ghi ro ho.*|xac nhan cua.*"
    r"|(?:tm|kt)\.? .*|chu tich\b.*|thu truong\b.*|noi nhan\b.*|.*\bngay\b.*\bthang\b.*\bnam\b.*"
    r"|danh sach (?:nay|co|tren)\b.*|ket xuat.*|nguon\s*:.*|can bo (?:lap|thu thap)\b.*"
    r"|uy ban nhan dan\b.*|\*+ .*|het\.?|bang chu\b.*|truong (?:thon|xom|ban|khu|ap)\b.*"
    r"|giam doc\b.*|thu kho\b.*|ke toan truong\b.*|in (?:luc|ngay)\b.*"
)
# With their marks: "tổ" is a group of houses, "Tô" a family name.
_SECTION = re.compile(
    r"(?:(?:[ivxlc]+|[a-h]|\d{1,2})\s*[.)/\-:]\s*)?"
    r"(?:thôn|xóm|tổ|ấp|bản|khu|khu phố|làng|buôn|tdp|khóm|bon|plei|tổ dân phố|xã|phường|thị trấn"
    r"|đơn vị|phòng|phân xưởng|bộ phận|chi nhánh|đội|tiểu khu|cụm)\b.{0,60}"
)
_BARE_SECTION = re.compile(r"(?:[ivxlc]+\s*[.)]\s*)?(?:thon|xom|tdp|khu pho|to dan pho)\b.{0,60}")
_ROMAN = re.compile(r"[ivxlc]+\s*[.)/]?|[a-h]\s*[.)/]?")


@dataclass(frozen=True)
class Head:
    """The head of a table: its rows from 0, the lines of each column, where its entries begin."""

    rows: tuple[int, ...]
    lines: tuple[tuple[str, ...], ...]
    first: int
    fields: int = 0


def find_head(grid: Grid, words: HeadWords, codes: Sequence[CodeWords] = ()) -> Head | None:
    """The rows that name most of the fields asked for; `codes`: words of columns to be ticked.

    >>> from caunoi_engine.sheets.rows import FieldSpec, Kind
    >>> words = HeadWords([FieldSpec("full_name", "Họ và tên", Kind.NAME, ()),
    ...                    FieldSpec("sex", "Giới tính", Kind.SEX, ())])
    >>> grid = Grid("", [["DANH SÁCH"], [], ["TT", "Họ tên", "Giới tính"], ["1", "2", "3"], ["1"]])
    >>> head = find_head(grid, words)
    >>> head.rows, head.first
    ((2,), 4)
    """
    texts = _head_texts(grid)
    best: tuple[float, Head] | None = None
    for top in range(len(texts)):
        if _is_entry(grid.rows[top]) or not _may_start(texts[top], words):
            continue
        for height in range(1, TALLEST + 1):
            rows = range(top, min(top + height, len(texts)))
            if len(rows) < height or any(_is_entry(grid.rows[row]) for row in rows):
                break
            if _cuts_through(grid, rows):
                continue
            lines = _lines(grid, texts, rows)
            score, fields = _score(lines, words, codes if height > 1 else ())
            score -= _LINE * height
            if fields >= FEWEST and (best is None or score > best[0]):
                best = (score, Head(tuple(rows), lines, rows[-1] + 1, fields))
    return _with_start(grid, best[1]) if best else None


def without_head(grid: Grid) -> Head | None:
    """The table of a sheet that has no head: from its first row with three cells on.

    >>> without_head(Grid("", [["a"], ["1", "An", "Nam"]])).first
    1
    """
    for at, row in enumerate(grid.rows):
        if sum(cell is not None for cell in row) >= 3:
            return Head((), ((),) * grid.width(), at)
    return None


def _cuts_through(grid: Grid, rows: range) -> bool:
    """Whether cells merged downwards begin above these rows or go on below them."""
    return any(
        (rows[0] <= top <= rows[-1] < bottom < rows[0] + TALLEST)
        or (rows[0] - TALLEST < top < rows[0] <= bottom)
        for top, _, bottom, _ in grid.merged
    )


def _head_texts(grid: Grid) -> list[list[str]]:
    """The texts of the upper rows, those of merged cells in each of their places."""
    width = grid.width()
    texts = [
        [_head_text(row[at]) if at < len(row) else "" for at in range(width)]
        for row in grid.rows[:HEAD_AREA]
    ]
    for top, left, bottom, right in grid.merged:
        if top < len(texts) and left < width and (text := texts[top][left]):
            for row in range(top, min(bottom + 1, len(texts))):
                for column in range(left, min(right + 1, width)):
                    texts[row][column] = text
    return texts


def _head_text(cell: Cell) -> str:
    if isinstance(cell, str):
        return tidy(cell)
    return "" if cell is None else str(cell)


def _may_start(texts: Sequence[str], words: HeadWords) -> bool:
    seen = {text for text in texts if text}
    return len(seen) >= FEWEST and any(
        len(text) <= LONGEST_HEAD and (match := words.best((text,))) and match.score >= SURE
        for text in seen
    )


def _is_entry(row: Sequence[Cell]) -> bool:
    """Whether a row holds what only an entry holds: a day, a long number."""
    return any(
        isinstance(cell, date)
        or (isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) >= 100_000)
        or (isinstance(cell, str) and len(cell) < 40 and _LONG_NUMBER.fullmatch(cell.strip()))
        for cell in row
    )


def _lines(grid: Grid, texts: list[list[str]], rows: range) -> tuple[tuple[str, ...], ...]:
    """The lines of each column's head. Without merged cells a common head reaches to the right."""
    merged = any(
        top <= rows[-1] and bottom >= rows[0] and right > left
        for top, left, bottom, right in grid.merged
    )
    table = [list(texts[row]) for row in rows]
    if not merged:
        for upper, lower in pairwise(table):
            for at in range(1, len(upper)):
                if not upper[at] and lower[at] and lower[at - 1] and upper[at - 1]:
                    upper[at] = upper[at - 1]
    columns = []
    for at in range(len(table[0])):
        said: list[str] = []
        for line in table:
            if line[at] and (not said or said[-1] != line[at]):
                said.append(line[at])
        columns.append(tuple(said))
    return tuple(columns)


def _score(
    lines: Sequence[tuple[str, ...]], words: HeadWords, codes: Sequence[CodeWords]
) -> tuple[float, int]:
    best: dict[str, float] = {}
    aside = 0.0
    for parts in lines:
        match = words.best(parts) if parts else None
        if len(parts) > 1 and any(one.exactly(parts[-1]) for one in codes):
            above = words.best(parts[:-1])
            if above is not None and above.field is not None:
                best[" / ".join(parts)] = above.score
                continue
        if match is None or match.score < POSSIBLE:
            continue
        if match.field is None:
            aside += _ASIDE * match.score
        else:
            best[match.field] = max(best.get(match.field, 0.0), match.score)
    return sum(best.values()) + aside, len(best)


def _with_start(grid: Grid, head: Head) -> Head:
    """Leave out a row that numbers the columns, and empty ones."""
    first = head.first
    while first < len(grid.rows) and (not any(grid.rows[first]) or is_numbering(grid.rows[first])):
        first += 1
    return Head(head.rows, head.lines, first, head.fields)


def is_numbering(row: Sequence[Cell]) -> bool:
    """Whether a row only numbers the columns: (1) (2) (3), A B C.

    >>> is_numbering(["(1)", "(2)", "(3)"]), is_numbering([1, 2, 3.0]), is_numbering(["1", "An"])
    (True, True, False)
    """
    filled = [cell for cell in row if cell is not None]
    if len(filled) < FEWEST or any(
        isinstance(cell, str) and len(cell) > 6 and "=" not in cell for cell in filled
    ):
        return False
    texts = [
        str(int(cell)) if isinstance(cell, float) and cell == int(cell) else str(cell).strip()
        for cell in filled
    ]
    if not all(_COUNTING.fullmatch(text) for text in texts):
        return False
    numbers = [int(found[0]) for text in texts if (found := re.findall(r"^\D?\s*(\d+)", text))]
    if len(set(numbers)) == len(numbers) > 2 and all(text[0] in "([" for text in texts):
        return True  # columns were moved after they had been numbered
    rising = sum(b > a for a, b in pairwise(numbers))
    return rising >= 0.7 * max(len(numbers) - 1, 0) and len(numbers) != 1


@dataclass(frozen=True)
class Sorted:
    """Rows that are entries (from 0), and the others with what they are."""

    entries: list[int]
    left_out: list[tuple[int, str]]


def sort_rows(grid: Grid, head: Head, *, telling: Sequence[int], names: Sequence[int]) -> Sorted:
    """Part the entries from totals, notes, groups, repeated heads.

    `telling`: columns that say something of an entry; `names`: those without which it is none.

    >>> grid = Grid("", [["TT", "Họ tên"], [1, "An Thử"], [None, "Tổng cộng: 1"]])
    >>> sort_rows(grid, Head((0,), (("TT",), ("Họ tên",)), 1), telling=[1], names=[1])
    Sorted(entries=[1], left_out=[(2, 'dòng cộng')])
    """
    entries: list[int] = []
    left_out: list[tuple[int, str]] = []
    seen = _words_of(grid, head)
    for at in range(head.first, len(grid.rows)):
        row = grid.rows[at]
        filled = [cell for cell in row if cell is not None]
        if not filled:
            continue
        why = _no_entry(row, filled, seen, telling, names)
        if why is None:
            entries.append(at)
        elif why and len(left_out) < _MOST_LEFT_OUT:
            left_out.append((at, why))
    return Sorted(entries, left_out)


def _no_entry(
    row: Sequence[Cell],
    filled: Sequence[Cell],
    head: frozenset[str],
    telling: Sequence[int],
    names: Sequence[int],
) -> str | None:
    """What a row is if it is no entry; "" if it holds nothing of note; None for an entry."""
    told = [row[at] for at in telling if at < len(row) and row[at] is not None]
    named = [row[at] for at in names if at < len(row) and row[at] is not None]
    if is_numbering(row) and len(filled) > FEWEST and not _is_entry(row):
        return "dòng đánh số cột"
    texts = [cell for cell in filled if isinstance(cell, str)]
    if _is_head_again(row, head):
        return "đầu bảng lặp lại"
    few = len(told) <= max(2, len(telling) // 4)
    if few and not _is_entry(row):
        for text in texts[:3]:
            if why := _kind_of_line(text, alone=len(filled) <= 2):
                return why
    if not told:
        return "" if len(filled) <= 1 else "không có thông tin trong các cột cần đọc"
    if not named and len(told) < 2:
        return "chỉ có một ô, không rõ của ai"
    return None


def _kind_of_line(text: str, *, alone: bool) -> str:
    small = tidy(text).casefold()
    bare = fold(text).strip(" .:-–—*+")
    if _TOTAL.fullmatch(small) or (_BARE_TOTAL.fullmatch(bare) and small.isascii()):
        return "dòng cộng"
    if _NOTE.fullmatch(bare):
        return "dòng ghi chú hoặc chữ ký"
    if _SECTION.fullmatch(small) or _BARE_SECTION.fullmatch(bare):
        return "dòng chia nhóm"
    if alone and _ROMAN.fullmatch(bare):
        return "dòng chia nhóm"
    if alone and len(text) > 60:
        return "dòng ghi chú hoặc chữ ký"
    return ""


def entries_sampled(grid: Grid, head: Head, most: int) -> Iterator[Sequence[Cell]]:
    """Some rows spread over the table, to see what its columns hold.

    >>> head = Head((0,), (), 1)
    >>> list(entries_sampled(Grid("", [["a"], ["An", 7], [], ["Ba", 8]]), head, 10))
    [['An', 7], ['Ba', 8]]
    """
    lines = _words_of(grid, head)
    filled = [
        (number, row)
        for row in grid.rows[head.first :]
        if (number := sum(cell is not None for cell in row)) >= FEWEST
        and not is_numbering(row)
        and not _is_head_again(row, lines)
    ]
    usual = sorted(number for number, _ in filled)[len(filled) // 2] if filled else 0
    step = max(1, -(-len(filled) // most))
    for number, row in filled[::step]:
        if number >= _FULL * usual:
            yield row


def _words_of(grid: Grid, head: Head) -> frozenset[str]:
    """The texts of the head as they stand in their cells."""
    return frozenset(cell for at in head.rows for cell in grid.rows[at] if isinstance(cell, str))


def _is_head_again(row: Sequence[Cell], words: frozenset[str]) -> bool:
    heads = sum(cell in words for cell in row)
    return heads >= FEWEST and heads >= 0.6 * sum(cell is not None for cell in row)
