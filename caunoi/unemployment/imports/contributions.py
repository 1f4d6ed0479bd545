"""A sheet of somebody's insurance book becomes lines of contributions.

Columns are found by their names, in any order: from, to, wage, region, employer. All faults are
told at once, each with its line, and nothing of a file with faults is used.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from caunoi.unemployment.choices import ContributionSource
from caunoi.unemployment.queries.case import MOST_ROWS, Row
from caunoi.unemployment.queries.months import read_month
from caunoi_engine.text.folding import fold
from caunoi_kit.office import sheets
from caunoi_kit.ui.typed import CannotRead, read_money

MOST_FAULTS: Final = 50
# Words in the head of a column, folded; the first that fits wins.
HEADS: Final = {
    "first": ("tu thang", "tu", "thang dau", "from"),
    "last": ("den thang", "den", "thang cuoi", "to"),
    "wage": ("tien luong", "luong", "muc dong", "can cu dong", "wage"),
    "region": ("vung", "region"),
    "employer": ("don vi", "noi lam viec", "ten don vi", "employer"),
}
REGIONS: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


class CannotUse(Exception):
    """The sheet cannot be used; `faults` has every reason in Vietnamese."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__(" ".join(faults))


@dataclass(frozen=True)
class _Heads:
    where: dict[str, int]
    row: int


def rows_of(content: bytes, *, name: str, region: int | None) -> list[Row]:
    """The lines of a sheet. `region` is used where the sheet has none. Raises CannotUse."""
    try:
        table = sheets.read(content, name=name)
    except sheets.CannotRead as refusal:
        raise CannotUse([str(refusal)]) from refusal
    heads = _heads(table)
    rows: list[Row] = []
    faults: list[str] = []
    for number, cells in enumerate(table[heads.row + 1 :], heads.row + 2):
        if not any(cell.strip() for cell in cells):
            continue
        try:
            rows.append(_row(cells, heads.where, region))
        except CannotRead as fault:
            faults.append(f"Dòng {number}: {fault}")
    if len(rows) > MOST_ROWS:
        faults.append(f"Tệp có {len(rows)} dòng, nhiều nhất {MOST_ROWS}. Gộp tháng cùng lương.")
    if not rows and not faults:
        faults.append("Tệp không có dòng nào. Kiểm tra lại tệp.")
    if faults:
        raise CannotUse(faults[:MOST_FAULTS])
    return rows


def _heads(table: list[list[str]]) -> _Heads:
    for number, cells in enumerate(table[:10]):
        folded = [fold(cell) for cell in cells]
        where = {
            what: found
            for what, words in HEADS.items()
            if (found := _column(folded, words)) is not None
        }
        if {"first", "last", "wage"} <= where.keys():
            return _Heads(where, number)
    raise CannotUse(
        ["Tệp cần ba cột: Từ tháng, Đến tháng, Tiền lương. Thêm tên cột ở dòng đầu rồi đọc lại."]
    )


def _column(folded: list[str], words: tuple[str, ...]) -> int | None:
    for word in words:
        for index, cell in enumerate(folded):
            if cell == word or cell.startswith(f"{word} "):
                return index
    return None


def _row(cells: list[str], where: dict[str, int], region: int | None) -> Row:
    told = {
        what: cells[index].strip() if index < len(cells) else "" for what, index in where.items()
    }
    used = REGIONS.get(fold(told.get("region", "")).removeprefix("vung").strip(), region)
    if used is None:
        raise CannotRead("chưa rõ vùng. Ghi I, II, III hoặc IV.")
    return Row(
        first=_month(told["first"]),
        last=_month(told["last"]),
        wage=read_money(told["wage"].removesuffix(".0")),
        region=used,
        employer=told.get("employer", "")[:300],
        source=ContributionSource.FILE,
    )


def _month(text: str) -> date:
    """A month as typed, or a day of it as spreadsheets keep it."""
    for form in ("%d/%m/%Y", "%Y-%m-%d", "%Y-%m-%d %H:%M:%S"):
        try:
            return datetime.strptime(text, form).date().replace(day=1)  # noqa: DTZ007  a month
        except ValueError:
            continue
    return read_month(text)
