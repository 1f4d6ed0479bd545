"""Files of figures: a form filled in as a sheet, lists of values, lists of happenings.

Everything that is wrong is said at once, cell by cell; nothing is stored from here.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final

from caunoi.indicators.actions.happenings import HappeningRow
from caunoi.indicators.actions.values import ValueRow
from caunoi.indicators.models import Definition, Indicator, ReportingForm, ReportingUnit
from caunoi.indicators.queries.catalogue import catalogue
from caunoi.indicators.queries.entries import Entry, read_entry
from caunoi.indicators.queries.submissions import definitions_of, indicators_of
from caunoi_engine.sheets.cells import letter
from caunoi_engine.sheets.rows import Cell
from caunoi_engine.sheets.words import key_of
from caunoi_engine.text.encodings import restore_rows
from caunoi_kit.office.opening import PAGE, RAW, CannotRead, Limits, open_book
from caunoi_kit.ui import typed
from caunoi_rules.periods import Period, period_of

__all__ = [
    "Fault",
    "FormFile",
    "HappeningsFile",
    "ValuesFile",
    "read_form_file",
    "read_happenings_file",
    "read_values_file",
]

HEAD_WITHIN: Final = 15  # rows from the top in which the head of a table stands
LATEST_YEAR: Final = 2100
LONGEST_KEY: Final = 80
LONGEST_KIND: Final = 40
LONGEST_NOTE: Final = 200
LONGEST_COUNT: Final = 12  # digits
MOST_QUANTITY: Final = 2_000_000_000
EMPTY: Final = frozenset({"", "-", "–", "x", "…", "..."})

UNIT: Final = ("ma don vi", "don vi", "ma xa", "unit", "ma")
INDICATOR: Final = ("ma chi tieu", "chi tieu", "indicator", "ma")
PERIOD: Final = ("ky", "ky bao cao", "period")
VALUE: Final = ("gia tri", "so lieu", "ky nay", "value")
KEY: Final = ("ma", "ma su viec", "key")
DAY: Final = ("ngay", "date")
QUANTITY: Final = ("so luong", "quantity")
AMOUNT: Final = ("so tien", "so tien dong", "amount")
NOTE: Final = ("ghi chu", "note")
KIND: Final = ("phan loai", "kind")
METHOD: Final = ("cach uoc tinh", "method")
LOW: Final = ("thap nhat", "low")
HIGH: Final = ("cao nhat", "high")
SOURCE: Final = ("tai lieu", "source")
_CODE_IN_HEAD = re.compile(r"\[([A-Za-z0-9_-]+)\]\s*$")


@dataclass(frozen=True)
class Fault:
    """What is wrong in a cell ("" for the whole file): what stood there, why, what to do."""

    cell: str
    value: str
    why: str


@dataclass
class FormFile:
    """Figures of a form by unit; None where a cell was left empty is not told: nothing changes."""

    values: dict[ReportingUnit, dict[str, Entry]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


@dataclass
class ValuesFile:
    rows: list[ValueRow] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


@dataclass
class HappeningsFile:
    rows: dict[ReportingUnit, list[HappeningRow]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True)
class _Table:
    """The rows under a head: `columns` by what they hold."""

    columns: Mapping[str, int]
    rows: Sequence[tuple[int, Sequence[Cell]]]  # number of the row from 1, its cells

    def text(self, cells: Sequence[Cell], what: str) -> str:
        at = self.columns.get(what)
        return _text(cells[at]) if at is not None and at < len(cells) else ""

    def where(self, number: int, what: str) -> str:
        return f"{letter(self.columns[what])}{number}" if what in self.columns else f"A{number}"


def read_form_file(
    content: bytes,
    *,
    name: str,
    form: ReportingForm,
    period: Period,
    units: Sequence[ReportingUnit],
    limits: Limits = PAGE,
) -> FormFile:
    """A form as it was filled in: units as rows and indicators as columns, or one unit with
    indicators as rows. Raises CannotRead when it is no table of this form.
    """
    indicators = indicators_of(form)
    definitions = definitions_of(indicators, on=period.last)
    by_code = {each.code: each for each in indicators if each.pk in definitions}
    names = _names_of(by_code, definitions)
    grid = _rows(content, name, limits)

    def known(head: str) -> str | None:
        found = _CODE_IN_HEAD.search(head)
        if found and found[1] in by_code:
            return found[1]
        return names.get(key_of(head)) or ("UNIT" if key_of(head) in UNIT[:-1] else None)

    if (wide := _table(grid, known, needs=("UNIT",), least=2)) is not None and len(
        wide.columns
    ) > 1:
        return _wide(wide, by_code, definitions, units)
    long = _table(grid, _words({"INDICATOR": INDICATOR, "VALUE": VALUE, "UNIT": UNIT[:3]}),
                  needs=("INDICATOR", "VALUE"))  # fmt: skip
    if long is None:
        raise CannotRead(
            f"Tệp {name} không giống biểu «{form.name}»: không thấy dòng tiêu đề. "
            "Tải mẫu của biểu về, ghi số rồi tải lên."
        )
    return _long(long, by_code, definitions, units, names)


def read_values_file(
    content: bytes,
    *,
    name: str,
    unit: ReportingUnit | None = None,
    limits: Limits = PAGE,
    estimates: bool = False,
) -> ValuesFile:
    """A list of values of any indicators: unit, indicator, period, value; of estimates also how
    each was found.
    """
    needs = ["INDICATOR", "PERIOD", "VALUE"] + ([] if unit is not None else ["UNIT"])
    words = {"UNIT": UNIT[:-1], "INDICATOR": INDICATOR, "PERIOD": PERIOD, "VALUE": VALUE}
    if estimates:
        words |= {"METHOD": METHOD, "LOW": LOW, "HIGH": HIGH, "SOURCE": SOURCE}
        needs.append("METHOD")
    table = _table(_rows(content, name, limits), _words(words), needs=needs)
    if table is None:
        more = ", Cách ước tính" if estimates else ""
        raise CannotRead(
            f"Tệp {name} cần một dòng tiêu đề có các cột: Đơn vị, Chỉ tiêu, Kỳ, Giá trị{more}."
        )
    read, known = ValuesFile(), catalogue()
    units = {each.code.upper(): each for each in ReportingUnit.objects.select_related("place")}
    indicators = {each.code.lower(): each for each in Indicator.objects.all()}
    seen: dict[tuple[int, int, date, date], str] = {}
    for number, cells in table.rows:
        said = {what: table.text(cells, what) for what in table.columns}
        of_row = _Faults(table, number, said)
        whose = unit or of_row.look("UNIT", units, said.get("UNIT", "").upper(), "đơn vị báo cáo")
        what = of_row.look("INDICATOR", indicators, said["INDICATOR"].lower(), "chỉ tiêu")
        row = None
        if whose is not None and what is not None:
            row = of_row.value_row(whose, what, known.by_indicator.get(what.pk, ()))
        if row is not None and (first := seen.get(row.place)):
            of_row.add(
                "INDICATOR", f"Trùng với ô {first}: cùng đơn vị, chỉ tiêu và kỳ. Bỏ một dòng."
            )
        elif row is not None:
            seen[row.place] = row.where
            read.rows.append(row)
        read.faults += of_row.faults
    return read


def read_happenings_file(
    content: bytes,
    *,
    name: str,
    units: Sequence[ReportingUnit],
    on: date,
    limits: Limits = PAGE,
) -> HappeningsFile:
    """A list of happenings; the column of units may be missing when there is one unit only."""
    words = {
        "KEY": KEY,
        "DAY": DAY,
        "UNIT": UNIT[:-1],
        "QUANTITY": QUANTITY,
        "AMOUNT": AMOUNT,
        "NOTE": NOTE,
        "KIND": KIND,
    }
    alone = units[0] if len(units) == 1 else None
    needs = ["KEY", "DAY"] + ([] if alone is not None else ["UNIT"])
    table = _table(_rows(content, name, limits), _words(words), needs=needs)
    if table is None:
        raise CannotRead(
            f"Tệp {name} cần một dòng tiêu đề có các cột: Mã, Ngày, Đơn vị, Số lượng, Số tiền, "
            "Ghi chú."
        )
    read = HappeningsFile()
    by_code = {each.code.upper(): each for each in units}
    seen: dict[tuple[int, str], int] = {}
    for number, cells in table.rows:
        said = {what: table.text(cells, what) for what in table.columns}
        of_row = _Faults(table, number, said)
        code = said.get("UNIT", "").upper()
        unit = alone if alone is not None and not code else None
        unit = unit or of_row.look("UNIT", by_code, code, "đơn vị báo cáo")
        row = of_row.happening(on)
        if unit is not None and row is not None:
            if (first := seen.get((unit.pk, row.key))) is not None:
                of_row.add("KEY", f"Mã này đã có ở dòng {first}. Mỗi sự việc một mã.")
            else:
                seen[unit.pk, row.key] = number
                read.rows.setdefault(unit, []).append(row)
        read.faults += of_row.faults
    return read


def _wide(
    table: _Table,
    by_code: Mapping[str, Indicator],
    definitions: Mapping[int, Definition],
    units: Sequence[ReportingUnit],
) -> FormFile:
    read = FormFile()
    by_unit = {each.code.upper(): each for each in units}
    by_unit |= {each.name.upper(): each for each in units if each.name.upper() not in by_unit}
    seen: dict[int, int] = {}
    for number, cells in table.rows:
        said = {what: table.text(cells, what) for what in table.columns}
        of_row = _Faults(table, number, said)
        unit = of_row.look("UNIT", by_unit, said["UNIT"].upper(), "đơn vị lập biểu này")
        if unit is not None and unit.pk in seen:
            of_row.add("UNIT", f"{unit.name} đã có ở dòng {seen[unit.pk]}. Bỏ một dòng.")
        elif unit is not None:
            seen[unit.pk] = number
        values = {}
        for code in by_code:
            if code in said and (entry := of_row.entry(code, definitions[by_code[code].pk])):
                values[code] = entry
        if unit is not None and values:
            read.values[unit] = values
        read.faults += of_row.faults
    return read


def _long(
    table: _Table,
    by_code: Mapping[str, Indicator],
    definitions: Mapping[int, Definition],
    units: Sequence[ReportingUnit],
    names: Mapping[str, str],
) -> FormFile:
    read = FormFile()
    by_unit = {each.code.upper(): each for each in units}
    for number, cells in table.rows:
        said = {what: table.text(cells, what) for what in table.columns}
        of_row = _Faults(table, number, said)
        if said.get("UNIT") or len(units) != 1:
            unit = of_row.look("UNIT", by_unit, said.get("UNIT", "").upper(), "đơn vị lập biểu này")
        else:
            unit = units[0]
        code = names.get(key_of(said["INDICATOR"]), said["INDICATOR"].lower())
        indicator = of_row.look("INDICATOR", by_code, code, "chỉ tiêu của biểu này")
        entry = of_row.entry("VALUE", definitions[indicator.pk]) if indicator is not None else None
        if unit is not None and indicator is not None and entry is not None:
            values = read.values.setdefault(unit, {})
            if indicator.code in values:
                of_row.add("INDICATOR", "Chỉ tiêu này có hai dòng. Bỏ một dòng.")
            values[indicator.code] = entry
        read.faults += of_row.faults
    return read


class _Faults:
    """One row being read: what is understood of it, and all that is wrong."""

    def __init__(self, table: _Table, number: int, said: Mapping[str, str]) -> None:
        self.table, self.number, self.said = table, number, said
        self.faults: list[Fault] = []

    def add(self, what: str, why: str) -> None:
        where = self.table.where(self.number, what)
        self.faults.append(Fault(where, self.said.get(what, "")[:60], why))

    def look(self, what: str, known: Mapping[str, object], code: str, words: str):
        """The record of a code; None, and a fault, when there is none."""
        if code in known:
            return known[code]
        if not code:
            self.add(what, f"Thiếu mã {words}.")
        else:
            self.add(what, f"Không có {words} nào là «{code[:40]}». Xem lại mã trong tệp mẫu.")
        return None

    def entry(self, what: str, definition: Definition) -> Entry | None:
        text = self.said.get(what, "")
        if text.lower() in EMPTY:
            return None
        try:
            return read_entry(text, definition)
        except typed.CannotRead as fault:
            self.add(what, f"{definition.short_name}: {fault}")
            return None

    def value_row(
        self, unit: ReportingUnit, indicator: Indicator, versions: Sequence[Definition]
    ) -> ValueRow | None:
        if not versions:
            self.add("INDICATOR", "Chỉ tiêu này chưa có định nghĩa. Báo quản trị.")
            return None
        try:
            span = period_of(self.said["PERIOD"], calendar=versions[0].calendar)
        except ValueError as fault:
            self.add("PERIOD", str(fault))
            return None
        definition = next((d for d in versions if d.valid_from <= span.last), versions[-1])
        if not self.said["VALUE"]:
            self.add("VALUE", "Thiếu giá trị. Ghi số, hoặc bỏ cả dòng.")
        entry = self.entry("VALUE", definition)
        if entry is None:
            return None
        where = self.table.where(self.number, "VALUE")
        return ValueRow(
            unit, indicator, definition, span.first, span.last, entry, where,
            method=self.said.get("METHOD", ""), source=self.said.get("SOURCE", ""),
            low=self.entry("LOW", definition), high=self.entry("HIGH", definition),
        )  # fmt: skip

    def happening(self, on: date) -> HappeningRow | None:
        before = len(self.faults)
        key = self.said["KEY"]
        if not key or len(key) > LONGEST_KEY:
            self.add("KEY", f"Mỗi sự việc cần một mã riêng, tới {LONGEST_KEY} ký tự.")
        day = self._day(on)
        quantity = self._count()
        amount = self._money()
        kind, note = self.said.get("KIND", ""), self.said.get("NOTE", "")
        if len(kind) > LONGEST_KIND:
            self.add("KIND", f"Phân loại dài quá {LONGEST_KIND} ký tự. Viết gọn lại.")
        if len(note) > LONGEST_NOTE:
            self.add("NOTE", f"Ghi chú dài quá {LONGEST_NOTE} ký tự. Viết gọn lại.")
        if len(self.faults) > before or day is None:
            return None
        return HappeningRow(key, day, quantity, amount, kind, note)

    def _day(self, on: date) -> date | None:
        try:
            day = typed.read_day(self.said["DAY"], latest_year=on.year)
        except typed.CannotRead as fault:
            self.add("DAY", str(fault))
            return None
        if day > on:
            self.add("DAY", f"Ngày {day:%d/%m/%Y} còn chưa tới. Ghi ngày đã xảy ra.")
        return day

    def _count(self) -> int:
        text = self.said.get("QUANTITY", "")
        if not text:
            return 1
        digits = re.sub(r"(?<=\d)[. ](?=\d{3})", "", text)
        counts = len(digits) <= LONGEST_COUNT and digits.isascii() and digits.isdigit()
        if not counts or not 1 <= int(digits) <= MOST_QUANTITY:
            self.add("QUANTITY", "Số lượng là số nguyên từ 1 trở lên, ví dụ 12.")
            return 1
        return int(digits)

    def _money(self) -> int | None:
        text = self.said.get("AMOUNT", "")
        if not text:
            return None
        try:
            return typed.read_money(text)
        except typed.CannotRead as fault:
            self.add("AMOUNT", str(fault))
            return None


def _rows(content: bytes, name: str, limits: Limits) -> list[Sequence[Cell]]:
    """The rows of the first visible sheet that holds something, letters brought back."""
    book = open_book(content, name=name, limits=limits)
    filled = [one for one in book.sheets if any(any(row) for row in one.rows)]
    if not filled:
        raise CannotRead(f"Tệp {name} không có dòng nào. Chọn lại tệp.")
    sheet = next((one for one in filled if not one.hidden), filled[0])
    rows, _, _ = restore_rows(sheet.rows, raw=book.encoding == RAW)
    return list(rows)


def _table(
    grid: Sequence[Sequence[Cell]],
    known: Callable[[str], str | None],
    *,
    needs: Sequence[str],
    least: int = 1,
) -> _Table | None:
    """The table whose head says all that is needed; None if there is none."""
    for at, cells in enumerate(grid[:HEAD_WITHIN]):
        columns: dict[str, int] = {}
        for index, cell in enumerate(cells):
            what = known(_text(cell)) if cell is not None else None
            if what is not None:
                columns.setdefault(what, index)
        if len(columns) >= least and all(each in columns for each in needs):
            rows = [
                (number, row)
                for number, row in enumerate(grid[at + 1 :], start=at + 2)
                if any(_text(cell) for cell in row)
            ]
            return _Table(columns, rows)
    return None


def _words(words: Mapping[str, Sequence[str]]) -> Callable[[str], str | None]:
    """What a head means, by the first list that has it."""
    meant = {word: what for what, spelled in reversed(list(words.items())) for word in spelled}
    return lambda head: meant.get(key_of(head))


def _names_of(
    by_code: Mapping[str, Indicator], definitions: Mapping[int, Definition]
) -> dict[str, str]:
    """Names of indicators to their codes; a name that two of them have is none of them."""
    names: dict[str, str | None] = {}
    for key, code in _spelled(by_code, definitions):
        names[key] = code if names.get(key, code) == code else None
    return {key: code for key, code in names.items() if code is not None}


def _spelled(
    by_code: Mapping[str, Indicator], definitions: Mapping[int, Definition]
) -> Iterator[tuple[str, str]]:
    for code, indicator in by_code.items():
        definition = definitions[indicator.pk]
        yield key_of(code), code
        for name in {definition.short_name, definition.name}:
            yield key_of(name), code
            yield key_of(f"{name} ({definition.get_unit_display()})"), code


def _text(cell: Cell) -> str:
    """A cell as it would be typed: 4.87 is "4,87", a day is dd/mm/yyyy."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "Có" if cell else "Không"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, float):
        return format(Decimal(repr(cell)).normalize(), "f").replace(".", ",")
    return " ".join(str(cell).replace("\0", " ").split())
