"""A whole table understood: its columns, its rows, all that is wrong, all that must be asked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Final

from caunoi_engine.sheets.asking import ask_of_codes, ask_of_days, is_birth
from caunoi_engine.sheets.cells import NOTHING, Flaw, Understood
from caunoi_engine.sheets.columns import Meanings, find_columns
from caunoi_engine.sheets.days import (
    DAY_FIRST,
    Reach,
    read_day,
)
from caunoi_engine.sheets.grid import Grid
from caunoi_engine.sheets.numbers import (
    read_count,
    read_identity,
    read_insurance,
    read_money,
    read_passport,
    read_phone,
    read_tax,
    year_of,
)
from caunoi_engine.sheets.rows import (
    Cell,
    Column,
    Fault,
    FieldSpec,
    Kind,
    Reading,
    Row,
    Value,
)
from caunoi_engine.sheets.tables import (
    entries_sampled,
    find_head,
    sort_rows,
    without_head,
)
from caunoi_engine.sheets.words import by_number, mark_of
from caunoi_engine.text.folding import fold, tidy
from caunoi_engine.text.names import proper_case

SAMPLE: Final = 400  # entries that show what the columns hold
LONGEST_TEXT: Final = 300
BIRTH: Final = "birth_date"
YOUNGEST: Final = 15
_SCALES: Final = (
    ("trieu", 1_000_000),
    ("nghin", 1_000),
    ("ngan", 1_000),
    ("1000d", 1_000),
    ("1.000d", 1_000),
    ("1000 d", 1_000),
)
Read = Callable[[Cell], Understood]


class NoTable(ValueError):
    """No table was found in the sheet."""


@dataclass(frozen=True)
class _Plan:
    """How the columns are read: plain fields, tick columns, days under a code."""

    plain: dict[str, int]
    ticks: dict[str, list[tuple[int, str]]]
    days: dict[str, list[tuple[int, str]]]  # field → (column, code of the sex)
    letters: dict[str, str]
    readers: dict[str, Read]
    doubts: Mapping[tuple[int, int], str]


def read_table(
    grid: Grid,
    meanings: Meanings,
    *,
    on: date,
    columns: Mapping[int, str | None] | None = None,
    answers: Mapping[str, str] | None = None,
    encoding: str = "",
    doubts: Mapping[tuple[int, int], str] = MappingProxyType({}),
) -> Reading:
    """Read one sheet. Raises NoTable if nothing in it is like the fields asked for.

    `doubts`: cells (row, column from 0) whose letters are spoilt, with the likeliest text.

    >>> specs = (FieldSpec("full_name", "Họ và tên", Kind.NAME, (), required=True),
    ...          FieldSpec("phone", "Điện thoại", Kind.PHONE, ()))
    >>> grid = Grid("Thôn 1", [["Họ tên", "Điện thoại"], ["NGUYỄN VĂN THỬ", 912345678]])
    >>> [row] = read_table(grid, Meanings.of(specs), on=date(2026, 3, 2)).rows
    >>> row.number, row.values
    (2, {'full_name': 'Nguyễn Văn Thử', 'phone': '0912345678'})
    """
    head = find_head(grid, meanings.heads, tuple(meanings.codes.values())) or without_head(grid)
    if head is None:
        raise NoTable(grid.name)
    sample = list(entries_sampled(grid, head, SAMPLE))
    found = find_columns(head.lines, sample, meanings, on=on, confirmed=columns or {})
    mapped = [one for one in found if one.field]
    if len(mapped) < 2:
        raise NoTable(grid.name)
    needed = [one.index for one in mapped if _is_needed(one, meanings)] or [
        one.index for one in mapped
    ]
    parted = sort_rows(grid, head, telling=[one.index for one in mapped], names=needed)
    said = answers or {}
    reaches, questions = ask_of_days(grid, parted.entries, mapped, meanings, on, said)
    numbers, asked = ask_of_codes(grid, parted.entries, mapped, meanings, said)
    questions += asked
    plan = _plan(mapped, meanings, reaches, numbers, doubts)
    rows = tuple(_row(grid, at, plan, meanings, on) for at in parted.entries)
    if grid.hidden_rows:
        rows = tuple(_seen(row, grid, mapped[0]) for row in rows)
    return Reading(
        sheet=grid.name,
        encoding=encoding,
        head_rows=tuple(row + 1 for row in head.rows),
        columns=tuple(found),
        rows=rows,
        left_out=tuple((at + 1, why) for at, why in parted.left_out),
        questions=tuple(questions),
    )


def likeness(grid: Grid, meanings: Meanings, *, on: date) -> tuple[int, int, int]:
    """How much a sheet is like such a list: needed fields it has, all fields, its entries.

    >>> specs = (FieldSpec("full_name", "Họ tên", Kind.NAME, (), required=True),
    ...          FieldSpec("sex", "Giới tính", Kind.SEX, (), codes={"nam": "MALE"}))
    >>> grid = Grid("", [["Họ tên", "Giới tính"], ["An Thử", "Nam"]])
    >>> likeness(grid, Meanings.of(specs), on=date(2026, 3, 2))
    (1, 2, 1)
    """
    head = find_head(grid, meanings.heads, tuple(meanings.codes.values()))
    if head is None:
        return 0, 0, 0
    sample = list(entries_sampled(grid, head, SAMPLE))
    found = find_columns(head.lines, sample, meanings, on=on, confirmed={})
    mapped = [one for one in found if one.field]
    fields = {(one.field or "").partition("=")[0] for one in mapped}
    needed = [one.index for one in mapped if _is_needed(one, meanings)]
    if len(mapped) < 2 or not needed:
        return 0, 0, 0
    parted = sort_rows(grid, head, telling=[one.index for one in mapped], names=needed)
    required = sum(meanings.specs[field].required for field in fields)
    return required, len(fields), len(parted.entries)


def read_row(
    values: Mapping[str, Value],
    typed: Mapping[str, str],
    meanings: Meanings,
    *,
    number: int,
    on: date,
    letters: Mapping[str, str],
) -> Row:
    """A row with some fields typed anew, the whole of it checked again.

    >>> specs = (FieldSpec("phone", "Điện thoại", Kind.PHONE, ()),)
    >>> read_row({"phone": None}, {"phone": "912 345 678"}, Meanings.of(specs), number=5,
    ...          on=date(2026, 3, 2), letters={"phone": "C"}).values
    {'phone': '0912345678'}
    """
    reader = {
        code: _reader(spec, meanings, Reach(on=on, births=is_birth(code), order=DAY_FIRST), "")
        for code, spec in meanings.specs.items()
    }
    found: dict[str, tuple[Cell, Understood]] = {}
    for code, spec in meanings.specs.items():
        if code in typed:
            cell = typed[code].strip() or None
            found[code] = (cell, NOTHING if spec.kind is Kind.IDENTITY else reader[code](cell))
        elif code in values:
            found[code] = (_as_cell(values[code]), Understood(values[code]))
    return _checked(found, meanings, letters, number, on)


def _as_cell(value: Value) -> Cell:
    return value


def _is_needed(column: Column, meanings: Meanings) -> bool:
    field = (column.field or "").partition("=")[0]
    spec = meanings.specs.get(field)
    return spec is not None and (
        spec.kind in {Kind.NAME, Kind.IDENTITY} or (spec.required and spec.kind is not Kind.SEX)
    )


# --- How each field is read ---


def _plan(
    mapped: Sequence[Column],
    meanings: Meanings,
    reaches: Mapping[int, Reach],
    numbers: Mapping[int, Mapping[str, str]],
    doubts: Mapping[tuple[int, int], str],
) -> _Plan:
    plan = _Plan({}, {}, {}, {}, {}, doubts)
    for column in mapped:
        field, mark, code = (column.field or "").partition("=")
        spec = meanings.specs[field]
        plan.letters.setdefault(field, column.letter)
        if mark and spec.kind is Kind.DAY:
            plan.days.setdefault(field, []).append((column.index, code))
        elif mark:
            plan.ticks.setdefault(field, []).append((column.index, code))
        else:
            plan.plain[field] = column.index
        reach = reaches.get(column.index, Reach(on=date.min))
        plan.readers[field] = _reader(spec, meanings, reach, column.head)
        if column.index in numbers:
            plan.readers[field] = by_number(meanings.codes[field], numbers[column.index])
    return plan


def _reader(  # noqa: PLR0911  one kind after the other
    spec: FieldSpec, meanings: Meanings, reach: Reach, head: str
) -> Read:
    match spec.kind:
        case Kind.NAME:
            return _remembered(_read_name)
        case Kind.DAY:
            return _remembered(lambda cell: read_day(cell, reach))
        case Kind.CODE | Kind.SEX:
            return meanings.codes[spec.code].read
        case Kind.PHONE:
            return read_phone
        case Kind.PASSPORT:
            return read_passport
        case Kind.INSURANCE:
            return read_insurance
        case Kind.TAX:
            return read_tax
        case Kind.NUMBER:
            return read_count
        case Kind.MONEY:
            scale = next((by for words, by in _SCALES if words in fold(head)), 1)
            return lambda cell: read_money(cell, scale)
        case Kind.IDENTITY:
            return lambda cell: NOTHING  # read with the rest of its row
        case _:
            return _remembered(_read_text)


def _remembered(read: Read) -> Read:
    """The same cell is understood once: columns repeat themselves."""
    known: dict[tuple[type, Cell], Understood] = {}

    def remember(cell: Cell) -> Understood:
        key = (type(cell), cell)
        if key not in known:
            known[key] = read(cell)
        return known[key]

    return remember


def _read_name(cell: Cell) -> Understood:
    if cell is None:
        return NOTHING
    name = proper_case(str(cell).strip(" .,;*-"))
    if not name:
        return NOTHING
    if any(map(str.isdigit, name)) or isinstance(cell, int | float | date):
        words = f"«{cell}» không phải họ tên. Ghi họ và tên như trên giấy tờ."
        return Understood(None, Flaw("NAME_UNREAD", words))
    if " " not in name:
        words = f"«{name}» chỉ có một chữ. Xem lại họ và tên."
        return Understood(name, Flaw("NAME_SHORT", words, name, stops=False))
    return Understood(name)


def _read_text(cell: Cell) -> Understood:
    if cell is None:
        return NOTHING
    if isinstance(cell, date):
        return Understood(f"{cell:%d/%m/%Y}")
    if isinstance(cell, bool):
        return Understood("Có" if cell else "Không")
    text = tidy(str(cell))
    if len(text) > LONGEST_TEXT:
        words = f"Ô dài {len(text)} ký tự, nhiều nhất {LONGEST_TEXT}. Viết gọn lại."
        return Understood(None, Flaw("TEXT_LONG", words, text[:LONGEST_TEXT]))
    return Understood(text or None)


# --- One row ---


def _seen(row: Row, grid: Grid, first: Column) -> Row:
    """A row that the file hides is read, and that is said: it may have been left out on purpose."""
    if row.number not in grid.hidden_rows:
        return row
    words = f"Dòng {row.number} đang bị ẩn trong tệp. Xem có cần nhận không."
    flaw = Flaw("ROW_HIDDEN", words, stops=False)
    cell = grid.cell(row.number - 1, first.index)
    fault = _fault(first.field or "", cell, flaw, {first.field or "": first.letter}, row.number)
    return replace(row, faults=(*row.faults, fault))


def _row(grid: Grid, at: int, plan: _Plan, meanings: Meanings, on: date) -> Row:
    cells = grid.rows[at]
    width = len(cells)
    found: dict[str, tuple[Cell, Understood]] = {}
    for field, column in plan.plain.items():
        cell = cells[column] if column < width else None
        spoilt = plan.doubts.get((at, column)) if plan.doubts else None
        read = plan.readers[field](cell) if spoilt is None else _spoilt(str(cell), spoilt)
        found[field] = (cell, read)
    for field, columns in plan.ticks.items():
        ticked = _ticked(cells, columns, meanings.specs[field])
        if field not in found or found[field][1] is NOTHING:
            found[field] = ticked
    for field, columns in plan.days.items():
        _day_under(cells, field, columns, plan, found)
    return _checked(found, meanings, plan.letters, at + 1, on)


def _spoilt(text: str, likeliest: str) -> Understood:
    words = f"«{text}» bị lỗi phông chữ. Nhập lại cho đúng."
    return Understood(None, Flaw("ENCODING", words, likeliest or None))


def _ticked(
    cells: Sequence[Cell], columns: Sequence[tuple[int, str]], spec: FieldSpec
) -> tuple[Cell, Understood]:
    ticks = {code: mark_of(cells[at] if at < len(cells) else None) for at, code in columns}
    odd = [cells[at] for at, code in columns if ticks[code] is None]
    codes = list(dict.fromkeys(code for _, code in columns if ticks[code]))
    if odd:
        words = f"«{odd[0]}» không phải dấu chọn. Đánh x vào đúng một cột."
        return odd[0], Understood(None, Flaw("TICK_UNREAD", words))
    if len(codes) > 1 and not spec.many:
        return "x", Understood(
            None, Flaw("TICK_SEVERAL", f"{spec.label}: đánh dấu nhiều cột. Giữ một.")
        )
    return ("x" if codes else None), Understood(",".join(codes) or None)


def _day_under(
    cells: Sequence[Cell],
    field: str,
    columns: Sequence[tuple[int, str]],
    plan: _Plan,
    found: dict[str, tuple[Cell, Understood]],
) -> None:
    """A day of birth that stands under "Nam" or "Nữ" says both."""
    filled = [
        (cells[at], code) for at, code in columns if at < len(cells) and cells[at] is not None
    ]
    if len(filled) == 1:
        cell, code = filled[0]
        found[field] = (cell, plan.readers[field](cell))
        if found.get("sex", (None, NOTHING))[1] is NOTHING:
            found["sex"] = (None, Understood(code))
    elif filled:
        flaw = Flaw("TICK_SEVERAL", "Ngày sinh ghi cả cột Nam và cột Nữ. Giữ một.")
        found[field] = (filled[0][0], Understood(None, flaw))


def _checked(
    found: Mapping[str, tuple[Cell, Understood]],
    meanings: Meanings,
    letters: Mapping[str, str],
    number: int,
    on: date,
) -> Row:
    values: dict[str, Value] = {field: read.value for field, (_, read) in found.items()}
    faults = [
        _fault(field, cell, read.flaw, letters, number)
        for field, (cell, read) in found.items()
        if read.flaw is not None
    ]
    for field, (cell, _) in found.items():
        if meanings.specs[field].kind is Kind.IDENTITY and cell is not None:
            read = read_identity(cell, birth=values.get(BIRTH), sex=values.get("sex"))
            values[field] = read.value
            if read.flaw is not None:
                faults.append(_fault(field, cell, read.flaw, letters, number))
    for field, spec in meanings.specs.items():
        if (
            spec.required
            and values.get(field) is None
            and not any(f.field == field for f in faults)
        ):
            words = f"Thiếu {spec.label.lower()}."
            faults.append(_fault(field, None, Flaw("REQUIRED", words), letters, number))
    year = year_of(values.get(BIRTH))
    if year is not None and on.year - year < YOUNGEST:
        flaw = Flaw(
            "YOUNG", f"Chưa đủ {YOUNGEST} tuổi: sinh năm {year}.", values[BIRTH], stops=False
        )
        faults.append(_fault(BIRTH, values[BIRTH], flaw, letters, number))
    return Row(number, values, tuple(faults))


def _fault(
    field: str, cell: Cell | Value, flaw: Flaw, letters: Mapping[str, str], number: int
) -> Fault:
    where = f"{letters.get(field, '')}{number}"
    said = "" if cell is None else f"{cell:%d/%m/%Y}" if isinstance(cell, date) else str(cell)
    return Fault(where, field, said, flaw.kind, flaw.message, flaw.proposal, flaw.stops)
