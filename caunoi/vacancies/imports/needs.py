"""Sheets of needs: .xlsx or .csv with a head row, one line a firm and group."""

from dataclasses import dataclass
from typing import Any, Final

from caunoi.vacancies.imports.files import CannotRead
from caunoi_engine.text.folding import fold
from caunoi_kit.office import sheets

# Heads as people write them, folded.
HEADS: Final = {
    "tax_code": ("ma so thue", "mst", "ma so", "tax_code"),
    "half_year": ("nua nam", "ky", "half_year"),
    "occupation": ("ma nhom nghe", "nhom nghe", "ma nghe", "nghe", "occupation"),
    "quantity": ("so luong", "tong so", "nhu cau", "quantity"),
    "women": ("nu", "trong do nu", "so nu", "women"),
    "reference": ("ma tham chieu", "reference"),
}
MONTHS: Final = 6
COLUMNS: Final = tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


@dataclass(frozen=True)
class NeedSheet:
    """Lines of needs and where each field of them stands, to say "ô C5"."""

    lines: tuple[dict[str, Any], ...]
    rows: tuple[int, ...]  # row of each line in the sheet
    columns: dict[str, int]

    def cell(self, line: int, field: str) -> str:
        """The cell of a field of a line: "C5"; its row alone when there is no such column."""
        row = self.rows[line]
        at = self.columns.get(field)
        return f"ô {COLUMNS[at]}{row}" if at is not None and at < len(COLUMNS) else f"dòng {row}"


def read_need_sheet(content: bytes, *, name: str) -> NeedSheet:
    """The lines of a sheet of needs. Raises CannotRead when it is none."""
    try:
        rows = sheets.read(content, name=name)
    except sheets.CannotRead as fault:
        raise CannotRead(str(fault)) from fault
    columns = _columns([fold(cell) for cell in rows[0]])
    missing = [words for words in ("occupation", "quantity") if words not in columns]
    if missing:
        raise CannotRead(
            f"Tệp {name} thiếu cột «Mã nhóm nghề» hoặc «Số lượng» ở dòng đầu. "
            "Tải tệp mẫu, chép số liệu sang rồi tải lại."
        )
    lines, places = [], []
    for number, row in enumerate(rows[1:], start=2):
        line: dict[str, Any] = {
            field: row[at] if at < len(row) else ""
            for field, at in columns.items()
            if not field.startswith("month_")
        }
        months = [row[at] if at < len(row) else "" for at in _months_at(columns)]
        line["months"] = months if any(months) else []
        if line["quantity"] or line["months"]:  # a group of the empty form that nobody filled in
            lines.append(line)
            places.append(number)
    return NeedSheet(tuple(lines), tuple(places), columns)


def _columns(heads: list[str]) -> dict[str, int]:
    found = {
        field: heads.index(next(word for word in words if word in heads))
        for field, words in HEADS.items()
        if any(word in heads for word in words)
    }
    for month in range(MONTHS):
        name = f"thang thu {month + 1}"
        if name in heads:
            found[f"month_{month}"] = heads.index(name)
    if "month_0" in found:
        found["months"] = found["month_0"]
    return found


def _months_at(columns: dict[str, int]) -> list[int]:
    return [columns[f"month_{month}"] for month in range(MONTHS) if f"month_{month}" in columns]
